"""What a web site or a scanner left in a text: links, page numbers, running heads. Set aside, never thrown away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from pecia.core.text import Block, Span
from pecia.languages import table
from pecia.languages.detection import SCRIPTS, language_of, readable, script_of
from pecia.readers.lines import Line

_EDGE = 12
"""So many lines at the top and at the bottom may be links."""
_SHORT = 70
_OFTEN = 3
_SEPARATOR = re.compile(r"\s*(?:[|·•«»‹›←→↑↓▲▼◄►◀▶>]|<<|>>|\s{2,}|\s[/–—-]\s)+\s*")
_ARROW = re.compile(r"[←→↑↓▲▼◄►◀▶‹›]|<<|>>")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_DRESSED_NUMBER = re.compile(r"[-–—~\[({|]+ ?(\d{1,4}|[ivxlc]{1,7}) ?[-–—~\])}|]+")
_BARE_NUMBER = re.compile(r"\d{1,4}|[ivxlc]{1,7}")
_NUMBER_AT_EDGE = re.compile(r"^(\d{1,4})\s+(?=\D)|(?<=\D)\s+(\d{1,4})$")
_HEAD_LINE = re.compile(r"(\d{1,4})\s{4,}\S.*|.*\S\s{4,}(\d{1,4})")
_ENDED = re.compile(r"[.!?…:;][”\"’')\]»]*\s*(?:\d{1,3}|fn\d+|[*†‡])?$")


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The wording of links in one language."""

    language: str
    whole: frozenset[str]
    parts: frozenset[str]
    starts: tuple[str, ...]
    debris: tuple[str, ...]
    pages: tuple[str, ...]
    counted: frozenset[str]


@cache
def _phrases() -> tuple[_Phrases, ...]:
    def of(language: str, data: dict[str, Any]) -> _Phrases:
        whole = frozenset(data["navigation"])
        links = frozenset(data["links"]) | whole
        starts, debris, pages = (tuple(data[name]) for name in ("starts", "debris", "pages"))
        counted = frozenset((*data["chapters"], *data["parts"], *data["sections"]))
        return _Phrases(language, whole, links, starts, debris, pages, counted)

    return tuple(of(language, table(language, "reader")) for language in readable())


def set_aside(lines: Sequence[Line], language: str, script: str) -> dict[int, Block]:
    """The lines (by their number in the sequence) that are no part of the text, each as a block of kind `fw`."""
    found: dict[int, Block] = {}
    _links(lines, language, script, found)
    _page_numbers(lines, found)
    _running_heads(lines, found)
    for number, line in enumerate(lines):
        if number not in found and (made := _scan_debris(line, language)):
            found[number] = made
    return found


def _block(line: Line, kind: str, **facts: str) -> Block:
    known = tuple((name, value) for name, value in facts.items() if value)
    return Block("fw", Span(line.start, line.end), (("type", kind), *known))


def _links(lines: Sequence[Line], language: str, script: str, found: dict[int, Block]) -> None:
    """From the outside inward: a line that says nothing but links, and further in, a whole row of them."""
    top = range(min(_EDGE, len(lines)))
    bottom = range(len(lines) - 1, max(len(lines) - 1 - _EDGE, -1), -1)
    for edge in (top, bottom):
        outermost = True
        for number in edge:
            line = lines[number]
            tag = _row_of_links(line) or (_link(line, language, script) if outermost else None)
            if tag is None:
                outermost = outermost and number in found
                continue
            found.setdefault(number, _block(line, "navigation", lang=tag if tag != language else ""))


def _plain(text: str) -> str:
    return " ".join(text.casefold().strip(" .:!…*#[]()|«»‹›←→↑↓▲▼<>-–—").replace("’", "'").split())


def _row_of_links(line: Line) -> str | None:
    """The language of a line that consists of two links or more, or of one with an arrow."""
    if len(line.text) > 3 * _SHORT:
        return None
    parts = [part for piece in _SEPARATOR.split(line.text) if (part := _plain(piece))]
    arrow = bool(_ARROW.search(line.text))
    if not parts or (len(parts) < 2 and not arrow):
        return None
    for phrases in _phrases():
        known = sum(part in phrases.parts for part in parts)
        numbers = sum(part.isdecimal() for part in parts)
        if known >= (1 if arrow else 2) and (known + numbers) * 4 >= len(parts) * 3:
            return phrases.language
    return None


def _link(line: Line, language: str, script: str) -> str | None:
    """The language of a line that is one link by its words, its address, or a script that the text has not."""
    plain = _plain(line.text)
    if _ADDRESS.fullmatch(line.text):
        return language
    for phrases in sorted(_phrases(), key=lambda p: p.language != language):
        if plain in phrases.whole or (plain.startswith(phrases.starts) and len(line.text) <= _SHORT):
            return phrases.language
    other = script_of(line.text)
    short = len(line.text) <= _SHORT and len(plain.split()) <= 6 and line.text[-1] not in ".!?…,;"
    # One short line in letters that the text does not use; a motto would be longer, or end in a stop.
    if short and other and script and other != script and not SCRIPTS[script].search(line.text):
        return language_of(line.text)
    return None


def _scan_debris(line: Line, language: str) -> Block | None:
    plain = _plain(line.text)
    for phrases in _phrases():
        if len(line.text) <= 2 * _SHORT and plain.startswith(phrases.debris):
            return _block(line, "debris", lang=phrases.language if phrases.language != language else "")
    letters = sum(char.isalnum() for char in line.text)
    if letters == 0 and len(line.text) > 1 and not _is_ornament(line.text):
        return _block(line, "debris")
    return None


def _is_ornament(text: str) -> bool:
    """A row of stars or rules parts two sections; what has several kinds of signs in a jumble is dirt."""
    return len(set(text) - {" ", "\t"}) <= 2


def _page_numbers(lines: Sequence[Line], found: dict[int, Block]) -> None:
    bare: list[int] = []
    for number, line in enumerate(lines):
        if number in found or len(line.text) > 16:
            continue
        value = _dressed(line.text)
        if value:
            found[number] = _block(line, "pageNum", n=value)
        elif _BARE_NUMBER.fullmatch(line.text):
            bare.append(number)
    if _are_pages(lines, bare):
        for number in bare:
            found[number] = _block(lines[number], "pageNum", n=lines[number].text)


def _dressed(text: str) -> str:
    """The number in `- 13 -`, `[13]`, `Page 13` or `[Pg 13]`; "" when there is none."""
    dressed = _DRESSED_NUMBER.fullmatch(text)
    if dressed:
        return dressed[1]
    word, _, rest = text.casefold().strip("[](){}").partition(" ")
    if rest and _BARE_NUMBER.fullmatch(rest) and rest[0].isdecimal():
        named = any(word.rstrip(".") in phrases.pages for phrases in _phrases())
        return rest if named else ""
    return ""


def _are_pages(lines: Sequence[Line], bare: Sequence[int]) -> bool:
    """Numbers alone on their lines: of pages when one breaks a sentence, or they rise from above one."""
    if not bare:
        return False
    breaking = [n for n in bare if 0 < n < len(lines) - 1 and not _ENDED.search(lines[n - 1].text)]
    if any(len(lines[n - 1].text) > 40 for n in breaking):
        return True
    values = [int(lines[n].text) for n in bare if lines[n].text.isdecimal()]
    rising = all(0 < later - earlier <= 3 for earlier, later in pairwise(values))
    if not values or not rising or values[0] == 1:
        return False
    # One number at the very top is a chapter's, one further down is a page's.
    return len(values) > 1 or bare[0] > 0


def _running_heads(lines: Sequence[Line], found: dict[int, Block]) -> None:
    """Short lines that come again and again beside the page numbers, or with one at either end.

    In capitals, alone on its line, and with its page number as far off as the line allows, one of them is enough.
    """
    for number, line in enumerate(lines):
        laid_out = _HEAD_LINE.fullmatch(line.text)
        alone = line.gap and (number + 1 == len(lines) or lines[number + 1].gap)
        if number not in found and laid_out and alone and line.text.isupper():
            found[number] = _block(line, "header", n=laid_out[1] or laid_out[2])
    candidates = [
        number
        for number, line in enumerate(lines)
        if number not in found and len(line.text) <= _SHORT and line.text[-1] not in ",;"
    ]
    counts = Counter(_without_number(lines[number].text) for number in candidates)
    beside = _beside_pages(found)
    for number in candidates:
        text = lines[number].text
        wording = _without_number(text)
        numbered = _NUMBER_AT_EDGE.search(text)
        # `Chapter 2` and `Letter 2` are counted headings, not running ones with their page.
        counted = any(wording in phrases.counted for phrases in _phrases())
        often = counts[wording] >= _OFTEN and not counted and any(char.isalpha() for char in wording)
        if often and (numbered or beside(number)):
            page = (numbered[1] or numbered[2]) if numbered else ""
            found[number] = _block(lines[number], "header", n=page)


def _beside_pages(found: dict[int, Block]) -> Callable[[int], bool]:
    pages = {number for number, block in found.items() if block.get("type") == "pageNum"}
    return lambda number: number - 1 in pages or number + 1 in pages


def _without_number(text: str) -> str:
    return _plain(_NUMBER_AT_EDGE.sub("", text))


def unbroken(lines: Iterable[Line], aside: dict[int, Block]) -> list[Line]:
    """The lines that stay in the text; what was set aside counts as a blank line."""
    kept: list[Line] = []
    gap = 0
    for number, line in enumerate(lines):
        if number in aside:
            gap = 1
            continue
        kept.append(Line(line.start, line.end, line.indent, max(line.gap, gap), line.text))
        gap = 0
    return kept
