"""The dates, times and durations of XML Schema Part 2 (3.2.6 to 3.2.14), by a calendar without beginning or end."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pecia.relaxng.limits import Order

_ZONE = r"(?P<zone>Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?"
_YEAR = r"(?P<year>-?(?:[1-9][0-9]*)?[0-9]{4})"
_MONTH, _DAY = r"(?P<month>[0-9]{2})", r"(?P<day>[0-9]{2})"
_TIME = r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2}(?:\.[0-9]+)?)"
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_HALF_DAY = 14 * 3600
"""How far a moment without a time zone may be from where it seems (3.2.7.4)."""
_MOST_DIGITS = 300
"""A year, or a second, with more digits is refused: nobody can mean it, and arithmetic on it has no bound."""


@dataclass(frozen=True, slots=True)
class Moment:
    read: Callable[[str, Mapping[str, str]], Any]
    order: Order


def _moment(shape: str) -> Moment:
    """The form is (seconds since the year 0, whether a time zone is given); what is not said is as in the year 4."""
    compiled = re.compile(shape + _ZONE)

    def read(text: str, context: Mapping[str, str]) -> Any:
        found = compiled.fullmatch(text) if len(text) < _MOST_DIGITS else None
        if found is None:
            return None
        said = found.groupdict()
        year = _year(said.get("year") or "0004")
        month, day = int(said.get("month") or 1), int(said.get("day") or 1)
        seconds = _seconds(said)
        zone = _shift(said["zone"])
        if year is None or seconds is None or zone is None or not _in_calendar(year, month, day):
            return None
        return (_days_before(year, month, day) * 86400 + seconds - zone, said["zone"] is not None)

    return Moment(read, _earlier)


def _year(text: str) -> int | None:
    """Years without a gap: the year before 0001 is -0001, here 0. There is no year 0000."""
    year = int(text)
    return None if year == 0 else year + 1 if year < 0 else year


def _seconds(said: Mapping[str, str | None]) -> Fraction | None:
    """Of the day; the last moment may be written 24:00:00."""
    hour, minute, second = (said.get(part) or "0" for part in ("hour", "minute", "second"))
    whole = int(hour) * 3600 + int(minute) * 60 + Fraction(second)
    inside = int(hour) < 24 and int(minute) < 60 and Fraction(second) < 60
    return whole if inside or whole == 86400 == int(hour) * 3600 else None


def _shift(zone: str | None) -> int | None:
    if zone is None or zone == "Z":
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[4:6])
    return None if minutes > 14 * 60 else (-minutes if zone[0] == "-" else minutes) * 60


def _in_calendar(year: int, month: int, day: int) -> bool:
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
        return False
    return (month, day) != (2, 29) or _leap(year)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_before(year: int, month: int, day: int) -> int:
    """Days since the first day of the year 0, by the Gregorian calendar."""
    past = year - 1
    leaps = past // 4 - past // 100 + past // 400
    months = sum(_DAYS[: month - 1]) - (1 if month > 2 and not _leap(year) else 0)
    return year * 365 + leaps + months + day


def _earlier(one: Any, other: Any) -> bool:
    if one[1] == other[1]:
        return bool(one[0] < other[0])
    return bool(one[0] + _HALF_DAY < other[0])


_DURATION = re.compile(
    r"(-?)P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?", re.ASCII
)
_STARTS = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))
"""The months that decide which of two durations is longer (3.2.6.2)."""


def _duration(text: str, context: Mapping[str, str]) -> Any:
    """(months, seconds)."""
    found = _DURATION.fullmatch(text) if len(text) < _MOST_DIGITS else None
    if found is None:
        return None
    years, months, days, hours, minutes = (int(part or 0) for part in found.groups()[1:6])
    seconds = ((days * 24 + hours) * 60 + minutes) * 60 + Fraction(found[7] or 0)
    sign = -1 if found[1] else 1
    return (sign * (years * 12 + months), sign * seconds)


def _shorter(one: Any, other: Any) -> bool:
    return all(_after(start, one) < _after(start, other) for start in _STARTS)


def _after(start: tuple[int, int], duration: Any) -> Fraction:
    year, month = divmod(start[0] * 12 + start[1] - 1 + duration[0], 12)
    return Fraction(_days_before(year, month + 1, 1) * 86400) + Fraction(duration[1])


MOMENTS = {
    "dateTime": _moment(f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}"),
    "date": _moment(f"{_YEAR}-{_MONTH}-{_DAY}"),
    "time": _moment(_TIME),
    "gYearMonth": _moment(f"{_YEAR}-{_MONTH}"),
    "gYear": _moment(_YEAR),
    "gMonthDay": _moment(f"--{_MONTH}-{_DAY}"),
    "gMonth": _moment(f"--{_MONTH}"),
    "gDay": _moment(f"---{_DAY}"),
    "duration": Moment(_duration, _shorter),
}
