"""Who an entry of a register is: its numbers can be numbers of their authorities, and it is hardly there a second time
under another spelling."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pecia.core import identifiers
from pecia.core.findings import Finding, Severity
from pecia.core.likeness import neighbourhood, parts, same_person, same_thing
from pecia.core.register import folded
from pecia.engines.trees import XML_ID, local, tei
from pecia.validation import Checked, Exemplar, Rule, Trouble, rule
from pecia.validation.rules.entries import called, entries_of, names_of

_PERSONS = frozenset({"person", "personGrp"})


def _malformed(document: Checked, _exemplar: Exemplar) -> Iterator[Trouble]:
    for entry in entries_of(document):
        for idno in entry.iter(tei("idno")):
            number = " ".join("".join(map(str, idno.itertext())).split())
            wrong = identifiers.fault(idno.get("type", ""), number) if number else ""
            if wrong:
                hint = "look it up with the authority, and correct it or take it out"
                yield Trouble(idno, f"{called(entry)}: “{number}” {wrong}", hint)


def _likely_doubles(exemplar: Exemplar) -> Iterator[Finding]:
    judged = {id(document) for document in exemplar.documents}
    shelf: list[tuple[Checked, etree._Element]] = []
    for document in exemplar.all():
        # As with equal names: the entries that a text brings along are compared among themselves.
        here = [(document, entry) for entry in entries_of(document, "person", "personGrp", "place", "org")]
        if document.is_text:
            yield from (f for f in _among(here) if id(document) in judged)
        else:
            shelf += here
    named = {document.path for document in exemplar.documents}
    yield from (finding for finding in _among(shelf) if finding.where.path in named)


def _among(entries: list[tuple[Checked, etree._Element]]) -> Iterator[Finding]:
    """One finding for each two that may be one, at the later one."""
    blocks: dict[tuple[str, str], list[int]] = {}
    said: set[tuple[int, int]] = set()
    for number, (document, entry) in enumerate(entries):
        for key in _keys(entry):
            for earlier in blocks.setdefault(key, []):
                if earlier != number and (earlier, number) not in said:
                    said.add((earlier, number))
                    first = entries[earlier][1]
                    why = "" if _surely_two(first, entry) else _why(first, entry)
                    if why:
                        yield _finding(document, first, entry, why)
            blocks[key].append(number)


def _finding(document: Checked, first: etree._Element, entry: etree._Element, why: str) -> Finding:
    one, other = first.get(XML_ID, ""), entry.get(XML_ID, "")
    message = f"{called(entry)} may be {one} ({called(first)}): {why}"
    hint = f"if so: pecia register merge {one} {other}" if one and other and one != other else "if so, merge them"
    return Finding("P137", Severity.INFO, message, document.where(entry), hint)


def _keys(entry: etree._Element) -> set[tuple[str, str]]:
    """What entries have in common that are worth comparing."""
    if local(entry) in _PERSONS:
        return {("person", key) for name in names_of(entry) for key in neighbourhood(parts(name).surname)}
    return {(local(entry), key) for name in names_of(entry) for key in neighbourhood(name)}


def _why(one: etree._Element, other: etree._Element) -> str:
    if local(one) not in _PERSONS:
        return _why_thing(names_of(one), names_of(other))
    pairs = ((a, b) for a in _fullest(one) for b in _fullest(other))
    return next((why for a, b in pairs if (why := same_person(a, b))), "")


def _why_thing(names: list[str], others: list[str]) -> str:
    main = bool(names and others) and folded(names[0]) == folded(others[0])
    if main:
        return ""  # P132 says that.
    common = {folded(name) for name in others}
    shared = next((name for name in names if folded(name) in common), "")
    if shared:
        return f"both are called “{shared}”"
    return next((why for a in names for b in others if (why := same_thing(a, b))), "")


def _fullest(entry: etree._Element) -> list[str]:
    """The names that say most: those with a forename, where there is one; a bare surname is many persons' name."""
    names = names_of(entry)
    return [name for name in names if parts(name).forenames] or names


def _surely_two(one: etree._Element, other: etree._Element) -> bool:
    """Whether the entries have two numbers of one authority, or two years of birth or death."""
    numbers, others = _numbers(one), _numbers(other)
    if any(numbers[kind].isdisjoint(others[kind]) for kind in numbers.keys() & others.keys()):
        return True
    years = ((_year(one, name), _year(other, name)) for name in ("birth", "death"))
    return any(a and b and a != b for a, b in years)


def _numbers(entry: etree._Element) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for idno in entry.findall(tei("idno")):
        kind, number = identifiers.canonical(idno.get("type", ""), "".join(map(str, idno.itertext())))
        if kind in identifiers.AUTHORITIES:
            found.setdefault(kind, set()).add(number)
    return found


def _year(entry: etree._Element, name: str) -> str:
    event = entry.find(tei(name))
    if event is None:
        return ""
    dated = next((e for e in event.iter(tei(name), tei("date")) if e.get("when")), event)
    return dated.get("when", "").partition("-")[0]


MALFORMED = rule(
    "P136",
    "malformed-identifier",
    Severity.WARNING,
    "A number that its authority cannot have given leads nowhere, or to somebody else.",
    _malformed,
)
LIKELY_DOUBLE = Rule(
    "P137",
    "likely-double",
    Severity.INFO,
    "One person under two spellings is two persons in the index.",
    _likely_doubles,
)
