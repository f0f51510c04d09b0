"""A pointer leads to one thing, that is there, in this edition or at an address (TEI Guidelines, chapter 17)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pecia.core.findings import Severity
from pecia.engines.trees import local
from pecia.validation import Checked, Exemplar, Trouble, rule
from pecia.validation.exemplar import target_path
from pecia.validation.pointers import POINTING, Kind, Pointer, fault

_AGENTS = frozenset(
    re.findall(
        r"\w+",
        """application author editor funder handNote meeting name org orgName persName person personGrp persona
        principal publisher resp respStmt sponsor""",
    )
)


def responsible(pointer: Pointer) -> bool:
    """True for the attributes that name somebody who did something, which have a rule of their own (P140)."""
    return pointer.attribute == "resp" or (pointer.attribute == "who" and local(pointer.element) == "change")


def _name(pointer: Pointer) -> str:
    return f'{pointer.attribute}="{pointer.value}" of <{local(pointer.element)}>'


def _dangling(document: Checked, exemplar: Exemplar) -> Iterator[Trouble]:
    for pointer in document.pointers:
        if responsible(pointer) or fault(pointer, document.prefixes) or _leaves(document, exemplar, pointer):
            continue
        if exemplar.resolve(document, pointer) == ():
            yield Trouble(pointer.element, f"{_name(pointer)} leads to nothing", _way_out(document, exemplar, pointer))


def _way_out(document: Checked, exemplar: Exemplar, pointer: Pointer) -> str:
    pointer = document.led(pointer)
    target = document if pointer.kind is Kind.LOCAL else exemplar.at(target_path(document, pointer))
    if target is None:
        return f"there is no file {target_path(document, pointer)} in this edition"
    return f'nothing has xml:id="{pointer.fragment}" in {"this file" if target is document else target.path}'


def _doubled_ids(document: Checked, _exemplar: Exemplar) -> Iterator[Trouble]:
    for identifier, elements in document.ids.items():
        for element in elements[1:]:
            first = document.where(elements[0]).line
            yield Trouble(
                element,
                f'xml:id="{identifier}" is given to <{local(elements[0])}> in line {first} already',
                "choose another",
            )


def _doubled_pointers(document: Checked, _exemplar: Exemplar) -> Iterator[Trouble]:
    seen: set[tuple[etree._Element, str, str]] = set()
    for pointer in document.pointers:
        key = (pointer.element, pointer.attribute, pointer.value)
        if key in seen:
            yield Trouble(
                pointer.element, f"{pointer.attribute} of <{local(pointer.element)}> names {pointer.value} twice"
            )
        seen.add(key)


def _no_link(document: Checked, _exemplar: Exemplar) -> Iterator[Trouble]:
    for pointer in document.pointers:
        wrong = "" if responsible(pointer) else fault(pointer, document.prefixes)
        if wrong:
            yield Trouble(pointer.element, f"{_name(pointer)} {wrong}", "give an address, or #id, or file.xml#id")
    for element in document.all("ref", "ptr", "graphic", "media", "licence"):
        for attribute in ("target", "url"):
            if attribute in POINTING and element.get(attribute, "x").strip() == "":
                yield Trouble(
                    element, f"{attribute} of <{local(element)}> is empty", "give an address, or take it away"
                )


def _leaves(document: Checked, exemplar: Exemplar, pointer: Pointer) -> bool:
    pointer = document.led(pointer)
    if pointer.kind is not Kind.FILE:
        return False
    if pointer.file.startswith(("/", "\\")) or pointer.value.lower().startswith("file:"):
        return True
    return exemplar.folder is not None and not exemplar.folder.inside(target_path(document, pointer))


def _leaving(document: Checked, exemplar: Exemplar) -> Iterator[Trouble]:
    for pointer in document.pointers:
        if _leaves(document, exemplar, pointer):
            yield Trouble(
                pointer.element, f"{_name(pointer)} leads out of the edition's folder", "copy the file into the edition"
            )


def _unknown_resp(document: Checked, exemplar: Exemplar) -> Iterator[Trouble]:
    for pointer in filter(responsible, document.pointers):
        found = exemplar.resolve(document, pointer)
        if pointer.kind is Kind.FILE and "#" not in pointer.value:
            yield Trouble(
                pointer.element, f"{_name(pointer)} is no pointer", f"write #{pointer.value} if that is the id"
            )
        elif found == ():
            yield Trouble(
                pointer.element, f"{_name(pointer)} names nobody", "declare a <respStmt> or <person> with this xml:id"
            )
        elif found and local(found[0]) not in _AGENTS:
            yield Trouble(
                pointer.element,
                f"{_name(pointer)} leads to <{local(found[0])}>, which is nobody",
                "point to a <respStmt>",
            )


DANGLING = rule("P101", "dangling-reference", Severity.ERROR, "A reader who follows the link finds nothing.", _dangling)
DOUBLED_ID = rule(
    "P102",
    "doubled-id",
    Severity.ERROR,
    "What two elements are called, a link or a citation cannot tell apart.",
    _doubled_ids,
)
DOUBLED_POINTER = rule(
    "P103",
    "doubled-pointer",
    Severity.WARNING,
    "A name said twice in one attribute is one slip or hides another name that was meant.",
    _doubled_pointers,
)
NO_LINK = rule(
    "P104", "not-a-link", Severity.ERROR, "A link that no browser can open is a promise that the page breaks.", _no_link
)
LEAVING = rule(
    "P105",
    "link-leaves-edition",
    Severity.ERROR,
    "A path on one person's disk leads nowhere on anybody else's, and nobody archives it.",
    _leaving,
)
UNKNOWN_RESP = rule(
    "P140", "unknown-resp", Severity.ERROR, "A decision that nobody answers for cannot be questioned.", _unknown_resp
)
