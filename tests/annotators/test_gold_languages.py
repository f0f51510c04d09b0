"""Names and dates in German, French and Russian, against passages annotated by hand. Their errors are not looked at."""

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

GOLD = Path(__file__).resolve().parents[1] / "gold" / "languages.jsonl"
_TAIL = re.compile(r"(?:['’]s?|[\s,;:.”»\"')\]]+)*$")


@cache
def rows(language: str) -> tuple[dict[str, Any], ...]:
    made = (json.loads(line) for line in GOLD.read_text("utf-8").splitlines())
    return tuple(row for row in made if row["lang"] == language)


@cache
def encoded(text: str) -> Document:
    return encode(Source("passage.txt", text.encode()), Desk(Settings(folder=Path()))).value.document


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    tail = _TAIL.search(text[start:end])
    return start, end - len(tail[0] if tail else "")


def score(language: str, tag: str) -> float:
    """F1 of the exact spans, in per cent; what is debatable counts neither way."""
    hits = found = needed = 0
    for row in rows(language):
        if tag not in row.get("tags", (tag,)):
            continue
        text = row["text"]
        wanted = {trimmed(text, s["start"], s["end"]): s for s in row["spans"] if s["tag"] == tag}
        sure = {span for span, s in wanted.items() if not s.get("opt")}
        loose = [span for span, s in wanted.items() if s.get("opt")]
        made = {trimmed(text, a.span.start, a.span.end) for a in encoded(text).of_kind(tag)}
        counted = {m for m in made if m in sure or not any(m[0] < o[1] and o[0] < m[1] for o in loose)}
        hits, found, needed = hits + len(counted & sure), found + len(counted), needed + len(sure)
    return 200 * hits / (found + needed)


@pytest.mark.parametrize("language", ["de", "fr", "ru"])
def test_there_are_three_hundred_words_of_it(language: str) -> None:
    assert sum(len(row["text"].split()) for row in rows(language)) >= 300


@pytest.mark.parametrize("language", ["de", "fr", "ru"])
def test_its_language_is_recognised(language: str) -> None:
    assert {encoded(row["text"]).get("language") for row in rows(language)} == {language}


@pytest.mark.parametrize(
    ("language", "tag", "floor"),
    [
        ("de", "persName", 87), ("de", "placeName", 94), ("de", "date", 80),
        ("fr", "persName", 92), ("fr", "placeName", 93), ("fr", "date", 95),
        ("ru", "persName", 92), ("ru", "placeName", 90), ("ru", "date", 95),
    ],
)  # fmt: skip
def test_what_the_passages_have_is_found(language: str, tag: str, floor: float) -> None:
    assert score(language, tag) >= floor


# A family of one surname (Jeanne, Jeanne Marbois, Marbois her husband) is beyond what a text alone can tell.
@pytest.mark.parametrize(("language", "most"), [("de", 0.3), ("fr", 0.5), ("ru", 0.3)])
def test_one_person_is_mostly_one_entry_through_the_passage(language: str, most: float) -> None:
    apart = linked = 0
    for row in rows(language):
        text = row["text"]
        people = {trimmed(text, a.span.start, a.span.end): a.get("ref") for a in encoded(text).of_kind("persName")}
        named = [(s["ref"], trimmed(text, s["start"], s["end"])) for s in row["spans"] if s.get("ref")]
        pairs = [(ref, people[span]) for ref, span in named if span in people]
        for at, (gold, made) in enumerate(pairs):
            for other, again in pairs[:at]:
                linked += gold == other
                apart += (gold == other) != (made == again)
    assert linked >= 9
    assert apart <= most * linked
