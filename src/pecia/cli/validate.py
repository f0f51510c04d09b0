"""`pecia validate`: exit 0 when nothing is found at or above the level, 1 when something is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pecia.cli import show

if TYPE_CHECKING:
    from pecia.core.findings import Severity
    from pecia.edition.validating.run import Case, Verdict, Wishes
    from pecia.validation.reports import Report

_FORMATS = (
    "text",
    "lines",
    "excerpt",
    "json",
    "jsonl",
    "sarif",
    "junit",
    "github",
    "gitlab",
    "checkstyle",
    "html",
)
_FOR_PEOPLE = frozenset({"text", "lines", "excerpt"})
_LEVELS = ("info", "warning", "error")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--level", type=click.Choice(_LEVELS), help="Report from here on. [default: pecia.toml's, or warning]")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="How to report; text is excerpt on a terminal, and lines in a pipe.",
)
@click.option(
    "--schema",
    "schemas",
    multiple=True,
    metavar="FILE|tei_all|pecia",
    help="A .rng, .xsd or .sch, or one of pecia's, whatever the documents name; may be given more than once.",
)
@click.option("--rules/--no-rules", default=True, help="With pecia's rules, or by schemas alone.")
@click.option("--since", default="", metavar="REV", help="Only what has changed since this revision of git.")
@click.option(
    "--baseline", type=click.Path(path_type=Path, dir_okay=False), help="Only what is new against this file fails."
)
@click.option(
    "--write-baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write all that is found into this file, and exit 0.",
)
@click.option(
    "--jobs", "-j", type=click.IntRange(1), help="How many documents are judged at once. [default: one for each core]"
)
@click.option("--cache/--no-cache", default=True, help="Remember what was judged, and do not judge it again.")
@click.option("--fix", is_flag=True, help="Mend what is safe to mend, show the diff, and report what is left.")
@click.option("--dry-run", is_flag=True, help="With --fix: show the diff, and write nothing.")
@click.option("--watch", is_flag=True, help="Judge again whenever a file changes, until Ctrl-C.")
def command(
    paths: tuple[str, ...],
    level: str | None,
    form: str,
    schemas: tuple[str, ...],
    rules: bool,
    since: str,
    baseline: Path | None,
    write_baseline: Path | None,
    jobs: int | None,
    cache: bool,
    fix: bool,
    dry_run: bool,
    watch: bool,
) -> None:
    """Judge TEI documents by RELAX NG, XML Schema, Schematron, and rules that no schema can say.

    PATHS are files, folders (every .xml in them), patterns in quotes, or - for standard input; without any, the
    edition in this folder. The schemas are those of --schema, else those that a document names (xml-model, or
    xsi:schemaLocation), else those of pecia.toml, else pecia's. Findings come one a line, as path:line:column:
    CODE message (hint).

    \b
    Examples:
      pecia validate                              the whole edition
      pecia validate chapters/one.xml             one chapter, with the registers that it points into
      pecia validate --level error chapters/      errors only
      pecia validate --schema tei_all letters/    by all of TEI
      pecia validate --since main                 what this branch has changed
      pecia validate --write-baseline old.json    what is wrong now is known,
      pecia validate --baseline old.json          and only what is new fails
      pecia validate --fix --dry-run chapters/     what could be mended by itself
      pecia validate --format sarif > report.sarif
      pecia explain P101                          what a code means

    Exit code: 0 nothing found, 1 something found, 2 wrong call or settings, 3 could not go on.
    """
    from pecia.core.findings import Severity
    from pecia.edition.validating.run import Wishes, case_of

    if watch and (fix or write_baseline):
        raise click.UsageError("--watch only looks: mend and write without it")
    case = case_of(paths, since)
    wanted = Severity[level.upper()] if level else (case.settings.level if case.settings else Severity.WARNING)
    wishes = Wishes(wanted, schemas, rules, baseline, jobs or 0, cache)
    if dry_run and not fix:
        raise click.UsageError("--dry-run goes with --fix: validating writes nothing")
    if watch:
        _watch(lambda: case_of(paths, since), wishes, form)
    if fix:
        _mend(case, wishes, dry=dry_run, err=form not in _FOR_PEOPLE)
    verdict = _verdict(case, wishes)
    if write_baseline:
        _write(verdict, write_baseline)
        return
    _report(verdict, form)
    if verdict.report.findings:
        raise SystemExit(1)


def _mend(case: Case, wishes: Wishes, *, dry: bool, err: bool) -> None:
    """Mends what is safe, and shows what changed; on standard error where standard output is for a program."""
    from pecia.edition.validating.fixing import fixes

    count = 0
    with show.progress("mending", len(case.paths)) as step:
        for fixed in fixes(case, wishes, step):
            count += len(fixed.made.mends)
            show.diff(fixed.diff(), err=err)
            if not dry:
                fixed.write()
    if count:
        things = "thing" if count == 1 else "things"
        show.message(f"{count} {things} {'could be' if dry else 'were' if count > 1 else 'was'} mended")


def _watch(cases: Callable[[], Case], wishes: Wishes, form: str) -> None:
    """A report for each change, for ever; what stops pecia otherwise, such as half-written settings, is said and waited
    for."""
    from pecia.core.errors import PeciaError
    from pecia.edition.validating.watching import changes

    last: list[str] = []

    def files() -> list[str]:
        try:
            case = cases()
        except PeciaError:
            return last
        settings = [str(case.settings.folder / "pecia.toml")] if case.settings else []
        last[:] = [*case.paths, *settings]
        return last

    for _ in changes(files):
        show.clear()
        try:
            _report(_verdict(cases(), wishes), form)
        except PeciaError as error:
            show.error(str(error))


def judged(case: Case, level: Severity) -> Report:
    """The report on a case, with a line of progress on a terminal."""
    from pecia.edition.validating.run import Wishes

    return _verdict(case, Wishes(level)).report


def _verdict(case: Case, wishes: Wishes) -> Verdict:
    from pecia.edition.validating.run import judge

    with show.progress("validating", len(case.paths)) as step:
        return judge(case, wishes, step)


def _write(verdict: Verdict, file: Path) -> None:
    from pecia.edition.site import put
    from pecia.edition.validating.run import from_folder
    from pecia.validation.baseline import write

    put(file, write(verdict.found, from_folder(file)).encode())
    count = f"{len(verdict.found)} finding{' is' if len(verdict.found) == 1 else 's are'}"
    show.message(f"{file}: {count} known from now on: pecia validate --baseline {file}")


def _report(verdict: Verdict, form: str) -> None:
    from pecia.validation import exchange
    from pecia.validation.reports import FORMATS

    report = verdict.report
    if form not in _FOR_PEOPLE:
        formats = FORMATS | exchange.FORMATS
        show.product(formats[form](report))
        return
    if form == "excerpt" or (form == "text" and show.on_terminal()):
        from pecia.edition.validating.excerpting import excerpts

        show.excerpts(report.findings, excerpts(verdict.sources, show.width()))
    else:
        show.findings(report.findings, err=False)
    for line in _used(verdict):
        show.message(line)
    if verdict.mended:
        number = f"{verdict.mended} of the baseline {'is' if verdict.mended == 1 else 'are'} mended"
        show.message(f"{number}: write it anew, so that nothing of it can come back")
    show.product(report.summary())


def _used(verdict: Verdict) -> list[str]:
    """Which schemas were asked: always where something names them; pecia's own need saying on a terminal only."""
    from pecia.edition.validating.schemas import shown

    said = []
    for choice, count in verdict.used:
        if choice.by or show.on_terminal():
            names = ", ".join(map(shown, choice.schemas))
            reason = f"named by {choice.by}" if choice.by else "pecia's own, as nothing names a schema"
            said.append(f"schema: {names} ({reason}; {count} {'document' if count == 1 else 'documents'})")
    return said
