"""What a date as written says: a reading, and the attributes of `att.datable.w3c` that it comes to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pecia.languages.dates.calendar import Moment, exists, gregorian, weekday

Attributes = tuple[tuple[str, str], ...]

JULIAN = "#julian"


@dataclass(frozen=True, slots=True)
class Reading:
    """One date: where it stands (in code points), and what it means.

    `mode` says how `first` and `last` belong together: "" one moment, "range" from one to the other, "bounds"
    somewhere between them. `form` is how it is written (`day`, `month`, `year`, `decade`, `century`, `season`,
    `relative`); `doubts` are reasons not to be sure: `order`, `short`, `approximate`, `anchored`, `bare`.
    """

    start: int
    end: int
    form: str
    first: Moment
    last: Moment | None = None
    mode: str = ""
    calendar: str = ""
    weekday: int | None = None
    doubts: tuple[str, ...] = ()
    relation: tuple[str, int] = ("", 0)

    @property
    def dated(self) -> bool:
        return self.first.dated and (self.last is None or self.last.dated)

    def moments(self) -> tuple[Moment, ...]:
        return (self.first,) if self.last is None else (self.first, self.last)

    def doubting(self, *doubts: str) -> Reading:
        return replace(self, doubts=tuple(dict.fromkeys((*self.doubts, *doubts))))

    def in_year(self, year: int) -> Reading:
        """The same with this year wherever none was known."""
        given = [m if m.dated else replace(m, year=year, short=None) for m in self.moments()]
        return replace(self, first=given[0], last=given[1] if self.last else None)


def possible(reading: Reading) -> bool:
    """False when the calendar has no such day, or no such year: 1 BC comes right before AD 1."""
    if any(moment.year == 0 and not moment.extent for moment in reading.moments()):
        return False
    julian = reading.calendar == JULIAN
    return all(exists(moment, julian=julian) for moment in reading.moments())


def attributes(reading: Reading) -> Attributes:
    """The reading in W3C's form, `calendar` last.

    Empty where too little is known, there is no such day, or the end lies before the start."""
    if (
        not possible(reading)
        or backwards(reading)
        or any(m.short is not None and not m.dated for m in reading.moments())
    ):
        return ()
    first, last = reading.first, reading.last
    if reading.calendar == JULIAN:
        first, last = gregorian(first), gregorian(last) if last else None
    named = _named(first, last, reading.mode)
    if not all(value for _, value in named):
        return ()
    return (*named, ("calendar", reading.calendar)) if reading.calendar else named


def _named(first: Moment, last: Moment | None, mode: str) -> Attributes:
    low, high = first.low(), (last or first).high()
    if low == high:
        return (("when", low),)
    whole_period = first.extent in ("decade", "hundred", "century") and not first.part
    if mode == "range" or (last is None and whole_period):
        return (("from", low), ("to", high))
    return (("notBefore", low), ("notAfter", high))


def backwards(reading: Reading) -> bool:
    """True when a range ends before it starts."""
    if reading.last is None or not reading.dated:
        return False
    return _comparable(reading.last.high()) < _comparable(reading.first.low())


def _comparable(value: str) -> tuple[int, ...]:
    sign = -1 if value.startswith("-") else 1
    parts = value.lstrip("-").split("T")[0].split("-")
    year = sign * int(parts[0])
    return (year, *map(int, parts[1:]))


def wrong_weekday(reading: Reading) -> int | None:
    """The day of the week that the date really was, where the text names another; None where all is well or unknown."""
    moment = reading.first
    if reading.weekday is None or reading.last is not None or not possible(reading):
        return None
    was = weekday(moment, julian=reading.calendar == JULIAN)
    return None if was is None or was == reading.weekday else was
