"""An entry as a row: what a table, a list of another edition and the register have in common.

A record says less than an entry of TEI may; what it does not say is left alone when it comes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml import etree

from pecia.core.identifiers import AUTHORITIES
from pecia.core.text import Attributes
from pecia.edition.register.holdings import Entry
from pecia.engines.trees import XML_ID, local, tei
from pecia.tei import entry as entries

DETAILS = ("birth", "death", "geo", "note")
"""What a record says besides names and numbers, in the order of the columns: dates in W3C form (`1878-12-18`, or
`1880..1882` for not before and not after), latitude and longitude, the first note."""

_DATE = re.compile(r"-?\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Record:
    """One row. `numbers` are (authority, number) in the canonical form; `details` (what, value), see `DETAILS`.

    `made_by` is "pecia" or the id of a person; `mentions` is told, never read. `line` is where it stood in its file;
    `element` the entry itself where it came as TEI.
    """

    id: str = ""
    kind: str = ""
    name: str = ""
    variants: tuple[str, ...] = ()
    numbers: Attributes = ()
    details: Attributes = ()
    made_by: str = ""
    mentions: int = field(default=0, compare=False)
    line: int = field(default=0, compare=False)
    element: etree._Element | None = field(default=None, compare=False)

    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, (self.name, *self.variants))))

    def detail(self, what: str) -> str:
        return dict(self.details).get(what, "")


def record_of(entry: Entry) -> Record:
    """The row of an entry."""
    made = described(entry.element)
    return replace(made, id=entry.address, mentions=len(entry.mentions))


def described(element: etree._Element) -> Record:
    """The row of an entry's element."""
    names = entries.names(element)
    return Record(
        element.get(XML_ID, ""),
        entries.KIND_OF[local(element)],
        next(iter(names), ""),
        names[1:],
        ordered(entries.numbers(element)),
        tuple((what, value) for what in DETAILS if (value := detail_of(element, what))),
        entries.maker(element),
    )


def ordered(numbers: Iterable[tuple[str, str]]) -> Attributes:
    """The numbers each once, those of known authorities first, in the order of the columns of a table."""
    known = list(AUTHORITIES)
    return tuple(
        sorted(
            dict.fromkeys(numbers), key=lambda pair: (known.index(pair[0]) if pair[0] in known else len(known), pair[0])
        )
    )


def detail_of(element: etree._Element, what: str) -> str:
    """One detail as a record has it; "" where the entry does not say."""
    if what == "geo":
        found = element.find(f"{tei('location')}/{tei('geo')}")
        return entries.words(found) if found is not None else ""
    found = element.find(tei(what))
    if found is None:
        return ""
    return _dated(found) if what in ("birth", "death") else entries.words(found)


def _dated(event: etree._Element) -> str:
    for dated in event.iter(tei("birth"), tei("death"), tei("date")):
        if dated.get("when"):
            return dated.get("when", "")
        if dated.get("notBefore") or dated.get("notAfter"):
            return f"{dated.get('notBefore', '')}..{dated.get('notAfter', '')}"
    return entries.words(event)


def write_detail(element: etree._Element, what: str, value: str) -> None:
    """Puts a detail into an entry, in the place of what it said before."""
    old = element.find(tei("location") if what == "geo" else tei(what))
    if old is not None:
        entries.take_out(old)
    if what == "geo":
        etree.SubElement(entries.inserted(element, "location"), tei("geo")).text = value
    elif what == "note":
        entries.inserted(element, "note", value)
    elif _DATE.fullmatch(value):
        entries.inserted(element, what, when=value)
    else:
        before, dots, after = value.partition("..")
        bounds = {"notBefore": before, "notAfter": after}
        if dots and all(not bound or _DATE.fullmatch(bound) for bound in bounds.values()):
            entries.inserted(element, what, **{name: bound for name, bound in bounds.items() if bound})
        else:
            entries.inserted(element, what, value)
