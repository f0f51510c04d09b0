"""Names that stand alone: every word is weighed once, over all places where the document has it.

A word that follows a title, an initial or a forename anywhere is a surname everywhere; else what people do
(`said`), where lists name them, and the shape of the word are added up, and what speaks against it taken off.
"""

from __future__ import annotations

import itertools
from collections import Counter

from pecia.annotators.names import reasons
from pecia.annotators.names.around import bracketed, called, here, is_guessed, is_prefixed, signs
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
    PARTICLE,
    PEOPLE,
    PLACE,
    ROLE,
    STRONG,
    SURNAME,
    TITLE,
    WEAK,
    Lexicon,
)  # fmt: skip
from pecia.annotators.names.mentions import Mention, claim, name_of
from pecia.annotators.names.parts import Evidence, particle_start
from pecia.annotators.names.tokens import Text, Token

ENOUGH = 1.5
_LONG = 7
_DRIFT = 2.0
"""However often a word comes, this much is all that its many places add to the best one."""

_HARD = AFTER | FUNCTION | PEOPLE | ODD | INITIAL | ACRONYM | ORGANISATION


def weigh(text: Text, lexicon: Lexicon, evidence: Evidence) -> dict[str, float]:
    """For each word that may be a person's name (in lower case), what speaks for it in this document."""
    weights: dict[str, float] = {}
    best: dict[str, float] = {}
    seen: dict[str, float] = {}
    sums: dict[str, float] = {}
    places = [index for index, token in enumerate(text.tokens) if is_candidate(token, evidence)]
    for index in places:
        token = text.tokens[index]
        key = token.key
        if key not in weights:
            weights[key] = _prior(text, lexicon, token, evidence)
        if is_prefixed(lexicon, token):
            continue
        if not token.loud and not token.opening:
            seen[key] = min(seen.get(key, 0.0) + 0.25, 0.75)
        if not token.loud or bracketed(text, token) or called(text, lexicon, index) > 2.0:
            local = here(text, lexicon, index)
            sums[key] = min(max(sums.get(key, 0.0) + 0.25 * local, -_DRIFT), _DRIFT)
            best[key] = max(best.get(key, -3.0), local)
    for key, local in best.items():
        weights[key] += local + sums[key] + seen.get(key, 0.0)
    _spread(text, lexicon, places, weights)
    return weights


def is_candidate(token: Token, evidence: Evidence) -> bool:
    if token.kind or (token.traits & (TITLE | ROLE) and token.key not in evidence.surnames):
        return False
    return not token.traits & _HARD or (token.key in evidence.surnames and not token.traits & (FUNCTION | ODD))


def _prior(text: Text, lexicon: Lexicon, token: Token, evidence: Evidence) -> float:
    key, traits = token.key, token.traits
    weight = min(evidence.surnames.get(key, 0.0), 6.0) + 0.5 * min(evidence.forenames.get(key, 0.0), 4.0)
    weight += (
        1.5 if traits & SURNAME or (traits & FORENAME and not traits & NO_NAME) else 0.5 if traits & FORENAME else 0.0
    )
    weight += 1.0 if traits & STRONG else 0.4 if traits & WEAK else 0.0
    # Where every noun has a capital, that it is one says less against a surname of the list: it would have an article.
    usual = 1.2 if lexicon.nouns is not None and (traits & SURNAME or is_guessed(lexicon, token)) else 2.5
    weight -= usual if traits & (COMMON | ORG_HEAD | ROLE) else 0.0
    # Many a town is named after somebody: Kalinin, Washington.
    weight -= (1.5 if traits & SURNAME else 2.5) if traits & PLACE else 0.0
    weight -= 1.5 if lexicon.nouns is not None and _sounds_like_place(lexicon, token, evidence) else 0.0
    weight -= 4.0 if traits & PEOPLE else 0.0
    weight -= 1.5 if key in text.lower else 0.0
    if traits & (NO_NAME | SURNAME | FORENAME):
        return weight + (0.5 if not traits & NO_NAME else 0.0)
    return weight + (0.5 if not _is_everyday(lexicon, token.word) else -0.8)


def _sounds_like_place(lexicon: Lexicon, token: Token, evidence: Evidence) -> bool:
    """Pötzleinsdorf, Possenhofen: the ending of a place, on a word that no list has and nobody bears in this text."""
    if token.traits & (SURNAME | FORENAME) or token.key in evidence.surnames or len(token.key) < _LONG:
        return False
    return token.key.endswith(tuple(lexicon.data["places"].get("sure_suffixes", ())))


def _is_everyday(lexicon: Lexicon, word: str) -> bool:
    """A word of the dictionary, or two with a hyphen of which one is: Treason, Herald-Tribune."""
    return any(part.lower() in lexicon.everyday for part in word.split("-"))


def _spread(text: Text, lexicon: Lexicon, places: list[int], weights: dict[str, float]) -> None:
    """Who is named in one list with persons is a person: both ways along the list."""
    for order in (places, places[::-1]):
        for at, other in itertools.pairwise(order):
            left, right = sorted((at, other))
            if right - left != 1 or text.tokens[right].gap not in lexicon.ands:
                continue
            one, two = text.tokens[at].key, text.tokens[other].key
            if weights[one] >= ENOUGH + 0.5 and 0 <= weights[two] < ENOUGH:
                weights[two] += 1.0
    tokens = text.tokens
    for index in places:
        token = tokens[index]
        neighbours = [tokens[index - 1]] if index and token.gap in lexicon.ands else []
        if index + 1 < len(tokens) and tokens[index + 1].gap in lexicon.ands:
            neighbours.append(tokens[index + 1])
        kinds = {neighbour.kind for neighbour in neighbours}
        key = token.key
        if "persName" in kinds and 0 <= weights[key] < ENOUGH:
            weights[key] += 1.0
        elif "placeName" in kinds and weights[key] < 4.0:
            weights[key] -= 0.7


def standing_alone(
    text: Text, lexicon: Lexicon, weights: dict[str, float], evidence: Evidence, never: frozenset[str]
) -> list[Mention]:
    """The mentions by one name alone. Claims their tokens; compounds of two names give two mentions."""
    found = []
    seen = Counter(token.key for token in text.tokens)
    for index, token in enumerate(text.tokens):
        if token.kind or token.word in never:
            continue
        if "-" in token.word and (pair := _pair(text, lexicon, index, weights, evidence)):
            found += pair
        elif _accepted(text, lexicon, index, weights, evidence):
            mention = _alone(text, lexicon, index, weights)
            named = evidence.surnames.get(token.key, 0.0) >= 3.0
            mention.evidence = reasons.alone(text, lexicon, index, named=named)
            if seen[token.key] == 1 and reasons.only_listed(mention.evidence):
                mention.certainty = "medium"
            found.append(mention)
    return found


def _accepted(text: Text, lexicon: Lexicon, index: int, weights: dict[str, float], evidence: Evidence) -> bool:
    token = text.tokens[index]
    key = token.key
    if not is_candidate(token, evidence) or weights.get(key, 0.0) < ENOUGH:
        return False
    if token.traits & (FORENAME | SURNAME) and (signs(text, index) or called(text, lexicon, index) > 2.0):
        return True
    if is_prefixed(lexicon, token):
        return False
    quiet = not token.loud or bracketed(text, token)
    if not quiet and token.traits & (COMMON | FORENAME | PARTICLE) and not token.traits & SURNAME:
        return evidence.surnames.get(key, 0.0) > 0 and not token.traits & COMMON
    if token.traits & (COMMON | ROLE | ORG_HEAD | PEOPLE):
        return _common_as_name(text, lexicon, index)
    return True


def _common_as_name(text: Text, lexicon: Lexicon, index: int) -> bool:
    """An everyday word that is somebody's surname here: only where no everyday reading is at hand."""
    token = text.tokens[index]
    before = text.before(token)
    following = text.tokens[index + 1] if index + 1 < len(text.tokens) else None
    if token.opening and token.key in text.lower:
        return False
    if (
        before in lexicon.articles
        or before in lexicon.sure_cues
        or before == "of"
        or (_bound(text, index) and not called(text, lexicon, index))
    ):
        return False
    return not (following is not None and following.gap in (" ", " of ", " of the "))


def _bound(text: Text, index: int) -> bool:
    """A capital word right before it, other than the first of a sentence."""
    before = text.tokens[index - 1] if index else None
    if before is None or not text.joined(index):
        return False
    return not (before.opening and before.traits & (FUNCTION | COMMON))


def _alone(text: Text, lexicon: Lexicon, index: int, weights: dict[str, float]) -> Mention:
    claim(text, index, index, "persName")
    token = text.tokens[index]
    start = particle_start(text, lexicon, token)
    name = token.word if token.slip else name_of(text, start, token.end)
    sure = weights[token.key] >= ENOUGH + 2.0
    mention = Mention("persName", start, token.end, name, certainty="high" if sure else "medium")
    if token.traits & FORENAME and not token.traits & SURNAME and weights[token.key] < 5.0:
        mention.forenames = (token.word,)
    else:
        mention.surname = name
    return mention


def _pair(text: Text, lexicon: Lexicon, index: int, weights: dict[str, float], evidence: Evidence) -> list[Mention]:
    """`Bukharin-Rykov Trial` joins two persons, `Ter-Vaganyan` is one."""
    token = text.tokens[index]
    halves = token.word.split("-")
    if len(halves) != 2 or not all(_is_name(lexicon, half, weights, evidence) for half in halves):
        return []
    known = [_is_known(half, weights, evidence) for half in halves]
    listed = [bool(lexicon.traits(half) & SURNAME) for half in halves]
    following = text.tokens[index + 1] if index + 1 < len(text.tokens) else None
    event = following is not None and following.gap == " " and following.word in lexicon.events
    event = event or text.after(token.end).title() in lexicon.events
    if not (all(known) or (event and not any(lexicon.traits(half) & (PLACE | PEOPLE) for half in halves))
            or (any(known) and all(a or b for a, b in zip(known, listed, strict=True)))):  # fmt: skip
        return []
    claim(text, index, index, "persName")
    why = ("two surnames, joined by a hyphen",)
    middle = token.start + len(halves[0])
    return [
        Mention("persName", token.start, middle, halves[0], surname=halves[0], certainty="medium", evidence=why),
        Mention("persName", middle + 1, token.end, halves[1], surname=halves[1], certainty="medium", evidence=why),
    ]


def _is_name(lexicon: Lexicon, half: str, weights: dict[str, float], evidence: Evidence) -> bool:
    return _is_known(half, weights, evidence) or not lexicon.traits(half) & NO_NAME


def _is_known(half: str, weights: dict[str, float], evidence: Evidence) -> bool:
    return weights.get(half.lower(), 0.0) >= ENOUGH or evidence.surnames.get(half.lower(), 0.0) >= 3.0
