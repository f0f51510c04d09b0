"""Laws of the dates: claims lie in blocks, apart and in order; a longer text costs no more for each word."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pecia.annotators import Knowledge
from pecia.annotators.dates import annotate
from pecia.core.text import Block, Document, Span
from pecia.resources import docs

_W3C = re.compile(r"(?:-?\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d:00Z?)?)?)?|--\d\d(?:-\d\d)?)")

_PIECES = st.sampled_from(
    [
        *("May", "June", "17", "23rd", "1932", "1936–38", "/", "-", ", ", " and ", " to ", "between", "from", "the"),
        *("late", "mid-", "thirties", "1930s", "winter", "of", "century", "nineteenth", "B.C.", "O.S.", "3 p.m."),
        *("'36", "Friday", "c. ", "9/10/32", "that", "year", "two", "months", "later", ".", "(", ")", "\n", "Smith"),
        *("men", "12,5", "\u00a0", "é", "31", "30", "99"),
    ]
)


def _document(text: str, language: str = "en") -> Document:
    cut = re.finditer(r"[^\n]+", text)
    blocks = tuple(Block("p", Span(*match.span())) for match in cut)
    return Document("a.txt", text, blocks).having(language=language)


@settings(max_examples=300)
@given(st.lists(_PIECES, max_size=30).map(" ".join), st.sampled_from(["en", "de", "fr"]))
def test_claims_lie_in_one_block_apart_and_in_order_with_values_of_w3c(text: str, language: str) -> None:
    chapter = _document(text, language)
    claims = annotate(chapter, Knowledge()).value.annotations
    for claim in claims:
        covered = chapter.covered(claim.span)
        assert covered
        assert covered == covered.strip()
        assert any(claim.span in block.span for block in chapter.blocks)
        assert all(_W3C.fullmatch(value) for name, value in claim.attributes if name != "calendar")
        assert claim.certainty in ("high", "medium", "low")
    for one, other in pairwise(claims):
        assert one.span.end <= other.span.start


@given(st.text())
def test_any_text_at_all_is_read(text: str) -> None:
    annotate(_document(text), Knowledge())


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "1932, ",
        "1932-",
        "June and ",
        "June 3, ",
        "1/",
        "1.",
        "111,",
        "A",
        " ",
        "early ",
        "twenty-",
        "1:",
        "'",
        "between ",
    ],
)
def test_the_time_goes_with_the_length(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        chapter = Document("a.txt", text, (Block("p", Span(0, len(text))),))
        began = time.process_time()
        annotate(chapter, Knowledge())
        return time.process_time() - began

    seconds(1000)
    # Sixteen times the text: linear work takes sixteen times as long, quadratic work 256 times.
    assert seconds(160_000) < 64 * max(seconds(10_000), 0.004)


def _example(code: str, heading: str) -> str:
    page = (docs() / "rules" / f"{code}.md").read_text("utf-8")
    found = re.search(rf"^## {heading}\n.*?```text\n(.*?)```", page, re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


@pytest.mark.parametrize("code", ["P030", "P031", "P032", "P033", "P034"])
def test_the_page_of_a_finding_shows_what_breaks_it_and_what_does_not(code: str) -> None:
    rules = [
        {finding.rule for finding in annotate(_document(_example(code, heading)), Knowledge()).findings}
        for heading in ("Breaks it", "Keeps it")
    ]
    assert code in rules[0]
    assert not rules[1]


def test_dates_of_a_note_do_not_hang_on_where_the_note_stands() -> None:
    note, body = "1 On 13 September he wrote.", "In the spring of 1932 he wrote again."
    first = f"{note}\n{body}"
    last = f"{body}\n{note}"
    documents = [
        Document("a.txt", first, (Block("note", Span(0, len(note))), Block("p", Span(len(note) + 1, len(first))))),
        Document("a.txt", last, (Block("p", Span(0, len(body))), Block("note", Span(len(body) + 1, len(last))))),
    ]
    values = [
        {(d.covered(a.span), a.get("when")) for a in annotate(d.having(language="en"), Knowledge()).value.annotations}
        for d in documents
    ]
    assert values[0] == values[1]
    assert ("13 September", "1932-09-13") in values[0]
