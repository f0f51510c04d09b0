"""How far a person's name goes from where it begins: the words with a capital that may belong to it."""

from __future__ import annotations

from collections.abc import Iterator

from pecia.annotators.names.lexicon import (
    ACRONYM,
    AFTER,
    COMMON,
    FORENAME,
    FUNCTION,
    INITIAL,
    ODD,
    ORG_HEAD,
    ORGANISATION,
    PARTICLE,
    PEOPLE,
    PLACE,
    PLACE_HEAD,
    ROLE,
    ROMAN,
    SURNAME,
    TITLE,
    Lexicon,
)  # fmt: skip
from pecia.annotators.names.tokens import Text, Token

_LONGEST = 6
_BARRED = FUNCTION | ODD | AFTER | ORGANISATION
_CLOSING = COMMON | PEOPLE | PLACE | ORG_HEAD | PLACE_HEAD | ROLE | TITLE
_ALWAYS = FUNCTION | ODD | AFTER
_QUOTE = ("“", '"', "(", "‘")
_UNQUOTE = ("”", '"', ")", "’", "'")


def run_from(text: Text, lexicon: Lexicon, first: int, *, named: bool) -> Iterator[Token]:
    """The tokens from here on that may belong to one person's name; `named`: after a title that only persons have."""
    tokens = text.tokens
    for index in range(first, min(len(tokens), first + _LONGEST)):
        token = tokens[index]
        if index > first and not _goes_on(text, lexicon, first, index):
            return
        if index > first and token.word == tokens[first].word and not token.traits & INITIAL:
            return
        barred = _ALWAYS if index == first and named else _BARRED
        if token.kind or (token.traits & barred and not _is_particle(text, lexicon, first, index)):
            return
        if token.traits & ACRONYM and not token.traits & (ROMAN | INITIAL | SURNAME | FORENAME):
            return
        closing = token.traits & _CLOSING
        known = token.traits & (FORENAME | SURNAME | PARTICLE)
        other = _middle(text, first, index) or _before_surname(text, first, index) or _begins(text, index, named=named)
        if closing and not (known and not token.traits & (PEOPLE | TITLE)) and not other:
            if index > first or named:
                yield from _final(text, lexicon, first, index, named)
            return
        yield token
        if lexicon.genitive_ends and index == first and token.key != token.word.lower():
            return  # Olgas Verlassen: who owns something has said the whole name.


def _is_particle(text: Text, lexicon: Lexicon, first: int, index: int) -> bool:
    """`Désiré de La Brosse`, `M. De Selves`: an article or a preposition that is part of a name which has begun."""
    token = text.tokens[index]
    if not lexicon.line_particles or not token.traits & PARTICLE or index + 1 >= len(text.tokens):
        return False
    if index == first:
        return not token.opening and text.joined(index + 1)
    before = text.tokens[index - 1]
    begun = bool(before.traits & (FORENAME | INITIAL | PARTICLE)) or not text.joined(index)
    return text.joined(index + 1) and (begun or (before.loud and token.word in ("De", "Du", "Des")))


def _is_joined(text: Text, index: int, first: int) -> bool:
    """A space stands between, or the word or the one before it is a nickname in quotes: Omar “Brad” Bradley."""
    gap = text.tokens[index].gap
    before = text.tokens[index - 1]
    if text.joined(index) or (gap == "." and before.traits & INITIAL and before.block == text.tokens[index].block):
        return True  # N.Murray Butler: no space after the stop.
    if gap[:1] == " " and gap[1:] in _QUOTE and index + 1 < len(text.tokens):
        return text.tokens[index + 1].gap[:1] in _UNQUOTE and text.tokens[index + 1].gap[1:] == " "
    return gap[:1] in _UNQUOTE and gap[1:] == " " and text.tokens[index - 1].gap[1:] in _QUOTE and index - 1 > first


def _goes_on(text: Text, lexicon: Lexicon, first: int, index: int) -> bool:
    """Nothing but a space, a particle or the quotes of a nickname parts this word from the one before."""
    token = text.tokens[index]
    if not (_is_joined(text, index, first) or particle_gap(lexicon, token.gap)) or _is_compound(text, token):
        return False
    return lexicon.nouns is None or text.joined(index) or not _is_closed(text.tokens[index - 1])


def _is_closed(before: Token) -> bool:
    """Whose surname has been said has no particle after it: Louise Miller von Verdi is by him."""
    return bool(before.traits & (SURNAME | COMMON)) and not before.traits & (FORENAME | INITIAL)


def _is_compound(text: Text, token: Token) -> bool:
    """A hyphen and a small letter after it: what ends so is no surname, but a word made of one."""
    return text.reading[token.end : token.end + 1] == "-" and text.reading[token.end + 1 : token.end + 2].islower()


def _begins(text: Text, index: int, *, named: bool) -> bool:
    """`Mr. Christian A. Herter`: a forename after a title, though it is a people's or a faith's name too."""
    token = text.tokens[index]
    if not named or not token.traits & FORENAME or index + 1 >= len(text.tokens) or not text.joined(index + 1):
        return False
    following = text.tokens[index + 1]
    return bool(following.traits & (INITIAL | SURNAME)) and not following.traits & COMMON


def _before_surname(text: Text, first: int, index: int) -> bool:
    """`John Van Antwerp MacMurray`: a place between a forename or a particle and a surname is a part of the name."""
    tokens = text.tokens
    if index == first or index + 1 >= len(tokens) or not text.joined(index + 1):
        return False
    if not tokens[index].traits & PLACE or tokens[index].traits & (ROLE | TITLE | ORG_HEAD | PLACE_HEAD):
        return False
    return bool(tokens[index - 1].traits & (PARTICLE | INITIAL) and tokens[index + 1].traits & SURNAME)


def _middle(text: Text, first: int, index: int) -> bool:
    """`William Christian Bullitt`: a forename after a forename, whatever else it may be."""
    tokens = text.tokens
    if index == first or not tokens[index].traits & FORENAME or not tokens[index - 1].traits & (FORENAME | INITIAL):
        return False
    return index + 1 < len(tokens) and text.joined(index + 1)


def _final(text: Text, lexicon: Lexicon, first: int, index: int, named: bool) -> Iterator[Token]:
    """An everyday word or a place may end a name that has begun: `Joseph Black`, `Edward M. House`."""
    tokens = text.tokens
    token, before = tokens[index], tokens[index - 1]
    begun = index > first and before.traits & (INITIAL | PARTICLE)
    if token.traits & (TITLE | ROLE) or (token.loud and not named and not begun):
        return
    if lexicon.nouns is not None and not (named and index == first) and not before.traits & PARTICLE:
        if _is_noun_for_surname(text, lexicon, first, index):
            yield token
        return
    forename = index > first and before.traits & FORENAME and not before.traits & (PLACE | COMMON | SURNAME)
    alone = token.word not in lexicon.events and (index + 1 >= len(tokens) or not text.joined(index + 1))
    if (begun or (forename and alone and not token.traits & (PEOPLE | ORG_HEAD))) or (named and index == first):
        yield token


def _is_noun_for_surname(text: Text, lexicon: Lexicon, first: int, index: int) -> bool:
    """`Vera Specht`: a plain noun after a forename, with nothing after it that it could belong to."""
    token, before = text.tokens[index], text.tokens[index - 1]
    forename = before.traits & FORENAME and not before.traits & (COMMON | PLACE | SURNAME) and not before.loud
    if not forename or before.key != before.word.lower() or lexicon.nouns is None:
        return False
    # Who is called after a town (Anton Bruchsaler) has a word that no list of nouns has.
    plain = not lexicon.nouns.is_listed(token.word) if token.traits & PEOPLE else lexicon.nouns.is_plain(token.word)
    if token.traits & (PLACE | ORG_HEAD | PLACE_HEAD) or not plain:
        return False
    return index + 1 >= len(text.tokens) or not text.joined(index + 1)


def particle_gap(lexicon: Lexicon, gap: str) -> bool:
    """Only lower-case particles stand between: `de`, `van der`, `d'`."""
    if gap[-1:] == "-":
        return gap[:1] == " " and gap[1:-1] in lexicon.persons.hyphened
    inner = gap.strip().replace("d'", "d' ").split()
    if inner and inner[0] in lexicon.inner_particles:
        return False
    return 0 < len(inner) <= 2 and gap[:1] == " " and all(word in lexicon.particles for word in inner)
