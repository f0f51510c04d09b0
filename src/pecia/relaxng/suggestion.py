"""What was probably meant: of names that are allowed, the one that a slip of the fingers makes this."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 60


def likely(word: str, *choices: Iterable[str]) -> str:
    """The nearest name of the first group that has one near enough; "" where none is.

    Near is: the same but for case, hyphens and the like; else up to one slip in three letters (a letter too many, too
    few, another, two exchanged), and never more than three; of two as near, the one that begins alike.
    """
    if not word or len(word) > _LONGEST:
        return ""
    bare = _bare(word)
    for names in choices:
        every = sorted(set(names))
        same = next((name for name in every if _bare(name) == bare), "")
        if same:
            return same
        most = min(3, max(1, len(word) // 3)) if len(word) > 2 else 0
        near = [(distance, name) for name in every if (distance := slips(word, name, most)) <= most]
        if near:
            return min(near, key=lambda pair: (pair[0], -_alike(word, pair[1]), pair[1]))[1]
    return ""


def _bare(word: str) -> str:
    return "".join(letter for letter in word.lower() if letter.isalnum())


def _alike(one: str, other: str) -> int:
    """How many letters are the same from the start, and from the end."""
    return _same(one, other) + _same(one[::-1], other[::-1])


def _same(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def slips(one: str, other: str, most: int) -> int:
    """How many slips part two words, capitals not counted (Damerau's distance); at most `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    one, other = one.lower(), other.lower()
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]
