"""The lines of a text and how they hang together: wrapped to a width, or each a paragraph of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

_LONGEST_WRAPPED = 110
_WIDEST = 160
"""Lines are wrapped so wide only where they go on in lower case: else each is a paragraph."""
_FINAL = ".!?…:;”\"’'»)]"
_FOOTNOTE = re.compile(r"\[?fn\.? ?\d{1,3}\b")
_ENUMERATED = re.compile(r"[\[(]?(\d{1,3})[\]).:]{0,2}\s")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: its extent without the white space around it, and how far it is indented.

    `gap` is the number of blank lines before it.
    """

    start: int
    end: int
    indent: int
    gap: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, in the order of the text; `loose` when blank lines stand before and after."""

    lines: tuple[Line, ...]
    loose: bool = False

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].end

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is laid out: the width that its lines are wrapped to (0: not wrapped), and their usual indent."""

    width: int
    indent: int
    spaced: bool


def lines_of(text: str) -> tuple[Line, ...]:
    """Every line of the text that has something on it."""
    found: list[Line] = []
    position = gap = 0
    for raw in text.split("\n"):
        content = raw.strip()
        if content:
            begin = len(raw) - len(raw.lstrip())
            indent = len(raw[:begin].expandtabs(4))
            start = position + begin
            found.append(Line(start, start + len(content), indent, gap, content))
            gap = 0
        else:
            gap += 1
        position += len(raw) + 1
    return tuple(found)


def layout_of(lines: Iterable[Line]) -> Layout:
    """Wrapped, when no line is very long, and lines fill the width or go on in lower case on the next."""
    every = list(lines)
    if not every:
        return Layout(0, 0, False)
    lengths = sorted(line.indent + len(line.text) for line in every)
    width = lengths[min(len(lengths) - 1, len(lengths) * 95 // 100)]
    followed = [(len(a.text) + a.indent, b.text[0].islower()) for a, b in pairwise(every) if not b.gap]
    filled = sum(length >= 0.7 * width for length, _ in followed)
    # Prose that is wrapped goes on in lower case on most lines; verse, lists and addresses do not.
    running = sum(lower for _, lower in followed)
    goes_on = running >= 0.3 * len(followed)
    narrow = 30 <= width <= (_WIDEST if goes_on else _LONGEST_WRAPPED) and lengths[-1] <= 2 * _LONGEST_WRAPPED
    wrapped = narrow and len(followed) >= 2 and (goes_on or filled >= 0.6 * len(followed))
    spaced = sum(line.gap > 0 for line in every[1:]) * 12 >= len(every)
    return Layout(width if wrapped else 0, _usual_indent(every), spaced)


def _usual_indent(lines: list[Line]) -> int:
    counts: Counter[int] = Counter()
    for line in lines:
        counts[line.indent] += len(line.text)
    return max(sorted(counts), key=lambda indent: counts[indent])


def paragraphs_of(lines: Iterable[Line], layout: Layout) -> tuple[Paragraph, ...]:
    """The lines grouped: by blank lines, and within them line by line, or by indents and short last lines."""
    found: list[Paragraph] = []
    for chunk in _chunks(lines):
        pieces = _wrapped(chunk, layout) if layout.width else [[line] for line in chunk]
        found += [Paragraph(tuple(piece), loose=layout.spaced and len(pieces) == 1) for piece in pieces]
    return tuple(found)


def _chunks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    chunk: list[Line] = []
    for line in lines:
        if line.gap and chunk:
            yield chunk
            chunk = []
        chunk.append(line)
    if chunk:
        yield chunk


def _wrapped(chunk: list[Line], layout: Layout) -> list[list[Line]]:
    pieces: list[list[Line]] = [[chunk[0]]]
    enumerated = _number(chunk[0])
    for before, line in pairwise(chunk):
        number = _number(line)
        rising = enumerated is not None and number == enumerated + 1
        if rising or _begins_anew(before, line, layout, first=pieces[-1][0]):
            pieces.append([line])
            enumerated = number if number is not None else enumerated
        else:
            pieces[-1].append(line)
    return pieces


def _number(line: Line) -> int | None:
    found = _ENUMERATED.match(line.text)
    return int(found[1]) if found else None


def _begins_anew(before: Line, line: Line, layout: Layout, first: Line) -> bool:
    """A label, a bullet, an indent after unindented lines, or a capital after a short line with a full stop."""
    if _FOOTNOTE.match(line.text):
        return True
    if line.text[:2] in ("• ", "* ", "- ", "▪ ", "◦ ", "‣ ") and before.text[-1:] != "-":
        return True
    if line.indent >= first.indent + 2 and line.indent > before.indent and first.indent <= layout.indent:
        return before.text[-1] in _FINAL
    short = before.indent + len(before.text) < 0.8 * layout.width
    if layout.spaced or not short or before.text[-1] not in _FINAL:
        return False
    return not line.text[0].islower()
