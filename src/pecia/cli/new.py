"""`pecia new`: an edition to begin with."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from pecia.cli import show
from pecia.core.errors import UsageError
from pecia.edition import site
from pecia.edition.scaffold import scaffold


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="Title of the edition; the folder's name if not given.")
@click.option("--author", default="Anonymous", show_default=True, help="Who edits it.")
@click.option("--language", default="en", show_default=True, help="Language of the text, as a BCP 47 tag.")
@click.option("--date", help="The day of the edition, as YYYY-MM-DD; today if not given.")
def command(folder: Path, title: str | None, author: str, language: str, date: str | None) -> None:
    """Begins an edition in FOLDER: settings, header, registers, a CI workflow and a sample text.

    The edition builds at once with `pecia build`. Nothing that exists is overwritten: FOLDER must be new, or empty.

    \b
    Examples:
      pecia new my-edition
      pecia new lettere --title "Lettere da Bologna" --author "Ada Example" --language it

    Exit code: 0 well done, 2 the call is at fault, 3 could not go on.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: is there already and not empty; name a new folder")
    files = scaffold(
        title=title or folder.resolve().name.replace("-", " ").replace("_", " ").capitalize(),
        author=author,
        language=language,
        date=_day(date),
    )
    site.write(folder, files)
    for file in files:
        show.message(f"  {folder / file.path}")
    show.message(f"An edition is in {folder}. Build it: pecia build {folder}")


def _day(date: str | None) -> str:
    # The one clock of pecia: a day that is written down once, and then is the edition's own.
    today = datetime.datetime.now().astimezone().date()
    if date is None:
        return today.isoformat()
    try:
        return datetime.date.fromisoformat(date).isoformat()
    except ValueError as error:
        raise UsageError(f"--date {date}: is not a day; write it as YYYY-MM-DD") from error
