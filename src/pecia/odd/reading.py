"""Content models as TEI writes them in XML: Pure ODD (TEI Guidelines 22.5) with RELAX NG in it, read into values."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pecia.core.errors import SchemaError
from pecia.odd.content import (
    Anything,
    Datatype,
    Empty,
    Facets,
    Macro,
    Model,
    Name,
    Pattern,
    Text,
    Value,
    Xsd,
    choice,
    interleave,
    repeat,
    sequence,
)
from pecia.odd.raw import RELAXNG, from_relaxng
from pecia.odd.specs import TEI

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


def alternative(spec: etree._Element) -> str:
    """The name of `altIdent`, "" where there is none."""
    found = part(spec, "altIdent")
    return "" if found is None else "".join(found.itertext()).strip()


def names_or_namespaces(element: etree._Element, attribute: str) -> tuple[str, ...]:
    """Namespaces as they are; a name with a prefix that is declared here as `{namespace}name`."""
    made = []
    for word in words(element, attribute):
        prefix, colon, name = word.partition(":")
        namespace = element.nsmap.get(prefix) if colon else None
        made.append(word if namespace is None else f"{{{namespace}}}{name}")
    return tuple(made)


def content_of(spec: etree._Element) -> Pattern | None:
    """The content model, or None where the declaration is silent about it."""
    content = part(spec, "content")
    if content is None:
        return None
    definitions = [child for child in content.iterchildren(f"{{{RELAXNG}}}*") if local(child) in ("define", "start")]
    return sequence(pattern(child) for child in modelled(content) if child not in definitions)


def modelled(element: etree._Element) -> Iterator[etree._Element]:
    every = element.iterchildren(f"{{{TEI}}}*", f"{{{RELAXNG}}}*")
    return (child for child in every if local(child) not in _PROSE)


def pattern(element: etree._Element) -> Pattern:
    """One construct of Pure ODD with its occurrences, or of RELAX NG. Raises SchemaError for one that is unknown."""
    if etree.QName(element).namespace == RELAXNG:
        return from_relaxng(element)
    least = int(element.get("minOccurs", "1"))
    upper = element.get("maxOccurs", "1")
    return repeat(_once(element), least, None if upper == "unbounded" else int(upper))


def _once(element: etree._Element) -> Pattern:
    match local(element):
        case "sequence":
            inside = [pattern(child) for child in modelled(element)]
            return interleave(inside) if element.get("preserveOrder") == "false" else sequence(inside)
        case "interleave":
            return interleave(pattern(child) for child in modelled(element))
        case "alternate":
            return choice(pattern(child) for child in modelled(element))
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
            return Name(element.get("prefix", "") + key)
        case "classRef":
            expand = {"alternation": "alternate"}.get(given := element.get("expand", ""), given)
            return Model(key, expand, words(element, "include"), words(element, "except"))
        case "macroRef":
            return Macro(key)
        case "dataRef":
            return Datatype(key, _restrictions(element)) if key else _xsd(element)
        case "anyElement":
            return Anything(names_or_namespaces(element, "require"), names_or_namespaces(element, "except"))
        case other:
            raise SchemaError(f"line {element.sourceline}: <{other}> is no part of a content model that is known here")


def _xsd(element: etree._Element) -> Xsd:
    return Xsd(element.get("name", ""), _restrictions(element))


def _restrictions(element: etree._Element) -> Facets:
    facets = [(facet.get("name", ""), facet.get("value", "")) for facet in parts(element, "dataFacet")]
    restriction = element.get("restriction")
    if restriction is not None:
        facets.append(("pattern", restriction))
    return tuple(facets)
