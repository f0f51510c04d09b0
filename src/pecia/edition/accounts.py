"""Every character of a source has a fate in its encoding: kept, corrected, set aside, or read as a note marker.

The proof needs the source and the TEI alone. Runs of white space count as one space, and at the ends of blocks as
nothing; all else must be there in the order of the source, but for notes with their heading, which stand in the back.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from lxml import etree

from pecia.core.findings import Finding, Severity, place
from pecia.engines.trees import local, tei
from pecia.tei.unweave import counts, reading

KEPT, CORRECTED, ASIDE, MARKER = "kept", "corrected", "set aside", "note markers"
_FATES = {"sic": CORRECTED, "orig": CORRECTED, "abbr": CORRECTED, "fw": ASIDE}
_BLOCKS = frozenset(
    {"p", "ab", "head", "l", "lg", "item", "list", "label", "note", "fw", "cell", "row", "table", "div", "quote", "cit",
     "salute", "signed", "dateline", "byline", "trailer", "closer", "opener", "titlePart", "titlePage", "docTitle",
     "front", "body", "back", "text", "group", "epigraph", "argument", "figure", "postscript", "speaker", "sp", "stage",
     "castList", "bibl", "listBibl", "docAuthor", "docDate", "imprimatur", "floatingText", "pb", "cb", "milestone"}
)  # fmt: skip
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Account:
    """How many characters (white space aside) met which fate; `difference` is where the two texts part, or None."""

    characters: int
    fates: tuple[tuple[str, int], ...]
    difference: Finding | None

    @property
    def holds(self) -> bool:
        return self.difference is None


@dataclass(frozen=True, slots=True)
class _Piece:
    """The words of one block of the encoding, white space folded; `note` for what stands in the division of notes."""

    words: str
    line: int
    note: bool


def compare(text: str, path: str, root: etree._Element, tei_path: str) -> Account:
    """Accounts for every character of a source text (as `readers.decoding` gives it) in a TEI tree."""
    walk = _Walk()
    for element in root.iter(tei("text")):
        if not any(local(ancestor) == "text" for ancestor in element.iterancestors()):
            walk.through(element, KEPT)
            walk.end(element)
    written = sum(not character.isspace() for character in text)
    return Account(written, tuple(walk.fates.items()), _first_difference(text, path, walk.pieces, tei_path))


class _Walk:
    """Goes through the text of a tree as its source has it: gathers its blocks, and counts the fates."""

    def __init__(self) -> None:
        self.fates = Counter({KEPT: 0, CORRECTED: 0, ASIDE: 0, MARKER: 0})
        self.pieces: list[_Piece] = []
        self._words: list[str] = []
        self._in_notes = False

    def through(self, element: etree._Element, fate: str) -> None:
        self._say(element.text, fate)
        for child in element:
            name = local(child)
            # What an editor writes into the text is no note of the source: that stands in the back.
            body = name == "note" and self._in_notes
            label = name == "label" and local(element) == "note"
            if body or (name in _BLOCKS and counts(child) and not label):
                self._block(child, _FATES.get(name, fate), element)
            elif counts(child):
                inner = reading(child)
                marker = label or (name == "ref" and child.get("type") == "noteAnchor")
                self.through(inner, MARKER if marker else _FATES.get(local(inner), fate))
            self._say(child.tail, fate)

    def _block(self, child: etree._Element, fate: str, parent: etree._Element) -> None:
        self.end(parent)
        outside = self._in_notes
        self._in_notes = outside or (local(child) == "div" and child.get("type") == "notes")
        self.through(child, fate)
        self.end(child)
        self._in_notes = outside

    def end(self, element: etree._Element) -> None:
        words = _SPACE.sub(" ", "".join(self._words)).strip()
        self._words.clear()
        if words:
            self.pieces.append(_Piece(words, element.sourceline or 0, self._in_notes))

    def _say(self, words: str | None, fate: str) -> None:
        if words:
            self._words.append(words)
            self.fates[fate] += sum(not character.isspace() for character in words)


def _first_difference(text: str, path: str, pieces: list[_Piece], tei_path: str) -> Finding | None:
    """Reads the source from its start: next comes the next block of the text, or one of the notes."""
    stream = [piece for piece in pieces if not piece.note]
    waiting = [piece for piece in pieces if piece.note]
    at, taken = _skip_space(text, 0), 0
    while taken < len(stream) or waiting:
        candidates = [*stream[taken : taken + 1], *waiting]
        fitting = next((piece for piece in candidates if _match(text, at, piece.words)[0]), None)
        if fitting is None:
            return _difference(text, path, at, candidates, tei_path)
        if fitting.note:
            waiting.remove(fitting)
        else:
            taken += 1
        at = _skip_space(text, _match(text, at, fitting.words)[1])
    return None if at == len(text) else _difference(text, path, at, [_Piece("", 0, note=False)], tei_path)


def _match(text: str, at: int, words: str) -> tuple[bool, int]:
    """Whether the words stand in the text here (any white space for a space), and how far they do."""
    chunks = words.split(" ")
    for number, chunk in enumerate(chunks, start=1):
        end = at + len(chunk)
        if text[at:end] != chunk:
            same = next((n for n, c in enumerate(chunk) if text[at + n : at + n + 1] != c), len(chunk))
            return False, at + same
        at = _skip_space(text, end)
        if at == end and number < len(chunks):
            return False, at
    return True, at


def _skip_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _difference(text: str, path: str, at: int, candidates: list[_Piece], tei_path: str) -> Finding:
    """The place up to which the likeliest block agrees, and what stands there on either side."""
    agreed, piece = max(((_match(text, at, p.words)[1], p) for p in candidates), key=lambda pair: pair[0])
    words = piece.words[len(" ".join(text[at:agreed].split())) :]
    beside = f"{tei_path}:{piece.line}" if piece.line else tei_path
    message = f"the source has {_glimpse(text[agreed:])}, {beside} has {_glimpse(words)}"
    hint = "the words of the encoding must stay those of the source"
    return Finding("P070", Severity.ERROR, message, place(text, min(agreed, len(text)), path), hint)


def _glimpse(words: str) -> str:
    short = " ".join(words[:60].split())[:30]
    return f"“{short}…”" if short else "nothing more"
