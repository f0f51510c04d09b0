"""A grammar's file, read: its elements with all that they inherit, each what section 3 of RELAX NG says it may be."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from pecia.core.errors import SchemaError
from pecia.relaxng.datatypes import is_ncname
from pecia.relaxng.names import XML

RELAXNG = "http://relaxng.org/ns/structure/1.0"
MOST_NESTING = 150
_OWN = f"{RELAXNG}}}"

_BRANCHES = frozenset({"group", "interleave", "choice", "optional", "zeroOrMore", "oneOrMore", "list", "mixed"})
_BARE = frozenset({"ref", "parentRef", "empty", "text", "notAllowed", "value", "externalRef"})
PATTERNS = _BRANCHES | _BARE | {"element", "attribute", "data", "grammar"}
_CLASSES = frozenset({"name", "anyName", "nsName", "choice"})
_PARTS = frozenset({"start", "define", "div"})
_LEAVES = _BARE | {"name", "param"}
_SPOKEN = frozenset({"name", "value", "param"})
_COMMON = frozenset({"ns", "datatypeLibrary"})
_DEMANDED = {
    "ref": "name",
    "parentRef": "name",
    "define": "name",
    "param": "name",
    "include": "href",
    "externalRef": "href",
}
_DEMANDED["data"] = "type"
_OPTIONAL = {"element": {"name"}, "attribute": {"name"}, "value": {"type"}, "define": {"combine"}, "start": {"combine"}}
_NCNAMES = frozenset({("ref", "name"), ("parentRef", "name"), ("define", "name"), ("data", "type"), ("value", "type")})
_QNAME = re.compile(r"[^:]+(?::[^:]+)?")


@dataclass(slots=True)
class Node:
    """One element of the grammar. `ns` and `library` are inherited; `context` has the prefixes that are bound here."""

    kind: str
    attributes: dict[str, str]
    ns: str
    library: str
    base: str
    context: dict[str, str]
    path: str
    line: int
    column: int
    children: list[Node] = field(default_factory=list)
    text: str = ""

    @property
    def where(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def error(self, trouble: str) -> SchemaError:
        return SchemaError(f"{self.where}: {trouble}")


def read(content: bytes, path: str, base: str, ns: str = "") -> Node:
    """The root of the grammar in a file, of whose syntax everything is right.

    `ns` is what the file inherits from the place that takes it in. Raises SchemaError `path:line:column: …`.
    """
    root = _Reader(path, base, ns).read(content)
    if root.kind not in PATTERNS:
        raise root.error(f"<{root.kind}> is no RELAX NG grammar: it begins with <grammar> or another pattern")
    _check(root)
    return root


class _Reader:
    def __init__(self, path: str, base: str, ns: str) -> None:
        self._path = path
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartNamespaceDeclHandler = self._bind
        self._outside = Node("", {}, ns, "", base, {"xml": XML}, path, 0, 0)
        self._open: list[Node] = []
        self._foreign = 0
        self._bound: dict[str, str] = {}

    def read(self, content: bytes) -> Node:
        try:
            self._parser.Parse(content, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            line, column = getattr(error, "lineno", 0), getattr(error, "offset", -1) + 1
            said = expat.errors.messages.get(getattr(error, "code", 0), str(error))
            raise SchemaError(f"{self._path}:{line}:{column}: not well-formed XML: {said}") from error
        return self._outside.children[0]

    def _bind(self, prefix: str | None, uri: str | None) -> None:
        self._bound[prefix or ""] = uri or ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._foreign or not name.startswith(_OWN):
            self._skip(name)
            return
        around = self._open[-1] if self._open else self._outside
        context = around.context
        if self._bound:
            context, self._bound = {**context, **self._bound}, {}
        node = Node(
            name[len(_OWN) :],
            {},
            around.ns,
            around.library,
            around.base,
            context,
            self._path,
            self._parser.CurrentLineNumber,
            self._parser.CurrentColumnNumber + 1,
        )
        for key, value in attributes.items():
            self._attribute(node, key, value)
        around.children.append(node)
        self._open.append(node)
        if len(self._open) > MOST_NESTING:
            raise node.error(f"a grammar is nested no deeper than {MOST_NESTING} elements")

    def _skip(self, name: str) -> None:
        if not self._open:
            where = f"{self._path}:{self._parser.CurrentLineNumber}:{self._parser.CurrentColumnNumber + 1}"
            raise SchemaError(f"{where}: <{name.rpartition('}')[2]}> is not RELAX NG, whose namespace is {RELAXNG}")
        if self._foreign == 0 and self._open[-1].kind in _SPOKEN:
            raise self._open[-1].error(f"<{self._open[-1].kind}> has text, and no element in it")
        self._foreign += 1
        self._bound = {}

    def _attribute(self, node: Node, key: str, value: str) -> None:
        if key == f"{XML}}}base":
            node.base = joined(node.base, value)
        if key.startswith(_OWN):
            raise node.error(f"the attribute {key[len(_OWN) :]} has no prefix in RELAX NG")
        if "}" in key:
            return  # an annotation
        if key == "ns":
            node.ns = value
        elif key == "datatypeLibrary":
            node.library = _library(node, value)
        node.attributes[key] = value if key == "ns" else value.strip(" \t\r\n")

    def _end(self, name: str) -> None:
        if self._foreign:
            self._foreign -= 1
            return
        node = self._open.pop()
        if node.kind not in _SPOKEN and node.text.strip(" \t\r\n"):
            raise node.error(f"<{node.kind}> has no text: {node.text.strip()[:30]!r}")
        if node.kind == "name":
            node.text = node.text.strip(" \t\r\n")

    def _text(self, text: str) -> None:
        if not self._foreign:
            self._open[-1].text += text


def joined(base: str, href: str) -> str:
    """The path that a reference leads to, from the path of the file that it is in; a URL is left one."""
    if ":" in href:
        return href
    path = posixpath.normpath(posixpath.join(posixpath.dirname(base), href))
    return f"{path}/" if href.endswith("/") else path


_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^#\s]+")


def _library(node: Node, value: str) -> str:
    escaped = all(re.match("[0-9A-Fa-f]{2}", part) for part in value.split("%")[1:])
    if value and not (_ABSOLUTE.fullmatch(value) and escaped):
        raise node.error(f"a datatype library is an absolute URI without #, not {value!r}")
    return value


def _check(node: Node) -> None:
    """The node and all below it. Raises SchemaError where its attributes or children are not those of its kind."""
    _check_attributes(node)
    children = node.children
    if node.kind in _LEAVES:
        if children:
            raise node.error(f"<{node.kind}> has nothing in it, but here there is <{children[0].kind}>")
        return
    _CHECKS.get(node.kind, _unknown)(node)
    for child in children:
        _check(child)


def _check_attributes(node: Node) -> None:
    demanded = _DEMANDED.get(node.kind)
    if demanded and demanded not in node.attributes:
        raise node.error(f"<{node.kind}> needs the attribute {demanded}")
    allowed = _OPTIONAL.get(node.kind, set())
    for key, value in node.attributes.items():
        if key not in _COMMON and key != demanded and key not in allowed:
            raise node.error(f"<{node.kind}> has no attribute {key}")
        if (node.kind, key) in _NCNAMES and not is_ncname(value):
            raise node.error(f"{key}={value!r} of <{node.kind}> is no name")
        if key == "combine" and value not in ("choice", "interleave"):
            raise node.error(f"combine is choice or interleave, not {value!r}")
        if key == "href" and "#" in value:
            raise node.error(f"href={value!r} is to have no #")


def clark(node: Node, name: str, ns: str) -> str:
    """The name as expat gives it. Raises SchemaError for a prefix that is not bound, or for what is no name."""
    if not _QNAME.fullmatch(name) or not all(map(is_ncname, name.split(":"))):
        raise node.error(f"{name!r} is no name")
    prefix, colon, local = name.rpartition(":")
    if not colon:
        return f"{ns}}}{local}" if ns else local
    if prefix not in node.context:
        raise node.error(f"the prefix {prefix} of {name} is not declared")
    return f"{node.context[prefix]}}}{local}"


def _only(node: Node, children: list[Node], allowed: frozenset[str], what: str) -> None:
    for child in children:
        if child.kind not in allowed:
            raise child.error(f"<{child.kind}> may not stand in <{node.kind}>, which has {what}")


def _patterns(node: Node) -> None:
    _only(node, node.children, PATTERNS, "patterns")
    if not node.children:
        raise node.error(f"<{node.kind}> is empty: it needs a pattern, if only <empty/>")


def _with_names(node: Node) -> None:
    """An element or attribute: its name class, if it is not in the attribute `name`, then its content."""
    content = node.children
    if "name" not in node.attributes:
        if not content:
            raise node.error(f"<{node.kind}> needs a name")
        _only(node, content[:1], _CLASSES, "a name first")
        _mark(content[0])
        content = content[1:]
    _only(node, content, PATTERNS, "patterns")
    if node.kind == "element" and not content:
        raise node.error("<element> is without content: it needs a pattern, if only <empty/>")
    if node.kind == "attribute" and len(content) > 1:
        raise content[1].error("<attribute> has one pattern")


def _mark(node: Node) -> None:
    """Tells the choice and except of names from those of patterns."""
    if node.kind in ("choice", "except"):
        node.kind = f"{node.kind} of names"
    for child in node.children:
        if node.kind not in _LEAVES:
            _mark(child)


def _names(node: Node) -> None:
    if not node.children:
        raise node.error(f"<{node.kind.split()[0]}> needs a name in it")
    _only(node, node.children, _CLASSES | {"choice of names"}, "names")


def _wildcard(node: Node) -> None:
    _only(node, node.children, frozenset({"except of names"}), "only <except>")
    if len(node.children) > 1:
        raise node.children[1].error(f"<{node.kind}> has one <except>")


def _data(node: Node) -> None:
    _only(node, node.children, frozenset({"param", "except"}), "parameters and <except>")
    for child in node.children[:-1]:
        if child.kind == "except":
            raise child.error("<except> stands last in <data>, and once")


def _grammar(node: Node) -> None:
    _only(node, node.children, _PARTS | {"include"}, "definitions")


def _included(node: Node) -> None:
    for part in parts(node):
        _only(node, [part], _PARTS, "definitions")


def _div(node: Node) -> None:
    _only(node, node.children, _PARTS | {"include"}, "definitions")


def _start(node: Node) -> None:
    _patterns(node)
    if len(node.children) > 1:
        raise node.children[1].error("<start> has one pattern")


def parts(node: Node) -> Iterator[Node]:
    """What a grammar or an include defines: <div> is as if it were not there."""
    for child in node.children:
        if child.kind == "div":
            yield from parts(child)
        else:
            yield child


def _unknown(node: Node) -> None:
    raise node.error(f"<{node.kind}> is not an element of RELAX NG, or not at this place")


_CHECKS = {
    **dict.fromkeys((*sorted(_BRANCHES), "except", "define"), _patterns),
    "start": _start,
    "element": _with_names,
    "attribute": _with_names,
    "choice of names": _names,
    "except of names": _names,
    "anyName": _wildcard,
    "nsName": _wildcard,
    "data": _data,
    "grammar": _grammar,
    "include": _included,
    "div": _div,
}
