"""Deterministic content models, which XML Schema insists on (XSD 1.1 Part 1, 3.8.6.4, Unique Particle Attribution).

RELAX NG and TEI don't: some of TEI's models leave open which part of them an element fulfils. `loosened` lets more in
where that is so, only as much as it must, and never less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from pecia.odd.content import Choice, Name, Pattern, Repeat, Sequence, choice, leaves, repeat, sequence

Names: TypeAlias = Callable[[Pattern], tuple[str, ...]]
"""The elements that a leaf stands for: itself, or the members of a class."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Of a pattern: whether it can be empty, and which positions can come first and last in it."""

    nullable: bool
    first: frozenset[int]
    last: frozenset[int]


class _Glushkov:
    """The automaton of a pattern: its positions are the occurrences of names, `follow` says which may come next."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.named: list[str] = []
        self.follow: dict[int, set[int]] = {}

    def part(self, pattern: Pattern) -> _Part:
        match pattern:
            case Sequence(parts):
                return self._sequence([self.part(each) for each in parts])
            case Choice(parts):
                made = [self.part(each) for each in parts]
                return _Part(
                    any(each.nullable for each in made),
                    frozenset().union(*(each.first for each in made)),
                    frozenset().union(*(each.last for each in made)),
                )
            case Repeat(inner, least, most):
                one = self.part(inner)
                if most is None or most > 1:
                    self._link(one.last, one.first)
                return _Part(one.nullable or least == 0, one.first, one.last)
            case _:
                return self._leaf(pattern)

    def _sequence(self, parts: list[_Part]) -> _Part:
        whole = _Part(True, frozenset(), frozenset())
        for each in parts:
            self._link(whole.last, each.first)
            whole = _Part(
                whole.nullable and each.nullable,
                whole.first | each.first if whole.nullable else whole.first,
                whole.last | each.last if each.nullable else each.last,
            )
        return whole

    def _leaf(self, pattern: Pattern) -> _Part:
        names = self._names(pattern)
        positions = frozenset(range(len(self.named), len(self.named) + len(names)))
        self.named.extend(names)
        for position in positions:
            self.follow[position] = set()
        return _Part(not names, positions, positions)

    def _link(self, before: Iterable[int], after: Iterable[int]) -> None:
        for position in before:
            self.follow[position] |= set(after)


def deterministic(pattern: Pattern, names: Names) -> bool:
    """True when every element of a valid content can only be one place in the pattern, without looking ahead."""
    automaton = _Glushkov(names)
    whole = automaton.part(pattern)
    for together in (whole.first, *automaton.follow.values()):
        called = [automaton.named[position] for position in together]
        if len(set(called)) < len(called):
            return False
    return True


def loosened(pattern: Pattern, names: Names) -> Pattern:
    """A deterministic pattern that accepts whatever this one accepts; this one itself, if it is deterministic."""
    if deterministic(pattern, names):
        return pattern
    match pattern:
        case Sequence(parts):
            return _sequence([loosened(part, names) for part in parts], names)
        case Choice(parts):
            return _choice([loosened(part, names) for part in parts], names)
        case Repeat(part, least, most):
            inner = repeat(loosened(part, names), least, most)
            return inner if deterministic(inner, names) else anyhow([part], names)
        case _:
            return anyhow([pattern], names)


def anyhow(parts: Iterable[Pattern], names: Names) -> Pattern:
    """Whatever is in the parts, in any order and number."""
    every = dict.fromkeys(name for part in parts for leaf in leaves(part) for name in names(leaf))
    return repeat(choice(map(Name, every)), 0, None)


def _sequence(parts: list[Pattern], names: Names) -> Pattern:
    """The shortest stretches that are at fault are melted until none is left."""
    while not deterministic(sequence(parts), names):
        start, end = _shortest_fault(parts, names)
        parts = [*parts[:start], anyhow(parts[start:end], names), *parts[end:]]
    return sequence(parts)


def _shortest_fault(parts: list[Pattern], names: Names) -> tuple[int, int]:
    for length in range(2, len(parts) + 1):
        for start in range(len(parts) - length + 1):
            if not deterministic(sequence(parts[start : start + length]), names):
                return start, start + length
    return 0, len(parts)


def _choice(parts: list[Pattern], names: Names) -> Pattern:
    """Alternatives that can begin with the same element are melted into one."""
    left: list[Pattern] = []
    for part in parts:
        rivals = [other for other in left if not deterministic(choice([other, part]), names)]
        left = [other for other in left if other not in rivals]
        left.append(anyhow([*rivals, part], names) if rivals else part)
    whole = choice(left)
    return whole if deterministic(whole, names) else anyhow(parts, names)
