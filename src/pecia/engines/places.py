"""Where an element begins in its file, by line and column.

lxml knows the line only; expat, reading the same bytes again, knows both. It is asked once per document, and only
when there is something to say about it.
"""

from __future__ import annotations

from xml.parsers import expat

from lxml import etree

from pecia.core.findings import Location
from pecia.engines.trees import local


class Places:
    """The places of one document's elements. Without the bytes that the tree was read from, lines only."""

    def __init__(self, path: str, tree: etree._Element, content: bytes = b"") -> None:
        self._path = path
        self._tree = tree
        self._content = content
        self._known: dict[etree._Element, tuple[int, int]] | None = None

    def _places(self) -> dict[etree._Element, tuple[int, int]]:
        if self._known is None:
            self._known = _matched(self._tree, _starts(self._content))
        return self._known

    def of(self, element: etree._Element) -> Location:
        """The place of the `<` of the element's start tag."""
        line, column = self._places().get(element, (element.sourceline or 0, 0))
        return Location(self._path, line, column)

    def beginning_in(self, line: int, name: str) -> tuple[Location, ...]:
        """The places of the elements by this local name that begin in this line."""
        found = (place for element, place in self._places().items() if place[0] == line and local(element) == name)
        return tuple(Location(self._path, *place) for place in found)

    def at_steps(self, steps: str) -> Location:
        """The place of the element at a path of child numbers: `1/2/5`, the fifth child of the root's second child."""
        return self.of(walk(self._tree, steps))


def walk(tree: etree._Element, steps: str) -> etree._Element:
    """The element at a path of child numbers that begins with the root's own, 1. Comments do not count."""
    element = tree
    for step in steps.split("/")[1:]:
        children = [child for child in element if isinstance(child.tag, str)]
        element = children[int(step) - 1]
    return element


def _starts(content: bytes) -> list[tuple[int, int]]:
    """Line and column of every start tag in document order; nothing where expat cannot read the encoding."""
    places: list[tuple[int, int]] = []
    parser = expat.ParserCreate()

    def start(_name: str, _attributes: dict[str, str]) -> None:
        places.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    parser.StartElementHandler = start
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):
        return []
    return places


def _matched(tree: etree._Element, places: list[tuple[int, int]]) -> dict[etree._Element, tuple[int, int]]:
    # If the two parsers saw different trees, a wrong place would be worse than none.
    elements = list(tree.iter("*"))
    return dict(zip(elements, places, strict=True)) if len(elements) == len(places) else {}
