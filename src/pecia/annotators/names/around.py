"""What one place of a word says for or against a person: the words right before and after it."""

from __future__ import annotations

import re

from pecia.annotators.names.lexicon import (
    COMMON,
    FORENAME,
    FUNCTION,
    NO_NAME,
    PEOPLE,
    PLACE,
    ROLE,
    SURNAME,
    TITLE,
    Lexicon,
)
from pecia.annotators.names.tokens import HIDDEN, Text, Token

# A cautious Hoosier, his Sherman: one of many, of the same name.
_KIND_OF = re.compile(r"\b[Aa]n? [a-z][a-z-]+ $")
_DESCRIBED = re.compile(r", ([a-z]+) [a-z]")
_PREFIXED = re.compile(r"[a-z]-$")
_VERB_BEFORE = re.compile(r"([^\W\d_]+) [^\W\d_]+ $")
_AFTER_COMMA = re.compile(r"([^\W\d_-]+), $")
_NOT_PART = ROLE | TITLE | PEOPLE | COMMON


def here(text: Text, lexicon: Lexicon, index: int) -> float:
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
        weight += _with_article(text, lexicon, token, before, after)
    elif lexicon.bare:
        weight += _bareness(text, lexicon, index)
    weight += called(text, lexicon, index)
    if before in lexicon.sure_cues and not possessive:
        weight -= 1.5
    if _KIND_OF.search(token.gap) or (before in lexicon.owned and not token.traits & FORENAME and not possessive):
        weight -= 1.5
    if token.opening and token.traits & NO_NAME:
        weight -= 1.0
    if signs(text, index) or bracketed(text, token):
        weight += 4.0 if token.traits & COMMON else 1.5
    return weight - _attached(text, lexicon, index)


def _with_article(text: Text, lexicon: Lexicon, token: Token, before: str, after: str) -> float:
    """What an article before it says: mostly that it is no name; but of a family: chez les Fresnay."""
    if lexicon.persons.families and token.gap.endswith(lexicon.persons.families):
        return 1.5
    joined = text.reading[token.end : token.end + 1] in ("-", "–", HIDDEN)
    alone = (not after and not joined) or after in lexicon.verbs
    weight = -2.0 if alone and lexicon.nouns is None else -0.4
    return weight + (1.1 if before in lexicon.with_article and not token.traits & NO_NAME else 0.0)


def _introduced(text: Text, lexicon: Lexicon, token: Token, before: str) -> float:
    """The word before it speaks of a person: his son Ibrahim, young Leonardo, a colonel named Sève."""
    cues = lexicon.persons
    if before in cues.namers:
        return 1.5
    if before in cues.kin:
        return 1.2 + (1.5 if _KIND_OF.search(token.gap) else 0.0)
    if before in cues.epithets:
        return 1.0
    if before == lexicon.toward and (told := _VERB_BEFORE.search(token.gap)) and told[1] in lexicon.verbs:
        # wrote to Marysieńka; but went to Verona.
        return 0.0 if lexicon.moves.search(token.gap) else 1.2
    found = _AFTER_COMMA.search(token.gap)
    apart = found is not None and found[1] in cues.kin and text.reading.startswith(",", token.end)
    return 1.0 if apart else 0.0


def introduction(text: Text, lexicon: Lexicon, index: int) -> str:
    """The word before it that speaks of a person (`son`, `young`, `named`), or ""."""
    token, cues = text.tokens[index], lexicon.persons
    before = text.before(token)
    return before if before in cues.namers or before in cues.kin or before in cues.epithets else ""


def _bareness(text: Text, lexicon: Lexicon, index: int) -> float:
    """What it says that no article and no adjective stands before: a noun would have one, a name has none."""
    token = text.tokens[index]
    before = _word_before(text, lexicon, index)
    if before in lexicon.articles or lexicon.is_adjective(before):
        return 0.0
    if token.traits & (COMMON | SURNAME) == COMMON and not is_guessed(lexicon, token):
        return 0.0
    return lexicon.bare / 2 if token.opening else lexicon.bare


def is_guessed(lexicon: Lexicon, token: Token) -> bool:
    """A noun by its shape alone, which no list has, and a short one at that: Sandrock, Zwanziger."""
    if lexicon.nouns is None or not token.traits & COMMON or token.traits & (ROLE | TITLE | PEOPLE):
        return False
    return len(token.word) < 10 and not lexicon.nouns.is_made(token.word)


def _has_twin(text: Text, index: int) -> bool:
    """The slip ran two names together."""
    around = text.tokens[max(0, index - 1) : index + 2]
    return any(other.slip and other.gap == "" for other in around[1:])


def called(text: Text, lexicon: Lexicon, index: int) -> float:
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
    if lexicon.persons.coupled and text.reading.startswith(lexicon.persons.coupled, token.end):
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


def is_prefixed(lexicon: Lexicon, token: Token) -> bool:
    """`the post-Stalin years`: an adjective made of a name, and no name; but `al-Sadat` is one."""
    if token.gap[-1:] != "-" or not _PREFIXED.search(token.gap):
        return False
    return token.gap.rsplit(None, 1)[-1][:-1] not in lexicon.persons.hyphened


def signs(text: Text, index: int) -> bool:
    """A line of its own that is nothing but a name: the signature below a letter."""
    token = text.tokens[index]
    block = text.document.blocks[token.block]
    if len(block.span) > len(token.word) + 3 or len(token.word) < 3:
        return False
    return not token.traits & NO_NAME or bool(token.traits & (FORENAME | SURNAME) and not token.traits & PLACE)


def bracketed(text: Text, token: Token) -> bool:
    """Alone in brackets, after an office: `the Assistant Secretary (Merchant)`."""
    alone = token.gap.endswith(" (") and text.reading.startswith(")", token.end)
    return alone and (not token.traits & NO_NAME or bool(token.traits & SURNAME))


def _word_before(text: Text, lexicon: Lexicon, index: int) -> str:
    """The word before a token, in lower case; also the first word of a sentence, if every sentence may have it."""
    token = text.tokens[index]
    before = text.before(token)
    if before or not index or not text.joined(index):
        return before
    first = text.tokens[index - 1]
    if lexicon.nouns is None:
        return first.word.lower() if first.opening and first.traits & FUNCTION and not first.kind else ""
    return first.word.lower() if first.opening and not lexicon.nouns.is_listed(first.word) else ""
