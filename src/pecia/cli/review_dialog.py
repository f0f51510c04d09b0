"""The conversation of a review: a mark is shown, a letter is answered, until the reviewer saves or leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from pecia.cli import show
from pecia.cli.asking import Answers
from pecia.cli.review_screen import ALL, HELP, KINDS, LETTERS, done, entry_line, help_line, keys, screen
from pecia.core.register import Entity
from pecia.edition.review.dates import date_value
from pecia.edition.review.looking import search
from pecia.edition.review.questions import ENTRY_KINDS, Decision, Question, Verb
from pecia.edition.review.session import Session, decide, entry_now, new_entry, same, undo

_Asked = Callable[["Dialog", Question], Decision | None]


class End(Enum):
    """How a review ends."""

    SAVE = "save"
    LEAVE = "leave"


class Dialog:
    """Holds the session as it grows, so that what was decided is there when answers end in the middle."""

    def __init__(self, session: Session, answers: Answers, hindrance: Callable[[Session], str]) -> None:
        self.session = session
        self._answers = answers
        self._hindrance = hindrance
        self._helped = ""

    def run(self) -> End:
        """Goes on until the reviewer saves or leaves. Raises EndedError when there are no more answers."""
        fresh = True
        while True:
            question = self.session.current
            if fresh:
                self._show(question)
            key = self._answers.key()
            if key in ("q", "x") and (end := self._leave(key)) is not None:
                return end
            fresh = self._obey(key, question)

    def _show(self, question: Question | None) -> None:
        columns = show.width()
        if question is None:
            show.product(f"\nThat was the last of {len(self.session.chapter.questions)}.\n")
        else:
            shown = screen(self.session, question, columns, styled=show.styled(), ruled=self._answers.seen)
            show.product(f"\n{shown}")
        alike = len(same(self.session, question)) if question is not None else 0
        letters = help_line(question, alike, columns)
        if self._answers.seen or letters != self._helped:
            # Who listens need not hear the same letters again.
            show.product(f"\n{letters}")
        self._helped = letters

    def _leave(self, key: str) -> End | None:
        if key == "q":
            return End.SAVE
        number = self.session.decided
        if number and self._answers.line(f"Leave {number} decided unsaved? y or n:").lower()[:1] != "y":
            return None
        return End.LEAVE

    def _obey(self, key: str, question: Question | None) -> bool:
        """Does what the letter says; whether there is something new to see."""
        if key == "u":
            if not self.session.steps:
                show.product("Nothing to undo.")
                return False
            self.session = undo(self.session)
            return True
        if key == "?":
            show.product(HELP)
            return False
        known = keys(question)
        if question is None or key.lower() not in known or (key.isupper() and key not in ALL) or key in ("q", "x"):
            show.product("" if key in ("q", "x") else f"Press one of {' '.join(known)}")
            return False
        decision = _ASKED[key.lower()](self, question)
        if decision is None:
            return True
        try:
            decided = decide(self.session, decision, alike=key.isupper())
        except ValueError as error:
            show.product(f"No: {error}.")
            return False
        if reason := self._hindrance(decided):
            show.product(f"No: {reason}.")
            return False
        self.session = decided
        show.product(done(decision, question, len(self.session.steps[-1].places)))
        return True

    def ask_kind(self, question: Question) -> Decision | None:
        letters = {letter: kind for kind, letter in LETTERS.items() if kind != question.claim.kind}
        said = self._answers.line(f"Which kind: {', '.join(f'{k} {KINDS[v]}' for k, v in letters.items())}?").lower()
        named = {word: kind for kind in letters.values() for word in (kind.lower(), KINDS[kind])}
        kind = named.get(said) or letters.get(said, "")
        if not kind:
            return None
        entry = self._entry(question, kind)
        return None if entry is None else Decision(Verb.KIND, to=kind, entry=entry.id, name=self._if_new(entry))

    def ask_link(self, question: Question) -> Decision | None:
        entry = self._entry(question, question.claim.kind)
        if entry is None:
            return None
        name = self._if_new(entry)
        return Decision(Verb.NEW if name else Verb.LINK, entry=entry.id, name=name)

    def ask_new(self, question: Question) -> Decision | None:
        name = self._answers.line(f"Name of the entry [{question.place.words}]:", question.place.words)
        entry = self._new(name, question.claim.kind)
        return None if entry is None else Decision(Verb.NEW, entry=entry.id, name=entry.name)

    def ask_merge(self, question: Question) -> Decision | None:
        here = self.session.register.get(entry_now(self.session, question))
        if here is None:
            show.product("It points to no entry that could be merged.")
            return None
        show.product(f"{entry_line(here)}\nis the same as:")
        entry = self._entry(question, question.claim.kind, new=False)
        return None if entry is None else Decision(Verb.MERGE, entry=entry.id)

    def ask_value(self, question: Question) -> Decision | None:
        if question.claim.kind != "date":
            said = self._answers.line("The reading:")
            return Decision(Verb.READING, to=said) if said else None
        said = self._answers.line("The value (1932-09-28, 1932-09, a/b, a..b, or words; - for none):")
        if not said:
            return None
        value = () if said == "-" else date_value(said, self.session.chapter.document.get("language"))
        if value is None:
            show.product(f"“{said}” is no date that could be told.")
            return None
        return Decision(Verb.VALUE, value=value)

    def ask_words(self, question: Question) -> Decision | None:
        said = self._answers.line(f"Which words are it, as they stand there [{question.place.words}]:")
        return Decision(Verb.WORDS, to=said) if said else None

    def _entry(self, question: Question, kind: str, *, new: bool = True) -> Entity | None:
        """An entry that the reviewer looks for and picks, or makes; None when none is wanted after all."""
        words = self._answers.line(f"Look for [{question.place.words}]:", question.place.words)
        while True:
            found = search(self.session.register, words, ENTRY_KINDS[kind])
            for number, entity in enumerate(found, start=1):
                show.product(f"  {number}  {entry_line(entity)}")
            if not found:
                show.product(f"  nothing like “{words}” in the register")
            choices = "A number" + (", + for a new entry" if new else "")
            said = self._answers.line(f"{choices}, other words to look for, or nothing to go back:")
            if not said:
                return None
            if said.isdigit() and 0 < int(said) <= len(found):
                return found[int(said) - 1]
            if new and said.startswith("+"):
                return self._new(said[1:].strip() or words, kind)
            words = said

    def _new(self, name: str, kind: str) -> Entity | None:
        try:
            return new_entry(self.session, name, kind)
        except ValueError as error:
            show.product(f"No: {error}.")
            return None

    def _if_new(self, entry: Entity) -> str:
        return entry.name if self.session.register.get(entry.id) is None else ""


_ASKED: Mapping[str, _Asked] = {
    "a": lambda _dialog, _question: Decision(Verb.ACCEPT),
    "r": lambda _dialog, _question: Decision(Verb.REJECT),
    "s": lambda _dialog, _question: Decision(Verb.SKIP),
    "k": Dialog.ask_kind,
    "l": Dialog.ask_link,
    "n": Dialog.ask_new,
    "m": Dialog.ask_merge,
    "v": Dialog.ask_value,
    "w": Dialog.ask_words,
}
