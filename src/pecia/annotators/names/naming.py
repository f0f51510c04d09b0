"""The order in which names are looked for, and the claims that come of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from pecia.annotators import Claims, Knowledge
from pecia.annotators.names import (
    bodies,
    bynames,
    cases,
    customs,
    eastern,
    gazetteer,
    honorifics,
    model,
    organisations,
    people,
    persons,
    places,
    streets,
    surroundings,
    weighing,
)
from pecia.annotators.names.entries import Entries, enter_people, enter_things
from pecia.annotators.names.lexicon import Lexicon, lexicon, straight
from pecia.annotators.names.mentions import Mention
from pecia.annotators.names.parts import Evidence
from pecia.annotators.names.people import Cast
from pecia.annotators.names.tokens import NAMES, Text, read
from pecia.core.findings import Finding, Outcome, Severity
from pecia.core.findings import places as places_in
from pecia.core.register import Entity, Register
from pecia.core.text import MACHINE, Annotation, Document, Span
from pecia.languages import DEFAULT, has

_KINDS = {"persName": "person", "placeName": "place", "orgName": "org"}


def annotate(document: Document, knowledge: Knowledge) -> Outcome[Claims]:
    """The names of a document, each with the id of its entry; the entries that the register lacks; the doubts."""
    never = frozenset(map(straight, knowledge.never))
    register = _with_what_editors_said(document, knowledge.register)
    evidence = _learned(document, register)
    found: list[Mention] = []
    shorts: dict[str, str] = {}
    stretches = []
    for part in _stretches(document):
        words = lexicon(part.get("language", DEFAULT))
        text = read(part, words)
        if words.cases:
            cases.find_keys(text.tokens, words)
        _withhold(text, never)
        named = _named(text, words, register, evidence, never, model.opinion(part, text, words, knowledge))
        shorts |= bodies.defined(text, [m for m in named if m.kind == "orgName"])
        named += bodies.acronyms(text, words, shorts)
        named += places.nested(text, words, named)
        cases.in_first_case(text.tokens, words, named)
        found += named
        stretches.append((text, words))
    works = {title.span for title in document.of_kind("title") if title.get("ref")}
    found = [m for m in _settled(found) if m.name not in never and Span(m.start, m.end) not in works]
    words = stretches[0][1]
    cast = people.registered(words, register.entities)
    entries = _entered(found, words, register, cast, shorts)
    # One custom for the whole document: its setting's, or that of its own language.
    wanted = knowledge.titles_in_names
    inside = words.titles_inside if wanted is None else wanted
    titles = [title for text, spoken in stretches for title in _titles(text, spoken, found)] if inside else []
    made = [*(_annotation(mention) for mention in found), *titles]
    made = [_as_sure_as_its_language(annotation, document) for annotation in made]
    return Outcome(Claims(tuple(made), tuple(entries.proposals)), tuple(_doubts(document, cast)))


def _stretches(document: Document) -> Iterator[Document]:
    """The document's parts by language, its own first: each with the blocks that are in it, as if it were the whole."""
    main = document.get("language", DEFAULT)
    for language in {main: None} | dict.fromkeys(block.get("lang") or main for block in document.blocks):
        blocks = tuple(block for block in document.blocks if (block.get("lang") or main) == language)
        yield replace(document, blocks=blocks).having(language=language)


def _titles(text: Text, words: Lexicon, found: list[Mention]) -> list[Annotation]:
    """The titles in the names of a stretch, as its language knows them."""
    here = {token.start for token in text.tokens} | {token.end for token in text.tokens}
    mine = [m for m in found if m.kind == "persName" and (m.start in here or m.end in here)]
    return honorifics.titles(text, words, mine)


def _as_sure_as_its_language(annotation: Annotation, document: Document) -> Annotation:
    """Nothing is sure that English data finds in another language, or data whose `high` nobody has measured yet."""
    main = document.get("language", DEFAULT)
    at = bisect_right(document.blocks, annotation.span.start, key=lambda block: block.span.start) - 1
    spoken = document.blocks[at].get("lang") or main
    if not has(spoken, "names.toml"):
        return replace(annotation, certainty="low")
    measured = lexicon(spoken).data["persons"]["calibrated"] or any("register" in why for why in annotation.evidence)
    return annotation if measured or annotation.certainty != "high" else replace(annotation, certainty="medium")


def _withhold(text: Text, never: frozenset[str]) -> None:
    """What the edition says is no name cannot be claimed, a word or several."""
    phrases = sorted(name for name in never if not name.isalnum())
    firsts = {re.split(r"[\s-]", name, maxsplit=1)[0] for name in phrases}
    covered = 0
    for token in text.tokens:
        if token.word in firsts or token.word.partition("-")[0] in firsts:
            here = [len(name) for name in phrases if gazetteer.stands(text, name, token.start)]
            covered = max([covered, *(token.start + length for length in here)])
        if token.word in never or token.start < covered:
            token.kind = "never"


def _with_what_editors_said(document: Document, register: Register) -> Register:
    """The register, and in it the names by which a person's own annotation in this document calls somebody."""
    roles = [annotation.span for annotation in document.of_kind(honorifics.ROLE_NAME)]
    said = [
        Entity(reference, _KINDS[annotation.kind], honorifics.without_titles(document, annotation, roles))
        for annotation in document.of_kind(*NAMES)
        if annotation.made_by != MACHINE and (reference := annotation.get("ref").rpartition("#")[2])
    ]
    return register.extended(said) if said else register


def _learned(document: Document, register: Register) -> Evidence:
    """What the register and the editor's own annotation say of surnames before anything is read."""
    evidence = Evidence()
    for entity in register.entities:
        if entity.kind == "person":
            for name in entity.names():
                forenames, surname = people.split_name(straight(name))
                if surname and (forenames or " " not in name):
                    evidence.surname(surname.split(" ")[-1], 5.0)
    for annotation in document.of_kind("persName"):
        if annotation.made_by != MACHINE and (words := document.covered(annotation.span).split()):
            evidence.surname(straight(words[-1]), 5.0)
    return evidence


def _named(
    text: Text, words: Lexicon, register: Register, evidence: Evidence, never: frozenset[str], view: model.Opinion
) -> list[Mention]:
    """The stages, from the surest to the weakest; each claims its tokens before the next one looks."""
    found = gazetteer.known_phrases(text, gazetteer.register_phrases(register), registered=True)
    for mention in found:
        if mention.kind == "persName":
            mention.forenames, mention.surname = people.split_name(mention.name)
    customs.withhold_quoted(text, words)
    customs.withhold_nouns(text, words)
    bynames.read_again(text, words)
    found += bynames.nobles(text, words, evidence)
    found += bynames.bynames(text, words, evidence)
    found += gazetteer.known_phrases(text, words.phrases)
    found += bodies.spelled(text, words)
    found += organisations.headed(text, words)
    found += organisations.numbered(text, words)
    bynames.withhold_things(text, words)
    found += eastern.eastern(text, words, evidence)
    found += bodies.firms(text, words)
    found += streets.streets(text, words)
    found += persons.titled(text, words, evidence)
    found += customs.initials(text, words)
    found += gazetteer.single_organisations(text, words)
    found += places.headed(text, words)
    surnames = {word for word, weight in evidence.surnames.items() if weight >= 3.0}
    found += places.single(text, words, surnames)
    weights = weighing.weigh(text, words, evidence)
    view.vote(text, weights)
    likely = surnames | {word for word, weight in weights.items() if weight >= weighing.ENOUGH}
    placed = surroundings.by_context(text, words, likely, surnames)
    if words.data["places"].get("firm_from"):
        for mention in placed:
            weights.pop(mention.name.lower(), None)  # What is a place here is nobody in a heading either.
    found += placed
    found += weighing.standing_alone(text, words, weights, evidence, never)
    view.complete(text, found)
    return found


def _settled(found: list[Mention]) -> list[Mention]:
    """In the order of the text, without those of a kind inside another of the same kind, or persons inside others."""
    found.sort(key=lambda m: (m.start, -m.end))
    kept: list[Mention] = []
    outer: list[Mention] = []
    for mention in found:
        while outer and outer[-1].end <= mention.start:
            outer.pop()
        if outer and not (mention.kind == "placeName" and outer[-1].kind == "orgName" and mention.end <= outer[-1].end):
            continue
        kept.append(mention)
        outer.append(mention)
    return kept


def _entered(found: list[Mention], words: Lexicon, register: Register, cast: Cast, shorts: dict[str, str]) -> Entries:
    entries = Entries(register)
    named = [m for m in found if m.kind == "persName"]
    enter_people(entries, cast, named, people.assign(cast, named))
    enter_things(entries, words, [m for m in found if m.kind == "placeName"], "place", shorts)
    enter_things(entries, words, [m for m in found if m.kind == "orgName"], "org", shorts)
    return entries


def _annotation(mention: Mention) -> Annotation:
    assert mention.kind in NAMES  # noqa: S101 - the encoder counts on it
    span = Span(mention.start, mention.end)
    return Annotation(mention.kind, span, MACHINE, (("ref", mention.ref),), mention.certainty, mention.evidence)


def _doubts(document: Document, cast: Cast) -> list[Finding]:
    where = places_in(document.text, document.name)
    return [
        Finding(
            "P040",
            Severity.WARNING,
            f"the text does not say which {mention.surname or mention.name} is meant: more than one has the name",
            where(mention.start),
            'look at the mentions with cert="low", and point each to its entry',
        )
        for _, mention in sorted(cast.doubtful.items(), key=lambda d: d[1].start)
    ]
