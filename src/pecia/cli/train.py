"""`pecia train`: learns from an edition's own encoding where it marks persons."""

from __future__ import annotations

from pathlib import Path

import click

from pecia.cli import show
from pecia.core.errors import UsageError
from pecia.core.register import Register
from pecia.edition import site
from pecia.edition.settings import find, load
from pecia.edition.training import Lesson, train
from pecia.edition.workshop import desk_for
from pecia.learning.files import written
from pecia.learning.training import ROUNDS

_HELP = """Learn from texts that people have encoded in what contexts persons are named.

The marks of persons (<persName>, <name type="person">) in the TEI files are the example; those that only pecia has made
(resp="#pecia") are not. What is learnt are contexts, not names, so that it holds for texts not seen yet. Whether titles
stand inside the names, and whether words such as “my father” are marked, is learnt with it. A hundred letters suffice.

The model is a file of text. Put it into the edition and name it in pecia.toml, and `pecia encode` uses it in place of
the one that comes with pecia:

\b
  [encode]
  model = "persons.model"

\b
Examples:
  pecia train chapters/*.xml -o persons.model
  pecia train letters/*.xml -o letters.model --about "Letters of 1800 to 1849, CC BY 4.0"
  pecia score new/*.xml                        is it better with it? (see pecia score --help)
"""


@click.command(help=_HELP)
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="TEI…")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="FILE", help="The model.")
@click.option("--about", multiple=True, metavar="TEXT", help="Origin or licence, a line in the model; can be repeated.")
@click.option("--plain", is_flag=True, help="Names only, without titles or everyday words, whatever the edition does.")
@click.option("--unconfirmed", is_flag=True, help="What pecia marked counts too: you have checked all of these files.")
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def command(
    inputs: tuple[Path, ...], output: Path, about: tuple[str, ...], *, plain: bool, unconfirmed: bool, quiet: bool
) -> None:
    for line in about:
        if not line.strip() or len(line) > _LONGEST or len(line.splitlines()) > 1:
            raise UsageError(f"--about: is one line of up to {_LONGEST} characters")
    if output.resolve() in {path.resolve() for path in inputs}:
        raise UsageError(f"{output}: is one of the texts; name another file for the model")
    home = find(inputs[0].parent)
    register = desk_for(load(home)).register if home is not None else Register()
    sources = [site.take(path) for path in inputs]
    with show.progress("learning", 2 * len(sources) + ROUNDS) as step:
        lesson = train(sources, register, plain=plain, unconfirmed=unconfirmed, about=about, heard=step)
    content = written(lesson.model)
    site.put(output, content)
    if not quiet:
        show.message("\n".join(_summary(lesson, output, len(content))))


_LONGEST = 1000
_FEW = 300


def _summary(lesson: Lesson, output: Path, size: int) -> list[str]:
    """What was learnt, in an editor's words."""
    names = f"{lesson.names} names of persons in {lesson.words} words"
    lines = [f"{output}: learnt from {lesson.texts} texts, {names} ({size // 1024 + 1} kB)"]
    lines.append(f"  titles: {'inside' if lesson.manner.titles else 'not in'} the names")
    if lesson.manner.own_words:
        lines.append(f"  marked as persons too: {', '.join(sorted(lesson.manner.own_words))}")
    if lesson.left_out:
        left = f"{lesson.left_out} of {lesson.left_out + lesson.sentences} sentences"
        lines.append(f"  {left} were left out: pecia's rules see persons in them that are not marked")
    lines += [f"  {name}: is in another language than most, and was not read" for name in lesson.others]
    if lesson.names < _FEW:
        lines.append(f"  {lesson.names} names are few: a model gets good with some {_FEW} and more")
    return lines
