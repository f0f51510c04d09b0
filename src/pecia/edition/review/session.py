"""A review as a value: what is asked, what was answered, and what follows from it for all that is still open.

Nothing here reads, writes or prints. A session is the chapter and the steps that were taken; each step is a value,
and to go back is to leave the last one out. Laws: to undo a step gives the session before it; what follows from a
session depends on its chapter and its steps alone, so that the same decisions make the same review.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from pecia.core.legal import illegal
from pecia.core.register import Entity, Register
from pecia.core.text import Document, Span
from pecia.edition.review.questions import (
    BOUNDS,
    ENTRY_KINDS,
    READ,
    STRETCHED,
    Chapter,
    Decision,
    Place,
    Question,
    Step,
    Verb,
    entry_of,
)
from pecia.tei.ids import is_xml_name
from pecia.tei.refusals import NAME_PARTS
from pecia.tei.strands import OPAQUE
from pecia.validation.calendar import after, w3c


@dataclass(frozen=True)
class Session:
    """A chapter, and what was said so far."""

    chapter: Chapter
    steps: tuple[Step, ...] = ()

    @cached_property
    def answers(self) -> dict[Place, Decision]:
        """What was said of each place, in the order in which it was said; what was passed over too."""
        return {place: step.decision for step in self.steps for place in step.places}

    @cached_property
    def register(self) -> Register:
        """The register as the decisions leave it: with the entries that are new, without those that became others."""
        known = self.chapter.register.extended(entity for step in self.steps for entity in _new_entries(step))
        kept = (_absorbing(entity, known, self.merged) for entity in known.entities if entity.id not in self.merged)
        return Register(tuple(kept))

    @cached_property
    def merged(self) -> dict[str, str]:
        """The ids that are no more, and that which each has become."""
        made: dict[str, str] = {}
        by_place = {question.place: question for question in self.chapter.questions}
        for step in self.steps:
            if step.decision.verb is Verb.MERGE:
                gone = resolved(by_place[step.places[0]].entry, made)
                if gone == step.decision.entry:
                    continue  # Said again of another mention.
                made = {old: step.decision.entry if new == gone else new for old, new in made.items()}
                made[gone] = step.decision.entry
        return made

    @property
    def current(self) -> Question | None:
        """What is to be judged next; None at the end."""
        return next((q for q in self.chapter.questions if q.place not in self.answers), None)

    @property
    def at(self) -> int:
        """How many places were answered or passed over."""
        return sum(question.place in self.answers for question in self.chapter.questions)

    @property
    def decided(self) -> int:
        """How many places were decided."""
        return sum(decision.verb is not Verb.SKIP for decision in self.answers.values())


def resolved(entry: str, merged: Mapping[str, str]) -> str:
    return merged.get(entry, entry)


def _new_entries(step: Step) -> Iterable[Entity]:
    if step.decision.name:
        kind = step.decision.to if step.decision.verb is Verb.KIND else step.places[0].kind
        yield Entity(step.decision.entry, ENTRY_KINDS[kind], step.decision.name)


def _absorbing(entity: Entity, known: Register, merged: Mapping[str, str]) -> Entity:
    gone = [there for old, new in merged.items() if new == entity.id and (there := known.get(old))]
    names = [name for other in gone for name in other.names() if name not in entity.names()]
    return replace(entity, variants=tuple(dict.fromkeys((*entity.variants, *names))))


def decide(session: Session, decision: Decision, *, alike: bool = False) -> Session:
    """The session with the current place decided, or with it all that are alike and still open.

    Raises ValueError, with a sentence for the editor, for what cannot be done.
    """
    question = session.current
    if question is None:
        raise ValueError("nothing is left to decide")
    if reason := trouble(session, question, decision):
        raise ValueError(reason)
    if alike and decision.verb is Verb.WORDS:
        raise ValueError("the words of each are chosen by themselves")
    places = (question.place, *(q.place for q in same(session, question))) if alike else (question.place,)
    return replace(session, steps=(*session.steps, Step(places, decision)))


def answered(session: Session, place: Place, decision: Decision) -> Session:
    """The session with one place decided, wherever it comes in the order. Raises ValueError as `decide` does."""
    question = next((q for q in session.chapter.questions if q.place == place), None)
    if question is None:
        raise ValueError("there is no such mark of the machine's any more")
    if reason := trouble(session, question, decision):
        raise ValueError(reason)
    return replace(session, steps=(*session.steps, Step((place,), decision)))


def new_entry(session: Session, name: str, kind: str) -> Entity:
    """An entry by this name for marks of this kind, with an id that nothing has yet.

    Raises ValueError where the name is empty, or the register has it already.
    """
    plain = " ".join(name.split())
    if kind not in ENTRY_KINDS or not plain:
        raise ValueError(f"a {kind} has no entry" if plain else "a new entry needs a name")
    there = session.register.find(plain, ENTRY_KINDS[kind])
    if there:
        raise ValueError(f"“{plain}” is in the register already, as {there[0].id}: link to it, or name who you mean")
    # What was merged away may still be pointed to from elsewhere.
    every = session.chapter.register.extended(session.register.entities)
    return replace(every.proposed(ENTRY_KINDS[kind], plain), made_by="")


def completed(session: Session, place: Place, decision: Decision) -> Decision:
    """The decision with the entry that it only names: one that is there already, or a new one. Raises ValueError as
    `new_entry` does."""
    if not decision.name or decision.entry:
        return decision
    kind = decision.to if decision.verb is Verb.KIND else place.kind
    there = session.register.find(decision.name, ENTRY_KINDS.get(kind, ""))
    if len(there) == 1:
        link = Verb.KIND if decision.verb is Verb.KIND else Verb.LINK
        return replace(decision, verb=link, entry=there[0].id, name="")
    return replace(decision, entry=new_entry(session, decision.name, kind).id)


def undo(session: Session) -> Session:
    """The session before its last step; the same where there is none."""
    return replace(session, steps=session.steps[:-1]) if session.steps else session


def entry_now(session: Session, question: Question) -> str:
    """The id of the entry that a mark points to, as the decisions so far leave it."""
    said = session.answers.get(question.place)
    if said is not None and said.verb in (Verb.LINK, Verb.NEW, Verb.MERGE, Verb.KIND):
        return resolved(said.entry, session.merged)
    return "" if said is not None and said.verb is Verb.REJECT else resolved(question.entry, session.merged)


def same(session: Session, question: Question) -> tuple[Question, ...]:
    """The other open places that say the same: the same words as the same thing."""
    return tuple(
        other
        for other in session.chapter.questions
        if other.place != question.place and other.place not in session.answers and _alike(session, question, other)
    )


def _alike(session: Session, one: Question, other: Question) -> bool:
    if one.claim.kind != other.claim.kind or one.place.words != other.place.words:
        return False
    if one.claim.kind in ENTRY_KINDS:
        return entry_now(session, one) == entry_now(session, other)
    return one.claim.attributes == other.claim.attributes


def mentions(session: Session, entry: str) -> tuple[Span, ...]:
    """Where an entry is mentioned, as the decisions so far leave it."""
    by_claim = {(q.claim.kind, q.claim.span): q for q in session.chapter.questions}
    found = []
    for mark in session.chapter.document.annotations:
        question = by_claim.get((mark.kind, mark.span))
        pointed = resolved(entry_of(mark), session.merged) if question is None else entry_now(session, question)
        if pointed and pointed == entry:
            found.append(mark.span)
    return tuple(found)


def trouble(session: Session, question: Question, decision: Decision) -> str:
    """Why a decision cannot be made; "" where it can."""
    for said in (decision.to, decision.name, decision.entry):
        if wrong := illegal(said):
            return f"{said!r} has a character that XML cannot hold ({wrong})"
    return _CHECKS[decision.verb](session, question, decision)


def _fine(_session: Session, _question: Question, _decision: Decision) -> str:
    return ""


def _kind(session: Session, question: Question, decision: Decision) -> str:
    if question.claim.kind not in ENTRY_KINDS:
        return f"a {question.claim.kind} cannot become a name; reject it"
    if decision.to not in ENTRY_KINDS or decision.to == question.claim.kind:
        return f"it can become {', '.join(k for k in ENTRY_KINDS if k != question.claim.kind)}"
    if decision.name:
        return _new(session, question, decision)
    return _entry_trouble(session, decision.entry, decision.to) if decision.entry else ""


def _link(session: Session, question: Question, decision: Decision) -> str:
    return _entry_trouble(session, decision.entry, question.claim.kind)


def _entry_trouble(session: Session, entry: str, kind: str) -> str:
    there = session.register.get(entry)
    if kind not in ENTRY_KINDS:
        return f"a {kind} has no entry"
    if there is None:
        return f"the register has no entry {entry!r}"
    return "" if there.kind == ENTRY_KINDS[kind] else f"{entry} is a {there.kind}, and no entry for a {kind}"


def _new(session: Session, question: Question, decision: Decision) -> str:
    if question.claim.kind not in ENTRY_KINDS:
        return f"a {question.claim.kind} has no entry"
    if not decision.name.strip() or not decision.entry:
        return "a new entry needs a name and an id"
    if not is_xml_name(decision.entry):
        return f"{decision.entry!r} is no id: it begins with a letter, and has letters, digits, - _ and ."
    kind = decision.to if decision.verb is Verb.KIND else question.claim.kind
    there = session.register.get(decision.entry)
    if there is None or (there.kind == ENTRY_KINDS[kind] and there.name == decision.name):
        return ""
    return f"{decision.entry} is another entry already: {there.name}"


def _merge(session: Session, question: Question, decision: Decision) -> str:
    gone = entry_now(session, question)
    if not gone or session.register.get(gone) is None:
        return "it points to no entry of the register that could be merged"
    if session.chapter.register.get(gone) is None:
        return f"{gone} is new in this review; go back, and link to the other"
    if gone == decision.entry:
        return "" if gone in session.merged.values() else f"it is {gone} already"
    return _entry_trouble(session, decision.entry, question.claim.kind)


def _value(_session: Session, question: Question, decision: Decision) -> str:
    if question.claim.kind != "date":
        return "only a date has a value"
    wrong = [said for name, said in decision.value if name not in BOUNDS or w3c(said) is None]
    if wrong:
        return f"{wrong[0]!r} is no day, month or year such as 1932-09-28, 1932-09, 1932"
    ends = [w3c(said) for name, said in decision.value if name in ("from", "notBefore", "to", "notAfter")]
    backwards = len(ends) == 2 and ends[0] is not None and ends[1] is not None and after(ends[0], ends[1])
    return "it would end before it begins" if backwards else ""


def _reading(_session: Session, question: Question, decision: Decision) -> str:
    if question.claim.kind not in READ:
        return "only a slip or an abbreviation has another reading"
    if not decision.to.strip() or decision.to == question.place.words:
        return "give a reading other than that of the source; to leave the source as it is, reject"
    return ""


def _words(session: Session, question: Question, decision: Decision) -> str:
    if question.claim.kind not in STRETCHED:
        return f"the words of a {question.claim.kind} cannot be chosen anew; reject it"
    document = session.chapter.document
    span = stretched(document, question.claim.span, decision.to)
    if span is None:
        return f"“{decision.to}” does not stand here, with a part of “{question.place.words}” in it"
    for kind, other in _others(session, question):
        if other.crosses(span) or (other.overlaps(span) and other in span and kind not in _WITHIN):
            return f"“{document.covered(other)}” is marked there as {kind}"
    return ""


_WITHIN = frozenset(
    {"hi", "emph", "sic", "abbr", "orig", "noteAnchor", "ref", "seg", "unclear", "supplied", "add", "del", "w", "c",
     "g", "num", OPAQUE, *NAME_PARTS}
)  # fmt: skip
"""What may stand within any name or date; milestones overlap nothing."""


def _others(session: Session, question: Question) -> Iterator[tuple[str, Span]]:
    """The other marks, with the words that each has by now. One that was rejected has its words too: a word on that
    stands there."""
    document = session.chapter.document
    moved = {
        (place.kind, other.claim.span): stretched(document, other.claim.span, said.to)
        for other in session.chapter.questions
        if (place := other.place) in session.answers and (said := session.answers[place]).verb is Verb.WORDS
    }
    for mark in document.annotations:
        if (mark.kind, mark.span) != (question.claim.kind, question.claim.span):
            yield mark.kind, moved.get((mark.kind, mark.span)) or mark.span


_CHECKS = {
    Verb.ACCEPT: _fine,
    Verb.REJECT: _fine,
    Verb.SKIP: _fine,
    Verb.KIND: _kind,
    Verb.LINK: _link,
    Verb.NEW: _new,
    Verb.MERGE: _merge,
    Verb.VALUE: _value,
    Verb.READING: _reading,
    Verb.WORDS: _words,
}


def stretched(document: Document, span: Span, words: str) -> Span | None:
    """Where these words stand in the same block and share a character with the span; None where they do not."""
    block = next((block.span for block in document.blocks if span in block.span), None)
    if block is None or not words.strip():
        return None
    at = document.text.find(words, max(block.start, span.start - len(words) + 1), block.end)
    found = Span(at, at + len(words)) if at >= 0 else None
    return found if found is not None and found.overlaps(span) else None
