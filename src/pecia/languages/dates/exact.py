"""What words name without a doubt: one date, or the two ends of a stretch, and nothing besides.

For rules, which must not accuse an editor on a guess: late, about, before, a decade, Old Style and two calendars at
once prove nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from pecia.languages.dates.calendar import Moment
from pecia.languages.dates.lexicon import Tokens
from pecia.languages.dates.phrases import Phrase, phrases
from pecia.languages.dates.readings import Reading

_ROUND = frozenset("ti,_«»RB")
"""Codes of what may stand round a date, and says no more of it: the, on, in, from, between, and marks."""
_UNSURE = frozenset({"order", "approximate", "winter"})


def named(text: str, language: str) -> tuple[Moment, ...]:
    """The moment, or both ends, as exact as the words are; () where they name more, less, or what is arguable."""
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", ""))
    cut, linked = phrases(plain, language)
    if len(linked) != 1 or not _alone(linked[0], cut) or "/" in cut.codes:
        return ()
    moments = [moment for reading in linked[0].readings for moment in _moments(reading)]
    return tuple(moments) if len(moments) <= 2 and all(map(_plain, moments)) else ()


def _alone(phrase: Phrase, cut: Tokens) -> bool:
    return set(cut.codes[: phrase.start] + cut.codes[phrase.end :]) <= _ROUND and "dual" not in phrase.forms


def _moments(reading: Reading) -> Iterator[Moment]:
    numbered = reading.form == "relative" and reading.relation == ("nth", 0)
    if reading.calendar or (reading.form == "relative" and not numbered) or not _UNSURE.isdisjoint(reading.doubts):
        yield Moment(extent="unsure")
    else:
        yield from reading.moments()


def _plain(moment: Moment) -> bool:
    return not moment.extent and not moment.part
