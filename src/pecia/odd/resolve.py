"""Facts and a customization make a schema.

What a customization leaves out is not allowed anywhere, and a content model that needs it cannot be filled: so the
schema accepts nothing that TEI refuses, and an element that could have no content at all is an error of the ODD.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from pecia.core.errors import SchemaError
from pecia.odd.content import (
    Datatype,
    Empty,
    Macro,
    Model,
    Name,
    NotAllowed,
    Pattern,
    Text,
    leaves,
    rebuilt,
    repeat,
    sequence,
)
from pecia.odd.customization import Change, Customization, ModuleChoice
from pecia.odd.facts import Facts
from pecia.odd.schema import Attribute, AttributeClass, Element, Schema
from pecia.odd.specs import AttributeSpec, ClassSpec, ElementSpec, PatternSpec

S = TypeVar("S", ElementSpec, ClassSpec, PatternSpec)


def resolve(facts: Facts, customization: Customization) -> Schema:
    """The schema. Raises SchemaError when the customization names what TEI does not have, or leaves an element empty
    that must not be."""
    elements = _changed(_chosen_elements(facts, customization), facts.elements, customization, ElementSpec)
    classes = _changed(_chosen_classes(facts, customization), facts.classes, customization, ClassSpec)
    macros = _patterns(facts.macros, customization, "macroSpec")
    datatypes = _patterns(facts.datatypes, customization, "dataSpec")
    models = {name: tuple(_members(name, elements, classes)) for name, spec in classes.items() if spec.kind == "model"}
    settled = _Settler(elements, models, {name: spec.pattern for name, spec in macros.items()})
    shared = {name: _attribute_class(spec, classes) for name, spec in classes.items() if spec.kind == "atts"}
    made = {name: _element(spec, shared, settled) for name, spec in elements.items()}
    schema = Schema(
        name=customization.name,
        title=customization.title,
        release=facts.release,
        start=customization.start,
        elements=made,
        models={name: members for name, members in models.items() if members},
        classes=shared,
        macros={name: settled(spec.pattern) for name, spec in macros.items()},
        datatypes={name: spec.pattern for name, spec in datatypes.items()},
        constraints=customization.constraints,
        namespaces=customization.namespaces,
    )
    _check(schema)
    return schema


def _chosen_elements(facts: Facts, customization: Customization) -> dict[str, ElementSpec]:
    wanted = set(customization.elements)
    for choice in customization.modules:
        wanted.update(_of_module(facts, choice))
    for name in sorted(wanted - facts.elements.keys()):
        raise SchemaError(f"the ODD takes <{name}>, which TEI {facts.release} does not have")
    return {name: spec for name, spec in facts.elements.items() if name in wanted}


def _of_module(facts: Facts, choice: ModuleChoice) -> Iterator[str]:
    if choice.name not in facts.modules:
        raise SchemaError(f"the ODD takes the module {choice.name!r}, which TEI {facts.release} does not have")
    own = [name for name, spec in facts.elements.items() if spec.module == choice.name]
    for name in (*choice.include, *choice.excepted):
        if name not in own:
            raise SchemaError(f"the ODD looks for <{name}> in the module {choice.name!r}, and it is not there")
    if choice.include:
        yield from choice.include
    else:
        yield from (name for name in own if name not in choice.excepted)


def _chosen_classes(facts: Facts, customization: Customization) -> dict[str, ClassSpec]:
    """A class comes with its module, or when it is asked for by name."""
    modules = {"", *(choice.name for choice in customization.modules)}
    asked = set(customization.classes)
    chosen: dict[str, ClassSpec] = {}
    for name, spec in facts.classes.items():
        if spec.module in modules or name in asked:
            attributes = tuple(each for each in spec.attributes if each.module in modules)
            chosen[name] = replace(spec, attributes=attributes)
    return chosen


def _changed(chosen: dict[str, S], known: dict[str, S], customization: Customization, kind: type[S]) -> dict[str, S]:
    changed = dict(chosen)
    for change in customization.changes:
        spec = change.spec
        if not isinstance(spec, kind):
            continue
        if change.mode == "delete":
            changed.pop(spec.name, None)
        elif change.mode == "change":
            if spec.name not in changed:
                there = "leaves it out" if spec.name in known else "TEI does not have it"
                raise SchemaError(f"the ODD changes {spec.name}, but {there}")
            changed[spec.name] = _merged(changed[spec.name], spec, change)
        else:
            changed[spec.name] = spec
    return changed


def _patterns(known: dict[str, PatternSpec], customization: Customization, kind: str) -> dict[str, PatternSpec]:
    """Macros or datatypes: all of TEI's, for only those that are used are written."""
    mine = tuple(change for change in customization.changes if change.kind == kind)
    return _changed(dict(known), known, replace(customization, changes=mine), PatternSpec)


def _merged(old: S, new: S, change: Change) -> S:
    """The declaration with what a change says of it; where the change is silent, it stays."""
    if isinstance(old, PatternSpec) or isinstance(new, PatternSpec):
        return new
    classes = _memberships(old.classes, new.classes, change)
    attributes = (*old.attributes, *new.attributes)
    if isinstance(old, ElementSpec) and isinstance(new, ElementSpec):
        content = old.content if new.content is None else new.content
        either = (*old.either, *new.either)
        return replace(old, classes=classes, attributes=attributes, content=content, either=either)
    return replace(old, classes=classes, attributes=attributes)


def _memberships(old: tuple[str, ...], new: tuple[str, ...], change: Change) -> tuple[str, ...]:
    kept = () if change.only else tuple(name for name in old if name not in change.left)
    return tuple(dict.fromkeys((*kept, *new)))


def _members(model: str, elements: dict[str, ElementSpec], classes: dict[str, ClassSpec]) -> Iterator[str]:
    """The elements of a model class and of the classes in it, each once, in the order of declaration."""
    inside = {model}
    growing = True
    while growing:
        more = {name for name, spec in classes.items() if inside & set(spec.classes)} - inside
        inside |= more
        growing = bool(more)
    return (name for name, spec in elements.items() if inside & set(spec.classes))


class _Settler:
    """Content models as this schema has them: what is left out is `NotAllowed`."""

    def __init__(
        self, elements: dict[str, ElementSpec], models: dict[str, tuple[str, ...]], macros: dict[str, Pattern]
    ) -> None:
        self._elements = elements
        self._models = models
        self._macros = macros

    def __call__(self, pattern: Pattern) -> Pattern:
        return rebuilt(pattern, self._leaf)

    def _leaf(self, leaf: Pattern) -> Pattern:
        match leaf:
            case Name(name):
                return leaf if name in self._elements else NotAllowed()
            case Macro(name):
                known = name in self._macros and not isinstance(self(self._macros[name]), NotAllowed)
                return leaf if known else NotAllowed()
            case Model(name, expand):
                return self._model(name, expand)
            case _:
                return leaf

    def _model(self, name: str, expand: str) -> Pattern:
        members = self._models.get(name, ())
        if not members and not expand.endswith(("Optional", "OptionalRepeatable")):
            return NotAllowed()
        if expand in ("", "alternate"):
            return Model(name)
        counts = {
            "sequence": (1, 1),
            "sequenceRepeatable": (1, None),
            "sequenceOptional": (0, 1),
            "sequenceOptionalRepeatable": (0, None),
        }
        if expand not in counts:
            raise SchemaError(f"{name}: a class reference cannot expand to {expand!r}")
        return sequence(repeat(Name(member), *counts[expand]) for member in members)


def _attribute_class(spec: ClassSpec, classes: dict[str, ClassSpec]) -> AttributeClass:
    attributes = _applied({}, spec.attributes, spec.name)
    return AttributeClass(
        spec.name, tuple(attributes.values()), tuple(name for name in spec.classes if name in classes)
    )


def _element(spec: ElementSpec, classes: dict[str, AttributeClass], settled: _Settler) -> Element:
    own = tuple(name for name in spec.classes if name in classes)
    inherited: dict[str, Attribute] = {}
    for name in own:
        for attribute in inherited_from(name, classes):
            inherited.setdefault(attribute.name, attribute)
    attributes = _applied(inherited, spec.attributes, "")
    either = tuple(tuple(name for name in group if name in attributes) for group in spec.either)
    content = settled(spec.content or Empty())
    return Element(
        name=spec.name,
        namespace=spec.namespace,
        content=content,
        classes=own,
        attributes=tuple(attributes.values()),
        either=tuple(group for group in either if len(group) > 1),
    )


def inherited_from(name: str, classes: dict[str, AttributeClass]) -> Iterator[Attribute]:
    """The attributes of a class, its own and those of the classes that it belongs to."""
    own = classes[name]
    yield from own.attributes
    for above in own.classes:
        yield from inherited_from(above, classes)


def _applied(known: dict[str, Attribute], specs: tuple[AttributeSpec, ...], origin: str) -> dict[str, Attribute]:
    attributes = dict(known)
    for spec in specs:
        old = attributes.get(spec.name)
        if spec.mode == "delete":
            attributes.pop(spec.name, None)
        elif spec.mode == "change" and old is not None:
            attributes[spec.name] = _attribute_changed(old, spec, origin)
        else:
            attributes[spec.name] = _attribute_new(spec, origin)
    return attributes


def _attribute_new(spec: AttributeSpec, origin: str) -> Attribute:
    datatype = Text() if spec.datatype is None else spec.datatype
    return Attribute(spec.name, datatype, spec.least, spec.most, spec.values, spec.usage == "req", origin)


def _attribute_changed(old: Attribute, spec: AttributeSpec, origin: str) -> Attribute:
    typed = spec.datatype is not None
    return Attribute(
        name=old.name,
        datatype=spec.datatype if spec.datatype is not None else old.datatype,
        least=spec.least if typed else old.least,
        most=spec.most if typed else old.most,
        values=old.values if spec.values is None else spec.values,
        required=old.required if spec.usage is None else spec.usage == "req",
        origin=origin,
    )


def _check(schema: Schema) -> None:
    for name in schema.start:
        if name not in schema.elements:
            raise SchemaError(f"the ODD lets a document begin with <{name}>, and leaves that out")
    for element in schema.elements.values():
        if isinstance(element.content, NotAllowed):
            raise SchemaError(f"<{element.name}> can have no content that this ODD allows: take in what it needs")


def used_datatypes(schema: Schema) -> tuple[str, ...]:
    """The TEI datatypes that contents and attributes come down to, in the order of declaration."""
    found: set[str] = set()
    waiting = [element.content for element in schema.elements.values()]
    waiting += [attribute.datatype for element in schema.elements.values() for attribute in element.attributes]
    while waiting:
        for leaf in leaves(waiting.pop()):
            if isinstance(leaf, Datatype) and leaf.name not in found:
                found.add(leaf.name)
                waiting.append(schema.datatypes[leaf.name])
    return tuple(name for name in schema.datatypes if name in found)


def unreachable(schema: Schema) -> tuple[str, ...]:
    """Elements that no content model reaches from the start: the ODD takes them in for nothing."""
    seen: set[str] = set()
    waiting = list(schema.start)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(_reached(schema, schema.elements[name].content))
    return tuple(name for name in schema.elements if name not in seen)


def _reached(schema: Schema, pattern: Pattern) -> Iterator[str]:
    for leaf in leaves(pattern):
        match leaf:
            case Name(name):
                yield name
            case Model(name):
                yield from schema.models[name]
            case Macro(name):
                yield from _reached(schema, schema.macros[name])
            case _:
                pass
