"""The file in which an editor decides who is who: a table with a row for each candidate, and a column for the decision.

It is CSV, to be edited with any spreadsheet or editor. `yes` in the column `decision` accepts a candidate, `no` refuses
it; what is empty waits. A row whose `candidate` is empty found nobody: whoever knows the number may write it there.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from pecia.core.errors import SourceError
from pecia.core.text import Source
from pecia.edition import site
from pecia.edition.register.tables import rows_of

YES = frozenset({"yes", "y", "x", "1", "true", "ok", "accept", "accepted", "ja", "oui", "si", "sì", "sí", "да"})
NO = frozenset({"no", "n", "0", "false", "-", "reject", "rejected", "nein", "non", "нет"})


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate for one entry, with what helps to decide; the names are those of the columns."""

    entry: str
    kind: str
    name: str
    about: str
    authority: str
    candidate: str = ""
    candidate_name: str = ""
    description: str = ""
    score: str = ""
    match: str = ""
    address: str = ""
    decision: str = ""
    decided_by: str = ""
    line: int = 0

    @property
    def accepted(self) -> bool:
        return self.decision.casefold() in YES

    @property
    def refused(self) -> bool:
        return self.decision.casefold() in NO


COLUMNS = tuple(field.name for field in fields(Row) if field.name != "line")


def written(rows: Iterable[Row]) -> bytes:
    """The table, with line ends that a text editor and git expect."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([getattr(row, column) for column in COLUMNS] for row in rows)
    return made.getvalue().encode()


def read(source: Source) -> tuple[Row, ...]:
    """The rows of a review file; columns that somebody added are passed over.

    Raises SourceError for a file without the columns that matter, or a decision that is neither yes nor no.
    """
    found = []
    for line, cells in rows_of(source, "csv"):
        missing = [column for column in ("entry", "authority", "candidate", "decision") if column not in cells]
        if missing:
            raise SourceError(f"{source.path}:{line}: is no file of decisions: it has no {', '.join(missing)}")
        known = {name: " ".join(str(cells.get(name) or "").split()) for name in COLUMNS}
        row = Row(**known, line=line)
        if row.decision and not row.accepted and not row.refused:
            raise SourceError(f"{source.path}:{line}: {row.decision!r} is no decision; write yes, no, or nothing")
        found.append(row)
    return tuple(found)


def there(path: Path) -> tuple[Row, ...]:
    """The rows of an earlier run, if there was one."""
    return read(site.take(path)) if path.is_file() else ()


def joined(before: Sequence[Row], fresh: Iterable[Row]) -> tuple[Row, ...]:
    """The earlier rows as they are, with their decisions, and those that are new. That nobody was found is not said any
    longer where somebody is now."""
    new = tuple(fresh)
    known = {(row.entry, row.authority, row.candidate) for row in before}
    found = {(row.entry, row.authority) for row in new if row.candidate}
    kept = (row for row in before if row.candidate or row.decision or (row.entry, row.authority) not in found)
    return (*kept, *(row for row in new if (row.entry, row.authority, row.candidate) not in known))
