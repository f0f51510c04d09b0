"""Titles in names, where an edition wants them: `<persName><roleName>General</roleName> Kirov</persName>`.

What is a title is known to the language: titles and offices right before the name, and what follows it (`Esq.`).
The entry in the register has the name alone. Guidelines 14.2.1 [NDPER].
"""

from __future__ import annotations

from bisect import bisect_left

from pecia.annotators.names.lexicon import AFTER, ROLE, TITLE, Lexicon
from pecia.annotators.names.mentions import Mention
from pecia.annotators.names.titling import lower_title
from pecia.annotators.names.tokens import Text, Token
from pecia.core.text import MACHINE, Annotation, Document, Span

ROLE_NAME = "roleName"
_LONGEST = 6
_LONG = 20
_GAPS = (" ", "  ", ". ", "")


def titles(text: Text, lexicon: Lexicon, persons: list[Mention]) -> list[Annotation]:
    """The titles of these persons, whose mentions are widened to hold them. Claims their tokens.

    Between two titles may stand what the language bridges them with (`[titles] bridges` of its `names.toml`).
    """
    starts = [token.start for token in text.tokens]
    bridges = frozenset(lexicon.data["titles"].get("bridges", ()))
    outside = frozenset(lexicon.data["titles"].get("outside", ()))
    # Some editions keep a title only where no forename stands between it and the surname.
    surname_only = bool(lexicon.data["titles"].get("inside_before_surnames_only"))
    made = []
    for mention in persons:
        if surname_only and mention.forenames and mention.surname:
            continue
        begun = _rank(text, lexicon, mention.start)
        before = _before(text, bisect_left(starts, begun), begun, bridges)
        while before and before[0].word in outside:
            before = before[1:]
        after = _after(text, bisect_left(starts, mention.end), mention.end)
        if before:
            made.append(
                _title(mention, before[0].start, before[-1].end if begun == mention.start else mention.start - 1)
            )
            mention.start = before[0].start
        if not before and (low := lower_title(text, lexicon, mention.start)) is not None:
            made.append(_title(mention, low, mention.start - 1))
            mention.start = low
            before = _bridged(text, bisect_left(starts, low), low, bridges)
            if before:
                made.append(_title(mention, before[0].start, before[0].end))
                mention.start = before[0].start
        if after:
            made.append(_title(mention, after[0].start, after[-1].end))
            mention.end = after[-1].end
        for token in (*before, *after):
            token.kind = mention.kind
    return made


def without_titles(document: Document, name: Annotation, roles: list[Span]) -> str:
    """The words of a name that somebody has marked, without those of the `roles` (in order) that are apart in it."""
    words, end = [], name.span.start
    for role in roles[bisect_left(roles, Span(name.span.start, name.span.start)) :]:
        if role.start >= name.span.end:
            break
        words.append(document.text[end : role.start])
        end = role.end
    words.append(document.text[end : name.span.end])
    return " ".join(" ".join(words).split())


def _rank(text: Text, lexicon: Lexicon, start: int) -> int:
    """Where the words begin that go on with a title, right before a name: Capitaine *de corvette* Vaschalde."""
    if not lexicon.persons.ranks:
        return start
    before = text.reading[max(0, start - _LONG) : start].lower()
    return next((start - len(rank) for rank in lexicon.persons.ranks if before.endswith(rank)), start)


def _before(text: Text, index: int, start: int, bridges: frozenset[str]) -> list[Token]:
    """The titles and offices that stand right before, with nothing but space between."""
    found: list[Token] = []
    block = text.tokens[index].block if index < len(text.tokens) else -1
    while index > 0 and len(found) < _LONGEST:
        token = text.tokens[index - 1]
        gap = text.reading[token.end : start]
        if token.kind or token.end > start or not token.traits & (TITLE | ROLE) or token.block != block:
            break
        if gap not in _GAPS and not (found and gap.strip() in bridges):
            break
        found.insert(0, token)
        start, index = token.start, index - 1
    return found


def _bridged(text: Text, index: int, start: int, bridges: frozenset[str]) -> list[Token]:
    """The title over an article before one in lower case: M. l'abbé Poulbrière."""
    token = text.tokens[index - 1] if index else None
    if token is None or token.kind or not token.traits & TITLE:
        return []
    return [token] if text.reading[token.end : start].removeprefix(".").strip() in bridges else []


def _after(text: Text, index: int, end: int) -> list[Token]:
    """`Esq.`: an honour that stands right after."""
    token = text.tokens[index] if index < len(text.tokens) else None
    if token is None or token.kind or not token.traits & AFTER or text.reading[end : token.start] != " ":
        return []
    return [token]


def _title(mention: Mention, start: int, end: int) -> Annotation:
    said = f"a title of “{mention.name}”"
    return Annotation(ROLE_NAME, Span(start, end), MACHINE, (), mention.certainty, (said,))
