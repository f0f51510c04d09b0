"""`pecia review`: a person goes through what the machine was not sure of, and what is decided is the person's own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import click

from pecia.cli import show
from pecia.cli.asking import EndedError, answers
from pecia.cli.review_dialog import Dialog, End
from pecia.cli.review_screen import KINDS, listed, summary
from pecia.core.errors import OutputError, PeciaError, UsageError
from pecia.core.findings import Finding, Location, Severity
from pecia.core.legal import illegal
from pecia.edition import site
from pecia.edition.review.judging import hindrance, hindrance_of_all, save, writable
from pecia.edition.review.opening import Opened, asked, open_chapter
from pecia.edition.review.questions import LEVELS, Decision, Place, Question, decisions, lines, row
from pecia.edition.review.session import Session, answered, completed
from pecia.tei.responsibility import is_machine

_HELP = """Go through the marks that the machine was not sure of, one by one, in the terminal.

Each is shown in its sentence, with the entry that it points to and the reason why it was made. One letter answers:
accept, reject, another kind, another entry … (? explains them all). What is decided is yours from then on: it has your
name in @resp, and `pecia encode` leaves it as it is; what is rejected is not marked again. Nothing is written before
you save, and then nothing else in the file changes. The least certain come first.

\b
Examples:
  pecia review chapter.xml --as "Ada Example"
  pecia review chapter.xml --kind persName --all         every person, the sure ones too
  pecia review chapter.xml --list                        only show what would be asked
  pecia review chapter.xml --list --json > todo.jsonl    the same for a script, which adds "do": "accept" …
  pecia review chapter.xml --decisions todo.jsonl        … and has it carried out
"""

_ALIASES = {word: kind for kind, word in KINDS.items()} | {"org": "orgName", "note": "noteAnchor", "quote": "q"}


def _kind(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    known = {kind.lower(): kind for kind in KINDS} | {word.lower(): kind for word, kind in _ALIASES.items()}
    for value in values:
        if value.lower() not in known:
            raise click.BadParameter(f"{value!r} is none; there are {', '.join(KINDS)}")
    return tuple(known[value.lower()] for value in values)


@click.command(help=_HELP)
@click.argument("chapter", type=click.Path(path_type=Path), metavar="FILE.xml")
@click.option(
    "--as", "who", metavar="NAME", help="Who reviews; else [edition] reviewer in pecia.toml, else you are asked."
)
@click.option("--all", "every", is_flag=True, help="The marks of high certainty too.")
@click.option("--level", "levels", multiple=True, type=click.Choice(LEVELS), help="Only marks of this certainty.")
@click.option("--kind", "kinds", multiple=True, callback=_kind, metavar="KIND", help="Only persName, date, sic …")
@click.option(
    "--register", type=click.Path(path_type=Path), metavar="DIR", help="The folder of the register, if it is elsewhere."
)
@click.option("--list", "listing", is_flag=True, help="Show what would be asked, and ask nothing.")
@click.option("--json", "as_json", is_flag=True, help="With --list: a line of JSON each.")
@click.option(
    "--decisions", "given", metavar="FILE", help="Carry out the decisions of this file (- is standard input)."
)
@click.option(
    "--record", type=click.Path(path_type=Path), metavar="FILE", help="Write the decisions here too, to repeat them."
)
@click.option("--lines", "by_lines", is_flag=True, help="Answer by lines, as a screen reader likes it.")
def command(
    chapter: Path,
    who: str | None,
    every: bool,
    levels: tuple[str, ...],
    kinds: tuple[str, ...],
    register: Path | None,
    listing: bool,
    as_json: bool,
    given: str | None,
    record: Path | None,
    by_lines: bool,
) -> None:
    if as_json and not listing:
        raise UsageError("--json is how --list is written; say --list --json")
    if listing and given:
        raise UsageError("--list only shows what would be asked; leave it or --decisions out")
    if register is not None and not register.is_dir():
        raise UsageError(f"--register {register}: is no folder")
    opened = open_chapter(chapter, register=register)
    wanted = levels or ((*LEVELS, "") if every else LEVELS[:2])
    if listing:
        _list(opened, Session(asked(opened.chapter, levels=wanted, kinds=kinds)), as_json=as_json)
        return
    writable(chapter)
    if given:
        session, stale = _replayed(opened, given)
        _finish(opened, session, _reviewer(opened, who), record)
        show.findings(stale)
        sys.exit(1 if stale else 0)
    session = Session(asked(opened.chapter, levels=wanted, kinds=kinds))
    if not session.chapter.questions:
        sure = len(opened.chapter.questions)
        rest = f"; of the machine's marks {sure} are left, see them with --all" if sure and not every else ""
        show.message(f"{chapter}: nothing to review{rest}")
        return
    name = _reviewer(opened, who, ask=sys.stdin.isatty())
    done = _ask(session, Dialog(session, answers(by_lines=by_lines), partial(hindrance, opened)), chapter)
    if done is not None:
        _finish(opened, done, name, record)


def _list(opened: Opened, session: Session, *, as_json: bool) -> None:
    for question in session.chapter.questions:
        if as_json:
            show.product(json.dumps(_told(question), ensure_ascii=False))
        else:
            show.product(listed(opened.source.path, question, session))


def _told(question: Question) -> dict[str, Any]:
    """A question for a script: its place, and what a reader of the list wants to know of it."""
    made = row(question.place) | {"line": question.line, "certainty": question.claim.certainty}
    if question.claim.evidence:
        made["because"] = "; ".join(question.claim.evidence)
    return made | ({"points to": question.entry} if question.entry else {})


def _reviewer(opened: Opened, who: str | None, *, ask: bool = False) -> str:
    """The name for the header, to which @resp leads. Nobody is made up: who is not named is asked.

    Raises UsageError where nobody can be.
    """
    name = " ".join((who or opened.desk.settings.reviewer).split())
    if not name and ask:
        name = " ".join(str(click.prompt("Who reviews? Your name, as the header shall have it")).split())
    if not name:
        raise UsageError('who reviews? Say --as "Your Name", or name a reviewer in pecia.toml ([edition] reviewer)')
    if is_machine(name):
        raise UsageError(f"{name!r} is the machine's own name; a person reviews")
    if wrong := illegal(name):
        raise UsageError(f"{name!r} has a character that XML cannot hold ({wrong}); leave it out")
    return name


def _replayed(opened: Opened, given: str) -> tuple[Session, tuple[Finding, ...]]:
    """The session that the decisions of a file make, and a finding for each that does not fit any more."""
    source = site.taken(given)
    said = decisions(source.content.decode("utf-8-sig", "replace"), source.path)
    session, stale = _answered(opened, said, lambda _: "")
    # To carry out all at once costs as much as to carry out one; what hinders is looked for only where something does.
    return (
        _answered(opened, said, partial(hindrance, opened)) if hindrance_of_all(opened, session) else (session, stale)
    )


def _answered(
    opened: Opened, said: Iterable[tuple[Place, Decision]], hinders: Callable[[Session], str]
) -> tuple[Session, tuple[Finding, ...]]:
    session, stale = Session(asked(opened.chapter, levels=(*LEVELS, ""))), []
    for place, decision in said:
        try:
            done = answered(session, place, completed(session, place, decision))
            if reason := hinders(done):
                raise ValueError(reason)
            session = done
        except ValueError as error:
            hint = "pecia review --list --json shows what there is to decide"
            where = Location(opened.source.path)
            stale.append(Finding("P075", Severity.WARNING, f"{decision.verb} of {place}: {error}", where, hint))
    return session, tuple(stale)


def _ask(session: Session, dialog: Dialog, chapter: Path) -> Session | None:
    """What the reviewer decided; None where it is not to be saved.

    Raises UsageError where the answers ended too soon.
    """
    try:
        if dialog.run() is End.SAVE:
            return dialog.session
        show.message(f"{chapter}: left as it is")
    except (KeyboardInterrupt, click.Abort):
        show.product("")
        _rescue(dialog.session, chapter)
        raise
    except EndedError as error:
        _rescue(dialog.session, chapter)
        raise UsageError(f"{chapter}: the answers ended before q (save) or x (leave): nothing was written") from error
    return None


def _finish(opened: Opened, session: Session, who: str, record: Path | None) -> None:
    if not session.decided:
        show.message(f"{opened.path}: nothing decided, nothing written")
        return
    if record is not None:
        site.put(record, lines(session.steps).encode())
    try:
        written = save(opened, session, who)
    except PeciaError:
        if record is None:
            _rescue(session, opened.path)
        raise
    others = [str(site.typed(path)) for path in written if path.resolve() != opened.path.resolve()]
    also = f"; {', '.join(others)} changed too" if others else ""
    show.message(f"{opened.path}: {summary(session)} by {who}{also}")


def _rescue(session: Session, chapter: Path) -> None:
    """Work that could not be saved is not lost: the decisions go into a file beside the chapter."""
    if not session.decided:
        return
    path = chapter.with_suffix(".decisions.jsonl")
    number = 1
    while path.exists():
        number += 1
        path = chapter.with_suffix(f".decisions-{number}.jsonl")
    try:
        site.put(path, lines(session.steps).encode())
    except OutputError:
        show.product(lines(session.steps))
        return
    show.message(f"what you decided is in {path}: pecia review {chapter} --decisions {path}")
