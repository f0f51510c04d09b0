"""What an editor should hear of note markers: those without a note, notes without one, gaps, and stray digits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from pecia.annotators.marker_candidates import Candidate
from pecia.annotators.occupied import Occupied
from pecia.core.findings import Finding, Location, Severity, places
from pecia.core.text import Annotation, Block, Document

Where = Callable[[int], Location]


def marker_findings(
    document: Document, claimed: Sequence[Annotation], doubtful: Iterable[Candidate]
) -> tuple[Finding, ...]:
    """P020 to P023 for the markers in the document, those claimed now, and the digits that look like one."""
    where = places(document.text, document.name)
    anchors = sorted((*document.of_kind("noteAnchor"), *claimed), key=lambda anchor: anchor.span.start)
    bodies = [block for block in document.blocks if block.kind == "note"]
    taken = Occupied(len(document.text), (anchor.span for anchor in anchors))
    return (
        *_unpaired(anchors, bodies, where),
        *_breaks(anchors, where),
        *_unexplained(document.text, doubtful, taken, where),
    )


def _unpaired(anchors: Sequence[Annotation], bodies: Sequence[Block], where: Where) -> Iterator[Finding]:
    waiting = Counter(map(_key, bodies))
    asked = Counter(map(_key, anchors))
    for anchor in anchors:
        waiting[_key(anchor)] -= 1
        if waiting[_key(anchor)] < 0:
            message = f"marker {anchor.get('n')} has no note in the source"
            hint = "give the notes with --notes FILE, or leave the gap that stands for it"
            yield Finding("P020", Severity.WARNING, message, where(anchor.span.start), hint)
    for block in bodies:
        asked[_key(block)] -= 1
        if asked[_key(block)] < 0:
            message = f"no marker in the text leads to note {block.get('n')}"
            hint = "look for its marker, which the scan may have lost or misread"
            yield Finding("P021", Severity.WARNING, message, where(block.span.start), hint)


def _key(thing: Annotation | Block) -> tuple[str, str]:
    return thing.get("series"), thing.get("n")


def _breaks(anchors: Sequence[Annotation], where: Where) -> Iterator[Finding]:
    last: dict[str, int] = {}
    for anchor in anchors:
        series, counted = anchor.get("series"), anchor.get("n").removeprefix("fn")
        # What a person marked may be counted otherwise (6a, *): it is no step in a sequence of numbers.
        if not counted.isdecimal():
            continue
        number = int(counted)
        before = last.get(series)
        if before is not None and number not in (before + 1, 1):
            message = f"after marker {before} comes marker {number}"
            hint = "look for what is missing between the two, or whether this is a marker at all"
            yield Finding("P022", Severity.WARNING, message, where(anchor.span.start), hint)
        last[series] = number


def _unexplained(text: str, doubtful: Iterable[Candidate], taken: Occupied, where: Where) -> Iterator[Finding]:
    """The digits that are glued to a word as a marker would be, and that the sequence does not explain."""
    for candidate in doubtful:
        start = candidate.span.start
        # The last digits of a longer number are glued to no word: without a sequence, 1898 is a year.
        if text[start - 1].isdecimal() or not taken.takes(candidate.span):
            continue
        word = text[max(0, start - 20) : start].split()[-1]
        message = f"the {candidate.n} after “{word}” may be a note marker, but nothing explains it"
        yield Finding(
            "P023", Severity.INFO, message, where(start), "mark it by hand if it is one; it stays in the text"
        )
