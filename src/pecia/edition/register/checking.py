"""What is wrong with the register, by the same rules as `pecia validate` has, and no others."""

from __future__ import annotations

from collections.abc import Iterator

from pecia.core.findings import Finding, Severity, by_place
from pecia.edition import site
from pecia.edition.register.holdings import Holdings
from pecia.validation import RULES
from pecia.validation.ignores import apply_ignores
from pecia.validation.reports import Report, chosen

CODES = ("P130", "P131", "P132", "P133", "P134", "P136", "P137")
"""The rules about entries: without a name or a mention, doubled, of the wrong kind, with a wrong number."""


def check(holdings: Holdings, level: Severity) -> Report:
    """The findings at or above a level, less what the edition means to leave as it is."""
    findings = by_place(_found(holdings))
    kept, ignored = findings, 0
    if holdings.settings is not None:
        ours = [ignore for ignore in holdings.settings.ignores if ignore.rule in CODES]
        left = apply_ignores(
            findings,
            ours,
            settings=str(site.typed(holdings.folder / "pecia.toml")),
            judged=(),
            relative=holdings.relative,
        )
        kept, ignored = left.findings, left.ignored
    above = chosen(kept, level)
    return Report(above, tuple(d.path for d in holdings.documents), ignored, len(kept) - len(above))


def _found(holdings: Holdings) -> Iterator[Finding]:
    for code in CODES:
        yield from RULES[code].check(holdings.exemplar)
