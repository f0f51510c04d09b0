"""Declarations as TEI writes them in XML (`elementSpec`, `attDef`, `content` …), read into values.

The same reader serves the TEI source and a customization: both are written in the vocabulary of chapter 22
of the Guidelines, with content models in Pure ODD.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from lxml import etree

from pecia.core.errors import SchemaError
from pecia.odd.content import (
    Anything,
    Datatype,
    Empty,
    Macro,
    Model,
    Name,
    Pattern,
    Text,
    Value,
    Xsd,
    choice,
    repeat,
    sequence,
)
from pecia.odd.specs import TEI, AttributeSpec, ClassSpec, ElementSpec, ListKind, PatternSpec, Usage, ValueList

_PROSE = frozenset({"desc", "gloss", "remarks", "exemplum", "listRef", "equiv", "altIdent", "valDesc"})


def parse(content: bytes, path: str) -> etree._Element:
    """The root of an ODD. Raises SchemaError when it is not well-formed."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        # The source of all TEI has four megabytes, and nothing in it is deep; ids are not our matter here.
        collect_ids=False,
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise SchemaError(f"{path}: not well-formed XML: {error.msg}") from error


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def parts(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The children in TEI's namespace that have one of these names."""
    return element.iterchildren(*(f"{{{TEI}}}{name}" for name in names))


def part(element: etree._Element, name: str) -> etree._Element | None:
    return next(parts(element, name), None)


def words(element: etree._Element, attribute: str) -> tuple[str, ...]:
    return tuple(element.get(attribute, "").split())


def element_spec(spec: etree._Element) -> ElementSpec:
    attributes, either = attribute_specs(spec)
    return ElementSpec(
        name=spec.get("ident", ""),
        module=spec.get("module", ""),
        content=content_of(spec),
        classes=memberships(spec),
        attributes=attributes,
        either=either,
        namespace=spec.get("ns", TEI),
    )


def class_spec(spec: etree._Element) -> ClassSpec:
    return ClassSpec(
        name=spec.get("ident", ""),
        module=spec.get("module", ""),
        kind=spec.get("type", ""),
        classes=memberships(spec),
        attributes=attribute_specs(spec)[0],
    )


def pattern_spec(spec: etree._Element) -> PatternSpec:
    return PatternSpec(spec.get("ident", ""), spec.get("module", ""), content_of(spec) or Empty())


def memberships(spec: etree._Element) -> tuple[str, ...]:
    classes = part(spec, "classes")
    if classes is None:
        return ()
    return tuple(member.get("key", "") for member in parts(classes, "memberOf") if member.get("mode") != "delete")


def content_of(spec: etree._Element) -> Pattern | None:
    """The content model, or None where the declaration is silent about it."""
    content = part(spec, "content")
    return None if content is None else sequence(pattern(child) for child in _modelled(content))


def _modelled(element: etree._Element) -> Iterator[etree._Element]:
    return (child for child in element.iterchildren(f"{{{TEI}}}*") if local(child) not in _PROSE)


def pattern(element: etree._Element) -> Pattern:
    """One construct of Pure ODD with its occurrences. Raises SchemaError for one that is unknown."""
    least = int(element.get("minOccurs", "1"))
    upper = element.get("maxOccurs", "1")
    return repeat(_once(element), least, None if upper == "unbounded" else int(upper))


def _once(element: etree._Element) -> Pattern:
    match local(element):
        case "sequence":
            return sequence(pattern(child) for child in _modelled(element))
        case "alternate":
            return choice(pattern(child) for child in _modelled(element))
        case "valList":
            return choice(Value(item.get("ident", "")) for item in parts(element, "valItem"))
        case _:
            return _leaf(element)


def _leaf(element: etree._Element) -> Pattern:
    key = element.get("key", "")
    match local(element):
        case "textNode":
            return Text()
        case "empty":
            return Empty()
        case "elementRef":
            return Name(key)
        case "classRef":
            return Model(key, element.get("expand", ""))
        case "macroRef":
            return Macro(key)
        case "dataRef":
            return Datatype(key) if key else _xsd(element)
        case "anyElement":
            return Anything(words(element, "require"), words(element, "except"))
        case other:
            raise SchemaError(f"line {element.sourceline}: <{other}> is no part of a content model that is known here")


def _xsd(element: etree._Element) -> Xsd:
    facets = [(facet.get("name", ""), facet.get("value", "")) for facet in parts(element, "dataFacet")]
    restriction = element.get("restriction")
    if restriction is not None:
        facets.append(("pattern", restriction))
    return Xsd(element.get("name", ""), tuple(facets))


def attribute_specs(spec: etree._Element) -> tuple[tuple[AttributeSpec, ...], tuple[tuple[str, ...], ...]]:
    """The attributes that a declaration lists, and the groups of which only one may be used."""
    attributes: list[AttributeSpec] = []
    either: list[tuple[str, ...]] = []
    for listed in parts(spec, "attList"):
        attributes.extend(_attributes(listed))
        groups = [listed, *listed.iter(f"{{{TEI}}}attList")]
        either.extend(
            tuple(each.get("ident", "") for each in parts(group, "attDef"))
            for group in dict.fromkeys(groups)
            # A choice of whole groups (`moduleRef`) is more than a set of names can say, and is left open.
            if group.get("org") == "choice" and part(group, "attList") is None
        )
    return tuple(attributes), tuple(either)


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
    """What an `attRef` points to, looked up in the document that it stands in."""
    owner, name = reference.get("class", ""), reference.get("name", "")
    for spec in reference.getroottree().iter(f"{{{TEI}}}classSpec"):
        if spec.get("ident") == owner:
            for attribute in attribute_specs(spec)[0]:
                if attribute.name == name:
                    return attribute
    raise SchemaError(f"line {reference.sourceline}: there is no attribute {name} in {owner}")


def attribute_spec(definition: etree._Element) -> AttributeSpec:
    datatype = part(definition, "datatype")
    default = part(definition, "defaultVal")
    least, most = ("1", "1") if datatype is None else (datatype.get("minOccurs", "1"), datatype.get("maxOccurs", "1"))
    return AttributeSpec(
        name=definition.get("ident", ""),
        datatype=None if datatype is None else sequence(pattern(child) for child in _modelled(datatype)),
        least=int(least),
        most=None if most == "unbounded" else int(most),
        values=value_list(definition),
        # "mwa" (mandatory when applicable) is a word of advice: no grammar can tell when.
        usage=cast("Usage | None", {"mwa": "rec"}.get(usage, usage)) if (usage := definition.get("usage")) else None,
        mode=definition.get("mode", "add"),
        default=None if default is None else "".join(default.itertext()).strip(),
        module=definition.get("module", ""),
    )


def value_list(definition: etree._Element) -> ValueList | None:
    listed = part(definition, "valList")
    if listed is None:
        return None
    kind = cast("ListKind", listed.get("type", "open"))
    values = (item.get("ident", "") for item in parts(listed, "valItem") if item.get("mode") != "delete")
    return ValueList(kind, tuple(dict.fromkeys(values)))
