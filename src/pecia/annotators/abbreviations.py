"""Abbreviations that the edition lists, with the expansions that it gives. None is guessed."""

from __future__ import annotations

import re

from pecia.annotators import Annotator, Claims, Knowledge
from pecia.annotators.occupied import Occupied
from pecia.core.findings import Outcome
from pecia.core.text import MACHINE, Annotation, Document, Span

_WHY = ("in the list of abbreviations of pecia.toml",)


def annotate(document: Document, knowledge: Knowledge) -> Outcome[Claims]:
    """An `abbr` with `expan` wherever a listed short form stands as a word of its own, the longest form first."""
    expansions = {short: full for short, full in knowledge.abbreviations if short.strip() and full}
    if not expansions:
        return Outcome(Claims())
    either = "|".join(re.escape(short) for short in sorted(expansions, key=lambda short: (-len(short), short)))
    pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)")
    taken = Occupied(len(document.text), (a.span for a in document.of_kind("abbr", "expan", "sic")))
    claims: list[Annotation] = []
    for block in document.blocks:
        if block.kind == "fw":
            continue
        for found in pattern.finditer(document.text, block.span.start, block.span.end):
            span = Span(*found.span())
            if taken.is_free(span):
                attributes = (("expan", expansions[found[0]]),)
                claims.append(Annotation("abbr", span, MACHINE, attributes, "high", _WHY))
    return Outcome(Claims(tuple(claims)))


ANNOTATOR = Annotator(
    name="abbreviations",
    kinds=frozenset({"abbr"}),
    annotate=annotate,
    about="the abbreviations that pecia.toml lists, with their expansions",
    after=("corrections",),
)
