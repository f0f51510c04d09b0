"""The particles that a document shows a surname to have: `M. d'Estournelles` says what `d'Estournelles` is."""

from __future__ import annotations

import re

from pecia.annotators.names.lexicon import COMMON, FORENAME, PARTICLE, PLACE, ROLE, TITLE, Lexicon
from pecia.annotators.names.runs import particle_gap
from pecia.annotators.names.tokens import Text, Token

# Within a sentence an article with a capital belongs to the name: sous la présidence de La Fontaine.
_ARTICLE = re.compile(r"(?<=[^\W\d_] )(L[ae] )$")


def find(text: Text, lexicon: Lexicon) -> None:
    """Fill in what surnames after a title or a forename have before them, where the language drops particles."""
    if not lexicon.line_particles:
        return
    tokens = text.tokens
    for index in range(1, len(tokens)):
        token, before = tokens[index], tokens[index - 1]
        if token.kind or token.traits & (PLACE | ROLE | TITLE | COMMON):
            continue
        if before.traits & (TITLE | FORENAME) and particle_gap(lexicon, _after_stop(token.gap)):
            particle = token.gap.lstrip(". ")
        elif before.traits & PARTICLE and text.joined(index) and _is_named(text, lexicon, index - 1):
            particle = text.reading[before.start : token.start]
        else:
            continue
        text.particled.setdefault(token.key, set()).add(particle)


def _after_stop(gap: str) -> str:
    return gap.removeprefix(".")


def _is_named(text: Text, lexicon: Lexicon, index: int) -> bool:
    """A title or a forename stands before this particle, or before the one before it: Désiré de La Brosse."""
    if not index or not text.tokens[index - 1].traits & (TITLE | FORENAME):
        return False
    gap = _after_stop(text.tokens[index].gap)
    return gap == " " or particle_gap(lexicon, gap)


def known_start(text: Text, lexicon: Lexicon, token: Token) -> int | None:
    """Where the known particle begins that stands right before this surname. `de` alone may be a preposition."""
    for particle in sorted(text.particled.get(token.key, ()), key=len, reverse=True):
        start = token.start - len(particle)
        written = text.reading[start : token.start]
        fits = written.lower() == particle.lower() and not text.reading[start - 1 : start].isalpha()
        if start >= 0 and fits and (particle.endswith("'") or particle[:1].isupper()):
            return start
    if not lexicon.line_particles:
        return None
    article = _ARTICLE.search(text.reading, max(0, token.start - 6), token.start)
    return None if article is None else article.start(1)
