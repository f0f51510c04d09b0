"""The files that an ODD is made of: itself, what it includes by XInclude, grammars that it takes in, ODDs that it
builds upon. All of them lie in the folder of the ODD or below; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.parsers import expat

from lxml import etree

from pecia.core.errors import SchemaError
from pecia.core.findings import Finding, Location, Severity
from pecia.odd.reading import parse

XINCLUDE = "http://www.w3.org/2001/XInclude"
_MOST = 16_000_000
_DEEPEST = 8


@dataclass(slots=True)
class Odd:
    """One file in the vocabulary of chapter 22, and what was noticed about it. `folder` bounds what it may read."""

    path: str
    content: bytes
    folder: Path | None = None
    root: etree._Element = field(init=False)
    findings: list[Finding] = field(default_factory=list)
    _places: dict[etree._Element, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root = parse(self.content, self.path)

    def notice(self, rule: str, severity: Severity, message: str, element: etree._Element, hint: str = "") -> None:
        self.findings.append(Finding(rule, severity, message, self.where(element), hint))

    def where(self, element: etree._Element) -> Location:
        """Line and column of a start tag. lxml has only lines: so the file is read once more, at the first call."""
        if not self._places:
            places = list(_start_tags(self.content))
            every = list(self.root.iter(etree.Element))
            # Where something was included, the tree is not the file any more.
            self._places = dict(zip(every, places, strict=True)) if len(every) == len(places) else {element: (0, 0)}
        line, column = self._places.get(element, (0, 0))
        return Location(self.path, line or element.sourceline or 0, column)

    def beside(self, reference: str) -> Path | None:
        """The file that a reference means: inside the folder, or None. Of a URL, a file of its last name, if there
        is one beside the ODD."""
        if self.folder is None:
            return None
        url = urlsplit(reference)
        name = unquote(url.path).rpartition("/")[2] if url.scheme or url.netloc else unquote(url.path)
        path = (self.folder / name).resolve()
        return path if name and path.is_file() and path.is_relative_to(self.folder.resolve()) else None


def _start_tags(content: bytes) -> Iterator[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda *_: found.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        return
    yield from found


def opened(path: Path, name: str = "") -> Odd:
    """The ODD in a file, XIncludes in it done. Raises SchemaError when there is none, or it is too large."""
    content = bytes_of(path)
    odd = Odd(name or path.name, content, path.parent)
    if XINCLUDE.encode() in content:
        _include(odd, odd.root, odd, 0)
    return odd


def bytes_of(path: Path) -> bytes:
    """What is in a file. Raises SchemaError."""
    try:
        if path.stat().st_size > _MOST:
            raise SchemaError(f"{path}: more than {_MOST // 1_000_000} MB is no ODD, and no grammar of one")
        return path.read_bytes()
    except OSError as error:
        raise SchemaError(f"{path}: {error.strerror}") from error


def _include(odd: Odd, root: etree._Element, at: Odd, depth: int) -> None:
    """Each `xi:include` in the tree is exchanged for what it points to (XInclude 1.0, 4.5, of XPointer the ids and
    the scheme `xpointer()` with paths of XPath 1.0). A document is then no longer the file that it was read from: its
    places are those of the lines only."""
    for include in list(root.iter(f"{{{XINCLUDE}}}include")):
        found = _included(odd, include, at, depth)
        parent = include.getparent()
        if found is None or parent is None:
            continue
        place = parent.index(include)
        parent.remove(include)
        for each in reversed(found):
            each.tail = None
            parent.insert(place, each)


def _included(odd: Odd, include: etree._Element, at: Odd, depth: int) -> list[etree._Element] | None:
    href = include.get("href", "")
    path = at.beside(href)
    if path is None or depth >= _DEEPEST or include.get("parse", "xml") != "xml":
        why = "is not in the folder of this ODD" if depth < _DEEPEST else "includes itself"
        odd.notice("V325", Severity.ERROR, f"XInclude: {href!r} {why}", include if at is odd else odd.root)
        return None
    inner = Odd(path.name, bytes_of(path), path.parent)
    _include(odd, inner.root, inner, depth + 1)
    return _pointed(inner.root, include.get("xpointer", ""))


def _pointed(root: etree._Element, pointer: str) -> list[etree._Element]:
    if not pointer:
        return [root]
    names: dict[str, str] = {}
    for scheme, argument in _schemes(pointer):
        if scheme == "xmlns":
            prefix, _, uri = argument.partition("=")
            names[prefix.strip()] = uri.strip()
        elif scheme == "xpointer":
            try:
                found = root.xpath(argument, namespaces=names)
            except etree.XPathError:
                return []
            return [each for each in found if isinstance(each, etree._Element)] if isinstance(found, list) else []
    return [
        each for each in root.iter(etree.Element) if each.get("{http://www.w3.org/XML/1998/namespace}id") == pointer
    ]


def _schemes(pointer: str) -> Iterator[tuple[str, str]]:
    while "(" in pointer:
        name, _, rest = pointer.partition("(")
        depth, end = 1, 0
        while depth and end < len(rest):
            depth += {"(": 1, ")": -1}.get(rest[end], 0)
            end += 1
        yield name.strip(), rest[: end - 1]
        pointer = rest[end:]
