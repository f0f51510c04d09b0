"""Facts and a customization make a schema.

An element that a customization leaves out is taken out of the content models too, and what is around it goes on
without it (as the TEI Stylesheets do it, TEI Guidelines 23.3.1.1); a class of which no member is left is matched by
nothing. Each of them is a finding (`lint`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pecia.core.errors import SchemaError
from pecia.core.findings import Finding, Location, Outcome, Severity
from pecia.odd.content import (
    Datatype,
    Empty,
    Gone,
    Macro,
    Model,
    Name,
    Pattern,
    Text,
    leaves,
)
from pecia.odd.customization import Customization
from pecia.odd.derive import Sources, derived
from pecia.odd.facts import Facts
from pecia.odd.filling import unfillable
from pecia.odd.schema import Attribute, AttributeClass, Element, Schema
from pecia.odd.settle import EXEMPT, Settler
from pecia.odd.specs import TEI, AttributeSpec, ClassSpec, ElementSpec, Group, ValueList


def resolve(facts: Facts, customization: Customization) -> Schema:
    """The schema of a customization of these facts. Raises SchemaError for what cannot be."""
    return resolved(customization, lambda source, where: facts).value


def resolved(customization: Customization, sources: Sources) -> Outcome[Schema]:
    """The schema, and what was noticed. Raises SchemaError when a document could not even begin."""
    facts, noticed = derived(customization, sources)
    foreign = frozenset().union(*(each.names() for each in customization.grammars))
    models = {
        name: tuple(_members(name, facts.elements, facts.classes))
        for name, spec in facts.classes.items()
        if spec.kind == "model"
    }
    settled = Settler(facts, models, foreign, customization.prefix, customization.exempt or EXEMPT)
    shared: dict[str, AttributeClass] = {}
    for name, spec in facts.classes.items():
        if spec.kind == "atts":
            shared[name] = _attribute_class(spec, facts, settled)
    made = {
        name: _element(spec, shared, facts, settled, customization.namespace) for name, spec in facts.elements.items()
    }
    schema = Schema(
        name=customization.name,
        title=customization.title,
        release=facts.release,
        start=_start(customization, made),
        elements=made,
        models={name: members for name, members in models.items() if members},
        classes=shared,
        macros={name: _unempty(settled(spec.pattern)) for name, spec in facts.macros.items()},
        datatypes={name: settled(spec.pattern) for name, spec in facts.datatypes.items()},
        constraints=customization.constraints,
        namespaces=customization.namespaces,
        prefix=customization.prefix,
        grammars=customization.grammars,
        exempt=customization.exempt,
    )
    empty = unfillable(schema)
    _check(schema, empty)
    return Outcome(schema, (*customization.findings, *noticed, *_empty(empty, customization)))


def _start(customization: Customization, elements: dict[str, Element]) -> tuple[str, ...]:
    if customization.start is not None:
        return customization.start
    return ("TEI",) if "TEI" in elements else tuple(elements)


def _unempty(pattern: Pattern) -> Pattern:
    return Empty() if isinstance(pattern, Gone) else pattern


def _members(model: str, elements: dict[str, ElementSpec], classes: dict[str, ClassSpec]) -> Iterator[str]:
    """The elements of a model class and of the classes in it, each once, in the order of declaration."""
    inside = {model}
    growing = True
    while growing:
        more = {name for name, spec in classes.items() if inside & set(spec.classes)} - inside
        inside |= more
        growing = bool(more)
    return (name for name, spec in elements.items() if inside & set(spec.classes))


def _attribute_class(spec: ClassSpec, facts: Facts, settled: Settler) -> AttributeClass:
    attributes = _applied({}, spec.attributes, spec.name, facts, settled)
    return AttributeClass(
        spec.name, tuple(attributes.values()), tuple(name for name in spec.classes if name in facts.classes)
    )


def _element(
    spec: ElementSpec, classes: dict[str, AttributeClass], facts: Facts, settled: Settler, namespace: str | None
) -> Element:
    own = tuple(name for name in spec.classes if name in classes)
    inherited: dict[str, Attribute] = {}
    for name in own:
        for attribute in inherited_from(name, classes):
            inherited.setdefault(attribute.name, attribute)
    attributes = _applied(inherited, spec.attributes, "", facts, settled)
    either = tuple(_left(group, attributes) for group in spec.either)
    content = settled(spec.content or Empty())
    return Element(
        name=spec.name,
        namespace=spec.namespace or (TEI if namespace is None else namespace),
        content=_unempty(content),
        classes=own,
        attributes=tuple(attributes.values()),
        either=tuple(group for group in either if len(group) > 1),
        shown=spec.shown,
    )


def _left(group: tuple[Group, ...], attributes: dict[str, Attribute]) -> tuple[Group, ...]:
    """The group with those attributes only that are left."""
    made: list[Group] = []
    for each in group:
        if isinstance(each, tuple):
            inner = _left(each, attributes)
            made.extend([inner] if len(inner) > 1 else inner)
        elif each in attributes:
            made.append(each)
    return tuple(made)


def inherited_from(name: str, classes: dict[str, AttributeClass]) -> Iterator[Attribute]:
    """The attributes of a class, its own and those of the classes that it belongs to."""
    own = classes[name]
    yield from own.attributes
    for above in own.classes:
        yield from inherited_from(above, classes)


def _applied(
    known: dict[str, Attribute], specs: tuple[AttributeSpec, ...], origin: str, facts: Facts, settled: Settler
) -> dict[str, Attribute]:
    attributes = dict(known)
    for spec in specs:
        old = attributes.get(spec.name)
        match spec.mode:
            case "delete":
                attributes.pop(spec.name, None)
            case "refer" | "all":
                for found in _of_class(spec, facts):
                    attributes[found.name] = _attribute_new(found, origin, settled)
            case "pattern":
                if settled.knows(spec.name):
                    attributes[spec.name] = Attribute(spec.name, Text(), 1, 1, None, False, origin, pattern=True)
            case "change" if old is not None:
                attributes[spec.name] = _attribute_changed(old, spec, origin, settled)
            case _:
                attributes[spec.name] = _attribute_new(spec, origin, settled)
    return attributes


def _of_class(reference: AttributeSpec, facts: Facts) -> Iterator[AttributeSpec]:
    """The attributes of a class that an `attRef` means."""
    owner = facts.classes.get(reference.owner)
    for each in () if owner is None else owner.attributes:
        if each.mode in ("add", "change", "replace") and (reference.mode == "all" or each.name == reference.name):
            yield each


def _attribute_new(spec: AttributeSpec, origin: str, settled: Settler) -> Attribute:
    datatype = Text() if spec.datatype is None else settled(spec.datatype)
    values = None if spec.values is None or spec.values.mode == "delete" else spec.values
    return Attribute(spec.name, datatype, spec.least, spec.most, values, spec.usage == "req", origin, shown=spec.shown)


def _attribute_changed(old: Attribute, spec: AttributeSpec, origin: str, settled: Settler) -> Attribute:
    typed = spec.datatype is not None
    return replace(
        old,
        datatype=settled(spec.datatype) if spec.datatype is not None else old.datatype,
        least=spec.least if typed else old.least,
        most=spec.most if typed else old.most,
        values=_values_changed(old.values, spec.values),
        required=old.required if spec.usage is None else spec.usage == "req",
        origin=origin,
        shown=spec.shown or old.shown,
    )


def _values_changed(old: ValueList | None, new: ValueList | None) -> ValueList | None:
    if new is None:
        return old
    if new.mode == "delete":
        return None
    if new.mode != "change" or old is None:
        return replace(new, kind=new.kind or "open")
    kept = (value for value in old.values if value not in new.gone)
    return ValueList(new.kind or old.kind, tuple(dict.fromkeys((*kept, *new.values))))


def _check(schema: Schema, empty: tuple[str, ...]) -> None:
    for name in schema.start:
        if name not in schema.elements:
            raise SchemaError(f"the ODD lets a document begin with <{name}>, and leaves that out")
        if name in empty:
            raise SchemaError(f"<{name}> can have no content that this ODD allows: take in what it needs")


def _empty(empty: tuple[str, ...], customization: Customization) -> Iterator[Finding]:
    places = {change.spec.name: change.where for change in customization.changes if change.kind == "elementSpec"}
    whole = next((each.where for each in customization.modules), Location(customization.name))
    for name in empty:
        said = f"<{name}> can have no content that this ODD allows: it cannot be used"
        yield Finding("V322", Severity.WARNING, said, places.get(name, whole), "take in what it needs, or leave it out")


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
