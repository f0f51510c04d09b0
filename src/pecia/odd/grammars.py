"""Grammars of RELAX NG that a customization takes in (`moduleRef/@url`): their definitions, by name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from pecia.core.errors import SchemaError
from pecia.odd.raw import RELAXNG
from pecia.odd.reading import parse
from pecia.odd.sources import bytes_of

_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Grammar:
    """`definitions` are (name, XML of the `define`) in the order of the file, includes done; `start` the XML of its
    `start`s. What the ODD says in `moduleRef/content` stands after them."""

    path: str
    definitions: tuple[tuple[str, str], ...]
    start: tuple[str, ...]

    def names(self) -> frozenset[str]:
        return frozenset(name for name, _ in self.definitions)


def grammar(path: Path, reference: etree._Element) -> Grammar:
    """The grammar of a file, its names with the prefix of the reference. Raises SchemaError."""
    root = _opened(path, 0)
    prefix = reference.get("prefix", "")
    added = list(reference.iterfind(f"*/{{{RELAXNG}}}*"))
    made = _definitions(root)
    if prefix:
        for element in root.iter(f"{{{RELAXNG}}}define", f"{{{RELAXNG}}}ref"):
            element.set("name", prefix + element.get("name", ""))
    made += [each for holder in added for each in _definitions(holder)]
    defines = [each for each in made if etree.QName(each).localname == "define"]
    starts = [each for each in made if etree.QName(each).localname == "start"]
    return Grammar(path.name, tuple((each.get("name", ""), _xml(each)) for each in defines), tuple(map(_xml, starts)))


def _xml(element: etree._Element) -> str:
    """The element with everything that it inherits from those around it (RELAX NG 4.3, 4.8)."""
    for attribute in ("ns", "datatypeLibrary"):
        holders = (element, *element.iterancestors())
        value = next((each.get(attribute) for each in holders if each.get(attribute) is not None), None)
        if value is not None:
            element.set(attribute, value)
        elif attribute == "ns":
            element.set("ns", "")
    return etree.tostring(element, encoding="unicode", with_tail=False)


def _definitions(holder: etree._Element) -> list[etree._Element]:
    if etree.QName(holder).localname in ("define", "start"):
        return [holder]
    return [
        found
        for child in holder.iterchildren(f"{{{RELAXNG}}}*")
        if etree.QName(child).localname in ("define", "start", "div", "include", "grammar")
        for found in _definitions(child)
    ]


def _opened(path: Path, depth: int) -> etree._Element:
    """The grammar, with the files that it includes put inside their `include`, what these override taken off."""
    root = parse(bytes_of(path), path.name)
    if root.tag != f"{{{RELAXNG}}}grammar":
        raise SchemaError(f"{path.name}: this is no grammar of RELAX NG")
    for include in list(root.iter(f"{{{RELAXNG}}}include")):
        inner = (path.parent / include.get("href", "")).resolve()
        if depth > _DEEPEST or not inner.is_relative_to(path.parent.resolve()):
            raise SchemaError(f"{path.name}: it includes {include.get('href')!r}, which is not in its folder")
        below = _opened(inner, depth + 1)
        mine = {(each.tag, each.get("name")) for each in _definitions(include)}
        for each in _definitions(below):
            parent = each.getparent()
            if (each.tag, each.get("name")) in mine and parent is not None:
                parent.remove(each)
        include.insert(0, below)
    return root
