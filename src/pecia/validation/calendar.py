"""Dates as intervals of days: what a W3C value in an attribute says, and what the date's own words say.

The words are read by the book by which annotators read them, `languages.dates`.

A date is a triple (year, month, day) with 0 for what is not said. Comparing is by what both sides say, so that
`17 January` and 1932-01-17 agree, and `1932` and 1932-01-17 too.
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import TypeAlias

from pecia.languages.dates import named
from pecia.languages.dates.calendar import Moment

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


def said(text: str, language: str) -> Day | None:
    """The one date that the words name and nothing else; None where they name more, less, or cannot be read so."""
    moments = named(text, language)
    return _day(moments[0]) if len(moments) == 1 else None


def said_range(text: str, language: str) -> tuple[Day, Day] | None:
    """Both ends that the words name; what only one says (month, year) holds for the other too."""
    moments = named(text, language)
    if len(moments) != 2:
        return None
    begin, end = map(_day, moments)
    # What ends before it begins proves nothing of its first year.
    return ((0, begin[1], begin[2]), end) if after(begin, end) else (begin, end)


def _day(moment: Moment) -> Day:
    return (moment.year or 0, moment.month or 0, moment.day or 0)
