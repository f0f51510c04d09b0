"""What every form of a date has in common: lists of days and months, the year, and what stands round them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pecia.languages.dates.calendar import Moment
from pecia.languages.dates.clock import times
from pecia.languages.dates.grammar import Found
from pecia.languages.dates.lexicon import Lexicon
from pecia.languages.dates.readings import JULIAN, Reading

_LINE = 70


@dataclass(frozen=True, slots=True)
class Item:
    """A day, month or season of a list, or two of them joined by a dash; `start` and `end` are tokens."""

    start: int
    end: int
    first: int
    last: int | None


def listed(found: Found, name: str, wanted: str) -> list[Item]:
    """What the list has, each with its tokens; the marks between them belong to none."""
    start, end = found.part(name)
    items: list[Item] = []
    joined = False
    for at in range(start, end):
        code, value = found.tokens.codes[at], found.tokens.values[at]
        if code in wanted and isinstance(value, int):
            if joined and items:
                items[-1] = replace(items[-1], end=at + 1, last=value)
            else:
                items.append(Item(at, at + 1, value, None))
            joined = False
        elif code in "->=/":
            joined = True
        elif code == "_" and items:
            items[-1] = replace(items[-1], end=at + 1)
    return items


def spread(found: Found, items: list[Item], moments: list[tuple[Moment, Moment | None]], form: str) -> list[Reading]:
    """A reading for each item: the first begins, and the last ends, with the whole form."""
    readings = []
    for number, (item, (first, last)) in enumerate(zip(items, moments, strict=True)):
        start = found.start if number == 0 else item.start
        end = found.end if number == len(items) - 1 else item.end
        while end - 1 > start and found.tokens.codes[end - 1] in "_,":
            end -= 1
        span = found.tokens.starts[start], found.tokens.ends[end - 1]
        readings.append(Reading(*span, form, first, last, "range" if last else ""))
    return either(readings, found)


def either(readings: list[Reading], found: Found) -> list[Reading]:
    """Two that are joined by "or" are one date, of which both ends are known."""
    if len(readings) == 2 and "o" in found.tokens.codes[found.start : found.end]:
        first, second = readings
        return [replace(first, end=second.end, last=second.last or second.first, mode="bounds")]
    return readings


def named_year(found: Found) -> tuple[int | None, int | None]:
    """The year that the form names, and its last two digits where it names no more. Of a dual year the later counts."""
    at = found.at("year", "supplied")
    if found.at("era") is not None:
        return _of_era(found), None
    if at is None:
        return None, found.number("apostrophe", "short")
    year = found.tokens.values[at]
    end = found.part("year" if found.at("supplied") is None else "supplied")[1]
    if not isinstance(year, int):
        return None, None
    if end - at == 3:
        later = completed(year, found.tokens.values[at + 2])
        return (later if later == year + 1 else year), None
    return year, None


def _of_era(found: Found) -> int | None:
    """The year of 44 BC, which is counted down."""
    at, number = found.at("era"), found.number("number")
    if at is None or number is None:
        return None
    return -number if found.tokens.codes[at] == "g" else number


def completed(year: int, number: int | str) -> int | None:
    """The second year of 1914–18, 1731/2 or 1914–1918; None when it is no later one."""
    if not isinstance(number, int):
        return None
    scale = 10 if number < 10 else 100
    later = number if number >= 1000 else year // scale * scale + number
    if number < 10 and later <= year:
        later = year // 100 * 100 + number
    if later <= year and year % 100 == 99 and number == 0:
        later = year + 1
    return later if later > year else None


def finished(readings: list[Reading], found: Found, lexicon: Lexicon) -> list[Reading]:
    """The readings with what stands round all of them: the calendar, the weekday, the time, "about"."""
    style = found.at("style", "style_")
    calendar = JULIAN if style is not None and found.tokens.codes[style] == "J" else ""
    named = found.number("weekday", "weekday_")
    readings = [replace(reading, calendar=calendar, weekday=named) for reading in readings]
    if found.at("approximate") is not None:
        readings = [reading.doubting("approximate") for reading in readings]
    at = found.at("time")
    if at is not None and readings:
        readings[-1] = timed(readings[-1], *times(found.tokens.word(at), lexicon))
    return readings


def timed(reading: Reading, first: str, last: str) -> Reading:
    if not first or reading.mode == "bounds":
        return reading
    if reading.last is not None:
        return replace(reading, last=replace(reading.last, time=first))
    end = replace(reading.first, time=last) if last else None
    return replace(reading, first=replace(reading.first, time=first), last=end, mode="range" if last else "")


def dateline(found: Found, at: int) -> bool:
    """True when a line ends with this token, and is as short as a dateline: only there "Jan 23d 44" has a year."""
    text, start, end = found.tokens.text, found.tokens.starts[at], found.tokens.ends[at]
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end, end + _LINE)
    line_end = len(text) if line_end < 0 else line_end
    return line_end - line_start <= _LINE and not text[end:line_end].strip(" .-:;,)]\t")


def single(found: Found, moment: Moment, form: str = "day") -> Reading:
    return spread(found, [Item(found.start, found.end, 0, None)], [(moment, None)], form)[0]
