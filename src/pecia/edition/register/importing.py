"""Records come into the register: an entry that is new is added, one that is known gains what it lacks, and what
contradicts is told and left as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from pecia.core.errors import SourceError, UsageError
from pecia.core.identifiers import AUTHORITIES, fault, written
from pecia.core.register import folded, slug
from pecia.core.text import MACHINE
from pecia.edition.register.fitting import fitting
from pecia.edition.register.holdings import Holdings, answering
from pecia.edition.register.index import Index, called, have_in_common
from pecia.edition.register.records import Record, described, write_detail
from pecia.engines.trees import XML_ID, local, tei
from pecia.tei import entry as entries
from pecia.tei.ids import free, xml_name
from pecia.tei.register import listing_of, new_entry
from pecia.validation import Checked
from pecia.validation.pointers import POINTING

ADDED, EXTENDED, CONFLICTING, SAME = "added", "extended", "conflicting", "unchanged"
OUTCOMES = (ADDED, EXTENDED, CONFLICTING, SAME)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a record: an outcome, the id of the entry, and in words what was gained or contradicts."""

    outcome: str
    id: str
    gains: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    line: int = 0


class Importer:
    """Takes in one record after the other. Nothing is saved.

    `prefer` is "import" where the records are right and the register is not; `by_id` says that equal ids mean the same
    entry, as in a table that this edition exported, and not in the lists of another one. `into` is the file for new
    entries, where pecia.toml does not say.
    """

    def __init__(
        self, holdings: Holdings, *, prefer: str = "", by: str = "", by_id: bool = True, into: Path | None = None
    ) -> None:
        self._holdings = holdings
        self._prefer = prefer
        self._by = by
        self._by_id = by_id
        self._into = into
        self._taken = holdings.ids()
        self._index = Index()
        self.left: Counter[str] = Counter()
        """What the schema has no room for in the entries that were added, and how often."""
        self._places: dict[str, tuple[Checked, etree._Element]] = {}
        self._added: list[tuple[Checked, etree._Element]] = []
        self._rows: set[etree._Element] = set()
        """The entries that came of a record with an id: another id is another entry, whatever the names."""
        for entry in holdings.entries:
            self._index.add(entry.element, entry.document, entry.address)

    def take(self, record: Record) -> Taken:
        """Lets one record in. Raises UsageError for one of which nobody says what kind of thing it is."""
        doubt, found, sure = self._index.find(record, by_id=self._by_id, apart=self._rows if record.id else ())
        if doubt:
            return Taken(CONFLICTING, record.id or record.name, (), (doubt,), record.line)
        if found is None:
            return self._add(record)
        return self._extend(found, record, sure=sure)

    def _add(self, record: Record) -> Taken:
        if not record.name:
            return Taken(
                CONFLICTING, record.id, (), ("there is no such entry, and no name to make one of",), record.line
            )
        if not record.kind:
            raise UsageError(
                f"row {record.line}: is {record.name} a person, a place, an org or a work? "
                "Add a column kind, or say --kind"
            )
        wrong = [f"{kind} {number} {why}" for kind, number in record.numbers if (why := fault(kind, number))]
        document, listing = self._place(record.kind)
        wanted = record.id.rpartition("#")[2]
        base = wanted if wanted and xml_name(wanted) == wanted else slug(record.name)
        identifier = free(base, self._taken)
        self._taken.add(identifier)
        made = new_entry(listing, record.kind, identifier)
        if record.element is not None:
            self._copy(made, record, document)
        else:
            self._write(made, record, wrong)
        if record.made_by == MACHINE:
            made.set("resp", f"#{MACHINE}")
        elif resp := answering(self._holdings, document, self._by):
            made.set("resp", resp)
        for element in filter(entries.is_entry, made.iter("*")):
            self._index.add(element, document)
        self._added.append((document, made))
        if record.id:
            self._rows.add(made)
        told = () if identifier == wanted or not wanted else (f"{wanted} there",)
        return Taken(ADDED, identifier, (record.name, *told), tuple(wrong), record.line)

    def _place(self, kind: str) -> tuple[Checked, etree._Element]:
        """The file and the list for new entries of a kind, looked for once: a long list takes long to pass by."""
        if kind not in self._places:
            document = self._holdings.home(kind, self._into)
            self._places[kind] = document, listing_of(self._holdings.change(document), kind)
        return self._places[kind]

    def _write(self, made: etree._Element, record: Record, wrong: Sequence[str]) -> None:
        for name in record.names():
            entries.with_name(made, name)
        for what, value in record.details:
            write_detail(made, what, value)
        for kind, number in record.numbers:
            if not any(line.startswith(f"{kind} {number} ") for line in wrong):
                entries.with_number(made, kind, number)

    def _copy(self, made: etree._Element, record: Record, document: Checked) -> None:
        """All that the other edition says, under ids that are free here, and with names as this register has them."""
        model, left = fitting(record.element) if record.element is not None else (made, ())
        self.left.update(left)
        entries.filled(made, model)
        for element in made.iter("*"):
            identifier = element.get(XML_ID)
            if element is not made and identifier:
                if entries.is_entry(element):
                    element.set(XML_ID, free(identifier, self._taken))
                    self._taken.add(element.get(XML_ID, ""))
                else:
                    del element.attrib[XML_ID]
        if record.name not in entries.names(made):
            for name in entries.name_elements(made):
                if name.get("type") == "main":
                    name.set("type", "variant")
            first = entries.inserted(made, entries.NAME_OF[record.kind], record.name, type="main")
            _to_the_front(made, first)

    def _extend(self, element: etree._Element, record: Record, *, sure: bool) -> Taken:
        here = described(element)
        record, wrong = self._believed(element, here, record)
        gains, conflicts, doubtful = _compared(element, here, record)
        identifier = here.id or here.name
        if conflicts and self._prefer == "import":
            gains, conflicts = [*gains, *conflicts], []
            self._overwrite(element, record)
            here = described(element)
        elif doubtful or ((conflicts or wrong) and not sure):
            return Taken(CONFLICTING, identifier, (), (*conflicts, *wrong), record.line)
        conflicts += wrong
        if not gains:
            return Taken(CONFLICTING if conflicts else SAME, identifier, (), tuple(conflicts), record.line)
        document = self._index.document(element)
        self._holdings.change(document)
        for name in record.names():
            entries.with_name(element, name)
        lacking = list(_lacking(here, record))
        resp = answering(self._holdings, document, self._by) if lacking else ""
        for kind, number in lacking:
            entries.with_number(element, kind, number, **({"resp": resp} if resp else {}))
        for what, value in record.details:
            if not here.detail(what):
                write_detail(element, what, value)
        self._index.add(element, document)
        return Taken(CONFLICTING if conflicts else EXTENDED, identifier, tuple(gains), tuple(conflicts), record.line)

    def _believed(self, element: etree._Element, here: Record, record: Record) -> tuple[Record, list[str]]:
        """The record without numbers that cannot be this entry's, and why they cannot."""
        kept, wrong = [], []
        for kind, number in record.numbers:
            there = self._index.numbered(here.kind, kind, number)
            owner = next((other for other in there if other is not element), None)
            if (kind, number) in here.numbers:
                kept.append((kind, number))
            elif why := fault(kind, number):
                wrong.append(f"{kind} {written(kind, number)} {why}")
            elif owner is not None and kind in AUTHORITIES:
                wrong.append(f"{kind} {written(kind, number)} is that of {called(owner)}")
            else:
                kept.append((kind, number))
        return replace(record, numbers=tuple(kept)), wrong

    def _overwrite(self, element: etree._Element, record: Record) -> None:
        self._holdings.change(self._index.document(element))
        for idno in element.findall(tei("idno")):
            kind, mine = entries.number_of(idno)
            theirs = [number for authority, number in record.numbers if authority == kind]
            if kind in AUTHORITIES and theirs and mine not in theirs:
                entries.take_out(idno)
        for what, value in record.details:
            if value not in _values(element, what):
                write_detail(element, what, value)
        if record.name:
            _rename(element, record.name)

    def finish(self) -> int:
        """Takes away the pointers of imported entries that lead to nothing here; returns how many there were."""
        self._holdings.forget()
        gone = 0
        for document, entry in self._added:
            for element in entry.iter("*"):
                for name in [str(name) for name in element.attrib if name in POINTING]:
                    gone += _without_dangling(self._holdings, document, element, name)
        return gone


def _without_dangling(holdings: Holdings, document: Checked, element: etree._Element, name: str) -> int:
    values = element.get(name, "").split()
    kept = [value for value in values if not _dangles(holdings, document, element, name, value)]
    if len(kept) == len(values):
        return 0
    if kept:
        element.set(name, " ".join(kept))
    else:
        del element.attrib[name]
    return len(values) - len(kept)


def _dangles(holdings: Holdings, document: Checked, element: etree._Element, name: str, value: str) -> bool:
    from pecia.validation.pointers import Kind, Pointer, fault

    pointer = Pointer(element, name, value)
    if pointer.kind not in (Kind.LOCAL, Kind.FILE):
        return pointer.kind is Kind.PREFIX and pointer.value.partition(":")[0].lower() not in document.prefixes
    return bool(fault(pointer, document.prefixes)) or holdings.exemplar.resolve(document, pointer) == ()


def _compared(element: etree._Element, here: Record, record: Record) -> tuple[list[str], list[str], bool]:
    """What the entry would gain, what contradicts, and whether it may be somebody else after all."""
    gains, conflicts, doubtful = [], [], False
    there = set(map(folded, here.names()))
    if record.name and folded(record.name) not in there and here.name and not have_in_common(element, record):
        conflicts.append(f"name is {here.name} here and {record.name} there")
        doubtful = True
    else:
        gains += [f"name {name}" for name in record.names() if folded(name) not in there]
    for kind, number in record.numbers:
        mine = [n for k, n in here.numbers if k == kind]
        if kind in AUTHORITIES and mine and number not in mine:
            conflicts.append(f"{kind} is {written(kind, mine[0])} here and {written(kind, number)} there")
        elif number not in mine:
            gains.append(f"{kind or 'idno'} {written(kind, number)}")
    for what, value in record.details:
        mine = _values(element, what)
        if not mine:
            gains.append(f"{what} {value}")
        elif value not in mine:
            conflicts.append(f"{what} is {mine[0]} here and {value} there")
    return gains, conflicts, doubtful


def _lacking(here: Record, record: Record) -> Iterator[tuple[str, str]]:
    for kind, number in record.numbers:
        if not (kind in AUTHORITIES and any(k == kind for k, _ in here.numbers)):
            yield kind, number


def _values(element: etree._Element, what: str) -> list[str]:
    """What the entry says of a detail; of notes, all of them."""
    if what == "note":
        return [words for child in element if local(child) == "note" and (words := entries.words(child))]
    return [value] if (value := described(element).detail(what)) else []


def _rename(element: etree._Element, name: str) -> None:
    """Files the entry under another name; what it was filed under stays as a variant."""
    entries.with_name(element, name)
    for each in entries.name_elements(element):
        if folded(entries.spoken(each)) == folded(name):
            each.set("type", "main")
            _to_the_front(element, each)
        elif each.get("type") in (None, "main"):
            each.set("type", "variant")


def _to_the_front(entry: etree._Element, name: etree._Element) -> None:
    first = entries.name_elements(entry)[0]
    if first is not name:
        tail = name.tail
        before = name.getprevious()
        if before is not None and name.getnext() is None:
            before.tail, tail = tail, before.tail
        entry.remove(name)
        entry.insert(entry.index(first), name)
        name.tail = tail


def records_of(path: str, records: Sequence[Record]) -> Sequence[Record]:
    """The records of a file. Raises SourceError where there is none."""
    if not records:
        raise SourceError(f"{path}: no entry in it")
    return records
