"""What a reviewer sees: one mark in its sentence, what it points to, why it was made, and what can be done.

Where there are no styles the words in question stand in [[brackets]]. Nothing depends on colour.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from pecia.core.findings import printable
from pecia.core.register import Entity
from pecia.core.text import MACHINE, Annotation
from pecia.edition.review.looking import context, sentence
from pecia.edition.review.questions import BOUNDS, ENTRY_KINDS, READ, STRETCHED, Decision, Question, Verb
from pecia.edition.review.session import Session, entry_now, mentions, same
from pecia.tei.notes import ANCHOR

KINDS = {
    "persName": "person", "placeName": "place", "orgName": "organisation", "title": "title", "date": "date",
    ANCHOR: "note marker", "q": "quotation", "sic": "correction", "abbr": "abbreviation",
    "foreign": "foreign words", "roleName": "role",
}  # fmt: skip
"""What an editor calls a kind of mark."""
LETTERS = {"persName": "p", "placeName": "l", "orgName": "o", "title": "t"}
"""The kinds that a name may change to: a person, a location, an organisation, a title."""
_QUOTES = frozenset("“”‘„‚«»‹›\"'")
_OPEN, _CLOSE = "\ue000", "\ue001"
_SHOWN = 3
_WIDEST = 100

DONE = {
    Verb.ACCEPT: "accepted", Verb.REJECT: "rejected", Verb.KIND: "of another kind", Verb.LINK: "linked",
    Verb.NEW: "with a new entry", Verb.MERGE: "merged", Verb.VALUE: "with another value",
    Verb.READING: "with another reading", Verb.WORDS: "with other words", Verb.SKIP: "skipped",
}  # fmt: skip
"""What was done with a mark, in the words of the summary."""


def screen(session: Session, question: Question, columns: int, *, styled: bool, ruled: bool = True) -> str:
    """One question in full, under a rule where it is for the eye."""
    width = min(columns, _WIDEST) - 1
    count = f"{session.at + 1} of {len(session.chapter.questions)}"
    top = f" {count}".rjust(width, "─") if ruled else count
    lines = [top, *_headline(question, width, styled=styled), ""]
    lines += _in_its_sentence(session, question, width, styled=styled)
    facts = list(_facts(session, question, width))
    lines += ["", *facts] if facts else []
    return "\n".join(lines) + "\n"


def _headline(question: Question, width: int, *, styled: bool) -> list[str]:
    said = what(question)
    sure = f"{question.claim.certainty} certainty" if question.claim.certainty else "certainty not said"
    place = f"line {question.line}" + (f", {question.place.at}" if question.place.at else "")
    lines = textwrap.wrap(f"{said}{value(question.claim)} · {sure} · {place}", width, break_on_hyphens=False)
    return [line.replace(said, click.style(said, bold=True)) for line in lines] if styled else lines


def what(question: Question) -> str:
    """What the machine says: `person “Kirov”`."""
    words = short(question.place.words)
    return f"{KINDS.get(question.claim.kind, question.claim.kind)} {words if words[:1] in _QUOTES else f'“{words}”'}"


def done(decision: Decision, question: Question, number: int) -> str:
    """What was decided, on one line."""
    times = f" ({number} alike)" if number > 1 else ""
    said = [KINDS[decision.to]] if decision.verb is Verb.KIND else []
    said += [f"“{printable(words)}”" for words in (decision.name, decision.to * (not said)) if words]
    said += [" ".join(v if name == "when" else f"{name} {v}" for name, v in decision.value)] if decision.value else []
    said += [f"#{decision.entry}"] if decision.entry and not decision.name else []
    return f"{DONE[decision.verb]}: {what(question)}{times}{' → ' + ', '.join(said) if said else ''}"


def value(claim: Annotation) -> str:
    """What the mark says of its words besides its kind: ` → 1932-09`, ` → “Kirov”`."""
    if claim.kind == "date":
        said = [f"{name} {v}" if name != "when" else v for name in BOUNDS if (v := claim.get(name))]
        return f" → {' '.join(said)}" if said else " without a value"
    reading = claim.get("corr") or claim.get("expan")
    if reading:
        return f" → “{printable(reading)}”"
    language = claim.get("xml:lang") or claim.get("lang")
    return f" → {language}" if language else ""


def short(words: str) -> str:
    """The words on one line, cut in the middle where they are long."""
    plain = printable(words)
    return plain if len(plain) <= 60 else f"{plain[:36].rstrip()} … {plain[-20:].lstrip()}"


def _in_its_sentence(session: Session, question: Question, width: int, *, styled: bool) -> Iterator[str]:
    before, words, after = sentence(session.chapter.document, question.claim.span)
    text = f"{before}{_OPEN}{words}{_CLOSE}{after}"
    open_now = False
    for line in textwrap.wrap(text, width - 4, break_on_hyphens=False):
        shown = _OPEN + line if open_now else line
        open_now = shown.rfind(_OPEN) > shown.rfind(_CLOSE)
        yield "    " + (_highlit(shown + _CLOSE * open_now) if styled else _bracketed(line))


def _highlit(line: str) -> str:
    return line.replace(_OPEN, "\x1b[1;7m").replace(_CLOSE, "\x1b[0m")


def _bracketed(line: str) -> str:
    return line.replace(_OPEN, "[[").replace(_CLOSE, "]]")


def _facts(session: Session, question: Question, width: int) -> Iterator[str]:
    if question.claim.kind in ENTRY_KINDS:
        yield from _labelled("entry", _entry(session, question), width)
    if question.claim.kind == ANCHOR:
        yield from _labelled("note", [_note(session, question)], width)
    if question.claim.evidence:
        yield from _labelled("because", ["; ".join(map(printable, question.claim.evidence))], width)
    alike = len(same(session, question))
    if alike:
        yield from _labelled("alike", [f"{alike} more of “{short(question.place.words)}”, said to be the same"], width)


def _note(session: Session, question: Question) -> str:
    """How the note begins to which a marker leads."""
    document, target = session.chapter.document, question.claim.get("target").removeprefix("#")
    block = next((b for b in document.blocks if b.kind == "note" and b.get("id") == target), None)
    words = document.covered(block.span) if block is not None else ""
    return textwrap.shorten(printable(words), 150, placeholder=" …") or "the source has lost its words"


def _entry(session: Session, question: Question) -> list[str]:
    now = entry_now(session, question)
    if not now:
        return ["none"]
    entity = session.register.get(now)
    if entity is None:
        return [f"{now}, which is in no register"]
    found = [entry_line(entity)]
    others = [span for span in mentions(session, now) if span != question.claim.span]
    if others:
        found.append(f"{len(others)} other mention{'s' * (len(others) != 1)}:")
        found += [context(session.chapter.document, span) for span in others[:_SHOWN]]
    else:
        found.append("mentioned only here")
    return found


def entry_line(entity: Entity) -> str:
    """An entry on one line: its name, the other names, its id, numbers, and whose it is."""
    said = [printable(entity.name)]
    if entity.variants:
        shown = ", ".join(map(printable, entity.variants[:_SHOWN]))
        said.append(f"also {shown}{' …' if len(entity.variants) > _SHOWN else ''}")
    said += [f"{authority} {number}".strip() for authority, number in entity.identifiers[:2]]
    said.append(f"#{entity.id}" + (", proposed by pecia" if entity.made_by == MACHINE else ""))
    return " · ".join(said)


def _labelled(label: str, rows: list[str], width: int) -> Iterator[str]:
    for number, row in enumerate(rows):
        lead = f"{'' if number else label:<9}"
        yield from textwrap.wrap(row, width, initial_indent=lead, subsequent_indent=" " * 9, break_on_hyphens=False)


def keys(question: Question | None) -> dict[str, str]:
    """The letters that mean something now, and what they mean."""
    if question is None:
        return {"u": "undo", "q": "save & quit", "x": "leave without saving"}
    found = {"a": "accept", "r": "reject"}
    if question.claim.kind in ENTRY_KINDS:
        found |= {"k": "kind", "l": "link", "n": "new entry", "m": "merge"}
    if question.claim.kind in READ:
        found["v"] = "reading"
    if question.claim.kind == "date":
        found["v"] = "value"
    if question.claim.kind in STRETCHED:
        found["w"] = "words"
    return found | {"s": "skip", "u": "undo", "q": "save & quit", "x": "leave", "?": "help"}


ALL = frozenset("ARKLNMV")
"""The letters that, as capitals, speak for all that are alike."""


def help_line(question: Question | None, alike: int, columns: int) -> str:
    said = [f"{key} {meaning}" for key, meaning in keys(question).items()]
    if question is not None and alike:
        said.append(f"capital: for all {alike + 1} alike")
    # What a letter means stands in one line with it.
    text = " · ".join(part.replace(" ", "\xa0") for part in said)
    wrapped = textwrap.wrap(text, min(columns, _WIDEST) - 1, break_on_hyphens=False)
    return "\n".join(line.replace("\xa0", " ").removesuffix(" ·") for line in wrapped)


HELP = """
  a  accept: the mark is right, and yours from now on
  r  reject: take the mark away; pecia will not make it here again
  k  kind: the words name something else: a person, a place, a body, a work
  l  link: they name another entry of the register, which you look for by name
  n  new entry: they name somebody or something that the register lacks
  m  merge: the entry they point to is the same as another; the other stays
  v  value of a date (1932-09-28, 1932-09, 1932, 1932-09-28/1932-10-02,
     1986..1989, or in words), or what a slip or an abbreviation stands for
  w  words: the mark is right, but on other words than these
  s  skip: leave it to the machine for now
  u  undo: take the last answer back, as often as you like
  q  save what was decided, and quit        x  leave without saving
  A R K L N M V do it for all open marks of the same words as the same thing.
"""


def summary(session: Session) -> str:
    """How many were decided how: `5 decided (3 accepted, 2 rejected), 1 skipped`."""
    decided = [decision.verb for decision in session.answers.values()]
    told = [f"{n} {said}" for verb, said in DONE.items() if verb is not Verb.SKIP and (n := decided.count(verb))]
    skipped = decided.count(Verb.SKIP)
    text = f"{session.decided} decided" + (f" ({', '.join(told)})" if told else "")
    return text + (f", {skipped} skipped" if skipped else "")


def listed(path: str, question: Question, session: Session) -> str:
    """A question on one line, as findings are: where, what, how sure, why."""
    to = entry_now(session, question)
    what = f"{question.claim.kind} “{short(question.place.words)}”{value(question.claim)}{f' → {to}' if to else ''}"
    why = f": {'; '.join(question.claim.evidence)}" if question.claim.evidence else ""
    return printable(f"{path}:{question.line}: {what} ({question.claim.certainty or '–'}){why}")
