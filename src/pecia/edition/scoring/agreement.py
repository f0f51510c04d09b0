"""How well marks agree with those of a gold encoding: kind by kind, level by level, and every error in its place.

Exact is a mark over the same words, whatever editions differ on: a title before a person's name, a possessive ending,
quotation marks and stops at the ends. `strict` heeds these too. What is open (`tei.marks`) counts neither way, and so
does a name within a name of another kind that only one side has.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pecia.core.findings import Location
from pecia.core.text import Span
from pecia.edition.scoring.cores import core
from pecia.edition.scoring.overlaps import Spans
from pecia.tei.gold import Marked
from pecia.tei.marks import ANY_NAME, KINDS, NAMES, VALUES, Mark

TROUBLES = ("missed", "false", "wrong kind", "wrong span", "wrong value", "wrong entry")
LEVELS = ("high", "medium", "low")
NOTHING = "nothing"
"""What a span is taken for where the other side has no name or date at all."""
_APART = ("persName", "placeName", "orgName", "title", "date")
"""The kinds that could be taken for one another."""
_CONTEXT = 30


@dataclass(frozen=True, slots=True)
class Error:
    """One disagreement: `words` stand between `before` and `after`; what was `wanted` and what was `found` there.

    `certainty` is how sure the finder was of it; "" where it found nothing.
    """

    kind: str
    trouble: str
    where: Location
    before: str
    words: str
    after: str
    wanted: str = ""
    found: str = ""
    certainty: str = ""


@dataclass(slots=True)
class Tally:
    """Counts of one kind: `valued` exact marks have a value in the gold, `right` of them the same one; `linked` of the
    `pointed` ones lead to the same entry. `clusters` are B³ F1, from 0 to 1, one for each text that has references."""

    gold: int = 0
    found: int = 0
    exact: int = 0
    overlapping: int = 0
    valued: int = 0
    right: int = 0
    pointed: int = 0
    linked: int = 0
    clusters: list[float] = field(default_factory=list)
    levels: dict[str, list[int]] = field(default_factory=dict)

    @property
    def precision(self) -> float:
        return self.exact / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.exact / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return _f1(self.exact, self)

    @property
    def overlapping_f1(self) -> float:
        return _f1(self.overlapping, self)

    @property
    def b3(self) -> float | None:
        return sum(self.clusters) / len(self.clusters) if self.clusters else None

    def add(self, other: Tally) -> None:
        for name in ("gold", "found", "exact", "overlapping", "valued", "right", "pointed", "linked"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.clusters += other.clusters
        for level, (right, every) in other.levels.items():
            known = self.levels.setdefault(level, [0, 0])
            known[0] += right
            known[1] += every


def _f1(hits: int, tally: Tally) -> float:
    both = tally.gold + tally.found
    return 2 * hits / both if both else 0.0


@dataclass(slots=True)
class Score:
    """The tallies of the kinds, what was taken for what, and the errors in the order of the files and their text."""

    kinds: dict[str, Tally] = field(default_factory=dict)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[Error] = field(default_factory=list)

    def add(self, other: Score) -> None:
        for kind, tally in other.kinds.items():
            self.kinds.setdefault(kind, Tally()).add(tally)
        self.confusion.update(other.confusion)
        self.errors += other.errors


def kinds_in(gold: Iterable[Marked], *, unconfirmed: bool = False) -> tuple[str, ...]:
    """The kinds that a gold encoding marks somewhere: of others it says nothing, not even that they are absent."""
    there = {mark.kind for text in gold for mark in text.marks if not mark.open and (unconfirmed or not mark.own)}
    return tuple(kind for kind in KINDS if kind in there)


def score(
    gold: Marked,
    found: Iterable[Mark],
    kinds: Iterable[str],
    *,
    unconfirmed: bool = False,
    strict: bool = False,
    known: Callable[[str], bool] = bool,
) -> Score:
    """The marks that were found in the text of `gold`, against those that it has.

    What only a machine vouches for in the gold is open, or counts as all the rest (`unconfirmed`). `known` tells of
    which references the finder could have known the entry: those are compared.
    """
    wanted = [mark if unconfirmed or not mark.own else replace(mark, open=True) for mark in gold.marks]
    table = _Table(gold, wanted, list(found), strict=strict)
    made = Score()
    for kind in kinds:
        made.kinds[kind], errors = table.judged(kind, known)
        made.errors += errors
    made.confusion = table.confusion([kind for kind in _APART if kind in made.kinds])
    order = {error: at for at, error in enumerate(made.errors)}
    made.errors.sort(key=lambda error: (error.where, order[error]))
    return made


class _Table:
    """The marks of both sides of one text, by kind and by the words that they cover."""

    def __init__(self, gold: Marked, wanted: list[Mark], found: list[Mark], *, strict: bool) -> None:
        self._gold = gold
        self._text, language = gold.document.text, gold.document.get("language")
        self._core: Callable[[Mark], Span] = (
            (lambda mark: mark.span) if strict else (lambda mark: core(mark, self._text, language))
        )
        self._wanted: dict[str, dict[Span, Mark]] = defaultdict(dict)
        self._found: dict[str, dict[Span, Mark]] = defaultdict(dict)
        self._open: dict[str, list[Span]] = defaultdict(list)
        aside = Spans(gold.aside)
        for mark in wanted:
            if not mark.open and not aside.over(mark.span):
                self._wanted[mark.kind][self._core(mark)] = mark
            else:
                for kind in NAMES if mark.kind == ANY_NAME else (mark.kind,):
                    self._open[kind].append(self._core(mark))
        for mark in found:
            if not aside.over(mark.span):
                self._found[mark.kind].setdefault(self._core(mark), mark)
        if not strict:
            self._set_nested_free()
        self._all: dict[int, dict[str, Spans]] = {}

    def _set_nested_free(self) -> None:
        """A name within a name of another kind is open, unless both sides have it.

        What the gold has within a longer find alone is not: that find is of the wrong kind.
        """
        golds, founds = (Spans(s for kind in sorted(NAMES) for s in side[kind]) for side in (self._wanted, self._found))
        for kind in sorted(NAMES):
            both = self._wanted[kind].keys() & self._found[kind].keys()
            self._free(kind, self._wanted[kind], both, Spans(self._found[kind]), (golds,))
            self._free(kind, self._found[kind], both, Spans(self._wanted[kind]), (golds, founds))

    def _free(
        self, kind: str, marks: dict[Span, Mark], both: Container[Span], same: Spans, around: Sequence[Spans]
    ) -> None:
        for span in [s for s in marks if s not in both and not same.over(s)]:
            if any(names.within(span) for names in around):
                del marks[span]
                self._open[kind].append(span)

    def judged(self, kind: str, known: Callable[[str], bool]) -> tuple[Tally, list[Error]]:
        """The counts of one kind, and its errors."""
        needed, counted = self._wanted[kind], self._counted(kind)
        hits = sorted(needed.keys() & counted.keys())
        tally = Tally(len(needed), len(counted), len(hits), _near(needed, counted))
        errors = []
        for span in hits:
            trouble = self._weighed(needed[span], counted[span], tally, known)
            if trouble:
                errors.append(self._error(kind, trouble, span, needed[span], counted[span]))
        pairs = [(needed[s].ref, counted[s].ref) for s in hits if needed[s].ref]
        tally.clusters = [bcubed(pairs)] if pairs else []
        for span, mark in counted.items():
            if mark.certainty in LEVELS:
                level = tally.levels.setdefault(mark.certainty, [0, 0])
                level[0] += span in needed and _same_value(needed[span], mark)
                level[1] += 1
        return tally, [*errors, *self._apart(kind, needed, counted)]

    def _counted(self, kind: str) -> dict[Span, Mark]:
        needed, free = Spans(self._wanted[kind]), Spans(self._open[kind])
        return {s: m for s, m in self._found[kind].items() if needed.over(s) or not free.over(s)}

    def _weighed(self, wanted: Mark, found: Mark, tally: Tally, known: Callable[[str], bool]) -> str:
        """Counts value and entry of an exact mark; says what is wrong with them, or ""."""
        trouble = ""
        if wanted.ref and known(wanted.ref):
            tally.pointed += 1
            tally.linked += wanted.ref == found.ref
            trouble = "" if wanted.ref == found.ref else "wrong entry"
        if wanted.values:
            tally.valued += 1
            right = _same_value(wanted, found)
            tally.right += right
            trouble = trouble if right else "wrong value"
        return trouble

    def _apart(self, kind: str, needed: dict[Span, Mark], counted: dict[Span, Mark]) -> Iterator[Error]:
        """What is missed, false, of another extent, or of another kind; a pair of both sides is one error."""
        left = {s: m for s, m in counted.items() if s not in needed}
        rest = Spans(left)
        for span in sorted(s for s in needed if s not in counted):
            twin = next((s for s in rest.over(span) if s in left), None)
            if twin is not None:
                yield self._error(kind, "wrong span", span, needed[span], left.pop(twin))
            elif other := self._other(kind, span, self._found):
                yield self._error(kind, "wrong kind", span, needed[span], other)
            else:
                yield self._error(kind, "missed", span, needed[span], None)
        for span, mark in sorted(left.items()):
            if not self._other(kind, span, self._wanted):
                yield self._error(kind, "false", span, None, mark)

    def _other(self, kind: str, span: Span, side: dict[str, dict[Span, Mark]]) -> Mark | None:
        """What the other side has there of a kind that this one could be taken for."""
        if kind not in _APART:
            return None
        if id(side) not in self._all:
            self._all[id(side)] = {other: Spans(side[other]) for other in _APART}
        others = self._all[id(side)]
        over = [(found, other) for other in _APART if other != kind for found in others[other].over(span)]
        return side[min(over)[1]][min(over)[0]] if over else None

    def confusion(self, kinds: Sequence[str]) -> Counter[tuple[str, str]]:
        """How often a span of one kind was taken for which; ("nothing", kind) is a false one."""
        made: Counter[tuple[str, str]] = Counter()
        spans = {kind: (Spans(self._wanted[kind]), Spans(self._counted(kind))) for kind in _APART}
        for kind in kinds:
            for span in self._wanted[kind]:
                order = (kind, *(other for other in _APART if other != kind))
                made[kind, next((o for o in order if spans[o][1].over(span)), NOTHING)] += 1
            for span in self._counted(kind):
                if not any(wanted.over(span) for wanted, _ in spans.values()):
                    made[NOTHING, kind] += 1
        return made

    def _error(self, kind: str, trouble: str, span: Span, wanted: Mark | None, found: Mark | None) -> Error:
        ends = (max(0, span.start - _CONTEXT), span.start, span.end, span.end + _CONTEXT)
        before, words, after = (self._text[start:end].replace("\n", " ") for start, end in pairwise(ends))
        told = [_said(mark, trouble, self._text) if mark else "" for mark in (wanted, found)]
        where, certainty = self._gold.where(span.start), found.certainty if found else ""
        return Error(kind, trouble, where, before, words, after, told[0], told[1], certainty)


def _said(mark: Mark, trouble: str, text: str) -> str:
    if trouble == "wrong value":
        return " ".join(f'{name}="{value}"' for name, value in mark.values) or "no value"
    if trouble == "wrong entry":
        return mark.ref or "no entry"
    if trouble == "wrong kind":
        return f"{mark.kind} “{' '.join(text[mark.span.start : mark.span.end].split())}”"
    return f"“{' '.join(text[mark.span.start : mark.span.end].split())}”"


def _same_value(wanted: Mark, found: Mark) -> bool:
    """True where the gold gives no value, or the same one; a day is compared without its hour."""
    if not wanted.values:
        return True
    if wanted.kind == "date":
        return all(wanted.value(name)[:10] == found.value(name)[:10] for name in VALUES)
    return dict(wanted.values).items() <= dict(found.values).items()


def _near(needed: dict[Span, Mark], counted: dict[Span, Mark]) -> int:
    """How many overlap with one of the other side, each with one at most."""
    left, every = set(needed), Spans(needed)
    near = 0
    for span in sorted(counted):
        twin = next((other for other in every.over(span) if other in left), None)
        if twin is not None:
            left.discard(twin)
            near += 1
    return near


def bcubed(pairs: Sequence[tuple[str, str]]) -> float:
    """B³ F1 of found clusters against gold ones (Bagga and Baldwin 1998), over (gold, found) references of mentions.

    A found mention without a reference is a cluster of its own.
    """
    named = [(gold, found or f"#{at}") for at, (gold, found) in enumerate(pairs)]
    both, golds, founds = Counter(named), Counter(g for g, _ in named), Counter(f for _, f in named)
    precision = sum(n * n / founds[f] for (_, f), n in both.items()) / len(named)
    recall = sum(n * n / golds[g] for (g, _), n in both.items()) / len(named)
    return 2 * precision * recall / (precision + recall)
