"""From the full syntax to patterns (section 4): references followed, definitions combined, short forms spelt out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from pecia.core.errors import SchemaError
from pecia.relaxng.datatypes import BUILT_IN, CONTEXTUAL, Datatype, datatype
from pecia.relaxng.names import AnyName, Name, NameClass, NsName, OneOf, parts
from pecia.relaxng.patterns import Element, Loom, Pattern
from pecia.relaxng.resolver import Resolver
from pecia.relaxng.syntax import Node, clark
from pecia.relaxng.syntax import parts as definitions

_XMLNS = "http://www.w3.org/2000/xmlns"
_NO_ATTRIBUTE = "xmlns is no attribute: the declarations of namespaces are no matter of a grammar"
_DEEPEST = 60
"""How many definitions may lead to each other without an element between: those of TEI are 8 deep."""


@dataclass(slots=True)
class _Definition:
    """What all <define> of one name come to; `pattern` when that is worked out."""

    name: str
    bodies: list[Node] = field(default_factory=list)
    combine: str = ""
    final: bool = False
    pattern: Pattern | None = None
    busy: bool = False

    def add(self, node: Node) -> None:
        combine = node.get("combine")
        if not combine:
            if self.final:
                raise node.error(f"{self._shown} is defined a second time without combine")
            self.final = True
        elif self.combine and combine != self.combine:
            raise node.error(f"{self._shown} is combined by {self.combine} and by {combine}")
        self.combine = self.combine or combine
        self.bodies.append(node)

    @property
    def _shown(self) -> str:
        return self.name or "the start"


@dataclass(slots=True)
class _Scope:
    """One <grammar>; the start has the name ""."""

    around: _Scope | None
    defined: dict[str, _Definition] = field(default_factory=dict)

    def add(self, node: Node) -> None:
        self.defined.setdefault(node.get("name"), _Definition(node.get("name"))).add(node)


def simplified(root: Node, loom: Loom, resolver: Resolver) -> tuple[Pattern, bool]:
    """The pattern of the whole document, and whether a value in it depends on the prefixes where it stands."""
    builder = _Builder(loom, resolver)
    pattern = builder.pattern(root, None)
    builder.finish()
    return pattern, builder.contextual


class _Builder:
    def __init__(self, loom: Loom, resolver: Resolver) -> None:
        self._loom = loom
        self._resolver = resolver
        self._deep = 0
        self._elements: list[Element] = []
        self._scopes: list[_Scope] = []
        self._unused = False
        self.contextual = False

    def finish(self) -> None:
        """Builds what is left: the content of elements, and what nothing leads to (4.16 is for that too)."""
        self._contents()
        self._unused = True
        for scope in self._scopes:
            for definition in scope.defined.values():
                self._defined(definition, scope, definition.bodies[0])
        self._contents()

    def _contents(self) -> None:
        while self._elements:
            self._elements.pop().build()

    def pattern(self, node: Node, scope: _Scope | None) -> Pattern:
        return _KINDS[node.kind](self, node, scope)

    def _each(self, nodes: list[Node], scope: _Scope | None) -> list[Pattern]:
        return [self.pattern(node, scope) for node in nodes]

    def grouped(self, node: Node, scope: _Scope | None) -> Pattern:
        return self._loom.group(self._each(node.children, scope))

    def choice(self, node: Node, scope: _Scope | None) -> Pattern:
        return self._loom.choice(self._each(node.children, scope))

    def interleave(self, node: Node, scope: _Scope | None) -> Pattern:
        return self._loom.interleave(self._each(node.children, scope))

    def mixed(self, node: Node, scope: _Scope | None) -> Pattern:
        return self._loom.interleave((self._loom.any_text, self.grouped(node, scope)))

    def optional(self, node: Node, scope: _Scope | None) -> Pattern:
        return self._loom.optional(self.grouped(node, scope))

    def any_number(self, node: Node, scope: _Scope | None) -> Pattern:
        return self._loom.optional(self._loom.one_or_more(self.grouped(node, scope)))

    def one_or_more(self, node: Node, scope: _Scope | None) -> Pattern:
        return self._loom.one_or_more(self.grouped(node, scope))

    def listing(self, node: Node, scope: _Scope | None) -> Pattern:
        return self._loom.listing(self.grouped(node, scope))

    def empty(self, node: Node, scope: _Scope | None) -> Pattern:
        return self._loom.empty

    def text(self, node: Node, scope: _Scope | None) -> Pattern:
        return self._loom.any_text

    def not_allowed(self, node: Node, scope: _Scope | None) -> Pattern:
        return self._loom.not_allowed

    def element(self, node: Node, scope: _Scope | None) -> Pattern:
        allowed, content = self._named(node)
        made = Element(self._loom, allowed, lambda: self._loom.group(self._each(content, scope)), node.where)
        self._elements.append(made)
        return made

    def attribute(self, node: Node, scope: _Scope | None) -> Pattern:
        allowed, content = self._named(node)
        value = self._loom.group(self._each(content, scope)) if content else self._loom.any_text
        return self._loom.attribute(allowed, value, node.where)

    def _named(self, node: Node) -> tuple[NameClass, list[Node]]:
        name = node.attributes.get("name")
        if name is None:
            return name_class(node.children[0], attribute=node.kind == "attribute"), node.children[1:]
        # Without a prefix the namespace of an attribute is not inherited (4.8).
        inherits = node.kind == "element" or "ns" in node.attributes
        return _name(node, name, node.ns if inherits else "", attribute=node.kind == "attribute"), node.children

    def value(self, node: Node, scope: _Scope | None) -> Pattern:
        library, name = (node.library, node.get("type")) if "type" in node.attributes else (BUILT_IN, "token")
        found = self._datatype(node, library, name)
        form = found.form(node.text, {**node.context, "": node.ns})
        if form is None:
            raise node.error(f"{node.text!r} is no value of the type {name}")
        return self._loom.value(found, form, node.text)

    def data(self, node: Node, scope: _Scope | None) -> Pattern:
        found = self._datatype(node, node.library, node.get("type"))
        facets = tuple((child.get("name"), child.text) for child in node.children if child.kind == "param")
        if facets:
            try:
                found = found.limited(facets)
            except SchemaError as error:
                raise node.error(str(error)) from error
        besides = [self.choice(child, scope) for child in node.children if child.kind == "except"]
        return self._loom.data(found, besides[0] if besides else None)

    def _datatype(self, node: Node, library: str, name: str) -> Datatype:
        self.contextual |= name in CONTEXTUAL
        try:
            return datatype(library, name)
        except SchemaError as error:
            raise node.error(str(error)) from error

    def reference(self, node: Node, scope: _Scope | None) -> Pattern:
        if node.kind == "parentRef":
            scope = scope.around if scope else None
        if scope is None:
            raise node.error(f"<{node.kind}> refers to a grammar around it, and there is none")
        definition = scope.defined.get(node.get("name"))
        if definition is None or not node.get("name"):
            raise node.error(f"{node.get('name')} is not defined")
        return self._defined(definition, scope, node)

    def _defined(self, definition: _Definition, scope: _Scope, node: Node) -> Pattern:
        if definition.pattern is None:
            if definition.busy and self._unused:
                return self._loom.not_allowed  # nothing leads there (4.19)
            if definition.busy:
                raise node.error(f"{definition.name or 'start'} refers to itself without an element between")
            if self._deep > _DEEPEST:
                raise node.error(f"definitions refer to each other more than {_DEEPEST} deep")
            definition.busy = True
            self._deep += 1
            bodies = [self.grouped(body, scope) for body in definition.bodies]
            combine = self._loom.interleave if definition.combine == "interleave" else self._loom.choice
            definition.pattern = combine(bodies)
            definition.busy = False
            self._deep -= 1
        return definition.pattern

    def grammar(self, node: Node, scope: _Scope | None) -> Pattern:
        inner = _Scope(scope)
        self._gather(node, inner.add)
        if "" not in inner.defined:
            raise node.error("the grammar has no <start>")
        self._scopes.append(inner)
        return self._defined(inner.defined[""], inner, node)

    def _gather(self, node: Node, add: Callable[[Node], None]) -> None:
        for part in definitions(node):
            if part.kind == "include":
                self._include(part, add)
            else:
                add(part)

    def _include(self, node: Node, add: Callable[[Node], None]) -> None:
        """The definitions of another file, but for those that the <include> has its own for (4.7)."""
        own = {part.get("name"): part for part in definitions(node)}
        met: set[str] = set()

        def unless_own(part: Node) -> None:
            met.add(part.get("name"))
            if part.get("name") not in own:
                add(part)

        root = self._resolver.fetch(node)
        if root.kind != "grammar":
            raise node.error(f"<include> takes in a <grammar>; {node.get('href')} has <{root.kind}>")
        self._gather(root, unless_own)
        for name, part in own.items():
            if name not in met:
                raise part.error(f"{name or 'a start'} is not in {node.get('href')}, so it cannot be replaced")
        for part in definitions(node):
            add(part)

    def external(self, node: Node, scope: _Scope | None) -> Pattern:
        # It is as if it stood here (4.6), so the definitions here are also its own.
        return self.pattern(self._resolver.fetch(node), scope)


_KINDS: dict[str, Callable[[_Builder, Node, _Scope | None], Pattern]] = {
    "element": _Builder.element,
    "attribute": _Builder.attribute,
    "group": _Builder.grouped,
    "choice": _Builder.choice,
    "interleave": _Builder.interleave,
    "mixed": _Builder.mixed,
    "optional": _Builder.optional,
    "zeroOrMore": _Builder.any_number,
    "oneOrMore": _Builder.one_or_more,
    "list": _Builder.listing,
    "empty": _Builder.empty,
    "text": _Builder.text,
    "notAllowed": _Builder.not_allowed,
    "value": _Builder.value,
    "data": _Builder.data,
    "ref": _Builder.reference,
    "parentRef": _Builder.reference,
    "grammar": _Builder.grammar,
    "externalRef": _Builder.external,
}


def name_class(node: Node, *, attribute: bool) -> NameClass:
    """The names that a name class stands for. Raises SchemaError where a wildcard is taken from a wildcard (4.16)."""
    match node.kind:
        case "name":
            return _name(node, node.text, node.ns, attribute=attribute)
        case "choice of names":
            return _union(node, attribute=attribute)
        case "nsName":
            if attribute and node.ns.startswith(_XMLNS):
                raise node.error(_NO_ATTRIBUTE)
            return NsName(node.ns, _besides(node, (AnyName, NsName), attribute=attribute))
        case _:
            return AnyName(_besides(node, (AnyName,), attribute=attribute))


def _name(node: Node, name: str, ns: str, *, attribute: bool) -> Name:
    found = clark(node, name, ns)
    if attribute and (found == "xmlns" or parts(found)[0].startswith(_XMLNS)):
        raise node.error(_NO_ATTRIBUTE)
    return Name(found)


def _union(node: Node, *, attribute: bool) -> NameClass:
    classes = tuple(name_class(child, attribute=attribute) for child in node.children)
    return classes[0] if len(classes) == 1 else OneOf(classes)


def _besides(node: Node, forbidden: tuple[type, ...], *, attribute: bool) -> NameClass | None:
    if not node.children:
        return None
    found = _union(node.children[0], attribute=attribute)
    if _has(found, forbidden):
        raise node.error(f"the <except> of <{node.kind}> has a wildcard that takes all of it away again")
    return found


def _has(names: NameClass, kinds: tuple[type, ...]) -> bool:
    return isinstance(names, kinds) or (isinstance(names, OneOf) and any(_has(each, kinds) for each in names.classes))
