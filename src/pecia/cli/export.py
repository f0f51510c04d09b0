"""`pecia export`: faithful copies of TEI documents."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import click

from pecia.cli import show
from pecia.core.artifacts import Artifact
from pecia.core.errors import UsageError
from pecia.core.findings import by_place
from pecia.edition import settings, site
from pecia.edition.copies import copies
from pecia.exporters import EXPORTERS

_HELP = """Make web pages, plain text and citations of TEI documents.

Each copy is written beside its document, as <stem> with the suffix of the format. `pecia list exporters` tells the
formats. Inside an edition its register is used, its settings ([export.html] in pecia.toml), and its own stylesheets
(xslt/html.xsl), which may override any template of pecia's.

\b
Examples:
  pecia export chapter.xml --to html
  pecia export chapter.xml --to html --to text --to bibtex
  pecia export chapter.xml --to text -p notes=omit -p wrap=72
  pecia export chapter.xml --to citation -p style=mla -o -
  pecia export tei/*.xml --to html --output-dir site/
"""


@click.command(help=_HELP)
@click.argument("inputs", nargs=-1, required=True, type=click.Path(), metavar="FILE…")
@click.option(
    "-t",
    "--to",
    "formats",
    multiple=True,
    metavar="FORMAT",
    shell_complete=lambda _context, _parameter, begun: [name for name in EXPORTERS.names() if name.startswith(begun)],
    help="What to make; may be given more than once.",
)
@click.option(
    "-o", "--output", type=click.Path(), metavar="FILE", help="Write here (one file, one format); - is standard output."
)
@click.option("-d", "--output-dir", type=click.Path(path_type=Path), metavar="DIR", help="Write all of them here.")
@click.option("-p", "--param", "parameters", multiple=True, metavar="NAME=VALUE", help="An option of the format.")
@click.option("-q", "--quiet", is_flag=True, help="Do not say what was written.")
def command(
    inputs: tuple[str, ...],
    formats: tuple[str, ...],
    output: str | None,
    output_dir: Path | None,
    parameters: tuple[str, ...],
    quiet: bool,
) -> None:
    given = dict(_pair(parameter) for parameter in parameters)
    single = len(inputs) == 1 and len(formats) == 1
    if output and (output_dir or not single):
        raise UsageError("--output is for one file in one format; for more, say --output-dir")
    if "-" in inputs and not single:
        raise UsageError("standard input (-) goes with one format, and no other file")
    with show.progress("exporting", len(inputs)) as step:
        for name in inputs:
            step(name)
            _export(name, formats, output, output_dir, given, quiet=quiet)


def _export(
    name: str,
    formats: tuple[str, ...],
    output: str | None,
    output_dir: Path | None,
    given: dict[str, str],
    *,
    quiet: bool,
) -> None:
    piped = name == "-"
    path = Path.cwd() / name if piped else Path(name)
    source = site.taken("-" if piped else path)
    file = settings.find(path.parent)
    own = settings.load(file) if file else None
    outcome = copies(source, formats or (own.formats if own else ("html",)), given, own)
    show.findings(by_place(outcome.findings))
    if output == "-" or (piped and not output and not output_dir):
        show.product(b"".join(artifact.content for artifact in outcome.value))
        return
    folder = Path(output).parent if output else output_dir or path.parent
    first, *others = outcome.value
    if output:
        first = Artifact(PurePosixPath(Path(output).name), first.content)
    site.write(folder, (first, *others))
    if not quiet:
        show.message(f"{name} → {', '.join(str(folder / artifact.path) for artifact in (first, *others))}")


def _pair(parameter: str) -> tuple[str, str]:
    name, equals, value = parameter.partition("=")
    if not equals or not name:
        raise UsageError(f"--param {parameter}: write it as NAME=VALUE")
    return name, value
