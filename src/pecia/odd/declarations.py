"""Declarations as TEI writes them in XML (`elementSpec`, `classSpec`, `macroSpec`, `dataSpec`), read into values.

The same reader serves the TEI source and a customization: both are written in the vocabulary of chapter 22
of the Guidelines.
"""

from __future__ import annotations

from lxml import etree

from pecia.odd.attributes import attribute_specs
from pecia.odd.content import Empty
from pecia.odd.reading import alternative, content_of, part, parts
from pecia.odd.specs import ClassSpec, ElementSpec, PatternSpec


def element_spec(spec: etree._Element) -> ElementSpec:
    attributes, either = attribute_specs(spec)
    return ElementSpec(
        name=spec.get("prefix", "") + spec.get("ident", ""),
        module=spec.get("module", ""),
        content=content_of(spec),
        classes=memberships(spec),
        attributes=attributes,
        either=either,
        namespace=spec.get("ns", ""),
        shown=alternative(spec),
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
