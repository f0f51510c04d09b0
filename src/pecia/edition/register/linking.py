"""Entries are linked to authorities in two steps: candidates are asked for, and what a person accepts is written."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pecia.authorities import Candidate, Question
from pecia.authorities.shelf import Known, Shelf
from pecia.core.errors import SourceError, UsageError
from pecia.core.identifiers import AUTHORITIES, address_of, authority_named, canonical, fault, written
from pecia.core.text import Source
from pecia.edition import site
from pecia.edition.register import decisions
from pecia.edition.register.holdings import Entry, Holdings, answering
from pecia.edition.register.records import record_of
from pecia.edition.register.tables import kind_word, rows_of, values
from pecia.tei import entry as entries

Asked = Iterable[tuple[Question, tuple[Candidate, ...]]]


class FolderCache:
    """Answers of services in a folder of the edition that git does not see: one file for each, never out of date by
    itself. With `fresh`, what is there is not looked at."""

    def __init__(self, folder: Path, *, fresh: bool = False) -> None:
        self._home = folder / ".pecia"
        self._fresh = fresh
        self._own: set[str] = set()

    def _path(self, key: str) -> Path:
        return self._home / "cache" / "reconciliation" / f"{hashlib.sha256(key.encode()).hexdigest()[:40]}.json"

    def get(self, key: str) -> Any:
        path = self._path(key)
        if (self._fresh and key not in self._own) or not path.is_file():
            return None
        try:
            kept = json.loads(site.take(path).content)
        except (ValueError, SourceError):
            return None  # Half a file of an older crash is no answer.
        return kept.get("value") if isinstance(kept, dict) and kept.get("key") == key else None

    def put(self, key: str, value: Any) -> None:
        if not self._own:
            site.put(self._home / ".gitignore", b"*\n")
        self._own.add(key)
        kept = json.dumps({"key": key, "value": value}, ensure_ascii=False, sort_keys=True)
        site.put(self._path(key), f"{kept}\n".encode())


def questions(
    wanted: Iterable[Entry], authority: str, before: Sequence[decisions.Row] = (), *, again: bool = False
) -> list[Question]:
    """What is to be asked: the entries that have no number of this authority and no row in the file yet; `again` asks
    for those as well that have rows, and no decision."""
    known = {row.entry for row in before if row.authority == authority and (row.decision or not again)}
    return [_question(e) for e in wanted if e.id and e.name and not e.number(authority) and e.address not in known]


def _question(entry: Entry) -> Question:
    record = record_of(entry)
    return Question(entry.address, entry.kind, record.names(), tuple((k, v) for k, v in record.details if k != "note"))


def rows(
    holdings: Holdings, asked: Asked, authority: str, describe: Callable[[Candidate], str] = lambda candidate: ""
) -> Iterator[decisions.Row]:
    """A row for each candidate; one without a candidate where nobody was found."""
    by_address = {entry.address: entry for entry in holdings.entries}
    for question, found in asked:
        entry = by_address[question.key]
        plain = decisions.Row(question.key, question.kind, entry.name, _about(entry), authority)
        if not found:
            yield plain
        for candidate in found:
            number = canonical(authority, candidate.id)[1]
            yield decisions.Row(
                question.key,
                question.kind,
                entry.name,
                plain.about,
                authority,
                written(authority, number),
                candidate.name,
                candidate.description or describe(candidate) or ", ".join(candidate.types),
                f"{candidate.score:g}",
                "yes" if candidate.sure else "",
                candidate.address or address_of(authority, number),
            )


def _about(entry: Entry) -> str:
    record = record_of(entry)
    life = "–".join((record.detail("birth")[:4], record.detail("death")[:4])).strip("–")
    return "; ".join(filter(None, (life, record.detail("note")[:120])))


def shelf(source: Source, form: str, authority: str) -> tuple[Shelf, str]:
    """A list of candidates out of a file, and the name of its authority.

    The columns are id (or the authority's name), name, and what there is of variants, kind, description, birth, death,
    address. Raises SourceError for what is no such list, UsageError where nobody says whose numbers these are.
    """
    found = rows_of(source, form)
    columns = list(dict.fromkeys(name for _, row in found for name in row))
    named = [name for name in columns if authority_named(name)]
    if not authority:
        if len(named) != 1:
            raise UsageError(f"{source.path}: whose numbers are these? Say --authority GND, Wikidata …")
        authority = named[0]
    known = authority_named(authority)
    authority = known.name if known else authority
    column = next((name for name in named if authority_named(name) is known), "id" if "id" in columns else "")
    if not column or "name" not in columns:
        raise SourceError(f"{source.path}: a list of candidates has a column {authority} or id, and a column name")
    shown = (_known(row, column, f"{source.path}:{line}") for line, row in found)
    return Shelf([one for one in shown if one is not None]), authority


def _known(row: Any, column: str, where: str) -> Known | None:
    number, names = values(row.get(column)), values(row.get("name"))
    if not number or not names:
        return None
    kind = next(iter(values(row.get("kind") or row.get("type"))), "")
    details = tuple((what, value) for what in ("birth", "death") if (value := " ".join(values(row.get(what)))))
    return Known(
        number[0],
        tuple(dict.fromkeys((*names, *values(row.get("variants"))))),
        kind_word(kind, where) if row.get("kind") else "",
        "; ".join(filter(None, (*values(row.get("description") or row.get("note")), *(v[:4] for _, v in details)))),
        details,
        next(iter(values(row.get("address") or row.get("url"))), ""),
    )


@dataclass(frozen=True, slots=True)
class Linked:
    """What became of the decisions: a line for each that was written, one for each that could not be, and counts."""

    lines: tuple[str, ...]
    conflicts: tuple[str, ...]
    refused: int
    waiting: int


def apply(holdings: Holdings, decided: Sequence[decisions.Row], path: str, by: str = "") -> Linked:
    """Writes the numbers that were accepted, each with who accepted it. Nothing is saved."""
    accepted = [row for row in decided if row.accepted]
    several = Counter((row.entry, row.authority) for row in accepted)
    owners = {(e.kind, *pair): e.address for e in holdings.entries for pair in e.numbers}
    by_address = {entry.address: entry for entry in holdings.entries if entry.id}
    lines, conflicts = [], []
    for row in accepted:
        kind, number = canonical(row.authority, row.candidate)
        entry = by_address.get(row.entry)
        trouble = _trouble(row, entry, kind, number, owners)
        if several[row.entry, row.authority] > 1:
            trouble = f"two candidates of {row.authority} were accepted for it: one of them is wrong"
        if trouble or entry is None:
            conflicts.append(f"{row.entry}: {trouble} ({path}:{row.line})")
        elif (kind, number) not in entry.numbers:
            holdings.change(entry.document)
            resp = answering(holdings, entry.document, row.decided_by or by)
            entries.with_number(entry.element, kind, number, **({"resp": resp} if resp else {}))
            owners[entry.kind, kind, number] = entry.address
            lines.append(f"{row.entry}: {kind} {written(kind, number)}")
    refused = sum(row.refused for row in decided)
    return Linked(tuple(lines), tuple(conflicts), refused, len(decided) - len(accepted) - refused)


def _trouble(
    row: decisions.Row, entry: Entry | None, kind: str, number: str, owners: dict[tuple[str, str, str], str]
) -> str:
    """Why a decision cannot be written; "" where it can."""
    if entry is None:
        return "there is no such entry any more"
    if not kind or not number:
        return f"there is no {'authority' if not kind else 'number'} in the row"
    if why := fault(kind, number):
        return f"{written(kind, number)} {why}"
    mine = entry.number(kind)
    if kind in AUTHORITIES and mine and number not in mine:
        return f"has {kind} {written(kind, mine[0])} already, and {written(kind, number)} was accepted"
    owner = owners.get((entry.kind, kind, number), row.entry)
    if owner != row.entry:
        hint = f"if they are one, pecia register merge {owner} {row.entry}"
        return f"{kind} {written(kind, number)} is that of {owner}: {hint}"
    return ""
