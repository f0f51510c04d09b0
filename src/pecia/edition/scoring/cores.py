"""What of a mark editions agree on: the name without its title, possessive ending, quotation marks and stops."""

from __future__ import annotations

import re

from pecia.annotators.names.lexicon import ROLE, TITLE, lexicon
from pecia.core.text import Span
from pecia.tei.marks import NAMES, Mark

_END = re.compile(r"(?:['’]s?|[\s,;:.!?”“\"»«)\]])*$")
_START = re.compile(r"^[\s“”\"‘’'«»„([]*")
_FIRST_WORD = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)\.?\s+")


def core(mark: Mark, text: str, language: str) -> Span:
    """The stretch of a mark that two editions would agree on; never without a character."""
    start, end = mark.span.start, mark.span.end
    words = text[start:end]
    if mark.kind not in NAMES and mark.kind not in ("date", "q", "foreign"):
        return mark.span
    end -= len(_END.search(words)[0])  # type: ignore[index]
    start += len(_START.match(words)[0])  # type: ignore[index]
    if mark.kind == "persName":
        behind = mark.span.start + mark.head
        if mark.head and behind > start:
            # The blank between a <roleName> and the name is outside of it.
            start = behind + len(_START.match(text[behind:end])[0])  # type: ignore[index]
        start = _after_titles(text, start, end, language)
    return Span(start, end) if start < end else mark.span


def _after_titles(text: str, start: int, end: int, language: str) -> int:
    """Where the name begins behind its titles and articles; where it has nothing else, they are the name."""
    words, at = lexicon(language or "en"), start
    while found := _FIRST_WORD.match(text, at, end):
        word = found[1]
        if not words.traits(word) & (TITLE | ROLE) and word.lower() not in words.articles:
            return at
        at = found.end()
    return at if at < end else start
