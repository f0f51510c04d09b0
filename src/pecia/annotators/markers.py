"""Note markers: numbers glued to the text that rise one by one, each with a note to lead to.

Looks propose (`marker_candidates`), the sequence and the known notes decide: markers rise by one and begin
again at 1 with a chapter. A digit that neither its looks nor the sequence explains is left in the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from pecia.annotators import Annotator, Claims, Knowledge
from pecia.annotators.marker_candidates import CERTAIN, LIKELY, SURE, Candidate, candidates
from pecia.annotators.marker_findings import marker_findings
from pecia.annotators.marker_reasons import explained
from pecia.core.findings import Outcome
from pecia.core.text import MACHINE, Annotation, Document

_START, _START_LATE, _SKIPPED, _RESTART, _RESTART_AT_HEAD = 0.5, 2.0, 1.0, 2.0, 0.5
_LONGEST_SKIP = 4
_BODY_KNOWN, _BODY_UNKNOWN = 1.5, 0.7


@dataclass(slots=True)
class _Step:
    """A chain of markers up to this candidate: what it is worth, and the step before."""

    candidate: Candidate
    worth: float
    before: _Step | None


def annotate(document: Document, knowledge: Knowledge) -> Outcome[Claims]:
    """A `noteAnchor` for each marker, with `n` and `series`; findings on broken sequences and missing notes."""
    facts = {(a.span.start, a.span.end) for a in document.of_kind("noteAnchor")}
    found = [c for c in candidates(document) if (c.span.start, c.span.end) not in facts]
    numbered = [c for c in found if c.series == "n"]
    signs = frozenset(block.get("n") for block in document.blocks if block.kind == "note")
    signs |= {c.n for c in found if c.series == "s" and c.n[0] in "†‡"}
    chosen = {id(c): "high" for c in found if c.series == "fn" or (c.series == "s" and _is_symbol_note(c, signs))}
    chosen |= _in_sequence(numbered, document)
    chosen |= _lettered([c for c in found if c.n == c.series], signs)
    claims = [_anchor(c, chosen[id(c)]) for c in found if id(c) in chosen]
    kept = explained(_without_overlaps(claims), found, document)
    doubtful = [c for c in numbered if c.weight >= LIKELY]
    return Outcome(Claims(kept), marker_findings(document, kept, doubtful))


def _anchor(candidate: Candidate, certainty: str) -> Annotation:
    attributes = (("n", candidate.n), ("series", candidate.series))
    return Annotation("noteAnchor", candidate.span, MACHINE, attributes, certainty)


def _without_overlaps(claims: Iterable[Annotation]) -> tuple[Annotation, ...]:
    kept: list[Annotation] = []
    for claim in claims:
        if not kept or kept[-1].span.end <= claim.span.start:
            kept.append(claim)
    return tuple(kept)


def _is_symbol_note(candidate: Candidate, signs: frozenset[str]) -> bool:
    """A star or a section mark alone may be anything; with a body, or a dagger in its company, it is a note's."""
    sure = candidate.n[0] in "†‡" or candidate.weight >= CERTAIN
    return sure or candidate.n in signs or "†" in signs


def _lettered(letters: Sequence[Candidate], known: Container[str]) -> dict[int, str]:
    """Letters whose notes are known; or a run of them that begins with the first and goes on."""
    chosen = {id(c): "high" for c in letters if c.n in known}
    run: list[Candidate] = []
    for candidate in letters:
        if run and ord(candidate.n) == ord(run[-1].n) + 1:
            run.append(candidate)
        elif candidate.n in "aA":
            run = [candidate]
        if len(run) > 1:
            chosen |= {id(c): chosen.get(id(c), "medium") for c in run}
    return chosen


def _in_sequence(numbered: Sequence[Candidate], document: Document) -> dict[int, str]:
    """How sure each chosen candidate is: those of the best chain, and sure ones beside it."""
    bodies = frozenset(b.get("n") for b in document.blocks if b.kind == "note" and b.get("series") == "n")
    chain = _best_chain(numbered, _weights(numbered, bodies), _heads(document))
    chosen: dict[int, str] = {}
    for position, candidate in enumerate(chain):
        lone = len(chain) == 1 and candidate.number != 1 and candidate.n not in bodies
        firm = (candidate.weight >= SURE and not lone) or _between_neighbours(chain, position)
        chosen[id(candidate)] = "high" if firm else "medium" if candidate.weight >= LIKELY else "low"
    if not _may_be_believed(chain, document, bodies):
        chosen.clear()
    for candidate in numbered:
        if candidate.weight >= SURE:
            chosen.setdefault(id(candidate), "medium")
    return chosen


def _may_be_believed(chain: Sequence[Candidate], document: Document, bodies: frozenset[str]) -> bool:
    """One sure marker speaks for the others; without any, CO2 and B-3 must not count up to a series."""
    if any(c.weight >= SURE for c in chain):
        return True
    if len(chain) == 1:
        return _may_stand_alone(chain[0], document, bodies)
    if any(c.n in bodies for c in chain):
        return True
    likely = sum(c.weight >= LIKELY for c in chain)
    return bool(chain) and chain[0].n == "1" and 2 * likely >= len(chain)


def _may_stand_alone(candidate: Candidate, document: Document, bodies: frozenset[str]) -> bool:
    """The one marker of a text has its note, or it is the first, and ends a line, as in a heading."""
    if candidate.n in bodies:
        return True
    return candidate.n == "1" and not document.text[candidate.span.end : candidate.span.end + 2].strip()


def _between_neighbours(chain: Sequence[Candidate], position: int) -> bool:
    n = chain[position].number
    before = n == 1 if position == 0 else chain[position - 1].number == n - 1 or n == 1
    after = position + 1 == len(chain) or chain[position + 1].number in (n + 1, 1)
    return before and after and len(chain) > 1


def _weights(numbered: Sequence[Candidate], bodies: frozenset[str]) -> list[float]:
    def weight(candidate: Candidate) -> float:
        if not bodies:
            return candidate.weight
        known = candidate.n in bodies
        return candidate.weight + _BODY_KNOWN if known else candidate.weight - _BODY_UNKNOWN

    return [weight(candidate) for candidate in numbered]


def _heads(document: Document) -> list[int]:
    return [block.span.start for block in document.blocks if block.kind == "head"]


def _best_chain(numbered: Sequence[Candidate], weights: Sequence[float], heads: Sequence[int]) -> list[Candidate]:
    """The chain of candidates that is worth most: each weighs, each break in the counting costs."""
    ending_in: dict[int, _Step] = {}
    best: _Step | None = None
    for candidate, weight in zip(numbered, weights, strict=True):
        before, cost = _predecessor(candidate, ending_in, best, heads)
        worth = weight - cost + (before.worth if before else 0.0)
        known = ending_in.get(candidate.number)
        if known and known.worth >= worth:
            continue
        step = _Step(candidate, worth, before)
        ending_in[candidate.number] = step
        if worth > (best.worth if best else 0.0):
            best = step
    return _unrolled(best)


def _predecessor(
    candidate: Candidate, ending_in: dict[int, _Step], best: _Step | None, heads: Sequence[int]
) -> tuple[_Step | None, float]:
    number, start = candidate.number, candidate.span.start
    options: list[tuple[_Step | None, float]] = [(None, _START if number == 1 else _START_LATE)]
    for skipped in range(_LONGEST_SKIP + 1):
        step = ending_in.get(number - 1 - skipped)
        if step and step.candidate.span.end <= start:
            options.append((step, _SKIPPED * skipped))
    if number == 1 and best and best.candidate.span.end <= start:
        chapter = bisect_left(heads, best.candidate.span.end) < bisect_right(heads, start)
        options.append((best, _RESTART_AT_HEAD if chapter else _RESTART))
    return max(options, key=lambda option: (option[0].worth if option[0] else 0.0) - option[1])


def _unrolled(step: _Step | None) -> list[Candidate]:
    chain: list[Candidate] = []
    while step:
        chain.append(step.candidate)
        step = step.before
    return chain[::-1]


ANNOTATOR = Annotator(
    name="markers",
    kinds=frozenset({"noteAnchor"}),
    annotate=annotate,
    about="note markers glued to the text, by their looks, their sequence and the notes that are known",
)
