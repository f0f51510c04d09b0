"""What an edition leaves be: a silence names a rule, a file and a reason; one that silences nothing is a finding."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pecia.core.errors import UsageError
from pecia.core.findings import Finding, Location, Severity
from pecia.validation.folder import normal

_KEYS = frozenset({"rule", "in", "because"})
# What `validate` can find itself; codes of the encoder are not its business.
_OURS = re.compile(r"P1\d\d|[SV]\d{3}|[a-z].*")


@dataclass(frozen=True, slots=True)
class Ignore:
    """Findings of this rule in these files (a path, a folder, or a pattern such as `chapters/*.xml`; "" is every
    file) are meant.

    Paths are relative to the folder of `pecia.toml`.
    """

    rule: str
    path: str
    because: str

    def covers(self, finding: Finding, relative: str) -> bool:
        return finding.rule == self.rule and self.reaches(relative)

    def reaches(self, relative: str) -> bool:
        return _reaches(self.path, relative)


def _reaches(pattern: str, relative: str) -> bool:
    """Whether a path, a folder or a pattern has this file; "" has every one."""
    meant = normal(pattern) if pattern else ""
    return not meant or fnmatch.fnmatchcase(relative, meant) or relative.startswith(f"{meant}/")


@dataclass(frozen=True, slots=True)
class Weight:
    """Findings of this rule in these files weigh more, or less, than the rule says."""

    rule: str
    path: str
    severity: Severity
    because: str


def reweighed(
    findings: Iterable[Finding], weights: Sequence[Weight], relative: Callable[[str], str]
) -> tuple[Finding, ...]:
    """The findings with the severity that the edition gives them; of several rows the last one holds."""
    if not weights:
        return tuple(findings)
    return tuple(_weighed(finding, weights, relative(finding.where.path)) for finding in findings)


def _weighed(finding: Finding, weights: Sequence[Weight], path: str) -> Finding:
    fitting = [w.severity for w in weights if w.rule == finding.rule and _reaches(w.path, path)]
    return replace(finding, severity=fitting[-1]) if fitting else finding


@dataclass(frozen=True, slots=True)
class Kept:
    """What is left to show, and how many findings were silenced."""

    findings: tuple[Finding, ...]
    ignored: int = 0


def read_ignores(rows: Iterable[Mapping[str, Any]], settings: str) -> tuple[Ignore, ...]:
    """The rows of `[validate] ignore`. Raises UsageError for one without a rule or a reason."""
    return tuple(_row(row, f"{settings}: [validate] ignore, row {number}") for number, row in enumerate(rows, 1))


def _row(row: Mapping[str, Any], where: str) -> Ignore:
    if not isinstance(row, Mapping) or not all(isinstance(value, str) for value in row.values()):
        raise UsageError(f'{where}: write {{ rule = "P101", in = "file.xml", because = "…" }}')
    unknown = sorted(set(row) - _KEYS)
    if unknown:
        raise UsageError(f"{where}: there is no key {unknown[0]!r}; the keys are rule, in and because")
    if not row.get("rule", "").strip():
        raise UsageError(f'{where}: which rule? Add rule = "P101"')
    if not row.get("because", "").strip():
        raise UsageError(f'{where}: {row["rule"]} is ignored without a reason: add because = "…"')
    return Ignore(row["rule"].strip(), row.get("in", ""), row["because"])


def apply_ignores(
    findings: Iterable[Finding],
    ignores: Sequence[Ignore],
    *,
    settings: str,
    judged: Iterable[str],
    relative: Callable[[str], str] = normal,
) -> Kept:
    """The findings that no ignore covers, and one (P191) for each idle ignore of a file that was judged.

    `relative` turns the path of a finding into one from the edition's folder; `settings` is the path of `pecia.toml`.
    """
    kept: list[Finding] = []
    used: set[Ignore] = set()
    count = 0
    for finding in findings:
        covering = [ignore for ignore in ignores if ignore.covers(finding, relative(finding.where.path))]
        used.update(covering)
        count += bool(covering)
        if not covering:
            kept.append(finding)
    paths = [relative(path) for path in judged]
    idle = (ignore for ignore in ignores if ignore not in used and _OURS.fullmatch(ignore.rule))
    kept.extend(_idle(ignore, settings) for ignore in idle if any(map(ignore.reaches, paths)))
    return Kept(tuple(kept), count)


def _idle(ignore: Ignore, settings: str) -> Finding:
    place = f" in {ignore.path}" if ignore.path else ""
    message = f"{ignore.rule} is ignored{place}, and there is nothing to ignore"
    return Finding("P191", Severity.WARNING, message, Location(settings), "take the row out")
