"""Gold: texts in which people marked what there is, and what pecia makes of the same texts, span against span.

The gold beside the project is `../shared/gold`, our own is `tests/gold`. A gold document is a line of JSON: `id`,
`lang`, `text`, `spans` of `start`, `end`, `tag`, and for some `ref`, `when` …; `opt` marks what is debatable, `alt` two
ways to cut one thing.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from pecia.core.register import Entity, Register, slug
from pecia.core.text import MACHINE, Annotation, Document, Source
from pecia.edition.pipeline import Desk, annotate, read
from pecia.edition.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "tests" / "gold" / "passages.jsonl"
THEIRS = ROOT.parent / "shared" / "gold"
TAGS = ("persName", "placeName", "orgName", "date", "noteRef")
VALUES = ("when", "from", "to", "notBefore", "notAfter")
LEVELS = ("high", "medium", "low")
PERSONOGRAPHY = "frus_dev_personography"
_AS_GOLD = {"noteAnchor": "noteRef"}
_TAIL = re.compile(r"(?:['’]s?|[\s,;:.”\"')\]]+)*$")

EXHAUSTIVE = {
    "passages": frozenset(TAGS),
    "narrative_hand_dev": frozenset({"persName", "placeName", "orgName", "date"}),
    "frus_full_dev": frozenset({"persName"}),
    "notes_frus_dev": frozenset({"noteRef"}),
    "notes_frushist_dev": frozenset({"noteRef"}),
}
"""Where every mention of these kinds is marked, so that a claim that is not in the gold is false."""

Cut = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One gold document."""

    id: str
    lang: str
    text: str
    spans: tuple[dict[str, Any], ...]
    split: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing marked, by the gold (`missed`) or by us (`right`, or `false`), or debatable (`open`).

    `beside` is the kind that the other side gives an overlapping stretch, with `exact` where the two are the same
    stretch. `valued` is None where the gold gives no value.
    """

    tag: str
    outcome: str
    words: str
    context: str
    certainty: str = ""
    evidence: tuple[str, ...] = ()
    beside: str = ""
    exact: bool = False
    valued: bool | None = None


@cache
def judge() -> ModuleType | None:
    """The judge beside the project, or None where it is not at hand."""
    path = THEIRS / "score.py"
    if not path.is_file():
        return None
    specification = importlib.util.spec_from_file_location("the_judge", path)
    if specification is None or specification.loader is None:
        return None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def path_of(name: str) -> Path:
    return OURS if name == "passages" else THEIRS / f"{name}.jsonl"


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The documents of a gold, with each marker of `markers` as a span too."""
    made = []
    for line in path_of(name).read_text("utf-8").splitlines():
        row = json.loads(line)
        marks = [{"tag": "noteRef", **mark} for mark in row.get("markers", ())]
        made.append(Row(row["id"], row["lang"], row["text"], (*row["spans"], *marks), row.get("split", "")))
    return tuple(made)


def personography() -> Register:
    """The personography of the FRUS volume, as a register of persons that somebody vouches for."""
    listed = json.loads((THEIRS / f"{PERSONOGRAPHY}.json").read_text("utf-8"))
    entities = []
    for name in dict.fromkeys(listed.values()):
        surname, _, forenames = name.partition(", ")
        spoken = f"{forenames} {surname}".strip()
        entities.append(Entity(f"{slug(spoken)}-{len(entities)}", "person", spoken))
    return Register(tuple(entities))


def annotated(row: Row, register: Register | None = None) -> Document:
    """What the annotators make of a gold text, as `pecia encode` would."""
    name = re.sub(r"[^\w.-]", "_", row.id)
    document = read(Source(f"{name}.txt", row.text.encode())).value
    desk = Desk(Settings(folder=Path()), register=register or Register())
    return annotate(document, desk).value[0]


def trimmed(text: str, start: int, end: int, tag: str) -> Cut:
    """Without what editions differ on: the possessive, closing points, and (by the judge, if it is there) titles."""
    module = judge()
    if module is not None:
        cut: Cut = module.trimmed(text, start, end, tag)
        return cut
    tail = _TAIL.search(text[start:end])
    return start, max(end - len(tail[0] if tail else ""), start + 1)


def claims(document: Document, text: str, tag: str) -> dict[Cut, Annotation]:
    """Our own claims of a kind, by their trimmed place."""
    found = (a for a in document.annotations if a.made_by == MACHINE and _AS_GOLD.get(a.kind, a.kind) == tag)
    return {trimmed(text, a.span.start, min(a.span.end, len(text)), tag): a for a in found}


def verdicts(row: Row, document: Document, tags: Iterable[str]) -> Iterator[Verdict]:
    """Every claim judged, and what was missed, kind by kind in the order of the text."""
    every = {tag: claims(document, row.text, tag) for tag in TAGS}
    for tag in TAGS:
        if tag in set(tags):
            yield from _of_kind(row, tag, every)


def _of_kind(row: Row, tag: str, every: dict[str, dict[Cut, Annotation]]) -> Iterator[Verdict]:
    gold = [(trimmed(row.text, s["start"], s["end"], tag), s) for s in row.spans if s["tag"] == tag]
    made = every[tag]
    needed = {cut: s for cut, s in gold if not s.get("opt") and not s.get("alt")} | _alternatives(gold, made)
    debatable = [cut for cut, s in gold if cut not in needed]
    every_gold = [(trimmed(row.text, s["start"], s["end"], s["tag"]), s["tag"]) for s in row.spans]
    for cut, claim in sorted(made.items()):
        outcome = _outcome(cut, needed, debatable)
        beside = [(other == cut, name) for other, name in every_gold if over(cut, other)]
        valued = _valued(claim, needed[cut]) if outcome == "right" else None
        exact, name = max(beside, default=(False, ""))
        yield Verdict(tag, outcome, *_shown(row.text, cut), claim.certainty, claim.evidence, name, exact, valued)
    for cut in sorted(set(needed) - set(made)):
        beside = [(other == cut, name) for name in TAGS for other in every[name] if over(cut, other)]
        exact, name = max(beside, default=(False, ""))
        yield Verdict(tag, "missed", *_shown(row.text, cut), beside=name, exact=exact)


def _alternatives(gold: list[tuple[Cut, dict[str, Any]]], made: dict[Cut, Annotation]) -> dict[Cut, dict[str, Any]]:
    """Of two ways to cut one thing, the one that more of ours agree with."""
    groups: dict[str, dict[str, list[tuple[Cut, dict[str, Any]]]]] = {}
    for cut, span in gold:
        if span.get("alt"):
            groups.setdefault(span["alt"].rstrip("b"), {}).setdefault(span["alt"], []).append((cut, span))
    best: dict[Cut, dict[str, Any]] = {}
    for ways in groups.values():
        best |= max(ways.values(), key=lambda way: (sum(cut in made for cut, _ in way) / len(way), -len(way)))
    return best


def _outcome(cut: Cut, needed: dict[Cut, dict[str, Any]], debatable: list[Cut]) -> str:
    if cut in needed:
        return "right"
    if not any(over(cut, other) for other in needed) and any(over(cut, other) for other in debatable):
        return "open"
    return "false"


def over(one: Cut, other: Cut) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _valued(claim: Annotation, span: dict[str, Any]) -> bool | None:
    """Whether a date has its value, to the day; None where the gold gives none."""
    if not any(name in span for name in VALUES):
        return None
    return all(claim.get(name)[:10] == span.get(name, "")[:10] for name in VALUES)


def _shown(text: str, cut: Cut) -> tuple[str, str]:
    words = " ".join(text[slice(*cut)].split())
    before = " ".join(text[max(0, cut[0] - 25) : cut[0]].split())
    return words, f"{before} [{words}] {' '.join(text[cut[1] : cut[1] + 15].split())}"


def f1(found: Iterable[Verdict]) -> float:
    """Of the exact spans, in per cent; 0 where there is nothing."""
    outcomes = [verdict.outcome for verdict in found]
    right = outcomes.count("right")
    return 200 * right / max(1, 2 * right + outcomes.count("false") + outcomes.count("missed"))
