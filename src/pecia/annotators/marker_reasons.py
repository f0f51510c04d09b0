"""Why a number was taken for a note marker, in words for an editor: the sequence, the notes, and its looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pecia.annotators.marker_candidates import LIKELY, SURE, Candidate
from pecia.core.text import Annotation, Document, Span


def explained(
    claims: Sequence[Annotation], candidates: Iterable[Candidate], document: Document
) -> tuple[Annotation, ...]:
    """The claims, in the order of the text, each with its evidence."""
    weights = {candidate.span: candidate.weight for candidate in candidates}
    bodies = frozenset((b.get("series"), b.get("n")) for b in document.blocks if b.kind == "note")
    around = _neighbours(claims)

    def looks(claim: Annotation) -> str:
        start, end = claim.span.start, claim.span.end
        return _looks(
            claim.get("series"), weights[claim.span], document.text[start:end], document.text[start - 1 : start]
        )

    return tuple(
        replace(claim, evidence=tuple(_evidence(claim, looks(claim), around[claim.span], bodies))) for claim in claims
    )


def _neighbours(claims: Sequence[Annotation]) -> dict[Span, tuple[str, str]]:
    """The numbers of the markers right before and after each in its own series; "" at either end."""
    series: dict[str, list[Annotation]] = {}
    for claim in claims:
        series.setdefault(claim.get("series"), []).append(claim)
    found: dict[Span, tuple[str, str]] = {}
    for row in series.values():
        numbers = ["", *(claim.get("n") for claim in row), ""]
        found |= {claim.span: (numbers[at], numbers[at + 2]) for at, claim in enumerate(row)}
    return found


def _evidence(
    claim: Annotation, looks: str, around: tuple[str, str], bodies: frozenset[tuple[str, str]]
) -> Iterator[str]:
    n, series = claim.get("n"), claim.get("series")
    if claim.certainty == "high":
        yield from _known(n, series, bodies)
        yield from _counted(n, series, around)
        yield looks
    else:
        yield looks
        yield from _counted(n, series, around)
        yield from _known(n, series, bodies)


def _known(n: str, series: str, bodies: frozenset[tuple[str, str]]) -> Iterator[str]:
    if (series, n) in bodies:
        yield f"note {n} has its text"
    elif bodies:
        yield f"the notes have no {n}"


def _counted(n: str, series: str, around: tuple[str, str]) -> Iterator[str]:
    if series not in ("n", "fn"):
        return
    number = _number(n)
    before, after = _number(around[0]), _number(around[1])
    if before == number - 1 and after == number + 1:
        yield f"counted between {around[0]} and {around[1]}"
    elif before == number - 1:
        yield f"counted after {around[0]}"
    elif after == number + 1:
        yield f"counted before {around[1]}" if number != 1 else f"the counting begins, {around[1]} follows"
    else:
        yield f"out of the counting: {around[0] or 'none'} is before it, {around[1] or 'none'} after"


def _number(n: str) -> int:
    digits = n.removeprefix("fn")
    return int(digits) if digits.isdecimal() else -9


def _looks(series: str, weight: float, words: str, before: str) -> str:
    if series == "fn":
        return "“fn” and a number, glued to a word"
    if series == "s":
        return "a sign of notes, glued to a word"
    if words[0] in "[(":
        return "in brackets, glued to a word"
    if not words.isascii():
        return "raised digits"
    if weight >= SURE:
        return f"glued to {before}"
    return "glued to a word or a date" if weight >= LIKELY else "no more than a number where a marker could be"
