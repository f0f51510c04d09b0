"""`pecia encode`: a text becomes TEI; TEI gets the machine's own marks renewed."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from pecia.cli import show
from pecia.core.errors import PeciaError, UsageError
from pecia.core.findings import Finding, Outcome
from pecia.edition import site
from pecia.edition.batch import Batch, Wishes
from pecia.edition.marks import DOUBTFUL, Mark, asked_for, is_word, marks, unmarked
from pecia.edition.pipeline import Encoded
from pecia.edition.summary import Report, lines, report
from pecia.edition.workshop import Work
from pecia.languages import is_tag

_HELP = """Make TEI of texts: names, dates, notes, quotations and slips of scanning are found and marked.

A file that is TEI already, or whose TEI is there already, only gets the machine's own marks (resp="#pecia") renewed;
what a person changed or confirmed stays as it is. Inside an edition (a folder with pecia.toml) its header, its register
and its settings are used.

\b
Examples:
  pecia encode chapter.txt                     writes chapter.xml beside it
  pecia encode chapter.txt -o - > out.xml      writes to standard output
  pecia encode *.txt --output-dir tei/         many at once, with one register in tei/register/
  pecia encode chapter.txt --notes notes.txt   the bodies of the notes are in a file of their own
  pecia encode chapter.xml                     renews the machine's marks in place
  pecia encode chapter.xml --explain           why each mark is made; writes nothing
  pecia encode chapter.xml --about Kirov       why Kirov is marked, and where he is not
  pecia encode chapter.xml --about doubtful    all marks that are not sure; also: 12:5, persName, low
  cat chapter.txt | pecia encode - > out.xml
"""


@click.command(help=_HELP)
@click.argument("inputs", nargs=-1, required=True, type=click.Path(), metavar="FILE…")
@click.option("-o", "--output", type=click.Path(), metavar="FILE", help="Write here; - is standard output.")
@click.option(
    "-d", "--output-dir", type=click.Path(path_type=Path), metavar="DIR", help="Write <stem>.xml of each here."
)
@click.option("--notes", type=click.Path(path_type=Path), metavar="FILE", help="A file with the bodies of the notes.")
@click.option(
    "--register", type=click.Path(path_type=Path), metavar="DIR", help="The folder of the register to use and extend."
)
@click.option(
    "--header", type=click.Path(path_type=Path), metavar="FILE", help="A file with the <teiHeader> to start from."
)
@click.option("--language", metavar="TAG", help="The language of the text (en, de, fr …); else it is found out.")
@click.option("--correct/--no-correct", default=None, help="Offer corrections of slips of scanning, or leave them be.")
@click.option(
    "--overwrite", is_flag=True, help="Encode afresh, though the output is there: corrections by hand are lost."
)
@click.option("-n", "--dry-run", "dry", is_flag=True, help="Say what would come of it, and write nothing.")
@click.option("--explain", is_flag=True, help="Say of each mark why it is made, one a line; writes nothing.")
@click.option(
    "--about",
    multiple=True,
    metavar="WHAT",
    help="Explain only these: a word of the text or of the entry, a kind (persName), a certainty (high, medium, low, "
    "doubtful), a place (12:5; 12: is the line). Said twice, both must hold.",
)
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def command(
    inputs: tuple[str, ...],
    output: str | None,
    output_dir: Path | None,
    notes: Path | None,
    register: Path | None,
    header: Path | None,
    language: str | None,
    correct: bool | None,
    overwrite: bool,
    dry: bool,
    explain: bool,
    about: tuple[str, ...],
    quiet: bool,
) -> None:
    _check(inputs, output, output_dir, register, notes, language, about)
    for file in filter(None, (notes, header)):
        site.take(file)  # TEI brings its own: nobody would read a wrong one, and say so.
    piped = "-" in inputs or output == "-"
    changes = {"language": language, "correct": correct}
    wishes = Wishes(
        output=Path(output) if output and output != "-" else None,
        output_dir=output_dir,
        register=register,
        header=header,
        notes=notes,
        changes={name: value for name, value in changes.items() if value is not None},
        overwrite=overwrite,
        dry=dry or explain or bool(about),
    )
    if explain or about:
        sys.exit(_explain(Batch(wishes), inputs, wishes.output, about))
    if piped:
        _stream(Batch(wishes), inputs[0], wishes.output, quiet=quiet)
    else:
        sys.exit(encode_files(Batch(wishes), [Path(name) for name in inputs], quiet=quiet))


def _check(
    inputs: tuple[str, ...],
    output: str | None,
    output_dir: Path | None,
    register: Path | None,
    notes: Path | None,
    language: str | None,
    about: tuple[str, ...],
) -> None:
    """Raises UsageError where what is asked for does not go together, or says nothing."""
    if output and (output_dir or len(inputs) > 1):
        raise UsageError("--output is for one file; for many, say --output-dir")
    if "-" in inputs and (output_dir or len(inputs) > 1):
        raise UsageError("standard input (-) goes alone, to standard output or to the --output FILE")
    if register and ("-" in inputs or output == "-"):
        raise UsageError("--register is for files: a stream carries its register in itself")
    if notes and len(inputs) > 1:
        raise UsageError(
            "--notes goes with one text; in an edition, pecia.toml names the notes of each ([encode] notes)"
        )
    if language and not is_tag(language):
        raise UsageError(f"--language {language}: is not a language tag; write en, de, fr-CA …")
    if output and Path(output).is_dir():
        raise UsageError(f"--output {output}: is a folder; say --output-dir {output}")
    if not all(map(str.strip, about)):
        raise UsageError("--about is empty: name a word, a kind, a certainty or a place")


def _stream(batch: Batch, name: str, target: Path | None, *, quiet: bool) -> None:
    source = site.taken(name)
    outcome = batch.encode_stream(source, target)
    if not quiet:
        said = report(source.path, outcome, str(target or "standard output"), dry=batch.dry)
        show.lines(lines([said], _again([name]), brief=False), err=True)
        show.findings(said.findings)
    if target is None and not batch.dry:
        show.product(outcome.value.content)


def encode_files(batch: Batch, paths: list[Path], *, quiet: bool) -> int:
    """Encodes them all, writes what could be encoded, and only then speaks; returns the exit code."""
    reports: list[Report] = []
    errors: list[PeciaError] = []
    for path, outcome in _each(batch, paths, errors):
        reports.append(report(str(path), outcome, str(outcome.value.target or path), dry=batch.dry))
    batch.save()
    if not quiet and reports:
        show.lines(lines(reports, _again(map(str, paths)), brief=len(paths) > _FEW), err=True)
        said: set[tuple[str, str]] = set()
        show.findings(finding for one in reports for finding in _unsaid(one.findings, said))
    return _told(errors)


def _each(batch: Batch, paths: list[Path], errors: list[PeciaError]) -> Iterator[tuple[Path, Outcome[Work]]]:
    """Each text encoded; what could not be goes to `errors`."""
    with show.progress("encoding", len(paths)) as step:
        for path in paths:
            step(str(path))
            try:
                yield path, batch.encode(path)
            except UsageError:
                raise
            except PeciaError as error:
                errors.append(error)


def _told(errors: Iterable[PeciaError]) -> int:
    """The exit code, after each trouble was said."""
    code = 0
    for trouble in errors:
        show.error(str(trouble))
        code = max(code, trouble.exit_code)
    return code


def _explain(batch: Batch, names: tuple[str, ...], target: Path | None, about: tuple[str, ...]) -> int:
    """Says of each mark why it is made, in the order of the text; what is asked for and not marked, too."""
    errors: list[PeciaError] = []
    if names == ("-",):
        _answer(batch.encode_stream(site.taken("-"), target).value.encoded, "-", about)
    else:
        for path, outcome in _each(batch, [Path(name) for name in names], errors):
            _answer(outcome.value.encoded, str(path), about)
    return _told(errors)


def _answer(encoded: Encoded, name: str, about: tuple[str, ...]) -> None:
    every = marks(encoded)
    found: Iterable[Mark] = every
    for question in about:
        found = asked_for(found, question)
    answers = [str(mark) for mark in found]
    if len(about) == 1 and is_word(about[0]):
        answers += unmarked(encoded, about[0], every)
    if answers:
        show.lines(answers)
    else:
        show.message(f"{name}: nothing is marked" + (f" that is about {' and '.join(about)}" if about else ""))


def _again(names: Iterable[str]) -> str:
    """The call that shows all doubts of these texts."""
    given = list(names)
    called = shlex.join(given) if len(given) <= _FEW else "…"
    return f"pecia encode {called} --about {DOUBTFUL}"


def _unsaid(findings: Iterable[Finding], said: set[tuple[str, str]]) -> Iterator[Finding]:
    """What is found of a file as a whole, as of its header, is the same for all of them, and is said of the first."""
    for finding in findings:
        whole = not finding.where.line
        if not whole or (finding.rule, finding.message) not in said:
            yield finding
        if whole:
            said.add((finding.rule, finding.message))


_FEW = 5
"""So many files are reported on in full; of more, each gets one line, and what is to mend."""
