"""Datatypes and values of attributes as simple types of XML Schema."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from pecia.odd.content import Choice, Datatype, Empty, Pattern, Text, Value, Xsd
from pecia.odd.schema import Attribute

XSD = "http://www.w3.org/2001/XMLSchema"


def tag(name: str) -> str:
    return f"{{{XSD}}}{name}"


def inside(parent: etree._Element, name_of_tag: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, tag(name_of_tag), attributes)


def value_type(parent: etree._Element, attribute: Attribute, use: Callable[[str], str]) -> None:
    """The type of an attribute's value, by name in `@type` where it has one, else as a `simpleType` inside.

    `use` is told the name of every shared type, and gives it back.
    """
    one = attribute.one
    if (attribute.least, attribute.most) != (1, 1):
        _list(inside(parent, "simpleType"), one, attribute, use)
        return
    name = _named(one, use)
    if name:
        parent.set("type", name)
    else:
        simple_type(inside(parent, "simpleType"), one, use)


def _named(pattern: Pattern, use: Callable[[str], str]) -> str:
    match pattern:
        case Datatype(name):
            return use(name)
        case Xsd(name, ()):
            return f"xs:{name}"
        case Text() | Empty():
            return "xs:string"
        case _:
            return ""


def _list(simple: etree._Element, one: Pattern, attribute: Attribute, use: Callable[[str], str]) -> None:
    bounds = {"minLength": attribute.least, "maxLength": attribute.most}
    facets = {name: count for name, count in bounds.items() if count}
    holder = simple
    if facets:
        restriction = inside(simple, "restriction")
        holder = inside(restriction, "simpleType")
        for name, count in facets.items():
            inside(restriction, name, value=str(count))
    listed = inside(holder, "list")
    name = _named(one, use)
    if name:
        listed.set("itemType", name)
    else:
        simple_type(inside(listed, "simpleType"), one, use)


def simple_type(simple: etree._Element, pattern: Pattern, use: Callable[[str], str]) -> None:
    """Fills a `simpleType` with what the pattern says."""
    match pattern:
        case Choice(parts):
            values = tuple(part for part in parts if isinstance(part, Value))
            if len(values) == len(parts):
                _enumeration(simple, values)
            else:
                _union(simple, tuple(part for part in parts if not isinstance(part, Value)), values, use)
        case Value():
            _enumeration(simple, (pattern,))
        case Xsd(name, facets):
            restriction = inside(simple, "restriction", base=f"xs:{name}")
            for facet, value in facets:
                inside(restriction, facet, value=value)
        case _:
            inside(simple, "restriction", base=_named(pattern, use))


def _enumeration(simple: etree._Element, values: tuple[Value, ...]) -> None:
    restriction = inside(simple, "restriction", base="xs:token")
    for value in values:
        inside(restriction, "enumeration", value=value.text)


def _union(
    simple: etree._Element, parts: tuple[Pattern, ...], values: tuple[Value, ...], use: Callable[[str], str]
) -> None:
    named = [_named(part, use) for part in parts]
    union = inside(simple, "union")
    members = " ".join(name for name in named if name)
    if members:
        union.set("memberTypes", members)
    for part, name in zip(parts, named, strict=True):
        if not name:
            simple_type(inside(union, "simpleType"), part, use)
    if values:
        _enumeration(inside(union, "simpleType"), values)
