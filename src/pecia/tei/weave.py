"""Standoff becomes inline: strands are written into an element, around what stands in it already.

Laws: the text of what is woven, read as the source had it, is the text that was there; no element of a person's is
made anew, moved out of its parent, or changed: the machine's marks go around it or into it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from pecia.core.text import Annotation, Span
from pecia.engines.trees import XML, local, tei
from pecia.tei.strands import Strand
from pecia.tei.unweave import ALTERNATIVES, ENTER, LEAVE, TEXT, Step, inside, is_own, source_text, steps

_PREFIXED = re.compile(r"xml:(\w+)")


def weave(element: etree._Element, text: str, strands: Sequence[Strand], span: Span) -> etree._Element:
    """Writes `text[span]` into an element that is empty, with the strands (outer before inner) as elements in it."""
    element.text = text[span.start : span.end]
    if strands:
        reweave(element, strands, span.start)
    return element


def reweave(
    element: etree._Element, strands: Iterable[Strand], offset: int = 0, confirmed: Collection[str] = ()
) -> None:
    """Takes the machine's marks out of an element and puts these in; places count from `offset`.

    A strand that cannot nest with what stands there is left out. `confirmed` are the chains of which a person has
    confirmed a part: no part of them is the machine's any more.
    """
    content = _Content(element, offset, confirmed)
    places = [place for strand in strands if (place := content.place(strand)) is not None]
    content.write(places)


def attribute_name(name: str) -> str:
    """`xml:id` in the notation that lxml wants; any other name as it is."""
    return _PREFIXED.sub(rf"{{{XML}}}\1", name)


@dataclass(slots=True, eq=False)
class _Frame:
    """An element of a person's that holds text: between which characters it begins and ends, and before and after
    how many of the steps that are taken there."""

    parent: _Frame | None
    depth: int
    entered: tuple[int, int]
    left: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a strand begins and ends: between two characters, and before which of the steps that are taken there."""

    strand: Strand
    start: tuple[int, int]
    end: tuple[int, int]


@dataclass(slots=True)
class _Gap:
    """What stands between two characters: tags, and elements that are kept whole (of which one may hold words)."""

    steps: list[Step] = field(default_factory=list)
    within: list[_Frame] = field(default_factory=list)
    """The innermost frame after each step."""
    width: int = 0
    """How many characters of the text lie in the last step, an element that is kept whole."""


class _Content:
    """What stands in an element, the machine's marks left out."""

    def __init__(self, element: etree._Element, offset: int, confirmed: Collection[str]) -> None:
        self._element = element
        self._offset = offset
        self._gaps: dict[int, _Gap] = {}
        self._whole = _Frame(None, 0, (offset, 0))
        text: list[str] = []
        at, frame = offset, self._whole
        for step in steps(element):
            if step.kind == TEXT:
                text.append(step.words)
                at += len(step.words)
                continue
            if step.kind in (ENTER, LEAVE) and is_own(step.element, confirmed):
                continue
            gap = self._gaps.setdefault(at, _Gap())
            if step.kind == ENTER:
                frame = _Frame(frame, frame.depth + 1, (at, len(gap.steps)))
            elif step.kind == LEAVE:
                frame.left = (at, len(gap.steps) + 1)
                frame = frame.parent or frame
            else:
                gap.width = len(step.words)
                text.append(step.words)
                at += gap.width
            gap.steps.append(step)
            gap.within.append(frame)
        self._text = "".join(text)
        self._places = sorted(self._gaps)

    def place(self, strand: Strand) -> _Place | None:
        """The narrowest place: inside every element that holds the whole strand, around those that it holds."""
        span = strand.span
        if self._splits(span.start) or self._splits(span.end):
            return None
        gap = self._gaps.get(span.start, _NO_GAP)
        if len(span) == 0:
            slot = next((n for n, step in enumerate(gap.steps) if step.kind != LEAVE), len(gap.steps))
            return _Place(strand, (span.start, slot), (span.start, slot))
        start = (span.start, len(gap.steps) - (gap.width > 0))
        end = (span.end, 0)
        first, last = self._frame(start), self._frame(end)
        while first is not last:
            if first.depth >= last.depth and first.parent is not None:
                if first.entered[0] != span.start:
                    return None
                start, first = first.entered, first.parent
            elif last.parent is not None:
                if last.left[0] != span.end:
                    return None
                end, last = last.left, last.parent
        return _Place(strand, start, end)

    def _splits(self, at: int) -> bool:
        """True for a place in the middle of an element that is kept whole."""
        before = bisect_left(self._places, at) - 1
        return before >= 0 and self._places[before] + self._gaps[self._places[before]].width > at

    def _frame(self, place: tuple[int, int]) -> _Frame:
        """The innermost frame at a place."""
        at, slot = place
        index = bisect_right(self._places, at) - 1
        while index >= 0:
            gap = self._gaps[self._places[index]]
            taken = slot if self._places[index] == at else len(gap.steps)
            if taken:
                return gap.within[taken - 1]
            index -= 1
        return self._whole

    def write(self, places: Sequence[_Place]) -> None:
        """Fills the element anew: the same text, the same elements, and the strands at their places."""
        opening: dict[tuple[int, int], list[_Place]] = {}
        slots = {(at, slot) for at, gap in self._gaps.items() for slot in range(len(gap.steps) + 1)}
        for place in places:
            opening.setdefault(place.start, []).append(place)
            slots |= {place.start, place.end}
        for gap in self._gaps.values():
            for step in gap.steps:
                _detach(step)
        pen = _Pen(self._element)
        at = self._offset
        for slot in sorted(slots):
            if slot[0] > at:
                pen.put(self._text[at - self._offset : slot[0] - self._offset])
                at = slot[0]
            pen.close(slot)
            for place in opening.get(slot, ()):
                pen.open(place)
            found = self._gaps.get(slot[0], _NO_GAP)
            if slot[1] < len(found.steps):
                pen.take(found.steps[slot[1]])
                if slot[1] + 1 == len(found.steps):
                    at += found.width
        pen.put(self._text[at - self._offset :])
        pen.finish()


_NO_GAP = _Gap()


def _detach(step: Step) -> None:
    if step.kind == ENTER:
        _empty(inside(step.element))
    if step.kind != LEAVE:
        step.element.tail = None


def _empty(element: etree._Element) -> None:
    element.text = None
    for child in list(element):
        element.remove(child)


class _Pen:
    """Writes from left to right; knows which elements are open, and where those that it made end."""

    def __init__(self, element: etree._Element) -> None:
        _empty(element)
        self._open: list[tuple[etree._Element, _Place | None]] = [(element, None)]
        self._pairs: list[tuple[etree._Element, Annotation]] = []
        self._of_persons: list[etree._Element] = []

    def put(self, words: str) -> None:
        _append_text(self._open[-1][0], words)

    def open(self, place: _Place) -> None:
        made = self._element(self._open[-1][0], place.strand)
        if place.end > place.start:
            self._open.append((made, place))

    def close(self, slot: tuple[int, int]) -> None:
        while (place := self._open[-1][1]) is not None and place.end == slot:
            self._open.pop()

    def take(self, step: Step) -> None:
        """An element of a person's, as it is; into one that holds text, the pen goes on writing."""
        if step.kind == LEAVE:
            self._open.pop()
            return
        self._open[-1][0].append(step.element)
        if step.kind == ENTER:
            self._open.append((inside(step.element), None))
            if inside(step.element) is not step.element:
                self._of_persons.append(step.element)

    def finish(self) -> None:
        for choice, annotation in self._pairs:
            second = etree.SubElement(choice, tei(ALTERNATIVES[annotation.kind]))
            second_reading(choice[0], second, annotation.get(ALTERNATIVES[annotation.kind]))
            _responsible(second, annotation)
        for choice in self._of_persons:
            if all(is_own(child, ()) for child in choice[1]):
                second_reading(choice[0], choice[1], source_text(choice[1]))

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


def second_reading(source: etree._Element, second: etree._Element, words: str) -> None:
    """Writes the editor's reading, with the names that are marked in the source's reading marked in it too."""
    _empty(second)
    at = 0
    for child in filter(local, source):
        name = "".join(child.itertext())
        found = words.find(name, at)
        if len(child) or not name or found < 0:
            continue
        _append_text(second, words[at:found])
        copy = etree.SubElement(second, child.tag, {k: v for k, v in child.items() if k != attribute_name("xml:id")})
        copy.text = name
        at = found + len(name)
    _append_text(second, words[at:])


def _append_text(element: etree._Element, piece: str) -> None:
    if not piece:
        return
    # Counting children walks along them all: of a paragraph with ten thousand names that is the square of it.
    last = next(element.iterchildren(reversed=True), None)
    if last is not None:
        last.tail = (last.tail or "") + piece
    else:
        element.text = (element.text or "") + piece
