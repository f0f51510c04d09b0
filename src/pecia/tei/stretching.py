"""A mark gets other ends: the element is taken out of the text and put around other words; no word moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pecia.core.text import Span
from pecia.tei.unweave import counts, inside, is_whole, reading, source_text
from pecia.tei.verdicts import unwrap


@dataclass(frozen=True, slots=True, eq=False)
class _Gap:
    """Between two children of an element: the text there, from `start` to `end`; `before` is the child it follows."""

    parent: etree._Element
    before: etree._Element | None
    depth: int
    start: int
    end: int

    @property
    def words(self) -> str:
        return (self.parent.text if self.before is None else self.before.tail) or ""

    def holds(self, at: int) -> bool:
        return self.start <= at <= self.end


def stretch(element: etree._Element, holder: etree._Element, span: Span, offset: int) -> bool:
    """Puts the element around this stretch of the text of `holder`, which begins at `offset`.

    Returns False, and changes nothing but the element's tag, which is gone, where the stretch begins inside of an
    element and ends outside of it.
    """
    unwrap(element)
    for child in list(element):
        element.remove(child)
    element.text = element.tail = None
    gaps = list(enumerate(_gaps(holder, offset, 0)))
    firsts = [(number, gap) for number, gap in gaps if gap.holds(span.start)]
    lasts = [(number, gap) for number, gap in gaps if gap.holds(span.end)]
    pairs = [(first, last) for first in firsts for last in lasts if first[1].parent is last[1].parent]
    if not pairs:
        return False
    # The innermost element; of the places between the same two characters, the one nearest to the words.
    (_, first), (_, last) = max(pairs, key=lambda pair: (pair[0][1].depth, pair[0][0], -pair[1][0]))
    _wrap(element, first, last, span)
    return True


def _gaps(element: etree._Element, at: int, depth: int) -> Iterator[_Gap]:
    end = at + len(element.text or "")
    yield _Gap(element, None, depth, at, end)
    for child in element:
        at = end
        if is_whole(child):
            at += len(source_text(reading(child))) if counts(child) else 0
        else:
            for gap in _gaps(inside(child), at, depth + 1):
                yield gap
                at = gap.end
        end = at + len(child.tail or "")
        yield _Gap(element, child, depth, at, end)


def _wrap(element: etree._Element, first: _Gap, last: _Gap, span: Span) -> None:
    parent = first.parent
    opening, closing = span.start - first.start, span.end - last.start
    head, tail = first.words[:opening], last.words[closing:]
    if first is last:
        element.text, within = first.words[opening:closing], []
    else:
        element.text, middle = first.words[opening:], last.words[:closing]
        start = 0 if first.before is None else parent.index(first.before) + 1
        end = parent.index(last.before) + 1 if last.before is not None else 0
        within = list(parent)[start:end]
        within[-1].tail = middle
    if first.before is None:
        parent.text = head
    else:
        first.before.tail = head
    parent.insert(0 if first.before is None else parent.index(first.before) + 1, element)
    element.extend(within)
    element.tail = tail
