"""What is marked in a text, where, how surely and why: for an editor who asks, and who has time for twenty places.

A mark is a claim of the machine, or of a person about the same sort of thing. A doubt is all the uncertain mentions
of one entry together: who settles it for one has settled it for forty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pecia.annotators import ANNOTATORS
from pecia.annotators.occupied import Occupied
from pecia.core.findings import Location, printable
from pecia.core.text import MACHINE, Annotation, Span
from pecia.edition.pipeline import Encoded

CERTAINTIES = ("low", "medium", "high")
DOUBTFUL = "doubtful"
_PLACE = re.compile(r"(?:.*:)?(?P<line>[1-9]\d*):(?P<column>\d*)")
_SHOWN = 60
_UNMARKED = 20


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its words on one line, what it says of them (`value`), its entry's id and name, and why it was made.

    `where` is in the file that was read, `span` in the document's text. `made_by` is empty where nobody is named.
    """

    where: Location
    span: Span
    kind: str
    words: str
    value: str = ""
    entry: str = ""
    name: str = ""
    certainty: str = ""
    made_by: str = MACHINE
    evidence: tuple[str, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        return self.made_by == MACHINE and self.certainty in CERTAINTIES[:2]

    def what(self) -> str:
        """`persName “Kirov” → sergei-kirov`: what is marked, as what."""
        to = self.value or self.entry
        words = _shortened(self.words) if self.kind == "q" else f"“{_shortened(self.words)}”"
        return f"{self.kind} {words}" + (f" → {to}" if to else "")

    def why(self, most: int | None = None) -> str:
        """The evidence in one line, the weightiest first, and so many pieces of it at most."""
        if self.made_by != MACHINE:
            return f"marked by {self.made_by or 'hand'}, and kept"
        return "; ".join(self.evidence[:most]) or "its annotator gives no reason"

    def __str__(self) -> str:
        sure = f" ({self.certainty})" if self.certainty else ""
        return printable(f"{self.where}: {self.what()}{sure}: {self.why()}")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to check: the least certain mention of an entry, and how many more uncertain ones hang on it."""

    mark: Mark
    mentions: int = 1

    def __str__(self) -> str:
        times = f", {self.mentions} mentions" if self.mentions > 1 else ""
        return printable(f"{self.mark.where}: {self.mark.what()} ({self.mark.certainty}{times}): {self.mark.why(2)}")


def marks(encoded: Encoded) -> tuple[Mark, ...]:
    """Every mark of the kinds that annotators claim, in the order of the text."""
    kinds = frozenset().union(*(annotator.kinds for annotator in ANNOTATORS))
    return tuple(_mark(annotation, encoded) for annotation in encoded.document.of_kind(*kinds))


def _mark(annotation: Annotation, encoded: Encoded) -> Mark:
    entry = annotation.get("ref").rpartition("#")[2]
    entity = encoded.register.get(entry) if entry else None
    return Mark(
        where=encoded.where(annotation.span.start),
        span=annotation.span,
        kind=annotation.kind,
        words=" ".join(encoded.document.covered(annotation.span).split()),
        value=_value(annotation),
        entry=entry,
        name=entity.name if entity else "",
        certainty=annotation.certainty,
        made_by=annotation.made_by,
        evidence=annotation.evidence,
    )


def _value(annotation: Annotation) -> str:
    """What a mark says besides its kind: a reading, an expansion, a language, a value of time, the number of a note."""
    if annotation.kind == "noteAnchor":
        return f"note {annotation.get('n')}"
    for name in ("corr", "expan", "lang", "when"):
        if annotation.get(name):
            return annotation.get(name)
    bounds = (("from", "from"), ("to", "to"), ("notBefore", "not before"), ("notAfter", "not after"))
    return " ".join(f"{said} {annotation.get(name)}" for name, said in bounds if annotation.get(name))


def _shortened(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 20].rstrip()} … {words[-18:].lstrip()}"


def doubts(found: Iterable[Mark]) -> tuple[Doubt, ...]:
    """The doubtful marks, those of one entry (or with the same words and value) as one; the least certain first, then
    those on which most mentions hang, then in the order of their places."""
    groups: dict[tuple[str, str, str], list[Mark]] = {}
    for mark in found:
        # A title within a name is as sure as the name, and is settled with it.
        if mark.is_doubtful and mark.kind != "roleName":
            groups.setdefault(_same(mark), []).append(mark)
    made = [Doubt(min(group, key=_certain), len(group)) for group in groups.values()]
    return tuple(sorted(made, key=lambda doubt: (_certain(doubt.mark), -doubt.mentions)))


def _same(mark: Mark) -> tuple[str, str, str]:
    return (mark.kind, mark.entry, "") if mark.entry else (mark.kind, mark.words, mark.value)


def _certain(mark: Mark) -> int:
    return CERTAINTIES.index(mark.certainty)


def asked_for(found: Iterable[Mark], about: str) -> Iterator[Mark]:
    """Those that a question is about: a certainty, `doubtful`, a kind, a place (`12:5`, `12:` for the whole line), or
    a word of the text or of the entry."""
    return (mark for mark in found if _is_about(mark, about.strip()))


def _is_about(mark: Mark, about: str) -> bool:
    if about in CERTAINTIES:
        return mark.certainty == about
    if about == DOUBTFUL:
        return mark.is_doubtful
    if (place := _PLACE.fullmatch(about)) is not None:
        return _covers(mark, int(place["line"]), int(place["column"] or 0))
    if about.casefold() == mark.kind.casefold():
        return True
    return any(_word(about).search(said) for said in (mark.words, mark.entry, mark.name, mark.value))


def _word(about: str) -> re.Pattern[str]:
    """The words as words of their own: who asks for Li does not ask for Lin and Linyi."""
    return re.compile(rf"(?<!\w){re.escape(about)}(?!\w)", re.IGNORECASE)


def _covers(mark: Mark, line: int, column: int) -> bool:
    """Whether the mark stands there; of a TEI file only the lines are known, on which its paragraphs begin."""
    if mark.where.line != line:
        return False
    return not column or not mark.where.column or 0 <= column - mark.where.column < len(mark.span)


def is_word(about: str) -> bool:
    """Whether a question is about a word, as far as its form can tell."""
    known = {kind.casefold() for annotator in ANNOTATORS for kind in annotator.kinds} | {*CERTAINTIES, DOUBTFUL}
    return about.casefold() not in known and _PLACE.fullmatch(about) is None


def unmarked(encoded: Encoded, word: str, found: Iterable[Mark]) -> tuple[str, ...]:
    """Where the word stands as a word of its own and none of these marks covers it: the first twenty places."""
    text = encoded.document.text
    taken = Occupied(len(text), (mark.span for mark in found))
    places = []
    for match in _word(word).finditer(text):
        if taken.is_free(Span(*match.span())):
            around = " ".join(text[max(0, match.start() - 20) : match.end() + 20].split())
            places.append(printable(f"{encoded.where(match.start())}: not marked: … {around} …"))
        if len(places) == _UNMARKED:
            break
    return tuple(places)
