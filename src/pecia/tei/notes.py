"""Which note belongs to which marker: the k-th marker of a number goes with the k-th body of that number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import TypeVar

from pecia.core.text import Annotation, Block, Document
from pecia.tei.ids import free, xml_name

ANCHOR = "noteAnchor"
_PLACES = {"n": "end", "fn": "bottom"}


@dataclass(frozen=True, slots=True)
class Note:
    """One note: its marker in the text, its body, or (where the source has lost one of them) only the other.

    A body that stands in a tree already keeps its id (attribute `id` of the block).
    """

    id: str
    n: str
    series: str
    anchor: Annotation | None
    block: Block | None

    @property
    def anchor_id(self) -> str:
        return f"{self.id}-ref"

    @property
    def place(self) -> str:
        """`@place`: where the source prints the note."""
        return _PLACES.get(self.series, "bottom")


def notes(document: Document, taken: Container[str] = ()) -> tuple[Note, ...]:
    """All notes, a series after the other; in each, in the order of the markers, then bodies without a marker.

    `taken` are the ids that something else in the tree has, and no new note may get.
    """
    anchors = _counted(document.of_kind(ANCHOR))
    blocks = _counted(block for block in document.blocks if block.kind == "note")
    keys = list(dict.fromkeys([*anchors, *blocks]))
    series = list(dict.fromkeys(key[0] for key in keys))
    ordered = sorted(keys, key=lambda key: series.index(key[0]))
    return tuple(_note(key, anchors.get(key), blocks.get(key), taken) for key in ordered)


def _note(key: tuple[str, str, int], anchor: Annotation | None, block: Block | None, taken: Container[str]) -> Note:
    known = block.get("id") if block is not None else ""
    made = _id(*key)
    return Note(known or (free(f"note-{made}", taken) if made in taken else made), key[1], key[0], anchor, block)


def series_of(n: str) -> str:
    """The series that a note's `@n` belongs to: `n` for plain numbers, letters as they are (`fn`), `s` for signs."""
    return "n" if n.isdigit() else n.rstrip("0123456789") if n[:1].isalpha() else "s"


T = TypeVar("T", Annotation, Block)


def _counted(items: Iterable[T]) -> dict[tuple[str, str, int], T]:
    """The items by series, number, and the how-manieth of that number each is."""
    seen: Counter[tuple[str, str]] = Counter()
    found: dict[tuple[str, str, int], T] = {}
    for item in items:
        series, n = item.get("series", "n"), item.get("n")
        seen[series, n] += 1
        found[series, n, seen[series, n]] = item
    return found


def _id(series: str, n: str, occurrence: int) -> str:
    # A letter is a series of its own, and no id by itself.
    base = xml_name(n if series == "fn" else f"note{n}" if series == n else f"{series}{n}")
    return base if occurrence == 1 else f"{base}-{occurrence}"
