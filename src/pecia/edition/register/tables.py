"""Records as tables: CSV (RFC 4180, and what spreadsheets make of it), JSON lines, and what OpenRefine exports.

The columns are `id`, `kind`, `name`, `variants`, `birth`, `death`, `geo`, `note`, `made_by`, `mentions`, and one for
each authority (`GND`, `Wikidata` …; `idno:TYPE` for one that pecia does not know). Where a cell holds several values
they are parted by `|`; a backslash before a sign says that the sign itself is meant.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from pecia.core.errors import SourceError, UsageError
from pecia.core.identifiers import AUTHORITIES, authority_at, authority_named, canonical, written
from pecia.core.legal import illegal
from pecia.core.register import KINDS
from pecia.core.text import Source
from pecia.edition.register.records import DETAILS, Record, ordered

Row: TypeAlias = Mapping[str, Any]
_FIXED = ("id", "kind", "name", "variants", *DETAILS, "made_by", "mentions")
_ONCE = frozenset(_FIXED) - {"variants"}
_NUMBER = "idno:"
_KIND_WORDS = {
    "person": "person", "persons": "person", "people": "person", "place": "place", "places": "place", "org": "org",
    "organisation": "org", "organization": "org", "organisations": "org", "organizations": "org", "work": "work",
    "works": "work", "bibl": "work",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """The records of a file, and the columns that nothing was read from."""

    records: tuple[Record, ...]
    unread: tuple[str, ...] = ()


def to_csv(records: Sequence[Record]) -> bytes:
    """UTF-8, comma, CRLF, one header line (RFC 4180)."""
    made = io.StringIO(newline="")
    columns = _columns(records)
    writer = csv.writer(made)
    writer.writerow(columns)
    for record in records:
        cells = _cells(record)
        writer.writerow([_join(cells.get(column, ())) for column in columns])
    return made.getvalue().encode()


def to_jsonl(records: Sequence[Record]) -> bytes:
    """One object a line: the columns of the table as keys; a list where there may be several values."""
    lines = []
    for record in records:
        cells = _cells(record)
        one = {name: values[0] for name, values in cells.items() if name in _FIXED and name != "variants" and values}
        many = {name: list(values) for name, values in cells.items() if name not in one and values}
        lines.append(json.dumps({**one, **many, "mentions": record.mentions}, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines).encode()


def _columns(records: Iterable[Record]) -> list[str]:
    # The authorities that are known come in their own order, so that two exports have the same columns.
    kinds = list(AUTHORITIES)
    others = sorted({kind for record in records for kind, _ in record.numbers if kind not in AUTHORITIES})
    return [*_FIXED, *kinds, *(f"{_NUMBER}{kind}" for kind in others)]


def _cells(record: Record) -> dict[str, tuple[str, ...]]:
    cells: dict[str, tuple[str, ...]] = {
        "id": (record.id,), "kind": (record.kind,), "name": (record.name,), "variants": record.variants,
        "made_by": (record.made_by,), "mentions": (str(record.mentions),),
    }  # fmt: skip
    cells |= {what: (value,) for what, value in record.details}
    for kind, number in record.numbers:
        column = kind if kind in AUTHORITIES else f"{_NUMBER}{kind}"
        cells[column] = (*cells.get(column, ()), written(kind, number))
    return {name: tuple(filter(None, values)) for name, values in cells.items()}


def _join(values: Sequence[str]) -> str:
    return "|".join(re.sub(r"([\\|])", r"\\\1", value) for value in values)


def _parted(cell: Any) -> tuple[str, ...]:
    """The values of a cell, each on one line, without empty ones."""
    if cell is None:
        return ()
    if isinstance(cell, list):
        return tuple(
            value for each in cell for value in ([" ".join(str(each).split())] if each is not None else []) if value
        )
    parts = re.findall(r"(?:\\.|[^|\\]|\\$)+", str(cell), re.DOTALL)
    values = (" ".join(re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL).split()) for part in parts)
    return tuple(filter(None, values))


def read_table(source: Source, *, form: str, kind: str = "", columns: Mapping[str, str] | None = None) -> Table:
    """The records of a table. `form` is csv or jsonl; `kind` is that of rows which do not say; `columns` says what a
    column is (`{"name id": "GND"}`).

    Raises SourceError for what is no such table, UsageError for columns that are not there or mean nothing.
    """
    rows = rows_of(source, form)
    names = list(dict.fromkeys(name for _, row in rows for name in row))
    meant = _meant(names, rows, columns or {}, source.path)
    if rows and not {"id", "name"} & set(meant.values()):
        raise UsageError(
            f"{source.path}: has neither a column id nor name, but {', '.join(names) or 'none'}; "
            'say which is which with --column "COLUMN=name"'
        )
    found: list[Record] = []
    for line, row in rows:
        record = _record(row, meant, kind, f"{source.path}:{line}", line)
        if not record.id and not record.name and found and record != Record(kind=record.kind):
            found[-1] = _continued(found[-1], record)  # OpenRefine's records: a row that goes on with the one above.
        elif record.id or record.name:
            found.append(record)
    return Table(tuple(found), tuple(name for name in names if name not in meant and name))


def rows_of(source: Source, form: str) -> list[tuple[int, Row]]:
    """The rows of a table, each with the line that it begins on. Raises SourceError for what is no such table."""
    rows = list(_json_rows(source) if form == "jsonl" else _csv_rows(source))
    for line, row in rows:
        for cell in row.values():
            if wrong := illegal("".join(map(str, cell if isinstance(cell, list) else [cell]))):
                raise SourceError(f"{source.path}:{line}: has a character that XML cannot hold ({wrong}); take it out")
    return rows


def values(cell: Any) -> tuple[str, ...]:
    """The values of a cell: those of a list, or the parts between strokes."""
    return _parted(cell)


def _csv_rows(source: Source) -> Iterator[tuple[int, Row]]:
    try:
        text = source.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"{source.path}: is not UTF-8 (byte {error.start}); save it as CSV UTF-8") from error
    first = re.sub(r'"[^"]*"', "", re.split(r"[\r\n]", text, maxsplit=1)[0])
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [" ".join(name.split()) for name in next(reader, [])]
        doubled = next((name for name in header if name and header.count(name) > 1), None)
        if doubled:
            raise SourceError(f"{source.path}: has two columns {doubled!r}; give one another name")
        line = reader.line_num + 1
        for row in reader:
            if len(row) > len(header):
                raise SourceError(f"{source.path}:{line}: has {len(row)} cells for {len(header)} columns")
            if any(cell.strip() for cell in row):
                yield line, dict(zip(header, row, strict=False))
            line = reader.line_num + 1
    except csv.Error as error:
        raise SourceError(f"{source.path}:{reader.line_num}: is no CSV: {error}") from error


def _json_rows(source: Source) -> Iterator[tuple[int, Row]]:
    """JSON lines; a list; or `{"rows": […]}`, which is what OpenRefine's templating export makes."""
    try:
        text = source.content.decode("utf-8-sig")
        if re.match(r'\s*(\[|\{\s*"rows"\s*:)', text):
            whole = json.loads(text)
            found = whole["rows"] if isinstance(whole, dict) else whole
            rows = list(enumerate(found if isinstance(found, list) else [found], 1))
        else:
            rows = [(n, json.loads(line)) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    except UnicodeDecodeError as error:
        raise SourceError(f"{source.path}: is not UTF-8 (byte {error.start})") from error
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{source.path}: is no JSON: {error}") from error
    for line, row in rows:
        if not isinstance(row, dict):
            raise SourceError(f"{source.path}:{line}: is no object but {str(row)[:40]!r}")
        flat = {name: value for name, value in row.items() if name != "identifiers"}
        numbers = row.get("identifiers")
        flat |= numbers if isinstance(numbers, dict) else {}
        # A text of JSON is one value; only what has several in a table may hold them parted by a stroke here too.
        yield line, {n: [v] if isinstance(v, str) and _meaning(n) in _ONCE else v for n, v in flat.items()}


def _meant(names: Sequence[str], rows: Sequence[tuple[int, Row]], said: Mapping[str, str], path: str) -> dict[str, str]:
    """What each column is: by what was said, by its name, or because all its cells are addresses of one authority."""
    for column in said:
        if column not in names:
            raise UsageError(f"--column {column}: {path} has no such column; there are {', '.join(names)}")
    meant: dict[str, str] = {}
    for name in names:
        meaning = (
            _meaning(said[name]) if name in said else _meaning(name) or _addresses(row.get(name) for _, row in rows)
        )
        if name in said and not meaning:
            raise UsageError(
                f"--column {name}={said[name]}: a column is {', '.join(_FIXED[:-1])}, an authority or idno:TYPE"
            )
        if meaning and meaning not in meant.values():
            meant[name] = meaning
        elif meaning and name in said:
            meant = {k: v for k, v in meant.items() if v != meaning} | {name: meaning}
    return meant


def _meaning(name: str) -> str:
    plain = name.strip().casefold().replace(" ", "_")
    if plain in _FIXED:
        return plain
    if name.strip().lower().startswith(_NUMBER):
        return _NUMBER + canonical(name.strip()[len(_NUMBER) :], "")[0]
    authority = authority_named(name)
    return _NUMBER + authority.name if authority else ""


def _addresses(cells: Iterable[Any]) -> str:
    found = {authority_at(value) for cell in cells for value in _parted(cell)}
    only = next(iter(found)) if len(found) == 1 else None
    return _NUMBER + only.name if only else ""


def _record(row: Row, meant: Mapping[str, str], kind: str, where: str, line: int) -> Record:
    cells = {meaning: _parted(row.get(column)) for column, meaning in meant.items()}
    single = {what: next(iter(cells.get(what, ())), "") for what in ("id", "kind", "name", "made_by")}
    said = kind_word(single["kind"] or kind, where)
    numbers = ordered(
        canonical(what.removeprefix(_NUMBER), number)
        for what, values in cells.items()
        if what.startswith(_NUMBER)
        for number in values
    )
    variants = tuple(
        v for v in dict.fromkeys((*cells.get("name", ())[1:], *cells.get("variants", ()))) if v != single["name"]
    )
    details = tuple((what, value) for what in DETAILS if (value := "|".join(cells.get(what, ()))))
    return Record(
        single["id"],
        said,
        single["name"],
        variants,
        numbers,
        details,
        single["made_by"],
        line=line,
    )


def kind_word(said: str, where: str) -> str:
    """The kind that is meant by `person`, `Places`, `organization` …; "" for "". Raises SourceError for none."""
    if said and said.casefold() not in _KIND_WORDS:
        raise SourceError(f"{where}: {said!r} is no kind; there are {', '.join(KINDS)}")
    return _KIND_WORDS.get(said.casefold(), "")


def _continued(above: Record, more: Record) -> Record:
    heard = above.names()
    return replace(
        above,
        variants=(*above.variants, *(name for name in more.names() if name not in heard)),
        numbers=ordered((*above.numbers, *more.numbers)),
    )
