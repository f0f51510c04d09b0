"""What each form of a date means: a form that was found becomes readings, one for each date in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pecia.languages.dates.calendar import Moment, day_number
from pecia.languages.dates.clock import day_and_month, iso_day, numeric, times
from pecia.languages.dates.grammar import Found
from pecia.languages.dates.lexicon import Lexicon
from pecia.languages.dates.readings import BOTH, JULIAN, Reading

_LINE = 70

Build = Callable[[Found, Lexicon], list[Reading]]


@dataclass(frozen=True, slots=True)
class Item:
    """A day, month or season of a list, or two of them joined by a dash; `start` and `end` are tokens."""

    start: int
    end: int
    first: int
    last: int | None


def _items(found: Found, name: str, wanted: str) -> list[Item]:
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


def _spread(found: Found, items: list[Item], moments: list[tuple[Moment, Moment | None]], form: str) -> list[Reading]:
    """A reading for each item: the first begins, and the last ends, with the whole form."""
    readings = []
    for number, (item, (first, last)) in enumerate(zip(items, moments, strict=True)):
        start = found.start if number == 0 else item.start
        end = found.end if number == len(items) - 1 else item.end
        while end - 1 > start and found.tokens.codes[end - 1] in "_,":
            end -= 1
        span = found.tokens.starts[start], found.tokens.ends[end - 1]
        readings.append(Reading(*span, form, first, last, "range" if last else ""))
    return _either(readings, found)


def _either(readings: list[Reading], found: Found) -> list[Reading]:
    """Two that are joined by "or" are one date, of which both ends are known."""
    if len(readings) == 2 and "o" in found.tokens.codes[found.start : found.end]:
        first, second = readings
        return [replace(first, end=second.end, last=second.last or second.first, mode="bounds")]
    return readings


def _year(found: Found) -> tuple[int | None, int | None]:
    """The year that the form names, and its last two digits where it names no more. Of a dual year the later counts."""
    at = found.at("year")
    if at is None:
        return None, found.number("apostrophe", "short")
    year = found.tokens.values[at]
    end = found.part("year")[1]
    if not isinstance(year, int):
        return None, None
    if end - at == 3:
        later = completed(year, found.tokens.values[at + 2])
        return (later if later == year + 1 else year), None
    return year, None


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


def _finished(readings: list[Reading], found: Found, lexicon: Lexicon) -> list[Reading]:
    """The readings with what stands round all of them: the calendar, the weekday, the time, "about"."""
    style = found.at("style", "style_")
    calendar = JULIAN if style is not None and found.tokens.codes[style] == "J" else ""
    named = found.number("weekday", "weekday_")
    readings = [replace(reading, calendar=calendar, weekday=named) for reading in readings]
    if found.at("approximate") is not None:
        readings = [reading.doubting("approximate") for reading in readings]
    at = found.at("time")
    if at is not None and readings:
        readings[-1] = _timed(readings[-1], *times(found.tokens.word(at), lexicon))
    return readings


def _timed(reading: Reading, first: str, last: str) -> Reading:
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


def _days(found: Found, lexicon: Lexicon) -> list[Reading]:
    year, short = _year(found)
    month = found.number("month")
    if found.at("ordinal") is not None:
        at = found.at("ordinal") or 0
        items = [Item(at, at + 1, found.number("ordinal") or 0, None)]
    else:
        items = _items(found, "days", "DO")

    def moment(day: int) -> Moment:
        return Moment(year, month, day, short=short)

    moments = [(moment(item.first), None if item.last is None else moment(item.last)) for item in items]
    readings = _spread(found, items, moments, "day")
    if found.at("short") is not None:
        readings = [reading.doubting("short") for reading in readings]
    return _finished(readings, found, lexicon)


def _parts(found: Found) -> tuple[str, str]:
    """The parts of a period that are named: early and mid in "early and mid-1920s"."""
    if found.at("noun") is not None:
        return found.word("noun"), ""
    start, end = found.part("part") if found.at("part") is not None else (0, 0)
    named = [str(found.tokens.values[at]) for at in range(start, end) if found.tokens.codes[at] == "Q"]
    return (named[0] if named else ""), (named[1] if len(named) > 1 else "")


def _with_parts(reading: Reading, found: Found) -> Reading:
    one, other = _parts(found)
    if not one:
        return reading
    last = reading.last
    if other:
        last = replace(last or reading.first, part=other)
    return replace(reading, first=replace(reading.first, part=one), last=last, mode="bounds" if other else reading.mode)


def _months(found: Found, lexicon: Lexicon) -> list[Reading]:
    year, short = _year(found) if found.form == "months" else (None, None)
    items = _items(found, "months", "M")

    def moment(month: int) -> Moment:
        return Moment(year, month, short=short)

    moments = [(moment(item.first), None if item.last is None else moment(item.last)) for item in items]
    moments = [(_turned(first, last), last) for first, last in moments]
    readings = _spread(found, items, moments, "month")
    return _finished([_with_parts(readings[0], found), *readings[1:]], found, lexicon)


def _turned(first: Moment, last: Moment | None) -> Moment:
    """December to January 1933 began the year before."""
    if last is None or first.year is None or (last.month or 0) >= (first.month or 0):
        return first
    return replace(first, year=first.year - 1)


def _seasons(found: Found, lexicon: Lexicon) -> list[Reading]:
    year, short = (None, None) if found.form == "season" else _year_of_season(found)
    items = _items(found, "seasons", "S")

    def moment(season: int) -> Moment:
        return Moment(year, extent="season", season=season, short=short)

    moments = [(moment(item.first), None if item.last is None else moment(item.last)) for item in items]
    readings = _spread(found, items, moments, "season")
    if year is not None and found.codes("year") == "Y" and items[-1].first == 3:
        # The winter of 1941 began in that year more often than not, but who knows.
        readings = [reading.doubting("winter") for reading in readings]
    return _finished([_with_parts(readings[0], found), *readings[1:]], found, lexicon)


def _year_of_season(found: Found) -> tuple[int | None, int | None]:
    at = found.at("year")
    if at is None:
        return None, found.number("apostrophe")
    year = found.tokens.values[at]
    return (year if isinstance(year, int) else None), None


def _centuries(found: Found, lexicon: Lexicon) -> list[Reading]:
    before = found.codes("era") == "g"
    items = _items(found, "centuries", "UO")

    def moment(number: int) -> Moment:
        return Moment(-100 * number if before else 100 * (number - 1), extent="century")

    moments = [(moment(item.first), None if item.last is None else moment(item.last)) for item in items]
    readings = _spread(found, items, moments, "century")
    return _finished([_with_parts(readings[0], found), *readings[1:]], found, lexicon)


def _decade(found: Found, lexicon: Lexicon) -> list[Reading]:
    number = found.number("decade", "decade_") or 0
    long = number >= 1000
    extent = "hundred" if long and number % 100 == 0 and number < 1900 else "decade"
    moment = Moment(number if long else None, extent=extent, short=None if long else number)
    item = Item(found.start, found.end, number, None)
    return _finished([_with_parts(_spread(found, [item], [(moment, None)], "decade")[0], found)], found, lexicon)


def _era(found: Found, lexicon: Lexicon) -> list[Reading]:
    at = found.at("era", "era_")
    number = found.number("number", "number_")
    if at is None or number is None or not found.tokens.word(at).replace(".", "").replace(" ", "").isupper():
        return []
    year = -number if found.tokens.codes[at] == "g" else number
    item = Item(found.start, found.end, number, None)
    return _finished(_spread(found, [item], [(Moment(year), None)], "year"), found, lexicon)


def _years(found: Found, lexicon: Lexicon) -> list[Reading]:
    at, end = found.part("years")
    year = found.number("years") or 0
    moment, last = Moment(year), None
    if end - at == 3:
        joined = found.tokens.codes[at + 1] != "=" or found.tokens.ends[at] == found.tokens.starts[at + 2] - 1
        second = found.tokens.values[at + 2]
        later = completed(year, second) if joined else None
        if isinstance(second, int) and second > 1000 and joined:
            last = Moment(second)
        elif later is not None:
            last = Moment(later)
        elif found.tokens.word(at + 1) == "-" and found.tokens.word(at + 2).startswith("0"):
            moment = Moment(year, int(found.tokens.word(at + 2)))
        else:
            end = at + 1
    item = Item(at, end, year, None)
    readings = _spread(replace(found, end=end), [item], [(moment, last)], "year")
    return _finished([_with_parts(readings[0], found)], found, lexicon)


def _single(found: Found, moment: Moment, form: str = "day") -> Reading:
    return _spread(found, [Item(found.start, found.end, 0, None)], [(moment, None)], form)[0]


def _iso(found: Found, lexicon: Lexicon) -> list[Reading]:
    return _finished([_single(found, iso_day(found.word("iso")))], found, lexicon)


def _numeric(found: Found, lexicon: Lexicon) -> list[Reading]:
    read = numeric(found.word("numeric"), lexicon.order)
    if read is None:
        return []
    return _finished([_single(found, read[0]).doubting(*read[1])], found, lexicon)


def _bare(found: Found, lexicon: Lexicon) -> list[Reading]:
    moment = day_and_month(found.word("bare"))
    return [_single(found, moment)] if moment else []


def _dual(found: Found, lexicon: Lexicon) -> list[Reading]:
    """A day in both calendars, such as 25 October (7 November) 1917: as far apart as the calendars are."""
    name = "days" if found.codes("days") else "months"
    days, months = _items(found, name, "DO"), _items(found, name, "M")
    numbers = [n for item in days for n in (item.first, item.last) if n is not None]
    names = [n for item in months for n in (item.first, item.last) if n is not None]
    year = found.number("year", "year_")
    if len(numbers) != 2 or year is None:
        return []
    old, new = Moment(year, names[0], numbers[0]), Moment(year, names[-1], numbers[1])
    if names[0] == 12 and names[-1] == 1:
        new = replace(new, year=year + 1)
    reading = _single(found, new)
    return [replace(reading, calendar=BOTH)] if _same_day(old, new) else []


def _same_day(old: Moment, new: Moment) -> bool:
    days = [day_number(m.year or 0, m.month or 1, m.day or 1, julian=m is old) for m in (old, new)]
    return days[0] == days[1]


def _short_year(found: Found, lexicon: Lexicon) -> list[Reading]:
    return [_single(found, Moment(short=found.number("apostrophe")), "year").doubting("short")]


def _counted(found: Found, lexicon: Lexicon) -> list[Reading]:
    count = found.number("count") or 1
    sign = 1 if found.codes("direction") == "l" else -1
    return [replace(_single(found, Moment(), "relative"), relation=(found.word("unit"), sign * count))]


def _nth(found: Found, lexicon: Lexicon) -> list[Reading]:
    """The 23rd, of the month that the text has reached; the 5th inst., ult. or prox. of a letter."""
    step = {"ultimo": -1, "proximo": 1}.get(found.word("which", "which_"), 0)
    reading = _single(found, Moment(day=found.number("day", "day_")), "relative")
    return [replace(reading, relation=("nth", step))]


def _anaphor(found: Found, lexicon: Lexicon) -> list[Reading]:
    """That year, the same month, the following September: the text before says which."""
    step = {"F": 1, "p": -1}.get(found.codes("step") or found.codes("step_"), 0)
    code = found.codes("unit") or "j"
    if code == "j":
        return [replace(_single(found, Moment(), "relative"), relation=(found.word("unit", "unit_"), step))]
    number = found.number("unit") or 0
    moment = Moment(month=number) if code == "M" else Moment(extent="season", season=number)
    return [replace(_single(found, moment, "relative"), relation=("named", step))]


BUILDERS: dict[str, Build] = {
    "iso": _iso, "numeric": _numeric, "dual": _dual, "day_month": _days, "month_day": _days, "months": _months,
    "month": _months, "seasons": _seasons, "season": _seasons, "centuries": _centuries, "decade": _decade, "era": _era,
    "years": _years, "short_year": _short_year, "counted": _counted, "nth": _nth, "bare": _bare, "same": _anaphor, "next": _anaphor,
}  # fmt: skip
