"""Tags changed in their bytes: a name or a value gives way to another, and nothing else in the file moves.

Where the bytes cannot be followed (UTF-16, markup out of an entity), nothing is changed at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.parsers import expat

_NAME = rb"""[^\s=/>"'<]+"""
_START = re.compile(rb"<(" + _NAME + rb""")(?:\s+[^\s=/>"']+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_END = re.compile(rb"</(" + _NAME + rb")\s*>")


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the n-th element (from 0, in document order). Names are as the file has them: `persname`, `xml:id`.

    Without an attribute, `name` is the element's new local name; with one, `name` is the attribute's new name (""
    leaves it), and `value` its new value (None leaves it).
    """

    element: int
    name: str = ""
    attribute: str = ""
    value: str | None = None


def edited(content: bytes, edits: Iterable[Edit]) -> bytes | None:
    """The document with these changes; None where they cannot be made in its bytes."""
    places = _places(content)
    changes: list[tuple[int, int, bytes]] = []
    for edit in edits:
        if edit.element >= len(places):
            return None
        start, end = places[edit.element]
        made = _attribute(content, start, edit) if edit.attribute else _element(content, start, end, edit.name)
        if not made:
            return None
        changes += made
    for first, last, new in sorted(changes, reverse=True):
        content = content[:first] + new + content[last:]
    return content


def _element(content: bytes, start: int, end: int, name: str) -> list[tuple[int, int, bytes]]:
    first = _START.match(content, start)
    # Of an empty element the end lies behind the tag, where another element's may begin.
    last = None if first is None or first[0].endswith(b"/>") else _END.match(content, end)
    found = [tag for tag in (first, last) if tag]
    spans = [(tag.end(1) - len(tag[1].rpartition(b":")[2]), tag.end(1)) for tag in found]
    return [(begin, to, name.encode("ascii", "xmlcharrefreplace")) for begin, to in spans]


def _attribute(content: bytes, start: int, edit: Edit) -> list[tuple[int, int, bytes]]:
    tag = _START.match(content, start)
    pattern = rb"\s(" + re.escape(edit.attribute.encode()) + rb""")\s*=\s*(?:"([^"]*)"|'([^']*)')"""
    found = re.search(pattern, tag[0]) if tag else None
    if tag is None or found is None:
        return []
    changes = []
    if edit.name:
        changes.append((start + found.start(1), start + found.end(1), edit.name.encode()))
    if edit.value is not None:
        group = 2 if found[2] is not None else 3
        changes.append((start + found.start(group), start + found.end(group), edit.value.encode()))
    return changes


def _places(content: bytes) -> list[tuple[int, int]]:
    """Where the start tag and the end tag of each element begin, in bytes; of `<a/>` twice the same."""
    places: list[tuple[int, int]] = []
    opened: list[int] = []
    parser = expat.ParserCreate()

    def start(_name: str, _attributes: dict[str, str]) -> None:
        opened.append(len(places))
        places.append((parser.CurrentByteIndex, parser.CurrentByteIndex))

    def end(_name: str) -> None:
        number = opened.pop()
        places[number] = (places[number][0], parser.CurrentByteIndex)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        return []
    return places if all(content[begin : begin + 1] == b"<" for begin, _ in places) else []
