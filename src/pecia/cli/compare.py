"""`pecia compare`: the proof that an encoding has lost nothing of its source."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pecia.cli import show
from pecia.core.errors import UsageError
from pecia.edition import site
from pecia.edition.workshop import account_for

_HELP = """Account for every character of a source in its encoding.

The proof is made from the two files alone, however the annotation was edited since: each character is kept, corrected
(the source's reading stands in <sic>, <orig> or <abbr>), set aside as forme work, or read as a note marker. If one is
missing, the first difference is shown with its place, and the exit code is 1.

\b
Examples:
  pecia compare chapter.txt chapter.xml
  pecia compare chapter.txt chapter.xml --notes notes.txt
  pecia encode chapter.txt -o - | pecia compare chapter.txt -
"""


@click.command(help=_HELP)
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("encoding", type=click.Path(path_type=Path))
@click.option(
    "--notes", type=click.Path(path_type=Path), metavar="FILE", help="The file of notes that was encoded with it."
)
def command(source: Path, encoding: Path, notes: Path | None) -> None:
    if [source, encoding, notes].count(Path("-")) > 1:
        raise UsageError("standard input (-) can be one of the files, not more")
    account = account_for(site.taken(source), site.taken(encoding), site.taken(notes) if notes else None)
    if account.difference is not None:
        show.findings([account.difference], err=False)
        sys.exit(1)
    fates = ", ".join(f"{number} {fate}" for fate, number in account.fates)
    show.product(f"{encoding} has all {account.characters} characters of {source}: {fates}")
