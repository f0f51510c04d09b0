"""What libxml2 says of an invalid document, in words for an editor."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Trouble:
    """A line (0 where it is unknown), what is wrong there, and the way out."""

    line: int
    message: str
    hint: str = ""


class Said(Protocol):
    @property
    def line(self) -> int: ...
    @property
    def message(self) -> str: ...


_TRANSLATIONS = [
    (r"Did not expect element (\S+) there", r"<\1> may not stand at this place"),
    (r"Expecting element (\S+), got (\S+)", r"<\1> is expected here, not <\2>"),
    (r"Expecting an element (\S+), got nothing", r"<\1> is missing at the end"),
    (r"Expecting an element got nothing|Expecting an element , got nothing", r"an element is missing at the end"),
    (r"Element (\S+) has extra content: (\S+)", r"<\1> may not have <\2> here"),
    (r"Did not expect text in element (\S+) content", r"<\1> may not have text of its own"),
    (r"Did not expect attribute (\S+) there", r"the attribute \1 may not stand here"),
    (r"Invalid attribute (\S+) for element (\S+)", r"<\2> may not have this attribute \1, or not this value of it"),
    (r"Type (\S+) doesn't allow value '(.*)'", r"“\2” is not a value of the type \1"),
    (r"Element (\S+) failed to validate attributes", r"the attributes of <\1> do not fit the schema"),
    (
        r"Element (\S+) failed to validate content",
        r"the content of <\1> does not fit: something is missing or out of order",
    ),
    (r"Expecting a namespace for element (\S+)", r"<\1> has no namespace"),
]
_TRANSLATED = [(re.compile(pattern, re.DOTALL), words) for pattern, words in _TRANSLATIONS]
_CHATTER = re.compile(r"Invalid sequence in interleave|Extra element \S+ in interleave|Error validating|Internal error")


def said(complaint: Said) -> Trouble | None:
    """The complaint in our words; None where it says nothing."""
    for pattern, words in _TRANSLATED:
        found = pattern.fullmatch(complaint.message)
        if found:
            return Trouble(complaint.line, found.expand(words))
    if _CHATTER.match(complaint.message):
        return None
    return Trouble(complaint.line, complaint.message)


_ZONE = r"(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?"
_MONTH, _DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_TIME = r"\d\d:\d\d:\d\d(?:\.\d+)?"
_YEAR = r"-?(?:[1-9]\d{3,}|0\d{3})"
_DATING = re.compile(
    rf"(?:(?P<date>{_YEAR}-{_MONTH}-{_DAY})(?:T{_TIME})?|{_YEAR}(?:-{_MONTH})?|--{_MONTH}(?:-{_DAY})?|---{_DAY}|{_TIME}){_ZONE}"
)


def dating(value: str) -> bool:
    """True for a date, month, year or time in the form of XML Schema, and one that the calendar has."""
    found = _DATING.fullmatch(value.strip())
    if found is None:
        return False
    day = found["date"]
    if day is None or len(day) != len("1932-09-23"):
        return True
    try:
        # Years before 1 have no place in Python's calendar; their form is enough.
        date.fromisoformat(day)
    except ValueError:
        return day.startswith("0000")
    return True
