"""What holds for names in any text: claims lie inside blocks, nothing hangs, the same text gives the same claims."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pecia.annotators import Knowledge
from pecia.annotators.names import ANNOTATOR
from pecia.core.text import Block, Document, Span

_WORDS = st.sampled_from(
    ["Mr.", "Ivan", "Smirnov", "W.", "E.", "of", "the", "The", "Party", "Communist", "and", ",", ".", "de", "Paris",
     "Gulf", "Republic", "President", "(", ")", "’s", "-", "Bukharin-Rykov", "Trial", "NATO", "II", "said", "in",
     "\n", "\n\n", "Jr.", "“", "”", "Ж", "É", "St.", "Mc", "O’Brien", "U.S.", "Nicholas", "GULAG", "King", "1917"]
)  # fmt: skip


def one_block_each(text: str) -> Document:
    blocks, at = [], 0
    for part in text.split("\n\n"):
        inner = part.strip()
        if inner:
            start = at + part.index(inner)
            blocks.append(Block("p", Span(start, start + len(inner))))
        at += len(part) + 2
    return Document("law", text, tuple(blocks))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.lists(_WORDS, max_size=40).map(" ".join), st.text(max_size=120)))
def test_every_claim_is_a_trimmed_stretch_of_one_block_with_an_entry(text: str) -> None:
    document = one_block_each(text)
    claims = ANNOTATOR.annotate(document, Knowledge()).value
    entries = {entity.id for entity in claims.entities}
    for claim in claims.annotations:
        assert any(claim.span in block.span for block in document.blocks)
        assert document.covered(claim.span) == document.covered(claim.span).strip() != ""
        assert claim.get("ref") in entries
        assert claim.certainty in ("high", "medium", "low")
    assert len(entries) == len(claims.entities)


@settings(max_examples=100, deadline=None)
@given(st.lists(_WORDS, max_size=40).map(" ".join))
def test_names_nest_only_as_places_in_organisations(text: str) -> None:
    claims = ANNOTATOR.annotate(one_block_each(text), Knowledge()).value.annotations
    for outer, inner in itertools.combinations(claims, 2):
        if outer.span.overlaps(inner.span):
            assert (outer.kind, inner.kind) == ("orgName", "placeName")
            assert inner.span in outer.span


def test_the_same_text_gives_the_same_claims() -> None:
    document = one_block_each("Mr. Smirnov met Kirov in Paris. Kirov told the Communist Party. NATO, and the U.S., no.")
    assert ANNOTATOR.annotate(document, Knowledge()) == ANNOTATOR.annotate(document, Knowledge())


@pytest.mark.parametrize(
    "text",
    [
        "A" * 1_000_000,
        "A." * 100_000,
        ", ".join(f"Ivan{chr(97 + i % 26)} Smirnov" for i in range(10_000)),
        " ".join(["Ivan Smirnov"] * 10_000),
        "Party of " * 30_000,
        "(A" * 50_000,
        " ".join(["Nguyen Van Thieu"] * 5_000),
        " ".join(["Li"] * 10_000),
        "Duke of X " * 10_000,
        "Omar “Brad” " * 10_000,
        "his son Ibrahim " * 10_000,
        ". ".join(f"Mr. {chr(65 + i % 26)}abc{chr(97 + i // 26 % 26)} Smirnov met Smirnov" for i in range(3_000)),
    ],
    ids=[
        "letters",
        "initials",
        "namesakes",
        "one person",
        "heads",
        "brackets",
        "families first",
        "families alone",
        "ranks",
        "nicknames",
        "kin",
        "who is meant",
    ],
)
def test_nothing_hangs(text: str) -> None:
    began = time.process_time()
    ANNOTATOR.annotate(one_block_each(text), Knowledge(titles_in_names=True))
    assert time.process_time() - began < 30


def test_a_longer_document_does_not_cost_more_a_word() -> None:
    chapter = "Then Ivan Smirnov met Mr. Thornbury in Paris, and Kirov told the Communist Party of it.\n\n" * 100

    def cost(times: int) -> float:
        document = one_block_each(chapter * times)
        began = time.process_time()
        ANNOTATOR.annotate(document, Knowledge())
        return (time.process_time() - began) / times

    cost(1)
    assert cost(16) < 4 * cost(2)
