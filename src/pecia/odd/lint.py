"""What is worth a word in an ODD: references to nothing, classes that nobody is left in, content that leaves open how
it is to be read, changes that change nothing. Each with the line and column where the ODD says it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from pecia.core.findings import Finding, Location, Severity
from pecia.odd.content import Empty, Macro, Model, Name, Pattern, Text, rebuilt
from pecia.odd.customization import Customization
from pecia.odd.determinism import deterministic
from pecia.odd.facts import Facts
from pecia.odd.raw import RELAXNG, referred
from pecia.odd.reading import local, words
from pecia.odd.resolve import inherited_from
from pecia.odd.schema import Schema
from pecia.odd.specs import TEI

_KINDS = {"elementRef": "element", "classRef": "class", "macroRef": "macro", "dataRef": "datatype", "memberOf": "class"}


def lint(customization: Customization, schema: Schema, known: Facts) -> tuple[Finding, ...]:
    """The findings of one customization; `known` is all that it could have taken."""
    work = _Lint(customization, schema, known)
    return tuple(finding for declaration in customization.declared for finding in work.declaration(declaration))


class _Lint:
    def __init__(self, customization: Customization, schema: Schema, known: Facts) -> None:
        self._place: Callable[[etree._Element], Location] = customization.place
        self._prefix = customization.prefix
        self._foreign = frozenset().union(*(each.names() for each in customization.grammars))
        self._schema = schema
        self._mine = {
            kind: {change.spec.name for change in customization.changes if change.kind == kind}
            for kind in ("elementSpec", "classSpec", "macroSpec", "dataSpec")
        }
        self._known = known

    def declaration(self, declaration: etree._Element) -> Iterator[Finding]:
        if declaration.get("mode") == "delete":
            return
        for element in declaration.iter(*(f"{{{TEI}}}{name}" for name in _KINDS)):
            if element is not declaration:
                yield from self._reference(element)
        for ref in declaration.iter(f"{{{RELAXNG}}}ref"):
            if not any(each.tag == f"{{{RELAXNG}}}grammar" for each in ref.iterancestors()):
                yield from self._raw(ref)
        if local(declaration) == "elementSpec":
            yield from self._attributes(declaration)
            yield from self._ambiguous(declaration)

    def _reference(self, element: etree._Element) -> Iterator[Finding]:
        key = element.get("prefix", "") + element.get("key", "")
        if not key or element.get("mode") == "delete":
            return
        there, could_be = self._sets(local(element))
        if key not in there and key not in self._foreign:
            yield self._missing(element, f"the {_KINDS[local(element)]} {key}", key in could_be)
        elif local(element) == "classRef" and key.startswith("model.") and key not in self._schema.models:
            said = f"no element of this schema is in the class {key}"
            yield self._finding("V321", Severity.WARNING, said, element, "take in one of its members")
        for word in (*words(element, "include"), *words(element, "except")):
            if local(element) == "classRef" and word not in self._schema.models.get(key, ()):
                said = f"{word} is not in the class {key}"
                yield self._finding("V324", Severity.WARNING, said, element, "that has no effect")

    def _sets(self, kind: str) -> tuple[set[str], set[str]]:
        schema, known = self._schema, self._known
        match kind:
            case "elementRef":
                return set(schema.elements), {*known.elements}
            case "macroRef":
                return set(schema.macros), {*known.macros}
            case "dataRef":
                return set(schema.datatypes), {*known.datatypes}
            case _:
                return {*schema.models, *schema.classes, *self._mine["classSpec"], *self._modules()}, {*known.classes}

    def _modules(self) -> set[str]:
        """Classes of the modules taken in are there, even if no element is left in them."""
        return {name for name in self._known.classes if name.startswith("model.")}

    def _missing(self, element: etree._Element, thing: str, left_out: bool) -> Finding:
        if left_out:
            said = f"{thing} is left out by this ODD, and so is what is said of it here"
            return self._finding("V321", Severity.WARNING, said, element, "take it in, or take the reference away")
        said = f"there is no such thing as {thing}"
        return self._finding("V320", Severity.ERROR, said, element, "look at its spelling, or at the release of TEI")

    def _raw(self, ref: etree._Element) -> Iterator[Finding]:
        name = ref.get("name", "")
        schema = self._schema
        short = name.removeprefix(self._prefix)
        everything = {*schema.elements, *schema.macros, *schema.datatypes, *schema.models, *self._known.classes}
        meant = referred(short)
        if {name, short, f"tei{short}"} & everything or name in self._foreign:
            return
        if isinstance(meant, Model | Macro) and meant.name in everything:
            return
        known = isinstance(meant, Name) and short in self._known.elements
        yield self._missing(ref, f"the pattern {name}", known)

    def _attributes(self, declaration: etree._Element) -> Iterator[Finding]:
        name = declaration.get("prefix", "") + declaration.get("ident", "")
        made, base = self._schema.elements.get(name), self._known.elements.get(name)
        if made is None or base is None or declaration.get("mode") != "change":
            return
        there = {each.name for each in base.attributes}
        there |= {each.name for owner in made.classes for each in inherited_from(owner, self._schema.classes)}
        for definition in declaration.iter(f"{{{TEI}}}attDef"):
            attribute = definition.get("ident", "")
            if definition.get("mode") in ("delete", "change") and attribute not in there:
                verb = "deletes" if definition.get("mode") == "delete" else "changes"
                said = f"this {verb} the attribute {attribute} of <{name}>, which has none"
                yield self._finding(
                    "V324", Severity.WARNING, said, definition, "take this away, or look at its spelling"
                )

    def _ambiguous(self, declaration: etree._Element) -> Iterator[Finding]:
        content = declaration.find(f"{{{TEI}}}content")
        made = self._schema.elements.get(declaration.get("prefix", "") + declaration.get("ident", ""))
        if content is None or made is None or deterministic(self._plain(made.content), self._names):
            return
        said = f"the content of <{made.name}> leaves open which part of it an element is"
        hint = "RELAX NG does not mind; XML Schema will let more in than this"
        yield self._finding("V323", Severity.INFO, said, content, hint)

    def _plain(self, pattern: Pattern) -> Pattern:
        def leaf(each: Pattern) -> Pattern:
            if isinstance(each, Macro):
                return self._plain(self._schema.macros[each.name])
            return Empty() if isinstance(each, Text) else each

        return rebuilt(pattern, leaf)

    def _names(self, leaf: Pattern) -> tuple[str, ...]:
        match leaf:
            case Name(name):
                return (name,)
            case Model(name):
                return self._schema.models[name]
            case _:
                return ()

    def _finding(self, rule: str, severity: Severity, said: str, element: etree._Element, hint: str) -> Finding:
        return Finding(rule, severity, said, self._place(element), hint)
