"""The entries as a list to look through: which of them are wanted, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pecia.core.identifiers import canonical
from pecia.core.likeness import plain
from pecia.core.register import KINDS
from pecia.core.text import MACHINE
from pecia.edition.register.holdings import Entry

PEOPLE = "people"
"""Who made an entry that no machine made, whoever it was."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries to show; what is empty or None asks for nothing. `having` and `lacking` are authorities."""

    words: str = ""
    kinds: tuple[str, ...] = ()
    made_by: str = ""
    having: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    mentioned: bool | None = None

    def fits(self, entry: Entry) -> bool:
        return (
            (not self.kinds or entry.kind in self.kinds)
            and (not self.made_by or self._made(entry))
            and all(entry.number(_authority(name)) for name in self.having)
            and not any(entry.number(_authority(name)) for name in self.lacking)
            and (self.mentioned is None or bool(entry.mentions) == self.mentioned)
            and self._said(entry)
        )

    def _made(self, entry: Entry) -> bool:
        if self.made_by == PEOPLE:
            return entry.made_by != MACHINE
        return entry.made_by == self.made_by.removeprefix("#")

    def _said(self, entry: Entry) -> bool:
        words = plain(self.words).split()
        said = plain(" ".join((entry.id, entry.name, *entry.variants)))
        return all(word in said for word in words)


def _authority(name: str) -> str:
    return canonical(name, "")[0]


def chosen(entries: Iterable[Entry], wanted: Wanted, sorting: str = "file") -> tuple[Entry, ...]:
    """The entries that are wanted, in the order of the lists, of their names, or of how often they are mentioned."""
    found = [entry for entry in entries if wanted.fits(entry)]
    found.sort(key=lambda entry: KINDS.index(entry.kind))
    if sorting == "name":
        found.sort(key=lambda entry: (plain(entry.name), entry.address))
    elif sorting == "mentions":
        found.sort(key=lambda entry: -len(entry.mentions))
    return tuple(found)


def record(entry: Entry) -> dict[str, Any]:
    """An entry as JSON has it."""
    numbers: dict[str, list[str]] = {}
    for authority, number in entry.numbers:
        numbers.setdefault(authority, []).append(number)
    where = entry.document.where(entry.element)
    return {
        "id": entry.address,
        "kind": entry.kind,
        "name": entry.name,
        "variants": list(entry.variants),
        "identifiers": numbers,
        "made_by": entry.made_by or None,
        "mentions": len(entry.mentions),
        "mentioned_at": [str(mention) for mention in entry.mentions],
        "path": where.path,
        "line": where.line or None,
    }
