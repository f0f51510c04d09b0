"""Names that stand alone: every word is weighed once, over all places where the document has it.

A word that follows a title, an initial or a forename anywhere is a surname everywhere; else what people do
(`said`), where lists name them, and the shape of the word are added up, and what speaks against it taken off.
"""

from __future__ import annotations

import itertools
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
from pecia.annotators.names.persons import Evidence, particle_start
from pecia.annotators.names.tokens import HIDDEN, Text, Token

ENOUGH = 1.5
_DRIFT = 2.0
"""However often a word comes, this much is all that its many places add to the best one."""

# A cautious Hoosier, his Sherman: one of many, of the same name.
_KIND_OF = re.compile(r"\b[Aa]n? [a-z][a-z-]+ $")
_PREFIXED = re.compile(r"[a-z]-$")
_DESCRIBED = re.compile(r", ([a-z]+) [a-z]")
_AFTER_COMMA = re.compile(r"([^\W\d_-]+), $")
_NOT_PART = ROLE | TITLE | PEOPLE | COMMON
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
        if _is_prefixed(lexicon, token):
            continue
        if not token.loud and not token.opening:
            seen[key] = min(seen.get(key, 0.0) + 0.25, 0.75)
        if not token.loud or _bracketed(text, token) or _called(text, lexicon, index) > 2.0:
            here = _here(text, lexicon, index)
            sums[key] = min(max(sums.get(key, 0.0) + 0.25 * here, -_DRIFT), _DRIFT)
            best[key] = max(best.get(key, -3.0), here)
    for key, here in best.items():
        weights[key] += here + sums[key] + seen.get(key, 0.0)
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
    usual = 1.2 if lexicon.nouns is not None and traits & SURNAME else 2.5
    weight -= usual if traits & (COMMON | ORG_HEAD | ROLE) else 0.0
    # Many a town is named after somebody: Kalinin, Washington.
    weight -= (1.5 if traits & SURNAME else 2.5) if traits & PLACE else 0.0
    weight -= 4.0 if traits & PEOPLE else 0.0
    weight -= 1.5 if key in text.lower else 0.0
    return weight + (0.5 if not traits & NO_NAME else 0.0)


def _here(text: Text, lexicon: Lexicon, index: int) -> float:
    """What this one place says: the words right before and after."""
    token = text.tokens[index]
    before, after = _word_before(text, lexicon, index), text.after(token.end)
    possessive = text.possessive(token.end)
    weight = 0.0
    if after in lexicon.sure_verbs and not possessive:
        weight += 2.0
    elif after in lexicon.verbs and not possessive:
        weight += 1.0
    elif after.endswith(lexicon.persons.endings) and len(after) > 4 and after.islower() and not possessive:
        weight += 0.6
    weight += 0.5 if before in lexicon.before else 0.0
    weight += _introduced(text, lexicon, token, before)
    weight += 0.6 if possessive else 0.0
    weight += 1.0 if token.slip and _has_twin(text, index) else 0.0
    weight += 0.5 if after == lexicon.toward and before and before not in lexicon.cues else 0.0
    weight += _apposition(text, lexicon, token)
    if before in lexicon.articles:
        joined = text.reading[token.end : token.end + 1] in ("-", "–", HIDDEN)
        alone = (not after and not joined) or after in lexicon.verbs
        weight -= 2.0 if alone and lexicon.nouns is None else 0.4
        weight += 1.1 if before in lexicon.with_article and not token.traits & NO_NAME else 0.0
    elif lexicon.bare:
        weight += _bareness(text, lexicon, index)
    weight += _called(text, lexicon, index)
    if before in lexicon.sure_cues and not possessive:
        weight -= 1.5
    if _KIND_OF.search(token.gap) or (before in lexicon.owned and not token.traits & FORENAME and not possessive):
        weight -= 1.5
    if token.opening and token.traits & NO_NAME:
        weight -= 1.0
    if _signs(text, index) or _bracketed(text, token):
        weight += 4.0 if token.traits & COMMON else 1.5
    return weight - _attached(text, lexicon, index)


def _word_before(text: Text, lexicon: Lexicon, index: int) -> str:
    """The word before a token, in lower case; where nouns have capitals, also the first word of a sentence."""
    token = text.tokens[index]
    before = text.before(token)
    if before or not index or lexicon.nouns is None or not text.joined(index):
        return before
    first = text.tokens[index - 1]
    return first.word.lower() if first.opening and not lexicon.nouns.is_listed(first.word) else ""


def _introduced(text: Text, lexicon: Lexicon, token: Token, before: str) -> float:
    """The word before it speaks of a person: his son Ibrahim, young Leonardo, a colonel named Sève."""
    cues = lexicon.persons
    if before in cues.namers:
        return 1.5
    if before in cues.kin:
        return 1.2 + (1.5 if _KIND_OF.search(token.gap) else 0.0)
    if before in cues.epithets:
        return 1.0
    found = _AFTER_COMMA.search(token.gap)
    apart = found is not None and found[1] in cues.kin and text.reading.startswith(",", token.end)
    return 1.0 if apart else 0.0


def _bareness(text: Text, lexicon: Lexicon, index: int) -> float:
    """What it says that no article and no adjective stands before: a noun would have one, a name has none."""
    token = text.tokens[index]
    before = _word_before(text, lexicon, index)
    if before in lexicon.articles or lexicon.is_adjective(before) or token.traits & (COMMON | SURNAME) == COMMON:
        return 0.0
    return lexicon.bare / 2 if token.opening else lexicon.bare


def _has_twin(text: Text, index: int) -> bool:
    """The slip ran two names together."""
    around = text.tokens[max(0, index - 1) : index + 2]
    return any(other.slip and other.gap == "" for other in around[1:])


def _called(text: Text, lexicon: Lexicon, index: int) -> float:
    """What the capital word before it says: an office, or the greeting of a letter."""
    if not index or not text.joined(index):
        return 0.0
    before = text.tokens[index - 1]
    if before.word in lexicon.greetings:
        return 3.0
    if before.word.lower() in lexicon.persons.epithets and before.opening:
        return 1.0
    return 1.5 if before.traits & ROLE and not before.kind else 0.0


def _apposition(text: Text, lexicon: Lexicon, token: Token) -> float:
    """`, who …` after the name."""
    if lexicon.who.match(text.reading, token.end):
        return 1.5
    described = _DESCRIBED.match(text.reading, token.end)
    return 0.8 if described and described[1] in lexicon.articles and not token.traits & PLACE else 0.0


def _attached(text: Text, lexicon: Lexicon, index: int) -> float:
    """It belongs to a longer capital phrase, and so may be no name of its own."""
    weight = 0.0
    following = text.tokens[index + 1] if index + 1 < len(text.tokens) else None
    # Where every noun has a capital, one that follows need not belong to the name.
    loose = PEOPLE | FUNCTION | TITLE | ROLE | (COMMON if lexicon.nouns is not None else 0)
    if following is not None and following.gap == " " and not following.kind and not following.traits & loose:
        weight += 0.0 if following.word in lexicon.events or following.word in lexicon.rulers else 0.7
    before = text.tokens[index - 1] if index else None
    if text.joined(index) and before is not None and not before.kind and not before.traits & _NOT_PART:
        weight += 0.7
    return weight


def _is_prefixed(lexicon: Lexicon, token: Token) -> bool:
    """`the post-Stalin years`: an adjective made of a name, and no name; but `al-Sadat` is one."""
    if token.gap[-1:] != "-" or not _PREFIXED.search(token.gap):
        return False
    return token.gap.rsplit(None, 1)[-1][:-1] not in lexicon.persons.hyphened


def _signs(text: Text, index: int) -> bool:
    """A line of its own that is nothing but a name: the signature below a letter."""
    token = text.tokens[index]
    block = text.document.blocks[token.block]
    if len(block.span) > len(token.word) + 3 or len(token.word) < 3:
        return False
    return not token.traits & NO_NAME or bool(token.traits & (FORENAME | SURNAME) and not token.traits & PLACE)


def _bracketed(text: Text, token: Token) -> bool:
    """Alone in brackets, after an office: `the Assistant Secretary (Merchant)`."""
    alone = token.gap.endswith(" (") and text.reading.startswith(")", token.end)
    return alone and (not token.traits & NO_NAME or bool(token.traits & SURNAME))


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
    for index, token in enumerate(text.tokens):
        if token.kind or token.word in never:
            continue
        if "-" in token.word and (pair := _pair(text, lexicon, index, weights, evidence)):
            found += pair
        elif _accepted(text, lexicon, index, weights, evidence):
            found.append(_alone(text, lexicon, index, weights))
    return found


def _accepted(text: Text, lexicon: Lexicon, index: int, weights: dict[str, float], evidence: Evidence) -> bool:
    token = text.tokens[index]
    key = token.key
    if not is_candidate(token, evidence) or weights.get(key, 0.0) < ENOUGH:
        return False
    if token.traits & (FORENAME | SURNAME) and (_signs(text, index) or _called(text, lexicon, index) > 2.0):
        return True
    if _is_prefixed(lexicon, token):
        return False
    if token.loud and token.traits & (COMMON | FORENAME | PARTICLE) and not token.traits & SURNAME:
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
        or (_bound(text, index) and not _called(text, lexicon, index))
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
    middle = token.start + len(halves[0])
    return [
        Mention("persName", token.start, middle, halves[0], surname=halves[0], certainty="medium"),
        Mention("persName", middle + 1, token.end, halves[1], surname=halves[1], certainty="medium"),
    ]


def _is_name(lexicon: Lexicon, half: str, weights: dict[str, float], evidence: Evidence) -> bool:
    return _is_known(half, weights, evidence) or not lexicon.traits(half) & NO_NAME


def _is_known(half: str, weights: dict[str, float], evidence: Evidence) -> bool:
    return weights.get(half.lower(), 0.0) >= ENOUGH or evidence.surnames.get(half.lower(), 0.0) >= 3.0
