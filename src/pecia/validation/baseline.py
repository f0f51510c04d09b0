"""Old sins of a corpus: what was found when the baseline was written fails no more; only what is new does.

A finding is the same as an old one when file, rule and message are, wherever in the file it stands now: lines that move
change nothing. Where a file had the same thing three times, the fourth is new.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pecia.core.errors import UsageError
from pecia.core.findings import Finding

_VERSION = 1
# "again in line 12": the number moves with the line.
_PLACE = re.compile(r"\b(lines?|column) \d+")

Key = tuple[str, str, str]
"""File (from the baseline's folder), rule, message."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The findings that are new, how many are old, and how many of the baseline's are mended."""

    new: tuple[Finding, ...]
    known: int = 0
    mended: int = 0


def write(findings: Iterable[Finding], relative: Callable[[str], str]) -> str:
    """The baseline, as JSON in a stable order: a change of it can be read in a review."""
    counted = Counter(_key(finding, relative) for finding in findings)
    rows = [{"path": p, "rule": r, "message": m, "count": n} for (p, r, m), n in sorted(counted.items())]
    return json.dumps({"version": _VERSION, "findings": rows}, ensure_ascii=False, indent=1) + "\n"


def read(content: bytes, path: str) -> Mapping[Key, int]:
    """How often each finding may be there. Raises UsageError for what is no baseline."""
    try:
        table = json.loads(content)
        if table["version"] != _VERSION:
            raise UsageError(f"{path}: a baseline of version {table['version']!r}: write it anew with --write-baseline")
        return {_row(row): int(row["count"]) for row in table["findings"]}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UsageError(f"{path}: no baseline of pecia: write one with --write-baseline") from error


def _row(row: Mapping[str, object]) -> Key:
    return str(row["path"]), str(row["rule"]), str(row["message"])


def weigh(
    findings: Iterable[Finding], known: Mapping[Key, int], relative: Callable[[str], str], judged: Iterable[str]
) -> Weighed:
    """What is new against a baseline. `judged` are the files that were: of others nothing is mended."""
    left = dict(known)
    new: list[Finding] = []
    count = 0
    for finding in findings:
        key = _key(finding, relative)
        if left.get(key, 0) > 0:
            left[key] -= 1
            count += 1
        else:
            new.append(finding)
    files = {relative(path) for path in judged}
    return Weighed(tuple(new), count, sum(n for key, n in left.items() if key[0] in files))


def _key(finding: Finding, relative: Callable[[str], str]) -> Key:
    return relative(finding.where.path), finding.rule, _PLACE.sub(r"\1", finding.message)
