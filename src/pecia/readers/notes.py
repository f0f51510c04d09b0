"""The bodies of notes: after a heading that says so, at the end of a text, or in a file of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pecia.core.findings import Finding, Outcome, Severity, place
from pecia.core.text import Block, Document, Source, Span
from pecia.languages import table
from pecia.languages.detection import readable
from pecia.readers import headings
from pecia.readers.decoding import decode
from pecia.readers.lines import Line, Paragraph, layout_of, lines_of, paragraphs_of

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LABEL = re.compile(
    r"(?:\[\^(?P<signed>\d{1,3})\]:"
    r"|\[(?P<sign>[A-Z]|[*†‡§]{1,3})\][.:]?(?=\s)"
    r"|\[?(?P<fn>fn\.?\s?(?P<fnumber>\d{1,3}))(?!\d)\]?[.):]?"
    r"|\[(?P<bracketed>\d{1,4})\][.:]?"
    r"|(?P<number>\d{1,4})(?:[.):](?=\s)|(?=\s)|(?=[“\"'‘(]?[A-ZÀ-ÞА-Я]))"
    r"|\(?(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})\)?"
    r"|(?P<symbol>[*†‡§]{1,3})(?=\s*[^\s*†‡§]))\s*",
    re.IGNORECASE,
)
_ENCLOSED = r"\[(?:{words})\s(?P<n>\d{{1,3}}|[A-Z]|[*†‡§]{{1,3}})\s?[.:]\s*"
_REACH = 20
"""A note in brackets that has not ended after so many paragraphs has lost its closing bracket, and is one paragraph."""
_MARKER = re.compile(
    r"(?:(?<=[^\W\d_])|(?<=[.,;:!?…”’\"')\]»])(?<!\d.)(?<!\b\w\.))[1-9]\d{0,3}(?![\w%]|[.,:]\d)"
    r"|\[\^?\d{1,4}\]|(?<=\S)\[[A-Za-z]\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}"
)
_SYMBOL = re.compile(r"[^\W\d_][.,;:!?…”’\"')\]]*\[?(?P<symbol>\*{1,3}|†{1,3}|‡{1,3}|§{1,3})(?![*†‡§])")
_LEAP = 5
"""A number that is so much higher than the last one still begins a note; more is a year or a page."""


@dataclass(frozen=True, slots=True)
class _Label:
    series: str
    n: str
    length: int
    bare: bool

    @property
    def number(self) -> int:
        digits = self.n.removeprefix("fn")
        return int(digits) if digits.isdecimal() else 0


@cache
def _enclosed_labels() -> re.Pattern[str]:
    words = (word for language in readable() for word in table(language, "reader").get("note_labels", ()))
    return re.compile(_ENCLOSED.format(words="|".join(sorted(set(words)))))


def _enclosed(text: str) -> _Label | None:
    """The label of a note that stands in brackets as a whole: `[Footnote 1: See …]`."""
    found = _enclosed_labels().match(text)
    return _signed(found["n"], found.end()) if found and found.end() < len(text) else None


def _signed(n: str, length: int) -> _Label:
    """A label by its sign: a number, a letter (each a series of its own), a star or a dagger."""
    series = "n" if n.isdecimal() else n if n.isalpha() else "s"
    return _Label(series, str(int(n)) if n.isdecimal() else n, length, bare=False)


def _label(text: str) -> _Label | None:
    if enclosed := _enclosed(text):
        return enclosed
    found = _LABEL.match(text)
    if not found or found.end() == len(text):
        return None
    if sign := found["signed"] or found["sign"] or found["symbol"]:
        return _signed(sign, found.end())
    if found["fn"]:
        return _Label("fn", f"fn{int(found['fnumber'])}", found.end(), bare=False)
    number = found["bracketed"] or found["number"] or (found["raised"] or "").translate(_SUPERSCRIPT)
    glued = not text[found.end() - 1].isspace()
    bare = bool(found["number"]) and (glued or text[found.end("number")].isspace())
    return _Label("n", str(int(number)), found.end(), bare)


def split_off(paragraphs: Sequence[Paragraph], text: str, language: str) -> tuple[dict[int, str], dict[int, Block]]:
    """Which paragraphs (by number) are headings of notes, and which begin a note, as a block for the whole of it.

    A note takes in the paragraphs without a label that follow it, up to the next heading.
    """
    heads: dict[int, str] = {}
    notes: dict[int, Block] = {}
    for number, paragraph in enumerate(paragraphs):
        if headings.is_notes_heading(paragraph.text, language):
            made = _section(paragraphs, number + 1, language)
            if made:
                heads[number] = "notes"
                notes |= made
    if not notes:
        notes = _trailing(paragraphs, text)
    free = [not inside for inside in within(paragraphs, notes)]
    for number, paragraph in enumerate(paragraphs):
        label = _label(paragraph.text)
        if label and label.series == "fn" and free[number]:
            notes[number] = _note(label, paragraph.start, paragraph.end)
    return heads, notes | _in_brackets(paragraphs, free)


def _in_brackets(paragraphs: Sequence[Paragraph], free: Sequence[bool]) -> dict[int, Block]:
    """Notes that stand in brackets wherever in the text, each to its closing bracket."""
    found: dict[int, Block] = {}
    end = -1
    for number, paragraph in enumerate(paragraphs):
        label = _enclosed(paragraph.text) if free[number] and number > end else None
        if label:
            closing = (n for n in range(number, min(number + _REACH, len(paragraphs))) if _closes(paragraphs[n].text))
            end = next(closing, number)
            found[number] = _note(label, paragraph.start, paragraphs[end].end)
    return found


def _closes(text: str) -> bool:
    return text.rstrip().endswith("]") and text.count("]") >= text.count("[")


def within(paragraphs: Sequence[Paragraph], notes: dict[int, Block]) -> Iterator[bool]:
    """For each paragraph, whether it belongs to one of these notes."""
    end = 0
    for number, paragraph in enumerate(paragraphs):
        if number in notes:
            end = notes[number].span.end
        yield paragraph.end <= end


def _section(paragraphs: Sequence[Paragraph], begin: int, language: str) -> dict[int, Block]:
    found: dict[int, Block] = {}
    current = begin
    last: _Label | None = None
    for number in range(begin, len(paragraphs)):
        paragraph = paragraphs[number]
        label = _label(paragraph.text)
        if label and _follows(last, label):
            found[number] = _note(label, paragraph.start, paragraph.end)
            current, last = number, label
        elif _ends_section(paragraphs, number, language, last):
            break
        elif last is not None:
            found[current] = replace(found[current], span=Span(found[current].span.start, paragraph.end))
    return found


def _ends_section(paragraphs: Sequence[Paragraph], number: int, language: str, last: _Label | None) -> bool:
    kind = headings.kind_of_heading(paragraphs, number, language)
    return last is None or kind in ("part", "chapter", "numeral", "caps") or kind.startswith("counted")


def _follows(last: _Label | None, label: _Label) -> bool:
    if last is None or label.series != last.series or label.series == "s":
        return True
    if label.number == 1:
        return True
    return 0 < label.number - last.number <= (1 if label.bare else _LEAP)


def _trailing(paragraphs: Sequence[Paragraph], text: str) -> dict[int, Block]:
    """The counted paragraphs at the very end, when the text before has markers with their numbers."""
    found: list[tuple[int, _Label]] = []
    for number in range(len(paragraphs) - 1, -1, -1):
        label = _label(paragraphs[number].text)
        below = found[-1][1] if found else None
        if label is None or (below and not _follows(label, below)):
            break
        found.append((number, label))
    kept = _explained(found, _marked(text[: paragraphs[found[-1][0]].start])) if found else 0
    return {n: _note(label, paragraphs[n].start, paragraphs[n].end) for n, label in reversed(found[:kept])}


def _explained(found: Sequence[tuple[int, _Label]], marked: frozenset[str]) -> int:
    """How many of these labels, from the last upwards, are notes: the first of them and most of all are marked."""
    kept = seen = 0
    for number, (_, label) in enumerate(found, start=1):
        is_marked = label.n in marked
        seen += is_marked
        if is_marked and seen * 3 >= number * 2:
            kept = number
    return kept


def _marked(body: str) -> frozenset[str]:
    """The numbers and symbols that stand in the text where a marker would."""
    found = {m[0].translate(_SUPERSCRIPT).strip("[^]") for m in _MARKER.finditer(body)}
    return frozenset(found | {m["symbol"] for m in _SYMBOL.finditer(body)})


def _note(label: _Label, start: int, end: int) -> Block:
    return Block("note", Span(start, end), (("n", label.n), ("series", label.series), ("label", str(label.length))))


def with_notes(document: Document, notes: Source) -> Outcome[Document]:
    """The document with the notes of another file after it: its text appended after a blank line, its bodies as blocks.

    Headings among the notes become `head` blocks with `in` = "notes". Raises SourceError as `decode` does.
    """
    decoded = decode(notes)
    offset = len(document.text) + 2
    language = document.get("language")
    lines = lines_of(decoded.value)
    paragraphs = _split_at_labels(paragraphs_of(lines, layout_of(lines)))
    blocks: dict[int, Block] = {}
    findings = list(decoded.findings)
    current: int | None = None
    last: _Label | None = None
    for number, paragraph in enumerate(paragraphs):
        label = _label(paragraph.text)
        if label and _follows(last, label):
            blocks[number] = _note(label, paragraph.start, paragraph.end)
            current, last = number, label
        elif _is_heading(paragraphs, number, language):
            blocks[number] = Block("head", Span(paragraph.start, paragraph.end), (("level", "1"), ("in", "notes")))
            current, last = None, None
        elif current is not None:
            blocks[current] = replace(blocks[current], span=Span(blocks[current].span.start, paragraph.end))
        else:
            blocks[number] = Block("p", Span(paragraph.start, paragraph.end))
            findings.append(_without_label(decoded.value, paragraph, notes.path))
    appended = tuple(replace(block, span=block.span.shifted(offset)) for _, block in sorted(blocks.items()))
    text = f"{document.text}\n\n{decoded.value}"
    return Outcome(replace(document, text=text, blocks=(*document.blocks, *appended)), tuple(findings))


def _is_heading(paragraphs: Sequence[Paragraph], number: int, language: str) -> bool:
    text = paragraphs[number].text
    return headings.is_notes_heading(text, language) or bool(headings.kind_of_heading(paragraphs, number, language))


def _split_at_labels(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """In a file of nothing but notes, a line with the next number begins a note, however the lines are spaced."""
    found: list[Paragraph] = []
    last: _Label | None = None
    for paragraph in paragraphs:
        piece: list[Line] = []
        for line in paragraph.lines:
            label = _label(line.text)
            if label and _follows(last, label):
                if piece:
                    found.append(Paragraph(tuple(piece), loose=paragraph.loose))
                piece, last = [], label
            piece.append(line)
        found.append(Paragraph(tuple(piece), loose=paragraph.loose))
    return tuple(found)


def _without_label(text: str, paragraph: Paragraph, path: str) -> Finding:
    return Finding(
        "P004",
        Severity.WARNING,
        "a paragraph of the notes file belongs to no note: it has no number, and stands before the first note",
        place(text, paragraph.start, path),
        "begin each note with its number, as in `6. See …`",
    )
