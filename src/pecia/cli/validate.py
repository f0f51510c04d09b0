"""`pecia validate`: exit 0 when nothing is found at or above the level, 1 when something is."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pecia.cli import show

if TYPE_CHECKING:
    from pecia.core.findings import Severity
    from pecia.core.text import Source
    from pecia.edition.settings import Settings
    from pecia.validation.reports import Report

_STDIN = "-"
_FORMATS = ("text", "json", "sarif", "junit", "github")
_LEVELS = ("info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be judged: the paths, the edition that they belong to, and whether they are all of it."""

    paths: tuple[str, ...]
    settings: Settings | None
    complete: bool = False


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--level", type=click.Choice(_LEVELS), help="Report from here on. [default: pecia.toml's, or warning]")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True, help="How to report.")
@click.option(
    "--schema",
    "schemas",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A .rng, .xsd or .sch of your own instead of pecia's; may be given more than once.",
)
@click.option("--rules/--no-rules", default=True, help="With pecia's rules, or by schemas alone.")
def command(paths: tuple[str, ...], level: str | None, form: str, schemas: tuple[Path, ...], rules: bool) -> None:
    """Judge TEI documents by RELAX NG, XML Schema, Schematron, and rules that no schema can say.

    PATHS are files, folders (every .xml in them) or - for standard input; without any, the edition
    in this folder. Findings come one a line, as path:line:column: CODE message (hint).

    \b
    Examples:
      pecia validate                              the whole edition
      pecia validate chapters/one.xml             one chapter, with the registers that it points into
      pecia validate --level error chapters/      errors only
      pecia validate --format sarif > report.sarif
      pecia explain P101                          what a code means

    Exit code: 0 nothing found, 1 something found, 2 wrong call or settings, 3 could not go on.
    """
    from pecia.core.findings import Severity
    from pecia.validation.reports import FORMATS, chosen

    case = _case(paths)
    wanted = Severity[level.upper()] if level else (case.settings.level if case.settings else Severity.WARNING)
    report = judged(case, wanted, schemas, rules=rules)
    if form == "text":
        show.findings(report.findings, err=False)
        show.product(report.summary())
    else:
        show.product(FORMATS[form](report))
    if chosen(report.findings, wanted):
        raise SystemExit(1)


def judged(case: Case, level: Severity, schemas: Iterable[Path] = (), *, rules: bool = True) -> Report:
    """The verdict on a case, less what its edition ignores and what lies under the level."""
    from pecia.edition.site import typed
    from pecia.validation.folder import Folder
    from pecia.validation.ignores import apply_ignores
    from pecia.validation.judge import Demands, standard, validate
    from pecia.validation.reports import Report, chosen

    sources = list(_sources(case.paths))
    own = tuple(schemas)
    demands = Demands(own or standard().schemas, rules=rules)
    folder = Folder(case.settings.folder) if case.settings else None
    with show.progress("validating", len(sources)) as step:
        findings = validate(sources, demands, folder=folder, complete=case.complete, progress=step)
    kept, ignored = findings, 0
    if case.settings:
        root = case.settings.folder
        settings_file = str(typed(root / "pecia.toml"))
        left = apply_ignores(
            findings,
            case.settings.ignores,
            settings=settings_file,
            judged=case.paths,
            relative=lambda path: os.path.relpath(Path(path).resolve(), root).replace(os.sep, "/"),
        )
        kept, ignored = left.findings, left.ignored
    above = chosen(kept, level)
    return Report(above, case.paths, ignored, len(kept) - len(above))


def _sources(paths: Iterable[str]) -> Iterator[Source]:
    from pecia.edition.site import taken

    yield from map(taken, paths)


def _case(paths: tuple[str, ...]) -> Case:
    from pecia.edition import settings

    if not paths:
        return whole_edition(Path())
    if len(paths) == 1 and (Path(paths[0]) / settings.FILE).is_file():
        return whole_edition(Path(paths[0]))
    first = next((path for path in paths if path != _STDIN), ".")
    found = settings.find(Path(first) if Path(first).is_dir() else Path(first).parent)
    decided = settings.load(found) if found else None
    return Case(tuple(_files(paths, decided)), decided)


def whole_edition(start: Path) -> Case:
    """The chapters and registers of the edition that a folder lies in. Raises UsageError where there is none."""
    from pecia.core.errors import UsageError
    from pecia.edition import settings
    from pecia.edition.site import typed

    found = settings.find(start)
    if found is None:
        raise UsageError(
            "there is no pecia.toml here or above: name the files to validate, or begin an edition with pecia new"
        )
    decided = settings.load(found)
    folders = [decided.folder / decided.output, decided.folder / decided.register]
    paths = tuple(str(typed(path)) for folder in folders for path in sorted(folder.rglob("*.xml")))
    if not paths:
        raise UsageError(f"{typed(found)}: nothing to validate in {decided.output}/ and {decided.register}/ yet")
    return Case(paths, decided, complete=True)


def _files(paths: Iterable[str], decided: Settings | None) -> Iterator[str]:
    """The files, and those in the folders; but not the edition's header, which is to be filled and no document."""
    from pecia.core.errors import UsageError

    header = decided.folder / decided.header if decided else None
    for path in dict.fromkeys(paths):
        if path == _STDIN or not Path(path).is_dir():
            yield path
            continue
        inside = sorted(file for file in Path(path).rglob("*.xml") if file.resolve() != header)
        if not inside:
            raise UsageError(f"{path}: no .xml file in this folder")
        yield from map(str, inside)
