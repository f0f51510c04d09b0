"""The words of a language, as far as an unknown one is worth a second look. Facts about spelling, no meanings.

`words.gz` of a language holds three sorted lists with a blank line between: common words, other known
words, and names. A language without the file has no word list, and nothing in it is ever called a slip.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache

from pecia.languages.folders import folder


@dataclass(frozen=True, slots=True)
class WordList:
    """`common` are words that a slip may stand for; `known` are others, which are no slips; `names` are names."""

    common: frozenset[str]
    known: frozenset[str]
    names: frozenset[str]

    def __contains__(self, word: str) -> bool:
        return word in self.common or word in self.known


@cache
def word_list(language: str) -> WordList | None:
    """The word list of a language (BCP 47), or None where pecia has none. Takes some 20 ms, once."""
    place = folder(language)
    path = place / "words.gz" if place is not None else None
    if path is None or not path.is_file():
        return None
    common, known, names = gzip.decompress(path.read_bytes()).decode("utf-8").split("\n\n")
    return WordList(*(frozenset(part.split("\n")) for part in (common, known, names)))
