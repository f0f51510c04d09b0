"""A customization: what somebody's ODD takes of TEI, and what it changes, as a value.

Read from `schemaSpec`: `moduleRef`, `elementRef`, `classRef`; `elementSpec`, `classSpec`, `macroSpec`, `dataSpec` in
the four modes; `constraintSpec`; groups of them (`specGrp`) wherever they stand in the document. The prose around is
for readers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lxml import etree

from pecia.core.errors import SchemaError
from pecia.odd.reading import class_spec, element_spec, local, parse, part, parts, pattern_spec, words
from pecia.odd.specs import TEI, XML, ClassSpec, ElementSpec, PatternSpec

Spec: TypeAlias = ElementSpec | ClassSpec | PatternSpec
Mode: TypeAlias = Literal["add", "change", "replace", "delete"]

SCHEMATRON = "http://purl.oclc.org/dsdl/schematron"
_MODES: tuple[Mode, ...] = ("add", "change", "replace", "delete")
_SPECS: dict[str, Callable[[etree._Element], Spec]] = {
    "elementSpec": element_spec,
    "classSpec": class_spec,
    "macroSpec": pattern_spec,
    "dataSpec": pattern_spec,
}


@dataclass(frozen=True, slots=True)
class ModuleChoice:
    """A module, with the elements of it that are wanted: only these, or all but these."""

    name: str
    include: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to one declaration. `left` are the classes that it stops being a member of; with `only`, the
    classes of `spec` are all that it has."""

    kind: str
    mode: Mode
    spec: Spec
    left: tuple[str, ...] = ()
    only: bool = False


@dataclass(frozen=True, slots=True)
class Constraint:
    """Schematron from a `constraintSpec`: its name, whose it is, and the elements in it as XML."""

    name: str
    owner: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Customization:
    name: str
    title: str
    start: tuple[str, ...]
    modules: tuple[ModuleChoice, ...]
    elements: tuple[str, ...]
    classes: tuple[str, ...]
    changes: tuple[Change, ...]
    constraints: tuple[Constraint, ...]
    namespaces: tuple[tuple[str, str], ...]


def read(content: bytes, path: str) -> Customization:
    """The customization in an ODD. Raises SchemaError when there is none, or it asks for what is not understood."""
    root = parse(content, path)
    schema = next(root.iter(f"{{{TEI}}}schemaSpec"), None)
    if schema is None:
        raise SchemaError(f"{path}: no <schemaSpec>: this is not a TEI customization")
    declared = list(_declarations(schema, path))
    title = root.find(f".//{{{TEI}}}titleStmt/{{{TEI}}}title")
    return Customization(
        name=schema.get("ident", ""),
        title="" if title is None else " ".join("".join(title.itertext()).split()),
        start=words(schema, "start") or ("TEI",),
        modules=tuple(_module(each) for each in declared if local(each) == "moduleRef"),
        elements=_keys(declared, "elementRef"),
        classes=_keys(declared, "classRef"),
        changes=tuple(_change(each, path) for each in declared if local(each) in _SPECS),
        constraints=tuple(_constraints(declared)),
        namespaces=tuple(_namespaces(schema)),
    )


def _declarations(parent: etree._Element, path: str, through: tuple[str, ...] = ()) -> Iterator[etree._Element]:
    """What a `schemaSpec` or a group holds, groups replaced by what is in them."""
    for child in parent.iterchildren(f"{{{TEI}}}*"):
        match local(child):
            case "specGrp":
                yield from _declarations(child, path, through)
            case "specGrpRef":
                target = child.get("target", "")
                if target in through:
                    raise SchemaError(f"{path}:{child.sourceline}: the specGrp {target!r} refers to itself")
                yield from _declarations(_group(child, target, path), path, (*through, target))
            case _:
                yield child


def _group(reference: etree._Element, target: str, path: str) -> etree._Element:
    for group in reference.getroottree().iter(f"{{{TEI}}}specGrp"):
        if target == f"#{group.get(f'{{{XML}}}id')}":
            return group
    raise SchemaError(f"{path}:{reference.sourceline}: there is no specGrp {target!r} in this ODD")


def _module(reference: etree._Element) -> ModuleChoice:
    return ModuleChoice(reference.get("key", ""), words(reference, "include"), words(reference, "except"))


def _keys(declared: list[etree._Element], name: str) -> tuple[str, ...]:
    return tuple(each.get("key", "") for each in declared if local(each) == name)


def _change(declaration: etree._Element, path: str) -> Change:
    kind = local(declaration)
    mode = next((mode for mode in _MODES if mode == declaration.get("mode", "add")), None)
    if mode is None:
        raise SchemaError(f"{path}:{declaration.sourceline}: <{kind}> has no mode {declaration.get('mode')!r}")
    classes = part(declaration, "classes")
    left: tuple[str, ...] = ()
    if classes is not None:
        left = tuple(each.get("key", "") for each in parts(classes, "memberOf") if each.get("mode") == "delete")
    only = classes is not None and classes.get("mode", "replace") == "replace"
    return Change(kind, mode, _SPECS[kind](declaration), left, only)


def _constraints(declared: list[etree._Element]) -> Iterator[Constraint]:
    for declaration in declared:
        here = [declaration] if local(declaration) == "constraintSpec" else list(parts(declaration, "constraintSpec"))
        for constraint in here:
            found = constraint.iterfind(f"{{{TEI}}}constraint/{{{SCHEMATRON}}}*")
            rules = tuple(etree.tostring(rule, encoding="unicode", with_tail=False) for rule in found)
            yield Constraint(constraint.get("ident", ""), declaration.get("ident", ""), rules)


def _namespaces(schema: etree._Element) -> Iterator[tuple[str, str]]:
    """The prefixes that the constraints use (`sch:ns`, in the schemaSpec itself or in any constraint)."""
    yield "tei", TEI
    for namespace in schema.getroottree().iter(f"{{{SCHEMATRON}}}ns"):
        if namespace.get("prefix") != "tei":
            yield namespace.get("prefix", ""), namespace.get("uri", "")
