"""`pecia schema`: compile a customization of TEI (ODD), look something up in it, make one of a corpus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pecia.cli import show

if TYPE_CHECKING:
    from pecia.odd.schema import Schema

_ODD = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """Compile a customization of TEI (ODD), look something up in it, or make one of a corpus.

    \b
    Examples:
      pecia schema compile my.odd          my.rng, my.xsd and my.sch beside it
      pecia schema show persName           content, attributes, classes, parents
      pecia schema new tei/*.xml > my.odd  exactly what these files use
    """


@command.command(name="compile")
@click.argument("odd", type=_ODD)
@click.option(
    "--to", "kinds", multiple=True, type=click.Choice(["rng", "xsd", "sch"]), help="Only this; all if not given."
)
@click.option("--output-dir", type=click.Path(file_okay=False, path_type=Path), help="Where to; else beside the ODD.")
@click.option("--stdout", is_flag=True, help="Print the one schema, write nothing.")
def compile_(odd: Path, kinds: tuple[str, ...], output_dir: Path | None, stdout: bool) -> None:
    """Make RELAX NG, XML Schema and Schematron of an ODD.

    What the ODD asks for and cannot have is said with line and column (V320 to V325), and the rest is compiled.

    \b
    Examples:
      pecia schema compile my.odd
      pecia schema compile my.odd --to rng --stdout > my.rng
    """
    from pecia.core.errors import UsageError
    from pecia.core.findings import Severity
    from pecia.edition.site import put
    from pecia.odd.compile import compiled_schema, written

    if stdout and len(kinds) != 1:
        raise UsageError("--stdout prints one schema: name it with --to rng, --to xsd or --to sch")
    outcome = compiled_schema(odd)
    show.findings(outcome.findings)
    files = written(outcome.value, odd, kinds or ("rng", "xsd", "sch"))
    if stdout:
        show.product(next(iter(files.values())))
    else:
        for name, content in files.items():
            path = (output_dir or odd.parent) / name
            put(path, content)
            show.message(f"{odd} → {path}")
    if any(finding.severity is Severity.ERROR for finding in outcome.findings):
        raise SystemExit(1)


@command.command(name="show")
@click.argument("name")
@click.option("--odd", type=_ODD, help="Look in this customization; else in all of TEI.")
def show_(name: str, odd: Path | None) -> None:
    """Show an element, a class, a macro or a datatype: what it contains, carries, and where it may stand.

    \b
    Examples:
      pecia schema show persName
      pecia schema show att.datable --odd my.odd
    """
    from difflib import get_close_matches

    from pecia.core.errors import UsageError
    from pecia.odd import facts
    from pecia.odd.showing import names, rows

    schema = _schema(odd)
    found = rows(name.strip("<>"), schema, facts.load())
    if not found:
        close = get_close_matches(name, names(schema), 3, 0.6)
        hint = f"did you mean {', '.join(close)}?" if close else "look at its spelling"
        raise UsageError(f"{odd or 'TEI'} has no {name!r}: {hint}")
    show.table(list(found))


@command.command()
@click.argument("files", nargs=-1, required=True, type=_ODD)
@click.option("--name", default="corpus", show_default=True, help="The name of the schema, an XML name.")
@click.option("--title", default="The encoding of a corpus", show_default=True, help="The title of the ODD.")
def new(files: tuple[Path, ...], name: str, title: str) -> None:
    """Write an ODD of exactly what TEI files use: elements, attributes and values, with counts.

    The ODD goes to standard output. What the files use and TEI does not have is named on standard error.

    \b
    Examples:
      pecia schema new tei/chapters/*.xml > my.odd
    """
    from pecia.odd import facts
    from pecia.odd.compile import all_of_tei
    from pecia.odd.corpus import odd, usage
    from pecia.odd.sources import bytes_of

    schema = all_of_tei()
    found = usage(((path.name, bytes_of(path)) for path in files), schema)
    for thing, count in sorted(found.unknown.items()):
        show.message(f"TEI {schema.release} has no {thing} (used {count} times): it is left out")
    show.product(odd(found, schema, facts.load(), name, title))


def _schema(odd: Path | None) -> Schema:
    from pecia.odd.compile import all_of_tei, compiled_schema

    return all_of_tei() if odd is None else compiled_schema(odd).value
