"""Who an entry of a register is: its numbers can be numbers of their authorities, and it is hardly there a second time
under another spelling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pecia.core import identifiers
from pecia.core.findings import Finding, Severity
from pecia.core.likeness import neighbourhood, parts, same_person, same_thing, skeleton
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


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """An entry, and what of it is compared, taken down once. `names` of a person are those that say most."""

    document: Checked
    element: etree._Element
    names: tuple[str, ...]
    numbers: dict[str, set[str]]
    years: tuple[str, str]

    @property
    def is_person(self) -> bool:
        return local(self.element) in _PERSONS


def _known(document: Checked, entry: etree._Element) -> _Known:
    names = names_of(entry)
    full = [name for name in names if parts(name).forenames] if local(entry) in _PERSONS else []
    # A bare surname is many persons' name: it counts only where there is no other.
    chosen = tuple(full or names)
    return _Known(document, entry, chosen, _numbers(entry), (_year(entry, "birth"), _year(entry, "death")))


def _likely_doubles(exemplar: Exemplar) -> Iterator[Finding]:
    judged = {id(document) for document in exemplar.documents}
    shelf: list[_Known] = []
    for document in exemplar.all():
        # As with equal names: the entries that a text brings along are compared among themselves.
        here = [_known(document, entry) for entry in entries_of(document, "person", "personGrp", "place", "org")]
        if not document.is_text:
            shelf += here
        elif id(document) in judged:
            yield from _among(here)
    named = {document.path for document in exemplar.documents}
    yield from (finding for finding in _among(shelf) if finding.where.path in named)


def _among(entries: list[_Known]) -> Iterator[Finding]:
    """One finding for each two that may be one, at the later one."""
    blocks: dict[tuple[str, str], list[int]] = {}
    for number, entry in enumerate(entries):
        met: set[int] = set()
        for key in sorted(_keys(entry)):
            block = blocks.setdefault(key, [])
            met.update(block)
            # A name that so many bear says nothing of any two of them.
            if len(block) < _MANY:
                block.append(number)
        for earlier in sorted(met):
            first = entries[earlier]
            why = _why(first, entry)
            if why and not _surely_two(first, entry):
                yield _finding(first, entry, why)


_MANY = 20


def _finding(first: _Known, entry: _Known, why: str) -> Finding:
    one, other = first.element.get(XML_ID, ""), entry.element.get(XML_ID, "")
    message = f"{called(entry.element)} may be {one} ({called(first.element)}): {why}"
    hint = f"if so: pecia register merge {one} {other}" if one and other and one != other else "if so, merge them"
    return Finding("P137", Severity.INFO, message, entry.document.where(entry.element), hint)


def _keys(entry: _Known) -> set[tuple[str, str]]:
    """What entries have in common that are worth comparing: of persons the surname, and initials if there are any."""
    if not entry.is_person:
        return {(local(entry.element), key) for name in entry.names for key in neighbourhood(name)}
    keys = set()
    for name in map(parts, entry.names):
        keys.add(("surname", skeleton(name.surname)))
        initials = {forename[0] for forename in name.forenames}
        keys |= {(initial, key) for initial in initials for key in neighbourhood(name.surname)}
    return keys


def _why(one: _Known, other: _Known) -> str:
    if not one.is_person:
        return _why_thing(one.names, other.names)
    pairs = ((a, b) for a in one.names for b in other.names)
    return next((why for a, b in pairs if (why := same_person(a, b))), "")


def _why_thing(names: tuple[str, ...], others: tuple[str, ...]) -> str:
    if names and others and folded(names[0]) == folded(others[0]):
        return ""  # P132 says that.
    common = {folded(name) for name in others}
    shared = next((name for name in names if folded(name) in common), "")
    if shared:
        return f"both are called “{shared}”"
    return next((why for a in names for b in others if (why := same_thing(a, b))), "")


def _surely_two(one: _Known, other: _Known) -> bool:
    """Whether the entries have two numbers of one authority, or two years of birth or death."""
    if any(one.numbers[kind].isdisjoint(other.numbers[kind]) for kind in one.numbers.keys() & other.numbers.keys()):
        return True
    return any(a and b and a != b for a, b in zip(one.years, other.years, strict=True))


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
