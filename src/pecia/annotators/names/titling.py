"""The titles that stand before a name: which hold for it, over what is between, and which are none here."""

from __future__ import annotations

import re

from pecia.annotators.names.lexicon import FORENAME, FUNCTION, INITIAL, PLACE, ROLE, TITLE, Lexicon
from pecia.annotators.names.parts import Title
from pecia.annotators.names.runs import particle_gap
from pecia.annotators.names.tokens import Text, Token

_SPLIT = re.compile(r"[\s'’]+")
_LISTED = (" and ", ", ", ", and ")


def read_monsieur(text: Text, lexicon: Lexicon) -> None:
    """`M.` before several surnames is a title in this document, and not the initial of them all."""
    places = [
        index
        for index, token in enumerate(text.tokens[:-1])
        if token.word == "M" and token.traits == INITIAL and _is_before_name(text, lexicon, index + 1)
        if not text.tokens[index + 1].traits & INITIAL and not _is_initial(text, lexicon, index)
    ]
    if "M" in lexicon.gender or len({text.tokens[index + 1].word for index in places}) > 1:
        for index in places:
            text.tokens[index].traits = TITLE


def _is_before_name(text: Text, lexicon: Lexicon, index: int) -> bool:
    """Right before a word with a capital; where `M.` is a listed title, also before `de X` and `le Président`."""
    gap = text.tokens[index].gap
    if text.joined(index) or "M" not in lexicon.gender:
        return text.joined(index)
    if particle_gap(lexicon, gap) or gap.strip() in lexicon.persons.bridges:
        return True
    return gap.endswith(" ") and _SPLIT.split(gap.strip())[-1] in lexicon.persons.lower  # M. l'abbé Poulbrière


def _is_initial(text: Text, lexicon: Lexicon, index: int) -> bool:
    """After another word with a capital it is one: William M. Sloane; where it is a listed title, after a forename."""
    if not index or not text.joined(index):
        return False
    return "M" not in lexicon.gender or bool(text.tokens[index - 1].traits & (FORENAME | INITIAL))


def holds_on(text: Text, lexicon: Lexicon, title: Title, index: int) -> bool:
    """True when a title before the name that ends here holds for the next one too: `MM. Ribot et Bourgeois`."""
    if index >= len(text.tokens) or not _is_plural(lexicon, title):
        return False
    return _is_listed(lexicon, title, text.tokens[index].gap)


def title_before(text: Text, lexicon: Lexicon, index: int, title: Title) -> Title:
    """The title that holds for this token: kept over a run of titles, lost at the first other word."""
    token = text.tokens[index]
    if index and _is_led_to(text, lexicon, index):
        pass
    elif index == 0 or token.gap not in (" ", "  ", ". "):
        if _is_plural(lexicon, title) and _is_listed(lexicon, title, token.gap):
            return title
        return _in_lower_case(text, lexicon, token)
    before = text.tokens[index - 1]
    if before.kind:
        return Title()
    if before.traits & TITLE and not _is_adjective(text, lexicon, index - 1):
        return Title(before.word, title.role)
    if before.traits & ROLE and token.gap != ". ":
        return Title(title.always, before.word)
    return title if token.gap != ". " else Title()


def _is_led_to(text: Text, lexicon: Lexicon, index: int) -> bool:
    """Between the title and what it belongs to is a particle, or an article before a second title."""
    if particle_gap(lexicon, text.tokens[index].gap) and _takes_particle(text, lexicon, index):
        return True
    if text.tokens[index].gap in lexicon.persons.ranks:
        return bool(text.tokens[index - 1].traits & ROLE)
    return _is_bridged(text, lexicon, index)


def _is_plural(lexicon: Lexicon, title: Title) -> bool:
    return title.always.endswith("s") or title.always in lexicon.persons.plural


def _is_listed(lexicon: Lexicon, title: Title, gap: str) -> bool:
    """`, `, ` et `; where the language has such titles, with the particle of the next name: `, de Selves`."""
    if title.always not in lexicon.persons.plural:
        return gap in _LISTED
    return gap in lexicon.ands or any(
        gap.startswith(link) and particle_gap(lexicon, " " + gap[len(link) :]) for link in lexicon.ands
    )


def _is_bridged(text: Text, lexicon: Lexicon, index: int) -> bool:
    """`M. le Président`: an article between two titles."""
    token, before = text.tokens[index], text.tokens[index - 1]
    gap = token.gap.removeprefix(".").strip()
    return gap in lexicon.persons.bridges and bool(token.traits & ROLE) and bool(before.traits & TITLE)


def _takes_particle(text: Text, lexicon: Lexicon, index: int) -> bool:
    """`Mme de Sévigné`, `Comte de Paris`; but who is mayor of a place is not called after it: `Maire de Fargniers`."""
    title, token = text.tokens[index - 1], text.tokens[index]
    if _is_adjective(text, lexicon, index - 1):
        return False
    if (
        title.traits & TITLE
        or title.word in lexicon.persons.nobles
        or token.gap[1:] in text.particled.get(token.key, ())
    ):
        return True
    return bool(title.traits & ROLE) and lexicon.nouns is not None and not token.traits & PLACE


def _is_adjective(text: Text, lexicon: Lexicon, index: int) -> bool:
    """`Consulat Général de France`, `Mouvement Général des Affaires`: no title, for what it belongs to is before it."""
    token = text.tokens[index]
    if token.word not in lexicon.persons.adjectives or not index or not text.joined(index):
        return False
    before = text.tokens[index - 1]
    return not before.traits & TITLE and not (before.opening and before.traits & FUNCTION)


def _in_lower_case(text: Text, lexicon: Lexicon, token: Token) -> Title:
    """`le général Chanzy`, `le comte de Lavaur`: titles that the language writes with a small letter."""
    lower = lexicon.persons.lower
    if not lower or not token.gap.endswith((" ", "'")):
        return Title()
    words = _SPLIT.split(token.gap.strip(" '"))
    last = words.pop() if words else ""
    if last in lower and token.gap.endswith(" "):
        return Title("", last)
    while last in lexicon.particles or last in ("d", "l"):
        if not words:
            return Title()
        last = words.pop()
    noble = last.capitalize() in lexicon.persons.nobles and last in lower
    return Title("", last) if noble and not token.traits & PLACE else Title()


def lower_title(text: Text, lexicon: Lexicon, start: int) -> int | None:
    """Where the title in lower case begins that stands right before a name which begins here, if there is one."""
    if not lexicon.persons.lower or text.reading[start - 1 : start] != " ":
        return None
    left = max(0, start - 20)
    before = text.reading[left : start - 1]
    word = re.split(r"[\s'’(«“]", before)[-1]
    return start - 1 - len(word) if word in lexicon.persons.lower else None
