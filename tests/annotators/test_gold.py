"""The annotators together, against passages annotated by hand: a floor under what they find, and how right it is."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pecia.core.text import Document, Source
from pecia.edition.pipeline import Desk, encode
from pecia.edition.settings import Settings

GOLD = Path(__file__).resolve().parents[1] / "gold" / "passages.jsonl"
KINDS = {"noteAnchor": "noteRef"}
VALUES = ("when", "from", "to", "notBefore", "notAfter")
Span = tuple[int, int]


@cache
def rows() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in GOLD.read_text("utf-8").splitlines())


@cache
def encoded(name: str) -> Document:
    row = next(row for row in rows() if row["id"] == name)
    return encode(Source("passage.txt", row["text"].encode()), Desk(Settings(folder=Path()))).value.document


def trimmed(text: str, start: int, end: int) -> Span:
    """Without the possessive and the points after it, on which editions differ."""
    tail = re.search(r"(?:['’]s?|[\s,;:.”\"')\]]+)*$", text[start:end])
    return start, end - len(tail[0] if tail else "")


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def made(row: dict[str, Any], tag: str) -> dict[Span, dict[str, str]]:
    document = encoded(row["id"])
    assert document.text.startswith(row["text"].rstrip())
    claims = [a for a in document.annotations if KINDS.get(a.kind, a.kind) == tag]
    return {trimmed(row["text"], a.span.start, a.span.end): dict(a.attributes) for a in claims}


def score(split: str, tag: str) -> tuple[float, float]:
    """F1 of the exact spans, and the share of dates with the right value, both in per cent."""
    hits = found = needed = dated = right = 0
    for row in (row for row in rows() if row["split"] == split):
        gold = [(trimmed(row["text"], s["start"], s["end"]), s) for s in row["spans"] if s["tag"] == tag]
        wanted = {span: s for span, s in gold if not s.get("opt")}
        debatable = [span for span, s in gold if s.get("opt")]
        got = made(row, tag)
        counted = [s for s in got if s in wanted or not any(overlap(s, o) for o in debatable)]
        common = [span for span in counted if span in wanted]
        hits, found, needed = hits + len(common), found + len(counted), needed + len(wanted)
        for span in common:
            dated += 1
            right += all(got[span].get(v, "") == wanted[span].get(v, "") for v in VALUES)
    return 200 * hits / (found + needed), 100 * right / max(1, dated)


@pytest.mark.parametrize(
    ("split", "tag", "floor"),
    [
        ("tuned", "persName", 95),
        ("tuned", "placeName", 93),
        ("tuned", "orgName", 86),
        ("tuned", "date", 96),
        ("tuned", "noteRef", 99),
        # Their errors were not looked at; yet they share a hand with the word lists (see tests/gold/README.md).
        ("held", "persName", 88),
        ("held", "placeName", 89),
        ("held", "orgName", 86),
        ("held", "date", 92),
        ("held", "noteRef", 95),
    ],
)
def test_what_the_passages_have_is_found(split: str, tag: str, floor: float) -> None:
    f1, right = score(split, tag)
    assert f1 >= floor
    assert tag != "date" or right >= 94


def test_one_person_is_one_entry_through_a_passage() -> None:
    mixed = linked = 0
    for row in rows():
        got = made(row, "persName")
        for span in row["spans"]:
            place = trimmed(row["text"], span["start"], span["end"])
            if span["tag"] != "persName" or span.get("opt") or place not in got:
                continue
            same = {trimmed(row["text"], s["start"], s["end"]) for s in row["spans"] if s.get("ref") == span["ref"]}
            linked += 1
            mixed += len({got[p]["ref"] for p in same if p in got}) > 1
    assert linked > 200
    assert mixed <= 0.08 * linked
