"""Places: the gazetteer's single words, a name beside a kind of place, and what only stands where places stand."""

from __future__ import annotations

import re
from collections.abc import Container

from pecia.annotators.names.lexicon import (
    COMMON,
    COMPASS,
    FORENAME,
    FUNCTION,
    NO_NAME,
    ODD,
    ORG_HEAD,
    PEOPLE,
    PLACE,
    PLACE_HEAD,
    ROLE,
    SURNAME,
    TITLE,
    Lexicon,
)  # fmt: skip
from pecia.annotators.names.mentions import Mention, claim, name_of
from pecia.annotators.names.tokens import HIDDEN, Text, Token

_DATED = re.compile(rf"[.,]? ?{HIDDEN}")
"""A dateline: the place, and right after it the date."""
_OF = re.compile(r" of (?:the )?$")


def _mention(text: Text, first: int, last: int, certainty: str = "high") -> Mention:
    claim(text, first, last, "placeName")
    start, end = text.tokens[first].start, text.tokens[last].end
    return Mention("placeName", start, end, name_of(text, start, end), certainty=certainty)


def headed(text: Text, lexicon: Lexicon) -> list[Mention]:
    """`Prinkipo Island`, `Gulf of Aqaba`, `Russian Empire`, `Republic of Korea`: claims their tokens."""
    first_heads = frozenset(lexicon.data["places"]["first_heads"])
    states = frozenset(lexicon.data["places"]["states"])
    found = []
    for index, token in enumerate(text.tokens):
        if token.kind == "orgName" or (token.kind == "placeName" and not token.traits & PLACE):
            continue
        if token.kind == "" and token.word in states:
            bounds = _state(text, index)
        elif token.kind == "" and token.word in first_heads and not token.loud:
            bounds = _headed_right(text, index)
        elif token.kind == "" and token.traits & PLACE_HEAD and not token.loud:
            bounds = _headed_left(text, lexicon, index)
        else:
            continue
        if bounds:
            found.append(_mention(text, *bounds))
    return found


def _state(text: Text, head: int) -> tuple[int, int] | None:
    tokens, first, last = text.tokens, head, head
    while first > 0 and text.joined(first) and tokens[first - 1].traits & PEOPLE and not tokens[first - 1].kind:
        first -= 1
    if head + 1 < len(tokens) and _OF.match(tokens[head + 1].gap) and tokens[head + 1].traits & (PLACE | PEOPLE):
        last = head + 1
        while last + 1 < len(tokens) and text.joined(last + 1) and tokens[last + 1].kind == "placeName":
            last += 1
    return (first, last) if (first, last) != (head, head) else None


def _headed_right(text: Text, head: int) -> tuple[int, int] | None:
    tokens = text.tokens
    if head + 1 >= len(tokens):
        return None
    following = tokens[head + 1]
    if following.gap not in (" ", " of ", " of the ", ". ") or following.traits & (FUNCTION | TITLE | ROLE | ORG_HEAD):
        return None
    if following.kind or (following.traits & (COMMON | PLACE_HEAD) and following.gap == " "):
        return None
    if tokens[head].traits & COMMON and tokens[head].opening and following.gap == " ":
        return None
    return head, head + 1


def _headed_left(text: Text, lexicon: Lexicon, head: int) -> tuple[int, int] | None:
    tokens, first = text.tokens, head
    while first > 0 and text.joined(first) and head - first < 3:
        before = tokens[first - 1]
        if before.kind in ("orgName", "persName") or before.traits & (FUNCTION | TITLE | ORG_HEAD | ROLE | ODD):
            break
        first -= 1
        if before.opening:
            break
    left = tokens[first:head]
    sure = tokens[head].word in lexicon.sure_place_heads
    person = FORENAME if not left or not left[0].traits & PLACE else 0
    if not left or (left[0].traits & person and len(left) == 1 and not sure):
        return None
    name = [token for token in left if not token.traits & (COMMON | FUNCTION)]
    if name and (sure or any(token.traits & PLACE or not token.traits & NO_NAME for token in name)):
        return (first, head) if sure or not _after_person(text, first) else None
    cued = text.before(left[0]) in lexicon.sure_cues and head - first == 1 and not text.joined(first)
    compass = left[0].traits & COMPASS and len(left[0].word) < 6
    return (first, head) if (sure or compass or cued) and len(left) == 1 and not left[0].opening else None


def _after_person(text: Text, first: int) -> bool:
    return first > 0 and text.joined(first) and bool(text.tokens[first - 1].traits & (TITLE | FORENAME))


def single(text: Text, lexicon: Lexicon, persons: Container[str]) -> list[Mention]:
    """The gazetteer's places of one word, where nothing says that a person is meant."""
    found = []
    for index, token in enumerate(text.tokens):
        if token.traits & PLACE and not token.kind and _is_place(text, lexicon, token, persons):
            first = _compass(text, index)
            found.append(_mention(text, first, index, "medium" if token.word in persons else "high"))
    return found


def _compass(text: Text, index: int) -> int:
    before = text.tokens[index - 1] if index else None
    if before is not None and text.joined(index) and before.traits & COMPASS and not before.kind:
        return index - 1
    return index


def _is_place(text: Text, lexicon: Lexicon, token: Token, persons: Container[str]) -> bool:
    cue = text.before(token) in lexicon.sure_cues and not text.possessive(token.end)
    if token.key in persons:
        return cue
    if token.traits & COMMON:
        return cue and not token.opening
    if token.loud and token.word.isupper() and len(token.word) <= 2:
        return False
    if token.traits & (FORENAME | SURNAME):
        after = text.after(token.end)
        return cue or after not in lexicon.sure_verbs
    return True


def by_context(text: Text, lexicon: Lexicon, persons: Container[str]) -> list[Mention]:
    """Unknown words that stand where places stand, more often than where persons do."""
    weights: dict[str, float] = {}
    endings = tuple(lexicon.data["places"]["suffixes"])
    kinds = frozenset(lexicon.data["places"]["kinds"])
    singles = [index for index, token in enumerate(text.tokens) if _is_open(text, index, persons)]
    for index in singles:
        token = text.tokens[index]
        weights[token.word] = weights.get(token.word, 0.0) + _weight(text, lexicon, index, kinds)
    found = []
    for index in singles:
        token = text.tokens[index]
        ending = 1.5 if token.word.lower().endswith(endings) and len(token.word) > 5 else 0.0
        if weights[token.word] + ending >= 2.0:
            found.append(_mention(text, _compass(text, index), index, "medium"))
    return found


def _is_open(text: Text, index: int, persons: Container[str]) -> bool:
    token = text.tokens[index]
    blocked = NO_NAME | FORENAME
    if token.kind or token.loud or token.traits & blocked or token.key in persons:
        return False
    return token.word.lower() not in text.lower


def _weight(text: Text, lexicon: Lexicon, index: int, kinds: frozenset[str]) -> float:
    token = text.tokens[index]
    before = text.before(token)
    following = text.tokens[index + 1] if index + 1 < len(text.tokens) else None
    weight = 0.0
    if before in lexicon.sure_cues:
        weight += -0.5 if text.possessive(token.end) else 2.0
    elif before == "to" and lexicon.moves.search(token.gap):
        weight += 2.0
    elif before in lexicon.cues:
        weight += 0.5
    elif token.gap.endswith(" of ") and token.gap.split()[-2:-1] and token.gap.split()[-2].lower() in kinds:
        weight += 3.0
    if following is not None and following.gap == ", " and following.kind == "placeName" and before in lexicon.cues:
        weight += 1.5
    if text.after(token.end) in lexicon.verbs:
        weight -= 1.5
    if _DATED.match(text.reading, token.end) and text.document.blocks[token.block].span.start == token.start:
        weight += 2.0
    if following is not None and following.gap == " ":
        weight -= 1.0
    return weight
