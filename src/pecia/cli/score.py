"""`pecia score`: how far the encoder can be trusted on an edition's own material, by what people have marked in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from pecia.cli import show
from pecia.core.errors import UsageError
from pecia.edition import settings as edition_settings
from pecia.edition import site
from pecia.edition.pipeline import TEI_SUFFIXES, Desk
from pecia.edition.scoring.agreement import Score, kinds_in, score
from pecia.edition.scoring.report import FORMATS, Trial
from pecia.edition.scoring.trial import encoder_marks, marks_of
from pecia.edition.settings import Settings
from pecia.edition.workshop import desk_for
from pecia.tei.gold import Marked, marked
from pecia.tei.marks import KINDS, Mark

_HELP = """Score the encoder against TEI that people have encoded by hand.

The marks are taken off the gold TEI, its text is encoded afresh with the settings and the register of the edition, and
what was found is compared with what people had marked: names, dates, note markers, quotations, titles. With --against,
another encoding of the same texts is compared instead, file by file of the same name.

The TEI may be of any edition: `pecia explain score` says what counts as what. Of kinds that the gold never marks
nothing is said, and where it marks only some mentions, precision is a lower bound.

\b
Examples:
  pecia score letters/*.xml                      what to trust on these letters
  pecia score letters/*.xml --errors 10          and where it goes wrong
  pecia score letters/ --no-register             as if the edition had no register yet
  pecia score gold/*.xml --against other/*.xml   two encodings
  pecia score letters/*.xml --format json > score.json
"""

_SAME = 0.5
"""Two files that share fewer of their words than this are not two encodings of one text."""


class _Command(click.Command):
    """Lets `--against` take all the files that the shell makes of a pattern, up to the next option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        spread: list[str] = []
        taking = False
        for argument in args:
            if argument.startswith("-") and argument != "-":
                taking = argument == "--against"
                spread += [] if taking else [argument]
            else:
                spread += ["--against", argument] if taking else [argument]
        if taking and args[-1] == "--against":
            spread.append("--against")
        return super().parse_args(ctx, spread)


@click.command(cls=_Command, help=_HELP)
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="GOLD-TEI…")
@click.option(
    "--against", multiple=True, type=click.Path(path_type=Path), metavar="TEI…", help="Score these, not the encoder."
)
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only this kind; may be given again.")
@click.option(
    "--errors", type=click.IntRange(0), metavar="N", help="Show up to N errors of each sort, with their places."
)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option("--register/--no-register", default=True, help="Use the registers of the edition, or none.")
@click.option("--notes/--no-notes", default=True, help="Read the notes too, or the text alone.")
@click.option("--unconfirmed", is_flag=True, help='Count as gold also what only pecia vouches for (resp="#pecia").')
@click.option("--strict", is_flag=True, help="Titles before names, possessives, outer punctuation, nested names count.")
def command(
    gold: tuple[Path, ...],
    against: tuple[Path, ...],
    kinds: tuple[str, ...],
    errors: int | None,
    form: str,
    register: bool,
    notes: bool,
    unconfirmed: bool,
    strict: bool,
) -> None:
    pairs = _paired(_files(gold), _files(against))
    desks = {path: _desk(path) for path, _ in pairs}
    texts = [_read(path, desks[path], notes=notes) for path, _ in pairs]
    wanted = tuple(kind for kind in KINDS if kind in kinds) or kinds_in(texts, unconfirmed=unconfirmed)
    if not wanted:
        raise UsageError(_nothing_marked(texts))
    whole = Score()
    with show.progress("scoring", len(pairs)) as step:
        for (path, other), text in zip(pairs, texts, strict=True):
            step(str(path))
            if other is None:
                found = encoder_marks(text, desks[path], register=register)
            else:
                found = _marks_of(_read(other, _desk(other), notes=notes), text)
            used = {mark.ref for mark in found}
            known = used.__contains__ if other else _knows(text, desks[path], register=register)
            whole.add(score(text, found, wanted, unconfirmed=unconfirmed, strict=strict, known=known))
    names = tuple((str(path), str(other) if other else "") for path, other in pairs)
    words = sum(len(text.document.text.split()) for text in texts)
    trial = Trial(names, words, whole, register=register and not against)
    show.product(FORMATS[form](trial, errors or 0))


def _files(paths: Iterable[Path]) -> list[Path]:
    """The files, and of folders the TEI files in them."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(p for p in path.glob("*") if p.suffix.lower() in TEI_SUFFIXES) if path.is_dir() else [path]
        if not inside:
            raise UsageError(f"{path}: has no TEI files (.xml) in it; name the files, or another folder")
        found += inside
    return list(dict.fromkeys(found))


def _paired(gold: list[Path], against: list[Path]) -> list[tuple[Path, Path | None]]:
    if not against:
        return [(path, None) for path in gold]
    if len(gold) == len(against) == 1:
        return [(gold[0], against[0])]
    others = {path.stem: path for path in against}
    missing = [path for path in gold if path.stem not in others]
    if missing:
        raise UsageError(f"{missing[0]}: none of the --against files has its name; they are paired by name")
    idle = sorted(set(others) - {path.stem for path in gold})
    if idle:
        raise UsageError(f"{others[idle[0]]}: no gold file has its name; they are paired by name")
    return [(path, others[path.stem]) for path in gold]


def _desk(path: Path) -> Desk:
    file = edition_settings.find(path.parent)
    return desk_for(edition_settings.load(file)) if file else Desk(Settings(Path.cwd()))


def _read(path: Path, desk: Desk, *, notes: bool) -> Marked:
    source = site.taken(path)
    return marked(source.content, source.path, desk.register, notes=notes)


def _marks_of(other: Marked, gold: Marked) -> tuple[Mark, ...]:
    found, share = marks_of(other, gold)
    if share < _SAME:
        raise UsageError(
            f"{other.document.name}: only {share:.0%} of its words are those of {gold.document.name}; "
            "are they two encodings of one text?"
        )
    return found


def _knows(text: Marked, desk: Desk, *, register: bool) -> Callable[[str], bool]:
    """Whether the encoder could have known the entry that a name of the gold points to."""
    return lambda ref: register and (text.entries.get(ref) or desk.register.get(ref)) is not None


def _nothing_marked(texts: Iterable[Marked]) -> str:
    names = ", ".join(text.document.name for text in texts)
    if any(mark.own for text in texts for mark in text.marks):
        return f'{names}: all marks are the machine\'s own (resp="#pecia"); confirm some, or say --unconfirmed'
    return f"{names}: marks no names, dates, notes, quotations or titles, so there is nothing to score against"
