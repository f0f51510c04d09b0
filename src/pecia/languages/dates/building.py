"""What each form of a date means: a form that was found becomes readings, one for each date in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pecia.languages.dates.calendar import Moment
from pecia.languages.dates.feasts import feast_form
from pecia.languages.dates.figures import bare_form, dual_form, iso_form, numeric_form
from pecia.languages.dates.grammar import Found
from pecia.languages.dates.items import Item, completed, finished, listed, named_year, single, spread
from pecia.languages.dates.lexicon import Lexicon
from pecia.languages.dates.readings import Reading

Build = Callable[[Found, Lexicon], list[Reading]]


def _days(found: Found, lexicon: Lexicon) -> list[Reading]:
    year, short = named_year(found)
    month = found.number("month")
    if found.at("ordinal") is not None:
        at = found.at("ordinal") or 0
        items = [Item(at, at + 1, found.number("ordinal") or 0, None)]
    else:
        items = listed(found, "days", "DO")

    def moment(day: int) -> Moment:
        return Moment(year, month, day, short=short)

    moments = [(moment(item.first), None if item.last is None else moment(item.last)) for item in items]
    readings = spread(found, items, moments, "day")
    if found.at("short") is not None:
        readings = [reading.doubting("short") for reading in readings]
    return finished(readings, found, lexicon)


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
    year, short = named_year(found) if found.form == "months" else (None, None)
    items = listed(found, "months", "M")

    def moment(month: int) -> Moment:
        return Moment(year, month, short=short)

    moments = [(moment(item.first), None if item.last is None else moment(item.last)) for item in items]
    moments = [(_turned(first, last), last) for first, last in moments]
    readings = spread(found, items, moments, "month")
    return finished([_with_parts(readings[0], found), *readings[1:]], found, lexicon)


def _turned(first: Moment, last: Moment | None) -> Moment:
    """December to January 1933 began the year before."""
    if last is None or first.year is None or (last.month or 0) >= (first.month or 0):
        return first
    return replace(first, year=first.year - 1)


def _seasons(found: Found, lexicon: Lexicon) -> list[Reading]:
    year, short = (None, None) if found.form == "season" else _year_of_season(found)
    items = listed(found, "seasons", "S")

    def moment(season: int) -> Moment:
        return Moment(year, extent="season", season=season, short=short)

    moments = [(moment(item.first), None if item.last is None else moment(item.last)) for item in items]
    readings = spread(found, items, moments, "season")
    if year is not None and found.codes("year") == "Y" and items[-1].first == 3:
        # The winter of 1941 began in that year more often than not, but who knows.
        readings = [reading.doubting("winter") for reading in readings]
    return finished([_with_parts(readings[0], found), *readings[1:]], found, lexicon)


def _year_of_season(found: Found) -> tuple[int | None, int | None]:
    at = found.at("year")
    if at is None:
        return None, found.number("apostrophe")
    year = found.tokens.values[at]
    return (year if isinstance(year, int) else None), None


def _centuries(found: Found, lexicon: Lexicon) -> list[Reading]:
    short = found.at("abbreviated")
    if short is not None and found.tokens.word(short) not in ("c.", "c"):
        return []
    before = found.codes("era") == "g"
    items = listed(found, "centuries", "UOD")

    def moment(number: int) -> Moment:
        return Moment(-100 * number if before else 100 * (number - 1), extent="century")

    items = [items[0], *(_with_own_part(item, found) for item in items[1:])]
    moments = [(moment(item.first), None if item.last is None else moment(item.last)) for item in items]
    readings = spread(found, items, moments, "century")
    own = [_in_part(reading, found, item) for reading, item in zip(readings[1:], items[1:], strict=False)]
    return finished([_with_parts(readings[0], found), *own], found, lexicon)


def _with_own_part(item: Item, found: Found) -> Item:
    """The item from its own adjective on: the early in "late 19th and early 20th century"."""
    before = found.tokens.codes[item.start - 2 : item.start]
    return replace(item, start=item.start - (1 if before.endswith("Q") else 2 if before == "Q-" else 0))


def _in_part(reading: Reading, found: Found, item: Item) -> Reading:
    if found.tokens.codes[item.start] != "Q":
        return reading
    return replace(reading, first=replace(reading.first, part=str(found.tokens.values[item.start])))


def _decade(found: Found, lexicon: Lexicon) -> list[Reading]:
    number = found.number("decade", "decade_") or 0
    long = number >= 1000
    extent = "hundred" if long and number % 100 == 0 and number < 1900 else "decade"
    moment = Moment(number if long else None, extent=extent, short=None if long else number)
    item = Item(found.start, found.end, number, None)
    return finished([_with_parts(spread(found, [item], [(moment, None)], "decade")[0], found)], found, lexicon)


def _era(found: Found, lexicon: Lexicon) -> list[Reading]:
    at = found.at("era", "era_")
    number = found.number("number", "number_")
    if at is None or number is None:
        return []
    sign = -1 if found.tokens.codes[at] == "g" else 1
    second = found.number("second") if found.at("second") is not None else None
    item = Item(found.start, found.end, number, second)
    last = None if second is None else Moment(sign * second)
    return finished(spread(found, [item], [(Moment(sign * number), last)], "year"), found, lexicon)


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
    readings = spread(replace(found, end=end), [item], [(moment, last)], "year")
    return finished([_with_parts(readings[0], found)], found, lexicon)


def _short_year(found: Found, lexicon: Lexicon) -> list[Reading]:
    return [single(found, Moment(short=found.number("apostrophe")), "year").doubting("short")]


def _counted(found: Found, lexicon: Lexicon) -> list[Reading]:
    count = found.number("count") or 1
    sign = 1 if found.codes("direction") in ("l", "h") else -1
    return [replace(single(found, Moment(), "relative"), relation=(found.word("unit"), sign * count))]


def _in_order(found: Found, lexicon: Lexicon) -> list[Reading]:
    """[5 June] 1841, and 1841 June 5."""
    day = found.number("days", "day")
    year, _ = named_year(found)
    moment = Moment(year, found.number("month"), day)
    return finished([single(found, moment, "day" if day else "month")], found, lexicon)


def _turn(found: Found, lexicon: Lexicon) -> list[Reading]:
    """The turn of the century: of the one that the text has reached."""
    if found.word("turn") != "turn":
        return []
    return [replace(single(found, Moment(), "relative"), relation=("turn", 0))]


def _within(found: Found, lexicon: Lexicon) -> list[Reading]:
    """August of that year, the autumn of the same year, 3 January of the following year."""
    if found.word("unit") != "year":
        return []
    step = {"F": 1, "p": -1}.get(found.codes("step"), 0)
    month, day = found.number("month"), found.number("days", "day")
    season = found.number("season")
    moment = Moment(month=month, day=day) if season is None else Moment(extent="season", season=season)
    reading = replace(single(found, moment, "relative"), relation=("within", step))
    return [_with_parts(reading, found)]


def _nth(found: Found, lexicon: Lexicon) -> list[Reading]:
    """The 23rd, of the month that the text has reached; the 5th inst., ult. or prox. of a letter."""
    step = {"ultimo": -1, "proximo": 1}.get(found.word("which", "which_", "told_which"), 0)
    reading = single(found, Moment(day=found.number("day", "day_", "named", "told")), "relative")
    return [replace(reading, relation=("nth", step))]


def _anaphor(found: Found, lexicon: Lexicon) -> list[Reading]:
    """That year, the same month, the following September: the text before says which."""
    step = {"F": 1, "p": -1}.get(found.codes("step") or found.codes("step_"), 0)
    code = found.codes("unit") or "j"
    if code == "j":
        return [replace(single(found, Moment(), "relative"), relation=(found.word("unit", "unit_"), step))]
    number = found.number("unit") or 0
    if code == "X":
        return [replace(single(found, Moment(), "relative"), relation=("weekday", step), weekday=number)]
    moment = Moment(month=number) if code == "M" else Moment(extent="season", season=number)
    return [replace(single(found, moment, "relative"), relation=("named", step))]


BUILDERS: dict[str, Build] = {
    "iso": iso_form, "numeric": numeric_form, "dual": dual_form, "day_month": _days, "month_day": _days,
    "months": _months,
    "month": _months, "seasons": _seasons, "season": _seasons, "centuries": _centuries, "decade": _decade, "era": _era,
    "years": _years, "short_year": _short_year, "counted": _counted, "nth": _nth,
    "bare": bare_form, "same": _anaphor, "next": _anaphor, "feast": feast_form, "turn": _turn,
    "within": _within, "supplied": _in_order, "year_first": _in_order,
}  # fmt: skip
