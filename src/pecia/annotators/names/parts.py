"""The parts of a person's name: where it begins and ends, forenames, surname, the title before it, its reasons."""

from __future__ import annotations

from dataclasses import dataclass, field

from pecia.annotators.names.lexicon import (
    COMMON,
    FORENAME,
    INITIAL,
    PARTICLE,
    PLACE,
    ROMAN,
    STRONG,
    SURNAME,
    Lexicon,
)
from pecia.annotators.names.mentions import Mention
from pecia.annotators.names.particles import known_start
from pecia.annotators.names.tokens import Text, Token

UNKNOWN = "two names side by side that no list has"


@dataclass(slots=True)
class Evidence:
    """What the document says of words, in lower case: how often and how surely each is a surname or a forename."""

    surnames: dict[str, float] = field(default_factory=dict)
    forenames: dict[str, float] = field(default_factory=dict)

    def surname(self, word: str, weight: float) -> None:
        key = word.lower()
        self.surnames[key] = self.surnames.get(key, 0.0) + weight


@dataclass(slots=True)
class Title:
    """The titles before a name: `always` is the one that only persons have."""

    always: str = ""
    role: str = ""


def reasons_for(tokens: list[Token], title: Title) -> tuple[str, ...]:
    """Why this is a person's name, in words for an editor."""
    first, last = tokens[0], tokens[-1]
    said = [f"after the title “{title.always}”"] if title.always else []
    said += [f"after the office “{title.role}”"] if title.role else []
    if len(tokens) > 1 and first.traits & INITIAL:
        said.append(f"an initial before “{last.word}”")
    elif len(tokens) > 1 and first.traits & FORENAME:
        said.append(f"the forename “{first.word}” before “{last.word}”")
    if last.traits & SURNAME and len(tokens) > 1:
        said.append(f"“{last.word}” is in the list of surnames")
    return tuple(said) or (UNKNOWN,)


def junior(text: Text, last: int) -> int:
    """Where the name ends: `, Jr.` is part of it."""
    following = text.tokens[last + 1] if last + 1 < len(text.tokens) else None
    if following is None or following.kind or following.gap not in (" ", ", "):
        return text.tokens[last].end
    numbered = following.traits & ROMAN and len(following.word) > 1 and text.tokens[last].traits & (SURNAME | STRONG)
    if following.word in ("Jr", "Sr") or (numbered and following.gap == " "):
        following.kind = "persName"
        return following.end
    return text.tokens[last].end


def particle_start(text: Text, lexicon: Lexicon, token: Token) -> int:
    """Where the name begins when the particles right before it belong to it: `von Papen`."""
    article = token.gap.rsplit(None, 1)[-1:]
    if article and article[0].endswith("-") and article[0][:-1] in lexicon.persons.hyphened:
        return token.start - len(article[0])
    if (particle := line_particle(text, lexicon, token)) is not None:
        return particle
    if (known := known_start(text, lexicon, token)) is not None:
        return known
    inner = token.gap.rsplit(None, 2)
    tail = token.gap[len(token.gap.rstrip()) :]
    if tail == " " and inner and inner[-1] in lexicon.own_particles:
        return token.start - len(inner[-1]) - 1
    return token.start


def line_particle(text: Text, lexicon: Lexicon, token: Token) -> int | None:
    """Where the particle begins with which a line begins, right before this word: the signature `d'Alembert`."""
    if not lexicon.line_particles:
        return None
    begun = token.start - len(token.gap) == text.document.blocks[token.block].span.start
    line = token.gap.rpartition("\n")[2] if "\n" in token.gap else token.gap if begun else " . "
    if line.strip().lower() not in lexicon.line_particles or token.traits & (PLACE | COMMON):
        return None
    return token.start - len(line.lstrip())


def parts(text: Text, lexicon: Lexicon, mention: Mention, tokens: list[Token], title: Title) -> None:
    """Fill in forenames and surname."""
    words = [token.word.rstrip(".") for token in tokens]
    royal = title.role in lexicon.data["titles"]["royal"] or title.always in lexicon.data["titles"]["royal"]
    if tokens[-1].traits & ROMAN and len(words) > 1:
        mention.forenames, mention.surname = tuple(words[:-1]), words[-1]
        return
    if len(words) == 1 and royal and tokens[0].traits & FORENAME and not tokens[0].traits & SURNAME:
        mention.forenames = (words[0],)
        return
    if words[-1] in lexicon.persons.behind and len(words) > 1:
        mention.forenames, mention.surname, mention.honorific = tuple(words[:-1]), "", words[-1]
        return
    if lexicon.initials_after and not tokens[0].traits & INITIAL and is_in_order(text, tokens):
        mention.forenames = tuple(part for word in words[1:] for part in word.split("."))
        mention.surname = words[0]
        return
    if len(words) > 1 and lexicon.patronymics and words[-1].endswith(lexicon.patronymics) and _is_named_before(tokens):
        mention.forenames = tuple(words)  # Павел Игнатьевич: the surname is not said.
        return
    cut = len(words) - 1
    while cut > 0 and tokens[cut - 1].traits & PARTICLE:
        cut -= 1
    mention.forenames = tuple(part for word in words[:cut] for part in word.split("."))
    # The particles right before it are the surname's: Charles de Gaulle.
    particle = tokens[cut].gap.strip() if cut or mention.start < tokens[0].start else ""
    start = tokens[cut].start - len(particle) - (particle[-1:] != "-") if particle else tokens[cut].start
    mention.surname = text.reading[start : tokens[-1].end] if not any(t.slip for t in tokens) else words[-1]


def _is_named_before(tokens: list[Token]) -> bool:
    """A forename and what follows it as one: no surname of the list that merely ends like a patronymic."""
    return bool(tokens[0].traits & FORENAME) and not tokens[-1].traits & SURNAME


def learn(evidence: Evidence, tokens: list[Token], mention: Mention, weight: float) -> None:
    if tokens[-1].traits & INITIAL and mention.surname == tokens[0].word:
        tokens = [*tokens[1:], tokens[0]]
    if mention.surname and not tokens[-1].traits & ROMAN:
        evidence.surname(tokens[-1].key, weight)
    for token in tokens[:-1]:
        if not token.traits & (INITIAL | PARTICLE):
            key = token.key
            evidence.forenames[key] = evidence.forenames.get(key, 0.0) + weight


def is_in_order(text: Text, run: list[Token]) -> bool:
    """`Сталин И. В.`: one surname, and then nothing but initials with their stops."""
    rest = run[1:]
    return bool(rest) and all(t.traits & INITIAL and text.reading[t.end - 1] == "." for t in rest)
