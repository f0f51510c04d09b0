"""Annotations cut so that they nest: two that cross cannot both be one element.

Of two that cross, the one that means less as a fragment stays whole: a slip and its correction, a note marker,
a name, a date; a quotation can be told in parts. Laws: strands never cross; the strands of an annotation
cover it exactly, in order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pecia.core.text import MACHINE, Annotation, Span

OPAQUE = "#opaque"
"""The kind of an annotation that carries its XML as it stood (attribute `xml`) and is put back untouched."""

# From the outside to the inside, where two cover the very same stretch; and from what is cut first to what is cut last.
_OUTSIDE_IN = (
    "quote", "q", "said", "title", "foreign", "orgName", "placeName", "persName", "roleName", "date", "ref", "abbr",
    "sic", OPAQUE,
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(_OUTSIDE_IN, start=1)}


def rank(annotation: Annotation) -> int:
    """How whole it wants to stay; kinds that are not in the list are cut first."""
    return _RANK.get(annotation.kind, 0)


@dataclass(frozen=True, slots=True)
class Strand:
    """A piece of an annotation that nests with all the others: number `part` of `parts`, counted from 1.

    `chain` names the whole where it has more than one part: `q-1` is the first quotation that had to be cut.
    """

    annotation: Annotation
    span: Span
    part: int = 1
    parts: int = 1
    chain: str = ""


def strands(annotations: Iterable[Annotation], blocks: Iterable[Span]) -> tuple[Strand, ...]:
    """The strands of these annotations, outer before inner, in the order of the text.

    No strand runs over the end of a block (disjoint, in order); white space between blocks belongs to none.
    """
    every = [annotation for _, annotation in sorted(enumerate(annotations), key=lambda pair: _order(*pair))]
    frames = list(blocks)
    made = []
    cut: Counter[str] = Counter()
    for index, pieces in enumerate(_nested(every)):
        annotation, inside = every[index], [part for piece in pieces for part in _within(piece, frames)]
        chain = ""
        if len(inside) > 1:
            cut[annotation.kind] += 1
            chain = annotation.get("xml:id") or f"{annotation.kind}-{cut[annotation.kind]}"
        for number, span in enumerate(inside, start=1):
            made.append((index, Strand(annotation, span, number, len(inside), chain)))
    made.sort(key=lambda pair: (pair[1].span.start, len(pair[1].span) > 0, -pair[1].span.end, pair[0]))
    return tuple(strand for _, strand in made)


def by_block(annotations: Iterable[Annotation], blocks: Sequence[Span]) -> list[list[Strand]]:
    """The strands of each block."""
    found: list[list[Strand]] = [[] for _ in blocks]
    index = 0
    for strand in strands(annotations, blocks):
        while index + 1 < len(blocks) and blocks[index].end < strand.span.end:
            index += 1
        found[index].append(strand)
    return found


def _order(index: int, annotation: Annotation) -> tuple[int, bool, int, bool, int, int]:
    # What a person nested stays as nested: their order is the order of the tuple. A milestone comes before what
    # begins at its place.
    span, machine = annotation.span, annotation.made_by == MACHINE
    return (span.start, len(span) > 0, -span.end, machine, rank(annotation) if machine else 0, index)


def _nested(annotations: Sequence[Annotation]) -> list[list[Span]]:
    """Each annotation's pieces: the weightiest are placed first, whole; others are cut where a placed one crosses."""
    neighbours = _overlapping(annotations)
    placed: list[list[Span]] = [[] for _ in annotations]
    for index in sorted(range(len(annotations)), key=lambda i: (-rank(annotations[i]), i)):
        span = annotations[index].span
        borders = {
            border
            for other in neighbours[index]
            for piece in placed[other]
            if piece.crosses(span)
            for border in (piece.start, piece.end)
            if span.start < border < span.end
        }
        placed[index] = [Span(*ends) for ends in pairwise([span.start, *sorted(borders), span.end])]
    return placed


def _overlapping(annotations: Sequence[Annotation]) -> list[list[int]]:
    """For each annotation (in the order of their starts) those that share a character with it."""
    neighbours: list[list[int]] = [[] for _ in annotations]
    under_way: list[int] = []
    for index, annotation in enumerate(annotations):
        under_way = [other for other in under_way if annotations[other].span.end > annotation.span.start]
        if len(annotation.span) == 0:
            continue
        for other in under_way:
            neighbours[other].append(index)
            neighbours[index].append(other)
        under_way.append(index)
    return neighbours


def _within(piece: Span, blocks: list[Span]) -> Iterator[Span]:
    """The parts of a piece that lie in blocks; a milestone goes to the first block that touches it."""
    first = max(0, bisect_right(blocks, piece.start, key=lambda block: block.start) - 1)
    for index in range(first, len(blocks)):
        block = blocks[index]
        if block.start > piece.end:
            return
        start, end = max(piece.start, block.start), min(piece.end, block.end)
        if start < end:
            yield Span(start, end)
        elif len(piece) == 0 and start == end:
            yield piece
            return
