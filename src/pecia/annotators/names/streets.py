"""Places that are named for somebody: streets, squares, fords, islands, churches. Read before persons are.

`Karl Marx Street` is no Karl Marx, and nobody in the text is called St. Olave.
"""

from __future__ import annotations

import re

from pecia.annotators.names.lexicon import (
    COMMON,
    FORENAME,
    FUNCTION,
    NO_NAME,
    ODD,
    ORG_HEAD,
    PLACE,
    PLACE_HEAD,
    ROLE,
    SURNAME,
    TITLE,
    Lexicon,
)
from pecia.annotators.names.mentions import Mention
from pecia.annotators.names.places import WHOSE, cue, is_somebody, mention
from pecia.annotators.names.tokens import Text

_KIND_OF = re.compile(r"\b([^\W\d_]+) of (?:the )?$")


def streets(text: Text, lexicon: Lexicon) -> list[Mention]:
    """`Karl Marx Street`, `Queen Square`, `Prince Edward Island`: named for persons, so read before persons are."""
    owned = frozenset(lexicon.data["places"].get("owned_heads", ()))
    found = _saints(text, lexicon)
    for index, token in enumerate(text.tokens):
        if token.loud or token.kind or not token.traits & PLACE_HEAD or not index:
            continue
        if _is_of_saint(text, lexicon, index):
            found.append(mention(text, index - 2, index, f"named as a place by “{token.word}”"))
        if token.gap == WHOSE and token.word in owned and (first := _owner(text, lexicon, index)) is not None:
            found.append(mention(text, first, index, f"named as a place by “{token.word}”"))
        if token.kind or not text.joined(index):
            continue
        if token.word in lexicon.sure_place_heads:
            first = _named_for(text, lexicon, index)
        else:
            # Lincoln Castle is no Mr. Castle.
            listed = text.tokens[index - 1].word in lexicon.places and not text.tokens[index - 1].kind
            first = index - 1 if listed and cue(text, index - 1) in lexicon.cues else None
        if first is not None:
            found.append(mention(text, first, index, f"named as a place by “{token.word}”"))
    return found


def _saints(text: Text, lexicon: Lexicon) -> list[Mention]:
    """`in St. Jago`, `the island of St. Kilda`: places, where one stands, and not the saint."""
    saints, kinds = lexicon.data["words"]["saints"], lexicon.data["places"]["kinds"]
    found = []
    for index, token in enumerate(text.tokens[:-1]):
        if token.word not in saints or token.kind or token.loud or not text.joined(index + 1):
            continue
        following = text.tokens[index + 2] if index + 2 < len(text.tokens) else None
        alone = following is None or following.gap not in (" ", WHOSE)
        kind = _KIND_OF.search(token.gap)
        placed = cue(text, index) in lexicon.sure_cues or (kind is not None and kind[1].lower() in kinds)
        if alone and placed and not text.tokens[index + 1].kind and not text.possessive(text.tokens[index + 1].end):
            found.append(mention(text, index, index + 1, "a saint, where a place stands", certainty="medium"))
    return found


def _owner(text: Text, lexicon: Lexicon, head: int) -> int | None:
    """Where the owner's name begins, who is one that nobody speaks of: Cook's Strait, Queen Charlotte's Sound."""
    first = head - 1
    before = text.tokens[first]
    if before.kind or before.traits & (NO_NAME & ~(PLACE | COMMON)) or (before.traits & COMMON and before.opening):
        return None
    if text.joined(first) and text.tokens[first - 1].word in lexicon.royal and not text.tokens[first - 1].kind:
        first -= 1
    return first


def _is_of_saint(text: Text, lexicon: Lexicon, head: int) -> bool:
    """`St. Olave's Church`, named for somebody whom nobody speaks of."""
    tokens = text.tokens
    if head < 2 or tokens[head].gap not in (WHOSE, " ") or not text.joined(head - 1) or tokens[head - 1].kind:
        return False
    return tokens[head - 2].word in lexicon.data["words"]["saints"] and not tokens[head - 2].kind


def _named_for(text: Text, lexicon: Lexicon, head: int) -> int | None:
    """Where the words before the head begin, when one of them is of a person's name or title; else None."""
    tokens, first = text.tokens, head
    while first > 0 and head - first < 3 and text.joined(first):
        before = tokens[first - 1]
        if before.kind or before.traits & (FUNCTION | ORG_HEAD | ODD) or (before.opening and before.traits & COMMON):
            break
        first -= 1
        if before.opening:
            break
    left = tokens[first:head]
    persons = ROLE | FORENAME | SURNAME
    if not left or left[0].traits & TITLE or not any(token.traits & persons for token in left):
        return None
    if left[0].word in lexicon.offices and len(left) > 1:
        return None
    return None if is_somebody(text, lexicon, first, head) else first
