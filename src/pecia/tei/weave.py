"""Standoff becomes inline: a stretch of text and its strands, written into an element.

Law: the text of what is woven, read as the source had it, is the text that was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from pecia.core.text import Annotation, Span
from pecia.engines.trees import XML, tei
from pecia.tei.strands import OPAQUE, Strand

ALTERNATIVES = {"sic": "corr", "abbr": "expan", "orig": "reg"}
"""What the source has, and the attribute that holds the editor's reading: woven as a pair in `<choice>`."""

_PREFIXED = re.compile(r"xml:(\w+)")


def weave(element: etree._Element, text: str, inside: Iterable[Strand], span: Span) -> etree._Element:
    """Writes `text[span]` at the end of the element, with the strands (outer before inner) as elements in it."""
    pen = _Pen(element, text, span)
    for strand in inside:
        pen.open(strand)
    pen.finish()
    return element


def attribute_name(name: str) -> str:
    """`xml:id` in the notation that lxml wants; any other name as it is."""
    return _PREFIXED.sub(rf"{{{XML}}}\1", name)


class _Pen:
    """Writes from left to right; knows which elements are open and where each ends."""

    def __init__(self, element: etree._Element, text: str, span: Span) -> None:
        self._text = text
        self._at = span.start
        self._end = span.end
        self._open: list[tuple[etree._Element, int]] = [(element, span.end)]
        self._pairs: list[tuple[etree._Element, Annotation]] = []

    def open(self, strand: Strand) -> None:
        self._write_until(strand.span.start, milestone=len(strand.span) == 0)
        if strand.span.start < self._at:
            return  # It lies in an element that is put back as it stood.
        parent = self._open[-1][0]
        if strand.annotation.kind == OPAQUE:
            # In an element, for a comment has no root to parse.
            parent.append(etree.fromstring(f"<as-it-stood>{strand.annotation.get('xml')}</as-it-stood>")[0])
            self._at = strand.span.end
            return
        self._open.append((self._element(parent, strand), strand.span.end))
        if len(strand.span) == 0:
            self._close()

    def finish(self) -> None:
        self._write_until(self._end, milestone=True)
        for choice, annotation in self._pairs:
            _second_reading(choice, annotation)

    def _write_until(self, offset: int, *, milestone: bool) -> None:
        """Writes up to the offset and closes what ends before it, or there: but the root stays open."""
        while len(self._open) > 1 and self._open[-1][1] <= offset:
            self._put(self._open[-1][1])
            self._close()
        self._put(offset)

    def _put(self, offset: int) -> None:
        if offset <= self._at:
            return
        piece, parent = self._text[self._at : offset], self._open[-1][0]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + piece
        else:
            parent.text = (parent.text or "") + piece
        self._at = offset

    def _close(self) -> None:
        self._open.pop()

    def _element(self, parent: etree._Element, strand: Strand) -> etree._Element:
        annotation = strand.annotation
        if annotation.get(ALTERNATIVES.get(annotation.kind, "")):
            choice = etree.SubElement(parent, tei("choice"))
            _responsible(choice, annotation, certain=False)
            self._pairs.append((choice, annotation))
            return etree.SubElement(choice, tei(annotation.kind))
        element = etree.SubElement(parent, tei(annotation.kind))
        for name, value in (*annotation.attributes, *_chain(strand)):
            element.set(attribute_name(name), value)
        _responsible(element, annotation)
        return element


def _responsible(element: etree._Element, annotation: Annotation, *, certain: bool = True) -> None:
    if annotation.made_by:
        element.set("resp", f"#{annotation.made_by}")
    if annotation.certainty and certain:
        element.set("cert", annotation.certainty)


def _chain(strand: Strand) -> tuple[tuple[str, str], ...]:
    """What joins the parts of one annotation that could not be one element (Guidelines, 21.3.1)."""
    if strand.parts == 1:
        return ()
    name = strand.chain
    links = [("xml:id", f"{name}.{strand.part}")]
    if strand.part < strand.parts:
        links.append(("next", f"#{name}.{strand.part + 1}"))
    if strand.part > 1:
        links.append(("prev", f"#{name}.{strand.part - 1}"))
    return tuple(links)


def _second_reading(choice: etree._Element, annotation: Annotation) -> None:
    """The editor's reading, with the names that stand in the source's reading marked in it too."""
    source, wanted = choice[0], annotation.get(ALTERNATIVES[annotation.kind])
    element = etree.SubElement(choice, tei(ALTERNATIVES[annotation.kind]))
    at = 0
    for child in source:
        name = "".join(child.itertext())
        found = wanted.find(name, at)
        if len(child) or not name or found < 0:
            continue
        _append_text(element, wanted[at:found])
        copy = etree.SubElement(element, child.tag, {k: v for k, v in child.items() if k != attribute_name("xml:id")})
        copy.text = name
        at = found + len(name)
    _append_text(element, wanted[at:])
    _responsible(element, annotation)


def _append_text(element: etree._Element, piece: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + piece
    else:
        element.text = (element.text or "") + piece
