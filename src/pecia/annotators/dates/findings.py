"""What an editor should look at among the dates."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from pecia.annotators.dates.anchoring import Dated
from pecia.core.findings import Finding, Location, Severity
from pecia.core.text import Document
from pecia.languages.dates.readings import JULIAN, backwards, possible, wrong_weekday

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def noticed(document: Document, dated: Iterable[Dated]) -> Iterator[Finding]:
    """At most one finding for each date, the gravest."""
    # Counting lines from the start for each of ten thousand findings would take the square of the text's length.
    breaks = [match.start() for match in re.finditer("\n", document.text)]
    for one in dated:
        trouble = _trouble(one)
        if trouble is None:
            continue
        code, severity, message, hint = trouble
        text = " ".join(document.covered(one.span).split())
        line = bisect_left(breaks, one.span.start)
        column = one.span.start - (breaks[line - 1] if line else -1)
        yield Finding(code, severity, message.format(text), Location(document.name, line + 1, column), hint)


def _trouble(one: Dated) -> tuple[str, Severity, str, str] | None:
    reading = one.reading
    if not possible(reading):
        return "P032", Severity.WARNING, "the calendar has no such day as “{}”", "correct the text, or date it by hand"
    if backwards(reading):
        return "P034", Severity.WARNING, "“{}” ends before it begins", "is either a slip of the pen or the scan?"
    if (was := wrong_weekday(reading)) is not None and not {"guessed", "anchored"} & set(reading.doubts):
        style = "by the Julian calendar" if reading.calendar == JULIAN else "by the Gregorian calendar"
        return "P033", Severity.WARNING, f"“{{}}” was a {_DAYS[was - 1]} {style}", "is it an Old Style date, or a slip?"
    if "order" in reading.doubts:
        return "P031", Severity.WARNING, "“{}” can be read with either number as the month", "check its value"
    if reading.form in ("day", "month") and not reading.dated:
        return "P030", Severity.INFO, "nothing tells the year of “{}”", "give the date its value by hand"
    return None
