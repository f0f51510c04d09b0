"""`pecia encode`: a text becomes TEI; TEI gets the machine's own marks renewed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from pecia.cli import show
from pecia.core.errors import PeciaError, UsageError
from pecia.core.findings import Finding, Outcome, by_place
from pecia.edition import site
from pecia.edition.batch import Batch, Wishes
from pecia.edition.pipeline import counts
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
    quiet: bool,
) -> None:
    if output and (output_dir or len(inputs) > 1):
        raise UsageError("--output is for one file; for many, say --output-dir")
    piped = "-" in inputs or output == "-"
    if "-" in inputs and (output_dir or len(inputs) > 1):
        raise UsageError("standard input (-) goes alone, to standard output or to the --output FILE")
    if register and piped:
        raise UsageError("--register is for files: a stream carries its register in itself")
    if notes and len(inputs) > 1:
        raise UsageError(
            "--notes goes with one text; in an edition, pecia.toml names the notes of each ([encode] notes)"
        )
    if language and not is_tag(language):
        raise UsageError(f"--language {language}: is not a language tag; write en, de, fr-CA …")
    changes = {"language": language, "correct": correct}
    wishes = Wishes(
        output=Path(output) if output and output != "-" else None,
        output_dir=output_dir,
        register=register,
        header=header,
        notes=notes,
        changes={name: value for name, value in changes.items() if value is not None},
        overwrite=overwrite,
    )
    if piped:
        _stream(Batch(wishes), inputs[0], wishes.output, quiet=quiet)
    else:
        sys.exit(encode_files(Batch(wishes), [Path(name) for name in inputs], quiet=quiet))


def _stream(batch: Batch, name: str, target: Path | None, *, quiet: bool) -> None:
    source = site.taken(name)
    outcome = batch.encode_stream(source, target)
    if not quiet:
        show.message("\n".join(_summary(source.path, outcome, str(target or "standard output"))))
        show.findings(by_place(outcome.findings))
    if target is None:
        show.product(outcome.value.content)


def encode_files(batch: Batch, paths: list[Path], *, quiet: bool) -> int:
    """Encodes them all, writes what could be encoded, and only then speaks; returns the exit code."""
    errors: list[PeciaError] = []
    reports: list[tuple[list[str], tuple[Finding, ...]]] = []
    said: set[tuple[str, str]] = set()
    with show.progress("encoding", len(paths)) as step:
        for path in paths:
            step(str(path))
            try:
                outcome = batch.encode(path)
            except UsageError:
                raise
            except PeciaError as error:
                errors.append(error)
                continue
            lines = _summary(str(path), outcome, str(outcome.value.target or path), brief=len(paths) > _FEW)
            reports.append((lines, by_place(_unsaid(outcome.findings, said))))
    batch.save()
    for lines, findings in () if quiet else reports:
        show.message("\n".join(lines))
        show.findings(findings)
    for trouble in errors:
        show.error(str(trouble))
    return max((trouble.exit_code for trouble in errors), default=0)


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

_WORDS = {
    "persName": ("name of a person", "names of persons"), "placeName": ("place", "places"),
    "orgName": ("organisation", "organisations"), "date": ("date", "dates"), "noteAnchor": ("note", "notes"),
    "q": ("quotation", "quotations"), "title": ("title", "titles"), "foreign": ("foreign stretch", "foreign stretches"),
    "abbr": ("abbreviation", "abbreviations"), "sic": ("correction", "corrections"),
    "fw": ("piece set aside", "pieces set aside"),
}  # fmt: skip


def _summary(name: str, outcome: Outcome[Work], target: str, *, brief: bool = False) -> list[str]:
    encoded = outcome.value.encoded
    number = counts(encoded.document)
    told = [f"{number[kind]} {words[number[kind] != 1]}" for kind, words in _WORDS.items() if number.get(kind)]
    state = "" if outcome.value.changed else " (nothing new)"
    lines = [f"{name} → {target}{state}: {', '.join(told) or 'nothing found to mark'}"]
    if brief:
        return lines
    for slip in encoded.document.of_kind("sic"):
        source = encoded.document.covered(slip.span)
        lines.append(f"  corrected  {encoded.where(slip.span.start)}: {source} → {slip.get('corr')}")
    for block in encoded.document.blocks:
        if block.kind == "fw":
            words = " ".join(encoded.document.covered(block.span).split())
            lines.append(f"  set aside  {encoded.where(block.span.start)}: {words[:60]} ({block.get('type')})")
    return lines
