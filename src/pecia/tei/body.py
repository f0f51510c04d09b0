"""Flat blocks become the nested `<text>`: divisions by their headings, lists, stanzas, quotations, notes in the back.

What was set aside leaves the body: before it stands what came before the first paragraph, after the back what came
last; forme work between two paragraphs stays where it stood (Guidelines, 3.10.4 and 11.6).
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from itertools import groupby

from lxml import etree

from pecia.core.text import MACHINE, Annotation, Block, Document, Span
from pecia.engines.trees import TEI, XML_ID, XML_LANG, local, tei
from pecia.tei.ids import free
from pecia.tei.notes import ANCHOR, Note, notes
from pecia.tei.strands import by_block
from pecia.tei.weave import weave

Pointer = Callable[[str], str]
"""From the id of an entity to what `@ref` says."""

_TOP = frozenset({"head", "byline", "dateline"})


def text_element(document: Document, pointer: Pointer, root: etree._Element | None = None) -> etree._Element:
    """The `<text>` of a document, the last child of `root`; `pointer` says how the register is pointed to from it.

    It is made where it belongs: to move a tree of a hundred thousand elements takes lxml longer than to make it.
    """
    return _Weaver(document, pointer).text(root)


def dressed(annotation: Annotation, pointer: Pointer, notes_by_anchor: dict[Annotation, Note]) -> Annotation:
    """The annotation with the attributes that TEI has for it."""
    if annotation.kind == ANCHOR and annotation.get("target"):
        return replace(annotation.having(n="", series=""), kind="ref")  # It stood in the tree already.
    if annotation.kind == ANCHOR:
        note = notes_by_anchor[annotation]
        links = (("type", ANCHOR), ("xml:id", note.anchor_id), ("target", f"#{note.id}"))
        return Annotation("ref", annotation.span, annotation.made_by, links, annotation.certainty)
    if annotation.made_by != MACHINE:
        return annotation
    if annotation.kind == "foreign" and annotation.get("lang"):
        return annotation.having(**{"xml:lang": annotation.get("lang"), "lang": ""})
    ref = annotation.get("ref")
    return annotation.having(ref=pointer(ref)) if ref and "#" not in ref and ":" not in ref else annotation


def notes_division(back: etree._Element, taken: Container[str] = ()) -> etree._Element:
    return etree.SubElement(back, tei("div"), {"type": "notes", XML_ID: free("notes", taken)})


def note_element(division: etree._Element, note: Note) -> etree._Element:
    """The `<note>`, linked to its marker; where the source has no body for it, a gap says so (Guidelines, 3.5.3)."""
    attributes = {XML_ID: note.id, "n": note.n, "place": note.place, "type": "authorial"}
    if note.anchor is not None:
        attributes["target"] = f"#{note.anchor_id}"
    element = etree.SubElement(division, tei("note"), attributes)
    if note.block is None:
        etree.SubElement(element, tei("gap"), reason="absent", resp=f"#{MACHINE}")
    return element


class _Weaver:
    def __init__(self, document: Document, pointer: Pointer) -> None:
        self._document = document
        self._notes = notes(document)
        by_anchor = {note.anchor: note for note in self._notes if note.anchor is not None}
        claims = [dressed(annotation, pointer, by_anchor) for annotation in document.annotations]
        spans = [block.span for block in document.blocks]
        self._strands = by_block(claims, spans)
        self._index = {span: index for index, span in enumerate(spans)}

    def text(self, root: etree._Element | None) -> etree._Element:
        language = self._document.get("language")
        spoken = {XML_LANG: language} if language else {}
        text = etree.Element(tei("text"), spoken, nsmap={None: TEI})
        if root is not None:
            root.append(text)
        before, main, back, after = _parted(self._document.blocks)
        for block in before:
            self._forme_work(text, block)
        self._divisions(etree.SubElement(text, tei("body")), main)
        if self._notes or back:
            self._back(etree.SubElement(text, tei("back")), back)
        for block in after:
            self._forme_work(text, block)
        return text

    def _divisions(self, body: etree._Element, blocks: Sequence[Block]) -> None:
        open_ones: list[tuple[int, etree._Element]] = []
        for kind, group in groupby(blocks, key=_group):
            run = list(group)
            for block in run if kind[0] == "head" else ():
                level = int(block.get("level", "1"))
                beside = open_ones[-1] if open_ones else None
                # A second heading right below the first is a subtitle of the same division.
                if beside and beside[0] == level and _only_top(beside[1]):
                    self._leaf(beside[1], block, "head")
                    continue
                while open_ones and open_ones[-1][0] >= level:
                    open_ones.pop()
                parent = open_ones[-1][1] if open_ones else body
                open_ones.append((level, etree.SubElement(parent, tei("div"), type=_TYPES.get(level, "subsection"))))
                self._leaf(open_ones[-1][1], block, "head")
            if kind[0] != "head":
                if not open_ones:
                    open_ones.append((_UNTITLED, etree.SubElement(body, tei("div"), type="chapter")))
                self._run(open_ones[-1][1], kind[0], run)
        if not open_ones:
            # A body may not be empty (Guidelines, 4.1).
            etree.SubElement(etree.SubElement(body, tei("div"), type="chapter"), tei("p"))

    def _run(self, parent: etree._Element, kind: str, run: Sequence[Block]) -> None:
        if kind == "fw":
            for block in run:
                self._forme_work(parent, block)
        elif kind == "item":
            self._list(parent, run)
        elif kind in ("l", "quote"):
            container = etree.SubElement(parent, tei("lg" if kind == "l" else "quote"))
            for block in run:
                self._leaf(container, block, "l" if kind == "l" else "p")
        else:
            for block in run:
                topmost = kind in _TOP and _only_top(parent)
                self._leaf(parent, block, kind if topmost or kind not in _TOP else "p")

    def _list(self, parent: etree._Element, run: Sequence[Block]) -> None:
        labelled = any(int(block.get("label", "0")) for block in run)
        lists = [(int(run[0].get("level", "1")), etree.SubElement(parent, tei("list")))]
        for block in run:
            level = int(block.get("level", "1"))
            while len(lists) > 1 and lists[-1][0] > level:
                lists.pop()
            if level > lists[-1][0] and len(lists[-1][1]):
                lists.append((level, etree.SubElement(lists[-1][1][-1], tei("list"))))
            rest = block.span
            if labelled:
                label, rest = self._label(block)
                self._weave(etree.SubElement(lists[-1][1], tei("label")), label, block)
            self._weave(etree.SubElement(lists[-1][1], tei("item")), rest, block)

    def _label(self, block: Block) -> tuple[Span, Span]:
        """The leading number or bullet, and what comes after it and its space."""
        length = min(int(block.get("label", "0")), len(block.span))
        words = self._document.covered(Span(block.span.start, block.span.start + length))
        end = block.span.start + len(words.rstrip())
        return Span(block.span.start, end), Span(block.span.start + length, block.span.end)

    def _back(self, back: etree._Element, blocks: Sequence[Block]) -> None:
        division = notes_division(back)
        for block in blocks:
            if block.kind == "head":
                self._leaf(division, block, "head")
            elif block.kind == "fw":
                self._forme_work(division, block)
        for note in self._notes:
            self._note(division, note)

    def _note(self, division: etree._Element, note: Note) -> None:
        element = note_element(division, note)
        if note.block is None:
            return
        label, rest = self._label(note.block)
        self._weave(element, rest, note.block)
        if len(label):
            leading = etree.Element(tei("label"))
            self._weave(leading, label, note.block)
            # A number may be glued to its note: the space is the source's, or there is none.
            space = " " if label.end < rest.start else ""
            leading.tail, element.text = f"{space}{element.text or ''}", None
            element.insert(0, leading)

    def _forme_work(self, parent: etree._Element, block: Block) -> None:
        kind = block.get("type", "header")
        if kind == "pageNum" and block.get("n"):
            etree.SubElement(parent, tei("pb"), n=block.get("n"))
        element = etree.SubElement(parent, tei("fw"), type=kind)
        if block.get("lang"):
            element.set(XML_LANG, block.get("lang"))
        element.set("resp", f"#{MACHINE}")
        element.set("cert", block.get("cert", "high"))
        self._weave(element, block.span, block)

    def _leaf(self, parent: etree._Element, block: Block, name: str) -> None:
        element = etree.SubElement(parent, tei(name))
        if name == "p" and block.get("part"):
            # A page number stands between the halves of one paragraph (Guidelines, att.fragmentable).
            element.set("part", block.get("part"))
        self._weave(element, block.span, block)

    def _weave(self, element: etree._Element, span: Span, block: Block) -> None:
        inside = [strand for strand in self._strands[self._index[block.span]] if strand.span in span]
        weave(element, self._document.text, inside, span)
        if block.get("lang") and block.kind != "fw":
            element.set(XML_LANG, block.get("lang"))


_TYPES = {1: "chapter", 2: "section"}
_UNTITLED = 9
"""The level of a division that has no heading: any heading ends it."""


def _group(block: Block) -> tuple[str, str]:
    return block.kind, block.get("lg") or block.get("list")


def _only_top(division: etree._Element) -> bool:
    # What follows the first paragraph is never the top again.
    return not len(division) or local(division[-1]) in _TOP


def _parted(blocks: Sequence[Block]) -> tuple[list[Block], list[Block], list[Block], list[Block]]:
    """What was set aside before the text, the text, the notes with their heading, what was set aside after it."""
    rest = list(blocks)
    before: list[Block] = []
    after: list[Block] = []
    while rest and _aside(rest[0]):
        before.append(rest.pop(0))
    while rest and _aside(rest[-1]):
        after.insert(0, rest.pop())
    first = next((i for i, block in enumerate(rest) if block.kind == "note"), len(rest))
    while 0 < first < len(rest) and rest[first - 1].kind == "head":
        first -= 1
    back = [b for b in rest[first:] if b.kind in ("note", "head", "fw")] if first < len(rest) else []
    main = rest[:first] + [block for block in rest[first:] if block not in back]
    return before, main, back, after


def _aside(block: Block) -> bool:
    return block.kind == "fw" and block.get("type") != "pageNum"
