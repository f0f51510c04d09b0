"""`pecia register export` and `import`: tables for spreadsheets and OpenRefine, lists for other editions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from pecia.cli import show
from pecia.cli.register import decided_by, dry, in_folder, opened, saved
from pecia.core.errors import UsageError
from pecia.core.register import KINDS

if TYPE_CHECKING:
    from pecia.core.text import Source
    from pecia.edition.register.importing import Taken
    from pecia.edition.register.records import Record

_FORMS = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".xml": "tei",
    ".tei": "tei",
}  # fmt: skip


@click.command("export", short_help="A table, or lists of TEI, for other programs and editions.")
@click.argument("words", nargs=-1)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write here.  [default: standard output]"
)
@click.option(
    "--format", "form", type=click.Choice(["csv", "jsonl", "tei"]), help="[default: by the suffix of FILE, or csv]"
)
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only these; may be given more than once."
)
@click.option("--without", "lacking", multiple=True, metavar="AUTHORITY", help="Only those without a number of it.")
@in_folder
def export_command(
    words: tuple[str, ...], output: Path | None, form: str | None, kinds: tuple[str, ...], lacking: tuple[str, ...],
    folder: Path,
) -> None:  # fmt: skip
    """Writes the entries, or those that WORDS choose, as a table or as lists of TEI.

    A table has the columns id, kind, name, variants, birth, death, geo, note, made_by, mentions, and one for each
    authority; several values in a cell are parted by |. OpenRefine opens it as it is. What comes back by pecia register
    import changes nothing that was not changed.

    \b
    Examples:
      pecia register export -o register.csv
      pecia register export --kind person --without GND -o to-reconcile.csv
      pecia register export -o register.xml
    """
    from pecia.edition import site
    from pecia.edition.register.catalogue import Wanted, chosen
    from pecia.edition.register.lists import to_tei
    from pecia.edition.register.records import record_of
    from pecia.edition.register.tables import to_csv, to_jsonl

    holdings = opened(folder)
    found = chosen(holdings.entries, Wanted(" ".join(words), kinds, lacking=lacking))
    form = form or (form_of(output) if output else "csv")
    if form == "tei":
        content = to_tei(holdings, found)
    else:
        records = [record_of(entry) for entry in found]
        content = to_csv(records) if form == "csv" else to_jsonl(records)
    if output is None:
        show.product(content)
        return
    if any(Path(document.path).resolve() == output.resolve() for document in holdings.documents):
        raise UsageError(f"{output}: is a file of the edition itself; export into another")
    site.put(output, content)
    show.message(f"{len(found)} {'entry' if len(found) == 1 else 'entries'} → {output}")


@click.command("import", short_help="Takes in tables and lists; tells what contradicts.")
@click.argument("file", type=click.Path())
@click.option("--format", "form", type=click.Choice(["csv", "jsonl", "tei"]), help="[default: by the suffix of FILE]")
@click.option(
    "--kind", type=click.Choice(KINDS), help="What the rows are, where they do not say; of lists, only these."
)
@click.option(
    "--column", "columns", multiple=True, metavar="COLUMN=MEANING",
    help="What a column is: id, name, variants, …, GND, Wikidata, …; for columns that go by other names.",
)  # fmt: skip
@click.option("--prefer", type=click.Choice(["import"]), help="Where the two contradict, FILE is right: overwrite.")
@click.option(
    "--into", type=click.Path(path_type=Path), metavar="TEI", help="The file for new entries, in a plain folder."
)
@decided_by
@dry
@in_folder
def import_command(
    file: str, form: str | None, kind: str | None, columns: tuple[str, ...], prefer: str | None, into: Path | None,
    by: str, dry_run: bool, folder: Path,
) -> None:  # fmt: skip
    """Takes in a table (CSV, TSV, JSON lines, what OpenRefine exports) or the lists of a TEI file.

    An entry is found by its id (in tables), by a number of an authority, or by its name. New ones are added, known ones
    gain what they lack. Nothing is overwritten: what contradicts is told, and left as it is.

    \b
    Examples:
      pecia register import register.csv --dry-run
      pecia register import refined.tsv --column "name id=Wikidata"
      pecia register import other-edition.xml --kind person

    Exit code: 0 taken in, 1 something contradicts, 2 the call is at fault, 3 could not go on.
    """
    from pecia.edition import site
    from pecia.edition.register.importing import OUTCOMES, Importer

    source = site.taken(file)
    form = form or form_of(PurePath(file))
    records, by_id = _read(source, form, kind or "", columns)
    holdings = opened(folder)
    importer = Importer(holdings, prefer=prefer or "", by=by, by_id=by_id, into=into)
    with show.progress("importing", len(records)) as step:
        taken = []
        for record in records:
            step(record.name)
            taken.append(importer.take(record))
    gone = importer.finish()
    count = Counter(each.outcome for each in taken)
    lines = list(_brief([line for each in taken for line in _told(each, source.path)]))
    if importer.left:
        told = ", ".join(f"{name} ({count})" for name, count in importer.left.most_common())
        lines.append(f"left out, for the schema of pecia has no room for it: {told}")
    if gone:
        lines.append(f"{gone} pointers into the other edition lead nowhere here, and were left out")
    lines.append(", ".join(f"{count[outcome]} {outcome}" for outcome in OUTCOMES))
    saved(holdings, lines, registers_first=True, dry_run=dry_run)
    if any(each.conflicts for each in taken):
        raise SystemExit(1)


def form_of(path: PurePath) -> str:
    if path.suffix.lower() not in _FORMS:
        hint = (
            "save it as CSV" if path.suffix.lower() in (".xlsx", ".xls", ".ods") else "say --format csv, jsonl or tei"
        )
        raise UsageError(f"{path}: what is in it? {hint}")
    return _FORMS[path.suffix.lower()]


def _read(source: Source, form: str, kind: str, columns: Sequence[str]) -> tuple[Sequence[Record], bool]:
    """The records, and whether their ids are this edition's."""
    from pecia.edition.register.importing import records_of
    from pecia.edition.register.lists import read_lists
    from pecia.edition.register.tables import read_table

    if form == "tei":
        if columns:
            raise UsageError("--column is for tables; lists of TEI say themselves what is what")
        return records_of(source.path, read_lists(source, kind)), False
    said = dict(_equation(column) for column in columns)
    table = read_table(source, form=form, kind=kind, columns=said)
    if table.unread:
        show.message(f"not read: {', '.join(table.unread)} (say what a column is with --column COLUMN=MEANING)")
    return records_of(source.path, table.records), True


def _equation(column: str) -> tuple[str, str]:
    name, sign, meaning = column.rpartition("=")
    if not (sign and name and meaning):
        raise UsageError(f'--column {column}: write --column "COLUMN=MEANING", such as --column "name id=GND"')
    return name, meaning


def _brief(lines: Sequence[str]) -> Iterator[str]:
    """What contradicts in full; of what went well, enough to see that it did."""
    shown = 0
    for line in lines:
        shown += not line.startswith("conflicting")
        if shown <= _ENOUGH or line.startswith("conflicting"):
            yield line
    if shown > _ENOUGH:
        yield f"… and {shown - _ENOUGH} more"


_ENOUGH = 30


def _told(taken: Taken, path: str) -> list[str]:
    where = f"{path}:{taken.line}" if taken.line else path
    lines = []
    if taken.outcome == "added":
        lines.append(f"added        {taken.id}: {'; '.join(taken.gains)}")
    elif taken.gains:
        lines.append(f"extended     {taken.id}: {'; '.join(taken.gains)}")
    lines += [f"conflicting  {taken.id}: {conflict} ({where})" for conflict in taken.conflicts]
    return lines
