"""A small edition of letters, made up here, as TEI: enough to learn from, and written by nobody."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><text><body>{}</body></text></TEI>'
NAMES = ("Brackwell", "Tolimer", "Questing", "Dunvarrow", "Halloway", "Prewitt", "Sandiforth", "Ombersley")
SENTENCES = (
    "<p>I had a long letter from {} yesterday, and she is well.</p>",
    "<p>We dined with {} at Reading, and {} told us all the news.</p>",
    "<p>Give my love to {} and to the children.</p>",
    "<p>My dear {}, it rains here and I am tired of Reading.</p>",
    "<p>On Tuesday {} came to see us; on Friday he went back to Bristol.</p>",
)


def letters(number: int, mark: str = "<persName>{}</persName>") -> Iterator[str]:
    """So many letters, each with five paragraphs; `mark` is how a person is marked."""
    names = itertools.cycle(mark.format(name) for name in NAMES)
    for at in range(number):
        body = [sentence.format(next(names), next(names)) for sentence in SENTENCES]
        yield TEI.format("".join(body[at % 5 :] + body[: at % 5]))
