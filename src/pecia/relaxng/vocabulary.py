"""What a grammar knows of each element, whatever the order: its attributes with their values, its children, its text.

More is said to be allowed here than really is (the union over all places where an element of that name is declared), so
what is not even allowed here is wrong for certain, and can be named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

RELAXNG = "http://relaxng.org/ns/structure/1.0"
_LOOSE = frozenset({"optional", "zeroOrMore", "choice"})
_ALIEN = frozenset({"include", "externalRef", "parentRef"})


@dataclass
class Known:
    """One element's attributes, children and text.

    `values` are the listed values of an attribute, which are all that there are where `types`, the names of its
    datatypes, has none; `listed` are the attributes whose value is a list of words.
    """

    attributes: set[str] = field(default_factory=set)
    required: set[str] = field(default_factory=set)
    values: dict[str, set[str]] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)
    types: dict[str, set[str]] = field(default_factory=dict)
    children: set[str] = field(default_factory=set)
    text: bool = False
    any_attribute: bool = False
    any_child: bool = False


@dataclass
class Vocabulary:
    """Elements by Clark name. `complete` is False where the grammar has parts that were not looked into."""

    elements: dict[str, Known] = field(default_factory=dict)
    complete: bool = True

    def parents(self, name: str) -> tuple[str, ...]:
        """The elements that may have this one as a child, in the order of the grammar."""
        return tuple(parent for parent, known in self.elements.items() if name in known.children)


def vocabulary(grammar: etree._Element) -> Vocabulary:
    """The vocabulary of a grammar in one piece; of any other, one that is not complete."""
    made = Vocabulary()
    nested = sum(1 for _ in grammar.iter(f"{{{RELAXNG}}}grammar")) > 1
    if nested or next(grammar.iter(*(f"{{{RELAXNG}}}{name}" for name in sorted(_ALIEN))), None) is not None:
        made.complete = False
        return made
    defines: dict[str, list[etree._Element]] = {}
    for define in grammar.iter(f"{{{RELAXNG}}}define"):
        defines.setdefault(define.get("name", ""), []).append(define)
    walker = _Walker(defines)
    for element in grammar.iter(f"{{{RELAXNG}}}element"):
        names = list(_names(element))
        if None in names:
            made.complete = False
            continue
        for name in names:
            walker.look_into(element, made.elements.setdefault(str(name), Known()))
    return made


def _local(node: etree._Element) -> str:
    tag = node.tag
    return tag.removeprefix(f"{{{RELAXNG}}}") if isinstance(tag, str) and tag.startswith(f"{{{RELAXNG}}}") else ""


def _names(node: etree._Element) -> Iterator[str | None]:
    """The Clark names that an `element` or `attribute` may have; None for a wildcard."""
    name = node.get("name")
    if name is not None:
        yield _clark(node, name.strip())
        return
    first = next((child for child in node if _local(child)), None)
    yield from (None,) if first is None else _name_class(first)


def _name_class(node: etree._Element) -> Iterator[str | None]:
    match _local(node):
        case "name":
            yield _clark(node, (node.text or "").strip())
        case "choice":
            for child in node:
                yield from _name_class(child)
        case "":
            pass
        case _:
            yield None


def _clark(node: etree._Element, name: str) -> str:
    prefix, _, local = name.rpartition(":")
    if prefix:
        return f"{{{node.nsmap.get(prefix) or ''}}}{local}" if prefix != "xml" else _xml(local)
    # On an attribute the ns of an ancestor does not count (RELAX NG 4.8), if the name is in the `name` attribute.
    inherit = not (_local(node) == "attribute" and node.get("name") is not None)
    holder: etree._Element | None = node
    while holder is not None:
        namespace = holder.get("ns")
        if namespace is not None or not inherit:
            return f"{{{namespace}}}{local}" if namespace else local
        holder = holder.getparent()
    return local


def _xml(local: str) -> str:
    return f"{{http://www.w3.org/XML/1998/namespace}}{local}"


class _Walker:
    """Goes through the patterns of one element, following references, and stops at the elements inside."""

    def __init__(self, defines: dict[str, list[etree._Element]]) -> None:
        self._defines = defines

    def look_into(self, element: etree._Element, known: Known) -> None:
        seen: set[tuple[str, bool]] = set()
        for child in element:
            self._walk(child, known, seen, needed=True)

    def _walk(self, node: etree._Element, known: Known, seen: set[tuple[str, bool]], *, needed: bool) -> None:
        kind = _local(node)
        match kind:
            case "element":
                self._child(node, known)
            case "attribute":
                self._attribute(node, known, needed=needed)
            case "text" | "data" | "value":
                known.text = True
            case "ref":
                name = node.get("name", "")
                if (name, needed) not in seen:
                    seen.add((name, needed))
                    for define in self._defines.get(name, ()):
                        self._below(define, known, seen, needed=needed)
            case "" | "name" | "anyName" | "nsName":
                pass
            case _:
                self._below(node, known, seen, needed=needed and kind not in _LOOSE)

    def _below(self, node: etree._Element, known: Known, seen: set[tuple[str, bool]], *, needed: bool) -> None:
        for child in node:
            self._walk(child, known, seen, needed=needed)

    def _child(self, element: etree._Element, known: Known) -> None:
        for name in _names(element):
            if name is None:
                known.any_child = True
            else:
                known.children.add(name)

    def _attribute(self, node: etree._Element, known: Known, *, needed: bool) -> None:
        values: set[str] = set()
        types: set[str] = set()
        listed = self._values(node, values, types, set())
        for name in _names(node):
            if name is None:
                known.any_attribute = True
                continue
            known.attributes.add(name)
            if needed:
                known.required.add(name)
            known.types.setdefault(name, set()).update(types)
            if values:
                known.values.setdefault(name, set()).update(values)
            if listed:
                known.listed.add(name)

    def _values(self, node: etree._Element, values: set[str], types: set[str], seen: set[str]) -> bool:
        """Collects the values and datatypes in an attribute; True when there is a list among them."""
        listed = False
        for child in node:
            match _local(child):
                case "value":
                    values.add((child.text or "").strip())
                case "data":
                    types.add(child.get("type", ""))
                case "text":
                    types.add("string")
                case "ref":
                    name = child.get("name", "")
                    if name not in seen:
                        for define in self._defines.get(name, ()):
                            listed |= self._values(define, values, types, seen | {name})
                case kind:
                    listed |= self._values(child, values, types, seen) or kind == "list"
        return listed
