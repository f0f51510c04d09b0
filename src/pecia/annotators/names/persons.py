"""Persons whom something names as such: a title, an initial, a forename before the surname.

What is found here is the evidence for the surnames that stand alone (`weighing`).
"""

from __future__ import annotations

import re

from pecia.annotators.names import particles, titling
from pecia.annotators.names.lexicon import (
    COMMON,
    FORENAME,
    INITIAL,
    NO_NAME,
    ORG_HEAD,
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
from pecia.annotators.names.parts import (
    UNKNOWN,
    Evidence,
    Title,
    is_in_order,
    junior,
    learn,
    line_particle,
    particle_start,
    parts,
    reasons_for,
)
from pecia.annotators.names.runs import particle_gap, run_from
from pecia.annotators.names.tokens import Text, Token

_WORD_BEFORE = re.compile(r"([^\W\d_]+) $")
_NEAR = 20


def titled(text: Text, lexicon: Lexicon, evidence: Evidence) -> list[Mention]:
    """The persons named with a title, an initial or a forename. Claims their tokens, gathers evidence."""
    found: list[Mention] = []
    tokens = text.tokens
    titling.read_monsieur(text, lexicon)
    particles.find(text, lexicon)
    index, title = 0, Title()
    while index < len(tokens):
        token = tokens[index]
        title = titling.title_before(text, lexicon, index, title)
        if token.kind or (token.traits & (TITLE | ROLE) and not _is_forename_too(text, index)):
            index += 1
            continue
        last = _name_end(text, lexicon, index, title)
        if last is None:
            index += 1
            title = Title()
            continue
        found.append(_person(text, lexicon, index, last, title, evidence))
        title = title if titling.holds_on(text, lexicon, title, last + 1) else Title()
        index = last + 1
    return found


def _is_forename_too(text: Text, index: int) -> bool:
    token = text.tokens[index]
    initial = index + 1 < len(text.tokens) and text.joined(index + 1) and text.tokens[index + 1].traits & INITIAL
    forename = token.traits & FORENAME and not token.traits & TITLE
    return bool(forename) and (bool(initial) or not _title_stands(text, index))


def _title_stands(text: Text, index: int) -> bool:
    following = text.tokens[index + 1] if index + 1 < len(text.tokens) else None
    return following is not None and following.gap in (" ", ". ")


def _is_all_initials(text: Text, run: list[Token], title: Title) -> bool:
    """`Mrs. D. S`, `Tom B`: letters, in which a surname is no more than its initial."""
    last = run[-1]
    if not last.traits & INITIAL or last.word in ("I", "A") or last.loud:
        return False
    if text.reading[last.end : last.end + 1].isdigit():
        return False
    if title.always:
        return all(token.traits & (INITIAL | FORENAME) for token in run)
    first = run[0]
    plain = first.traits & FORENAME and not first.traits & (COMMON | PLACE | SURNAME | ROLE)
    return len(run) == 2 and bool(plain) and text.reading[last.end - 1] != "." and not text.joined_after(last)


def _trimmed(text: Text, lexicon: Lexicon, run: list[Token], title: Title) -> list[Token]:
    """The run without initials and particles at its end, which belong to no name before them."""
    while run and run[-1].traits & (INITIAL | PARTICLE) and not (title.always and len(run) == 1):
        if _is_all_initials(text, run, title):
            break
        if run[-1].traits & SURNAME and len(run) > 1:
            break
        if lexicon.initials_after and not run[0].traits & (INITIAL | FORENAME) and is_in_order(text, run):
            break
        if lexicon.initials_alone and len(run) > 1 and _is_short_surname(text, run):
            break
        run.pop()
    return run


def _name_end(text: Text, lexicon: Lexicon, first: int, title: Title) -> int | None:
    """The last token of the person's name that begins here, or None."""
    run = _trimmed(text, lexicon, list(run_from(text, lexicon, first, named=bool(title.always))), title)
    if not run:
        return None
    last = first + len(run) - 1
    if title.always:
        return last if _may_follow_title(text, lexicon, title, run) else None
    if run[-1].traits & ROMAN and len(run) > 1:
        return last if run[0].traits & FORENAME or title.role else None
    if lexicon.initials_after and is_in_order(text, run) and not run[0].traits & (INITIAL | FORENAME):
        return last if not run[0].traits & (COMMON | PLACE | PEOPLE) or run[0].traits & SURNAME else None
    if run[0].traits & INITIAL:
        apart = lexicon.initials_alone and _has_forename_alone(run)
        return last if _after_initials(run) and not apart else None
    if _has_particle(lexicon, run) or any(token.traits & INITIAL for token in run[1:-1]):
        return last if _may_have_initial(run) else None
    if len(run) > 1 and run[0].traits & FORENAME and _after_forename(text, lexicon, run):
        return last
    if title.role and _after_role(text, run, title, lexicon):
        return last
    if line_particle(text, lexicon, run[0]) is not None:
        return last
    return last if len(run) > 1 and _two_unknown(text, lexicon, run, last) else None


def _has_forename_alone(run: list[Token]) -> bool:
    """`mit O. Therese`: where initials are persons, a forename after one is another person."""
    rest = [token for token in run if not token.traits & INITIAL]
    return len(rest) == 1 and rest[0].traits & (FORENAME | SURNAME) == FORENAME


def _is_short_surname(text: Text, run: list[Token]) -> bool:
    """`Fanny M.`: of the surname only the initial is given, with its stop."""
    initial = run[-1].traits & INITIAL and text.reading[run[-1].end - 1] == "."
    return bool(initial) and bool(run[0].traits & FORENAME)


def _may_follow_title(text: Text, lexicon: Lexicon, title: Title, run: list[Token]) -> bool:
    first = run[0]
    if first.traits & (ROLE | TITLE):
        return False
    if title.always in lexicon.persons.addressed and first.traits & COMMON and not first.traits & FORENAME:
        return False  # My dear Sir, whatever follows.
    if len(run) == 1 and first.traits & INITIAL:
        return first.word != "I"
    return not (first.traits & ORG_HEAD and len(run) == 1 and not first.traits & SURNAME)


def _after_initials(run: list[Token]) -> bool:
    rest = [token for token in run if not token.traits & INITIAL]
    if not rest or run[0].gap == ".":
        return False
    if len(rest) == len(run) - 1 and run[0].opening and rest[0].traits & (COMMON | PEOPLE):
        return False
    if len(run) == 2 and rest[0].traits & (COMMON | ORG_HEAD | ROLE) and not rest[0].traits & (SURNAME | FORENAME):
        return False  # Tab N Cooperation
    # A single initial at the start of a line may number it: A. Turkey.
    return not (run[0].opening and rest[0].traits & PLACE and len(run) == 2)


def _after_forename(text: Text, lexicon: Lexicon, run: list[Token]) -> bool:
    first, final = run[0], run[-1]
    if len(run) == 2 and not final.traits & (SURNAME | STRONG | WEAK | FORENAME) and _is_somewhere(text, lexicon, run):
        return False
    if len(run) == 2 and first.traits & PLACE and final.traits & PLACE_HEAD:
        return False  # Lincoln Castle
    known = final.traits & (SURNAME | STRONG | FORENAME)
    unknown = not final.traits & NO_NAME
    if first.traits & COMMON or first.traits & PLACE:
        if first.opening and first.traits & COMMON and not final.traits & (SURNAME | STRONG):
            return False
        return bool(known or unknown) and not final.traits & COMMON
    return True


def _is_somewhere(text: Text, lexicon: Lexicon, run: list[Token]) -> bool:
    """`at Bella Coola`: where a place would stand, a forename before a word that no list has may be part of one."""
    end = run[-1].end
    before = _WORD_BEFORE.search(text.reading, max(0, run[0].start - _NEAR), run[0].start)
    cued = before is not None and before[1].lower() in lexicon.sure_cues and not text.possessive(end)
    return cued and text.after(end) not in lexicon.sure_verbs


def _after_role(text: Text, run: list[Token], title: Title, lexicon: Lexicon) -> bool:
    first = run[0]
    if first.traits & (COMMON | PLACE | PEOPLE) and not first.traits & (SURNAME | FORENAME):
        acts = text.after(run[-1].end) in lexicon.verbs
        return len(run) == 1 and acts and not first.traits & (PEOPLE | PLACE | ORG_HEAD | ROLE) and not first.loud
    if len(run) == 1 and first.traits & FORENAME and not first.traits & SURNAME:
        return title.role in lexicon.royal or not first.traits & COMMON
    return not (first.traits & COMMON and len(run) == 1 and first.loud)


def _has_particle(lexicon: Lexicon, run: list[Token]) -> bool:
    """`De Gaulle`, where no list has it as a place."""
    return len(run) > 1 and run[0].word.lower() in lexicon.own_particles and not run[1].traits & NO_NAME


def _may_have_initial(run: list[Token]) -> bool:
    """`Joseph E. Black`, but no `Tab N Cooperation`."""
    first, final = run[0], run[-1]
    if first.traits & (FORENAME | PARTICLE):
        return True
    return not first.traits & (COMMON | PLACE) and (not final.traits & COMMON or bool(final.traits & SURNAME))


def _is_everyday(lexicon: Lexicon, token: Token) -> bool:
    """`Heavenly Kingdom`, `Thornby Rectory`: a word of the dictionary, which no list has as a name."""
    return token.key in lexicon.everyday and not token.traits & (SURNAME | FORENAME)


def _two_unknown(text: Text, lexicon: Lexicon, run: list[Token], last: int) -> bool:
    """Two names side by side that no list has: a person, in running prose."""
    if len(run) == 2 and not run[-1].traits & (SURNAME | STRONG | FORENAME) and _is_somewhere(text, lexicon, run):
        return False
    if any(token.traits & (COMMON | PLACE | PEOPLE) or token.loud for token in run) or len(run) > 4:
        return False
    if any(token.key in text.lower or _is_everyday(lexicon, token) for token in run):
        return False
    if run[-1].key != run[-1].word.lower() and run[0].key == run[0].word.lower():
        return False  # Стихи Ахматовой: whose something is stands in a case of its own.
    if last + 1 < len(text.tokens) and text.joined(last + 1):
        return bool(run[-1].traits & (SURNAME | STRONG | WEAK))
    return not run[0].opening or bool(run[-1].traits & (SURNAME | STRONG | WEAK | FORENAME)) or len(run[0].word) > 2


def _person(text: Text, lexicon: Lexicon, first: int, last: int, title: Title, evidence: Evidence) -> Mention:
    claim(text, first, last, "persName")
    tokens = text.tokens[first : last + 1]
    start = particle_start(text, lexicon, tokens[0])
    if title.always or title.role:
        start = _particle_of_title(lexicon, tokens[0], start)
    end = junior(text, last)
    mention = Mention("persName", start, end, name_of(text, start, end))
    mention.role = title.role
    mention.honorific = title.always or (title.role if title.role in lexicon.royal else "")
    if any(token.slip for token in tokens):
        mention.name = " ".join(token.word for token in tokens)
    parts(text, lexicon, mention, tokens, title)
    sure = 5.0 if title.always or tokens[0].traits & (INITIAL | FORENAME) else 3.0
    learn(evidence, tokens, mention, sure)
    mention.evidence = reasons_for(tokens, title)
    if mention.evidence == (UNKNOWN,):
        mention.certainty = "medium"
    return mention


def _particle_of_title(lexicon: Lexicon, first: Token, start: int) -> int:
    """Where the particle begins that stands between a title, or the last name of a list, and this name."""
    gap = first.gap
    if particle_gap(lexicon, gap):
        return first.start - len(gap) + 1
    words = gap.split()
    for many in (2, 1) if lexicon.line_particles and len(words) > 1 else ():
        inner = " ".join(words[-many:])
        inner += "" if inner.endswith("'") else " "
        if gap.endswith(" " + inner) and particle_gap(lexicon, " " + inner):
            return min(start, first.start - len(inner))
    return start
