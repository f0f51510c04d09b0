"""Regular expressions of XML Schema (Part 2, appendix F), in time that grows with the text and not with the expression.

An expression is a set of positions with the ways between them; the sets of positions that a text can be at are states,
made when a text first comes to them. Nothing is ever tried twice, so no expression is too clever to be run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pecia.core.errors import SchemaError
from pecia.relaxng.letters import Letters, block, escape, multiple

MOST_POSITIONS = 20_000
"""What counts such as {1,1000} may come to."""
_MOST_STATES = 2_000
_MOST_NESTING = 100
_QUANTIFIERS = {"?": (0, 1), "*": (0, None), "+": (1, None)}
_SINGLE = "nrt\\|.?*+(){}-[]^"


class ExpressionError(SchemaError):
    """An expression that is none, in a sentence."""


def matcher(expression: str) -> Callable[[str], bool]:
    """Whether the whole of a text is as the expression says. Raises ExpressionError."""
    machine = _Machine()
    start = machine.position()
    end = _Reader(expression, machine).whole(start)
    return _Matcher(machine, start, end).matches


@dataclass(slots=True)
class _Machine:
    """`free` are ways that need no character; `steps` are those that need one of some letters."""

    free: list[list[int]] = field(default_factory=list)
    steps: list[list[tuple[Letters, int]]] = field(default_factory=list)

    def position(self) -> int:
        if len(self.free) >= MOST_POSITIONS:
            raise ExpressionError("the expression counts too far")
        self.free.append([])
        self.steps.append([])
        return len(self.free) - 1


_Part = Callable[[int], int]
"""Builds a part of the expression from a position on, and says at which position it ends."""


class _Reader:
    def __init__(self, expression: str, machine: _Machine) -> None:
        self._text = expression
        self._at = 0
        self._machine = machine
        self._depth = 0

    def whole(self, start: int) -> int:
        part = self._choice()
        if self._at < len(self._text):
            raise self._error("there is a ) too many")
        return part(start)

    def _error(self, trouble: str) -> ExpressionError:
        return ExpressionError(f"{self._text!r} is no regular expression: {trouble}")

    def _next(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self) -> str:
        taken = self._next()
        if not taken:
            raise self._error("it ends too early")
        self._at += 1
        return taken

    def _choice(self) -> _Part:
        self._depth += 1
        if self._depth > _MOST_NESTING:
            raise self._error("its parentheses are nested too deep")
        branches = [self._branch()]
        while self._next() == "|":
            self._at += 1
            branches.append(self._branch())
        self._depth -= 1
        return branches[0] if len(branches) == 1 else self._either(branches)

    def _either(self, branches: Sequence[_Part]) -> _Part:
        def build(start: int) -> int:
            end = self._machine.position()
            for branch in branches:
                first = self._machine.position()
                self._machine.free[start].append(first)
                self._machine.free[branch(first)].append(end)
            return end

        return build

    def _branch(self) -> _Part:
        pieces: list[_Part] = []
        while self._next() not in ("", "|", ")"):
            pieces.append(self._piece())

        def build(start: int) -> int:
            for piece in pieces:
                start = piece(start)
            return start

        return build

    def _piece(self) -> _Part:
        atom = self._atom()
        sign = self._next()
        if sign in _QUANTIFIERS and sign:
            self._at += 1
            return self._times(atom, *_QUANTIFIERS[sign])
        if sign == "{":
            return self._times(atom, *self._count())
        return atom

    def _count(self) -> tuple[int, int | None]:
        end = self._text.find("}", self._at)
        least, comma, most = self._text[self._at + 1 : max(end, 0)].partition(",")
        if end < 0 or not _digits(least) or (most and not _digits(most)):
            raise self._error("{ needs numbers, as in {2,4}")
        self._at = end + 1
        if not comma:
            return int(least), int(least)
        if most and int(most) < int(least):
            raise self._error(f"{{{least},{most}}} counts backwards")
        return int(least), int(most) if most else None

    def _times(self, atom: _Part, least: int, most: int | None) -> _Part:
        free = self._machine.free

        def build(start: int) -> int:
            for _ in range(least):
                start = atom(start)
            if most is None:
                loop = self._machine.position()
                free[start].append(loop)
                free[atom(loop)].append(loop)
                return loop
            end = self._machine.position()
            for _ in range(most - least):
                free[start].append(end)
                # A position of its own, lest the atom's own loops lead to the way around it.
                first = self._machine.position()
                free[start].append(first)
                start = atom(first)
            free[start].append(end)
            return end

        return build

    def _atom(self) -> _Part:
        sign = self._take()
        if sign == "(":
            inside = self._choice()
            if self._next() != ")":
                raise self._error("a ( is not closed")
            self._at += 1
            return inside
        if sign in "?*+{}])":
            raise self._error(f"{sign} stands at no place for it")
        if sign == "[":
            return self._letters(self._class())
        if sign == "\\":
            return self._letters(self._escape())
        return self._letters(_not_newline if sign == "." else sign.__eq__)

    def _letters(self, letters: Letters) -> _Part:
        def build(start: int) -> int:
            end = self._machine.position()
            self._machine.steps[start].append((letters, end))
            return end

        return build

    def _escape(self) -> Letters:
        """What follows a backslash."""
        sign = self._take()
        if sign in _SINGLE:
            return escape(sign).__eq__
        if sign in "pP":
            end = self._text.find("}", self._at)
            if self._next() != "{" or end < 0:
                raise self._error(f"\\{sign} needs a name in braces")
            name = self._text[self._at + 1 : end]
            self._at = end + 1
            letters = block(name)
            if letters is None:
                raise self._error(f"there are no letters called {name}")
            return letters if sign == "p" else _but(_anything, letters)
        found = multiple(sign)
        if found is None:
            raise self._error(f"\\{sign} means nothing")
        return found

    def _class(self) -> Letters:
        """What stands in brackets, the first of which is taken."""
        self._depth += 1
        if self._depth > _MOST_NESTING:
            raise self._error("its brackets are nested too deep")
        negative = self._next() == "^"
        self._at += negative
        parts: list[Letters] = []
        less: Letters | None = None
        while self._next() != "]" or not parts:
            if self._text.startswith("-[", self._at) and parts:
                self._at += 2
                less = self._class()
                if self._next() != "]":
                    raise self._error("what is taken away from [ ] stands last in it")
                break
            parts.append(self._range())
        self._at += 1
        self._depth -= 1
        either = _any_of(parts)
        letters = _but(_anything, either) if negative else either
        return letters if less is None else _but(letters, less)

    def _range(self) -> Letters:
        first = self._take()
        if first == "\\":
            if self._next() not in _SINGLE or not self._next():
                return self._escape()
            first = escape(self._take())
        elif first in "[]" or self._stray_hyphen(first):
            raise self._error(f"{first} stands at no place for it")
        if self._next() != "-" or self._text[self._at + 1 : self._at + 2] in ("]", "["):
            return first.__eq__
        self._at += 1
        last = self._take()
        if last == "\\":
            last = escape(self._take())
        if last in "[]" or last < first:
            raise self._error(f"{first}-{last} is no range")
        return lambda letter: first <= letter <= last

    def _stray_hyphen(self, first: str) -> bool:
        """A hyphen stands for itself only at an end."""
        return first == "-" and self._next() not in ("]", "-", "[") and self._text[self._at - 2] not in "[^"


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6


def _anything(letter: str) -> bool:
    return True


def _not_newline(letter: str) -> bool:
    return letter not in "\n\r"


def _but(letters: Letters, less: Letters) -> Letters:
    return lambda letter: letters(letter) and not less(letter)


def _any_of(parts: Sequence[Letters]) -> Letters:
    return lambda letter: any(part(letter) for part in parts)


class _State(dict[str, "_State"]):
    """The positions that a text can be at; what it leads to by each letter is found when the letter first comes."""

    def __init__(self, matcher: _Matcher, positions: frozenset[int]) -> None:
        super().__init__()
        self._matcher = matcher
        self.positions = positions
        self.final = matcher.end in positions

    def __missing__(self, letter: str) -> _State:
        found = self._matcher.after(self.positions, letter)
        if len(self) < _MOST_STATES:
            self[letter] = found
        return found


class _Matcher:
    def __init__(self, machine: _Machine, start: int, end: int) -> None:
        self._machine = machine
        self.end = end
        self._states: dict[frozenset[int], _State] = {}
        self._first = self._closure([start])

    def matches(self, text: str) -> bool:
        state = self._state(self._first)
        for letter in text:
            state = state[letter]
            if not state.positions:
                return False
        return state.final

    def after(self, positions: frozenset[int], letter: str) -> _State:
        steps = self._machine.steps
        ends = [end for position in positions for letters, end in steps[position] if letters(letter)]
        return self._state(self._closure(ends))

    def _state(self, positions: frozenset[int]) -> _State:
        found = self._states.get(positions)
        if found is None:
            if len(self._states) >= _MOST_STATES:
                self._states.clear()
            found = self._states[positions] = _State(self, positions)
        return found

    def _closure(self, positions: list[int]) -> frozenset[int]:
        """These positions, and those that are reached from them for free."""
        seen = set(positions)
        while positions:
            for reached in self._machine.free[positions.pop()]:
                if reached not in seen:
                    seen.add(reached)
                    positions.append(reached)
        return frozenset(seen)
