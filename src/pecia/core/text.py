"""A text and what is said about it: the one noun of everything before the encoder.

A `Document` is an immutable string, the blocks that it falls into, and annotations that stand off from it.
Positions count code points. Nothing here knows XML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeAlias

Attributes: TypeAlias = tuple[tuple[str, str], ...]

MACHINE = "pecia"
"""`made_by` of whatever pecia claims itself; in TEI it becomes `resp="#pecia"`."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a text, in code points; a span of no width is a milestone.

    Raises ValueError when it would end before it starts, or start before the text.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no such span: {self.start} to {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        # A milestone has no length and is there all the same.
        return True

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True when the two have at least one character in common."""
        return max(self.start, other.start) < min(self.end, other.end)

    def crosses(self, other: Span) -> bool:
        """True when the two overlap and neither lies inside the other: XML cannot nest them."""
        return self.overlaps(other) and self not in other and other not in self

    def shifted(self, distance: int) -> Span:
        return Span(self.start + distance, self.end + distance)


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes, and where they were found (`-` is standard input)."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch that is one thing on the page: `p`, `head`, `l`, `item`, `quote`, `note`, `fw`.

    `attributes` are facts about it, not TEI: `level` of a head or an item, `n` and `series` of a note,
    `type` of forme work (`navigation`, `pageNum`, `header`), `label` (the length of the leading label).
    """

    kind: str
    span: Span
    attributes: Attributes = ()

    def get(self, name: str, default: str = "") -> str:
        return dict(self.attributes).get(name, default)


@dataclass(frozen=True, slots=True)
class Annotation:
    """A claim about a stretch of text, by somebody, more or less sure. May overlap others and cross blocks.

    `kind` is the TEI element's name; `made_by` the value of `@resp` without its `#` ("" where nobody
    is named); `certainty` is `@cert` (`high`, `medium`, `low`, or ""). `evidence` says in words for an editor why it
    was claimed; it is never encoded, and two claims that differ only in it are the same.
    """

    kind: str
    span: Span
    made_by: str = ""
    attributes: Attributes = ()
    certainty: str = ""
    evidence: tuple[str, ...] = field(default=(), compare=False)

    def get(self, name: str, default: str = "") -> str:
        return dict(self.attributes).get(name, default)

    def having(self, **attributes: str) -> Annotation:
        """The same claim with these attributes set (an empty value takes one away)."""
        merged = dict(self.attributes) | attributes
        return replace(self, attributes=tuple((name, value) for name, value in merged.items() if value))


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its blocks (disjoint, in document order) and the annotations on it.

    Characters between blocks are white space. Raises ValueError when a span leaves the text, or blocks
    are out of order or overlap.
    """

    name: str
    text: str
    blocks: tuple[Block, ...]
    annotations: tuple[Annotation, ...] = ()
    metadata: Attributes = ()

    def __post_init__(self) -> None:
        whole = Span(0, len(self.text))
        claimed: tuple[Block | Annotation, ...] = (*self.blocks, *self.annotations)
        for item in claimed:
            if item.span not in whole:
                raise ValueError(f"{item.kind} at {item.span} leaves the text of {len(self.text)} characters")
        for before, after in pairwise(self.blocks):
            if after.span.start < before.span.end:
                raise ValueError(f"{after.kind} at {after.span} begins before {before.kind} at {before.span} ends")

    def annotated(self, more: Iterable[Annotation]) -> Document:
        """The same document with these annotations too, all in the order of their places."""
        every = (*self.annotations, *more)
        return replace(self, annotations=tuple(sorted(every, key=lambda a: (a.span.start, -a.span.end))))

    def of_kind(self, *kinds: str) -> Iterator[Annotation]:
        return (annotation for annotation in self.annotations if annotation.kind in kinds)

    def covered(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def get(self, name: str, default: str = "") -> str:
        """One of the metadata, such as `language` (BCP 47) or `title`."""
        return dict(self.metadata).get(name, default)

    def having(self, **metadata: str) -> Document:
        merged = dict(self.metadata) | metadata
        return replace(self, metadata=tuple((name, value) for name, value in merged.items() if value))
