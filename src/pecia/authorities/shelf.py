"""A list of an authority that lies in a file: the same question asked of it, with a likeness of names for a score.

Nothing is asked of anybody, so this works without a network.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pecia.authorities import Candidate, Question
from pecia.core.likeness import best_similarity, neighbourhood, same_person, skeleton
from pecia.core.text import Attributes

ENOUGH = 60.0
"""From which score on somebody is a candidate."""
_YEARS = ("birth", "death")


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom the list knows; `kind` is "" where it does not say. `details` as in a question."""

    id: str
    names: tuple[str, ...]
    kind: str = ""
    description: str = ""
    details: Attributes = ()
    address: str = ""


@dataclass(slots=True)
class Shelf:
    """The list, looked up by the words of its names: of a million rows only those are compared that share one."""

    known: Sequence[Known]
    _by_word: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, one in enumerate(self.known):
            for key in _keys(one.names):
                self._by_word.setdefault(key, []).append(number)

    def candidates(self, question: Question, limit: int = 5) -> tuple[Candidate, ...]:
        """The likeliest, from `ENOUGH` on; sure is only one whose name is the same, whose years do not contradict, and
        who has no rival."""
        found = []
        for number in self._near(question.names):
            one = self.known[number]
            if one.kind and question.kind and one.kind != question.kind:
                continue
            score = _score(question, one)
            if score >= ENOUGH:
                found.append((-score, number))
        found.sort()
        rivals = sum(-score >= _SURE for score, _ in found)
        return tuple(
            _candidate(self.known[n], -score, sure=-score >= _SURE and rivals == 1) for score, n in found[:limit]
        )

    def _near(self, names: Iterable[str]) -> list[int]:
        shared: dict[int, int] = {}
        for key in _keys(names):
            for number in self._by_word.get(key, ()):
                shared[number] = shared.get(number, 0) + 1
        # Those that share most come first: a list with ten thousand Müllers is not compared in full.
        return sorted(shared, key=lambda number: (-shared[number], number))[:_COMPARED]


_SURE = 95.0
_FITS = 80.0
_COMPARED = 300


def _keys(names: Iterable[str]) -> set[str]:
    return {key for name in names for word in skeleton(name).split() if len(word) > 1 for key in neighbourhood(word)}


def _score(question: Question, one: Known) -> float:
    """From 0 to 100: how alike the names are, less for years that contradict, more for years that agree."""
    alike = 100 * best_similarity(question.names, one.names)
    if question.kind == "person" and any(same_person(name, other) for name in question.names for other in one.names):
        # The same surname with initials, or alone, is nearer than a longer name that is another.
        alike = max(alike, _FITS)
    asked, said = dict(question.details), dict(one.details)
    for what in _YEARS:
        year, there = asked.get(what, "")[:4], said.get(what, "")[:4]
        if year and there:
            alike += 3 if year == there else -25
    return round(max(0.0, min(100.0, alike)), 1)


def _candidate(one: Known, score: float, *, sure: bool) -> Candidate:
    return Candidate(one.id, one.names[0], score, sure, one.description, (one.kind,) if one.kind else (), one.address)
