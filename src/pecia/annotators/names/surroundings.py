"""Places that no list has, by what stands around them: unknown words that stand where places stand.

Every mention of a word in the document adds to its weight; what persons do takes away from it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Set
from dataclasses import dataclass

from pecia.annotators.names.lexicon import COMPASS, FORENAME, FUNCTION, NO_NAME, PEOPLE, PLACE, SURNAME, Lexicon
from pecia.annotators.names.mentions import Mention
from pecia.annotators.names.places import compass, cue, mention
from pecia.annotators.names.tokens import HIDDEN, Text

_ENOUGH = 2.0
_DATED = re.compile(rf"[.,]? ?{HIDDEN}")
"""A dateline: the place, and right after it the date."""
_LISTED = (", ", " and ", ", and ", " or ", " and the ", ", and the ", ", the ")
_ALONG = re.compile(r"([^\W\d_]+) ([^\W\d_]+) $")
_DEED = re.compile(r"([^\W\d_]+) $")


@dataclass(frozen=True, slots=True)
class _Signs:
    kinds: frozenset[str]
    takers: frozenset[str]
    perhaps: frozenset[str]
    endings: tuple[str, ...]
    firm: frozenset[str]
    along: frozenset[str]
    kind: re.Pattern[str]


def _signs(lexicon: Lexicon) -> _Signs:
    data = lexicon.data["places"]
    return _Signs(
        frozenset(data["kinds"]), frozenset(data.get("takers", ())), frozenset(data.get("perhaps_takers", ())),
        tuple(data["suffixes"]), frozenset(data.get("firm_cues", ())), frozenset(data.get("along", ())),
        re.compile(rf"\b([^\W\d_]+) (?:{'|'.join(map(re.escape, data.get('of', ('of ', 'of the '))))})$"),
    )  # fmt: skip


def by_context(text: Text, lexicon: Lexicon, likely: Set[str], surnames: Set[str]) -> list[Mention]:
    """The unknown words that stand where places stand, more often than where persons do.

    `likely` are words (in lower case) that somebody seems to be called by; `surnames` those of which the text leaves
    no doubt: where it speaks of a siege of the others, they are places all the same.
    """
    signs = _signs(lexicon)
    persons = likely - (_placed(text, lexicon, signs) - surnames)
    weights: dict[str, float] = {}
    reasons: dict[str, list[str]] = {}
    runs = [run for index in range(len(text.tokens)) if (run := _run(text, lexicon, index, persons))]
    for first, last in runs:
        word = _key(text, first, last)
        weight, why = _weight(text, lexicon, signs, first, last)
        weights[word] = weights.get(word, 0.0) + weight
        if why:
            reasons.setdefault(word, []).append(why)
    _spread(text, lexicon, runs, weights, reasons)
    found = []
    for first, last in runs:
        word = _key(text, first, last)
        ending = 1.5 if word.endswith(signs.endings) and len(word) > 5 else 0.0
        if weights[word] + ending < _ENOUGH or (last > first and not reasons.get(word)):
            continue
        said = [*dict.fromkeys(reasons.get(word, [])), *(["an ending that places have"] if ending else [])]
        said = said or ["it stands where places stand"]
        found.append(mention(text, compass(text, first), last, *said[:3], certainty="medium"))
    return found


def _placed(text: Text, lexicon: Lexicon, signs: _Signs) -> set[str]:
    """The words of which a place is spoken outright: the siege of X; round X and Y, where nobody knows an X either."""
    words = set()
    often = _often(text, lexicon)
    for index, token in enumerate(text.tokens):
        before = text.tokens[index - 1] if index else None
        listed = (
            before is not None
            and token.gap in _LISTED
            and not before.traits & (NO_NAME | FORENAME | SURNAME)
            and cue(text, index - 1) in lexicon.sure_cues
            and not token.traits & (FORENAME | SURNAME)
        )
        unknown = not token.traits & (FORENAME | SURNAME)
        firm = unknown and cue(text, index) in signs.firm and not text.possessive(token.end)
        firm = firm or (unknown and token.key in often)
        if not token.kind and (listed or firm or _kind(signs, token.gap)):
            words.add(token.key)
    return words


def _often(text: Text, lexicon: Lexicon) -> frozenset[str]:
    """Words so often after what leads to a place (à Fargniers) that they are one, where a language says so."""
    enough = lexicon.data["places"].get("firm_from", 0)
    if not enough:
        return frozenset()
    seen = Counter(t.key for i, t in enumerate(text.tokens) if not t.kind and cue(text, i) in lexicon.sure_cues)
    return frozenset(word for word, many in seen.items() if many >= enough)


def _kind(signs: _Signs, gap: str) -> str:
    """The kind of place whose name the gap leads to (`siege of `), or ""."""
    found = signs.kind.search(gap)
    return found[1] if found and found[1].lower() in signs.kinds else ""


def _key(text: Text, first: int, last: int) -> str:
    return " ".join(token.word for token in text.tokens[first : last + 1])


def _run(text: Text, lexicon: Lexicon, index: int, persons: Container[str]) -> tuple[int, int] | None:
    """One unknown word, or two that stand together and nothing else beside them (`Nové Zámky`)."""
    if not _is_open(text, lexicon, index, persons):
        return None
    if index and text.joined(index) and not text.tokens[index - 1].kind and _is_open(text, lexicon, index - 1, persons):
        return None
    last = index
    while last + 1 < len(text.tokens) and text.joined(last + 1) and _is_open(text, lexicon, last + 1, persons):
        last += 1
    if last - index > 1:
        return None
    while last + 1 < len(text.tokens) and last - index < 5 and _is_linked(text, lexicon, last + 1):
        last += 1
    return index, last


def _is_linked(text: Text, lexicon: Lexicon, index: int) -> bool:
    """The name goes on: Cabezas de San Juan."""
    token = text.tokens[index]
    if token.kind == "placeName" and text.joined(index) and text.tokens[index - 1].kind == "placeName":
        return True
    links = lexicon.data["places"].get("links", ())
    return token.gap.strip() in links and token.kind in ("", "placeName") and not token.traits & FUNCTION


def _is_open(text: Text, lexicon: Lexicon, index: int, persons: Container[str]) -> bool:
    token = text.tokens[index]
    blocked = NO_NAME | FORENAME
    if token.kind or token.loud or token.traits & blocked or token.key in persons:
        return False
    # Indo-Pakistan, Pakistan-Afghan: what is between two countries is no third.
    parts = [lexicon.traits(part) for part in token.word.split("-")]
    adjective = bool((parts[0] | parts[-1]) & PEOPLE)
    joint = len(parts) > 1 and (adjective or all(part & PLACE for part in parts))
    return token.key not in text.lower and not joint


def _weight(text: Text, lexicon: Lexicon, signs: _Signs, first: int, last: int) -> tuple[float, str]:
    """What this one place says, and in which words."""
    token, end = text.tokens[first], text.tokens[last].end
    weight, why = _before(text, lexicon, signs, first, end)
    following = text.tokens[last + 1] if last + 1 < len(text.tokens) else None
    before = cue(text, first)
    if following is not None and following.gap in (", ", " in ") and following.kind == "placeName":
        weight += 1.5 if before in lexicon.cues else 0.5
    after = text.after(end)
    if after in lexicon.sure_verbs or (after in lexicon.verbs and weight < 2.0):
        weight -= 1.5
    if _DATED.match(text.reading, end) and text.document.blocks[token.block].span.start == token.start:
        weight, why = weight + 2.0, why or "a date after it"
    if following is not None and following.gap in (" ", " of ") and not following.traits & FUNCTION:
        # Spellman of New York is somebody.
        weight -= 1.0
    if last > first and token.traits & SURNAME:
        weight -= 1.0
    return weight, why


def _before(text: Text, lexicon: Lexicon, signs: _Signs, first: int, end: int) -> tuple[float, str]:
    token = text.tokens[first]
    before = cue(text, first)
    if before in lexicon.sure_cues:
        possessive = text.possessive(end)
        return (-0.5, "") if possessive else (2.0, f"after “{before}”")
    if before == lexicon.toward and lexicon.moves.search(token.gap):
        return 2.0, "somebody goes there"
    if kind := _kind(signs, token.gap):
        return 3.0, f"“{kind} of” it"
    previous = text.tokens[first - 1] if first else None
    if previous is not None and token.gap in (" of ", " of the ") and previous.traits & COMPASS:
        return 2.0, f"“{previous.word} of” it"
    deed = _DEED.search(token.gap)
    if deed and deed[1] in signs.takers:
        return 2.0, f"after “{deed[1]}”"
    if deed and deed[1] in signs.perhaps:
        return 0.7, f"after “{deed[1]}”"
    along = _ALONG.search(token.gap)
    if along and along[2] in lexicon.articles and along[1] in signs.along:
        return 2.0, f"after “{along[1]} {along[2]}”"
    return (0.5, "") if before in lexicon.cues else (0.0, "")


def _spread(
    text: Text,
    lexicon: Lexicon,
    runs: list[tuple[int, int]],
    weights: dict[str, float],
    reasons: dict[str, list[str]],
) -> None:
    """Who is named in one list with places is a place: along the list both ways."""
    for order in (runs, runs[::-1]):
        for first, last in order:
            word = _key(text, first, last)
            if not 0.0 <= weights[word] < _ENOUGH:
                continue
            if _neighbours(text, first, last, weights):
                weights[word] += 2.0 if first and cue(text, first - 1) in lexicon.sure_cues else 1.5
                reasons.setdefault(word, []).append("in a list with places")


def _neighbours(text: Text, first: int, last: int, weights: dict[str, float]) -> bool:
    tokens = text.tokens
    left = tokens[first - 1] if first and tokens[first].gap in _LISTED else None
    right = tokens[last + 1] if last + 1 < len(tokens) and tokens[last + 1].gap in _LISTED else None
    return any(
        other is not None
        and (other.kind == "placeName" or (not other.kind and weights.get(other.word, 0.0) >= _ENOUGH))
        for other in (left, right)
    )
