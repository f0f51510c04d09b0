"""Which files a grammar may take in: those in its own folder and below it, and nothing by any protocol."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from pecia.core.errors import SchemaError
from pecia.relaxng.syntax import Node, joined, read

MOST_FILES = 500
MOST_BYTES = 64 * 1024 * 1024

Opener = Callable[[Path], bytes]


class Resolver:
    """`root` is the grammar itself; `fetch` reads what an <include> or <externalRef> refers to, each file once."""

    def __init__(self, root: Path, opener: Opener | None = None) -> None:
        self._shown = root.parent
        self._home = root.parent.resolve()
        self._root = root
        self._open = opener or content
        self._read: dict[tuple[str, str], Node] = {}
        self._takes: dict[str, set[str]] = {}

    def first(self) -> Node:
        """The root of the grammar. Raises SchemaError where it cannot be read, or is none."""
        try:
            return read(self._open(self._root), str(self._root), self._root.name)
        except OSError as error:
            raise SchemaError(f"{self._root}: {error.strerror}") from error

    def fetch(self, node: Node) -> Node:
        """The root of the grammar that is referred to. Raises SchemaError where it may not be read, or is none."""
        href = joined(node.base, unquote(node.get("href")))
        if ":" in href or "\0" in href or "\\" in href or not (self._home / href).resolve().is_relative_to(self._home):
            raise node.error(f"a grammar takes in only files beside it, not {node.get('href')!r}")
        base = (self._home / href).resolve().relative_to(self._home).as_posix()
        path = str(self._shown / base)
        self._takes.setdefault(node.path, set()).add(path)
        if self._leads(path, node.path):
            raise node.error(f"{node.get('href')} takes itself in")
        key = (path, node.ns)
        if key not in self._read:
            if len(self._read) >= MOST_FILES:
                raise node.error(f"a grammar takes in no more than {MOST_FILES} files")
            try:
                self._read[key] = read(self._open(self._shown / base), path, base, node.ns)
            except OSError as error:
                raise node.error(f"{node.get('href')} cannot be read: {error.strerror}") from error
        return self._read[key]

    def _leads(self, path: str, back: str) -> bool:
        waiting, seen = [path], {path}
        while waiting:
            each = waiting.pop()
            if each == back:
                return True
            found = self._takes.get(each, set()) - seen
            seen |= found
            waiting += sorted(found)
        return False


def content(path: Path) -> bytes:
    """The file, if it is not too large to be a grammar."""
    if path.stat().st_size > MOST_BYTES:
        raise SchemaError(f"{path}: the grammar is larger than {MOST_BYTES:,} bytes")
    return path.read_bytes()
