"""Places by their names: the gazetteer's words, and names beside a kind of place. By context: `surroundings`."""

from __future__ import annotations

import re
from collections.abc import Container

from pecia.annotators.names.gazetteer import stands
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
from pecia.annotators.names.tokens import Text, Token

_OF = re.compile(r" of (?:the )?$")
WHOSE = "'s "
_ENOUGH = -0.5
"""A word that is a person's name too is a place where what speaks for it in the document comes to this or more."""
_SURE = 3.0
"""… and surely one from here on."""


def mention(text: Text, first: int, last: int, *evidence: str, certainty: str = "high") -> Mention:
    """A place from the first token to the last, which it claims."""
    claim(text, first, last, "placeName")
    start, end = text.tokens[first].start, text.tokens[last].end
    return Mention("placeName", start, end, name_of(text, start, end), certainty=certainty, evidence=evidence)


def cue(text: Text, index: int) -> str:
    """The word before a token in lower case, the first word of a sentence too: `In Paris`."""
    before = text.before(text.tokens[index])
    if before or not index or not text.joined(index):
        return before
    previous = text.tokens[index - 1]
    return previous.word.lower() if previous.traits & FUNCTION and not previous.kind else ""


def is_somebody(text: Text, lexicon: Lexicon, first: int, head: int) -> bool:
    """`Anthony Lake`, but not `at Anthony Lake`: only a forename before it, and nothing that leads to a place."""
    left = text.tokens[first:head]
    forenames = all(token.traits & FORENAME and token.word not in lexicon.places for token in left)
    return (forenames or bool(text.tokens[head].traits & SURNAME)) and not is_led(text, lexicon, first)


def is_led(text: Text, lexicon: Lexicon, first: int) -> bool:
    word = cue(text, first)
    return word in lexicon.cues or word in lexicon.articles


def headed(text: Text, lexicon: Lexicon) -> list[Mention]:
    """`Prinkipo Island`, `Gulf of Aqaba`, `Russian Empire`, `Republic of Korea`: claims their tokens."""
    first_heads = frozenset(lexicon.data["places"]["first_heads"])
    states = frozenset(lexicon.data["places"]["states"])
    found = []
    for index, token in enumerate(text.tokens):
        if token.kind == "orgName" or (token.kind == "placeName" and not token.traits & PLACE):
            continue
        bounds = None
        if token.kind == "" and token.word in states:
            bounds = _state(text, index)
        if bounds is None and token.kind == "" and token.word in first_heads and not token.loud:
            bounds = _headed_right(text, lexicon, index)
        if bounds is None and token.kind == "" and token.traits & PLACE_HEAD and not token.loud:
            bounds = _headed_left(text, lexicon, index)
        if bounds:
            sure = token.word in lexicon.sure_place_heads or bool(text.tokens[bounds[0]].traits & PLACE)
            certainty = "high" if sure or token.word in states else "medium"
            found.append(mention(text, *bounds, f"named as a place by “{token.word}”", certainty=certainty))
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


def _goes_on(text: Text, index: int) -> bool:
    return index + 1 < len(text.tokens) and text.joined(index + 1)


def _headed_right(text: Text, lexicon: Lexicon, head: int) -> tuple[int, int] | None:
    tokens = text.tokens
    if head + 1 >= len(tokens) or (head and text.joined(head) and not tokens[head - 1].traits & FUNCTION):
        return None
    following = tokens[head + 1]
    linked = following.gap.strip() in lexicon.data["places"].get("links", ())
    joined = linked or following.gap in (" ", " of ", " of the ", ". ")
    if not joined or following.traits & (FUNCTION | TITLE | ROLE | ORG_HEAD):
        return None
    if following.kind and not linked:
        return None
    if following.traits & PLACE_HEAD and following.gap == " ":
        return None
    if following.traits & COMMON and following.gap == " " and (tokens[head].opening or _goes_on(text, head + 1)):
        # Cape Circumcision, Fort Necessity.
        return None
    if following.gap == ". " and len(tokens[head].word) > 3:
        return None
    if tokens[head].traits & COMMON and tokens[head].opening and following.gap == " ":
        return None
    return head, head + 1


def _headed_left(text: Text, lexicon: Lexicon, head: int) -> tuple[int, int] | None:
    tokens, first = text.tokens, head
    while first > 0 and head - first < 3 and (text.joined(first) or _whose(text, first, head)):
        before = tokens[first - 1]
        if before.kind in ("orgName", "persName") or before.traits & (FUNCTION | TITLE | ORG_HEAD | ROLE | ODD):
            break
        first -= 1
        if before.opening:
            break
    left = tokens[first:head]
    sure = tokens[head].word in lexicon.sure_place_heads
    person = FORENAME if not left or left[0].word not in lexicon.places else 0
    if not left or (left[0].traits & person and len(left) == 1 and not sure):
        return None
    if person and is_somebody(text, lexicon, first, head):
        return None
    name = [token for token in left if not token.traits & (COMMON | FUNCTION)]
    if name and (sure or any(token.traits & PLACE or not token.traits & NO_NAME for token in name)):
        return (first, head) if sure or not _after_person(text, first) else None
    word = cue(text, first)
    leads = word in lexicon.sure_cues or word in lexicon.data["places"].get("leading", ())
    cued = leads and len(left) == 1 and not text.joined(first)
    compass = left[0].traits & COMPASS and len(left[0].word) < 6
    articled = word in lexicon.articles
    everyday = len(left) == 1 and (not left[0].opening or articled)
    return (first, head) if (sure or compass or cued) and everyday else None


def _whose(text: Text, index: int, head: int) -> bool:
    """`Boteler's Ford`, `Pike's Peak`: only right before the head, and of a name."""
    before = text.tokens[index - 1].traits
    return index == head and text.tokens[index].gap == WHOSE and not before & (NO_NAME & ~PLACE)


def _after_person(text: Text, first: int) -> bool:
    return first > 0 and text.joined(first) and bool(text.tokens[first - 1].traits & (TITLE | FORENAME))


def single(text: Text, lexicon: Lexicon, persons: Container[str]) -> list[Mention]:
    """The gazetteer's places of one word, where nothing says that a person is meant."""
    rather = frozenset(lexicon.data["places"].get("rather_persons", ()))
    candidates = [i for i, t in enumerate(text.tokens) if not t.kind and (t.traits & PLACE or t.word in rather)]
    leaning = _leaning(text, lexicon, candidates, rather)
    found = []
    for index in candidates:
        token = text.tokens[index]
        if not _is_place(text, lexicon, index, persons, leaning) or _is_titled(text, index):
            continue
        first = compass(text, index)
        either = token.key in persons or leaning.get(token.word, _SURE) < _SURE
        everyday = bool(token.traits & COMMON) and cue(text, index) not in lexicon.sure_cues
        doubt = ("a person's name too",) if either else ("an everyday word too",) if everyday else ()
        certainty = "medium" if doubt else "high"
        found.append(mention(text, first, index, "in the gazetteer", *doubt, certainty=certainty))
    return found


def compass(text: Text, index: int) -> int:
    """Where a place begins: with the `Northern` before it, if there is one."""
    before = text.tokens[index - 1] if index else None
    if before is not None and text.joined(index) and before.traits & COMPASS and not before.kind:
        return index - 1
    return index


def _leaning(text: Text, lexicon: Lexicon, candidates: list[int], rather: frozenset[str]) -> dict[str, float]:
    """For the words that persons and places have in common, what the document says of them all in all."""
    firm = frozenset(lexicon.data["places"].get("rather_places", ()))
    sums: dict[str, float] = {}
    owners: set[str] = set()
    for index in candidates:
        token = text.tokens[index]
        if not token.traits & (FORENAME | SURNAME) and token.word not in rather:
            continue
        if token.word not in sums:
            sums[token.word] = -2.0 if token.word in rather else 4.0 if token.word in firm else 1.0
        sums[token.word] += _here(text, lexicon, index)
        if token.word not in owners and text.possessive(token.end):
            # Persons own more than places do; but that counts once, however often a text says Israel's.
            sums[token.word] -= 0.5
            owners.add(token.word)
    return sums


def _here(text: Text, lexicon: Lexicon, index: int) -> float:
    """What one place of such a word says: in Georgia, or Georgia said."""
    token = text.tokens[index]
    before, after = cue(text, index), text.after(token.end)
    possessive = text.possessive(token.end)
    weight = 0.0
    if before in lexicon.sure_cues:
        weight += 0.5 if possessive else 1.5
    elif before in lexicon.cues and not possessive:
        weight += 0.3
    if after in lexicon.sure_verbs and not possessive:
        weight -= 2.0
    if index and text.joined(index) and not text.tokens[index - 1].traits & (FUNCTION | COMPASS | COMMON):
        weight -= 1.5
    if token.gap.endswith(" and ") or token.gap == ", ":
        neighbour = text.tokens[index - 1] if index else None
        weight += 0.5 if neighbour is not None and neighbour.kind == "placeName" else 0.0
    return weight


def _is_place(text: Text, lexicon: Lexicon, index: int, persons: Container[str], leaning: dict[str, float]) -> bool:
    token = text.tokens[index]
    before = cue(text, index)
    cued = (before in lexicon.sure_cues or _moved(text, lexicon, token)) and not text.possessive(token.end)
    if before in lexicon.data["persons"]["kin"]:
        return False
    if token.key in persons:
        return cued
    if token.word.isupper() and len(token.word) <= 2 and _is_shouted(text, index):
        return False
    if token.traits & COMMON and token.word not in lexicon.data["places"].get("rather_places", ()):
        return not token.opening and (cued or _among_places(text, index) or _is_alone(text, index))
    if token.word in leaning:
        return cued or (leaning[token.word] >= _ENOUGH and text.after(token.end) not in lexicon.sure_verbs)
    return True


def _is_titled(text: Text, index: int) -> bool:
    """`Don Juan`: a title before a name."""
    following = text.tokens[index + 1] if index + 1 < len(text.tokens) else None
    return bool(text.tokens[index].traits & TITLE) and following is not None and following.gap == " "


def _moved(text: Text, lexicon: Lexicon, token: Token) -> bool:
    return bool(lexicon.moves.search(token.gap))


def _is_shouted(text: Text, index: int) -> bool:
    """All around it is in capitals: LET US KNOW."""
    around = text.tokens[max(0, index - 1) : index + 2]
    return any(token.loud and token.block == text.tokens[index].block for token in around)


def _is_alone(text: Text, index: int) -> bool:
    """A capital within a sentence, no other beside it, and a word that this text never writes without one."""
    token = text.tokens[index]
    following = text.tokens[index + 1] if index + 1 < len(text.tokens) else None
    joined = text.joined(index) or (following is not None and following.gap in (" ", "-"))
    return not token.loud and not joined and text.before(token) != "" and token.key not in text.lower


def _among_places(text: Text, index: int) -> bool:
    """`Tunis, Acre and Damietta`: an everyday word in a list of places."""
    tokens = text.tokens
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    left = before is not None and tokens[index].gap == ", " and bool(before.traits & PLACE)
    right = after is not None and after.gap in (", ", " and ", ", and ") and bool(after.traits & PLACE)
    return left and right


def nested(text: Text, lexicon: Lexicon, found: list[Mention]) -> list[Mention]:
    """The places that organisations are of: the `France` of the Bank of France."""
    taken = {m.start for m in found if m.kind == "placeName"}
    inside = []
    at = 0
    for body in sorted((m for m in found if m.kind == "orgName"), key=lambda m: m.start):
        while at < len(text.tokens) and text.tokens[at].start < body.start:
            at += 1
        index, end = at, body.start
        while index < len(text.tokens) and text.tokens[index].end <= body.end:
            token = text.tokens[index]
            end = max(end, _nested_end(text, lexicon, index, body)) if token.start >= end else end
            if token.start not in taken and end > token.start and (token.start, end) != (body.start, body.end):
                name = name_of(text, token.start, end)
                why = ("in the gazetteer", f"within “{body.name}”")
                inside.append(Mention("placeName", token.start, end, name, certainty="medium", evidence=why))
                taken.add(token.start)
            index += 1
    return inside


def _nested_end(text: Text, lexicon: Lexicon, index: int, body: Mention) -> int:
    """Where the place of an of-phrase ends; its start where none begins here. Peking University is no place."""
    token = text.tokens[index]
    if token.start == body.start or not _OF.search(token.gap):
        return token.start
    for name, kind in lexicon.phrases.get(token.word, ()):
        if kind == "placeName" and token.start + len(name) <= body.end and stands(text, name, token.start):
            return token.start + len(name)
    return token.end if token.traits & PLACE and not token.traits & COMMON else token.start
