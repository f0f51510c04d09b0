"""Organisations: a head noun with its adjectives or its of-phrase, and short forms that the text defines itself."""

from __future__ import annotations

import re

from pecia.annotators.names.lexicon import (
    ACRONYM,
    AFTER,
    COMMON,
    FORENAME,
    FUNCTION,
    INITIAL,
    NO_NAME,
    ODD,
    ORG_HEAD,
    ORGANISATION,
    PEOPLE,
    PLACE,
    PLACE_HEAD,
    ROLE,
    SURNAME,
    TITLE,
    Lexicon,
)  # fmt: skip
from pecia.annotators.names.mentions import Mention, claim, name_of
from pecia.annotators.names.tokens import Text, Token

_OF = re.compile(r" (?:(?:of|for|on)(?: the)?|des?|du|de la|pour) $")
_WHOSE = ("' ", "'s ")
_FIGURE = re.compile(r"(?:(?<=\s)|^)\d{1,3}(?:st|nd|rd|th|d) $")
_AND = (" and ", ", ", ", and ", " & ")
_LEFT = 7
_RIGHT = 8
_DEFINED = re.compile(r"\((?:the )?[\"'“‘]?([A-Z][A-Za-z]{1,7})[\"'”’]?\)")


def headed(text: Text, lexicon: Lexicon) -> list[Mention]:
    """`Central Executive Committee`, `Ministry of Foreign Affairs`: claims their tokens."""
    found: list[Mention] = []
    tokens = text.tokens
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind in ("", "orgName") and token.traits & ORG_HEAD:
            last = _rightmost_head(text, index)
            first = _leftmost(text, lexicon, last)
            end = _of_phrase(text, lexicon, last)
            if _is_name(text, lexicon, first, last, end) and _may_be_read(text, first):
                first = _with_ordinal(text, lexicon, first, end)
                claim(text, first, end, "orgName")
                found.append(_mention(text, lexicon, first, end))
                index = end
        index += 1
    return found


def _with_ordinal(text: Text, lexicon: Lexicon, first: int, last: int) -> int:
    """The `First` of the First Army."""
    before = text.tokens[first - 1] if first and text.joined(first) else None
    unit = text.tokens[last].word in lexicon.units
    return first - 1 if unit and before is not None and before.word in lexicon.ordinals and not before.kind else first


def numbered(text: Text, lexicon: Lexicon) -> list[Mention]:
    """`the 2nd Battalion`, `the 82nd Airborne`, `the Tenth Hussars`: a unit that has a number for a name."""
    found = []
    for index, token in enumerate(text.tokens):
        if token.kind or token.loud or token.word not in lexicon.units or token.traits & ORGANISATION:
            continue
        spelled = index > 0 and text.joined(index) and text.tokens[index - 1].word in lexicon.ordinals
        if spelled or _FIGURE.search(token.gap):
            first, last = index - 1 if spelled else index, index
            while last + 1 < len(text.tokens) and text.joined(last + 1) and text.tokens[last + 1].word in lexicon.units:
                last += 1
            claim(text, first, last, "orgName")
            found.append(_mention(text, lexicon, first, last))
    return found


def _mention(text: Text, lexicon: Lexicon, first: int, last: int) -> Mention:
    start, end = text.tokens[first].start, text.tokens[last].end
    if text.tokens[last].word in lexicon.units and (figure := _FIGURE.search(text.tokens[first].gap)):
        start -= len(figure[0])
    return Mention("orgName", start, end, name_of(text, start, end), certainty="medium")


def _may_be_read(text: Text, first: int) -> bool:
    """Where every word has a capital, only an article shows where a name begins."""
    token = text.tokens[first]
    return not token.loud or (token.gap.endswith(" the ") and not text.document.text[token.start : token.end].isupper())


def _rightmost_head(text: Text, index: int) -> int:
    """`Party Congress`, `Council Secretariat`: the last of the heads that stand together."""
    tokens = text.tokens
    while index + 1 < len(tokens) and text.joined(index + 1) and tokens[index + 1].traits & ORG_HEAD:
        index += 1
    return index


def _leftmost(text: Text, lexicon: Lexicon, head: int) -> int:
    """Where the words that belong to the head begin."""
    tokens, first = text.tokens, head
    while first > 0 and head - first < _LEFT and _joined_left(text, first):
        before = tokens[first - 1]
        barred = FUNCTION | TITLE | AFTER | ODD | (0 if before.kind else INITIAL)
        if before.traits & barred or before.kind not in ("", "placeName", "orgName"):
            break
        first -= 1
        if before.opening:
            break
    if first > 0 and text.joined(first) and tokens[first - 1].word == "All" and tokens[first].word == "Union":
        first -= 1
    while first < head and tokens[first].word in lexicon.offices:
        first += 1
    return first


def _joined_left(text: Text, index: int) -> bool:
    gap = text.tokens[index].gap
    before = text.tokens[index - 1].traits
    if gap in _WHOSE:
        # The Wharf Labourers' Union; but Wilson's Cabinet.
        return bool(before & (COMMON | PEOPLE)) and not before & (SURNAME | FORENAME | ROLE | PLACE)
    return text.joined(index) or (gap in (" and ", " & ") and bool(before & COMMON))


def _of_phrase(text: Text, lexicon: Lexicon, head: int) -> int:
    """The last token of the of-phrases that follow a head which takes one."""
    tokens, last = text.tokens, head
    if tokens[head].word not in lexicon.of_heads:
        return head
    while last + 1 < len(tokens) and last - head < _RIGHT:
        following = tokens[last + 1]
        if following.traits & (FUNCTION | TITLE | AFTER) or following.kind == "persName":
            break
        if following.gap.startswith(" on ") and following.traits & PEOPLE:
            break
        if _OF.match(following.gap) or (last > head and (_continued(text, last + 1) or _listed(tokens, last + 1))):
            last += 1
        else:
            break
    return last


def _continued(text: Text, index: int) -> bool:
    """The phrase goes on, and no person begins: `Council of Ministers Mikoyan`."""
    token, before = text.tokens[index], text.tokens[index - 1]
    name = not token.traits & NO_NAME or token.traits & (SURNAME | FORENAME)
    return text.joined(index) and not (name and before.traits & (COMMON | ROLE | ORG_HEAD))


def _listed(tokens: list[Token], index: int) -> bool:
    """`Trade and Industry`: everyday words only, so that two names never melt into one."""
    common = COMMON | PEOPLE
    both = tokens[index].traits & common and tokens[index - 1].traits & common
    if tokens[index].gap == ", " and (index + 1 == len(tokens) or tokens[index + 1].gap not in _AND):
        return False
    return tokens[index].gap in _AND and bool(both) and not tokens[index].traits & (ORG_HEAD | ROLE)


def _is_name(text: Text, lexicon: Lexicon, first: int, head: int, end: int) -> bool:
    tokens = text.tokens
    left = tokens[first:head]
    if first > 0 and text.joined(first) and tokens[first - 1].traits & INITIAL and "." not in tokens[first - 1].word:
        return False
    if tokens[head].traits & ORGANISATION and end == head and all(token.traits & PEOPLE for token in left):
        return False
    if end > head:
        return head > first or not text.tokens[head + 1].traits & FUNCTION
    if not left:
        return False
    word = tokens[head].word
    if any(token.traits & PLACE_HEAD for token in left[-1:]) and word in lexicon.weak_heads:
        return False
    person = left[-1].traits & (SURNAME | FORENAME) and not left[-1].traits & (COMMON | PLACE)
    if word in lexicon.rulers and (person or not left[-1].traits & NO_NAME):
        return False
    if _DEFINED.match(text.reading, tokens[head].end + 1, tokens[head].end + 24):
        return True
    if word in lexicon.weak_heads:
        return _is_weak_name(text, first, head)
    return len(left) > 1 or not left[0].opening or not left[0].traits & COMMON or bool(left[0].traits & PEOPLE)


def _is_weak_name(text: Text, first: int, head: int) -> bool:
    """A head that is an everyday word too wants a name beside it, a number, or several words and the article."""
    tokens = text.tokens
    left = tokens[first:head]
    if head + 1 < len(tokens) and text.joined(head + 1) and tokens[head + 1].traits & COMMON:
        return False
    several = len(left) > 1 and tokens[first].gap.endswith(" the ")
    if not tokens[first].loud and (several or _FIGURE.search(tokens[first].gap)):
        return True
    return any(not token.traits & (COMMON | FUNCTION | ORG_HEAD | ROLE) or token.traits & PEOPLE for token in left)


def defined(text: Text, organisations: list[Mention]) -> dict[str, str]:
    """Short forms that the text gives in brackets after a name: short form → the name."""
    found: dict[str, str] = {}
    for mention in organisations:
        gap = _DEFINED.match(text.reading, mention.end + 1, mention.end + 24)
        if gap and text.reading[mention.end : mention.end + 1] == " ":
            initials = "".join(word[0] for word in mention.name.split() if word[0].isupper())
            if gap[1][:1] == initials[:1] and gap[1].upper() != mention.name.upper():
                found[gap[1]] = mention.name
    return found


def acronyms(text: Text, lexicon: Lexicon, shorts: dict[str, str]) -> list[Mention]:
    """Mentions of the defined short forms, and of unknown acronyms with an article that come back."""
    never = frozenset(lexicon.data["organisations"]["never_acronyms"])
    counts: dict[str, int] = {}
    for token in text.tokens:
        if token.traits & ACRONYM and not token.loud and not token.kind and 3 <= len(token.word) <= 6:
            counts[token.word] = counts.get(token.word, 0) + (2 if token.gap.endswith(" the ") else 0)
    found = []
    for index, token in enumerate(text.tokens):
        often = counts.get(token.word, 0) >= 2 and token.word not in never and "." not in token.word
        if not token.kind and (token.word in shorts or (often and not token.loud)):
            claim(text, index, index, "orgName")
            found.append(Mention("orgName", token.start, token.end, token.word, certainty="medium"))
    return found
