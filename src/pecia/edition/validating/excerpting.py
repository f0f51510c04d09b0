"""The lines of the files that findings are about, each file read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from pecia.core.findings import Finding
from pecia.core.text import Source
from pecia.validation.excerpts import excerpt


def excerpts(sources: Iterable[Source], width: int) -> Callable[[Finding], Sequence[str]]:
    """What stands below a finding: its line and a caret. `sources` are those that lie in no file (standard input)."""
    given = {source.path: source.content for source in sources}

    # Findings come by document, so few files need to be at hand.
    @lru_cache(maxsize=4)
    def lines(path: str) -> list[str]:
        try:
            content = given[path] if path in given else Path(path).read_bytes()
        except OSError:
            return []
        # Not splitlines: a line of XML ends with \n, \r\n or \r, and with nothing else.
        return content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def below(finding: Finding) -> Sequence[str]:
        known = lines(finding.where.path)
        return tuple(excerpt(finding, known[finding.where.line - 1], width)) if _has(known, finding) else ()

    return below


def _has(lines: Sequence[str], finding: Finding) -> bool:
    return 0 < finding.where.line <= len(lines)
