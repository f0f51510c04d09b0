"""How dates are put together: an expression over the codes of tokens for each form that a date takes.

The codes are those of `lexicon`: D a number up to 31, O an ordinal, Y a year, H another number of two digits, M a
month, S a season, E and T decades, K a century, Q and q the part of a period, X a day of the week, W a feast, P a time
of day.
All repetitions are bounded, so that finding is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pecia.languages.dates.lexicon import Tokens

_DAY = "[DO]_?"
_DAYS = rf"{_DAY}(?:[->=/]{_DAY}(?!M_?{_DAY}))?"
_DAY_LIST = rf"{_DAYS}(?:(?:,{_DAYS}){{0,9}},?[&o]t?{_DAYS})?"
_MONTHS = r"M_?(?:[->=/]t?M_?|(?:,M_?){0,10},?[&o]M_?)?"
_SEASONS = r"S(?:[->=/]t?S|(?:,S){0,3},?[&o]t?S)?"
_YEAR = r"Y(?:/[DHY](?!_?M))?"
_SPAN = r"Y(?:[-/=][DHY](?![_f]?M))?"
_PART = r"(?:(?P<part>Q(?:-?[&o>]Q)?)[-if]?t?|(?P<noun>q)ft?)"
_NTH = "(?:[UO]|D_)"
_WEEKDAY = r"(?:(?P<weekday>X)_?,?t?)?"
_STYLE = r"(?:,?(?:«(?P<style>[JN])»|(?P<style_>[JN])))?"
_TIME = r"(?:[,=-]?(?P<time>P))?"
_CIRCA = r"(?P<approximate>a)?"
_BEFORE_CHRIST = r"f?(?P<number>[YLDH])(?P<era>[Gg])"
_TAIL = (
    rf"{_BEFORE_CHRIST}|«(?P<supplied>Y)»|(?:it?j|f?(?:t?j)?)/?(?:(?P<year>{_YEAR})|(?P<apostrophe>A))"
    r"|[-/]?(?P<short>[HD])(?![-=/>M])"
)

FORMS = {
    "within": (
        rf"{_PART}?(?:(?:(?P<days>{_DAY})f?)?(?P<month>M)_?(?:t?(?P<day>{_DAY}))?|(?P<season>S)),?ft?(?P<step>[vFp])(?P<unit>j)"
    ),
    "iso": rf"(?P<iso>I){_TIME}",
    "numeric": rf"{_WEEKDAY}(?P<numeric>Z){_STYLE}{_TIME}",
    "dual": (
        r"(?P<days>[DO]_?M?_?[«/][DO]_?M_?»?),?(?P<year>Y)"
        r"|(?P<months>M_?[DO]_?[«/](?:M_?)?[DO]_?»?),?(?P<year_>Y)"
    ),
    "supplied": rf"«(?:(?P<days>{_DAY})f?)?(?P<month>M)_?(?P<day>{_DAY})?»_?,?(?P<year>{_YEAR})",
    "year_first": rf"(?P<year>Y)[,_]?(?P<month>M)_?(?P<day>{_DAY})(?!,?Y|M)",
    "feast": rf"{_WEEKDAY}(?P<feast>W)_?,?f?(?:t?j)?(?:(?P<year>{_YEAR})|(?P<apostrophe>A)){_STYLE}",
    "day_month": (
        rf"{_CIRCA}{_WEEKDAY}(?:(?P<days>{_DAY_LIST})(?:j?f)?|(?P<ordinal>U)j?f)(?P<month>M)(?!_?[DO]_?,?Y)(?:_?,?(?:X,?)?(?:{_TAIL}))?{_STYLE}{_TIME}"
    ),
    "month_day": (
        rf"{_CIRCA}{_WEEKDAY}(?P<month>M)_?(?:t?(?P<days>{_DAY_LIST})(?![Gg])|t(?P<ordinal>U))(?:,?(?:X,?)?(?:{_TAIL}))?"
        rf"(?:[_,](?P<weekday_>X))?{_STYLE}{_TIME}"
    ),
    "months": (
        rf"{_CIRCA}{_PART}?(?P<months>{_MONTHS}),?"
        rf"(?:{_BEFORE_CHRIST}|f?(?:t?j)?(?:(?P<year>{_YEAR})|(?P<apostrophe>A))){_STYLE}"
    ),
    "seasons": rf"{_CIRCA}{_PART}?(?P<seasons>{_SEASONS}),?f?(?:t?j)?(?:(?P<year>{_SPAN})|(?P<apostrophe>A))",
    "centuries": (
        rf"{_CIRCA}{_PART}?(?P<centuries>{_NTH}(?:(?:,{_NTH}){{0,9}},?[&o]t?(?:Q-?)?{_NTH}|[->]t?{_NTH})?)"
        r"(?:K_?|(?P<abbreviated>a)(?!Y))(?P<era>[Gg])?"
    ),
    "decade": rf"{_CIRCA}{_PART}?(?:(?P<decade>[ET])j?|y(?P<decade_>[YDHT]))",
    "era": rf"{_CIRCA}(?:(?P<number>[YLDH])(?:[->](?P<second>[YLDH]))?(?P<era>[Gg])|(?P<era_>G)(?P<number_>[YLDH]))",
    "years": rf"{_CIRCA}(?:{_PART}j?)?(?P<years>{_SPAN})",
    "month": rf"{_PART}?(?P<months>{_MONTHS})(?![DO]|t[DO])",
    "season": rf"{_PART}?(?P<seasons>{_SEASONS})",
    "short_year": r"(?P<apostrophe>A)",
    "turn": r"(?P<turn>q)ft?K",
    "counted": r"(?P<count>[cDH])(?P<unit>j)(?P<direction>[lebh])",
    "nth": (
        r"X_?,?t?(?P<told>[DO])_?f?(?P<told_which>z)_?|X,?t(?P<named>O)(?!f?M)"
        r"|(?<=t)(?P<day>O)(?:f?(?P<which>z)_?)?|(?P<day_>[DO])_?f?(?P<which_>z)_?"
    ),
    "same": r"(?P<that>v)(?P<unit>[jMS])",
    "next": r"(?P<step>[Fp])(?P<unit>[jMSX])|(?P<unit_>j)(?P<step_>[Fp])",
    "bare": r"(?P<bare>m)",
}

_COMPILED = {form: re.compile(expression) for form, expression in FORMS.items()}
_ANY = re.compile("|".join(f"(?P<{form}>{re.sub(r'[(][?]P<[a-z_]+>', '(?:', FORMS[form])})" for form in FORMS))


@dataclass(frozen=True, slots=True)
class Found:
    """A form that was found: its tokens (half-open), and those of its parts."""

    form: str
    start: int
    end: int
    tokens: Tokens
    match: re.Match[str]

    def at(self, *names: str) -> int | None:
        """The first token of whichever of these parts is there."""
        spans = (self.match.span(name) for name in names if name in self.match.re.groupindex)
        return next((start for start, _ in spans if start >= 0), None)

    def number(self, *names: str) -> int | None:
        at = self.at(*names)
        value = None if at is None else self.tokens.values[at]
        return value if isinstance(value, int) else None

    def word(self, *names: str) -> str:
        """The value of a part that is a word, such as the unit; "" where it is not there."""
        at = self.at(*names)
        value = None if at is None else self.tokens.values[at]
        return value if isinstance(value, str) else ""

    def part(self, name: str) -> tuple[int, int]:
        return self.match.span(name)

    def codes(self, name: str) -> str:
        return self.match[name] or "" if name in self.match.re.groupindex else ""


def found(tokens: Tokens) -> Iterator[Found]:
    """Every form in the tokens, from left to right, none overlapping another."""
    for match in _ANY.finditer(tokens.codes):
        form = match.lastgroup or ""
        again = _COMPILED[form].match(tokens.codes, match.start())
        if again:
            yield Found(form, match.start(), again.end(), tokens, again)


def again(one: Found, form: str, end: int | None = None) -> Found:
    """The tokens read as another form, or the same one with fewer of them; `one` itself where that cannot be."""
    codes = one.tokens.codes
    match = _COMPILED[form].match(codes, one.start, len(codes) if end is None else end)
    return Found(form, one.start, match.end(), one.tokens, match) if match else one
