"""`pecia build`: the whole edition, from its sources to what readers get."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath

import click

from pecia.cli import show
from pecia.cli.encode import encode_files
from pecia.cli.validate import judged
from pecia.core.artifacts import Artifact
from pecia.core.errors import UsageError
from pecia.core.findings import Finding, Outcome, by_place
from pecia.edition import settings, site
from pecia.edition.batch import Batch, Wishes
from pecia.edition.copies import copies
from pecia.edition.settings import Settings
from pecia.edition.validating.run import Case
from pecia.edition.workshop import chapters_of, edition_files, sources_of

_HELP = """Build the edition in a folder (by default, this one): encode its sources, validate, and export.

Sources become TEI in the edition's own folder of chapters; where a chapter is there already, only the machine's marks
are renewed, and what a person changed stays. What readers get is written into one output folder: the pages, the texts
and the citations that pecia.toml asks for ([export] formats), and the TEI itself under tei/.

\b
Examples:
  pecia build
  pecia build my-edition --output site

Exit code: 0 built, 1 built with findings, 2 pecia.toml is at fault, 3 could not go on.
"""


@click.command(help=_HELP)
@click.argument("folder", default=".", type=click.Path(path_type=Path), metavar="[FOLDER]")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="[default: build, in the edition]")
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
def command(folder: Path, output: Path | None, quiet: bool) -> None:
    file = settings.find(folder)
    if file is None:
        raise UsageError(f"{folder}: no {settings.FILE} here or above; `pecia new my-edition` starts an edition")
    edition = settings.load(file)
    code = encode_files(Batch(Wishes()), [site.typed(source) for source in sources_of(edition)], quiet=quiet)
    chapters = [site.typed(chapter) for chapter in chapters_of(edition)]
    if not chapters:
        raise UsageError(
            f"{file}: nothing to build: no source fits {', '.join(edition.sources)}, and there is no chapter"
        )
    files = tuple(str(site.typed(path)) for path in edition_files(edition))
    report = judged(Case(files, edition, complete=True), edition.level)
    show.findings(report.findings)
    outcome = _copies(edition, chapters)
    noticed = by_place(f for f in outcome.findings if f.severity >= edition.level and not edition.ignores_it(f))
    show.findings(noticed)
    made, target = outcome.value, output or site.typed(edition.folder / "build")
    site.write(target, made)
    if not quiet:
        show.message(f"{report.summary()}\n{len(made)} files in {target}: {', '.join(str(a.path) for a in made)}")
    sys.exit(max(code, 1 if report.findings or noticed else 0))


def _copies(edition: Settings, chapters: list[Path]) -> Outcome[tuple[Artifact, ...]]:
    made: list[Artifact] = []
    findings: list[Finding] = []
    with show.progress("exporting", len(chapters)) as step:
        for chapter in chapters:
            step(chapter.name)
            outcome = copies(site.take(chapter), edition.formats, {}, edition)
            findings += outcome.findings
            made += outcome.value
    for path in edition_files(edition):
        place = PurePosixPath("tei", path.relative_to(edition.folder).as_posix())
        made.append(Artifact(place, site.take(path).content))
    return Outcome(tuple({artifact.path: artifact for artifact in made}.values()), tuple(findings))
