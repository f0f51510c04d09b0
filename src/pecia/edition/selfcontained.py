"""A chapter with all that it points to in one tree: what an exporter gets, so that a stylesheet reads no file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from pecia.core.errors import SourceError
from pecia.core.findings import Finding, Location, Outcome, Severity
from pecia.edition import site
from pecia.engines.trees import XML_ID, parse, tei
from pecia.tei.register import entries, with_entries

_POINTERS = ("ref", "key", "who", "corresp", "sameAs", "target", "ana")


def selfcontained(tree: etree._Element, path: Path, folder: Path) -> Outcome[etree._Element]:
    """The tree with the register entries that it points to in its own `<standOff>`, and the pointers made local.

    Only files inside `folder`, the edition's, are read. A pointer to nothing stays as it is, and is a finding.
    """
    root = etree.fromstring(etree.tostring(tree))
    registers: dict[Path, dict[str, etree._Element]] = {}
    own = set(root.xpath("//@xml:id")) - set(entries(root))
    wanted: dict[str, etree._Element] = {}
    missing: dict[str, None] = {}
    for element, name, pointer in _pointers(root):
        file, _, identifier = pointer.partition("#")
        entry = _entry(path.parent / file, identifier, folder.resolve(), registers)
        if entry is None:
            missing[pointer] = None
            continue
        # An entry may have the name that a paragraph here has already.
        local_name = f"{identifier}-entry" if identifier in own else identifier
        if local_name not in wanted:
            copy = etree.fromstring(etree.tostring(entry, with_tail=False))
            copy.set(XML_ID, local_name)
            wanted[local_name] = copy
        values = element.get(name, "").split()
        element.set(name, " ".join(f"#{local_name}" if value == pointer else value for value in values))
    with_entries(root, sorted(wanted.values(), key=lambda entry: entry.get(XML_ID, "")))
    return Outcome(root, tuple(_dangling(pointer, path) for pointer in missing))


def _pointers(root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    for element in root.iter(tei("*")):
        for name in _POINTERS:
            for pointer in element.get(name, "").split():
                if "#" in pointer[1:] and ":" not in pointer and pointer.partition("#")[0].endswith(".xml"):
                    yield element, name, pointer


def _entry(
    file: Path, identifier: str, folder: Path, registers: dict[Path, dict[str, etree._Element]]
) -> etree._Element | None:
    file = file.resolve()
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
