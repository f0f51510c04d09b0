"""Organisations by a head noun, with its adjectives or its of-phrase. By their letters, or as firms: `bodies`."""

from __future__ import annotations

import re

from pecia.annotators.names.lexicon import (
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

# Words of the languages that English prose names bodies in: Banque de France.
_OF = re.compile(r" (?:(?:and )?(?:of|for|on)(?: the)?|des?|du|de la|de l'|d'|pour) ?$")
_WHOSE = ("' ", "'s ")
_FIGURE = re.compile(r"(?:(?<=\s)|^)\d{1,3}(?:st|nd|rd|th|d) $")
# The 18-Nation Committee, the inter-Allied Commission.
_COUNTED = re.compile(r"(?:(?<=\s)|^)(?:\d{1,3}|[a-z]{2,8})-$")
_AND = (" and ", ", ", ", and ", " & ", "' and ")
_LAST = (" and ", ", and ", " & ")
_LEFT = 7
_RIGHT = 10


def headed(text: Text, lexicon: Lexicon) -> list[Mention]:
    """`Central Executive Committee`, `Ministry of Foreign Affairs`: claims their tokens."""
    found: list[Mention] = []
    tokens = text.tokens
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind in ("", "orgName") and token.traits & ORG_HEAD:
            last = _rightmost_head(text, index)
            first = _enumerated(text, lexicon, _leftmost(text, lexicon, last), last)
            end = _of_phrase(text, lexicon, last)
            if _is_name(text, lexicon, first, last, end) and _may_be_read(text, first, end):
                first = _with_ordinal(text, lexicon, first, end)
                claim(text, first, end, "orgName")
                found.append(body(text, lexicon, first, end, f"named as a body by “{tokens[last].word}”"))
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
            found.append(body(text, lexicon, first, last, "a unit with its number"))
    return found


def body(text: Text, lexicon: Lexicon, first: int, last: int, *evidence: str, certainty: str = "medium") -> Mention:
    """An organisation from the first token to the last, with the number before it and the brackets that it ends in."""
    start, end = text.tokens[first].start, text.tokens[last].end
    figure = _FIGURE.search(text.tokens[first].gap) if text.tokens[last].word in lexicon.units else None
    figure = figure or _COUNTED.search(text.tokens[first].gap)
    if figure:
        start -= len(figure[0])
    for ending in lexicon.data["organisations"].get("suffixes", ()):
        if text.reading.startswith((f" {ending}", ending), end):
            end = text.reading.index(ending, end) + len(ending)
    name = name_of(text, start, end)
    if name in lexicon.organisations:
        evidence, certainty = ("in the list of organisations", *evidence), "high"
    return Mention("orgName", start, end, name, certainty=certainty, evidence=evidence)


def _may_be_read(text: Text, first: int, last: int) -> bool:
    """Where every word has a capital, only an article shows where a name begins; in a text of capitals nothing does."""
    loud = [token for token in text.tokens[first : last + 1] if token.loud]
    if not loud:
        return True
    if first < last and any(text.document.text[token.start : token.end].isupper() for token in loud):
        return False
    return text.tokens[first].gap.endswith(" the ")


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
        if before.kind == "orgName" and not text.joined(first):
            # The Foreign Office and War Office are two.
            break
        first -= 1
        if before.opening:
            break
    if first > 0 and text.joined(first) and tokens[first - 1].word == "All" and tokens[first].word == "Union":
        first -= 1
    while first < head and tokens[first].word in lexicon.offices:
        first += 1
    return first


def _enumerated(text: Text, lexicon: Lexicon, first: int, head: int) -> int:
    """Where `the Dock, Wharf and Riverside Union` begins: at its article, if only a list of words stands between."""
    tokens, at = text.tokens, first
    barred = FUNCTION | TITLE | ROLE | ORG_HEAD | AFTER | ODD
    while at > 0 and first - at < 5 and tokens[at].gap in (_LAST if at == first else (", ",)):
        before = tokens[at - 1]
        if before.traits & barred or not before.traits & (COMMON | PLACE) or before.kind not in ("", "placeName"):
            return first
        at -= 1
    return at if at < first < head and articled(text, lexicon, at) else first


def _joined_left(text: Text, index: int) -> bool:
    gap = text.tokens[index].gap
    before = text.tokens[index - 1].traits
    if gap in _WHOSE or gap == "' and ":
        # The Wharf Labourers' Union; but Wilson's Cabinet, and the Department's Committee.
        many = gap != "'s " and not before & (SURNAME | FORENAME)
        said = before & PEOPLE or (before & COMMON and not before & ORG_HEAD)
        return bool(many or said) and not before & (SURNAME | FORENAME | ROLE | PLACE)
    return text.joined(index) or (gap in (" and ", " & ") and bool(before & COMMON))


def _of_phrase(text: Text, lexicon: Lexicon, head: int) -> int:
    """The last token of the of-phrases that follow a head which takes one."""
    tokens, last = text.tokens, head
    after = lexicon.data["organisations"].get("adjectives_after", ())
    if tokens[head].word not in lexicon.of_heads:
        return head
    while last + 1 < len(tokens) and last - head < _RIGHT:
        following = tokens[last + 1]
        if following.traits & (FUNCTION | TITLE | AFTER) or following.kind == "persName":
            break
        # Compagnie Française: such a head has its adjectives after it.
        if last == head and tokens[head].word in after and text.joined(last + 1) and not following.traits & COMMON:
            last += 1
            continue
        if _is_of(tokens, last + 1, last > head) or (
            last > head and (_continued(text, last + 1) or _listed(tokens, last + 1))
        ):
            last = _whole(text, last + 1)
        else:
            break
    return last


def _is_of(tokens: list[Token], index: int, inner: bool) -> bool:
    """An of-phrase begins at this token; one with `on` or `for` only with an everyday word."""
    token = tokens[index]
    if not _OF.match(token.gap):
        return False
    if token.gap.startswith((" on ", " for ")):
        return bool(token.traits & (COMMON | ROLE)) and not token.traits & (PEOPLE | PLACE_HEAD)
    if token.gap.startswith(" and "):
        return inner and bool(token.traits & COMMON)
    # The Committee of the Party; the Committee of Moscow. But a Party of Smirnov is none.
    return True


def _whole(text: Text, index: int) -> int:
    """The last token of the name that was claimed here: the `York` of New York."""
    tokens = text.tokens
    kind = tokens[index].kind
    while kind and index + 1 < len(tokens) and tokens[index + 1].kind == kind and text.joined(index + 1):
        index += 1
    return index


def _continued(text: Text, index: int) -> bool:
    """The phrase goes on, and no person begins: `Council of Ministers Mikoyan`."""
    token, before = text.tokens[index], text.tokens[index - 1]
    if token.gap in _WHOSE and before.traits & COMMON:
        return True
    plain = COMMON | PEOPLE | PLACE | ORG_HEAD
    name = not token.traits & NO_NAME or (token.traits & (SURNAME | FORENAME) and not token.traits & plain)
    return text.joined(index) and not (name and before.traits & (COMMON | ROLE | ORG_HEAD))


def _listed(tokens: list[Token], index: int) -> bool:
    """`Trade and Industry`: everyday words only, so that two names never melt into one."""
    common = COMMON | PEOPLE
    both = tokens[index].traits & common and tokens[index - 1].traits & common
    if tokens[index].gap == ", " and (index + 1 == len(tokens) or tokens[index + 1].gap not in _AND):
        return False
    if tokens[index].gap == "' and ":
        return bool(tokens[index].traits & common)
    if tokens[index].gap not in _AND:
        return False
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if tokens[index - 1].traits & PLACE and tokens[index].traits & PEOPLE:
        # Office of Caribbean and Mexican Affairs.
        return following is not None and following.gap == " " and bool(following.traits & COMMON)
    # Bureau of Indexes and Archives; but Ministry of Trade and Board of Works.
    body = tokens[index].traits & ORG_HEAD and (not tokens[index].word.endswith("s") or following is None)
    return bool(both) and not body and not tokens[index].traits & ROLE


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
    if text.reading.startswith(" (", tokens[head].end) and text.reading[tokens[head].end + 2].isupper():
        return True
    if word in lexicon.weak_heads:
        return _is_weak_name(text, lexicon, first, head)
    return len(left) > 1 or not left[0].opening or not left[0].traits & COMMON or bool(left[0].traits & PEOPLE)


def articled(text: Text, lexicon: Lexicon, first: int) -> bool:
    """An article right before it, one that begins the sentence too."""
    token = text.tokens[first]
    if token.gap.strip(" \n"):
        return text.before(token) in lexicon.articles
    return first > 0 and text.joined(first) and text.tokens[first - 1].key in lexicon.articles


def _is_weak_name(text: Text, lexicon: Lexicon, first: int, head: int) -> bool:
    """A head that is an everyday word too wants a name beside it, a number, or several words and the article."""
    tokens = text.tokens
    left = tokens[first:head]
    following = tokens[head + 1] if head + 1 < len(tokens) and text.joined(head + 1) else None
    if following is not None and following.traits & COMMON and not following.traits & ROLE:
        return False
    several = len(left) > 1 and articled(text, lexicon, first)
    if not tokens[first].loud and (several or _FIGURE.search(tokens[first].gap)):
        return True
    return any(not token.traits & (COMMON | FUNCTION | ORG_HEAD | ROLE) or token.traits & PEOPLE for token in left)
