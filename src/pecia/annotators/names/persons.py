"""Persons whom something names as such: a title, an initial, a forename before the surname.

What is found here is the evidence for the surnames that stand alone (`weighing`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

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
    PLACE_HEAD,
    ROLE,
    ROMAN,
    STRONG,
    SURNAME,
    TITLE,
    WEAK,
    Lexicon,
)  # fmt: skip
from pecia.annotators.names.mentions import Mention, claim, name_of
from pecia.annotators.names.tokens import Text, Token

_LONGEST = 6
_BARRED = FUNCTION | ODD | AFTER | ORGANISATION
_CLOSING = COMMON | PEOPLE | PLACE | ORG_HEAD | PLACE_HEAD | ROLE | TITLE
_ALWAYS = FUNCTION | ODD | AFTER


@dataclass(slots=True)
class Evidence:
    """What the document says of words, in lower case: how often and how surely each is a surname or a forename."""

    surnames: dict[str, float] = field(default_factory=dict)
    forenames: dict[str, float] = field(default_factory=dict)

    def surname(self, word: str, weight: float) -> None:
        key = word.lower()
        self.surnames[key] = self.surnames.get(key, 0.0) + weight


@dataclass(slots=True)
class _Title:
    """The titles before a name: `always` is the one that only persons have."""

    always: str = ""
    role: str = ""


def titled(text: Text, lexicon: Lexicon, evidence: Evidence) -> list[Mention]:
    """The persons named with a title, an initial or a forename. Claims their tokens, gathers evidence."""
    found: list[Mention] = []
    tokens = text.tokens
    _read_monsieur(text)
    index, title = 0, _Title()
    while index < len(tokens):
        token = tokens[index]
        title = _title_before(text, lexicon, index, title)
        if token.kind or (token.traits & (TITLE | ROLE) and not _is_forename_too(text, index)):
            index += 1
            continue
        last = _name_end(text, lexicon, index, title)
        if last is None:
            index += 1
            title = _Title()
            continue
        found.append(_person(text, lexicon, index, last, title, evidence))
        title = title if _goes_on(text, last + 1) and title.always.endswith("s") else _Title()
        index = last + 1
    return found


def _read_monsieur(text: Text) -> None:
    """`M.` before several surnames is a title in this document, and not the initial of them all."""
    places = [
        index
        for index, token in enumerate(text.tokens[:-1])
        if token.word == "M" and token.traits == INITIAL and text.joined(index + 1)
        if not text.tokens[index + 1].traits & INITIAL and not (index and text.joined(index))
    ]
    if len({text.tokens[index + 1].word for index in places}) > 1:
        for index in places:
            text.tokens[index].traits = TITLE


def _goes_on(text: Text, index: int) -> bool:
    return index < len(text.tokens) and text.tokens[index].gap in (" and ", ", ", ", and ")


def _is_forename_too(text: Text, index: int) -> bool:
    token = text.tokens[index]
    initial = index + 1 < len(text.tokens) and text.joined(index + 1) and text.tokens[index + 1].traits & INITIAL
    forename = token.traits & FORENAME and not token.traits & TITLE
    return bool(forename) and (bool(initial) or not _title_stands(text, index))


def _title_stands(text: Text, index: int) -> bool:
    following = text.tokens[index + 1] if index + 1 < len(text.tokens) else None
    return following is not None and following.gap in (" ", ". ")


def _title_before(text: Text, lexicon: Lexicon, index: int, title: _Title) -> _Title:
    """The title that holds for this token: kept over a run of titles, lost at the first other word."""
    if index == 0 or text.tokens[index].gap not in (" ", "  ", ". "):
        return title if title.always.endswith("s") and text.tokens[index].gap in (" and ", ", ", ", and ") else _Title()
    before = text.tokens[index - 1]
    if before.kind:
        return _Title()
    if before.traits & TITLE:
        return _Title(before.word, title.role)
    if before.traits & ROLE and text.tokens[index].gap != ". ":
        return _Title(title.always, before.word)
    return title if text.tokens[index].gap != ". " else _Title()


def _name_end(text: Text, lexicon: Lexicon, first: int, title: _Title) -> int | None:
    """The last token of the person's name that begins here, or None."""
    run = list(_run(text, lexicon, first, title))
    while run and run[-1].traits & (INITIAL | PARTICLE) and not (title.always and len(run) == 1):
        if run[-1].traits & SURNAME and len(run) > 1:
            break
        run.pop()
    if not run:
        return None
    last = first + len(run) - 1
    if title.always:
        return last if _may_follow_title(text, run, last) else None
    if run[-1].traits & ROMAN and len(run) > 1:
        return last if run[0].traits & FORENAME or title.role else None
    if run[0].traits & INITIAL:
        return last if _after_initials(run) else None
    if _has_particle(lexicon, run) or any(token.traits & INITIAL for token in run[1:-1]):
        return last if run[0].traits & (FORENAME | PARTICLE) or not run[0].traits & (COMMON | PLACE) else None
    if len(run) > 1 and run[0].traits & FORENAME and _after_forename(text, run):
        return last
    if title.role and _after_role(text, run, title, lexicon):
        return last
    return last if len(run) > 1 and _two_unknown(text, run, last) else None


def _run(text: Text, lexicon: Lexicon, first: int, title: _Title) -> Iterator[Token]:
    """The tokens from here on that may belong to one person's name."""
    tokens = text.tokens
    named = bool(title.always)
    for index in range(first, min(len(tokens), first + _LONGEST)):
        token = tokens[index]
        if index > first and not (text.joined(index) or _particle_gap(lexicon, token.gap)):
            return
        if index > first and token.word == tokens[first].word and not token.traits & INITIAL:
            return
        if token.kind or token.traits & (_ALWAYS if index == first and named else _BARRED):
            return
        if token.traits & ACRONYM and not token.traits & (ROMAN | INITIAL | SURNAME | FORENAME):
            return
        closing = token.traits & _CLOSING
        known = token.traits & (FORENAME | SURNAME | PARTICLE)
        if closing and not (known and not token.traits & (PEOPLE | TITLE)) and not _middle(text, first, index):
            if index > first or named:
                yield from _final(text, lexicon, first, index, named)
            return
        yield token


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
    forename = index > first and before.traits & FORENAME and not before.traits & (PLACE | COMMON | SURNAME)
    alone = token.word not in lexicon.events and (index + 1 >= len(tokens) or not text.joined(index + 1))
    if (begun or (forename and alone and not token.traits & (PEOPLE | ORG_HEAD))) or (named and index == first):
        yield token


def _particle_gap(lexicon: Lexicon, gap: str) -> bool:
    """Only lower-case particles stand between: `de`, `van der`, `d'`."""
    inner = gap.strip().replace("d'", "d' ").split()
    return 0 < len(inner) <= 2 and gap[:1] == " " and all(word in lexicon.particles for word in inner)


def _may_follow_title(text: Text, run: list[Token], last: int) -> bool:
    first = run[0]
    if first.traits & (ROLE | TITLE):
        return False
    if len(run) == 1 and first.traits & INITIAL:
        return first.word != "I"
    return not (first.traits & ORG_HEAD and len(run) == 1 and not first.traits & SURNAME)


def _after_initials(run: list[Token]) -> bool:
    rest = [token for token in run if not token.traits & INITIAL]
    if not rest:
        return False
    if len(rest) == len(run) - 1 and run[0].opening and rest[0].traits & (COMMON | PEOPLE):
        return False
    # A single initial at the start of a line may number it: A. Turkey.
    return not (run[0].opening and rest[0].traits & PLACE and len(run) == 2)


def _after_forename(text: Text, run: list[Token]) -> bool:
    first, final = run[0], run[-1]
    known = final.traits & (SURNAME | STRONG | FORENAME)
    unknown = not final.traits & NO_NAME
    if first.traits & COMMON or first.traits & PLACE:
        if first.opening and first.traits & COMMON and not final.traits & (SURNAME | STRONG):
            return False
        return bool(known or unknown) and not final.traits & COMMON
    return True


def _after_role(text: Text, run: list[Token], title: _Title, lexicon: Lexicon) -> bool:
    first = run[0]
    if first.traits & (COMMON | PLACE | PEOPLE) and not first.traits & (SURNAME | FORENAME):
        acts = text.after(run[-1].end) in lexicon.verbs
        return len(run) == 1 and acts and not first.traits & (PEOPLE | PLACE | ORG_HEAD | ROLE) and not first.loud
    if len(run) == 1 and first.traits & FORENAME and not first.traits & SURNAME:
        return title.role in lexicon.data["titles"]["royal"] or not first.traits & (PLACE | COMMON)
    return not (first.traits & COMMON and len(run) == 1 and first.loud)


def _has_particle(lexicon: Lexicon, run: list[Token]) -> bool:
    """`De Gaulle`, where no list has it as a place."""
    return len(run) > 1 and run[0].word.lower() in lexicon.own_particles and not run[1].traits & NO_NAME


def _two_unknown(text: Text, run: list[Token], last: int) -> bool:
    """Two names side by side that no list has: a person, in running prose."""
    if any(token.traits & (COMMON | PLACE | PEOPLE) or token.loud for token in run) or len(run) > 4:
        return False
    if any(token.key in text.lower for token in run):
        return False
    if last + 1 < len(text.tokens) and text.joined(last + 1):
        return bool(run[-1].traits & (SURNAME | STRONG | WEAK))
    return not run[0].opening or bool(run[-1].traits & (SURNAME | STRONG | WEAK | FORENAME)) or len(run[0].word) > 2


def _person(text: Text, lexicon: Lexicon, first: int, last: int, title: _Title, evidence: Evidence) -> Mention:
    claim(text, first, last, "persName")
    tokens = text.tokens[first : last + 1]
    start = particle_start(text, lexicon, tokens[0])
    end = _junior(text, last)
    mention = Mention("persName", start, end, name_of(text, start, end))
    mention.honorific = title.always
    if any(token.slip for token in tokens):
        mention.name = " ".join(token.word for token in tokens)
    parts(text, lexicon, mention, tokens, title)
    sure = 5.0 if title.always or tokens[0].traits & (INITIAL | FORENAME) else 3.0
    _learn(evidence, tokens, mention, sure)
    return mention


def _junior(text: Text, last: int) -> int:
    """Where the name ends: `, Jr.` is part of it."""
    following = text.tokens[last + 1] if last + 1 < len(text.tokens) else None
    if following is not None and following.word in ("Jr", "Sr") and following.gap in (" ", ", "):
        following.kind = "persName"
        return following.end
    return text.tokens[last].end


def particle_start(text: Text, lexicon: Lexicon, token: Token) -> int:
    """Where the name begins when the particles right before it belong to it: `von Papen`."""
    inner = token.gap.rsplit(None, 2)
    tail = token.gap[len(token.gap.rstrip()) :]
    if tail == " " and inner and inner[-1] in lexicon.own_particles:
        return token.start - len(inner[-1]) - 1
    return token.start


def parts(text: Text, lexicon: Lexicon, mention: Mention, tokens: list[Token], title: _Title) -> None:
    """Fill in forenames and surname."""
    words = [token.word.rstrip(".") for token in tokens]
    royal = title.role in lexicon.data["titles"]["royal"] or title.always in lexicon.data["titles"]["royal"]
    if tokens[-1].traits & ROMAN and len(words) > 1:
        mention.forenames, mention.surname = tuple(words[:-1]), words[-1]
        return
    if len(words) == 1 and royal and tokens[0].traits & FORENAME and not tokens[0].traits & SURNAME:
        mention.forenames = (words[0],)
        return
    cut = len(words) - 1
    while cut > 0 and (tokens[cut - 1].traits & PARTICLE or tokens[cut].gap.strip()):
        cut -= 1
    cut = _double_surname(tokens, cut)
    mention.forenames = tuple(part for word in words[:cut] for part in word.split("."))
    mention.surname = text.reading[tokens[cut].start : tokens[-1].end] if not any(t.slip for t in tokens) else words[-1]
    if not mention.forenames and tokens[0].gap.strip() and mention.start < tokens[0].start:
        mention.surname = text.reading[mention.start : tokens[-1].end]


def _double_surname(tokens: list[Token], cut: int) -> int:
    """`David Lloyd George` keeps its order: the surname is the last word, whatever the lists say."""
    return cut


def _learn(evidence: Evidence, tokens: list[Token], mention: Mention, weight: float) -> None:
    if mention.surname and not tokens[-1].traits & ROMAN:
        evidence.surname(tokens[-1].key, weight)
    for token in tokens[:-1]:
        if not token.traits & (INITIAL | PARTICLE):
            key = token.key
            evidence.forenames[key] = evidence.forenames.get(key, 0.0) + weight
