"""A resolved schema as XML Schema 1.0: one document for TEI, and a small one for the attributes in XML's namespace.

XML Schema says a little less than RELAX NG. Where it does, this schema lets more in and never less: any element may
be the root, attributes that exclude each other may meet, the attributes of XML's namespace have one type everywhere,
and text may stand anywhere in content that has text at all.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from pecia.odd.content import (
    Anything,
    Choice,
    Datatype,
    Empty,
    Interleave,
    Macro,
    Model,
    Name,
    NotAllowed,
    Pattern,
    Raw,
    Repeat,
    Sequence,
    Text,
    Value,
    Xsd,
    choice,
    leaves,
    rebuilt,
    repeat,
    sequence,
)
from pecia.odd.cover import cover
from pecia.odd.determinism import deterministic, loosened
from pecia.odd.schema import Attribute, Element, Schema
from pecia.odd.specs import TEI, XML
from pecia.odd.xsd_types import XSD, inside, simple_type, tag, value_type

XML_SCHEMA_FILE = "xml.xsd"


def xsd(schema: Schema) -> etree._Element:
    """The schema document for TEI's namespace."""
    root = etree.Element(
        tag("schema"),
        nsmap={"xs": XSD, None: TEI},
        targetNamespace=TEI,
        elementFormDefault="qualified",
        attributeFormDefault="unqualified",
    )
    inside(root, "import", namespace=XML, schemaLocation=XML_SCHEMA_FILE)
    writer = _Writer(schema)
    elements = [writer.element(element) for element in schema.elements.values() if element.namespace == TEI]
    root.extend([*writer.shared(), *elements])
    return root


def xml_xsd() -> etree._Element:
    """The schema document for `xml:id`, `xml:lang`, `xml:base` and `xml:space`."""
    root = etree.Element(tag("schema"), nsmap={"xs": XSD}, targetNamespace=XML)
    inside(root, "attribute", name="id", type="xs:ID")
    inside(root, "attribute", name="base", type="xs:anyURI")
    language = inside(inside(root, "attribute", name="lang"), "simpleType")
    union = inside(language, "union", memberTypes="xs:language")
    inside(inside(inside(union, "simpleType"), "restriction", base="xs:string"), "enumeration", value="")
    space = inside(inside(inside(root, "attribute", name="space"), "simpleType"), "restriction", base="xs:NCName")
    for value in ("default", "preserve"):
        inside(space, "enumeration", value=value)
    return root


class _Writer:
    """Makes element declarations, and remembers which shared ones they refer to."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._used: set[tuple[str, str]] = set()

    def shared(self) -> list[etree._Element]:
        """Everything that was referred to so far, and what that refers to: types, groups, attribute groups."""
        made: dict[tuple[str, str], etree._Element] = {}
        while self._used - made.keys():
            for key in sorted(self._used - made.keys()):
                made[key] = self._shared(*key)
        return [made[key] for key in self._order() if key in made]

    def _order(self) -> Iterable[tuple[str, str]]:
        yield from (("simpleType", name) for name in self._schema.datatypes)
        yield from (("group", name) for name in (*self._schema.macros, *self._schema.models))
        yield from (("attributeGroup", name) for name in self._schema.classes)

    def _shared(self, kind: str, name: str) -> etree._Element:
        made = etree.Element(tag(kind), name=name)
        match kind:
            case "simpleType":
                simple_type(made, self._schema.datatypes[name], self._type)
            case "group" if name in self._schema.models:
                self._parts(inside(made, "choice"), map(Name, self._schema.models[name]))
            case "group":
                self._particle(inside(made, "sequence"), loosened(self._wordless(name), self._names))
            case _:
                owner = self._schema.classes[name]
                self._attributes(made, owner.attributes)
                for above in owner.classes:
                    inside(made, "attributeGroup", ref=self._use("attributeGroup", above))
        return made

    def _use(self, kind: str, name: str) -> str:
        self._used.add((kind, name))
        return name

    def _type(self, name: str) -> str:
        return self._use("simpleType", name)

    def element(self, element: Element) -> etree._Element:
        made = etree.Element(tag("element"), name=element.tag)
        complex_type = inside(made, "complexType")
        kinds = {type(leaf) for leaf in self._all_leaves(element.content)}
        if kinds & {Name, Model, Anything, Raw} or kinds <= {Empty, Text}:
            if Text in kinds:
                complex_type.set("mixed", "true")
            self._content(complex_type, element)
            self._element_attributes(complex_type, element)
        else:
            self._data(complex_type, element)
        return made

    def _all_leaves(self, pattern: Pattern) -> Iterable[Pattern]:
        for leaf in leaves(pattern):
            if isinstance(leaf, Macro):
                yield from self._all_leaves(self._schema.macros[leaf.name])
            else:
                yield leaf

    def _data(self, parent: etree._Element, element: Element) -> None:
        # Only a type with a name can be extended by attributes; where there is none, any text will do.
        base = self._type(element.content.name) if isinstance(element.content, Datatype) else "xs:string"
        extension = inside(inside(parent, "simpleContent"), "extension", base=base)
        self._element_attributes(extension, element)

    def _content(self, parent: etree._Element, element: Element) -> None:
        content = self._without_text(_ordered(element.content))
        if isinstance(content, Empty):
            return
        if not isinstance(content, Macro):
            inlined = self._inlined(content)
            if not deterministic(inlined, self._names):
                parent.append(etree.Comment(" looser than TEI: XML Schema cannot tell the parts of its model apart "))
                content = loosened(inlined, self._names)
        self._particle(inside(parent, "sequence"), content)

    def _names(self, leaf: Pattern) -> tuple[str, ...]:
        match leaf:
            case Name(name):
                return (name,)
            case Model(name):
                return self._schema.models[name]
            case _:
                return ()

    def _without_text(self, pattern: Pattern) -> Pattern:
        return rebuilt(pattern, lambda leaf: Empty() if isinstance(leaf, Text) else leaf)

    def _wordless(self, macro: str) -> Pattern:
        return self._inlined(self._without_text(_ordered(self._schema.macros[macro])))

    def _inlined(self, pattern: Pattern) -> Pattern:
        return rebuilt(pattern, lambda leaf: self._wordless(leaf.name) if isinstance(leaf, Macro) else leaf)

    def _particle(self, parent: etree._Element, pattern: Pattern, least: int = 1, most: int | None = 1) -> None:
        match pattern:
            case Repeat(part, inner_least, inner_most) if (least, most) == (1, 1):
                self._particle(parent, part, inner_least, inner_most)
            case Repeat():
                self._particle(_counted(inside(parent, "sequence"), least, most), pattern)
            case Sequence(parts):
                self._parts(_counted(inside(parent, "sequence"), least, most), parts)
            case Choice(parts):
                self._parts(_counted(inside(parent, "choice"), least, most), parts)
            case _:
                self._leaf(parent, pattern, least, most)

    def _parts(self, parent: etree._Element, parts: Iterable[Pattern]) -> None:
        for part in parts:
            self._particle(parent, part)

    def _leaf(self, parent: etree._Element, leaf: Pattern, least: int, most: int | None) -> None:
        match leaf:
            case Name(name) if self._schema.elements[name].namespace == TEI:
                _counted(inside(parent, "element", ref=self._schema.elements[name].tag), least, most)
            case Name():
                _counted(inside(parent, "any", namespace="##other", processContents="lax"), least, most)
            case Model(name) | Macro(name):
                _counted(inside(parent, "group", ref=self._use("group", name)), least, most)
            case Anything() | Raw():
                _counted(inside(parent, "any", namespace="##other", processContents="skip"), least, most)
            case Empty() | NotAllowed() | Value() | Xsd() | Datatype():
                # What cannot be has no particle; a word among elements is text to XML Schema.
                pass
            case _:
                raise TypeError(f"not a particle: {leaf!r}")

    def _element_attributes(self, parent: etree._Element, element: Element) -> None:
        covered = cover(element, self._schema)
        self._attributes(parent, (*covered.single, *covered.own))
        for name in covered.whole:
            inside(parent, "attributeGroup", ref=self._use("attributeGroup", name))
        if any(each.pattern or each.name.startswith("{") for each in element.attributes):
            inside(parent, "anyAttribute", namespace="##other", processContents="skip")

    def _attributes(self, parent: etree._Element, attributes: Iterable[Attribute]) -> None:
        for attribute in attributes:
            if attribute.pattern or attribute.name.startswith("{"):
                # Of another namespace, or of another grammar: `anyAttribute` stands for all of these.
                continue
            prefix, _, local = (attribute.shown or attribute.name).rpartition(":")
            if prefix == "xml":
                made = inside(parent, "attribute", ref=attribute.name)
            else:
                made = inside(parent, "attribute", name=local)
                value_type(made, attribute, self._type)
            if attribute.required:
                made.set("use", "required")


def _ordered(pattern: Pattern) -> Pattern:
    """Without what XML Schema 1.0 has no word for: parts in any order become any number of them."""
    match pattern:
        case Interleave(parts):
            return repeat(choice(map(_ordered, parts)), 0, None)
        case Sequence(parts):
            return sequence(map(_ordered, parts))
        case Choice(parts):
            return choice(map(_ordered, parts))
        case Repeat(part, least, most):
            return repeat(_ordered(part), least, most)
        case _:
            return pattern


def _counted(particle: etree._Element, least: int, most: int | None) -> etree._Element:
    if least != 1:
        particle.set("minOccurs", str(least))
    if most != 1:
        particle.set("maxOccurs", "unbounded" if most is None else str(most))
    return particle
