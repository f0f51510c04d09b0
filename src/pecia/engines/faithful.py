"""A changed tree written so that what did not change keeps its bytes: quotation marks of attributes, line breaks in
tags, character references, comments, the document type, line ends.

What cannot be told from the bytes (another encoding than UTF-8, markup that comes out of an entity) is written in the
one canonical form, and so is whatever would not read back as the very tree that was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from xml.parsers import expat

from lxml import etree

from pecia.core.errors import SourceError
from pecia.engines.trees import XML, local, parse, serialize

_START_TAG = re.compile(rb"""<[^\s/>"']+(?:\s+[^\s=/>"']+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(/?)>""")
_ATTRIBUTE = re.compile(rb"""(?P<before>\s+(?P<name>[^\s=/>"']+)\s*=\s*)(?P<quote>["'])(?:(?<=")[^"]*"|(?<=')[^']*')""")
_OTHER_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["'](?!utf-?8["'])""", re.IGNORECASE)


class _Read(NamedTuple):
    """A node as it was read: its name, its text, the text that follows it, its attributes."""

    node: etree._Element
    name: str
    text: str | None
    tail: str | None
    attributes: list[tuple[str, str]]


@dataclass(slots=True)
class _Place:
    """Where a node stands in the bytes."""

    start: int
    """The `<` of its first tag."""
    inner: int
    """The end of its start tag; of a comment, of all of it."""
    text: int = -1
    """The end of the text before its first child."""
    last: int = -1
    """The `<` of its end tag."""
    end: int = -1
    tail: int = -1
    """The end of the text that follows it."""


class Original:
    """The bytes that a tree was read from, taken down before the tree is changed."""

    def __init__(self, content: bytes, root: etree._Element) -> None:
        self._content = content
        self._root = root
        self._read = [_Read(node, local(node), node.text, node.tail, node.items()) for node in root.iter()]

    def written(self) -> bytes:
        """The tree as it is now, as bytes."""
        canonical = serialize(self._root)
        if _OTHER_ENCODING.match(self._content[:200]) or self._content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return canonical
        places = _places(self._content)
        if len(places) != len(self._read):
            return canonical
        pen = _Pen(self._content, self._root, places, self._read)
        made = pen.written()
        return made if _same(made, canonical) else canonical


def _same(made: bytes, canonical: bytes) -> bool:
    try:
        return _compared(made) == _compared(canonical)
    except SourceError:
        return False


def _compared(content: bytes) -> bytes:
    root = parse(content, "-")
    try:
        return etree.tostring(root, method="c14n")
    except etree.C14NError:
        # Version 1 refuses namespaces that are no absolute URI, such as "my"; version 2 is ten times slower.
        return etree.tostring(root, method="c14n2")


class _Pen:
    def __init__(
        self,
        content: bytes,
        root: etree._Element,
        places: list[_Place],
        read: list[_Read],
    ) -> None:
        self._content = content
        self._root = root
        self._known = {said.node: (place, said) for place, said in zip(places, read, strict=True)}
        self._line_end = "\r\n" if b"\r\n" in content else "\n"

    def written(self) -> bytes:
        place = self._known[self._root][0]
        return b"".join((self._content[: place.start], *self._node(self._root), self._content[place.end :]))

    def _node(self, node: etree._Element) -> Iterator[bytes]:
        """The bytes of a node without the text that follows it."""
        if node not in self._known:
            yield from self._new(node)
            return
        place, before = self._known[node]
        if not isinstance(node.tag, str):
            yield self._content[place.start : place.end]
            return
        tag = self._content[place.start : place.inner]
        closing = self._content[place.last : place.end]
        closed = tag.endswith(b"/>")
        if local(node) != before.name:
            # Its prefix, and so its namespace, is as it was.
            tag, closing = (_renamed(each, before.name, local(node)) for each in (tag, closing))
        if node.items() != before.attributes:
            tag = _retagged(tag, node, before.attributes)
        if closed and (len(node) or node.text):
            name = tag[1:].split(None, 1)[0].rstrip(b"/>")
            yield from (tag[:-2].rstrip(), b">", *self._inside(node), b"</", name, b">")
        elif closed:
            yield tag
        else:
            own = self._content[place.inner : place.text] if node.text == before.text else self._escaped(node.text)
            yield from (tag, own, *self._children(node), closing)

    def _children(self, node: etree._Element) -> Iterator[bytes]:
        for child in node:
            yield from self._node(child)
            known = self._known.get(child)
            if known is not None and child.tail == known[1].tail:
                yield self._content[known[0].end : known[0].tail]
            else:
                yield self._escaped(child.tail)

    def _inside(self, node: etree._Element) -> Iterator[bytes]:
        yield self._escaped(node.text)
        yield from self._children(node)

    def _new(self, node: etree._Element) -> Iterator[bytes]:
        name = f"{node.prefix}:{local(node)}" if node.prefix else local(node)
        if len(node) or node.text:
            yield from (
                f"<{name}".encode(),
                _attributes(node.items()),
                b">",
                *self._inside(node),
                f"</{name}>".encode(),
            )
        else:
            yield from (f"<{name}".encode(), _attributes(node.items()), b"/>")

    def _escaped(self, words: str | None) -> bytes:
        return _escape(words or "", quoted=False).replace("\n", self._line_end).encode()


def _renamed(tag: bytes, before: str, name: str) -> bytes:
    """A start or an end tag with another name of the same prefix."""
    return re.sub(rb"^(</?(?:[^\s:>/]+:)?)" + re.escape(before.encode()), rb"\g<1>" + name.encode(), tag)


def _retagged(tag: bytes, node: etree._Element, before: list[tuple[str, str]]) -> bytes:
    """The start tag with the node's attributes: those that stay as they stood there, with their order, spacing and
    quotation marks; new ones at the end."""
    names = {_qualified(name, node): name for name, _ in before}
    was, now = dict(before), dict(node.items())

    def kept(found: re.Match[bytes]) -> bytes:
        name = names.get(found["name"].decode())
        if name is None or was[name] == now.get(name):
            return found[0]  # The declaration of a namespace is no attribute to lxml.
        if name not in now:
            return b""
        value = _escape(now[name], quoted=True).encode()
        quote = found["quote"]
        if quote == b"'":
            value = value.replace(b"&quot;", b'"').replace(b"'", b"&apos;")
        return found["before"] + quote + value + quote

    changed = _ATTRIBUTE.sub(kept, tag)
    end = -2 if changed.endswith(b"/>") else -1
    added = [(name, value) for name, value in node.items() if name not in was]
    return changed[:end].rstrip() + _attributes(added) + changed[end:] if added else changed


def _qualified(name: str, node: etree._Element) -> str:
    """An attribute's name as the tag has it: `{…/XML/1998/namespace}id` -> `xml:id`."""
    if not name.startswith("{"):
        return name
    space, _, plain = name[1:].partition("}")
    prefixes = (prefix for prefix, uri in node.nsmap.items() if uri == space and prefix)
    return f"xml:{plain}" if space == XML else f"{next(prefixes, '')}:{plain}"


def _attributes(pairs: Iterable[tuple[str, str]]) -> bytes:
    return "".join(
        f' {name.replace(f"{{{XML}}}", "xml:")}="{_escape(value, quoted=True)}"' for name, value in pairs
    ).encode()


def _escape(words: str, *, quoted: bool) -> str:
    made = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return made.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;") if quoted else made


class _Surveyor:
    """Told by expat where things begin and end."""

    def __init__(self, content: bytes) -> None:
        self.places: list[_Place] = []
        self._content = content
        self._open: list[tuple[_Place, list[_Place]]] = []
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CommentHandler = lambda _: self._aside(b"-->")
        self._parser.ProcessingInstructionHandler = lambda *_: self._aside(b"?>")

    def survey(self) -> None:
        self._parser.Parse(self._content, True)

    def _begun(self, place: _Place) -> None:
        self._until(place.start)
        if self._open:
            self._open[-1][1][:] = [place]
        self.places.append(place)

    def _until(self, at: int) -> None:
        """The text that was under way ends here: that of the open element, or what follows its last child."""
        if self._open:
            parent, before = self._open[-1]
            if before:
                before[0].tail = at
            else:
                parent.text = at

    def _start(self, _name: str, _attributes: dict[str, str]) -> None:
        at = self._parser.CurrentByteIndex
        tag = _START_TAG.match(self._content, at)
        if tag is None:
            raise ValueError(f"no start tag at byte {at}: it comes out of an entity")
        place = _Place(at, tag.end())
        self._begun(place)
        self._open.append((place, []))

    def _end(self, _name: str) -> None:
        at = self._parser.CurrentByteIndex
        self._until(at)
        place, _ = self._open.pop()
        closes_itself = self._content[place.inner - 2 : place.inner] == b"/>"
        place.last = at
        place.end = place.inner if closes_itself else self._content.index(b">", at) + 1

    def _aside(self, closing: bytes) -> None:
        if self._open:
            at = self._parser.CurrentByteIndex
            end = self._content.index(closing, at) + len(closing)
            self._begun(_Place(at, end, end=end))


def _places(content: bytes) -> list[_Place]:
    """The place of every node in the root, in document order; none where the bytes cannot be followed."""
    surveyor = _Surveyor(content)
    try:
        surveyor.survey()
    except (expat.ExpatError, ValueError, LookupError):
        return []
    return surveyor.places
