"""What an editor can mend: a value, with a code, a place and a hint. What stops the tool is in `errors`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")


class Severity(IntEnum):
    """How much a finding weighs; the order is the order of weight."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: line and column count from 1, in characters; 0 means unknown."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        known = [str(part) for part in (self.line, self.column) if part]
        return ":".join([self.path, *known])


def place(text: str, offset: int, path: str) -> Location:
    """Where the character at this offset stands, as an editor's status bar would say it."""
    before = text.rfind("\n", 0, offset)
    return Location(path, text.count("\n", 0, offset) + 1, offset - before)


def places(text: str, path: str) -> Callable[[int], Location]:
    """`place` for many offsets of one text: it is read once, however many findings there are."""
    ends = _line_ends(text)

    def at(offset: int) -> Location:
        line = bisect_left(ends, offset)
        return Location(path, line + 1, offset - (ends[line - 1] if line else -1))

    return at


def offsets(text: str) -> Callable[[Location], int]:
    """The way back from `places`: the character at a line and column; the text's start where they are unknown."""
    starts = [0, *(end + 1 for end in _line_ends(text))]

    def at(where: Location) -> int:
        return starts[max(0, min(where.line, len(starts)) - 1)] + max(0, where.column - 1)

    return at


def _line_ends(text: str) -> list[int]:
    return [found.start() for found in re.finditer("\n", text)]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing noticed: `rule` is a stable code (`P101`), `message` a sentence, `hint` the way out."""

    rule: str
    severity: Severity
    message: str
    where: Location
    hint: str = ""

    def __str__(self) -> str:
        """`path:line:column: CODE message (hint)`, always one line, and nothing in it that a terminal would obey."""
        return printable(f"{self.where}: {self.rule} {self.message}" + (f" ({self.hint})" if self.hint else ""))


def printable(text: str) -> str:
    """The text on one line: control characters (C0, C1 and those that turn the direction of writing) are shown as �."""
    shown = "".join("�" if c in _OBEYED else c for c in " ".join(text.split()))
    return " ".join(shown.split())


_OBEYED = frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))))


def by_place(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in reading order, each once."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda f: (f.where, f.rule, f.message)))


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What a stage made, and what it noticed while making it."""

    value: T
    findings: tuple[Finding, ...] = ()

    def noticing(self, earlier: Iterable[Finding]) -> Outcome[T]:
        """The same value, with the findings of earlier stages before its own."""
        return Outcome(self.value, (*earlier, *self.findings))
