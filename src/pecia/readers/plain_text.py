"""Plain text as people have it: its paragraphs, headings, lists, verse and notes, and what is no part of it.

Nothing is guessed that the look of the lines does not show; every line ends up in one block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pecia.core.findings import Finding, Outcome, Severity, place
from pecia.core.text import Attributes, Block, Document, Source, Span
from pecia.languages.detection import language_of, script_of
from pecia.readers import Reader, debris, headings, notes
from pecia.readers.decoding import decode
from pecia.readers.lines import Layout, Line, Paragraph, layout_of, lines_of, paragraphs_of

_BULLET = re.compile(r"[•▪◦‣·∙]\s*|[*–-]\s+")
_COUNTER = re.compile(r"(?:\(?(?P<number>\d{1,3})[.)]|\(?(?P<letter>[a-z])\))\s+")
_VERSE_LINE = 65
_QUOTE_INDENT = 2


def read(source: Source) -> Outcome[Document]:
    """The document in a plain text file. Raises SourceError when the bytes are no text (see `decode`)."""
    decoded = decode(source)
    text = decoded.value
    language = language_of(text)
    lines = lines_of(text)
    aside = debris.set_aside(lines, language, script_of(text))
    kept = debris.unbroken(lines, aside)
    layout = layout_of(kept)
    paragraphs = paragraphs_of(kept, layout)
    blocks = (*_structured(paragraphs, layout, text, language), *aside.values())
    ordered = _joined_over_pages(tuple(sorted(blocks, key=lambda block: block.span.start)), text)
    document = Document(source.path, text, ordered)
    known = {"language": language, "title": _title(ordered, text)}
    findings = tuple(_aside_finding(block, document) for block in ordered if _is_odd(block))
    return Outcome(document.having(**known), findings).noticing(decoded.findings)


def _structured(paragraphs: Sequence[Paragraph], layout: Layout, text: str, language: str) -> Iterator[Block]:
    note_heads, bodies = notes.split_off(paragraphs, text, language)
    inside = list(notes.within(paragraphs, bodies))
    kinds = [
        "" if inside[n] else "notes" if n in note_heads else headings.kind_of_heading(paragraphs, n, language)
        for n in range(len(paragraphs))
    ]
    yield from bodies.values()
    body = _Body(paragraphs, layout, language, kinds, inside)
    yield from body.blocks()


@dataclass(slots=True)
class _Body:
    """The paragraphs that are no notes, on their way to blocks; counts stanzas and lists as they come."""

    paragraphs: Sequence[Paragraph]
    layout: Layout
    language: str
    kinds: list[str]
    inside: list[bool]
    stanzas: int = 0
    lists: int = 0
    levels: dict[str, int] = field(default_factory=dict)

    def blocks(self) -> Iterator[Block]:
        items = _list_items(self.paragraphs, self.kinds, self.inside)
        verse = set(_verse(self.paragraphs, self.kinds, self.inside, self.layout))
        self._rank_headings()
        number = 0
        while number < len(self.paragraphs):
            if self.inside[number]:
                number += 1
            elif number in items:
                yield self._item(number, items)
                number += 1
            elif self.kinds[number]:
                block, number = self._head(number)
                yield block
            elif number in verse:
                yield from self._verse_lines(number, verse)
                number += 1
            else:
                yield self._paragraph(number)
                number += 1

    def _rank_headings(self) -> None:
        kinds = [kind for kind in self.kinds if kind and kind != "notes"]
        top = self.kinds[0] if self.kinds else ""
        # A title line over everything is above whatever looks like it further down.
        titled = top in ("caps", "title") and len(kinds) > 1
        below = kinds[1:] if titled else kinds
        self.levels = headings.levels(below, titled=titled)

    def _head(self, number: int) -> tuple[Block, int]:
        kind, first = self.kinds[number], self.paragraphs[number]
        last = number
        following = number + 1
        if headings.announces(kind) and following < len(self.paragraphs) and not self.inside[following]:
            after = self.kinds[following]
            if after in ("caps", "title") and len(first.text.split()) <= 4:
                last = following
        level = 1 if number == 0 and kind in ("caps", "title") else self.levels.get(kind, 1)
        span = Span(first.start, self.paragraphs[last].end)
        facts: Attributes = (("level", str(level)),)
        return Block("head", span, (*facts, ("in", "notes")) if kind == "notes" else facts), last + 1

    def _item(self, number: int, items: dict[int, int]) -> Block:
        if number - 1 not in items or _family(self.paragraphs[number]) != _family(self.paragraphs[number - 1]):
            self.lists += 1
        paragraph = self.paragraphs[number]
        facts = (("list", str(self.lists)), ("label", str(items[number])))
        return Block("item", Span(paragraph.start, paragraph.end), facts)

    def _verse_lines(self, number: int, verse: set[int]) -> Iterator[Block]:
        paragraph = self.paragraphs[number]
        same_stanza = number - 1 in verse and paragraph.lines[0].gap == 0
        self.stanzas += not same_stanza
        for line in paragraph.lines:
            yield Block("l", Span(line.start, line.end), (("lg", str(self.stanzas)),))

    def _paragraph(self, number: int) -> Block:
        paragraph = self.paragraphs[number]
        span = Span(paragraph.start, paragraph.end)
        after_heading = number > 0 and bool(self.kinds[number - 1])
        if after_heading and headings.is_dateline(paragraph.text, self.language):
            return Block("dateline", span)
        return Block("quote" if _is_set_in(paragraph, self.layout) else "p", span)


def _is_set_in(paragraph: Paragraph, layout: Layout) -> bool:
    """True for a paragraph indented as a whole, where the text around it is not."""
    indents = [line.indent for line in paragraph.lines]
    if min(indents) < layout.indent + _QUOTE_INDENT:
        return False
    # One indented line in a wrapped text is a short paragraph with its first line indented.
    return paragraph.loose and (len(indents) > 1 or not layout.width)


def _list_items(paragraphs: Sequence[Paragraph], kinds: Sequence[str], inside: Sequence[bool]) -> dict[int, int]:
    """The paragraphs (by number) in runs that begin with bullets or rising numbers, with the length of these."""
    found: dict[int, int] = {}
    run: list[int] = []
    reached = 0
    for number, paragraph in enumerate(paragraphs):
        if kinds[number] not in ("", "title", "counted1"):
            reached = 0
        kind = _family(paragraph) if not inside[number] and kinds[number] in ("", "title", "counted1") else ""
        continues = bool(run) and _continues(paragraphs[run[-1]], paragraph, kind)
        if not continues:
            reached = _keep(run, paragraphs, found, reached)
            run = []
        if kind and (continues or _begins_list(paragraph, kind, reached)):
            run.append(number)
    _keep(run, paragraphs, found, reached)
    return found


def _keep(run: Sequence[int], paragraphs: Sequence[Paragraph], found: dict[int, int], reached: int) -> int:
    """Notes the items of a run that is a list, or goes on with one; returns the number that lists have reached."""
    numbered = bool(run) and _family(paragraphs[run[0]]) == "number"
    if len(run) < 2 and not (numbered and reached and _value(paragraphs[run[0]]) == reached + 1):
        return reached
    found.update({number: _leading(paragraphs[number].text) for number in run})
    return _value(paragraphs[run[-1]]) if numbered else reached


def _leading(text: str) -> int:
    label = _BULLET.match(text) or _COUNTER.match(text)
    return label.end() if label else 0


def _family(paragraph: Paragraph) -> str:
    """The kind of bullet or counter that a paragraph begins with; "" for none."""
    if bullet := _BULLET.match(paragraph.text):
        return bullet[0].strip()
    counter = _COUNTER.match(paragraph.text)
    return "" if not counter else "number" if counter["number"] else "letter"


def _value(paragraph: Paragraph) -> int:
    counter = _COUNTER.match(paragraph.text)
    if not counter:
        return 0
    return int(counter["number"]) if counter["number"] else ord(counter["letter"]) - ord("a") + 1


def _begins_list(paragraph: Paragraph, kind: str, reached: int) -> bool:
    """With its first item; or with the next one, after something that has parted a numbered list."""
    if kind not in ("number", "letter") or _value(paragraph) == 1:
        return True
    return kind == "number" and reached > 0 and _value(paragraph) == reached + 1


def _continues(before: Paragraph, paragraph: Paragraph, kind: str) -> bool:
    if not kind or kind != _family(before):
        return False
    return kind not in ("number", "letter") or _value(paragraph) == _value(before) + 1


def _verse(
    paragraphs: Sequence[Paragraph], kinds: Sequence[str], inside: Sequence[bool], layout: Layout
) -> Iterator[int]:
    """The paragraphs (by number) whose lines are verse: short, ragged, and set off by blank lines."""
    sung = -1
    for stanza in _stanzas(paragraphs, kinds, inside):
        lines = [line for number in stanza for line in paragraphs[number].lines]
        if len(lines) < 2 or max(len(line.text) for line in lines) > _VERSE_LINE:
            continue
        set_in = min(line.indent for line in lines) >= layout.indent + _QUOTE_INDENT
        ragged = not layout.width or max(line.indent + len(line.text) for line in lines) < 0.75 * layout.width
        capital = all(not line.text[0].islower() and not line.text[0].isdecimal() for line in lines)
        punctuated = sum(line.text[-1] in ",;:.!?…—–”’" for line in lines) * 2 >= len(lines)
        # A couplet after a stanza goes on with the poem.
        rows = len(lines) >= (2 if set_in or sung == stanza[0] - 1 else 3)
        shaped = ragged and capital and punctuated and rows and layout.spaced
        if shaped and (set_in or _is_metrical(lines)):
            sung = stanza[-1]
            yield from stanza


def _is_metrical(lines: Sequence[Line]) -> bool:
    """Lines of much the same length with several words each, and not a list of names or an address."""
    words = [len(line.text.split()) for line in lines]
    return min(words) >= 3 and max(words) <= 2.5 * min(words) and sum(words) / len(words) >= 4


def _stanzas(paragraphs: Sequence[Paragraph], kinds: Sequence[str], inside: Sequence[bool]) -> Iterator[list[int]]:
    stanza: list[int] = []
    for number, paragraph in enumerate(paragraphs):
        if stanza and (paragraph.lines[0].gap or inside[number]):
            yield stanza
            stanza = []
        if not inside[number] and kinds[number] in ("", "title"):
            stanza.append(number)
    if stanza:
        yield stanza


def _joined_over_pages(blocks: tuple[Block, ...], text: str) -> tuple[Block, ...]:
    """Two halves of one paragraph, with a page number between them, say that they are (`part` = I, F)."""
    made = list(blocks)
    body = [n for n, block in enumerate(blocks) if block.kind != "fw"]
    for before, after in pairwise(body):
        halves = (made[before], made[after])
        numbers = any(blocks[n].get("type") == "pageNum" for n in range(before + 1, after))
        if not numbers or any(half.kind != "p" for half in halves):
            continue
        first, second = (text[half.span.start : half.span.end] for half in halves)
        if first[-1].isalnum() or first[-1] in ",-—" or second[0].islower():
            initial = "M" if halves[0].get("part") else "I"
            made[before] = Block("p", halves[0].span, (("part", initial),))
            made[after] = Block("p", halves[1].span, (("part", "F"),))
    return tuple(made)


def _title(blocks: Sequence[Block], text: str) -> str:
    """The heading that stands over everything, on one line."""
    for block in blocks:
        if block.kind == "head" and block.get("in") != "notes":
            return " ".join(text[block.span.start : block.span.end].split())
        if block.kind != "fw":
            return ""
    return ""


def _is_odd(block: Block) -> bool:
    return block.kind == "fw" and block.get("type") in ("navigation", "debris")


def _aside_finding(block: Block, document: Document) -> Finding:
    words = document.covered(block.span)
    shown = words if len(words) <= 60 else f"{words[:57]}…"
    what = "site navigation" if block.get("type") == "navigation" else "dirt of the scan or the site"
    return Finding(
        "P003",
        Severity.INFO,
        f"“{shown}” was taken for {what} and set aside",
        place(document.text, block.span.start, document.name),
        "make it a paragraph in the TEI if it belongs to the text",
    )


READER = Reader(
    name="text",
    suffixes=frozenset({".txt", ".text"}),
    read=read,
    about="plain text: UTF-8, UTF-16 or Windows-1252, as scraped or scanned",
)
