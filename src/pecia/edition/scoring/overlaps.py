"""Spans to be asked which of them overlap another, without looking at each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from pecia.core.text import Span


class Spans:
    """Some spans, sorted; they may overlap each other."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]
        self._reach: list[int] = []
        for span in self._spans:
            self._reach.append(max(span.end, self._reach[-1] if self._reach else 0))

    def over(self, span: Span) -> list[Span]:
        """Those with a character in common with it, in order."""
        at = bisect_left(self._starts, span.end)
        found = []
        while at and self._reach[at - 1] > span.start:
            at -= 1
            if self._spans[at].end > span.start:
                found.append(self._spans[at])
        return found[::-1]

    def within(self, span: Span) -> bool:
        """True where one of them has all of it, and more."""
        return any(span in other and other != span for other in self.over(span))
