"""An entry of a register has a name, is there once, and is mentioned; a name leads to an entry of its own kind
(TEI Guidelines, 14.2 to 14.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from lxml import etree

from pecia.core.findings import Finding, Severity
from pecia.core.identifiers import canonical
from pecia.core.register import folded
from pecia.engines.trees import TEI, XML_ID, local, tei
from pecia.validation import Checked, Exemplar, Rule, Trouble, rule

_Key: TypeAlias = tuple[str, ...]
_NAMES = {
    "person": ("persName", "name"),
    "personGrp": ("persName", "name", "head"),
    "place": ("placeName", "geogName", "settlement", "region", "country", "district", "bloc", "name", "head"),
    "org": ("orgName", "name", "head"),
    "bibl": ("title", "idno", "ref"),
}
_MEANT = {
    "persName": frozenset({"person", "personGrp", "persona"}),
    "placeName": frozenset({"place"}),
    "orgName": frozenset({"org"}),
    "title": frozenset({"bibl", "biblStruct", "biblFull", "msDesc", "object"}),
}
_ENTRIES = frozenset().union(*_MEANT.values())
_WORD = {"person": "person", "personGrp": "group", "place": "place", "org": "organisation", "bibl": "work"}


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def entries_of(document: Checked, *names: str) -> Iterator[etree._Element]:
    """The entries of registers: in `<standOff>`, or where the header describes participants and settings."""
    for entry in document.all(*(names or tuple(_NAMES))):
        above = {local(e) for e in entry.iterancestors()}
        if "standOff" in above or (above & {"listPerson", "listPlace", "listOrg"} and "list" not in above):
            yield entry


def names_of(entry: etree._Element) -> list[str]:
    """The names of an entry, first the one that it is filed under: the main one, else the first."""
    named = [e for e in entry if isinstance(e.tag, str) and local(e) in _NAMES[local(entry)] and _text(e)]
    named.sort(key=lambda e: e.get("type") != "main")
    return [_text(e) for e in named]


def _name(entry: etree._Element) -> str:
    return next(iter(names_of(entry)), "")


def called(entry: etree._Element) -> str:
    return _name(entry) or entry.get(XML_ID) or "without a name"


def _nameless(document: Checked, _exemplar: Exemplar) -> Iterator[Trouble]:
    for entry in entries_of(document):
        name = _WORD[local(entry)]
        if not _name(entry):
            identifier = entry.get(XML_ID)
            shown = f"the {name} {identifier}" if identifier else f"this {name}"
            yield Trouble(entry, f"{shown} has no name", f"add <{_NAMES[local(entry)][0]}>")


def _unmentioned(document: Checked, exemplar: Exemplar) -> Iterator[Trouble]:
    if not (exemplar.complete or document.is_text):
        return
    for entry in entries_of(document):
        if XML_ID not in entry.attrib or any(local(e) == "bibl" for e in entry.iterancestors()):
            continue
        others = (p for _, p in exemplar.targets.get(entry, ()) if entry not in (p.element, *p.element.iterancestors()))
        if next(others, None) is None:
            hint = "take it out, or tag the name where it is said"
            yield Trouble(entry, f"nobody mentions the {_WORD[local(entry)]} {called(entry)}", hint)


def _twice(code: str, severity: Severity, kind: str) -> Rule:
    """A rule against two entries of the whole edition that have a key in common."""
    keys, about = {
        "name": (_name_keys, _NAME_RATIONALE),
        "identifier": (_number_keys, _NUMBER_RATIONALE),
    }[kind]

    def check(exemplar: Exemplar) -> Iterator[Finding]:
        judged = {id(document) for document in exemplar.documents}
        registers: dict[_Key, etree._Element] = {}
        for document in exemplar.all():
            # A text brings the entries that it needs in its own <standOff>, as others bring the same ones in theirs.
            seen = {} if document.is_text else registers
            for entry, first, key in _repeated(document, keys, seen):
                if id(document) in judged:
                    other = first.get(XML_ID) or "an entry above"
                    message = f"{called(entry)} and {other} have one {kind}: {key[-1]}"
                    yield Finding(code, severity, message, document.where(entry), "are they one and the same?")

    return Rule(code, f"doubled-{kind}", severity, about, check)


def _repeated(
    document: Checked, keys: Callable[[etree._Element], list[_Key]], seen: dict[_Key, etree._Element]
) -> Iterator[tuple[etree._Element, etree._Element, _Key]]:
    for entry in entries_of(document):
        for key in keys(entry):
            first = seen.setdefault(key, entry)
            if first is not entry:
                yield entry, first, key


_NAME_RATIONALE = "Two entries under one name split one person's mentions, or leave the reader to guess which is meant."
_NUMBER_RATIONALE = "An authority number stands for one of them: two entries with it are one, or one number is wrong."


def _name_keys(entry: etree._Element) -> list[_Key]:
    name = _name(entry)
    return [(local(entry), folded(name))] if name and local(entry) != "bibl" else []


def _number_keys(entry: etree._Element) -> list[_Key]:
    numbers = (canonical(e.get("type", "").lower(), _text(e)) for e in entry.findall(tei("idno")) if _text(e))
    return [(local(entry), kind, number) for kind, number in numbers]


def _wrong_kind(document: Checked, exemplar: Exemplar) -> Iterator[Trouble]:
    for pointer in document.pointers:
        name = local(pointer.element)
        if pointer.attribute != "ref" or name not in _MEANT:
            continue
        for entry in exemplar.resolve(document, pointer) or ():
            if local(entry) in _ENTRIES - _MEANT[name]:
                there = f"the {_WORD.get(local(entry), 'entry')} {entry.get(XML_ID)}"
                message = f"<{name}> “{_text(pointer.element)}” leads to {there}"
                yield Trouble(pointer.element, message, "correct the pointer or the element")


def _unidentified(document: Checked, _exemplar: Exemplar) -> Iterator[Trouble]:
    for text in document.tree.iter(f"{{{TEI}}}text"):
        for name in text.iter(tei("persName"), tei("placeName"), tei("orgName")):
            if "ref" not in name.attrib and "key" not in name.attrib and not _filed(name):
                message = f"nothing says who or what “{_text(name)}” is"
                yield Trouble(name, message, "add ref with the entry of the register")


def _filed(name: etree._Element) -> bool:
    """True for a name inside an entry or inside a larger name that is identified."""
    return any(local(e) in _NAMES or "ref" in e.attrib for e in name.iterancestors() if isinstance(e.tag, str))


NAMELESS = rule("P130", "nameless-entry", Severity.ERROR, "An index cannot show an entry that has no name.", _nameless)
UNMENTIONED = rule(
    "P131",
    "unmentioned-entry",
    Severity.WARNING,
    "An entry without one mention is a leftover, or a name in the text that was not tagged.",
    _unmentioned,
)
DOUBLED_NAME = _twice("P132", Severity.WARNING, "name")
DOUBLED_NUMBER = _twice("P133", Severity.ERROR, "identifier")
WRONG_KIND = rule(
    "P134", "wrong-kind", Severity.ERROR, "A person that leads to a place makes both indexes wrong.", _wrong_kind
)
UNIDENTIFIED = rule(
    "P135", "unidentified-name", Severity.INFO, "A name without an entry is missing from the index.", _unidentified
)
