"""The year of a date that does not name it: the story so far says it, or the letter's dateline, or the file's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from pecia.annotators.dates.evidence import Candidate
from pecia.core.text import Attributes, Document, Span
from pecia.languages.dates.calendar import Moment, moved, weekday
from pecia.languages.dates.phrases import completed_near
from pecia.languages.dates.readings import JULIAN, Reading, attributes

_NAMED = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d)[-_.](0[1-9]|1[0-2])(?:[-_.](0[1-9]|[12]\d|3[01]))?(?!\d)")
_NAMED_YEAR = re.compile(r"(?<![\d-])(1[4-9]\d\d|20\d\d)(?![\d-])")

_FAR = 120
_NEAR = 2000
_TURN = 40
_MEMORY = 10
"""Years: what a letter tells of longer ago, day by day, is a history and no aside."""
_LOW = frozenset({"order", "winter", "guessed"})
_MEDIUM = frozenset({"approximate", "short", "bare", "anchored", "yearless"})


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the document with its value; `attributes` are empty where the text does not give enough for one."""

    span: Span
    reading: Reading
    attributes: Attributes
    certainty: str


@dataclass(slots=True)
class _Story:
    """Where the telling has got to; the date last named, aside or not; in a letter, when it was written."""

    last: Moment | None = None
    place: Span | None = None
    letter: Moment | None = None
    named: Moment | None = None
    sentence: int = -1


def anchored(document: Document, candidates: tuple[Candidate, ...]) -> tuple[Dated, ...]:
    """The candidates with their values, those that are relative to nothing left out."""
    candidates = _coherent(candidates)
    home = _home(document, candidates)
    return tuple(_told(candidates, home))


def _coherent(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Without the numbers that look like years a long way from all that the document surely speaks of."""
    sure = [m.year for c in candidates for r in c.readings if "bare" not in r.doubts for m in r.moments() if m.year]
    if not sure:
        return candidates
    low, high = min(sure) - _FAR, max(sure) + _FAR

    def near(candidate: Candidate) -> bool:
        first = candidate.readings[0]
        return "bare" not in first.doubts or low <= (first.first.year or low) <= high

    return tuple(candidate for candidate in candidates if near(candidate))


def _told(candidates: tuple[Candidate, ...], home: Moment | None) -> Iterator[Dated]:
    story, aside = _Story(), _Story()
    # A decade tells of no point that the story has reached, but of which century '70s is.
    near: Moment | None = None
    for candidate in candidates:
        now = story
        if candidate.block.kind == "note":
            # Notes have a story of their own, each beginning where the text has ended.
            if aside.place != candidate.block.span:
                aside = _Story(story.last, candidate.block.span, story.letter, story.named)
            now = aside
        for reading in candidate.readings:
            settled = _settled(reading, now, home or near, candidate)
            if settled is None:
                continue
            yield _dated(settled)
            _advance(now, settled, candidate)
            near = settled.first if settled.first.dated else near


def _dated(reading: Reading) -> Dated:
    named = attributes(reading)
    doubts = set(reading.doubts)
    certainty = "low" if doubts & _LOW else "medium" if doubts & _MEDIUM else "high"
    return Dated(Span(reading.start, reading.end), reading, named, certainty)


def _home(document: Document, candidates: tuple[Candidate, ...]) -> Moment | None:
    """The date of the document as a whole: its metadata, its file's name, or the first date that it has in full."""
    for text in (document.get("date"), PurePath(document.name).stem):
        if match := _NAMED.search(text):
            year, month, day = (int(part) if part else None for part in match.groups())
            return Moment(year, month, day)
    full = [
        (c, r.first) for c in candidates for r in c.readings if r.first.dated and r.form in ("day", "month", "year")
    ]
    # A letter may have its date at the end.
    heads = (moment for candidate, moment in full if candidate.dateline and moment.day)
    first = next(heads, full[0][1] if full else None)
    if first is not None:
        return Moment(first.year)
    named = _NAMED_YEAR.findall(PurePath(document.name).stem)
    return Moment(int(named[0])) if len(named) == 1 else None


def _settled(reading: Reading, story: _Story, home: Moment | None, candidate: Candidate) -> Reading | None:
    """The reading with its year; None when it is relative to something that the text does not say."""
    if reading.form == "relative":
        return _relative(reading, story)
    if any(m.short is not None and not m.dated for m in reading.moments()):
        return _completed(reading, story.last or home)
    if reading.dated:
        return reading
    if story.last is not None and story.last.year is not None:
        return _continued(reading, story, candidate)
    if home is not None and home.year is not None:
        return reading.in_year(home.year).doubting("guessed")
    return reading.doubting("yearless")


def _completed(reading: Reading, near: Moment | None) -> Reading | None:
    """The century of a year of two digits is the one that brings it nearest to the story."""
    if near is None or near.year is None:
        return reading if reading.form == "day" else None
    last = completed_near(reading.last, near.year) if reading.last else None
    return replace(reading, first=completed_near(reading.first, near.year), last=last).doubting("short")


def _continued(reading: Reading, story: _Story, candidate: Candidate) -> Reading:
    """In the year that the story has reached, or the next (or, in a letter, the last) where that is much nearer."""
    last, written = story.last or Moment(), story.letter
    told = last
    if written is not None and story.sentence != candidate.sentence and not _is_history(told, written):
        # What a letter or a memorandum says of other years are asides: it speaks of its own time.
        last = written
    year, month = last.year or 0, reading.first.month
    by_weekday = _by_weekday(reading, year)
    if by_weekday is not None:
        return reading.in_year(by_weekday).doubting("anchored")
    near = story.place is not None and reading.start - story.place.end < _NEAR
    elsewhere = last is written and told.year not in (last.year, year - 1)
    doubt = "anchored" if (near or last is written) and not elsewhere else "guessed"
    if month is not None and last.month is not None:
        distance = month - last.month
        if distance < -7 or (distance < -5 and last is written):
            year, doubt = year + 1, "guessed"
        elif distance > (5 if last is written else 9):
            year, doubt = year - 1, "guessed"
        elif distance < (-3 if last is written else 0):
            doubt = "guessed"
    return reading.in_year(year).doubting(doubt)


def _is_history(told: Moment, written: Moment) -> bool:
    """True where days or months of another age are told: then the letter tells on."""
    far = abs((told.year or written.year or 0) - (written.year or 0)) > _MEMORY
    return written.year is None or (far and told.month is not None)


def _by_weekday(reading: Reading, year: int) -> int | None:
    """The year in which the day was the day of the week that the text names; None where it names none."""
    if reading.weekday is None:
        return None
    calendar = reading.calendar == JULIAN
    for near in (year, year - 1, year + 1):
        if weekday(replace(reading.first, year=near), julian=calendar) == reading.weekday:
            return near
    return None


def _relative(reading: Reading, story: _Story) -> Reading | None:
    unit, step = reading.relation
    if story.last is None or story.last.year is None:
        return None
    # "That year" is the one that was named last, be it in an aside.
    last = story.named or story.last
    if unit == "turn":
        return _turned(reading, last)
    if unit == "within":
        return _within(reading, (last.year or 0) + step)
    if unit == "named":
        moment = _named(reading.first, last, step)
    elif unit == "weekday":
        moment = _next_weekday(reading.weekday, story.last, step)
        reading = replace(reading, weekday=None)
    elif unit == "nth":
        month = moved(replace(story.last, day=None), "month", step)
        moment = replace(month, day=reading.first.day) if month else None
    else:
        moment = moved(last if unit == "year" else story.last, unit, step)
    if moment is None:
        return None
    form = "day" if moment.day else "month" if moment.month else "season" if moment.extent else "year"
    settled = replace(reading, first=moment, form=form)
    return settled.doubting("anchored" if step == 0 else "guessed")


def _turned(reading: Reading, last: Moment) -> Reading | None:
    """The turn of the century that the story is nearest to; none where it stands in the middle of one."""
    year = last.year or 0
    turn = (year + 50) // 100 * 100
    if abs(year - turn) > _TURN:
        return None
    return replace(
        reading, form="year", first=Moment(turn - 5), last=Moment(turn + 5), mode="bounds", relation=("", 0)
    ).doubting("approximate", "guessed")


def _within(reading: Reading, year: int) -> Reading:
    """The month, day or season of a year that the story has told."""
    first = replace(reading.first, year=year)
    form = "day" if first.day else "season" if first.extent else "month"
    return replace(reading, first=first, form=form, relation=("", 0)).doubting("anchored")


def _next_weekday(wanted: int | None, last: Moment, step: int) -> Moment | None:
    """The first day of this name after the story's day, or the last before it."""
    now = weekday(last)
    if now is None or wanted is None:
        return None
    distance = (wanted - now - 1) % 7 + 1 if step > 0 else -((now - wanted - 1) % 7 + 1)
    return moved(last, "day", distance)


def _named(moment: Moment, last: Moment, step: int) -> Moment | None:
    """That September, the following spring, the previous May."""
    if last.year is None:
        return None
    number = moment.month or (3 * moment.season + 3)
    reached = last.month or (3 * last.season + 3 if last.extent == "season" else 0)
    year = last.year
    if step > 0 and (number <= reached or not reached):
        year += 1
    if step < 0 and (not reached or number >= reached):
        year -= 1
    return replace(moment, year=year)


def _advance(story: _Story, reading: Reading, candidate: Candidate) -> None:
    """The story goes on to this date, unless it is an aside, or a look back within a sentence."""
    moment = reading.last if reading.last is not None and reading.mode == "range" else reading.first
    if moment.dated and not moment.extent and not candidate.aside and not reading.relation[0]:
        story.named = moment
    if not moment.dated or reading.form not in ("day", "month", "year", "season") or reading.mode == "bounds":
        return
    if reading.relation[0] and "guessed" in reading.doubts:
        return
    bare = reading.form == "year"
    if bare and story.last is not None and (candidate.aside or reading.last is not None):
        return
    reached = story.last.year if story.last is not None else None
    if bare and (candidate.looks_back or not candidate.opens) and reached is not None and (moment.year or 0) < reached:
        return
    story.last = moment
    story.sentence = candidate.sentence
    story.place = Span(reading.start, reading.end) if candidate.block.kind != "note" else story.place
    if candidate.dateline and reading.form == "day" and reading.last is None and not set(reading.doubts) & _LOW:
        story.letter = moment
