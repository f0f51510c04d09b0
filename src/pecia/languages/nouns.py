"""The nouns of a language that writes every noun with a capital: there a capital alone makes no name.

`nouns.gz` of a language holds four sorted lists with a blank line between: nouns (in lower case, without the compounds
that others make up), places, forenames and surnames. `[nouns]` of its `names.toml` says how its nouns are made: which
endings they take, which letters join two of them, and which spellings are older ones of others.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pecia.languages.folders import folder

_SHORTEST = 3
"""So many letters a part of a compound has at least; its last part has one more."""
_LONGEST = 40
_PLAIN = 10


@dataclass(frozen=True, slots=True)
class NounList:
    """What is known of the nouns of a language; `places`, `forenames` and `surnames` are as they are written.

    `short` are abbreviations of nouns; `heads` begin compounds without being nouns: prepositions, adjectives.
    """

    nouns: frozenset[str]
    short: frozenset[str]
    heads: frozenset[str]
    places: frozenset[str]
    forenames: frozenset[str]
    surnames: frozenset[str]
    endings: tuple[str, ...]
    joints: tuple[str, ...]
    older: tuple[tuple[str, str], ...]
    suffixes: tuple[str, ...]
    surname_heads: frozenset[str]

    def is_listed(self, word: str) -> bool:
        """Whether this is a noun of the list, or a case or plural of one, in any spelling."""
        if word.lower() in self.short:
            return True
        return any(stem in self.nouns for spelling in self._spellings(word.lower()) for stem in self._stems(spelling))

    def is_plain(self, word: str) -> bool:
        """Whether this is a noun of the list as it stands: short, no compound, and made by no suffix."""
        lower = word.lower()
        return lower in self.nouns and len(lower) < _PLAIN and not lower.endswith(self.suffixes)

    def is_made(self, word: str) -> bool:
        """Whether this is a noun of the list, or one made by a suffix: all nouns but the compounds."""
        lower = word.lower()
        return self.is_listed(word) or (lower.endswith(self.suffixes) and len(lower) > 5)

    def is_noun(self, word: str) -> bool:
        """Whether this is a noun: listed, made by a suffix that makes nouns, or a compound of two that are."""
        lower = word.lower()
        if len(word) > _LONGEST:
            return False
        if lower.endswith(self.suffixes) and len(lower) > 5:
            return True
        known: dict[str, bool] = {}
        return self.is_listed(word) or any(self._is_compound(spelling, known) for spelling in self._spellings(lower))

    def _spellings(self, lower: str) -> Iterator[str]:
        yield lower
        for old, new in self.older:
            if old in lower:
                yield lower.replace(old, new)
        modern = lower
        for old, new in self.older:
            modern = modern.replace(old, new)
        yield modern

    def _stems(self, lower: str) -> Iterator[str]:
        yield lower
        for ending in self.endings:
            if lower.endswith(ending) and len(lower) - len(ending) >= _SHORTEST:
                yield lower[: -len(ending)]

    def _is_compound(self, lower: str, known: dict[str, bool]) -> bool:
        """Bahnhof, Regierungsrat; but Rosenbaum, whose end is one of surnames, is as likely a person's.

        `known` keeps what was found of the parts: a word of many costs no more than the pairs of its cuts.
        """
        if lower not in known:
            known[lower] = False
            cuts = range(len(lower) - _SHORTEST - 1, _SHORTEST - 1, -1)
            known[lower] = any(self._begins(lower[:cut], known) and self._ends(lower[cut:], known) for cut in cuts)
        return known[lower]

    def _ends(self, tail: str, known: dict[str, bool]) -> bool:
        for stem in self._stems(tail):
            if len(stem) > _SHORTEST and stem in self.nouns:
                return stem not in self.surname_heads
        return len(tail) > 2 * _SHORTEST and self._is_compound(tail, known)

    def _begins(self, head: str, known: dict[str, bool]) -> bool:
        if head in self.nouns or head in self.heads or (len(head) > _SHORTEST and f"{head}e" in self.nouns):
            return True
        for joint in self.joints:
            if head.endswith(joint) and len(head) - len(joint) >= _SHORTEST:
                stem = head[: -len(joint)]
                if stem in self.nouns or (len(stem) > _SHORTEST and self._is_compound(stem, known)):
                    return True
        return False


@cache
def _lists(place: Path) -> tuple[frozenset[str], ...]:
    text = gzip.decompress((place / "nouns.gz").read_bytes()).decode("utf-8")
    return tuple(frozenset(filter(None, part.split("\n"))) for part in text.split("\n\n"))


def noun_list(language: str, rules: Mapping[str, Any]) -> NounList | None:
    """The nouns of a language (BCP 47) by the rules of its `[nouns]`, or None where only names have capitals."""
    place = folder(language)
    if not rules or place is None or not (place / "nouns.gz").is_file():
        return None
    nouns, places, forenames, surnames = _lists(place)
    return NounList(
        nouns | frozenset(rules["more"]), frozenset(rules["short"]), frozenset(rules["heads"]),
        places, forenames, surnames,
        tuple(rules["endings"]), tuple(rules["joints"]), tuple((old, new) for old, new in rules["older"]),
        tuple(rules["suffixes"]), frozenset(rules["surname_heads"]),
    )  # fmt: skip
