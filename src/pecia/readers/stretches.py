"""A chapter in one language has letters in another: each block that is plainly in another one says so.

A short block goes with its neighbours where both are in one language, and a salutation or a signature (`Mon cher ami,`)
with the one neighbour that is, if no word in it is of the document's own; the lines of a stanza are judged together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pecia.core.text import Block, Document
from pecia.languages.detection import common_words, readable, stretch_language

_JUDGED = frozenset({"p", "head", "l", "item", "quote", "note"})
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = 12
"""Below so many words, a block does not say what language it is in."""


def in_stretches(document: Document) -> Document:
    """The document, each block of another language with its `lang` (BCP 47). Blocks that have one keep it."""
    main = document.get("language")
    if not main:
        return document
    judged = [found for group in _groups(document) for found in _judged(document, group, main)]
    spoken = _with_neighbours(judged, [_is_open(document, block, main) for block in document.blocks], main)
    blocks = tuple(
        replace(block, attributes=(*block.attributes, ("lang", language))) if language not in ("", main) else block
        for block, language in zip(document.blocks, spoken, strict=True)
    )
    return replace(document, blocks=blocks)


def _groups(document: Document) -> Iterator[Sequence[Block]]:
    """The blocks one by one, but the lines of a stanza together."""
    numbered = enumerate(document.blocks)
    for _, group in groupby(numbered, key=lambda n: ("l", n[1].get("lg")) if n[1].kind == "l" else n[0]):
        yield [block for _, block in group]


def _judged(document: Document, group: Sequence[Block], main: str) -> list[str]:
    """The language of each block: "" for one that is too short to say, `main` for what is not judged."""
    if group[0].kind not in _JUDGED or group[0].get("lang"):
        return [main] * len(group)
    text = " ".join(document.covered(block.span) for block in group)
    found = stretch_language(text, main)
    short = found == main and len(text.split()) < _SHORT
    return ["" if short else found] * len(group)


def _is_open(document: Document, block: Block, main: str) -> bool:
    """No common word of the document's language is in it, and it is no heading: it may be in any."""
    if block.kind == "head" or main not in readable():
        return False
    return not any(word.lower() in common_words(main) for word in _WORD.findall(document.covered(block.span)))


def _with_neighbours(languages: list[str], are_open: list[bool], main: str) -> list[str]:
    """Short blocks get the language of those around them: of both, or of the one in another language where they may."""
    if all(language in ("", main) for language in languages):
        return languages
    made, before = [], main
    for language, following, is_open in zip(languages, _next_told(languages, main), are_open, strict=True):
        others = {before, following} - {main}
        made.append(language or (others.pop() if len(others) == 1 and (is_open or before == following) else main))
        before = language or before
    return made


def _next_told(languages: list[str], main: str) -> list[str]:
    """For each block, the language of the next one that says."""
    made, following = [], main
    for language in reversed(languages):
        made.append(following)
        following = language or following
    return made[::-1]
