"""Quotations, from the opening mark to the closing one, however many sentences or paragraphs lie between.

A mark that has no partner claims nothing and is reported; an apostrophe is no mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pecia.annotators import Annotator, Claims, Knowledge
from pecia.annotators.occupied import Occupied
from pecia.core.findings import Finding, Outcome, Severity, places
from pecia.core.text import MACHINE, Annotation, Block, Document, Span
from pecia.languages import table

_MARK = re.compile("[“”„‟‘’‚‛«»‹›\"']")
_PARTNERS = {"“": "”", "‟": "”", "‘": "’", "‛": "’", "«": "»", "‹": "›", "»": "«", "›": "‹", '"': '"', "'": "'"}
_LOW = {"„": "“”", "‚": "‘’"}
_WEAK = "‘‛'‚"
"""Marks that may be apostrophes: one without a partner is not worth a finding."""
_AHEAD = 1000
"""So far, in characters, a single mark looks for its partner before it counts as an apostrophe."""
_DEEPEST = 12
"""Quotations nest no deeper than this: what looks so is no quotation, and XML could not hold it."""
_LINES = 3
_RUNNING = ("p", "quote", "item", "l")


@dataclass(slots=True)
class _Open:
    mark: str
    at: int
    block: int


@dataclass(slots=True)
class _Reading:
    """What has been read of a run of blocks: the marks still open, and what was found."""

    text: str
    elisions: frozenset[str]
    reversed_guillemets: bool
    stack: list[_Open] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    alone: list[int] = field(default_factory=list)

    def block(self, number: int, block: Block) -> None:
        position = self._resumed(block)
        for found in _MARK.finditer(self.text, position, block.span.end):
            mark, at = found[0], found.start()
            closes = self._closes(mark, at, block)
            if closes:
                self._close(at)
            elif closes is None and len(self.stack) < _DEEPEST and self._opens(mark, at, block):
                self.stack.append(_Open(mark, at, number))
            elif closes is None and self._is_stray(mark, at, block):
                self.alone.append(at)

    def _resumed(self, block: Block) -> int:
        """Past the marks that a paragraph repeats because the quotation before it goes on."""
        position = block.span.start
        for opened in self.stack:
            if not self.text.startswith(opened.mark, position):
                break
            position += 1
        return position

    def goes_on(self, block: Block, before: Block) -> bool:
        """True when this block says that the quotations open at its start go on: by their mark, or in one stanza."""
        if before.kind == "l" == block.kind and before.get("lg") == block.get("lg"):
            return True
        return self.text.startswith(self.stack[0].mark, block.span.start)

    def _closes(self, mark: str, at: int, block: Block) -> bool | None:
        """True for a mark that ends an open quotation, False for an apostrophe, None for any other."""
        if mark in "’'‘‛":
            return self._single(mark, at, block)
        return True if self._partner(mark) is not None and self._may_close(mark, at, block) else None

    def _partner(self, mark: str) -> int | None:
        """How deep in the stack the quotation lies that this mark ends. Weak marks above it were apostrophes."""
        for depth in range(len(self.stack) - 1, -1, -1):
            opening = self.stack[depth].mark
            if mark in _LOW.get(opening, _PARTNERS.get(opening, "")):
                return depth
            if opening not in _WEAK:
                return None
        return None

    def _may_close(self, mark: str, at: int, block: Block) -> bool:
        if mark != '"':
            return True
        before, after = self._around(at, block)
        adrift = before.isspace() and after.isspace()
        return adrift or not before.isspace() or not after.isalnum()

    def _single(self, mark: str, at: int, block: Block) -> bool | None:
        before, after = self._around(at, block)
        if before.isalnum() and after.isalnum():
            return False
        if mark in "‘‛" and not any(opened.mark == "‚" for opened in self.stack):
            return None
        ends = self._partner(mark) is not None and not after.isalnum() and not before.isspace()
        if ends:
            return not self._is_possessive(at, block, mark)
        return None if mark == "'" else False

    def _is_possessive(self, at: int, block: Block, mark: str) -> bool:
        """`workers’ rights` inside single marks: the real end comes later, before the next single quotation."""
        rest = self.text[at + 1 : min(block.span.end, at + _AHEAD)]
        if self.text[at - 1 : at] != "s" or not re.match(r" [a-z]", rest):
            return False
        later = re.search(r"[^\s’'][’'](?![^\W\d_])|\s[‘'](?=\w)|[”“\"]", rest)
        return later is not None and later[0][-1] == mark

    def _opens(self, mark: str, at: int, block: Block) -> bool:
        before, after = self._around(at, block)
        if mark in "”’" or (mark in "«»‹›" and (mark in "»›") != self.reversed_guillemets):
            return False
        clear = before.isspace() or before in "([{—–-/“‘„‚«‹\"'…"
        if mark in "‘‛'":
            word = re.match(r"\w+", self.text[at + 1 : at + 12])
            elided = word is not None and (word[0].lower() in self.elisions or word[0][0].isdecimal())
            return clear and not after.isspace() and not elided and self._has_end(at, block)
        if mark == '"':
            adrift = before.isspace() and after.isspace() and at > block.span.start
            return adrift or (not after.isspace() and (clear or (after.isalnum() and not before.isdigit())))
        return True

    def _has_end(self, at: int, block: Block) -> bool:
        return re.search(r"[^\s][’'](?![^\W\d_])", self.text[at + 1 : min(block.span.end, at + _AHEAD)]) is not None

    def _is_stray(self, mark: str, at: int, block: Block) -> bool:
        before, _ = self._around(at, block)
        return mark not in "’'‘‛‚" and not (mark == '"' and before.isdigit())

    def _around(self, at: int, block: Block) -> tuple[str, str]:
        before = self.text[at - 1] if at > block.span.start else " "
        after = self.text[at + 1] if at + 1 < block.span.end else " "
        return before, after

    def _close(self, at: int) -> None:
        depth = self._partner(self.text[at])
        if depth is None:
            return
        if self.text[at] == '"':
            depth = self._first_of_repeated(depth)
        self.spans.append(Span(self.stack[depth].at, at + 1))
        del self.stack[depth:]

    def _first_of_repeated(self, depth: int) -> int:
        """Old print and handwriting repeat the opening mark on each line: three in a row open one quotation."""
        first = depth
        while first and self.stack[first - 1].mark == self.stack[depth].mark:
            first -= 1
        return first if depth - first + 1 >= _LINES else depth

    def abandon(self) -> None:
        """What is open here has no end: the quotations do not go on in the next block."""
        self.alone += [opened.at for opened in self.stack if opened.mark not in _WEAK]
        self.stack.clear()


def annotate(document: Document, knowledge: Knowledge) -> Outcome[Claims]:
    """A `q` over each quotation, its marks included; P055 for marks without a partner."""
    spans: list[Span] = []
    alone: list[int] = []
    elisions = frozenset(table(document.get("language"), "quotations")["elisions"])
    first = re.search("[«»]", document.text)
    for run in _runs(document):
        reading = _Reading(document.text, elisions, reversed_guillemets=first is not None and first[0] == "»")
        for number, block in enumerate(run):
            if number and reading.stack and not reading.goes_on(block, run[number - 1]):
                reading.abandon()
            reading.block(number, block)
        reading.abandon()
        spans += reading.spans
        alone += reading.alone
    taken = {a.span for a in document.of_kind("title")}
    by_hand = (a.span for a in document.of_kind("q", "quote", "said", "soCalled") if a.made_by != MACHINE)
    known = Occupied(len(document.text), by_hand)
    starts = [block.span.start for block in document.blocks]
    claims = tuple(
        Annotation("q", span, MACHINE, (), "high", _why(document, span, starts))
        for span in sorted(spans, key=lambda s: (s.start, -s.end))
        if len(span) > 2 and span not in taken and known.is_free(span)
    )
    return Outcome(Claims(claims), _findings(document, _first_in_each_block(document, alone)))


def _why(document: Document, span: Span, starts: Sequence[int]) -> tuple[str, ...]:
    marks = f"from {document.text[span.start]} to its partner {document.text[span.end - 1]}"
    blocks = bisect_left(starts, span.end) - bisect_right(starts, span.start) + 1
    return (marks,) if blocks == 1 else (marks, f"over {blocks} paragraphs or lines, each of which goes on with it")


def _first_in_each_block(document: Document, alone: Sequence[int]) -> Iterator[int]:
    """One mark astray puts others out of step: the first in a paragraph is the one to look at."""
    starts = [block.span.start for block in document.blocks]
    seen: set[int] = set()
    for at in sorted(alone):
        number = bisect_right(starts, at)
        if number not in seen:
            seen.add(number)
            yield at


def _runs(document: Document) -> Iterator[Sequence[Block]]:
    """The running text between headings, and each note by itself: a quotation does not reach over these."""
    run: list[Block] = []
    for block in document.blocks:
        if block.kind in _RUNNING:
            run.append(block)
        elif block.kind != "fw":
            yield run
            yield [block]
            run = []
    yield run


def _findings(document: Document, alone: Iterable[int]) -> tuple[Finding, ...]:
    where = places(document.text, document.name)

    def lonely(at: int) -> Finding:
        shown = " ".join(document.text[max(0, at - 15) : at + 25].split())
        message = f"the quotation mark {document.text[at]} in “…{shown}…” has no partner"
        hint = "look where the quotation begins or ends; nothing was marked here"
        return Finding("P055", Severity.WARNING, message, where(at), hint)

    return tuple(lonely(at) for at in alone)


ANNOTATOR = Annotator(
    name="quotations",
    kinds=frozenset({"q"}),
    annotate=annotate,
    about="quotations between marks, nested and across paragraphs",
    after=("titles",),
)
