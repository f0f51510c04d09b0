"""Names older than surnames, such as `Henry of Huntingdon` and `Nicholas I`; and words that look like something else.

What is read here is read before the lists claim the places inside such names.
"""

from __future__ import annotations

import re

from pecia.annotators.names.lexicon import (
    COMMON,
    FORENAME,
    FUNCTION,
    INITIAL,
    NO_NAME,
    ORGANISATION,
    PLACE,
    ROLE,
    ROMAN,
    SURNAME,
    TITLE,
    Lexicon,
)
from pecia.annotators.names.mentions import Mention, claim, name_of
from pecia.annotators.names.parts import Evidence
from pecia.annotators.names.tokens import Text, Token

_LONGEST_THING = 3
_OTHERS = TITLE | ROLE | SURNAME | ORGANISATION | PLACE
_COUNTED = frozenset("IVX")
# `I` is the pronoun, unless what follows cannot be its verb.
_NO_VERB = re.compile(r"[,;:.)!?]|'s|$|\n| (?:of|and|in|or)\b")
_GIVEN = re.compile(r"-[a-z]{2,7}$")
_ASKED = re.compile(r"[^.!?\n]*\?")


def read_again(text: Text, lexicon: Lexicon) -> None:
    """Give the words their right traits where their place says more than the lists: `Charles I`, `Will Thorne`."""
    for index, token in enumerate(text.tokens):
        if token.word == "I" and token.traits & INITIAL and token.gap in lexicon.ands:
            token.traits = FUNCTION  # … and I. There the sentence ends.
        elif token.word == "A" and _before_initial(text, index):
            token.traits = INITIAL
        elif token.word in _COUNTED and token.traits & INITIAL and _is_regnal(text, lexicon, index):
            token.traits = ROMAN
        elif token.word in lexicon.family_first and _before_given(text, index):
            token.traits = FORENAME
        elif token.traits & FUNCTION and token.traits & FORENAME and _is_forename(text, index):
            token.traits &= ~FUNCTION
        elif index and token.gap == " " and text.tokens[index - 1].word in lexicon.bearers and not token.kind:
            # An operation, a ship: named after somebody or some place, but neither.
            token.kind = "never"


def withhold_things(text: Text, lexicon: Lexicon) -> None:
    """`the newspaper Sovetskaya Rossiya`, `the brig Maria`: what has a name there is no person, unless it acts."""
    for index, token in enumerate(text.tokens):
        if token.kind or text.before(token) not in lexicon.persons.things or token.traits & _OTHERS:
            continue
        last = index
        while last + 1 < len(text.tokens) and text.joined(last + 1) and not text.tokens[last + 1].kind:
            last += 1
        end = text.tokens[last].end
        if last - index < _LONGEST_THING and text.after(end) not in lexicon.verbs and not text.possessive(end):
            claim(text, index, last, "never")


def _before_initial(text: Text, index: int) -> bool:
    """`A L Barbauld`: no article stands before an initial."""
    following = text.tokens[index + 1] if index + 1 < len(text.tokens) else None
    return following is not None and following.gap == " " and bool(following.traits & INITIAL) and following.word != "I"


def _before_given(text: Text, index: int) -> bool:
    """`Park Chung-hee`: what looks like a park is a family's name before a given one."""
    following = text.tokens[index + 1] if index + 1 < len(text.tokens) else None
    return following is not None and following.gap == " " and bool(_GIVEN.search(following.word))


def _is_regnal(text: Text, lexicon: Lexicon, index: int) -> bool:
    token = text.tokens[index]
    if not index or not text.joined(index) or text.reading[token.end - 1] == "." or token.loud:
        return False
    before = text.tokens[index - 1]
    crowned = _crowned(text, lexicon, index)
    if before.kind or before.traits & (TITLE | FUNCTION) or not (before.traits & FORENAME or crowned):
        return False
    return token.word != "I" or crowned or bool(_NO_VERB.match(text.reading, token.end))


def _crowned(text: Text, lexicon: Lexicon, index: int) -> bool:
    """A king's or a pope's title stands before the word before."""
    title = text.tokens[index - 2] if index > 1 and text.joined(index - 1) else None
    return title is not None and bool(title.traits & ROLE) and title.word in lexicon.royal


def _is_forename(text: Text, index: int) -> bool:
    """`Will`: within a sentence always somebody; at its beginning only before a surname, and not in a question."""
    token = text.tokens[index]
    if token.loud:
        return False
    if not token.opening:
        return True
    following = text.tokens[index + 1] if index + 1 < len(text.tokens) else None
    if following is None or following.gap != " " or following.traits & (PLACE | COMMON):
        return False
    if not following.traits & SURNAME and following.traits & NO_NAME:
        return False
    return not _ASKED.match(text.reading, following.end, following.end + 400)


def nobles(text: Text, lexicon: Lexicon, evidence: Evidence) -> list[Mention]:
    """`the Duke of Wellington`: who is called by a rank and a land has no other name there. Claims their tokens.

    After a person's name and a comma it only says what that one is, and the land is a place.
    """
    found = []
    for index in range(len(text.tokens) - 1):
        rank, land = text.tokens[index], text.tokens[index + 1]
        if rank.word not in lexicon.persons.nobles or rank.loud or rank.kind or land.kind or land.gap != " of ":
            continue
        if rank.gap == ", " and index and text.tokens[index - 1].traits & (FORENAME | SURNAME | ROMAN):
            continue
        if _is_origin(text, index + 1):
            claim(text, index, index + 1, "persName")
            said = name_of(text, rank.start, land.end)
            mention = Mention("persName", rank.start, land.end, said, (), f"of {land.word}", rank.word)
            mention.evidence = (f"the rank “{rank.word}” and the name of a land",)
            mention.certainty = "medium"
            found.append(mention)
            if land.traits & SURNAME:
                evidence.surname(land.key, 3.0)
    return found


def bynames(text: Text, lexicon: Lexicon, evidence: Evidence) -> list[Mention]:
    """A forename and where its bearer comes from. Claims their tokens."""
    found = []
    for index in range(len(text.tokens) - 1):
        token, origin = text.tokens[index], text.tokens[index + 1]
        if origin.gap != " of " or token.kind or origin.kind or token.loud or token.block != origin.block:
            continue
        if _is_given(text, lexicon, index) and _is_origin(text, index + 1):
            claim(text, index, index + 1, "persName")
            name = name_of(text, token.start, origin.end)
            mention = Mention("persName", token.start, origin.end, name, (token.word,), f"of {origin.word}")
            mention.evidence = (f"the forename “{token.word}” and where its bearer comes from",)
            found.append(mention)
            key = token.key
            evidence.forenames[key] = evidence.forenames.get(key, 0.0) + 3.0
    return found


def _is_given(text: Text, lexicon: Lexicon, index: int) -> bool:
    token = text.tokens[index]
    if not token.traits & FORENAME or token.traits & (PLACE | COMMON | FUNCTION | TITLE | ROLE):
        return False
    if not index or not text.joined(index):
        return not token.traits & SURNAME
    before = text.tokens[index - 1]
    if before.word in lexicon.royal:
        return True
    return before.opening and bool(before.traits & (FUNCTION | COMMON)) and not token.traits & SURNAME


def _is_origin(text: Text, index: int) -> bool:
    """A place, or a word that no list knows; and no longer phrase begins with it."""
    token = text.tokens[index]
    if token.traits & NO_NAME & ~(PLACE | COMMON) or token.traits & (COMMON | PLACE) == COMMON:
        return False
    following: Token | None = text.tokens[index + 1] if index + 1 < len(text.tokens) else None
    return following is None or following.gap != " "
