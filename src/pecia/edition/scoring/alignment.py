"""Two texts of one work, put side by side: where a character of the one stands in the other.

First whole words are matched block by block, then word by word where blocks differ; so two encodings of a long text
are compared in time that grows with what differs, not with its length squared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from pecia.core.text import Document, Span

_WORD = re.compile(r"\w+|[^\w\s]")
_LONGEST = 4_000
"""Differing stretches of more words than this are not looked into: they are other texts."""

_Word = tuple[str, int]


class Alignment:
    """The way from a document's text to another's. `share` is how much of its words the other has, from 0 to 1."""

    def __init__(self, document: Document, other: Document) -> None:
        self._places: list[int | None] = [None] * (len(document.text) + 1)
        mine, theirs = _words(document), _words(other)
        matched = 0
        for one, two in _matches(mine, theirs):
            matched += 1
            for at in range(len(one[0])):
                self._places[one[1] + at] = two[1] + at
        total = sum(map(len, mine))
        self.share = matched / total if total else 1.0

    def span(self, span: Span) -> Span | None:
        """The same stretch in the other text; None where nothing of it is there."""
        found = [place for place in self._places[span.start : span.end] if place is not None]
        return Span(min(found), max(found) + 1) if found else None


def _words(document: Document) -> list[list[_Word]]:
    """The words and signs of each block, with their places."""
    return [
        [(found[0], block.span.start + found.start()) for found in _WORD.finditer(document.covered(block.span))]
        for block in document.blocks
    ]


def _matches(mine: Sequence[list[_Word]], theirs: Sequence[list[_Word]]) -> Iterator[tuple[_Word, _Word]]:
    ours, others = ([" ".join(word for word, _ in block) for block in blocks] for blocks in (mine, theirs))
    for tag, a, a_end, b, b_end in SequenceMatcher(None, ours, others, autojunk=False).get_opcodes():
        left = [word for block in mine[a:a_end] for word in block]
        right = [word for block in theirs[b:b_end] for word in block]
        if tag == "equal":
            yield from zip(left, right, strict=True)
        elif len(left) <= _LONGEST and len(right) <= _LONGEST:
            yield from _word_by_word(left, right)


def _word_by_word(left: list[_Word], right: list[_Word]) -> Iterator[tuple[_Word, _Word]]:
    matcher = SequenceMatcher(None, [word for word, _ in left], [word for word, _ in right], autojunk=False)
    for match in matcher.get_matching_blocks():
        yield from zip(left[match.a : match.a + match.size], right[match.b : match.b + match.size], strict=True)
