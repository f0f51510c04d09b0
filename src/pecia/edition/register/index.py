"""Which entry is meant by a record: looked up by id, by number and by name, also among those that have just come in."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from lxml import etree

from pecia.core.register import folded
from pecia.edition.register.records import Record
from pecia.engines.trees import XML_ID, local
from pecia.tei import entry as entries
from pecia.validation import Checked


class Index:
    """The entries by id, number and name."""

    def __init__(self) -> None:
        self._ids: dict[str, etree._Element] = {}
        # As ordered sets: ten thousand may have one name.
        self._numbers: dict[tuple[str, str, str], dict[etree._Element, None]] = {}
        self._names: dict[tuple[str, str], dict[etree._Element, None]] = {}
        self._documents: dict[etree._Element, Checked] = {}

    def add(self, element: etree._Element, document: Checked, address: str = "") -> None:
        """Takes an entry in, or what is new in it."""
        self._documents[element] = document
        for identifier in (address, element.get(XML_ID)):
            if identifier:
                self._ids.setdefault(identifier, element)
        kind = entries.KIND_OF[local(element)]
        for pair in entries.numbers(element):
            self._numbers.setdefault((kind, *pair), {})[element] = None
        for name in entries.names(element):
            self._names.setdefault((kind, folded(name)), {})[element] = None

    def document(self, element: etree._Element) -> Checked:
        """The file that an entry stands in."""
        return self._documents[element]

    def numbered(self, kind: str, authority: str, number: str) -> Iterable[etree._Element]:
        """The entries of a kind with this number."""
        return self._numbers.get((kind, authority, number), ())

    def find(
        self, record: Record, *, by_id: bool, apart: Collection[etree._Element] = ()
    ) -> tuple[str, etree._Element | None, bool]:
        """Why nobody can know which entry is meant, else the entry (None for a new one), and whether that is sure.

        `by_id` says that equal ids mean the same entry, whatever else the two say; those `apart` are not meant for
        their name alone.
        """
        here = self._ids.get(record.id) if record.id else None
        if here is not None:
            kind = entries.KIND_OF[local(here)]
            same_kind = record.kind in ("", kind)
            if by_id and not same_kind:
                return f"is a {kind} here and a {record.kind} there", None, False
            if same_kind and (by_id or have_in_common(here, record)):
                return "", here, True
        kinds = [record.kind] if record.kind else list(entries.ELEMENT_OF)
        found = dict.fromkeys(e for kind in kinds for pair in record.numbers for e in self.numbered(kind, *pair))
        if len(found) > 1:
            return f"has numbers of {' and '.join(map(called, found))}", None, False
        if found:
            return "", next(iter(found)), True
        named = [e for kind in kinds for e in self._names.get((kind, folded(record.name)), ()) if e not in apart]
        if len(named) > 1:
            some = " or ".join(map(called, named[:5]))
            return f"“{record.name}” may be {some}{' …' if len(named) > 5 else ''}: add the id", None, False
        return "", (named[0] if named else None), False


def have_in_common(element: etree._Element, record: Record) -> bool:
    """Whether an entry and a record have a name or a number in common."""
    names = set(map(folded, entries.names(element)))
    numbers = set(entries.numbers(element))
    return not names.isdisjoint(map(folded, record.names())) or not numbers.isdisjoint(record.numbers)


def called(element: etree._Element) -> str:
    """The id of an entry, or its name where it has none."""
    return element.get(XML_ID) or next(iter(entries.names(element)), "an entry without a name")
