"""What a reviewer decided, carried out: on the tree of the chapter, on the register, and nowhere else.

A chapter that somebody has written since it was read is not overwritten. Nothing is written before all is made.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pecia.core.errors import OutputError, UsageError
from pecia.core.text import MACHINE
from pecia.edition import site
from pecia.edition.register.holdings import Entry, Holdings, answering, open_folder
from pecia.edition.register.merging import merge
from pecia.edition.review.opening import Opened, Places
from pecia.edition.review.questions import Decision, Place, Step, Verb
from pecia.edition.review.session import Session, entry_now, resolved, stretched
from pecia.edition.workshop import chapters_of
from pecia.engines.trees import XML_ID, parse
from pecia.tei import entry as entries
from pecia.tei import verdicts
from pecia.tei.decode import Decoded, decode
from pecia.tei.register import FILES, extend
from pecia.tei.responsibility import pointer_to
from pecia.tei.stretching import stretch
from pecia.tei.verdicts import Mark
from pecia.validation import Checked

_POINTER = re.compile(r"#([^\s#\"'<>]+)")


def save(opened: Opened, session: Session, who: str) -> tuple[Path, ...]:
    """Writes what was decided, and returns the files that changed.

    Raises OutputError where the chapter was changed by somebody else meanwhile or may not be written, UsageError where
    two entries that are to be one contradict each other.
    """
    holdings = carried_out(opened, session, who)
    writable(opened.path)
    if site.take(opened.path).content != opened.source.content:
        raise OutputError(f"{opened.path}: was changed by somebody else meanwhile, and is left as it is")
    return holdings.save(registers_first=True)


def writable(path: Path) -> None:
    """Raises OutputError for a file that is not to be written."""
    # A file is replaced by a new one, which its own mode does not forbid, and which root may do everywhere.
    if not path.stat().st_mode & 0o222 or not os.access(path, os.W_OK):
        raise OutputError(f"{path}: is read-only; make it writable (chmod u+w) to review it")


def carried_out(opened: Opened, session: Session, who: str) -> Holdings:
    """The files with all decisions carried out, not yet written; `who` is the reviewer's name, or ""."""
    holdings, chapter = _on_the_table(opened, whole=bool(session.merged))
    return _Judge(opened, session, holdings, chapter).carry_out(who)


def hindrance(opened: Opened, session: Session) -> str:
    """Why the decisions cannot all be carried out, though each can by what is known of the marks; "" where they can.

    Two entries may contradict each other, and words may begin in one element of the file and end in another.
    """
    return hindrance_of_all(opened, session) if session.steps and _may_hinder(session.steps[-1]) else ""


def _may_hinder(step: Step) -> bool:
    return step.decision.verb in (Verb.MERGE, Verb.WORDS)


def hindrance_of_all(opened: Opened, session: Session) -> str:
    """The same of a session of which no step was asked about before."""
    if not any(map(_may_hinder, session.steps)):
        return ""
    try:
        carried_out(opened, session, "")
    except UsageError as error:
        contradiction = str(error).partition(": are they one")[0]
        return f"{contradiction}; if they are one all the same, pecia register merge lets you say whose is right"
    except OutputError as error:
        return str(error)
    return ""


def _on_the_table(opened: Opened, *, whole: bool) -> tuple[Holdings, Checked]:
    """The chapter with its register; with all chapters of the edition where an entry gives way to another."""
    content, shown = opened.source.content, opened.source.path
    chapter = Checked(shown, parse(content, shown), content)
    settings = opened.desk.settings
    others: list[Checked] = []
    if whole and opened.in_edition:
        others = [d for d in open_folder(settings.folder).documents if not _same(d.path, shown)]
    elif opened.folder is not None:
        files = (opened.folder / name for name in FILES.values())
        others = [
            Checked(s.path, parse(s.content, s.path), s.content) for s in map(site.take, filter(Path.is_file, files))
        ]
    kept = settings if opened.folder is not None else None
    return Holdings(settings.folder, kept, (*others, chapter)), chapter


def _same(one: str, other: str) -> bool:
    return Path(one).resolve() == Path(other).resolve()


class _Judge:
    def __init__(self, opened: Opened, session: Session, holdings: Holdings, chapter: Checked) -> None:
        self._opened = opened
        self._session = session
        self._holdings = holdings
        self._chapter = chapter
        self._root = chapter.tree
        self._name = ""
        self._who = ""

    def carry_out(self, who: str) -> Holdings:
        answers = {place: d for place, d in self._session.answers.items() if d.verb is not Verb.SKIP}
        if not answers:
            return self._holdings
        self._holdings.change(self._chapter)
        if who:
            self._name, self._who = who, pointer_to(self._root, who)
        decoded = decode(self._root, self._opened.source.path)
        places = Places(decoded)
        found = {places.of(mark): mark for mark in verdicts.marks(decoded)}
        self._enter_new()
        self._merge()
        for place, decision in answers.items():
            self._judge(found[place], decision, decoded)
        self._vouch_for_entries(place for place, d in answers.items() if d.verb is not Verb.REJECT)
        self._drop_idle()
        return self._holdings

    def _judge(self, mark: Mark, decision: Decision, decoded: Decoded) -> None:
        if decision.verb is Verb.REJECT:
            verdicts.refuse(mark, self._who)
            return
        if decision.verb is Verb.KIND:
            verdicts.rename(mark, decision.to, self._who)
        elif decision.verb is Verb.WORDS:
            self._stretch(mark, decision.to, decoded)
        else:
            verdicts.vouch(mark, self._who)
        if decision.verb is Verb.VALUE:
            verdicts.value(mark, decision.value)
        elif decision.verb is Verb.READING:
            verdicts.reading(mark, decision.to)
        elif decision.entry:
            verdicts.point(mark, self._pointer(resolved(decision.entry, self._session.merged)))

    def _stretch(self, mark: Mark, words: str, decoded: Decoded) -> None:
        block = decoded.document.blocks[decoded.index(mark.claim.span.start)]
        span = stretched(decoded.document, mark.claim.span, words)
        element = verdicts.alone(mark)
        verdicts.vouch(replace(mark, elements=(element,)), self._who)
        if span is None or not stretch(element, mark.holder, span, block.span.start):
            raise OutputError(f"“{words}” begins inside of another mark and ends outside of it")

    def _pointer(self, identifier: str) -> str:
        entity = self._session.register.get(identifier)
        own = any(e.get(XML_ID) == identifier for e in entries.entries_in(self._root))
        if own or entity is None or not self._opened.desk.register_path:
            return f"#{identifier}"
        return f"{self._opened.desk.register_path}/{FILES[entity.kind]}#{identifier}"

    def _enter_new(self) -> None:
        known = self._opened.chapter.register
        for entity in self._session.register.entities:
            if known.get(entity.id) is None:
                home = self._holdings.home(entity.kind) if self._opened.folder is not None else self._chapter
                made_by = self._resp(home).removeprefix("#")
                extend(self._holdings.change(home), [replace(entity, made_by=made_by)])
        self._holdings.forget()

    def _merge(self) -> None:
        for gone, kept in self._session.merged.items():
            keep, other = self._entry(kept), self._entry(gone)
            if keep is not None and other is not None:
                merge(self._holdings, keep, [other], by=self._name)

    def _entry(self, identifier: str) -> Entry | None:
        """The entry of the register, or of the chapter itself: not one of another chapter's that has the same id."""
        found = [e for e in self._holdings.entries if e.id == identifier]
        return next((e for e in found if e.document is self._chapter or not e.document.is_text), None)

    def _vouch_for_entries(self, accepted: Iterable[Place]) -> None:
        """Who says that a name is that of an entry says that the entry is one."""
        questions = {q.place: q for q in self._opened.chapter.questions}
        ids = dict.fromkeys(entry_now(self._session, questions[place]) for place in accepted)
        for identifier in filter(None, ids):
            found = self._entry(identifier)
            if found is not None and entries.is_marked(found.element):
                self._holdings.change(found.document)
                entries.confirm(found.element, self._resp(found.document))

    def _resp(self, document: Checked) -> str:
        """What `@resp` of an entry says in this file; "" where nobody is named."""
        if document is self._chapter or not self._name:
            return self._who
        return answering(self._holdings, document, self._name)

    def _drop_idle(self) -> None:
        """An entry that the machine had proposed for what it was not goes, where nothing points to it any more."""
        questions = {q.place: q for q in self._opened.chapter.questions}
        ids = dict.fromkeys(questions[place].entry for place in self._session.answers)
        idle = [e for i in filter(None, ids) if (e := self._entry(i)) is not None and e.made_by == MACHINE]
        pointed = self._pointed() if idle else frozenset()
        for entry in idle:
            if pointed is not None and entry.id not in pointed:
                self._holdings.change(entry.document)
                entries.take_out(entry.element)
        self._holdings.forget()

    def _pointed(self) -> frozenset[str] | None:
        """The ids that anything points to; None where nobody knows who else points to the register."""
        if self._opened.folder is not None and not self._opened.in_edition:
            return None
        trees = [document.tree for document in self._holdings.documents]
        found = {i for t in trees for e in t.iter("*") for value in e.values() for i in _POINTER.findall(value)}
        if self._opened.folder is not None:
            others = (p for p in chapters_of(self._opened.desk.settings) if not _same(str(p), self._chapter.path))
            found |= {
                i for path in others for i in _POINTER.findall(site.take(path).content.decode("utf-8", "replace"))
            }
        return frozenset(found)
