"""A grammar that is ready for use: loaded once for each state of its file, and never reading outside its folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from lxml import etree

from pecia.core.errors import SchemaError, SourceError
from pecia.relaxng import restrictions, stream
from pecia.relaxng.automaton import Automaton
from pecia.relaxng.faults import Fault, Places, Report
from pecia.relaxng.grammar import simplified
from pecia.relaxng.inventory import Vocabulary, vocabulary
from pecia.relaxng.patterns import Loom, Pattern
from pecia.relaxng.resolver import Resolver
from pecia.relaxng.tree import walk

_PLACED = re.compile(r".*?:\d+:\d+: ")


@dataclass(frozen=True, eq=False)
class Schema:
    """`start` is what a document may be; `automaton` grows with the documents that are judged."""

    path: Path
    start: Pattern
    automaton: Automaton

    def valid(self, tree: etree._Element) -> bool:
        """Whether the document, or the element with all that is in it, is as the grammar says."""
        return not self.faults(tree, most=1)

    def faults(self, tree: etree._Element, content: bytes | None = None, *, most: int = 1) -> tuple[Fault, ...]:
        """The first faults of a document in the order in which they are met; none of a valid one.

        With the bytes that it was parsed from places have columns.
        """
        if content is not None:
            try:
                return self._streamed(content, most)
            except (SourceError, LookupError, UnicodeError):
                pass  # lxml has read it although expat does not: an encoding, or a fault that it repairs
        return tuple(walk(tree, self.automaton, lambda places: self._report(places, most)).faults)

    def _streamed(self, content: bytes, most: int) -> tuple[Fault, ...]:
        report = stream.run(content, str(self.path), self.automaton, lambda places: self._report(places, most))
        return tuple(report.faults)

    def _report(self, places: Places, most: int) -> Report:
        return Report(places, lambda: self.vocabulary, most)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return vocabulary(self.start)


def load(path: Path) -> Schema:
    """The grammar in a file (XML syntax).

    Raises SchemaError when it is missing, not well-formed, not RELAX NG, or wants a file that does not lie beside it.
    """
    try:
        state = path.stat()
    except OSError as error:
        raise SchemaError(f"{path}: {error.strerror}") from error
    return _load(path, path.resolve(), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _load(path: Path, _target: Path, _mtime: int, _size: int) -> Schema:
    loom = Loom()
    resolver = Resolver(path)
    try:
        root = resolver.first()
        start, contextual = simplified(root, loom, resolver)
        restrictions.check(start, root.where)
    except RecursionError as error:
        raise SchemaError(f"{path}: the grammar is nested too deep to be used") from error
    except SchemaError as error:
        if str(error).startswith(str(path)) or _PLACED.match(str(error)):
            raise
        raise SchemaError(f"{path}: {error}") from error
    return Schema(path, start, Automaton(loom, start, contextual=contextual))
