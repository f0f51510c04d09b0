"""A grammar that is ready for use: loaded once for each state of its file, and never reading outside its folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from lxml import etree

from pecia.core.errors import SchemaError
from pecia.relaxng.complaint import Complaint
from pecia.relaxng.vocabulary import RELAXNG, Vocabulary, vocabulary


@dataclass(frozen=True, eq=False)
class Schema:
    """`grammar` is the document, `engine` what lxml made of it."""

    path: Path
    grammar: etree._Element
    engine: etree.RelaxNG

    def verdict(self, tree: etree._Element) -> tuple[Complaint, ...] | None:
        """None when the document is valid, else what libxml2 has to say about it (which may be nothing)."""
        # The element, not its tree: what stands before the root is no matter of the grammar.
        if self.engine.validate(tree):
            return None
        return tuple(Complaint(_element(tree, entry.path), entry.message) for entry in self.engine.error_log)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return vocabulary(self.grammar)


def _element(tree: etree._Element, path: str | None) -> etree._Element:
    """The element that an entry of libxml2's log is about: its path is an XPath of steps by number."""
    found = tree.getroottree().xpath(path) if path else []
    element = found[0] if isinstance(found, list) and found else tree
    return element if isinstance(element, etree._Element) else tree


def load(path: Path) -> Schema:
    """The grammar in a file (XML syntax).

    Raises SchemaError when it is missing, not well-formed, not RELAX NG, or wants a file that does not lie beside it.
    """
    try:
        state = path.stat()
    except OSError as error:
        raise SchemaError(f"{path}: {error.strerror}") from error
    return _load(path.resolve(), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _load(path: Path, _mtime: int, _size: int) -> Schema:
    grammar = _parsed(path)
    for _part in _parts(path, grammar, path.parent, {path}):
        pass
    try:
        engine = etree.RelaxNG(grammar.getroottree())
    except etree.RelaxNGParseError as error:
        raise SchemaError(f"{path}: not a RELAX NG grammar that can be used: {error}") from error
    return Schema(path, grammar, engine)


def _parsed(path: Path) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(path.read_bytes(), parser, base_url=str(path))
    except (etree.XMLSyntaxError, OSError, ValueError) as error:
        raise SchemaError(f"{path}: the grammar cannot be read: {error}") from error


def _parts(path: Path, grammar: etree._Element, home: Path, seen: set[Path]) -> Iterator[Path]:
    """The files that a grammar takes in. libxml2 would fetch them from anywhere, so each is looked at first."""
    for reference in grammar.iter(f"{{{RELAXNG}}}include", f"{{{RELAXNG}}}externalRef"):
        href = reference.get("href", "")
        target = (path.parent / href).resolve()
        if ":" in href or not target.is_relative_to(home) or reference.base not in (None, str(path)):
            raise SchemaError(f"{path}:{reference.sourceline}: a grammar takes in only files beside it, not {href!r}")
        if target not in seen:
            seen.add(target)
            yield target
            yield from _parts(target, _parsed(target), home, seen)
