"""A customization: what somebody's ODD takes of TEI, and what it changes, as a value.

Read from `schemaSpec`: `moduleRef`, `elementRef`, `classRef`; `elementSpec`, `classSpec`, `macroSpec`, `dataSpec` in
the four modes; `constraintSpec`; groups of them (`specGrp`) wherever they stand in the document, or in a file beside
it. The prose around is for readers. What cannot be found is a finding, and the rest goes on without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from lxml import etree

from pecia.core.errors import SchemaError
from pecia.core.findings import Finding, Location, Severity
from pecia.odd.declarations import class_spec, element_spec, pattern_spec
from pecia.odd.grammars import Grammar, grammar
from pecia.odd.reading import local, names_or_namespaces, part, parts, words
from pecia.odd.sources import Odd, opened
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
_REFERENCES = frozenset({"elementRef", "classRef", "macroRef", "dataRef"})


@dataclass(frozen=True, slots=True)
class ModuleChoice:
    """A module, with the elements of it that are wanted: only these, or all but these."""

    name: str
    include: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()
    source: str = ""
    where: Location = field(default=Location(""), compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """One declaration asked for by name; of a class of attributes only these, or all but these."""

    kind: str
    name: str
    include: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()
    source: str = ""
    where: Location = field(default=Location(""), compare=False)


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to one declaration. `left` are the classes that it stops being a member of; with `only`, the
    classes of `spec` are all that it has."""

    kind: str
    mode: Mode
    spec: Spec
    left: tuple[str, ...] = ()
    only: bool = False
    where: Location = field(default=Location(""), compare=False)


@dataclass(frozen=True, slots=True)
class Constraint:
    """Schematron from a `constraintSpec`: its name, whose it is, and the elements in it as XML."""

    name: str
    owner: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Customization:
    """`start` is None where the ODD is silent about it; `source` names what it builds upon, "" for TEI itself. `exempt`
    is what any element never means. `declared` are the declarations as they stand in the ODD, `place` tells where."""

    name: str
    title: str
    start: tuple[str, ...] | None
    modules: tuple[ModuleChoice, ...]
    references: tuple[Reference, ...]
    changes: tuple[Change, ...]
    constraints: tuple[Constraint, ...]
    namespaces: tuple[tuple[str, str], ...]
    namespace: str | None = None
    prefix: str = ""
    source: str = ""
    exempt: tuple[str, ...] = ()
    grammars: tuple[Grammar, ...] = ()
    findings: tuple[Finding, ...] = ()
    declared: tuple[etree._Element, ...] = field(default=(), compare=False)
    place: Callable[[etree._Element], Location] = field(default=lambda _: Location(""), compare=False)


def read(content: bytes, path: str, folder: Path | None = None) -> Customization:
    """The customization in an ODD. Raises SchemaError when there is none, or it asks for what is not understood."""
    return customization(Odd(path, content, folder))


def customization(odd: Odd) -> Customization:
    """The customization in an ODD that was opened. Raises SchemaError."""
    schema = next(odd.root.iter(f"{{{TEI}}}schemaSpec"), None)
    if schema is None:
        raise SchemaError(f"{odd.path}: no <schemaSpec>: this is not a TEI customization")
    return _Reader(odd).read(schema)


class _Reader:
    """Follows the references of one ODD into its groups, and into the files beside it."""

    def __init__(self, odd: Odd) -> None:
        self._odd = odd
        self._odds = {odd.path: odd}

    def read(self, schema: etree._Element) -> Customization:
        declared = tuple(self._declarations(schema))
        title = self._odd.root.find(f".//{{{TEI}}}titleStmt/{{{TEI}}}title")
        modules = [each for each in declared if local(each) == "moduleRef"]
        changes = tuple(self._change(each) for each in declared if local(each) in _SPECS)
        return Customization(
            name=schema.get("ident", ""),
            title="" if title is None else " ".join("".join(title.itertext()).split()),
            start=words(schema, "start") if "start" in schema.attrib else None,
            modules=tuple(self._module(each) for each in modules if each.get("key")),
            references=tuple(self._reference(each) for each in declared if local(each) in _REFERENCES),
            changes=changes,
            constraints=tuple(_constraints(declared)),
            namespaces=tuple(_namespaces(schema)),
            namespace=schema.get("ns"),
            prefix=schema.get("prefix", ""),
            source=schema.get("source", ""),
            exempt=names_or_namespaces(schema, "defaultExceptions"),
            grammars=tuple(self._grammars(modules)),
            findings=tuple(finding for odd in self._odds.values() for finding in odd.findings),
            declared=tuple(each for each in declared if local(each) in _SPECS),
            place=self._where,
        )

    def _declarations(self, parent: etree._Element, through: tuple[str, ...] = ()) -> Iterator[etree._Element]:
        """What a `schemaSpec` or a group holds, groups replaced by what is in them."""
        for child in parent.iterchildren(f"{{{TEI}}}*"):
            match local(child):
                case "specGrp":
                    yield from self._declarations(child, through)
                case "specGrpRef":
                    yield from self._referred(child, through)
                case "TEI" | "text" | "body" | "div" | "schemaSpec":
                    # A whole document, taken in by XInclude: what it declares counts.
                    yield from self._declarations(child, through)
                case _:
                    yield child

    def _referred(self, reference: etree._Element, through: tuple[str, ...]) -> Iterator[etree._Element]:
        target = reference.get("target", "")
        owner = self._owner(reference)
        address = f"{owner.path} {target}"
        if address in through:
            raise SchemaError(f"{owner.where(reference)}: the specGrp {target!r} refers to itself")
        group = self._group(owner, target)
        if group is None:
            owner.notice(
                "V320",
                Severity.ERROR,
                f"there is no specGrp {target!r}: nothing is taken in here",
                reference,
                "look at the xml:id of the group",
            )
            return
        yield from self._declarations(group, (*through, address))

    def _group(self, owner: Odd, target: str) -> etree._Element | None:
        file, _, name = target.partition("#")
        if file:
            path = owner.beside(file)
            if path is None:
                return None
            owner = self._odds.setdefault(path.name, opened(path))
        if not name:
            return owner.root if local(owner.root) == "specGrp" else next(owner.root.iter(f"{{{TEI}}}specGrp"), None)
        groups = owner.root.iter(f"{{{TEI}}}specGrp")
        return next((group for group in groups if group.get(f"{{{XML}}}id") == name), None)

    def _owner(self, element: etree._Element) -> Odd:
        root = element.getroottree().getroot()
        return next((odd for odd in self._odds.values() if odd.root is root), self._odd)

    def _where(self, element: etree._Element) -> Location:
        return self._owner(element).where(element)

    def _module(self, reference: etree._Element) -> ModuleChoice:
        return ModuleChoice(
            reference.get("key", ""),
            words(reference, "include"),
            words(reference, "except"),
            reference.get("source", ""),
            self._where(reference),
        )

    def _reference(self, reference: etree._Element) -> Reference:
        return Reference(
            local(reference),
            reference.get("key", ""),
            words(reference, "include"),
            words(reference, "except"),
            reference.get("source", ""),
            self._where(reference),
        )

    def _change(self, declaration: etree._Element) -> Change:
        kind, where = local(declaration), self._where(declaration)
        mode = next((mode for mode in _MODES if mode == declaration.get("mode", "add")), None)
        if mode is None:
            raise SchemaError(f"{where}: <{kind}> has no mode {declaration.get('mode')!r}")
        classes = part(declaration, "classes")
        left: tuple[str, ...] = ()
        if classes is not None:
            left = tuple(each.get("key", "") for each in parts(classes, "memberOf") if each.get("mode") == "delete")
        only = classes is not None and classes.get("mode", "replace") == "replace"
        try:
            spec = _SPECS[kind](declaration)
        except SchemaError as error:
            raise SchemaError(f"{where.path}: <{kind} ident={declaration.get('ident')!r}>: {error}") from error
        return Change(kind, mode, spec, left, only, where)

    def _grammars(self, modules: list[etree._Element]) -> Iterator[Grammar]:
        for reference in modules:
            url = reference.get("url", "")
            if not url:
                continue
            owner = self._owner(reference)
            path = owner.beside(url)
            if path is None:
                owner.notice(
                    "V325",
                    Severity.ERROR,
                    f"the grammar {url!r} is not here: nothing of it is taken in",
                    reference,
                    "put the file into the folder of the ODD: pecia fetches nothing by itself",
                )
            else:
                yield grammar(path, reference)


def _constraints(declared: tuple[etree._Element, ...]) -> Iterator[Constraint]:
    for declaration in declared:
        owner = declaration.get("ident", "")
        here = [declaration] if local(declaration) == "constraintSpec" else list(_constraint_specs(declaration))
        for constraint in here:
            if constraint.get("mode") == "delete":
                continue
            found = constraint.iterfind(f"{{{TEI}}}constraint/{{{SCHEMATRON}}}*")
            rules = tuple(etree.tostring(rule, encoding="unicode", with_tail=False) for rule in found)
            yield Constraint(constraint.get("ident", ""), owner if constraint is not declaration else "", rules)


def _constraint_specs(declaration: etree._Element) -> Iterator[etree._Element]:
    """Of a declaration and of its attributes."""
    yield from parts(declaration, "constraintSpec")
    for definition in declaration.iter(f"{{{TEI}}}attDef"):
        if definition.get("mode") != "delete":
            yield from parts(definition, "constraintSpec")


def _namespaces(schema: etree._Element) -> Iterator[tuple[str, str]]:
    """The prefixes that the constraints use (`sch:ns`, in the schemaSpec itself or in any constraint)."""
    yield "tei", TEI
    for namespace in schema.getroottree().iter(f"{{{SCHEMATRON}}}ns"):
        if namespace.get("prefix") != "tei":
            yield namespace.get("prefix", ""), namespace.get("uri", "")
