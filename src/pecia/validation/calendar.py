"""Dates as intervals of days: what a W3C value in an attribute says, and what the date's own words say.

A date is a triple (year, month, day) with 0 for what is not said. Comparing is by what both sides say, so that
`17 January` and 1932-01-17 agree, and `1932` and 1932-01-17 too.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from functools import cache
from typing import TypeAlias

from pecia import languages

Day: TypeAlias = tuple[int, int, int]

_W3C = re.compile(
    r"(?P<year>-?\d{4,})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?:T[\d:.]+)?(?:Z|[+-]\d\d:\d\d)?"
    r"|--(?P<month2>\d\d)(?:-(?P<day2>\d\d))?|---(?P<day3>\d\d)|\d\d:\d\d:\d\d(?:\.\d+)?"
)


def w3c(value: str) -> Day | None:
    """The value of `@when` and its kind (YYYY, YYYY-MM, YYYY-MM-DD, --MM-DD …); None for what no calendar has."""
    found = _W3C.fullmatch(value.strip())
    if not found:
        return None
    parts = found.groupdict()
    year, month, day = (
        int(next((parts[name] for name in names if parts[name]), "0"))
        for names in (("year",), ("month", "month2"), ("day", "day2", "day3"))
    )
    said_month = bool(parts["month"] or parts["month2"])
    said_day = bool(parts["day"] or parts["day2"] or parts["day3"])
    possible = (not said_month or 1 <= month <= 12) and (not said_day or 1 <= day <= _length(year, month))
    return (year, month, day) if possible else None


def _length(year: int, month: int) -> int:
    # Without a year, 29 February may be.
    return monthrange(abs(year) or 2000, month)[1] if 1 <= month <= 12 else 31


def first(day: Day) -> Day:
    """The first day that the date may be."""
    return (day[0], day[1] or 1, day[2] or 1)


def last(day: Day) -> Day:
    """The last day that the date may be."""
    month = day[1] or 12
    return (day[0], month, day[2] or _length(day[0], month))


def after(one: Day, other: Day) -> bool:
    """True when the first is surely later than the second. Years that only one of them says prove nothing."""
    return bool(one[0]) and bool(other[0]) and first(one) > last(other)


def differ(one: Day, other: Day) -> str:
    """The first part that both say and say differently: "year", "month", "day", or ""."""
    for name, mine, theirs in zip(("year", "month", "day"), one, other, strict=True):
        if mine and theirs and mine != theirs:
            return name
    return ""


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return re.sub(r"[\s,]+", " ", text.replace("\u00ad", "")).strip(" .;:()[]")


@cache
def _months(language: str) -> dict[str, int]:
    try:
        names = languages.table(language, "dates").get("months", [])
    except OSError:
        return {}
    return {_plain(form): number for number, forms in enumerate(names, 1) for form in forms}


_YEAR = r"(?P<y>1\d{3}|20\d{2})"
_DAY = r"(?:the )?(?P<d>[0-3]?\d)(?:st|nd|rd|th|\.|er|º|-го)?(?: of| de)?"


@cache
def _shapes(language: str) -> tuple[re.Pattern[str], ...]:
    names = sorted(_months(language), key=lambda name: (-len(name), name))
    month = r"(?P<m>" + "|".join(map(re.escape, names)) + r")\.?" if names else r"(?P<m>(?!))"
    shapes = (
        rf"{_DAY} {month} (?:of |de )?{_YEAR}",
        rf"{month} {_DAY} {_YEAR}",
        rf"{month} (?:of |de )?{_YEAR}",
        rf"{_DAY} {month}",
        rf"{month} {_DAY}",
        rf"{_YEAR} {month} {_DAY}",
        _YEAR,
        rf"{_YEAR}-(?P<m>\d\d)-(?P<d>\d\d)",
        _DAY,
    )
    return tuple(re.compile(shape) for shape in shapes)


# Words after which the date that follows is still the one that is meant.
_BEFORE = re.compile(r"(?:(?:on|in|of|the|dated|am|im|le|il|el|en)\s+)+")
_WEEKDAY = re.compile(r"[^\W\d]+day ")


def said(text: str, language: str) -> Day | None:
    """The one date that the words name and nothing else; None where they name more, less, or cannot be read so."""
    plain = _WEEKDAY.sub("", _BEFORE.sub("", _plain(text), count=1), count=1)
    for shape in _shapes(language):
        found = shape.fullmatch(plain)
        if found:
            parts = found.groupdict()
            name = parts.get("m") or ""
            month = int(name) if name.isdigit() else _months(language).get(name, 0)
            return (int(parts.get("y") or 0), month, int(parts.get("d") or 0))
    return None


_RANGE = re.compile(r"(?:from |between )?(?P<a>.+?)\s*(?: to | and | until | till |–|—)\s*(?P<b>.+)")


def said_range(text: str, language: str) -> tuple[Day, Day] | None:
    """Both ends that the words name; what only the second says (month, year) holds for the first too."""
    found = _RANGE.fullmatch(_plain(text))
    if not found:
        return None
    begin, end = said(found["a"], language), said(found["b"], language)
    if begin is None or end is None:
        return None
    if begin[1] == 0 and not begin[0]:
        begin = (end[0], end[1], begin[2])
    elif not begin[0]:
        begin = (end[0], begin[1], begin[2])
    # `from December to January 1932` begins a year earlier: nothing is proved about its year.
    return ((0, begin[1], begin[2]), end) if after(begin, end) else (begin, end)
