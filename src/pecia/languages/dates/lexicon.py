"""Which words of a language a date is made of, and how a text falls into tokens of them.

Every token gets a code of one character, so that a grammar over tokens is a regular expression over their codes.
A word that no date has is `w`, with a capital letter `C`; whatever else breaks a date is `!`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pecia.languages import table

Value = int | str

# The codes of [classes] in dates.toml.
CODES = {
    "century": "K", "approximate": "a", "common_era": "G", "before_era": "g", "old_style": "J", "new_style": "N",
    "to": ">", "and": "&", "or": "o", "of": "f", "the": "t", "from": "R", "between": "B", "in": "i", "on": "i",
    "before": "b", "after": "h", "that": "v", "next": "F", "previous": "p",
    "later": "l", "earlier": "e", "both": "w",
    "instant": "z", "ultimo": "z", "proximo": "z", "decade": "y",
}  # fmt: skip
_PUNCTUATION = {",": ",", ".": "_", "-": "-", "–": "-", "—": "=", "‑": "-", "‒": "-", "―": "=", "/": "/"}
_PUNCTUATION |= {"(": "«", ")": "»", "[": "«", "]": "»"}
YEARS = range(1000, 2200)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words round a number that say whether it is a year, all in lower case but the streets."""

    introduces: frozenset[str]
    forbids: frozenset[str]
    counted: frozenset[str]
    after_day: frozenset[str]
    ages: frozenset[str]
    streets: frozenset[str]
    dates_month: frozenset[str]
    own: frozenset[str]
    before_that: frozenset[str] = frozenset()
    counts: frozenset[str] = frozenset()
    several: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language with their codes and values, the expression that cuts a text, and habits of numbers."""

    language: str
    order: str
    words: dict[str, tuple[str, Value]]
    folded: dict[str, tuple[str, Value]]
    pattern: re.Pattern[str]
    clock: re.Pattern[str]
    evidence: Evidence
    hours: dict[str, str]
    postmarks: dict[str, int]


@dataclass(slots=True)
class Tokens:
    """The tokens of a text: `codes` has one character for each, and the lists run beside it."""

    text: str
    codes: str
    starts: list[int]
    ends: list[int]
    values: list[Value]

    def word(self, at: int) -> str:
        return self.text[self.starts[at] : self.ends[at]] if 0 <= at < len(self.starts) else ""


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language (BCP 47), or the English one where pecia has no dates of it."""
    data = table(language, "dates")
    exact: dict[str, tuple[str, Value]] = {}
    folded: dict[str, tuple[str, Value]] = {}
    strict = set(data.get("capitalised", ()))
    for name, word, code, value in _entries(data):
        if name in strict:
            for form in (word, word.upper()):
                exact.setdefault(form, (code, value))
        else:
            folded.setdefault(word.lower(), (code, value))
    evidence = Evidence(**{name: frozenset(words) for name, words in data["evidence"].items()})
    hours = {form.lower(): name for name, forms in data["time"].items() for form in forms}
    postmarks = {form: month for month, forms in enumerate(data.get("postmarks", ()), start=1) for form in forms}
    pattern = _pattern(data, exact, folded)
    return Lexicon(language, data["order"], exact, folded, pattern, _clock(data), evidence, hours, postmarks)


def _entries(data: dict[str, Any]) -> Iterator[tuple[str, str, str, Value]]:
    """Table, word, code and value of every word; of two entries for one word the first counts."""
    for name, code, first in (("months", "M", 1), ("weekdays", "X", 1), ("seasons", "S", 0)):
        for number, forms in enumerate(data[name], start=first):
            yield from ((name, form, code, number) for form in forms)
    for number, word in enumerate(data["ordinals"].get("words", ()), start=1):
        yield "ordinals", word, "U", number
    # "until" is a connective between two dates before it is anything else, so the order of [classes] decides.
    for name, forms in data["classes"].items():
        yield from ((name, form, CODES[name], name) for form in forms)
    pairs = (("decades", "T"), ("adjectives", "Q"), ("nouns", "q"), ("units", "j"), ("numerals", "c"), ("feasts", "W"))
    for name, code in pairs:
        yield from ((name, word, code, value) for word, value in data.get(name, {}).items())


def _any(words: Iterable[str]) -> str:
    ordered = sorted(dict.fromkeys(words), key=lambda word: (-len(word), word))
    return "|".join(_bounded(word) for word in ordered)


def _bounded(word: str) -> str:
    """A word that nothing of a word follows; after an apostrophe or a point one may: d'avril, c.1885."""
    return re.escape(word).replace(r"\ ", r"\s") + (r"(?!\w)" if word[-1].isalnum() else "")


def _pattern(data: dict[str, Any], exact: Iterable[str], folded: Iterable[str]) -> re.Pattern[str]:
    strict = [word for word in exact if not word.isalpha()]
    loose = [word for word in folded if not word.isalpha()]
    suffixes = "|".join(sorted(map(re.escape, data["ordinals"]["suffixes"]), key=lambda form: -len(form)))
    decades = _any(data["ordinals"].get("decade", ["s"])) or "(?!)"
    roman = rf"[IVX]{{1,6}}(?i:{suffixes})(?!\w)" if data.get("roman") else "(?!)"
    if data.get("roman_alone"):
        roman += rf"|[IVX]{{1,6}}(?=[\s\u00a0](?:{_any(data['classes']['century'])}))"
    # Пять лет с 1934 года: some languages name the year as one, and the word is part of the date.
    named = _any(data.get("year_words", ()))
    bare = r"\d{1,2}(?:/\d{1,2}(?![\w/])|\.\s?\d{1,2}\.(?!\d))" if data.get("bare_day_month") else "(?!)"
    spaced = r"\s?" if data.get("spaced_numeric") else ""
    parts = [
        rf"(?P<time>{_time(data)})",
        rf"(?P<phrase>(?<![\w.])(?:{_any(strict) or '(?!)'}|(?i:{_any(loose) or '(?!)'})))",
        r"(?P<iso>\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T[\d:]+Z?)?(?![\w-]))",
        rf"(?P<stamp>{_stamp(data)})",
        rf"(?P<numeric>\d{{1,2}}(?:/\d{{1,2}}/|\.{spaced}\d{{1,2}}\.{spaced}|-\d{{1,2}}-)(?:\d{{4}}|\d\d)(?![\w/-]|\.\d))",
        rf"(?P<decade>(?:(?:\d\d)?\d0|['’]\d0)['’]?(?:{decades}))",
        r"(?P<thousands>\d{1,3}(?:,\d{3})+(?![\w]))",
        rf"(?P<ordinal>(?:[12]\d|3[01]|0?[1-9])(?:\.?\s?)(?i:{suffixes})(?![^\W\d])\.?)",
        rf"(?P<roman>{roman})",
        rf"(?P<bare>{bare})",
        # In "1936.14" the year is followed by a note marker that nobody has marked yet.
        r"(?P<decimal>(?!(?:1\d|20)\d\d\.\d{1,3}(?!\d))\d++\.\d++)",
        *([rf"(?P<dated>[12]\d{{3}}\s(?:{named}))"] if named else []),
        r"(?P<short>['’‘]\d\d(?![\w’]))",
        r"(?P<number>\d++(?!\w))",
        r"(?P<word>[^\W\d_]++(?!\w))",
        r"(?P<mixed>\w++)",
        r"(?P<other>\S)",
    ]
    return re.compile("|".join(parts))


def _stamp(data: dict[str, Any]) -> str:
    """A day with its month in Roman figures (4.V.1926), or as a postmark has it (4 FE 1831); 13/6 1841; 1841.6.13."""
    letters = "|".join(form for forms in data.get("postmarks", ()) for form in forms)
    roman = r"[.-]\s?(?:[IVX]{1,4}|[ivx]{1,4})[.-]\s?(?:\d{4}|\d\d)"
    marked = rf"|[.\s-]\s?(?:{letters})[.\s-]\s?\d{{4}}" if letters else ""
    spaced = r"|/(?:\d{1,2}|[IVX]{1,4})\s1\d{3}"
    return rf"\d{{1,2}}(?:{roman}{marked}{spaced})(?!\w)|1\d{{3}}(?P<sep>[-./])\d{{1,2}}(?P=sep)\d{{1,2}}(?![\w-])"


def _time(data: dict[str, Any]) -> str:
    """A time of day as the language writes it: with its own marks of noon, or of the hour."""
    time = data["time"]
    marks = _any([*time["morning"], *time["evening"]])
    hour = _any(time["hour"]) or "(?!)"
    clock = r"(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?"
    half = rf"(?:\s?(?:{hour}))?\s?(?:{marks})"
    forms = [rf"{clock}(?:(?:{half})?\s?[–—-]\s?{clock})?{half}"] if marks else []
    forms += [
        rf"(?i:{_any([*time['noon'], *time['midnight']]) or '(?!)'})",
        r"[0-2]\d[0-5]\dZ",
        rf"{clock}\s?(?:{hour})",
    ]
    return "(?:" + "|".join(forms) + r")(?!\w)\.?" if marks else "(?:" + "|".join(forms) + r")(?!\w)"


def _clock(data: dict[str, Any]) -> re.Pattern[str]:
    time = data["time"]
    marks = _any([*time["morning"], *time["evening"]]) or "(?!)"
    return re.compile(rf"(?P<h>\d{{1,2}})(?:[:.](?P<m>\d\d))?[^\d–—-]*?(?P<mark>{marks})?\.?(?=\s?[–—-]|$)")


def tokens(text: str, language: str) -> Tokens:
    """The text in tokens. Linear in its length: each character is looked at by a bounded number of forms."""
    words = lexicon(language)
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    values: list[Value] = []
    exact, folded = words.words, words.folded
    for match in words.pattern.finditer(text):
        kind = match.lastgroup
        token = match.group()
        found: tuple[str, Value] | None
        if kind in ("word", "phrase"):
            found = exact.get(token) or folded.get(token.lower())
            if found is None and kind == "phrase":
                spaced = " ".join(token.split())
                found = exact.get(spaced) or folded.get(spaced.lower())
            if found is not None and found[0] in "Gg" and "." not in token and not token.isupper():
                # "Ad hoc" has no era in it: that has capital letters or points.
                found = None
            if found is None:
                found = ("C" if token[0].isupper() else "w", "")
        elif kind == "other":
            found = (_PUNCTUATION.get(token, "!"), "")
        else:
            found = _number(kind or "", token)
        codes.append(found[0])
        values.append(found[1])
        starts.append(match.start())
        # The point of "the 4th." is the sentence's; within a date ("4th. May") it makes no difference.
        pointed = kind == "ordinal" and token[-1] == "." and token[-2].isalpha()
        ends.append(match.end() - pointed)
    return Tokens(text, "".join(codes), starts, ends, values)


def _number(kind: str, token: str) -> tuple[str, Value]:
    """The code and value of a token with digits in it."""
    if kind in ("number", "dated"):
        return _plain(token[:4] if kind == "dated" else token)
    if kind == "ordinal":
        return "O", int(re.match(r"\d+", token)[0])  # type: ignore[index]
    if kind == "roman":
        return "O", _roman(token)
    if kind == "decade":
        return "E", int("".join(filter(str.isdigit, token)))
    if kind == "short":
        return "A", int(token[1:])
    return {"iso": "I", "numeric": "Z", "stamp": "Z", "time": "P", "bare": "m"}.get(kind, "!"), token


def _plain(token: str) -> tuple[str, Value]:
    if len(token) == 4 and int(token) in YEARS:
        return "Y", int(token)
    if len(token) <= 2 and token.isascii():
        return ("D" if 1 <= int(token) <= 31 else "H"), int(token)
    if len(token) == 3 and token.isascii() and token[0] != "0":
        return "L", int(token)
    return "n", ""


def _roman(token: str) -> int:
    """The value of the Roman numeral that a token begins with."""
    digits = [{"I": 1, "V": 5, "X": 10}[letter] for letter in token if letter in "IVX"]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    return sum(-digit if digit < following else digit for digit, following in pairs)


def in_figures(stamp: str, words: Lexicon) -> str:
    """A stamp in numbers, day first: `4.V.1926`, `4 FE 1831`, `1841-6-13` -> `4.5.1926`, `4.2.1831`, `13.6.1841`."""
    day, month, year = re.findall(r"\d+|[^\W\d]+", stamp)
    if len(day) == 4:
        day, year = year, day
    if month.isalpha():
        month = str(words.postmarks.get(month) or _roman(month.upper()))
    return f"{day}.{month}.{year}"
