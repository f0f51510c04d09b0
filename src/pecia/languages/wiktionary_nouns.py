"""Makes `de/nouns.gz`: `python -m pecia.languages.wiktionary_nouns nouns.csv > nouns.gz`, the same bytes each time.

`nouns.csv` is that of the package `german-nouns` 1.2.5, which took it from the German Wiktionary (CC BY-SA 4.0).
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from pathlib import Path

_WORD = re.compile(r"[A-ZÄÖÜ][a-zäöüßéèàç]+")
_NAMES = ("Toponym", "Vorname", "Nachname")
_NO_NOUNS = frozenset({*_NAMES, "Eigenname", "Buchstabe", "Symbol", "Abkürzung", "Straßenname"})
_FIRST_FORM = 7
"""The columns from here on are cases; before it are the lemma, its kinds and its genders."""
_REGULAR = ("", "e", "es", "s", "n", "en", "er", "ern", "nen", "se", "ses", "ns", "ens")
"""Endings that the rules take off again: what differs from its lemma by one of them need not be kept."""
_JOINTS = ("s", "es", "n", "en", "er", "e")


def _read(path: Path) -> tuple[set[str], dict[str, set[str]]]:
    """The nouns with their irregular cases, in lower case; and the names by kind, as they are written."""
    nouns: set[str] = set()
    names: dict[str, set[str]] = {kind: set() for kind in _NAMES}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        for row in rows:
            lemma, kinds = row[0], frozenset(row[1].split(","))
            if not _WORD.fullmatch(lemma):
                continue
            for kind in kinds & set(_NAMES):
                names[kind].add(lemma)
            if not kinds & _NO_NOUNS:
                # An adjective that stands for a noun has the endings of adjectives, which the rules know.
                cases = [] if "adjektivische Deklination" in kinds else row[_FIRST_FORM:]
                nouns.add(lemma.lower())
                regular = {lemma.lower() + ending for ending in _REGULAR}
                nouns |= {case.lower() for case in cases if _WORD.fullmatch(case)} - regular
    return nouns, names


def _is_compound(word: str, nouns: set[str], heads: frozenset[str]) -> bool:
    """Whether two other nouns make it up, so that the rules find it again without its being listed."""
    for cut in range(3, len(word) - 3):
        head, tail = word[:cut], word[cut:]
        if tail in nouns and tail not in heads:
            parts = [head, f"{head}e", *(head[: -len(joint)] for joint in _JOINTS if head.endswith(joint))]
            if any(len(part) > 2 and part in nouns for part in parts):
                return True
    return False


def compile_nouns(path: Path, heads: frozenset[str]) -> bytes:
    """The compressed lists. `heads` are the ends of surnames: compounds with them are kept, and told apart."""
    nouns, names = _read(path)
    kept = {word for word in nouns if not _is_compound(word, nouns, heads)}
    text = "\n\n".join("\n".join(sorted(part)) for part in (kept, *(names[kind] for kind in _NAMES)))
    return gzip.compress(text.encode(), 9, mtime=0)


if __name__ == "__main__":
    from pecia.languages import table

    sys.stdout.buffer.write(compile_nouns(Path(sys.argv[1]), frozenset(table("de", "names")["nouns"]["surname_heads"])))
