"""What a reviewer is asked, and what the answer may be: values, and the line of JSON that each is in a file.

    {"at": "p3", "words": "Kirov", "nth": 1, "kind": "persName", "do": "link", "entry": "sergei-kirov"}

A place is told by the words and the `xml:id` of what they stand in, not by a line or a number of the mark: so the
same decisions hold for a file that was worked on, or encoded again, since.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pecia.core.errors import UsageError
from pecia.core.register import Register
from pecia.core.text import Annotation, Attributes, Document

ENTRY_KINDS = {"persName": "person", "placeName": "place", "orgName": "org", "title": "work"}
"""The kinds of mark that point to an entry, and the kind of entry."""
READ = frozenset({"sic", "abbr"})
"""The kinds that have another reading beside the words of the source."""
STRETCHED = frozenset({*ENTRY_KINDS, "date", "foreign"})
"""The kinds whose words a person may choose anew."""
BOUNDS = ("when", "from", "to", "notBefore", "notAfter")
"""What says the value of a date."""

LEVELS = ("low", "medium", "high")


class Verb(StrEnum):
    """What can be done with a mark. `skip` leaves it to the machine."""

    ACCEPT = "accept"
    REJECT = "reject"
    KIND = "kind"
    LINK = "link"
    NEW = "new"
    MERGE = "merge"
    VALUE = "value"
    READING = "reading"
    WORDS = "words"
    SKIP = "skip"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a mark stands: the `nth` time (from 1) that these words stand in the element that has the `xml:id` `at`, or
    is the nearest to have one; `kind` is what the machine calls them."""

    at: str
    words: str
    nth: int
    kind: str

    def __str__(self) -> str:
        times = f" ({self.nth})" if self.nth > 1 else ""
        return f"{self.kind} “{self.words}”{times}" + (f" in {self.at}" if self.at else "")


@dataclass(frozen=True, slots=True)
class Question:
    """A mark of the machine that a person is to judge; `line` is that of its paragraph in the file."""

    place: Place
    claim: Annotation
    line: int = 0

    @property
    def entry(self) -> str:
        """The id of the entry that the mark points to in the file, or ""."""
        return entry_of(self.claim)


def entry_of(claim: Annotation) -> str:
    return claim.get("ref").rpartition("#")[2] if claim.kind in ENTRY_KINDS else ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done with a mark.

    `to` is the new kind, the reading, or the words. `entry` is the id of the entry that a name is to point to; with a
    `name` it is a new entry. `value` are the attributes of a date.
    """

    verb: Verb
    to: str = ""
    entry: str = ""
    name: str = ""
    value: Attributes = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One answer, for one place or for several alike."""

    places: tuple[Place, ...]
    decision: Decision


@dataclass(frozen=True, slots=True)
class Chapter:
    """What is reviewed: the document with all its marks, the questions in the order in which they are asked, and
    the register."""

    document: Document
    questions: tuple[Question, ...] = ()
    register: Register = field(default_factory=Register)


def row(place: Place, decision: Decision | None = None) -> dict[str, Any]:
    """A place and its decision as a table of JSON; what is empty is left out."""
    made: dict[str, Any] = {"at": place.at, "words": place.words, "nth": place.nth, "kind": place.kind}
    if decision is not None:
        made["do"] = str(decision.verb)
        made |= {name: said for name in ("to", "entry", "name") if (said := getattr(decision, name))}
        if decision.value or decision.verb is Verb.VALUE:
            made["value"] = dict(decision.value)
    return made


def lines(steps: Iterator[Step] | tuple[Step, ...]) -> str:
    """The decisions, one a line, in the order in which they were made; what was passed over is none."""
    return "".join(
        json.dumps(row(place, step.decision), ensure_ascii=False) + "\n"
        for step in steps
        for place in step.places
        if step.decision.verb is not Verb.SKIP
    )


def decisions(text: str, path: str) -> tuple[tuple[Place, Decision], ...]:
    """The decisions of a file of such lines; lines without `do` are none. Raises UsageError, with the line, for what is
    not one."""
    found = []
    # Not at the other separators of lines in Unicode: the words of a mark may have one.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            table = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UsageError(f"{path}:{number}: is not JSON: {error}") from error
        try:
            made = _decision(table)
        except ValueError as error:
            raise UsageError(f"{path}:{number}: {error}") from error
        found += [made] if made is not None else []
    return tuple(found)


_TEXTS = ("at", "words", "kind", "do", "to", "entry", "name")
_TOLD = frozenset({"line", "certainty", "because", "points to"})
"""What a list says of a place for its reader, and a decision need not."""


def _decision(table: object) -> tuple[Place, Decision] | None:
    if not isinstance(table, Mapping):
        raise ValueError('is no table; write {"at": "p3", "words": "Kirov", "kind": "persName", "do": "accept"}')
    if trouble := _trouble(table):
        raise ValueError(trouble)
    if not table.get("do"):
        return None
    at, words, kind, to, entry, name = (table.get(key, "") for key in ("at", "words", "kind", "to", "entry", "name"))
    value = tuple(table.get("value", {}).items())
    return Place(at, words, table.get("nth", 1), kind), Decision(Verb(table["do"]), to, entry, name, value)


def _trouble(table: Mapping[str, Any]) -> str:
    """What is not as it must be; "" where all is."""
    nth, value, do = table.get("nth", 1), table.get("value", {}), table.get("do")
    unknown = [name for name in table if name not in {*_TEXTS, *_TOLD, "nth", "value"}]
    if unknown:
        return f"{unknown[0]!r} is nothing that a decision says"
    wrong = [name for name in _TEXTS if not isinstance(table.get(name, ""), str)]
    if wrong:
        return f"{wrong[0]!r} is a string in quotes"
    if not isinstance(nth, int) or nth < 1:
        return '"nth" is a number from 1'
    if not isinstance(value, Mapping) or not all(name in BOUNDS and isinstance(value[name], str) for name in value):
        return f'"value" is a table of {", ".join(BOUNDS)}: {{"when": "1932-09-28"}}'
    if do and not (table.get("words") and table.get("kind")):
        return 'says not which mark: give its "words" and its "kind", and the xml:id that they are "at"'
    return f"there is no decision {do!r}; there are {', '.join(Verb)}" if do and do not in list(Verb) else ""
