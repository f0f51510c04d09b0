"""Feasts that stand for a day: Christmas 1914, Lady Day 1743, Whit Monday 1871."""

from __future__ import annotations

from pecia.languages.dates.calendar import Moment, day_number, from_day_number
from pecia.languages.dates.grammar import Found
from pecia.languages.dates.items import finished, named_year, single
from pecia.languages.dates.lexicon import Lexicon
from pecia.languages.dates.readings import Reading

_REFORM, _BRITAIN = 1583, 1753
"""The first whole year of the Gregorian calendar, and the first in which Britain, too, kept Easter by it."""


def feast_form(found: Found, lexicon: Lexicon) -> list[Reading]:
    """A feast with its year. Its value in dates.toml is a day, "12-25", or how many days after Easter it is.

    From 1583 to 1752 Easter was on two days, as the country was: where the text does not say which, the value has both.
    """
    year, short = named_year(found)
    at = found.at("feast")
    value = found.tokens.values[at] if at is not None else ""
    if isinstance(value, str):
        month, day = map(int, value.split("-"))
        return finished([single(found, Moment(year, month, day, short=short))], found, lexicon)
    if year is None:
        return []
    days = [_shifted(easter(year, julian=julian), value, julian=julian) for julian in _calendars(year)]
    reading = single(found, min(days, key=_order))
    if len(set(days)) > 1:
        reading = Reading(reading.start, reading.end, "day", min(days, key=_order), max(days, key=_order), "bounds")
    return finished([reading], found, lexicon)


def _calendars(year: int) -> tuple[bool, ...]:
    if year < _REFORM:
        return (True,)
    return (True, False) if year < _BRITAIN else (False,)


def _order(moment: Moment) -> tuple[int, int]:
    return moment.month or 0, moment.day or 0


def _shifted(day: Moment, days: int, *, julian: bool) -> Moment:
    start = day_number(day.year or 0, day.month or 1, day.day or 1, julian=julian)
    return Moment(*from_day_number(start + days, julian=julian))


def easter(year: int, *, julian: bool) -> Moment:
    """Easter Sunday, in the calendar by which it is reckoned (J. Meeus, Astronomical Algorithms, 1991, ch. 8)."""
    if julian:
        d = (19 * (year % 19) + 15) % 30
        e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        return Moment(year, month, day + 1)
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return Moment(year, month, (h - m + r + month + 19) % 32)
