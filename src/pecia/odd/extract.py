"""From the TEI source (`p5subset.xml` of a release) to facts."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pecia.core.errors import SchemaError
from pecia.odd.declarations import class_spec, element_spec, pattern_spec
from pecia.odd.facts import Facts
from pecia.odd.reading import parse
from pecia.odd.specs import TEI


def facts(content: bytes, path: str) -> Facts:
    """What the source declares, in its own order. Raises SchemaError for what is no TEI source."""
    root = parse(content, path)
    edition = root.find(f".//{{{TEI}}}editionStmt/{{{TEI}}}edition")
    if edition is None or root.find(f".//{{{TEI}}}elementSpec") is None:
        raise SchemaError(f"{path}: this is not the source of a TEI release: it declares no element")
    date = edition.find(f"{{{TEI}}}date")
    return Facts(
        release=_release(edition),
        dated="" if date is None else date.get("when", ""),
        modules=tuple(spec.get("ident", "") for spec in _declared(root, "moduleSpec")),
        elements={spec.get("ident", ""): element_spec(spec) for spec in _declared(root, "elementSpec")},
        classes={spec.get("ident", ""): class_spec(spec) for spec in _declared(root, "classSpec")},
        macros={spec.get("ident", ""): pattern_spec(spec) for spec in _declared(root, "macroSpec")},
        datatypes={spec.get("ident", ""): pattern_spec(spec) for spec in _declared(root, "dataSpec")},
    )


def _declared(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Real declarations: the examples of the Guidelines stand in a namespace of their own, and so don't count."""
    return (spec for spec in root.iter(f"{{{TEI}}}{name}") if spec.get("ident"))


def _release(edition: etree._Element) -> str:
    words = "".join(edition.itertext()).replace(",", " ").split()
    return next((word.rstrip(".") for word in words if word[0].isdigit()), "")
