"""What a schema has under a name, for reading: an element, a class, a macro or a datatype."""

from __future__ import annotations

from collections.abc import Iterator

from pecia.odd.content import Macro, Model, Name, Pattern, leaves
from pecia.odd.facts import Facts
from pecia.odd.notation import notation
from pecia.odd.schema import Attribute, Element, Schema


def rows(name: str, schema: Schema, facts: Facts) -> tuple[tuple[str, str], ...]:
    """(what, what of it): the first is the kind and the name; none where the schema has no such thing."""
    element = schema.elements.get(name) or next((each for each in schema.elements.values() if each.tag == name), None)
    if element is not None:
        return tuple(_element(element, schema, facts))
    if name in schema.models:
        return (("model class", name), ("members", " ".join(schema.models[name])), *_within(name, schema))
    if name in schema.classes:
        return tuple(_attribute_class(name, schema))
    for kind, patterns in (("macro", schema.macros), ("datatype", schema.datatypes)):
        if name in patterns:
            return ((kind, name), ("is", notation(patterns[name])))
    return ()


def names(schema: Schema) -> tuple[str, ...]:
    """Everything that has rows."""
    return (*schema.elements, *schema.models, *schema.classes, *schema.macros, *schema.datatypes)


def _element(element: Element, schema: Schema, facts: Facts) -> Iterator[tuple[str, str]]:
    spec = facts.elements.get(element.name)
    yield "element", f"<{element.tag}>" + (f" of the module {spec.module}" if spec and spec.module else "")
    yield "content", notation(element.content)
    yield from _attributes(element.attributes)
    models = [model for model, members in schema.models.items() if element.name in members]
    yield "classes", " ".join((*models, *element.classes)) or "none"
    yield from _within(element.name, schema)


def _attribute_class(name: str, schema: Schema) -> Iterator[tuple[str, str]]:
    owner = schema.classes[name]
    yield "attribute class", name
    yield from _attributes(owner.attributes)
    if owner.classes:
        yield "classes", " ".join(owner.classes)
    yield "members", " ".join(each.tag for each in schema.elements.values() if name in each.classes) or "none"


def _attributes(attributes: tuple[Attribute, ...]) -> Iterator[tuple[str, str]]:
    for attribute in attributes:
        told = "one of " + " ".join(attribute.closed) if attribute.closed else notation(attribute.datatype)
        many = "" if (attribute.least, attribute.most) == (1, 1) else ", several words"
        needed = ", required" if attribute.required else ""
        yield f"@{attribute.shown or attribute.name}", f"{told}{many}{needed}"


def _within(name: str, schema: Schema) -> Iterator[tuple[str, str]]:
    """Where it may stand: the elements whose content names it, by itself, through a class or a macro."""
    meant = {name, *(model for model, members in schema.models.items() if name in members)}
    parents = [each.tag for each in schema.elements.values() if meant & set(_named(each.content, schema))]
    yield "stands in", " ".join(parents) or "nothing"


def _named(pattern: Pattern, schema: Schema) -> Iterator[str]:
    for leaf in leaves(pattern):
        match leaf:
            case Name(name) | Model(name):
                yield name
            case Macro(name):
                yield from _named(schema.macros[name], schema)
            case _:
                pass
