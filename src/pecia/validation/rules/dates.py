"""What a date's attributes say is possible, in order, and what its own words say (TEI Guidelines, 3.6.4 and 14.4)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pecia.core.findings import Severity
from pecia.engines.trees import XML_LANG, local, tei
from pecia.validation import Checked, Exemplar, Trouble, rule
from pecia.validation.calendar import Day, after, differ, said, said_range, w3c

_SIMPLE = ("when", "from", "to", "notBefore", "notAfter")
_EVENTS = frozenset({"date", "birth", "death", "floruit", "event", "change", "residence", "state", "person", "time"})


def language(element: etree._Element) -> str:
    """The nearest `xml:lang`, as a primary tag."""
    for here in (element, *element.iterancestors()):
        tag = here.get(XML_LANG)
        if tag:
            return tag.partition("-")[0].lower()
    return "en"


def _values(element: etree._Element) -> dict[str, Day]:
    found = {name: w3c(element.get(name, "")) for name in _SIMPLE if name in element.attrib}
    return {name: day for name, day in found.items() if day is not None}


def _is_date(element: etree._Element) -> bool:
    # @from and @to are pointers or free values on other elements (app, biblScope, span, locus).
    name = local(element)
    return name in _EVENTS or any(a in element.attrib for a in ("when", "notBefore", "notAfter"))


def _dated(document: Checked) -> Iterator[etree._Element]:
    return (element for element in document.tree.iter(tei("*")) if element.attrib and _is_date(element))


def _against_text(document: Checked, _exemplar: Exemplar) -> Iterator[Trouble]:
    for date in document.all("date"):
        # Old Style dates are given in New Style values: day, month and even year differ by right.
        calendars = date.get("calendar", "") + date.get("datingMethod", "")
        if calendars.strip("#").lower() not in ("", "gregorian"):
            continue
        text = _reading(date)
        values = _values(date)
        for message in _contradictions(date, text, values):
            yield Trouble(date, message, "correct whichever is wrong")


def _reading(date: etree._Element) -> str:
    """The words, corrected where a correction is given, without notes in between."""
    if local(date) in ("note", "sic", "orig", "fw"):
        return ""
    inside = "".join(_reading(child) + (child.tail or "") for child in date)
    return (date.text or "") + inside if isinstance(date.tag, str) else ""


def _contradictions(date: etree._Element, text: str, values: dict[str, Day]) -> Iterator[str]:
    tongue = language(date)
    single = said(text, tongue)
    shown = " ".join(text.split())
    if single:
        yield from _differing(date, shown, ("when",), single, values)
        yield from _outside(date, shown, single, values)
        return
    ends = said_range(text, tongue)
    for names, end in zip((("from", "notBefore"), ("to", "notAfter")), ends or (), strict=False):
        yield from _differing(date, shown, names, end, values)


def _differing(
    date: etree._Element, shown: str, names: tuple[str, ...], day: Day, values: dict[str, Day]
) -> Iterator[str]:
    for name in names:
        part = differ(day, values[name]) if name in values else ""
        if part:
            yield f'{name}="{date.get(name)}" has another {part} than “{shown}”'


def _outside(date: etree._Element, shown: str, single: Day, values: dict[str, Day]) -> Iterator[str]:
    for name in ("from", "notBefore"):
        if name in values and after(values[name], single):
            yield f'{name}="{date.get(name)}" is later than “{shown}”'
    for name in ("to", "notAfter"):
        if name in values and after(single, values[name]):
            yield f'{name}="{date.get(name)}" is earlier than “{shown}”'


def _backwards(document: Checked, _exemplar: Exemplar) -> Iterator[Trouble]:
    for element in _dated(document):
        values = _values(element)
        for begin, end in (("from", "to"), ("notBefore", "notAfter"), ("from", "notAfter"), ("notBefore", "to")):
            if begin in values and end in values and after(values[begin], values[end]):
                message = f'{begin}="{element.get(begin)}" is after {end}="{element.get(end)}"'
                yield Trouble(element, message, "exchange the two, or correct one")


def _impossible(document: Checked, _exemplar: Exemplar) -> Iterator[Trouble]:
    for element in _dated(document):
        for name in _SIMPLE:
            value = element.get(name)
            if value is not None and w3c(value) is None:
                hint = "write YYYY, YYYY-MM or YYYY-MM-DD, of a day that there was"
                yield Trouble(element, f'{name}="{value}" of <{local(element)}> is no date', hint)


def _lives(document: Checked, _exemplar: Exemplar) -> Iterator[Trouble]:
    for person in document.all("person"):
        birth, death = (_bounds(person.find(tei(name))) for name in ("birth", "death"))
        if birth and death and after(birth[0], death[1]):
            yield Trouble(person, "this person died before being born", "one of the two dates is wrong")


def _bounds(event: etree._Element | None) -> tuple[Day, Day] | None:
    """The earliest and the latest day that a birth or a death may have been."""
    values = {} if event is None else _values(event)
    early = values.get("when") or values.get("notBefore") or values.get("from")
    late = values.get("when") or values.get("notAfter") or values.get("to")
    return (early, late) if early and late else None


AGAINST_TEXT = rule(
    "P120",
    "date-against-text",
    Severity.ERROR,
    "Chronologies and searches use the value, readers the words: they must name one day.",
    _against_text,
)
BACKWARDS = rule(
    "P121", "end-before-start", Severity.ERROR, "A span of time that ends before it starts holds no day.", _backwards
)
IMPOSSIBLE = rule(
    "P122",
    "impossible-date",
    Severity.ERROR,
    "A day that no calendar has cannot be sorted, searched or drawn.",
    _impossible,
)
LIVES = rule("P123", "death-before-birth", Severity.ERROR, "One of the two dates is wrong, and both look sure.", _lives)
