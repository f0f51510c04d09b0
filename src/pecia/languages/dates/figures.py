"""Dates in figures, and in two calendars at once."""

from __future__ import annotations

from dataclasses import replace

from pecia.languages.dates.calendar import Moment, day_number
from pecia.languages.dates.clock import day_and_month, iso_day, numeric
from pecia.languages.dates.grammar import Found
from pecia.languages.dates.items import finished, listed, single
from pecia.languages.dates.lexicon import Lexicon, in_figures
from pecia.languages.dates.readings import Reading


def iso_form(found: Found, lexicon: Lexicon) -> list[Reading]:
    return finished([single(found, iso_day(found.word("iso")))], found, lexicon)


def numeric_form(found: Found, lexicon: Lexicon) -> list[Reading]:
    written = found.word("numeric")
    if any(char.isalpha() or char.isspace() for char in written.replace(". ", ".")) or written[:4].isdecimal():
        written = in_figures(written, lexicon)
    read = numeric(written, lexicon.order)
    if read is None:
        return []
    return finished([single(found, read[0]).doubting(*read[1])], found, lexicon)


def bare_form(found: Found, lexicon: Lexicon) -> list[Reading]:
    moment = day_and_month(found.word("bare"))
    return [single(found, moment)] if moment else []


def dual_form(found: Found, lexicon: Lexicon) -> list[Reading]:
    """A day in both calendars, such as 25 October (7 November) 1917: as far apart as the calendars are.

    The value is the Gregorian one; `@calendar` says nothing, because the text has both.
    """
    name = "days" if found.codes("days") else "months"
    days, months = listed(found, name, "DO"), listed(found, name, "M")
    numbers = [n for item in days for n in (item.first, item.last) if n is not None]
    names = [n for item in months for n in (item.first, item.last) if n is not None]
    year = found.number("year", "year_")
    if len(numbers) != 2 or year is None:
        return []
    old, new = Moment(year, names[0], numbers[0]), Moment(year, names[-1], numbers[1])
    if names[0] == 12 and names[-1] == 1:
        new = replace(new, year=year + 1)
    reading = single(found, new)
    return [reading] if same_day(old, new) else []


def same_day(old: Moment, new: Moment) -> bool:
    """True when the first is by the Julian calendar what the second is by the Gregorian."""
    if old.day is None or new.day is None:
        return False
    days = [day_number(m.year or 0, m.month or 1, m.day or 1, julian=m is old) for m in (old, new)]
    return days[0] == days[1]
