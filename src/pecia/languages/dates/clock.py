"""Times of day, and dates in numbers only."""

from __future__ import annotations

import re

from pecia.languages.dates.calendar import Moment
from pecia.languages.dates.lexicon import Lexicon

_UNIVERSAL = re.compile(r"(\d\d)(\d\d)Z")
_NUMBERS = re.compile(r"\d+")


def times(text: str, lexicon: Lexicon) -> tuple[str, str]:
    """A time as written, or the two ends of a stretch of it, as `hh:mm:ss`; "" for what is not there or cannot be."""
    plain = " ".join(text.lower().split())
    named = lexicon.hours.get(plain) or lexicon.hours.get(plain.rstrip("."))
    if named in ("noon", "midnight"):
        return ("12:00:00" if named == "noon" else "00:00:00"), ""
    if universal := _UNIVERSAL.fullmatch(text.rstrip(".")):
        return _written(int(universal[1]), int(universal[2]), "Z"), ""
    parts = [match.groups() for match in lexicon.clock.finditer(text)][:2]
    marks = [lexicon.hours.get((mark or "").lower(), "") for _, _, mark in parts]
    last = marks[-1] if marks else ""
    clock = zip(parts, marks, strict=True)
    read = [_of(int(hour), int(minute or 0), mark or last) for (hour, minute, _), mark in clock]
    return (read[0] if read else ""), (read[1] if len(read) > 1 else "")


def _of(hour: int, minute: int, mark: str) -> str:
    if mark == "evening" and hour < 12:
        hour += 12
    if mark == "morning" and hour == 12:
        hour = 0
    return _written(hour, minute, "")


def _written(hour: int, minute: int, zone: str) -> str:
    return f"{hour:02d}:{minute:02d}:00{zone}" if hour < 24 and minute < 60 else ""


def iso_day(text: str) -> Moment:
    year, month, day = text.partition("T")[0].split("-")
    return Moment(int(year), int(month), int(day))


def day_and_month(text: str) -> Moment | None:
    """A diary's 9/9 or 24. 12.: the day, then the month; None when it can be no date."""
    day, month = map(int, _NUMBERS.findall(text))
    return Moment(None, month, day) if 1 <= day <= 31 and 1 <= month <= 12 else None


def numeric(text: str, order: str) -> tuple[Moment, tuple[str, ...]] | None:
    """A date such as 23.9.1932 or 9/23/32, and the doubts about it; None when it can be no date.

    Points are read day first everywhere; between strokes the language's order counts, and either one only
    where both numbers could be the month is it doubtful.
    """
    a, b, year = map(int, _NUMBERS.findall(text))
    day_first = "." in text or order == "dmy"
    if a > 12 or b > 12:
        day_first = a > 12
    day, month = (a, b) if day_first else (b, a)
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    doubtful = "." not in text and a <= 12 and b <= 12 and a != b
    doubts = ("order",) if doubtful else ()
    long = len(_NUMBERS.findall(text)[2]) == 4
    return Moment(year if long else None, month, day, short=None if long else year), doubts
