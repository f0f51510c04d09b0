"""Attributes as TEI declares them in XML (`attList`, `attDef`, `attRef`, `valList`), read into values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree

from pecia.odd.content import Empty, Pattern, sequence
from pecia.odd.reading import alternative, local, modelled, part, parts, pattern
from pecia.odd.specs import XML, AttributeSpec, Group, ListKind, Usage, ValueList

_ONE = re.compile(r"(att\..+)\.attribute\.(.+)")
_ALL = re.compile(r"(att\..+)\.attributes")


def attribute_specs(spec: etree._Element) -> tuple[tuple[AttributeSpec, ...], tuple[tuple[Group, ...], ...]]:
    """The attributes that a declaration lists, and the groups of which only one part may be used."""
    attributes: list[AttributeSpec] = []
    either: list[tuple[Group, ...]] = []
    for listed in parts(spec, "attList"):
        attributes.extend(_attributes(listed))
        either.extend(_choices(listed))
    return tuple(attributes), tuple(either)


def _choices(listed: etree._Element) -> Iterator[tuple[Group, ...]]:
    """The outermost lists of which one part is to be chosen."""
    if listed.get("org") == "choice":
        yield _group(listed, choosing=True)
        return
    for inner in parts(listed, "attList"):
        yield from _choices(inner)


def _group(listed: etree._Element, *, choosing: bool) -> tuple[Group, ...]:
    """Names and groups: in a choice, each inner group is of attributes that go together, and the other way round."""
    made: list[Group] = []
    for child in parts(listed, "attDef", "attRef", "attList"):
        if local(child) != "attList":
            made.append(_name(child))
            continue
        inner_chooses = child.get("org") == "choice"
        inner = _group(child, choosing=inner_chooses)
        if inner_chooses == choosing:
            made.extend(inner)
        else:
            made.append(inner)
    return tuple(made)


def _name(definition: etree._Element) -> str:
    name: str = definition.get("ident", "") or definition.get("name", "")
    match definition.get("ns"):
        case None | "":
            return name
        case namespace if namespace == XML:
            return name if name.startswith("xml:") else f"xml:{name}"
        case namespace:
            return f"{{{namespace}}}{name}"


def _attributes(listed: etree._Element) -> Iterator[AttributeSpec]:
    for child in parts(listed, "attDef", "attList", "attRef"):
        match local(child):
            case "attDef":
                yield attribute_spec(child)
            case "attList":
                yield from _attributes(child)
            case _:
                yield _referred(child)


def _referred(reference: etree._Element) -> AttributeSpec:
    """What an `attRef` points to: an attribute of a class, a whole class, or a definition of another grammar."""
    owner, name = reference.get("class", ""), reference.get("name", "")
    if owner:
        return AttributeSpec(name, mode="refer", owner=owner)
    name = name or reference.get("key", "")
    if one := _ONE.fullmatch(name):
        return AttributeSpec(one[2], mode="refer", owner=one[1])
    if every := _ALL.fullmatch(name):
        return AttributeSpec(name, mode="all", owner=every[1])
    return AttributeSpec(name, mode="pattern")


def attribute_spec(definition: etree._Element) -> AttributeSpec:
    datatype = part(definition, "datatype")
    default = part(definition, "defaultVal")
    least, most = ("1", "1") if datatype is None else (datatype.get("minOccurs", "1"), datatype.get("maxOccurs", "1"))
    return AttributeSpec(
        name=_name(definition),
        datatype=None if datatype is None else _datatype(datatype),
        least=int(least),
        most=None if most == "unbounded" else int(most),
        values=value_list(definition),
        # "mwa" (mandatory when applicable) is a word of advice: no grammar can tell when.
        usage=cast("Usage | None", {"mwa": "rec"}.get(usage, usage)) if (usage := definition.get("usage")) else None,
        mode=definition.get("mode", "add"),
        default=None if default is None else "".join(default.itertext()).strip(),
        module=definition.get("module", ""),
        shown=alternative(definition),
    )


def _datatype(datatype: etree._Element) -> Pattern | None:
    made = sequence(pattern(child) for child in modelled(datatype))
    return None if isinstance(made, Empty) and not len(datatype) else made


def value_list(definition: etree._Element) -> ValueList | None:
    listed = part(definition, "valList")
    if listed is None:
        return None
    mode = listed.get("mode", "add")
    kind = cast("ListKind", listed.get("type", "" if mode == "change" else "open"))
    items = list(parts(listed, "valItem"))
    values = (alternative(item) or item.get("ident", "") for item in items if item.get("mode") != "delete")
    gone = (item.get("ident", "") for item in items if item.get("mode") == "delete")
    return ValueList(kind, tuple(dict.fromkeys(values)), mode, tuple(gone))
