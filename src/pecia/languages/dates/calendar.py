"""Moments of the calendar, more or less exactly known, and how W3C writes them.

Values are proleptic Gregorian, as `att.datable.w3c` wants them (TEI Guidelines, 14.4): what a text gives in Old Style
is converted. A year before Christ is written with a minus and the number that historians use: `-0056` is 56 BC.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SEASONS = ((3, 5), (6, 8), (9, 11), (12, 2))
_DAY = {"": (1, 31), "early": (1, 10), "mid": (11, 20), "late": (21, 31), "start": (1, 10), "end": (21, 31)}
_DAY |= {"half1": (1, 15), "half2": (16, 31)}
_DAY |= {"week1": (1, 7), "week2": (8, 14), "week3": (15, 21), "last": (25, 31)}
_DAY |= {"third1": (1, 10), "third2": (11, 20), "third3": (21, 31), "turn": (1, 31)}
_DAY |= {"quarter1": (1, 8), "quarter2": (9, 15), "quarter3": (16, 23), "quarter4": (24, 31)}
_MONTH = {"": (1, 12), "early": (1, 4), "mid": (5, 8), "late": (9, 12), "start": (1, 3), "end": (10, 12)}
_MONTH |= {"half1": (1, 6), "half2": (7, 12)}
_MONTH |= {"week1": (1, 1), "week2": (1, 1), "week3": (1, 1), "last": (12, 12)}
_MONTH |= {"third1": (1, 4), "third2": (5, 8), "third3": (9, 12), "turn": (1, 12)}
_MONTH |= {"quarter1": (1, 3), "quarter2": (4, 6), "quarter3": (7, 9), "quarter4": (10, 12)}
_YEAR = {"": (0, 9), "early": (0, 3), "mid": (4, 6), "late": (6, 9), "start": (0, 2), "end": (7, 9)}
_YEAR |= {"half1": (0, 4), "half2": (5, 9)}
_YEAR |= {"week1": (0, 0), "week2": (0, 0), "week3": (0, 0), "last": (9, 9)}
_YEAR |= {"third1": (0, 3), "third2": (3, 6), "third3": (7, 9), "turn": (-1, 1)}
_YEAR |= {"quarter1": (0, 2), "quarter2": (3, 4), "quarter3": (5, 7), "quarter4": (8, 9)}
_CENTURY = {"": (1, 100), "early": (1, 35), "mid": (35, 65), "late": (65, 100), "start": (1, 20), "end": (81, 100)}
_CENTURY |= {"half1": (1, 50), "half2": (51, 100)}
_CENTURY |= {"week1": (1, 1), "week2": (1, 1), "week3": (1, 1), "last": (100, 100)}
_CENTURY |= {"third1": (1, 33), "third2": (34, 67), "third3": (68, 100), "turn": (-4, 5)}
_CENTURY |= {"quarter1": (1, 25), "quarter2": (26, 50), "quarter3": (51, 75), "quarter4": (76, 100)}
_HUNDRED = {part: (low - 1, high - 1) for part, (low, high) in _CENTURY.items()}


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, month, year, season, decade or century, or the part of one that was named.

    `year` is the first year of a decade and, for a century, the year before its first (1800 for the nineteenth).
    None stands for what is not known. `short` is a year of two digits, whose century is not known yet.
    `time` is `hh:mm:ss`, with a `Z` where the text says so.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    extent: str = ""
    part: str = ""
    season: int = 0
    short: int | None = None
    time: str = ""

    @property
    def dated(self) -> bool:
        return self.year is not None

    def low(self) -> str:
        """The first day, month or year of it, as W3C writes it; "" where that takes a year that is not known."""
        return self._edge(0)

    def high(self) -> str:
        return self._edge(1)

    def _edge(self, side: int) -> str:
        if self.extent in ("decade", "hundred", "century"):
            return "" if self.year is None else _iso_year(self.year + _of(self)[side])
        if self.extent == "season":
            return self._season_edge(side)
        if self.part and self.month:
            day = min(_DAY[self.part][side], month_length(self.year, self.month))
            return iso(replace(self, part="", day=day))
        if self.part:
            return "" if self.year is None else iso(replace(self, part="", month=_MONTH[self.part][side]))
        return iso(self)

    def _season_edge(self, side: int) -> str:
        if self.year is None:
            return ""
        month = _SEASONS[self.season][side]
        year = self.year + (1 if self.season == 3 and side else 0)
        return iso(Moment(year, month))


def _of(moment: Moment) -> tuple[int, int]:
    if moment.extent == "hundred":
        return _HUNDRED[moment.part]
    table = _YEAR if moment.extent == "decade" else _CENTURY
    low, high = table[moment.part]
    # The fifth century B.C. runs from 500 to 401, and its years are counted down.
    return (low, high) if (moment.year or 0) >= 0 else (low - 1, high - 1)


def _iso_year(year: int) -> str:
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


def iso(moment: Moment) -> str:
    """The moment in W3C's form: YYYY-MM-DD, YYYY-MM, YYYY, or --MM-DD and --MM where the year is not known."""
    head = "-" if moment.year is None else _iso_year(moment.year)
    if moment.month is None:
        return "" if moment.year is None else head
    text = f"{head}-{moment.month:02d}"
    if moment.day is None:
        return text
    text += f"-{moment.day:02d}"
    return f"{text}T{moment.time}" if moment.time and moment.year is not None else text


def leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int | None, month: int) -> int:
    """The days of a month; February has 29 where the year is not known."""
    return 29 if month == 2 and (year is None or leap(year)) else _LENGTHS[month - 1]


def exists(moment: Moment, *, julian: bool = False) -> bool:
    """False for a day that the calendar does not have, such as 31 June. In the Julian one every fourth year is leap."""
    if moment.day is None or moment.month is None:
        return True
    if julian and moment.month == 2 and moment.year is not None and moment.year % 4 == 0:
        return 1 <= moment.day <= 29
    return 1 <= moment.day <= month_length(moment.year, moment.month)


def day_number(year: int, month: int, day: int, *, julian: bool = False) -> int:
    """The Julian day number at noon, by the usual integer formula."""
    shift = (14 - month) // 12
    y, m = year + 4800 - shift, month + 12 * shift - 3
    base = day + (153 * m + 2) // 5 + 365 * y + y // 4
    return base - 32083 if julian else base - y // 100 + y // 400 - 32045


def from_day_number(number: int, *, julian: bool = False) -> tuple[int, int, int]:
    """The year, month and day of a Julian day number, in the Gregorian calendar or the Julian one."""
    a = number + 32044
    b = 0 if julian else (4 * a + 3) // 146097
    c = number + 32082 if julian else a - 146097 * b // 4
    d = (4 * c + 3) // 1461
    e = c - 1461 * d // 4
    m = (5 * e + 2) // 153
    return 100 * b + d - 4800 + m // 10, m + 3 - 12 * (m // 10), e - (153 * m + 2) // 5 + 1


def gregorian(moment: Moment) -> Moment:
    """A day of the Julian calendar as the Gregorian one has it; anything less exact than a day stays."""
    if moment.year is None or moment.month is None or moment.day is None:
        return moment
    year, month, day = from_day_number(day_number(moment.year, moment.month, moment.day, julian=True))
    return replace(moment, year=year, month=month, day=day)


def weekday(moment: Moment, *, julian: bool = False) -> int | None:
    """1 for a Monday up to 7 for a Sunday; None where the day is not fully known."""
    if moment.year is None or moment.month is None or moment.day is None:
        return None
    return day_number(moment.year, moment.month, moment.day, julian=julian) % 7 + 1


_DAYS = {"week": 7, "fortnight": 14}


def moved(moment: Moment, unit: str, count: int) -> Moment | None:
    """The moment so many years, months, weeks or days on, as exact as the unit; None where that cannot be said."""
    if moment.year is None:
        return None
    if unit == "year":
        return Moment(moment.year + count)
    if moment.month is None:
        return None
    if unit == "month":
        months = moment.year * 12 + moment.month - 1 + count
        return Moment(months // 12, months % 12 + 1)
    if moment.day is None:
        return None
    days = count * _DAYS.get(unit, 1)
    return Moment(*from_day_number(day_number(moment.year, moment.month, moment.day) + days))
