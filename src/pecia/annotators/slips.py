"""What an unknown word may have been before the scanner read it: every reading that one single slip explains."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pecia.languages import table
from pecia.languages.word_list import WordList, word_list

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Grammar:
    """How slips and words look in one language, out of its `corrections.toml`."""

    words: WordList
    confusions: tuple[tuple[str, str], ...]
    capitals: tuple[tuple[str, str], ...]
    digits: tuple[tuple[str, str], ...]
    often: dict[str, str]
    small: frozenset[str]
    after_i: frozenset[str]
    particles: frozenset[str]
    variants: tuple[tuple[re.Pattern[str], str], ...]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    titles: frozenset[str]
    own_spelling: frozenset[str]

    def knows(self, word: str) -> bool:
        """True for a word of the list, and for one made of a word of the list as the language makes words."""
        return word in self.words or any(stem in self.words for stem in self._stems(word))

    def _stems(self, word: str) -> Iterator[str]:
        for suffix in self.suffixes:
            if word.endswith(suffix) and len(word) - len(suffix) >= 3:
                stem = word.removesuffix(suffix)
                yield from (stem, f"{stem}e", f"{stem}y")
        for prefix in self.prefixes:
            if word.startswith(prefix) and len(word) - len(prefix) >= 4:
                yield word.removeprefix(prefix)

    def folded(self, word: str) -> str:
        """What remains of a word when spellings that vary are made the same."""
        for pattern, replacement in self.variants:
            word = pattern.sub(replacement, word)
        return word


@cache
def grammar(language: str) -> Grammar | None:
    """The grammar of slips of a language, or None where pecia has no word list to judge by."""
    words = word_list(language)
    if words is None:
        return None
    data: dict[str, Any] = table(language, "corrections")
    return Grammar(
        words,
        _pairs(data["confusions"]),
        _pairs(data["capitals"]),
        _pairs(data["digits"]),
        dict(data.get("often", ())),
        frozenset(data["small"]),
        frozenset(data["after_i"]),
        frozenset(data["particles"]),
        tuple((re.compile(pattern), replacement) for pattern, replacement in data["variants"]),
        tuple(data["prefixes"]),
        tuple(data["suffixes"]),
        frozenset(data["titles"]),
        frozenset(data["own_spelling"]),
    )


def _pairs(rows: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((read, printed) for read, printed in rows)


def misread(word: str, pairs: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """The word with one confused shape put right, in every place where it could be."""
    for read, printed in pairs:
        at = word.find(read)
        while at >= 0:
            yield word[:at] + printed + word[at + len(read) :]
            at = word.find(read, at + 1)


def run_together(word: str, small: frozenset[str], known: Callable[[str], bool]) -> Iterator[str]:
    """The word as two words, one of them a small one (`ofthe`, `inMoscow`)."""
    for cut in range(2, len(word) - 1):
        left, right = word[:cut], word[cut:]
        if (left in small and known(right)) or (right in small and known(left)):
            yield f"{left} {right}"


def one_edit(word: str) -> Iterator[str]:
    """Every string that one letter more, fewer, other or in the neighbour's place makes of the word."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        yield from (head + letter + tail for letter in _LETTERS)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _LETTERS)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


def said_twice(word: str) -> Iterator[str]:
    """The word without the syllable that it has twice (`circulalated`)."""
    for width in (2, 3):
        for at in range(len(word) - 2 * width + 1):
            if word[at : at + width] == word[at + width : at + 2 * width]:
                yield word[:at] + word[at + width :]


def dropped_or_doubled(word: str, reading: str) -> bool:
    """True when one of the two has letters that the other lacks, or two letters changed places."""
    return len(word) != len(reading) or sorted(word) == sorted(reading)
