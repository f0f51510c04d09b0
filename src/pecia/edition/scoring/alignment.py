"""Two texts of one work, put side by side: where a character of the one stands in the other.

Words that both have once are the fixed points (the patience diff of Bram Cohen); between two of them the same is done
again, and what is short by then is compared word by word. So the time grows with the texts, not with their square.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from pecia.core.text import Document, Span

_WORD = re.compile(r"\w+|[^\w\s]")
_SHORT = 40_000
"""So many pairs of words are compared one by one; of more, without a fixed point, only those at the same height."""
_PIECE = 60
"""Words."""
_Stretch = tuple[int, int, int, int]
"""From where to where in the one row of words, and in the other."""


class Alignment:
    """The way from a document's text to another's. `share` is how much of its words the other has, from 0 to 1."""

    def __init__(self, document: Document, other: Document) -> None:
        self._places: list[int | None] = [None] * (len(document.text) + 1)
        (mine, starts), (theirs, others) = _words(document), _words(other)
        matched = 0
        for one, two in _matches(mine, theirs):
            matched += 1
            for at in range(len(mine[one])):
                self._places[starts[one] + at] = others[two] + at
        self.share = matched / len(mine) if mine else 1.0

    def span(self, span: Span) -> Span | None:
        """The same stretch in the other text; None where nothing of it is there."""
        found = [place for place in self._places[span.start : span.end] if place is not None]
        return Span(min(found), max(found) + 1) if found else None


def _words(document: Document) -> tuple[list[str], list[int]]:
    """The words and signs of the blocks, and where each begins."""
    spans = (block.span for block in document.blocks)
    found = [match for span in spans for match in _WORD.finditer(document.text, span.start, span.end)]
    return [match[0] for match in found], [match.start() for match in found]


def _matches(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The pairs of words that are the same, by their numbers in either row; never crossing."""
    waiting: list[_Stretch] = [(0, len(mine), 0, len(theirs))]
    while waiting:
        a, a_end, b, b_end = waiting.pop()
        while a < a_end and b < b_end and mine[a] == theirs[b]:
            yield a, b
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and mine[a_end - 1] == theirs[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            yield a_end, b_end
        fixed = _fixed_points(mine, theirs, (a, a_end, b, b_end))
        if fixed:
            ends = [(a, b), *fixed, (a_end, b_end)]
            waiting += [(i, i_end, j, j_end) for (i, j), (i_end, j_end) in pairwise(ends)]
        elif (a_end - a) * (b_end - b) > _SHORT:
            waiting += _in_pieces((a, a_end, b, b_end))
        else:
            matcher = SequenceMatcher(None, mine[a:a_end], theirs[b:b_end], autojunk=False)
            for match in matcher.get_matching_blocks():
                yield from ((a + match.a + n, b + match.b + n) for n in range(match.size))


def _fixed_points(mine: Sequence[str], theirs: Sequence[str], stretch: _Stretch) -> list[tuple[int, int]]:
    """Where the words stand that each side has once, without those that have changed their order."""
    a, a_end, b, b_end = stretch
    once = {word for word, number in Counter(mine[a:a_end]).items() if number == 1}
    once &= {word for word, number in Counter(theirs[b:b_end]).items() if number == 1}
    if not once:
        return []
    there = {theirs[at]: at for at in range(b, b_end) if theirs[at] in once}
    pairs = [(at, there[mine[at]]) for at in range(a, a_end) if mine[at] in once]
    return _rising(pairs)


def _in_pieces(stretch: _Stretch) -> Iterator[_Stretch]:
    """A stretch cut at the same shares of both sides: where words come again and again, as in a table of figures."""
    a, a_end, b, b_end = stretch
    number = max(a_end - a, b_end - b) // _PIECE + 1
    cuts = [(a + (a_end - a) * n // number, b + (b_end - b) * n // number) for n in range(number + 1)]
    return ((i, i_end, j, j_end) for (i, j), (i_end, j_end) in pairwise(cuts))


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of pairs, out of those that rise on the one side, that rises on the other too (patience
    sorting: each pair goes on the first pile whose last is higher, and remembers the last of the pile before)."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [place]
        piles[pile : pile + 1] = [number]
    found = []
    at = piles[-1] if piles else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]
