"""A document becomes a TEI tree: header, register, text."""

from __future__ import annotations

from itertools import zip_longest

from lxml import etree

from pecia.core.text import Document
from pecia.engines.trees import TEI, XML_LANG, local, tei
from pecia.tei.body import Pointer, text_element
from pecia.tei.ids import identify

_STRUCTURAL = frozenset(map(tei, ("TEI", "text", "front", "body", "back", "div", "list", "lg", "quote")))


def tree_of(document: Document, header: etree._Element, pointer: Pointer) -> etree._Element:
    """The whole tree; `pointer` says how `@ref` points to an entity of the register."""
    root = etree.Element(tei("TEI"), nsmap={None: TEI})
    if document.get("language"):
        root.set(XML_LANG, document.get("language"))
    root.append(header)
    text_element(document, pointer, root)
    identify(root)
    _set_out(root, 0)
    return root


def _set_out(element: etree._Element, depth: int) -> None:
    """Puts structure on lines of its own. Elements with running text, and the header, are left as they are."""
    if element.tag not in _STRUCTURAL or not len(element) or (element.text or "").strip():
        return
    inner, outer = "\n" + "  " * (depth + 1), "\n" + "  " * depth
    element.text = inner
    for child, following in zip_longest(element, element[1:]):
        # Forme work belongs to the page break that it comes with.
        child.tail = "" if local(child) == "pb" and following is not None and local(following) == "fw" else inner
        _set_out(child, depth + 1)
    element[-1].tail = outer
