"""What libxml2 says of an invalid document, in words for an editor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from lxml import etree


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with an element, and the way out."""

    element: etree._Element
    message: str
    hint: str = ""

    @property
    def line(self) -> int:
        return self.element.sourceline or 0


@dataclass(frozen=True, slots=True)
class Complaint:
    """One entry of libxml2's log: the element, and what it says of it."""

    element: etree._Element
    message: str


_TRANSLATIONS = [
    (r"Did not expect element (\S+) there", r"<\1> may not stand at this place"),
    (r"Expecting element (\S+), got (\S+)", r"<\1> is expected here, not <\2>"),
    (r"Expecting an element (\S+), got nothing", r"<{name}> is not complete: <\1> is missing at its end"),
    (
        r"Expecting an element got nothing|Expecting an element , got nothing",
        r"<{name}> is not complete: an element is missing at its end",
    ),
    (r"Element (\S+) has extra content: (\S+)", r"<\1> may not have <\2> here"),
    (r"Did not expect text in element (\S+) content", r"<\1> may not have text of its own"),
    (r"Did not expect attribute (\S+) there", r"the attribute \1 may not stand here"),
    (r"Invalid attribute id for element (\S+)", r"the xml:id of <\1> is there twice, or is not a name"),
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


def rest(complaints: Iterable[Complaint], noticed: Iterable[Trouble]) -> Iterator[Trouble]:
    """The complaints that say more than what was noticed already.

    libxml2 repeats on the way up what it said below, so an element in which something was noticed is left alone.
    """
    known: set[etree._Element] = set()
    for trouble in noticed:
        known.add(trouble.element)
        known.update(trouble.element.iterancestors())
    for complaint in complaints:
        found = said(complaint)
        if found is not None and complaint.element not in known:
            known.update(complaint.element.iterancestors())
            yield found


def said(complaint: Complaint) -> Trouble | None:
    """The complaint in our words; None where it says nothing."""
    name = etree.QName(complaint.element).localname
    for pattern, words in _TRANSLATED:
        found = pattern.fullmatch(complaint.message)
        if found:
            return Trouble(complaint.element, found.expand(words).replace("{name}", name))
    if _CHATTER.match(complaint.message):
        return None
    return Trouble(complaint.element, complaint.message)


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
