"""Names in their first case: Сталина, Сталину and Сталин are one man, Schnitzlers and Schnitzler are too."""

from __future__ import annotations

from collections import Counter

from pecia.annotators.names.lexicon import FORENAME, NO_NAME, SURNAME, Lexicon
from pecia.annotators.names.mentions import Mention
from pecia.annotators.names.tokens import Token

_SHORTEST = 3
_LONG = 5


def find_keys(tokens: list[Token], lexicon: Lexicon) -> None:
    """Give one key to all cases of a name. A word that no list has shows its first case by having several others."""
    attested = _attested(tokens, lexicon)
    for token in tokens:
        if not token.traits & NO_NAME or token.traits & (FORENAME | SURNAME):
            token.key = lexicon.base(token.word, attested).lower()


def _attested(tokens: list[Token], lexicon: Lexicon) -> frozenset[str]:
    """The first cases of the document's unknown names: words that stand there, or that two cases lead to."""
    unknown = frozenset(token.word for token in tokens if not token.traits & (NO_NAME | FORENAME | SURNAME))
    led: Counter[str] = Counter()
    for word in sorted(unknown):
        stems = {word[: len(word) - len(e)] + first for e, first in lexicon.cases if word.endswith(e)}
        led.update(stem for stem in stems if len(stem) >= _SHORTEST)
    cased = frozenset(stem for stem, times in led.items() if times > 1 and stem not in unknown)
    plain = frozenset(word for word in unknown if led[word])
    return plain | cased if plain or cased else unknown


def in_first_case(tokens: list[Token], lexicon: Lexicon, mentions: list[Mention]) -> None:
    """Put the names of these mentions into the first case, by which the register knows them."""
    if not lexicon.cases:
        return
    attested = _attested(tokens, lexicon) | frozenset(t.word for t in tokens if t.traits & (FORENAME | SURNAME))
    women = frozenset(
        _of_woman(lexicon, m.surname) for m in mentions if m.kind == "persName" and _is_woman(lexicon, m, m.forenames)
    )
    for mention in mentions:
        if mention.kind == "persName":
            _person(lexicon, attested, mention, women)
        elif mention.kind == "placeName" and mention.name.isalpha():
            mention.name = lexicon.base(mention.name, attested)


def _person(lexicon: Lexicon, attested: frozenset[str], mention: Mention, women: frozenset[str]) -> None:
    forenames = tuple(_forename(lexicon, attested, name) for name in mention.forenames)
    surname = _surname(lexicon, attested, mention, forenames, women)
    written = dict(zip((*mention.forenames, mention.surname), (*forenames, surname), strict=True))
    mention.name = " ".join(written.get(word, word) for word in mention.name.split(" "))
    mention.forenames, mention.surname = forenames, surname


def _forename(lexicon: Lexicon, attested: frozenset[str], name: str) -> str:
    if lexicon.patronymics and name.endswith(lexicon.patronymics):
        return _patronymic(name)
    return lexicon.base(name, attested) if len(name) > _SHORTEST else name


def _patronymic(name: str) -> str:
    """Виссарионовича → Виссарионович, Аркадьевне → Аркадьевна."""
    for ending in ("ем", "ой", "а", "у", "е", "ы"):
        if name.endswith(ending):
            stem = name[: -len(ending)]
            if stem.endswith("ич"):
                return stem
            if stem.endswith("н"):
                return stem + "а"
    return name


def _is_woman(lexicon: Lexicon, mention: Mention, forenames: tuple[str, ...]) -> bool:
    """Her forename, her patronymic or her title says so."""
    first = forenames[0] if forenames else ""
    woman = first in lexicon.female or lexicon.base(first) in lexicon.female
    patronymic = any(_patronymic(name).endswith("на") and len(name) > _LONG for name in forenames[1:])
    return woman or patronymic or lexicon.gender.get(mention.honorific) == "f"


def _of_woman(lexicon: Lexicon, surname: str) -> str:
    """A woman's surname in the first case: Ахматовой → Ахматова."""
    for ending, instead in lexicon.cases_of_women:
        if surname.endswith(ending):
            return surname[: -len(ending)] + instead
    return surname


def _surname(
    lexicon: Lexicon, attested: frozenset[str], mention: Mention, forenames: tuple[str, ...], women: frozenset[str]
) -> str:
    """A woman's surname has cases of its own: Каренина is not the genitive of Каренин where Анна stands before it."""
    if lexicon.cases_of_women:
        hers = _of_woman(lexicon, mention.surname)
        if _is_woman(lexicon, mention, forenames) or (not forenames and hers in women):
            return hers
    found = lexicon.base(mention.surname, attested)
    if found == mention.surname:
        for ending, instead in lexicon.sure_cases:
            if found.endswith(ending) and len(found) - len(ending) >= _SHORTEST - 1:
                return found[: -len(ending)] + instead
    return found
