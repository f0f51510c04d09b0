"""The words with a capital, in their order: nothing else can be a name, or part of one.

What others have claimed already (dates, note anchors, a person's own annotation) is hidden; a slip is read
as its correction, at the place of the slip.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from pecia.annotators.names.lexicon import (
    ACRONYM,
    FORENAME,
    INITIAL,
    NO_NAME,
    ORGANISATION,
    PARTICLE,
    PLACE,
    ROLE,
    SURNAME,
    TITLE,
    Lexicon,
    straight,
)
from pecia.core.text import MACHINE, Annotation, Block, Document

HIDDEN = "\x01"
Slips: TypeAlias = list[tuple[int, int, str]]
NAMES = ("persName", "placeName", "orgName")

_OPENING = re.compile(r"(?:[.!?…][\"'”’)\]\x01\d]*(?:\s+|\s*[—–―]+\s*)|[“‘\"(\[]|\n)[\"'“‘(\[\s]*$")
_LETTER = re.compile(r"[^\W\d_]")
_LAST_WORD = re.compile(r"([^\W\d_]+)[\s\"'“‘(\[]*$")
_NEXT_WORD = re.compile(r"(?:[’'][sS]?(?!\w))?\s+([^\W\d_]+)")
_GIVEN = re.compile(r"-[a-z]{2,7}(?![\w-])")
_LOWER = re.compile(r"(?<![\w'])[a-zß-ÿа-яё]{2,}")
_SHOUTED_NEXT = re.compile(r"\.? [^\W\d_a-zß-ÿ]{2}")
_BROKEN = re.compile(r"-([a-zß-ÿ]{2,})(?![\w-])")
_LEAST = 6
_WRAP = 50
_BEFORE_SURNAME = FORENAME | TITLE | INITIAL | PARTICLE | ROLE
_GAP = 48


@dataclass(slots=True, eq=False)
class Token:
    """A word with a capital. `gap` is (the end of) what stands between it and the one before, in its block.

    `opening`: a sentence or a quotation begins here. `loud`: its capital says nothing (a heading, a line in capitals).
    `kind` is filled in when it is part of a name. `key` is the word in lower case and without the ending of a case.
    """

    word: str
    start: int
    end: int
    gap: str
    traits: int
    block: int
    opening: bool = False
    loud: bool = False
    kind: str = ""
    slip: bool = False
    key: str = ""


@dataclass(slots=True)
class Text:
    """A document as the names' room reads it: hidden text, tokens, and the words that it has in lower case.

    `particled`: the particles (`d'`, `la `) that some surnames (their keys) are known to have in this document.
    """

    document: Document
    reading: str
    tokens: list[Token] = field(default_factory=list)
    lower: frozenset[str] = frozenset()
    particled: dict[str, set[str]] = field(default_factory=dict)

    def joined(self, index: int) -> bool:
        """True when only a space stands between this token and the one before."""
        return self.tokens[index].gap in (" ", "  ")

    def joined_after(self, token: Token) -> bool:
        """True when a word with a capital follows this one, with only a space between."""
        return self.reading[token.end : token.end + 1] == " " and self.reading[token.end + 1 : token.end + 2].isupper()

    def before(self, token: Token) -> str:
        """The word before a token, in lower case, or "" where a clause begins."""
        found = _LAST_WORD.search(token.gap)
        return found[1].lower() if found else ""

    def after(self, end: int) -> str:
        """The word after a place, in lower case, when only white space (or a possessive) stands between."""
        found = _NEXT_WORD.match(self.reading, end, end + 40)
        return found[1] if found else ""

    def possessive(self, end: int) -> bool:
        return self.reading.startswith("'s", end)


def read(document: Document, lexicon: Lexicon) -> Text:
    """The tokens of every block but the forme work, with their traits."""
    text = Text(document, _reading(document))
    slips = _slips(document)
    # What the text has in one piece: needed only where words may be in two.
    spellings = frozenset(lexicon.token.findall(text.reading)) if lexicon.broken_words else frozenset()
    for number, block in enumerate(document.blocks):
        if block.kind != "fw":
            text.tokens.extend(_tokens(text.reading, number, block, slips, lexicon, spellings))
    text.lower = frozenset(_LOWER.findall(text.reading))
    return text


def _reading(document: Document) -> str:
    """The text with straight apostrophes, wrapped lines joined, and hidden what others have claimed."""
    pieces, at = [], 0
    source = straight(document.text)
    for annotation in document.annotations:
        span = annotation.span
        if not _hides(annotation) or span.end <= at:
            continue
        start = max(at, span.start)
        pieces += [source[at:start], HIDDEN * (span.end - start)]
        at = span.end
    pieces.append(source[at:])
    return _unwrapped("".join(pieces))


def _hides(annotation: Annotation) -> bool:
    if annotation.kind in ("date", "noteAnchor", "sic", "abbr"):
        return annotation.kind != "abbr" or annotation.made_by != MACHINE
    return annotation.kind in NAMES


def _unwrapped(text: str) -> str:
    lines = text.split("\n")
    joined = [
        line + (" " if len(line) >= _WRAP and following[:1].strip() else "\n")
        for line, following in itertools.pairwise(lines)
    ]
    return "".join([*joined, lines[-1]])


def _slips(document: Document) -> Slips:
    """(start, end, word) of each corrected slip; the parts of a joined one each at their place."""
    found = []
    for slip in document.of_kind("sic"):
        corrected = straight(slip.get("corr"))
        start, end = slip.span.start, slip.span.end
        parts = re.split(r"[\s-]", corrected)
        if len(parts) > 1 and "".join(parts) == straight(document.covered(slip.span)):
            for part in parts:
                found.append((start, start + len(part), part))
                start += len(part)
        elif corrected:
            found.append((start, end, corrected))
    return sorted((start, end, word) for start, end, word in found if word[:1].isupper())


def _tokens(
    reading: str, number: int, block: Block, slips: Slips, lexicon: Lexicon, spellings: frozenset[str]
) -> Iterator[Token]:
    begin = block.span.start
    found = [(m.start(), m.end(), m[0]) for m in lexicon.token.finditer(reading, begin, block.span.end)]
    here = slips[bisect_left(slips, (begin,)) : bisect_left(slips, (block.span.end,))]
    inside = {start for start, _, _ in here}
    if here:
        found = sorted([*found, *here])
    loud = _is_loud(reading, block, found, nouns=lexicon.nouns is not None)
    previous, shouting, family, before = begin, False, False, 0
    for start, end, written in found:
        gap = reading[max(previous, start - _GAP) : start]
        if family and gap == " " and (given := _GIVEN.match(reading, end, block.span.end)):
            end, written = given.end(), written + given[0]
        whole = _mended(reading, lexicon, written, end, spellings) if lexicon.broken_words else ""
        if whole:
            end, written = end + (0 if "-" in written else 1 + len(whole) - len(written)), whole
        word = written.rstrip(".")
        traits = lexicon.traits(word) if word == written else lexicon.stopped(word)
        if 1 < len(word) < 4 and word.isupper() and _SHOUTED_NEXT.match(reading, end):
            word, traits = _calm(lexicon, word, traits)
        shouted = word.isupper() and len(word) >= 4 and "." not in word and not traits & (ORGANISATION | PLACE)
        surname = lexicon.capital_surnames and (len(word) > 4 or bool(before & _BEFORE_SURNAME and len(gap) < 8))
        if shouted and (loud or shouting or surname or _is_emphatic(lexicon, word, gap)):
            word = word.title()
            traits = lexicon.traits(word)
        first = previous == begin and not _LETTER.search(gap)
        opening = first or bool(_OPENING.search(gap))
        # A surname alone in capitals, within a line that is not: its capital says as much as any other.
        single = surname and shouted and not shouting and not _is_among_capitals(reading, start, end)
        slip, noisy = start in inside or bool(whole), loud or (shouted and not single)
        yield Token(word, start, end, gap, traits, number, opening, noisy, slip=slip, key=word.lower())
        previous, shouting, family, before = end, shouted, word in lexicon.family_first, traits


def _mended(reading: str, lexicon: Lexicon, written: str, end: int, spellings: frozenset[str]) -> str:
    """`Bour-geois`, `ES-TOURNELLES`: the whole word, where the hyphen of a line's end was left within a line, or ""."""
    after = _BROKEN.match(reading, end)
    whole = written.replace("-", "") if "-" in written else written + after[1] if after else ""
    if not whole or len(whole) < _LEAST:
        return ""
    listed = lexicon.traits(whole) & (FORENAME | SURNAME | PLACE | TITLE | ROLE)
    return whole if listed or whole in spellings else ""


def _is_among_capitals(reading: str, start: int, end: int) -> bool:
    """The word before or after is in capitals too: LA DÉFENSE DE NOS CÔTES."""
    return reading[max(0, start - 3) : start].strip(" '").isupper() or bool(_SHOUTED_NEXT.match(reading, end))


def _calm(lexicon: Lexicon, word: str, traits: int) -> tuple[str, int]:
    """MR and DR before a word in capitals are titles, no acronyms."""
    calm = word.title()
    known = TITLE | (PARTICLE if lexicon.capital_surnames else 0)
    return (calm, lexicon.traits(calm)) if lexicon.traits(calm) & known else (word, traits)


def _is_emphatic(lexicon: Lexicon, word: str, gap: str) -> bool:
    """In capitals for emphasis, and no acronym: DEAR, MOSCOW, KENNEDY."""
    if gap.endswith("("):
        return False
    known = lexicon.traits(word.title()) & (NO_NAME | FORENAME | SURNAME)
    return bool(known) or not lexicon.traits(word) & ACRONYM or len(word) > 6


def _is_loud(reading: str, block: Block, found: list[tuple[int, int, str]], *, nouns: bool) -> bool:
    """A heading, or a line in which most words have a capital: a capital says little there."""
    if block.kind == "head":
        return True
    if len(block.span) > 160 or len(found) < 3:
        return False
    line = reading[block.span.start : block.span.end]
    if nouns and not line.isupper():
        return False  # Most words of a short line are nouns.
    if line[:1].islower() or (line.endswith((".", "!", "?", ";", ":")) and not line.isupper()):
        return False
    long = list(re.findall(r"[^\W\d_]{4,}", line))
    return len(long) >= 3 and sum(word[0].isupper() for word in long) >= 0.7 * len(long) and "," not in line
