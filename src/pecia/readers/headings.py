"""Headings: short lines without a final stop, in capitals or title case or counted, with text after them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pecia.languages import table
from pecia.readers.lines import Paragraph

_LONGEST = 110
_WORDS = 14
_ROMAN = re.compile(r"(?=[IVXLC])(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\.?")
_COUNTED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=\S)")
_GLUED_MARKER = re.compile(r"(?<=[^\W\d])(?:\d{1,3}|[*†‡]|\[\d{1,3}\])$")
_STRUCTURE = ("part", "chapter", "numeral")
_RANKS = {"part": 0, "chapter": 1, "numeral": 2, "counted": 3, "caps": 4, "title": 5}


@dataclass(frozen=True, slots=True)
class _Words:
    structure: re.Pattern[str]
    sections: frozenset[str]
    notes: frozenset[str]
    months: re.Pattern[str]
    addresses: tuple[str, ...]
    small: frozenset[str]


@cache
def _words(language: str) -> _Words:
    data: dict[str, Any] = table(language, "reader")
    number = rf"(?:\d{{1,3}}|[ivxlc]{{1,7}}|{_either(data['numbers'])})"
    ordinal = rf"(?:{_either(data['ordinals'])})\s+" if data["ordinals"] else "(?!)"
    parts, chapters = _either(data["parts"]), _either(data["chapters"])
    named = rf"(?P<part>{parts})|(?:{chapters})"
    structure = rf"(?:(?:the\s+)?(?:{named})\s+{number}|{ordinal}(?:{parts}|{chapters}))\b\s*[.:—–-]?\s*(?P<rest>.*)"
    return _Words(
        re.compile(structure, re.IGNORECASE | re.DOTALL),
        frozenset(data["sections"]),
        frozenset(data["notes"]),
        re.compile(rf"\b(?:{_either(data['months'])})\b", re.IGNORECASE),
        tuple(data["addresses"]),
        frozenset(data["small"]),
    )


def _either(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def is_notes_heading(text: str, language: str) -> bool:
    """True for the line that says what follows are notes (`Notes`, `ENDNOTES:`)."""
    return text.casefold().strip(" .:*[]") in _words(language).notes


def is_dateline(text: str, language: str) -> bool:
    """True for a place and a date alone on a line, as over a letter."""
    return len(text) <= 70 and bool(
        _words(language).months.search(text)
        and re.search(r"\b1\d{3}|\b20\d{2}", text)
        and re.match(r"[^\W\d_][^,.]{1,30}, ", text)
        and len(text.split()) <= 8
    )


def kind_of_heading(paragraphs: Sequence[Paragraph], number: int, language: str) -> str:
    """`part`, `chapter`, `numeral`, `counted1` …, `caps` or `title` for a heading; "" for anything else."""
    paragraph = paragraphs[number]
    text = paragraph.text
    after = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
    if len(text) > _LONGEST or len(paragraph.lines) > 2 or after is None:
        return ""
    words = _words(language)
    structural = _structural(text, words)
    if structural:
        return structural
    text = _GLUED_MARKER.sub("", text)
    if text[-1] in ".,;:" or (not text[0].isalnum() and text[0] not in "“\"'‘«¿¡"):
        return ""
    if text.casefold().startswith(words.addresses) or is_dateline(text, language):
        return ""
    return _by_looks(text, language, paragraphs, number)


def _structural(text: str, words: _Words) -> str:
    found = words.structure.fullmatch(text)
    if found:
        rest = found["rest"] or ""
        if len(rest.split()) > _WORDS or rest.endswith((".", ",", ";")):
            return ""
        return "part" if found["part"] else "chapter"
    if text.casefold().strip(" .:") in words.sections or text.casefold().strip(" .:*[]") in words.notes:
        return "chapter"
    return "numeral" if _ROMAN.fullmatch(text) or re.fullmatch(r"\d{1,2}\.?", text) else ""


def _by_looks(text: str, language: str, paragraphs: Sequence[Paragraph], number: int) -> str:
    tokens = re.findall(r"[^\W_][\w’'-]*", text)
    letters = [char for char in text if char.isalpha()]
    if not letters or len(tokens) > _WORDS:
        return ""
    counted = _COUNTED.match(text)
    stands_alone = _stands_alone(paragraphs, number, language)
    if counted and stands_alone and text[counted.end()].isupper():
        return f"counted{counted[1].count('.') + 1}"
    if len(letters) >= 3 and not any(char.islower() for char in letters):
        return "caps"
    if not stands_alone or counted:
        return ""
    weighty = [token for token in tokens if token.lower() not in _words(language).small and not token.isdecimal()]
    capitals = sum(token[0].isupper() for token in weighty)
    if tokens[0][0].isupper() and weighty and capitals >= 0.8 * len(weighty):
        return "title"
    sentence_case = text[0].isupper() and len(tokens) <= 10 and paragraphs[number].loose and text[-1].isalpha()
    return "title" if sentence_case and len(paragraphs[number + 1].text) >= 200 else ""


def _stands_alone(paragraphs: Sequence[Paragraph], number: int, language: str) -> bool:
    """Between two whole paragraphs, or at the top: a real paragraph comes next, or soon after a place and date."""
    if not _leads_to_text(paragraphs, number, language):
        return False
    if number == 0:
        return True
    before = paragraphs[number - 1]
    return before.text[-1] in ".!?…”\"’'»)]0123456789*" and (paragraphs[number].loose or len(before.text) >= 80)


def _leads_to_text(paragraphs: Sequence[Paragraph], number: int, language: str) -> bool:
    after = paragraphs[number + 1]
    under_a_title = number == 0 and (
        is_dateline(after.text, language) or bool(_structural(after.text, _words(language)))
    )
    if under_a_title and number + 2 < len(paragraphs):
        after = paragraphs[number + 2]
    return len(after.text) >= 80 and not after.text[0].islower()


def levels(kinds: Sequence[str], *, titled: bool) -> dict[str, int]:
    """A level for each kind of heading that occurs: 1 is the widest. A title over the text takes level 1."""
    present = sorted(set(kinds), key=_rank)
    return {kind: level + titled for level, kind in enumerate(present, start=1)}


def _rank(kind: str) -> tuple[int, str]:
    return (_RANKS["counted" if kind.startswith("counted") else kind], kind)


def announces(kind: str) -> bool:
    """True for a heading that only counts, so that a title line right after it belongs to it."""
    return kind in _STRUCTURE
