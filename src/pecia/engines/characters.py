"""Where a character of the text of a document stands in its file, by line and column.

lxml knows lines of elements only; expat, reading the same bytes again, says where each stretch of characters begins.
What both call a slot is the text between one piece of markup and the next.
"""

from __future__ import annotations

from bisect import bisect_right
from xml.parsers import expat

from lxml import etree

from pecia.core.findings import Location

_Run = tuple[int, int, int]
"""The number of the characters before it in its slot, the line, the column (both count from 1)."""


class Characters:
    """The places of the characters of one tree, read from `content`. Where expat reads another document than lxml did
    (an encoding that it does not know), lines of elements only."""

    def __init__(self, path: str, root: etree._Element, content: bytes) -> None:
        self._path = path
        self._texts: dict[etree._Element, int] = {}
        self._tails: dict[etree._Element, int] = {}
        self._slots = _slots(content)
        if self._count(root) != len(self._slots):
            self._slots = []

    def _count(self, root: etree._Element) -> int:
        number = 0
        for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
            (self._texts if event == "start" else self._tails)[element] = number
            number += 1
        return number

    def of(self, element: etree._Element, index: int, *, tail: bool = False) -> Location:
        """The place of the character `index` (from 0) of the element's text, or of its tail."""
        runs = self._slots[(self._tails if tail else self._texts)[element]] if self._slots else []
        if not runs:
            return Location(self._path, element.sourceline or 0)
        before, line, column = runs[max(0, bisect_right(runs, index, key=lambda run: run[0]) - 1)]
        return Location(self._path, line, column + index - before)


def _slots(content: bytes) -> list[list[_Run]]:
    """The runs of each slot, in document order, from start tag to end tag of the root; [] if expat cannot read it."""
    slots: list[list[_Run]] = []
    length = depth = 0
    parser = expat.ParserCreate()

    def markup(*_: object) -> None:
        nonlocal length
        if depth:
            slots.append([])
            length = 0

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        markup()

    def end(*_: object) -> None:
        nonlocal depth
        markup()
        depth -= 1

    def characters(words: str) -> None:
        nonlocal length
        slots[-1].append((length, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))
        length += len(words)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CommentHandler = parser.ProcessingInstructionHandler = markup
    parser.CharacterDataHandler = characters
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        return []
    return slots
