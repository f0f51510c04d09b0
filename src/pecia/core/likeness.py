"""How alike two names are: spellings of one name differ by alphabet, by transliteration, by an initial for a forename,
by the order of its parts. What is found here is a question for an editor, never an answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pecia.core.register import folded

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґѣѳѵ",
        re.split(" ", "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e yu ya i i ie g e f i"),
        strict=True,
    )
)
_LATIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_LETTERS = str.maketrans({ord(letter): plain for letter, plain in {**_CYRILLIC, **_LATIN}.items()})
_PARTICLES = frozenset(
    re.findall(r"\w+", "von zu zum zur van der den de du des del della di da dos la le les of ter ten y")
)
_SUPPLEMENT = re.compile(r"\(([^)]*)\)|\[([^\]]*)\]|,\s*((?:the|der|die|le|la)\s.*|[^,]*\d.*)")
_ORDER = frozenset(re.findall(r"\w+", "jr sr junior senior ii iii iv elder younger the pere fils jun sen"))
_RESPELT = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"schtsch|shtch|shch|szcz|stch", "s"),
        (r"tsch|tch|cz", "c"),
        (r"sch|sh|sz", "s"),
        (r"kh", "h"),
        (r"ck|q", "k"),
        (r"ch", "c"),
        (r"tz|ts", "c"),
        (r"zh", "z"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"w", "v"),
        (r"x", "ks"),
        (r"c(?=[aou])", "k"),
        (r"(?<=[oe])f+$", "v"),
        (r"ou|oo|[yij]u|ue", "u"),
        (r"[yij]a|ae", "a"),
        (r"oe", "o"),
        (r"[yij]e|[yij]o", "e"),
        (r"[yij]+", "i"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """The name in small Latin letters and single spaces: `Троцкий` and `Éva-Marie` are `trotskii` and `eva marie`."""
    lower = unicodedata.normalize("NFC", name).casefold().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", re.sub(r"['’ʹʺ`´]", "", bare)).split())


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """What the transliterations of a name have in common: `Zinoviev` and `Zinovyev` are both `zinovev`."""
    words = plain(name).split()
    for pattern, to in _RESPELT:
        words = [pattern.sub(to, word) for word in words]
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class Parts:
    """A person's name taken apart. `supplement` is what tells two of one name apart: “the elder”, a year."""

    forenames: tuple[str, ...]
    surname: str
    supplement: str = ""


@lru_cache(maxsize=65536)
def parts(name: str) -> Parts:
    """The parts of a personal name, in either order: `V. I. Lenin`, `Lenin, V. I.`; particles are left out."""
    supplements = [next(filter(None, found.groups()), "") for found in _SUPPLEMENT.finditer(name)]
    bare = _SUPPLEMENT.sub(" ", name)
    last, comma, first = bare.partition(",")
    words = plain(f"{first} {last}" if comma else bare).split()
    supplements += [word for word in words if word in _ORDER]
    named = [word for word in words if word not in _ORDER and word not in _PARTICLES]
    if not named:
        return Parts((), plain(name), " ".join(supplements))
    return Parts(tuple(named[:-1]), named[-1], plain(" ".join(supplements)))


def distance(one: str, other: str, most: int) -> int:
    """How many letters must be put in, left out, changed or swapped with the next; more than `most` is `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, there in enumerate(other, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)


def similarity(one: str, other: str) -> float:
    """From 0 to 1: how alike two names are, their words in whatever order; 1 where only accents or case differ."""
    if plain(one) == plain(other):
        return 1.0
    a, b = (sorted(skeleton(name).split()) for name in (one, other))
    if not a or not b:
        return 0.0
    if a == b:
        return 0.98
    shorter, longer = sorted((a, b), key=lambda words: (len(words), words))
    left = list(longer)
    total, met = 0.0, 0
    for word in sorted(shorter, key=len, reverse=True):
        alike, best = max(((_alike(word, there), there) for there in left), key=lambda pair: pair[0])
        total += alike * (len(word) + len(best))
        met += len(word) + len(best)
        left.remove(best)
    weight = total / sum(map(len, (*a, *b)))
    # Words that the other lacks weigh half: a middle name, a title.
    return min(0.97, weight + 0.5 * (1 - weight) * (len(left) > 0 and total > 0.9 * met))


@lru_cache(maxsize=65536)
def _alike(word: str, other: str) -> float:
    if len(word) == 1 or len(other) == 1:
        return 0.8 if word[0] == other[0] else 0.0
    longest = max(len(word), len(other))
    # Half of the letters wrong is no likeness: nothing beyond that needs to be counted.
    apart = distance(word, other, longest // 2)
    return 0.0 if apart > longest // 2 else 1 - apart / longest * 1.5


def same_person(one: str, other: str) -> str:
    """Why the two names may be one person's, in words; "" where they hardly are.

    Surnames are the same, or spellings of one; forenames fit: each of the shorter row is in the longer, in order, in
    full, by its initial or in another spelling. What is told apart by a supplement is not one.
    """
    a, b = parts(one), parts(other)
    if a.supplement != b.supplement or folded(one) == folded(other):
        return ""
    if a == b:
        return "one name, written in two ways"
    surnames = _surnames(a.surname, b.surname)
    if surnames is None or not _fit(a.forenames, b.forenames):
        return ""
    if not (a.forenames and b.forenames):
        return "" if surnames or bool(a.forenames) == bool(b.forenames) else "the same surname"
    if not surnames:
        return "the same surname, and forenames that fit"
    # With another spelling of the surname, an initial is not enough.
    first, there = skeleton(a.forenames[0]), skeleton(b.forenames[0])
    return "two spellings of one name" if first == there and len(first) > 1 else ""


def _surnames(one: str, other: str) -> int | None:
    """0 for the same surname, 1 for two likely spellings of one, None for two surnames."""
    if one == other:
        return 0
    a, b = skeleton(one), skeleton(other)
    if a == b:
        return 0 if min(len(a), len(b)) > 1 else None
    if a.removesuffix("a") == b.removesuffix("a"):
        return None  # Smirnov and Smirnova are two.
    return 1 if distance(a, b, 1) <= 1 and min(len(a), len(b)) >= 6 else None


def _fit(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    rest = iter(longer)
    return all(any(_same_forename(name, there) for there in rest) for name in shorter)


def _same_forename(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return skeleton(one) == skeleton(other)


def same_thing(one: str, other: str) -> str:
    """Why the two names of places or organisations may be one's, in words; "" where they hardly are."""
    a, b = skeleton(one), skeleton(other)
    if folded(one) == folded(other) or any(c.isdigit() for c in a + b):
        return ""
    if a == b:
        return "two spellings of one name" if len(a) > 3 else ""
    return "two spellings of one name" if min(len(a), len(b)) >= 8 and distance(a, b, 1) <= 1 else ""


def neighbourhood(word: str) -> Iterator[str]:
    """The skeleton, and what it becomes when a letter goes: words one letter apart have one of these in common."""
    bare = skeleton(word)
    yield bare
    if len(bare) >= 6:
        yield from (bare[:i] + bare[i + 1 :] for i in range(len(bare)))


def best_similarity(names: Iterable[str], others: Iterable[str]) -> float:
    """The similarity of the two most similar names of two things."""
    there = tuple(others)
    return max((similarity(one, other) for one in names for other in there), default=0.0)
