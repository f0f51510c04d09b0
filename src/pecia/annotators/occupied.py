"""Which characters of a text are spoken for: so that claims of one kind never overlap, however many there are."""

from __future__ import annotations

from collections.abc import Iterable

from pecia.core.text import Span


class Occupied:
    """A mark on each character that a claim lies over. Asking and marking cost no more than the span is long."""

    def __init__(self, length: int, spans: Iterable[Span] = ()) -> None:
        self._marked = bytearray(length)
        for span in spans:
            self.take(span)

    def take(self, span: Span) -> None:
        self._marked[span.start : span.end] = b"\x01" * len(span)

    def is_free(self, span: Span) -> bool:
        return 1 not in self._marked[span.start : span.end]

    def takes(self, span: Span) -> bool:
        """True, and the span is marked, when all of it was free."""
        free = self.is_free(span)
        if free:
            self.take(span)
        return free
