"""Dates that were written together: ranges, lists, and what one of them lends to the others.

In `28 September to 2 October 1932` the first has the year of the second; `between March and May 1932` is one date that
lies somewhere between two; `1936, 1937, and 1938` are three.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pecia.languages.dates.building import BUILDERS
from pecia.languages.dates.calendar import Moment
from pecia.languages.dates.figures import same_day
from pecia.languages.dates.grammar import Found, again, found
from pecia.languages.dates.items import dateline
from pecia.languages.dates.lexicon import Lexicon, Tokens, lexicon, tokens
from pecia.languages.dates.readings import Attributes, Reading, attributes

_RANGE = re.compile(r"[->]t?|,>t?")
_LIST = re.compile(r",|,?&t?")
_EITHER = re.compile(r",?ot?")
# A list of dates that goes on for longer is a table: its members lend each other nothing.
_LONGEST = 30
_PLAIN = frozenset({"day", "month", "year", "season", "decade", "century"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """Readings that were written together, with the tokens that they take (half-open).

    `forms` are the forms of the grammar that it was made of, in their order.
    """

    forms: tuple[str, ...]
    start: int
    end: int
    readings: tuple[Reading, ...]


def phrases(text: str, language: str) -> tuple[Tokens, list[Phrase]]:
    """Whatever could be dates in the text, from left to right, with its tokens. Not every one need be a date."""
    words = lexicon(language)
    cut = tokens(text, language)
    linked: list[Phrase] = []
    for one in found(cut):
        one, readings = _built(one, words)
        if not readings:
            continue
        phrase = _between(Phrase((one.form,), one.start, one.end, tuple(readings)), cut)
        joined = _joined(linked[-1], phrase, cut) if linked else None
        if joined is None:
            linked.append(phrase)
        else:
            linked[-1] = joined
    return cut, linked


def _built(one: Found, words: Lexicon) -> tuple[Found, list[Reading]]:
    """The readings of a form. What looks like a day in two calendars may be two days all the same."""
    at = one.at("short")
    if at is not None and not dateline(one, at):
        one = again(one, one.form, at)
    readings = BUILDERS[one.form](one, words)
    if readings or one.form not in ("dual", "within"):
        return one, readings
    for form in ("day_month", "month_day", "month", "season"):
        other = again(one, form)
        if other is not one:
            return other, BUILDERS[form](other, words)
    return one, []


def _opening(phrase: Phrase, cut: Tokens) -> int | None:
    """The token of a "between" that stands right before, an article aside."""
    before = cut.codes[max(0, phrase.start - 2) : phrase.start]
    if before.endswith("B"):
        return phrase.start - 1
    return phrase.start - 2 if before == "Bt" else None


def _between(phrase: Phrase, cut: Tokens) -> Phrase:
    """Two dates after "between" become one that lies between them."""
    opening = _opening(phrase, cut)
    if opening is None or len(phrase.readings) != 2:
        return phrase
    first, second = phrase.readings
    one = replace(first, start=cut.starts[opening], end=second.end, last=second.last or second.first, mode="bounds")
    return replace(phrase, start=opening, readings=(one,))


def _joined(left: Phrase, right: Phrase, cut: Tokens) -> Phrase | None:
    """The two as one phrase, when what stands between them says so."""
    between = cut.codes[left.end : right.start]
    if len(between) > 3 or not between or right.start < left.end or len(left.forms) > _LONGEST:
        return None
    a, b = left.readings[-1], right.readings[0]
    if a.form not in _PLAIN or b.form not in _PLAIN or not _akin(left, right, between):
        return None
    forms = (*left.forms, *right.forms)
    whole = Phrase(forms, left.start, right.end, ())
    if (_RANGE.fullmatch(between) or _sliced(a, b, between)) and a.mode == b.mode == "":
        return replace(whole, readings=(*left.readings[:-1], _range(a, b, "range"), *right.readings[1:]))
    if _EITHER.fullmatch(between) and a.mode == b.mode == "":
        return replace(whole, readings=(*left.readings[:-1], _range(a, b, "bounds"), *right.readings[1:]))
    if between == "/" and len(left.readings) == 1 and a.form == b.form == "day" and same_day(a.first, b.first):
        # 28 December 1653/7 January 1654: one day in two calendars.
        return replace(whole, readings=(replace(b, start=a.start), *right.readings[1:]))
    if not _LIST.fullmatch(between):
        return None
    whole = replace(whole, readings=(*_lent(left.readings, b), *right.readings))
    return _between(whole, cut) if "&" in between else whole


def _sliced(a: Reading, b: Reading, between: str) -> bool:
    """The 1880s/1890s are one time; a year on either side of a stroke is something else."""
    return between == "/" and a.form == b.form == "decade"


def _akin(left: Phrase, right: Phrase, between: str) -> bool:
    """Bare numbers join only bare numbers, but for ranges: "in June 1932, 1500 men" is no list of dates."""
    bare = [phrase.forms[-1 if phrase is left else 0] in ("years", "short_year") for phrase in (left, right)]
    return bare[0] == bare[1] or bool(_RANGE.fullmatch(between))


def _range(a: Reading, b: Reading, mode: str) -> Reading:
    first, last = _shared(a.first, b.first)
    calendar = a.calendar or b.calendar
    doubts = tuple(dict.fromkeys((*a.doubts, *b.doubts)))
    return replace(a, end=b.end, first=first, last=last, mode=mode, calendar=calendar, doubts=doubts, weekday=None)


def _shared(first: Moment, last: Moment) -> tuple[Moment, Moment]:
    """Both with a year when one has it; December to January 1933 began the year before."""
    turns = (last.month or 13, last.day or 0) < (first.month or 0, first.day or 0)
    if first.year is None and first.short is None and last.year is not None and first.month:
        first = replace(first, year=last.year - (1 if turns else 0))
    elif first.year is None and first.extent == "season":
        first = replace(first, year=last.year)
    elif last.year is None and last.short is None and first.year is not None and last.month:
        last = replace(last, year=first.year + (1 if turns else 0))
    elif last.short is not None and last.year is None and first.year is not None and last.extent == "decade":
        last = replace(last, year=first.year // 100 * 100 + last.short, short=None)
    return first, last


def _lent(readings: tuple[Reading, ...], giver: Reading) -> tuple[Reading, ...]:
    """The readings before a dated one, in its year as far as they have none."""
    year = giver.first.year
    if year is None or giver.form not in ("day", "month", "season"):
        return readings
    fits = ("day", "month", "season")
    return tuple(r.in_year(year) if not r.dated and r.form in fits and _no_short(r) else r for r in readings)


def _no_short(reading: Reading) -> bool:
    return all(moment.short is None for moment in reading.moments())


def read_date(text: str, language: str, *, near: int | None = None) -> Attributes:
    """The attributes of a date as written: `(("when", "1932-09-23"),)`, or `from` and `to`, `notBefore` and `notAfter`.

    A list of dates gives its two ends as `notBefore` and `notAfter`; a single one after "before" or "since" only one
    of them. `near` is a year that tells the century of '32. Empty when the text has no date, or none that can be known.
    """
    cut, linked = phrases(text, language)
    every = (_century(reading, near) for phrase in linked for reading in phrase.readings)
    readings = [reading for reading in every if reading.form != "relative" and attributes(reading)]
    if not readings:
        return ()
    if len(readings) > 1:
        first, last = readings[0], readings[-1]
        return attributes(replace(first, last=last.last or last.first, mode="bounds"))
    named = attributes(readings[0])
    opening = cut.codes[: linked[0].start].rstrip("t")
    if len(named) == 1 and opening in ("b", "h"):
        return (("notAfter" if opening == "b" else "notBefore", named[0][1]),)
    return named


def _century(reading: Reading, near: int | None) -> Reading:
    """The reading with the years of two digits completed to those nearest to a year."""
    if near is None:
        return reading
    last = completed_near(reading.last, near) if reading.last else None
    return replace(reading, first=completed_near(reading.first, near), last=last)


def completed_near(moment: Moment, near: int) -> Moment:
    """The moment with its year of two digits in the century that brings it nearest to a year."""
    if moment.short is None or moment.dated:
        return moment
    return replace(moment, year=nearest(moment.short, near), short=None)


def nearest(short: int, near: int) -> int:
    """The year with these last two digits that lies nearest to another."""
    base = near // 100 * 100 + short
    return min((base - 100, base, base + 100), key=lambda year: (abs(year - near), year))
