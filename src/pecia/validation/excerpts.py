"""A finding with the line that it is about, and a caret under the place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pecia.core.findings import Finding, printable

_NAME = re.compile(r"</?[^\s<>/=]+|[^\s<>=]+")


def excerpt(finding: Finding, source: str, width: int) -> Iterator[str]:
    """The line of the source (its middle, where it is longer than `width` columns) and the caret below it.

    Nothing where the place is unknown or not in the source line.
    """
    where = finding.where
    if not where.line or not source.strip():
        return
    number = f"{where.line:>6} | "
    room = max(20, width - len(number) - 2)
    at = max(0, where.column - 1)
    if at >= len(source):
        return
    first = 0 if len(source) <= room or at < room * 2 // 3 else at - room // 3
    shown = source[first : first + room]
    left = "…" if first else ""
    right = "…" if first + room < len(source) else ""
    yield f"{number}{left}{_plain(shown)}{right}"
    if where.column:
        marked = _NAME.match(shown, at - first)
        length = max(1, _columns(_plain(marked[0]))) if marked else 1
        indent = _columns(left + _plain(shown[: at - first]))
        yield f"{' ' * (len(number) - 2)}| {' ' * indent}^{'~' * (length - 1)}"


def _plain(line: str) -> str:
    """The line without what a terminal would obey, character for character."""
    return "".join(" " if c.isspace() else (printable(c) or " ") for c in line)


def _columns(line: str) -> int:
    """How many columns of a terminal it takes: none for combining marks, two for wide characters."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in line)
    return len(line) + wide - sum(bool(unicodedata.combining(c)) for c in line)
