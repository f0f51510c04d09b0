"""Dates: what a text says of time, each with the value that it comes to.

A leading preposition stays outside (`in [June 1932]`, `from [28 September to 2 October 1932]`), and so does an article
(`the [late 1980s]`); "between" is inside, because without it the rest would read as two dates.
"""

from __future__ import annotations

from collections.abc import Iterable

from pecia.annotators import Annotator, Claims, Knowledge
from pecia.annotators.dates.anchoring import Dated, anchored
from pecia.annotators.dates.evidence import Candidate, convincing
from pecia.annotators.dates.findings import noticed
from pecia.annotators.dates.reasons import reasons
from pecia.core.findings import Outcome
from pecia.core.text import MACHINE, Annotation, Block, Document, Span
from pecia.languages.dates import phrases
from pecia.languages.dates.lexicon import lexicon

# Stands for a note marker: it ends a word as a blank does, and is part of no date.
_HOLE = "￼"


def annotate(document: Document, knowledge: Knowledge) -> Outcome[Claims]:
    """Every date of the document's blocks, and findings for those that an editor should look at."""
    # Notes come after the text, wherever they stand in it: in TEI they all stand at its end.
    told = sorted(_candidates(document), key=lambda candidate: candidate.block.kind == "note")
    dated = sorted(anchored(document, tuple(told)), key=lambda one: one.span.start)
    theirs = [a.span for a in document.of_kind("date") if a.made_by != MACHINE]
    free = _free(dated, theirs)
    claims = [_claim(one) for one in free]
    return Outcome(Claims(tuple(claims)), tuple(noticed(document, free)))


def _claim(one: Dated) -> Annotation:
    return Annotation("date", one.span, MACHINE, one.attributes, one.certainty, reasons(one.reading, one.attributes))


def _free(dated: Iterable[Dated], theirs: list[Span]) -> list[Dated]:
    """Those that no person has dated already. Both are in the order of the text."""
    kept, position = [], 0
    for one in dated:
        while position < len(theirs) and theirs[position].end <= one.span.start:
            position += 1
        if position == len(theirs) or not theirs[position].overlaps(one.span):
            kept.append(one)
    return kept


def _candidates(document: Document) -> Iterable[Candidate]:
    """What the text's own words make a date, block by block; a claim never runs from one block into the next."""
    holes = sorted((a.span for a in document.of_kind("noteAnchor")), key=lambda span: span.start)
    position = 0
    for block in document.blocks:
        if block.kind == "fw":
            continue
        mine: list[Span] = []
        while position < len(holes) and holes[position].start < block.span.end:
            if holes[position].start >= block.span.start:
                mine.append(holes[position])
            position += 1
        language = block.get("lang") or document.get("language", "en")
        cut, linked = phrases(_masked(document, block, mine), language)
        words = lexicon(language)
        for phrase in linked:
            if (candidate := convincing(phrase, cut, words, block)) is not None:
                yield candidate


def _masked(document: Document, block: Block, holes: list[Span]) -> str:
    """The block's text, as long as it was, with note markers made unreadable."""
    text = document.covered(block.span)
    parts, last = [], 0
    for hole in holes:
        start, end = hole.start - block.span.start, min(hole.end - block.span.start, len(text))
        if start >= last:
            parts += [text[last:start], _HOLE * (end - start)]
            last = end
    return "".join([*parts, text[last:]])


ANNOTATOR = Annotator(
    name="dates",
    kinds=frozenset({"date"}),
    annotate=annotate,
    about="dates with their values: days to centuries, seasons, ranges, and what the text anchors",
    after=("markers",),
)
