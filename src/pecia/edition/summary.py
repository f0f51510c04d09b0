"""What is said of a run of `pecia encode`: a line a text, what to check first, what was corrected and set aside.

Twenty places are enough for one sitting; how to see the others is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pecia.core.findings import Finding, Location, Outcome, by_place
from pecia.edition.marks import Doubt, Mark, doubts, marks
from pecia.edition.pipeline import Encoded, counts
from pecia.edition.workshop import Work

MOST = 20
"""So many doubts are shown, of one text or of a hundred."""

_WORDS = {
    "persName": ("name of a person", "names of persons"), "placeName": ("place", "places"),
    "orgName": ("organisation", "organisations"), "date": ("date", "dates"), "noteAnchor": ("note", "notes"),
    "q": ("quotation", "quotations"), "title": ("title", "titles"), "foreign": ("foreign stretch", "foreign stretches"),
    "abbr": ("abbreviation", "abbreviations"), "sic": ("correction", "corrections"),
    "fw": ("piece set aside", "pieces set aside"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """One text of a run: its line, its doubtful marks, its corrections, what was set aside, and the findings."""

    headline: str
    doubtful: tuple[Mark, ...]
    corrected: tuple[Mark, ...]
    aside: tuple[str, ...]
    findings: tuple[Finding, ...]


def report(name: str, outcome: Outcome[Work], target: str, *, dry: bool = False) -> Report:
    """What there is to say of a text that was encoded; `target` is where it goes, as an editor would call it."""
    work = outcome.value
    number = counts(work.encoded.document)
    told = [f"{number[kind]} {words[number[kind] != 1]}" for kind, words in _WORDS.items() if number.get(kind)]
    state = " (nothing new)" if not work.changed else " (not written)" if dry else ""
    found = marks(work.encoded)
    return Report(
        headline=f"{name} → {target}{state}: {', '.join(told) or 'nothing found to mark'}",
        doubtful=tuple(mark for mark in found if mark.is_doubtful),
        corrected=tuple(mark for mark in found if mark.kind == "sic"),
        aside=_aside(work.encoded),
        findings=by_place(outcome.findings),
    )


def _aside(encoded: Encoded) -> tuple[str, ...]:
    pieces = []
    for block in encoded.document.blocks:
        if block.kind == "fw":
            words = " ".join(encoded.document.covered(block.span).split())
            pieces.append(f"  set aside  {encoded.where(block.span.start)}: {words[:60]} ({block.get('type')})")
    return tuple(pieces)


def lines(reports: Sequence[Report], again: str, *, brief: bool) -> list[str]:
    """The summary of a run. `again` is the call that shows all the doubts; a `brief` one leaves details out."""
    found = doubts(mark for one in reports for mark in one.doubtful)
    shown = found[:MOST]
    said = [one.headline for one in reports]
    said += [f"  to check   {doubt}" for doubt in shown]
    if len(found) > len(shown):
        said.append(f"  to check   … and {len(found) - len(shown)} more: {again}")
    if not brief:
        said += _details(reports, shown)
    return said


def _details(reports: Iterable[Report], shown: Iterable[Doubt]) -> Iterable[str]:
    told: set[Location] = {doubt.mark.where for doubt in shown if doubt.mark.kind == "sic"}
    for one in reports:
        for mark in one.corrected:
            if mark.where not in told:
                yield f"  corrected  {mark.where}: {mark.words} → {mark.value}"
        yield from one.aside
