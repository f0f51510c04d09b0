"""Names of several words that a list or the register has: the longest one at a place counts."""

from __future__ import annotations

from pecia.annotators.names.lexicon import Lexicon, straight
from pecia.annotators.names.mentions import Mention, claim, name_of
from pecia.annotators.names.tokens import NAMES, Text
from pecia.core.register import Register

Phrases = dict[str, tuple[tuple[str, str], ...]]

_LISTS = {"persName": "persons", "placeName": "places", "orgName": "organisations"}
_KINDS = {"person": "persName", "place": "placeName", "org": "orgName"}


def register_phrases(register: Register) -> Phrases:
    """Every name in the register that is more than a single word, by its first word."""
    names = [
        (straight(name), _KINDS[entity.kind])
        for entity in register.entities
        if entity.kind in _KINDS
        for name in entity.names()
        if "," not in name and (" " in name or entity.kind != "person")
    ]
    index: dict[str, list[tuple[str, str]]] = {}
    for name, kind in names:
        first = name.replace("-", " ").replace("(", " ").split(" ")[0].rstrip(".")
        index.setdefault(first, []).append((name, kind))
    return {first: tuple(sorted(found, key=lambda n: (-len(n[0]), n))) for first, found in index.items()}


def known_phrases(text: Text, phrases: Phrases, *, registered: bool = False) -> list[Mention]:
    """The places where a name of the list (or of the register) stands, word for word. Claims their tokens."""
    found = []
    covered = 0
    for index, token in enumerate(text.tokens):
        if token.start < covered or token.kind or token.slip:
            continue
        candidates = phrases.get(token.word) or phrases.get(token.word.partition("-")[0], ())
        name = next((n for n in candidates if stands(text, n[0], token.start, loud=token.loud)), None)
        if name is None or (len(name[0]) <= len(token.word) and token.loud and len(name[0]) < 4):
            continue
        written, kind = name
        covered = token.start + len(written)
        last = index
        while last + 1 < len(text.tokens) and text.tokens[last + 1].start < covered:
            last += 1
        inside = covered <= text.document.blocks[token.block].span.end
        if text.tokens[last].end > covered + 1 or kind not in NAMES or not inside:
            continue
        claim(text, index, last, kind)
        reason = "in the register" if registered else f"in the list of {_LISTS[kind]}"
        said = name_of(text, token.start, covered)
        found.append(Mention(kind, token.start, covered, said, evidence=(reason,)))
    return found


def stands(text: Text, name: str, start: int, *, loud: bool = False) -> bool:
    """True when the name stands here (in capitals, where all is loud), and goes on no further."""
    end = start + len(name)
    if not text.reading.startswith(name, start) and not (loud and text.reading.startswith(name.upper(), start)):
        return False
    after = text.reading[end : end + 2]
    # U.S.-Soviet is an adjective.
    return not after[:1].isalnum() and not (after[:1] == "-" and after[1:].isupper())


def _is_bare(text: Text, lexicon: Lexicon, index: int) -> bool:
    """No article, no other capital beside it: the Congress of that place is another."""
    token = text.tokens[index]
    following = text.tokens[index + 1] if index + 1 < len(text.tokens) else None
    alone = following is None or following.gap not in (" ", " of ", " of the ", " for ")
    before = text.before(token)
    return (
        alone
        and not token.loud
        and not (index and text.joined(index))
        and (before == "" or before in lexicon.before_bodies)
    )


def single_organisations(text: Text, lexicon: Lexicon) -> list[Mention]:
    """Bodies of one word that a list names: `Politburo`, `NATO`."""
    found = []
    for index, token in enumerate(text.tokens):
        bare = token.word in lexicon.bodies and _is_bare(text, lexicon, index)
        if not token.kind and (bare or token.word in lexicon.organisations):
            claim(text, index, index, "orgName")
            reason = ("in the list of organisations",)
            found.append(Mention("orgName", token.start, token.end, token.word, evidence=reason))
    return found
