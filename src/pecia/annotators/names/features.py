"""What the model of persons sees of a word with a capital. Never the word itself: only its shape, what lists say of it,
how it stands in the whole document, and the words around it that have no capital. So it learns contexts, and not names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pecia.annotators.names.lexicon import (
    ACRONYM,
    AFTER,
    COMMON,
    FORENAME,
    FUNCTION,
    INITIAL,
    ODD,
    ORG_HEAD,
    ORGANISATION,
    PARTICLE,
    PEOPLE,
    PLACE,
    PLACE_HEAD,
    ROLE,
    ROMAN,
    STRONG,
    SURNAME,
    TITLE,
    WEAK,
    Lexicon,
)  # fmt: skip
from pecia.annotators.names.tokens import HIDDEN, Text, Token

_LETTERS = (
    (TITLE, "t"), (ROLE, "r"), (INITIAL, "i"), (FORENAME, "f"), (SURNAME, "s"), (STRONG, "S"), (WEAK, "w"),
    (PLACE, "p"), (PEOPLE, "e"), (COMMON, "c"), (FUNCTION, "u"), (ORG_HEAD, "o"), (ORGANISATION, "O"),
    (PLACE_HEAD, "g"), (ACRONYM, "A"), (ROMAN, "R"), (PARTICLE, "d"), (ODD, "x"), (AFTER, "j"),
)  # fmt: skip
_SHOWN = TITLE | ROLE | FUNCTION | ORG_HEAD | PLACE_HEAD | PEOPLE | AFTER
"""Of these the word itself is shown: they are no names of persons."""

_RIGHT = re.compile(r"('s?(?!\w))?(\W{0,6})(\w*)(\W{0,4})(\w*)")
_LEFT = re.compile(r"(?:(\w+)(\W{1,4}))?(\w+)(\W*)$")
_SPACE = re.compile(r"\s+")
VERSION = 1
"""A model is for one way of seeing; with another way its weights mean nothing. Count up with every change here."""

_CHAIN = 120
"""No chain is longer: a list of ten thousand names is many chains."""


@dataclass(slots=True)
class Chained:
    """Words of one sentence: what is seen of each and of its place, and whether it may go on the name before it."""

    tokens: list[Token] = field(default_factory=list)
    words: list[tuple[str, ...]] = field(default_factory=list)
    places: list[tuple[str, ...]] = field(default_factory=list)
    continues: list[bool] = field(default_factory=list)


def classes(traits: int) -> str:
    """The traits of a word as letters; `-` for a word that no list has."""
    found = _CLASSES.get(traits)
    if found is None:
        found = _CLASSES[traits] = "".join(letter for bit, letter in _LETTERS if traits & bit) or "-"
    return found


_CLASSES: dict[int, str] = {}


def chains(text: Text, lexicon: Lexicon, own_words: frozenset[str] = frozenset()) -> Iterator[Chained]:
    """The words with a capital, and those of `own_words` (in lower case), sentence by sentence."""
    tokens = _with_own_words(text, own_words) if own_words else text.tokens
    seen = _Seen(text, tokens, lexicon, own_words)
    here = Chained()
    for index, token in enumerate(tokens):
        if here.tokens and (token.opening or token.block != here.tokens[-1].block or len(here.tokens) >= _CHAIN):
            yield here
            here = Chained()
        here.continues.append(bool(here.tokens) and token.start - here.tokens[-1].end <= _REACH)
        here.tokens.append(token)
        here.words.append(seen.of_word(token))
        here.places.append(seen.of_place(index))
    if here.tokens:
        yield here


_REACH = 12
"""Characters. Two words of one name stand no farther from each other: `Catherine van der Meer`."""


def _with_own_words(text: Text, own_words: frozenset[str]) -> list[Token]:
    """The tokens of a text, and among them its words in lower case that an edition marks as persons: `my father`."""
    pattern = re.compile(rf"(?<![\w'])(?:{'|'.join(sorted(map(re.escape, own_words)))})(?![\w-])")
    found = list(text.tokens)
    for number, block in enumerate(text.document.blocks):
        if block.kind != "fw":
            for match in pattern.finditer(text.reading, block.span.start, block.span.end):
                gap = text.reading[max(block.span.start, match.start() - _GAP) : match.start()]
                found.append(Token(match[0], match.start(), match.end(), gap, 0, number))
    return sorted(found, key=lambda token: token.start)


_GAP = 48


class _Seen:
    """What is seen in one document. What is of a word and not of its place is found out once."""

    def __init__(self, text: Text, tokens: list[Token], lexicon: Lexicon, own_words: frozenset[str]) -> None:
        self._text, self._tokens, self._own = text, tokens, own_words
        self._document = _in_the_document(text, lexicon)
        self._words: dict[tuple[str, int], tuple[str, ...]] = {}

    def of_word(self, token: Token) -> tuple[str, ...]:
        key = (token.word, token.traits)
        found = self._words.get(key)
        if found is None:
            found = self._words[key] = tuple(self._of_word(token))
        return found

    def _of_word(self, token: Token) -> Iterator[str]:
        word, traits = token.word, token.traits
        lower = word.lower()
        letters = classes(traits)
        yield ""
        if lower in self._own:
            yield f"own={word}"
            return
        yield f"c={letters}"
        yield from (f"t={letter}" for letter in letters)
        yield f"n={min(len(word), 9)}"
        if len(word) > 3 and not traits & ACRONYM:
            yield f"e={lower[-2:]}"
            yield f"e={lower[-3:]}"
        if "-" in word or "'" in word:
            yield "hyphen" if "-" in word else "apostrophe"
        if traits & _SHOWN:
            yield f"w={lower}"
        else:
            flags = self._document.get(token.key, "")
            yield from (f"D={flag}" for flag in flags)
            yield f"cd={letters} {flags}"

    def of_place(self, index: int) -> tuple[str, ...]:
        token = self._tokens[index]
        letters = f"own {token.word}" if token.word in self._own else classes(token.traits)
        left, further_left = self._left(index)
        right, further_right = self._right(index)
        return (
            f"l={left}", f"l2={further_left} {left}", f"cl={letters} {left}",
            f"r={right}", f"r2={right} {further_right}", f"cr={letters} {right}",
            f"o={token.opening:d}{token.loud:d} {letters}",
            f"b={self._text.document.blocks[token.block].kind}",
        )  # fmt: skip

    def _left(self, index: int) -> tuple[str, str]:
        """What stands before: the class of a capital word right there, else the lower-case word, else the stop."""
        token = self._tokens[index]
        before = self._tokens[index - 1] if index else None
        between = token.start - before.end if before is not None else _GAP
        if before is not None and before.block == token.block and between <= 2 and "\n" not in token.gap[-between:]:
            further = self._tokens[index - 2] if index > 1 else None
            joined = further is not None and further.end >= before.start - 2
            return f"{_NEXT_TO}{token.gap.strip()[-1:]}{self._shown(before)}", _NEXT_TO if joined else ""
        found = _LEFT.search(token.gap)
        if found is None:
            return _sign(token.gap), ""
        signs = _sign(found[4])
        word = found[3].lower()
        further_word = (found[1] or "").lower()
        return (f"{word} {signs}" if signs else word), further_word

    def _right(self, index: int) -> tuple[str, str]:
        """What stands after in the same block, in the same manner, with the possessive before it."""
        token = self._tokens[index]
        end = min(token.end + 40, self._text.document.blocks[token.block].span.end)
        found = _RIGHT.match(self._text.reading, token.end, end)
        if found is None or token.end >= end:
            return "|", ""
        owner, signs, word, more, further = found.groups()
        start = "'s " if owner else ""
        sign = _sign(signs)
        following = self._tokens[index + 1] if index + 1 < len(self._tokens) else None
        if following is not None and following.start == found.start(3):
            return f"{start if start else _NEXT_TO}{sign}{self._shown(following)}", ""
        if sign:
            return f"{start}{sign}", _plain(word)
        return f"{start}{_plain(word)}", _sign(more) or _plain(further)

    def _shown(self, token: Token) -> str:
        shown = token.traits & _SHOWN or token.word in self._own
        return token.word.lower() if shown else classes(token.traits)


_NEXT_TO = "^"


def _plain(word: str) -> str:
    """A word as it is seen from beside: in lower case it is shown, with a capital only that it has one."""
    return _NEXT_TO if word[:1].isupper() else "0" if word[:1].isdigit() else word


def _sign(signs: str) -> str:
    """The marks between two words, without the white space: `|` for a new line, `¤` for what others have claimed."""
    bare = _SPACE.sub("", signs)[-2:].replace(HIDDEN, "¤")
    return bare or ("|" if "\n" in signs else "")


def _in_the_document(text: Text, lexicon: Lexicon) -> dict[str, str]:
    """Of each word, in lower case: how it is seen anywhere in the document, as letters in a fixed order."""
    found: dict[str, set[str]] = {}
    tokens = text.tokens
    for index, token in enumerate(tokens):
        if token.traits & _SHOWN:
            continue
        flags = found.setdefault(token.key, set())
        if token.loud:
            continue
        before = tokens[index - 1] if index and (text.joined(index) or token.gap == ". ") else None
        if before is not None:
            flags.update(_BEFORE.get(letter, "") for letter in classes(before.traits))
        else:
            word = text.before(token)
            flags.add("a" if word in lexicon.articles else "p" if word in lexicon.sure_cues else "")
        if text.possessive(token.end):
            flags.add("g")
        elif text.after(token.end) in lexicon.verbs:
            flags.add("v")
        if index + 1 < len(tokens) and tokens[index + 1].gap == " ":
            flags.add("n")
        if not token.opening:
            flags.add("m")
    lower = text.lower
    return {word: "".join(sorted(flags)) + ("l" if word in lower else "") for word, flags in found.items()}


_BEFORE = {"t": "T", "r": "R", "i": "I", "f": "F"}
