"""A chapter with all that it points to in one tree: what an exporter gets, so that a stylesheet reads no file."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from itertools import chain, count
from pathlib import Path

from lxml import etree

from pecia.core.errors import SourceError
from pecia.core.findings import Finding, Location, Outcome, Severity
from pecia.edition import site
from pecia.engines.trees import XML_ID, parse, tei
from pecia.tei.register import entries, with_entries

_POINTERS = ("ref", "key", "who", "corresp", "sameAs", "target", "ana")


def points_elsewhere(content: bytes) -> bool:
    """False for a file in which nothing can point into another: in UTF-8, without a character written as a number.

    Of a long text that is known by its bytes in no time, and by its attributes only after a look at each.
    """
    return any(mark in content for mark in (b".xml#", b"&#", b"<!ENTITY", b"\0"))


def selfcontained(root: etree._Element, path: Path, folder: Path) -> Outcome[etree._Element]:
    """The tree, changed in place: with the register entries that it points to in its own `<standOff>`, and the
    pointers made local.

    Only files inside `folder`, the edition's, are read. A pointer to nothing stays as it is, and is a finding.
    """
    pointers = list(_pointers(root))
    if not pointers:
        return Outcome(root)
    registers: dict[Path, dict[str, etree._Element]] = {}
    taken = set(root.xpath("//@xml:id")) - set(entries(root))
    wanted: dict[tuple[Path, str], etree._Element] = {}
    missing: dict[str, None] = {}
    for element, name, pointer in pointers:
        file, _, identifier = pointer.partition("#")
        place = ((path.parent / file).resolve(), identifier)
        if place not in wanted:
            entry = _entry(*place, folder.resolve(), registers)
            if entry is None:
                missing[pointer] = None
                continue
            wanted[place] = deepcopy(entry)
            wanted[place].set(XML_ID, _free(identifier, taken))
        values = element.get(name, "").split()
        local = f"#{wanted[place].get(XML_ID)}"
        element.set(name, " ".join(local if value == pointer else value for value in values))
    with_entries(root, sorted(wanted.values(), key=lambda entry: entry.get(XML_ID, "")))
    return Outcome(root, tuple(_dangling(pointer, path) for pointer in missing))


def _free(identifier: str, taken: set[str]) -> str:
    """The id of an entry in the copy: a paragraph here, or an entry of another list, may have the same already."""
    names = chain((identifier, f"{identifier}-entry"), (f"{identifier}-entry-{number}" for number in count(2)))
    made = next(name for name in names if name not in taken)
    taken.add(made)
    return made


def _pointers(root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    # A long text has few pointers into other files: it is asked at once for all that may be one.
    for element in [e for e in root.iter(tei("*")) if any(".xml#" in value for value in e.values())]:
        for name in _POINTERS:
            for pointer in element.get(name, "").split():
                if "#" in pointer[1:] and ":" not in pointer and pointer.partition("#")[0].endswith(".xml"):
                    yield element, name, pointer


def _entry(
    file: Path, identifier: str, folder: Path, registers: dict[Path, dict[str, etree._Element]]
) -> etree._Element | None:
    if file not in registers:
        registers[file] = {}
        if file.is_relative_to(folder) and file.is_file():
            try:
                registers[file] = entries(parse(site.take(file).content, str(file)))
            except SourceError:
                registers[file] = {}  # `pecia validate` says what is wrong with it.
    return registers[file].get(identifier)


def _dangling(pointer: str, path: Path) -> Finding:
    hint = "pecia validate says more; the name is shown without its entry"
    return Finding("X401", Severity.WARNING, f"{pointer} leads to no register entry", Location(str(path)), hint)
