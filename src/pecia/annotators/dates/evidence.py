"""Whether what could be a date is one: the words round a bare year, month or decade decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pecia.core.text import Block
from pecia.languages.dates.lexicon import Lexicon, Tokens
from pecia.languages.dates.phrases import Phrase
from pecia.languages.dates.readings import Reading

_LINE = 70
_SENTENCE = 40
_MODERN = 1500
_MONEY = frozenset("$£€¥#§№%°+×=")
_STOPS = frozenset("_,«»!=")
_DEEP = frozenset({"in", "since", "by", "until", "till", "during", "throughout", "before", "after", "from", "between"})

_BEFORE_NAMES = frozenset({"by", "before", "after", "from"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that convinced: its readings, where its block begins, and what its place says about the story.

    `opens` is true where the sentence begins with it; `aside` in brackets; `dateline` where it ends a short line;
    `looks_back` where the sentence tells of what had been. `sentence` is where that begins, roughly.
    """

    readings: tuple[Reading, ...]
    block: Block
    opens: bool
    aside: bool
    dateline: bool
    looks_back: bool = False
    sentence: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    """A phrase among its neighbours."""

    phrase: Phrase
    cut: Tokens
    lexicon: Lexicon

    def code(self, distance: int) -> str:
        """The code of a token before (negative) or after (positive) the phrase; "" past either end."""
        at = self.phrase.start + distance if distance < 0 else self.phrase.end + distance - 1
        return self.cut.codes[at] if 0 <= at < len(self.cut.codes) else ""

    def word(self, distance: int) -> str:
        at = self.phrase.start + distance if distance < 0 else self.phrase.end + distance - 1
        return self.cut.word(at)

    def before(self) -> str:
        """The word before, in lower case; of "p. 1932" the p."""
        distance = -2 if self.code(-1) == "_" and self._abbreviated() else -1
        return self.word(distance).lower()

    def _abbreviated(self) -> bool:
        at = self.phrase.start - 1
        if at <= 0 or self.cut.ends[at - 1] != self.cut.starts[at]:
            return False
        return self.word(-2).lower() in self.lexicon.evidence.forbids

    def glued(self, distance: int) -> bool:
        """True when no blank is between the phrase and its neighbour."""
        if distance < 0:
            at = self.phrase.start
            return at > 0 and self.cut.ends[at - 1] == self.cut.starts[at]
        at = self.phrase.end
        return at < len(self.cut.codes) and self.cut.starts[at] == self.cut.ends[at - 1]

    def sentence(self) -> tuple[int, bool]:
        """Where the sentence begins (or a good way before), and whether it tells of what had been before."""
        first, last = self.phrase.start, self.phrase.end
        while first > 0 and self.phrase.start - first < _SENTENCE and not self._stops(first - 1):
            first -= 1
        while last < len(self.cut.codes) and last - self.phrase.end < _SENTENCE and not self._stops(last):
            last += 1
        words = (self.cut.word(at).lower() for at in range(first, last) if self.cut.codes[at] == "w")
        return self.cut.starts[first], not self.lexicon.evidence.before_that.isdisjoint(words)

    def _stops(self, at: int) -> bool:
        """True for a full stop, or another mark, that a blank follows, but for that of an abbreviation."""
        if self.cut.word(at) not in (".", "!", "?"):
            return False
        blank = at + 1 == len(self.cut.starts) or self.cut.starts[at + 1] > self.cut.ends[at]
        return blank and not (at and self.cut.codes[at - 1] in "MXzaO")

    def line(self) -> tuple[bool, bool, int]:
        """Whether it begins and ends a line, and how long that line is."""
        text = self.cut.text
        start, end = self.cut.starts[self.phrase.start], self.cut.ends[self.phrase.end - 1]
        line_start = max(text.rfind("\n", max(0, start - _LINE), start) + 1, start - _LINE)
        found = text.find("\n", end, end + _LINE)
        line_end = found if found >= 0 else min(len(text), end + _LINE)
        before, after = text[line_start:start], text[end:line_end]
        return not before.strip(), not after.strip(" .,;:)]-"), line_end - line_start


def convincing(phrase: Phrase, cut: Tokens, lexicon: Lexicon, block: Block) -> Candidate | None:
    """The phrase as dates of the document, with offsets into its text; None when it is rather something else."""
    place = _Place(phrase, cut, lexicon)
    readings = _kept(place)
    if not readings:
        return None
    begins, ends, length = place.line()
    opens = begins or (place.code(-1) in "_!" if place.code(-1) else True) or place.code(-2) in ("", "_", "!")
    shift = block.span.start
    moved = tuple(replace(reading, start=reading.start + shift, end=reading.end + shift) for reading in readings)
    sentence, back = place.sentence()
    aside, dateline = place.code(-1) == "«", ends and length <= _LINE
    return Candidate(moved, block, opens, aside, dateline, back, sentence + shift)


def _kept(place: _Place) -> tuple[Reading, ...]:
    forms = set(place.phrase.forms)
    readings = place.phrase.readings
    if forms <= {"years"}:
        doubt = _is_year(place)
        return () if doubt is None else tuple(reading.doubting(*doubt) for reading in readings)
    if forms <= {"month"}:
        return readings if _is_month(place) else ()
    judge = _JUDGES.get(place.phrase.forms[0]) if len(forms) == 1 else None
    return readings if judge is None or judge(place) else ()


def _is_year(place: _Place) -> tuple[str, ...] | None:
    """The doubts about a bare number being a year, or None when it is none."""
    evidence = place.lexicon.evidence
    before = place.before()
    parted = not {"Q", "q"}.isdisjoint(place.cut.codes[place.phrase.start : place.phrase.end])
    if before in evidence.forbids or (_measured(place) and not parted) or _hyphenated(place) or _numbered(place):
        return None
    opening = place.cut.codes[place.phrase.start]
    first = place.phrase.readings[0]
    if first.last is not None and not place.glued(-1):
        # 1230–1400 may be the hours of a meeting.
        return () if (first.first.year or 0) >= _MODERN else ("bare",)
    if before == "the" and _round(place) and place.code(1) == "w":
        return ("bare",)
    if _round(place) and place.cut.codes[place.phrase.start : place.phrase.end] == "Y" and before in evidence.counts:
        # An edition of 2000, and 1500 more: only the years round about tell.
        return ("bare",)
    if opening in "aQqB" or before in evidence.introduces:
        return ()
    return _unintroduced(place)


def _unintroduced(place: _Place) -> tuple[str, ...] | None:
    code, after = place.code(-1), place.code(1)
    stopped = after == "" or after in _STOPS or place.line()[1]
    if code == "«":
        return () if stopped else ("bare",)
    if code == "," and place.code(-2) in ("D", "H", "L", "n"):
        return None
    if code == "C" and len(place.word(-1)) > 1 and place.word(-1).isupper():
        return None
    if code in ("w", "") or (code == "_" and place.glued(-1)):
        return ("bare",) if stopped or code == "" else None
    return ("bare",)


def _measured(place: _Place) -> bool:
    """True when the number counts something: 1500 men, $1932, 1936 Main Street."""
    evidence = place.lexicon.evidence
    if place.word(-1)[-1:] in _MONEY or place.word(1)[:1] in _MONEY:
        return True
    deep = place.before() in _DEEP and not _round(place)
    next_word, next_but_one = place.word(1).lower(), place.word(2).lower()
    if next_word in evidence.counted:
        return not deep
    if place.word(2) in evidence.streets or place.word(3) in evidence.streets:
        return place.code(1) == "C" and place.before() not in _DEEP
    return next_but_one in evidence.counted and place.code(1) in ("w", "C") and not deep and place.before() != "the"


def _round(place: _Place) -> bool:
    number = place.cut.values[place.phrase.end - 1]
    return isinstance(number, int) and number % 100 == 0


def _hyphenated(place: _Place) -> bool:
    """True for a part of a longer sign, such as A-1936 or 10/1936 or 1936:12."""
    if place.glued(-1) and (place.code(-1) in "-/DHLnCwO" or (place.word(-1) in ":." and place.code(-2) in "DHLnY")):
        return True
    return place.glued(1) and (place.code(1) in "/DHLn" or (place.word(1) == ":" and place.code(2) in ("D", "H", "L")))


def _numbered(place: _Place) -> bool:
    """True for a number that begins a line and has a point behind it: it numbers the line."""
    begins, _, _ = place.line()
    return begins and place.code(1) == "_" and place.glued(1) and place.code(2) != ""


def _is_month(place: _Place) -> bool:
    """A month alone is a date after a preposition, or where a part of it is named; not in the October Revolution."""
    before = place.before()
    if place.code(-1) == "t" or (place.glued(1) and place.code(1) not in _STOPS):
        return False
    followed = place.code(1) == "C"
    named = place.cut.codes[place.phrase.start] in "Qq" or len(place.phrase.readings) > 1
    if named or place.phrase.readings[0].last is not None:
        return not followed
    return before in place.lexicon.evidence.dates_month and (not followed or before in _DEEP - _BEFORE_NAMES)


def _is_short_year(place: _Place) -> bool:
    introduced = place.before() in place.lexicon.evidence.introduces
    return introduced and (not place.glued(1) or place.code(1) in _STOPS)


def _is_decade(place: _Place) -> bool:
    """Decades with their century always; the thirties only with an article, and never his thirties."""
    if place.phrase.readings[0].first.dated or place.cut.word(place.phrase.start)[0] in "'’":
        return True
    codes = place.cut.codes[place.phrase.start : place.phrase.end]
    return "t" in codes or (place.code(-1) == "t" and place.before() not in place.lexicon.evidence.ages)


def _is_numeric(place: _Place) -> bool:
    """A date in numbers with a short year wants a preposition or a line of its own: 1.2.32 may number a section."""
    if place.phrase.readings[0].first.dated or "/" in place.cut.word(place.phrase.end - 1):
        return True
    return place.code(-1) in ("i", "b", "h", "X") or place.line()[1]


def _is_day(place: _Place) -> bool:
    """A day of a month, unless the number counts something: March 3 miles."""
    reading = place.phrase.readings[-1]
    if reading.first.dated or place.phrase.forms[-1] == "day_month":
        return True
    return place.word(1).lower() not in place.lexicon.evidence.counted and place.word(-1)[-1:] != "$"


def _is_anaphor(place: _Place) -> bool:
    """That year, that September: not where "that" is a conjunction."""
    unit = place.phrase.readings[0].relation[0]
    return unit != "week" and (place.code(-1) == "" or place.code(-1) in "ibhRleft,_«!>&Q")


def _is_step(place: _Place) -> bool:
    """The following year, with its article; next year is the writer's own, and so is the last one."""
    unit = place.phrase.readings[0].relation[0]
    if place.code(1) == "o" or (place.cut.codes[place.phrase.start] == "j" and place.code(1) not in ("", *"_,!»")):
        # The next day or two; the years preceding the war.
        return False
    if place.cut.word(place.phrase.end - 1).lower() in place.lexicon.evidence.several:
        return False
    if unit in ("named", "week"):
        return unit == "named"
    if unit == "weekday":
        return place.code(-1) == "t"
    if place.cut.word(place.phrase.start).lower() in place.lexicon.evidence.own:
        # The next day has followed; the next year may be a stretch of time, unless the sentence begins with it.
        opens = place.code(-2) == "" or place.code(-2) in "_!,&"
        following = place.cut.codes[place.phrase.start] == "F"
        return following and place.code(-1) == "t" and (unit == "day" or opens)
    return place.code(-1) == "t"


def _is_counted(place: _Place) -> bool:
    """Three years before, with nothing that it was before: not three years before the war."""
    if place.cut.codes[place.phrase.end - 1] in "le":
        return True
    return place.code(1) == "" or place.code(1) in "_,!»="


def _is_entry(place: _Place) -> bool:
    """A diary's 9/9: where a line begins with it, or after a preposition; anywhere else it may be a fraction."""
    if place.glued(1) and place.code(1) not in _STOPS:
        return False
    return place.line()[0] or (
        place.code(-1) in ("i", "R", ">", "b", "h") and "." in place.cut.word(place.phrase.start)
    )


def _is_nth(place: _Place) -> bool:
    """On the 23rd: a day, where nothing follows that it could number."""
    if "z" in place.cut.codes[place.phrase.start : place.phrase.end]:
        return True
    codes = place.cut.codes[place.phrase.start : place.phrase.end]
    introduced = codes.startswith("X") or (place.code(-2) != "" and place.code(-2) in "ibhR>B")
    if not introduced or place.word(-2).lower() == "in":
        return False
    follows = place.code(1) in ("", *"_,»=!i&>tbhR") or place.word(1).lower() in place.lexicon.evidence.after_day
    # The 1st and 2nd Battalions number something together.
    return follows and not (place.code(1) in "&>" and place.code(2) in "OD" and place.code(3) in ("C", "w"))


_JUDGES: dict[str, Callable[[_Place], bool]] = {
    "season": lambda place: False,
    "short_year": _is_short_year,
    "decade": _is_decade,
    "numeric": _is_numeric,
    "same": _is_anaphor,
    "next": _is_step,
    "counted": _is_counted,
    "nth": _is_nth,
    "bare": _is_entry,
    "day_month": _is_day,
    "month_day": _is_day,
}
