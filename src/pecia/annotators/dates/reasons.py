"""Why a date has its value, in words for an editor: first what makes it doubtful, then what the text itself says."""

from __future__ import annotations

from collections.abc import Iterator

from pecia.core.text import Attributes
from pecia.languages.dates.readings import JULIAN, Reading, wrong_weekday

_FORMS = {
    "day": "a day of the calendar",
    "month": "a month with its year",
    "year": "a year",
    "decade": "a decade",
    "century": "a century",
    "season": "a season of a year",
}
_DOUBTS = {
    "order": "day and month could be the other way round",
    "winter": "a winter lies in two years",
    "guessed": "{year} is a guess from the dates before it",
    "anchored": "{year} is that of the dates before it",
    "yearless": "nothing tells the year",
    "short": "the century is that of the dates around it",
    "approximate": "the text itself is not exact",
    "bare": "a number alone, in the place and the range of a year",
}


def reasons(reading: Reading, named: Attributes) -> tuple[str, ...]:
    """What speaks for a reading and its value, the weightiest first; `named` are the attributes that it came to."""
    return tuple(_reasons(reading, named))


def _reasons(reading: Reading, named: Attributes) -> Iterator[str]:
    if not named:
        yield "no value: the text does not give enough for one"
    year = str(reading.first.year) if reading.first.year else "its value"
    yield from (said.format(year=year) for doubt, said in _DOUBTS.items() if doubt in reading.doubts)
    if reading.relation[0]:
        yield "counted from the date before it"
    else:
        yield _written(reading)
    if reading.calendar == JULIAN:
        yield "Old Style in the text, the value is by the Gregorian calendar"
    if reading.weekday is not None and named and reading.last is None:
        wrong = wrong_weekday(reading) is not None
        yield "it was another day of the week" if wrong else "the day of the week is right"


def _written(reading: Reading) -> str:
    form = _FORMS.get(reading.form, "a date")
    if reading.form == "day" and not set(reading.doubts) & {"anchored", "guessed", "short"} and reading.dated:
        form = "day, month and year are given"
    if reading.mode == "range":
        return f"{form}, from one to another"
    return f"{form}, somewhere between two" if reading.mode == "bounds" and reading.last is not None else form
