"""Note markers: what is one, what only looks like one, and what the sequence says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pecia.annotators import ANNOTATORS, Knowledge
from pecia.annotators.markers import annotate
from pecia.core.text import Annotation, Source, Span
from pecia.readers.notes import with_notes
from pecia.readers.plain_text import read
from reading import claimed, document, rules

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"


def _markers(text: str) -> list[str]:
    return claimed(annotate, text)


def test_the_annotator_comes_in_by_its_entry_point() -> None:
    assert ANNOTATORS["markers"].kinds == {"noteAnchor"}


@pytest.mark.parametrize(
    "text",
    [
        "It brought the Revolution to the verge of ruin, they said, and “nobody saw it.”6 He went on.",
        "He was released and later restored to membership, with a warning.6",
        "They went to the Academy (and to the Platform).6 The old loyalty remained.",
        "The press ignored it,6 and the assembly did not.",
        "Did nobody see it?6 They did.",
    ],
)
def test_a_number_glued_to_a_closing_mark_is_a_marker(text: str) -> None:
    assert _markers(text) == ["6"]


def test_a_footnote_of_the_other_series_is_known_by_its_letters() -> None:
    source = document("Such an execution was the first within the old Party.fn1 It was not the last.fn2")
    claims = annotate(source, Knowledge()).value.annotations
    assert [(claim.get("n"), claim.get("series")) for claim in claims] == [("fn1", "fn"), ("fn2", "fn")]


@pytest.mark.parametrize(("mark", "n"), [("¹", "1"), ("[1]", "1"), ("†", "†")])
def test_raised_bracketed_and_signed_markers_are_markers(mark: str, n: str) -> None:
    source = document(f"They were released in the autumn of that year.{mark} Nobody spoke of it.")
    (claim,) = annotate(source, Knowledge()).value.annotations
    assert (source.covered(claim.span), claim.get("n")) == (mark, n)


@pytest.mark.parametrize(
    "text",
    [
        "In September 1932, on 17 January 1931, and in the 1930s; in 1936, 1937, and 1938.",
        "The 1st, the 2nd and the 21st congress met; she was aged 45, and he 50.",
        "See p.6 and pp.12, vol.3, no.5, ch.7, and Matt.5 for this; John 3:16 and Psalm 23.",
        "The U-2 flew; water is H2O; the MIG21 and the B52 and the F16 flew too.",
        "It cost £85,,10 and 3.5 of it was lost; 1,000 remained, and 12.50 in cash.",
        "At 9:15 p.m. on the 4th, telegram 1211 arrived; Embtel 1136 came later.",
        "The index rose by 2.3 points, and to 101.5 in May.",
        "He lived at 12 Long Lane. 3 others lived there too.",
        "1. The general condition.\n2. The current attitude.\n3. The methods of negotiation.",
        "The text says *this* and *that*, but not more.",
        "He called it “6 of one and half a dozen of the other”.",
    ],
)
def test_years_ordinals_ages_pages_verses_and_amounts_are_no_markers(text: str) -> None:
    assert _markers(text) == []


def test_a_number_glued_to_a_word_needs_its_neighbours() -> None:
    assert _markers("The first paper1 and the second paper2 went to the third office.3 All of them.") == ["1", "2", "3"]
    assert _markers("They read the leaflet4 aloud in the yard of the factory.") == []
    assert rules(annotate, "They read the leaflet4 aloud in the yard of the factory.") == ["P023"]


def test_the_sequence_splits_a_marker_from_a_year_or_a_day() -> None:
    text = "He spoke first.1 He wrote on July 27,2 and again in 19563 and on November 10.4 They answered.5"
    assert _markers(text) == ["1", "2", "3", "4", "5"]


def test_two_markers_in_a_row_are_two() -> None:
    assert _markers("It was submission or revolt.16 He was sentenced, as were the others.1718 They went.19") == [
        "16",
        "17",
        "18",
        "19",
    ]


def test_numbers_begin_again_with_a_chapter() -> None:
    body = "He was released in the autumn.1 They never spoke of it again, or of what came after.2"
    source = document(f"Chapter 1\n\n{body}\n\nChapter 2\n\n{body}")
    outcome = annotate(source, Knowledge())
    assert [claim.get("n") for claim in outcome.value.annotations] == ["1", "2", "1", "2"]
    assert "P022" not in {finding.rule for finding in outcome.findings}


def test_a_heading_may_carry_the_only_marker() -> None:
    assert _markers(
        "Memorandum of Conversation1\n\nThey met in the afternoon, and talked for three hours about the treaty."
    ) == ["1"]


def test_a_marker_without_a_note_and_a_note_without_a_marker_are_found() -> None:
    text = "He was released in the autumn.1 They never spoke of it again.2\n\nNotes\n\n1. See it.\n\n3. Ibid."
    found = [(finding.rule, finding.where.line) for finding in annotate(document(text), Knowledge()).findings]
    assert found == [("P020", 1), ("P021", 7)]


def test_a_known_note_speaks_for_its_marker() -> None:
    text = "They read the leaflet4 aloud in the yard of the factory, and went home."
    source = with_notes(document(text), Source("n.txt", b"4. See it.\n")).value
    assert [claim.get("n") for claim in annotate(source, Knowledge()).value.annotations] == ["4"]


def test_a_number_left_out_is_found_at_the_next() -> None:
    assert rules(annotate, "It was submission or revolt.6 He was released, with a warning.9") == [
        "P020",
        "P020",
        "P022",
    ]


def test_what_a_person_marked_is_not_claimed_again() -> None:
    text = "He was released in the autumn.1 They never spoke of it again.2"
    by_hand = Annotation("noteAnchor", Span(30, 31), "bs", (("n", "1"), ("series", "n")))
    claims = annotate(document(text, [by_hand]), Knowledge()).value.annotations
    assert [claim.get("n") for claim in claims] == ["2"]


def _gold(name: str) -> Iterator[tuple[str, set[tuple[int, int]]]]:
    path = SHARED / "gold" / f"{name}.jsonl"
    if not path.is_file():
        pytest.skip("needs the material in ../shared")
    for line in path.read_text("utf-8").splitlines():
        made = json.loads(line)
        yield made["text"], {(span["start"], span["end"]) for span in made["spans"] if span["tag"] == "noteRef"}


@pytest.mark.oracle
@pytest.mark.parametrize(("name", "recall"), [("notes_frushist_dev", 0.99), ("notes_frus_dev", 0.98)])
def test_the_gold_is_found_and_nothing_else(name: str, recall: float) -> None:
    found = needed = hits = 0
    for text, gold in _gold(name):
        source = read(Source("a.txt", text.encode())).value
        made = {(claim.span.start, claim.span.end) for claim in annotate(source, Knowledge()).value.annotations}
        found, needed, hits = found + len(made), needed + len(gold), hits + len(made & gold)
    assert hits == found
    assert hits >= recall * needed


@pytest.mark.oracle
@pytest.mark.parametrize("name", ["narrative_hand_dev", "frus_dev", "edgeworth_dev"])
def test_texts_without_markers_have_none(name: str) -> None:
    for text, _ in _gold(name):
        assert annotate(read(Source("a.txt", text.encode())).value, Knowledge()).value.annotations == ()


@pytest.mark.oracle
def test_the_acceptance_chapter_has_its_thirteen() -> None:
    path = SHARED / "seed" / "chapter.txt"
    if not path.is_file():
        pytest.skip("needs the material in ../shared")
    claims = annotate(read(Source("a.txt", path.read_bytes())).value, Knowledge()).value.annotations
    assert sorted(claim.get("n") for claim in claims) == sorted(["fn1", *map(str, range(6, 18))])


def test_two_markers_at_one_place_are_two() -> None:
    text = "It ended.23 24 Then again.25 And more.26,27 And then.2829 He slept.30"
    assert _markers(text) == ["23", "24", "25", "26", "27", "28", "29", "30"]


def test_a_star_in_the_company_of_daggers_is_a_marker() -> None:
    assert _markers("He was told,* and she was not.† They went.‡ He came back.*") == ["*", "†", "‡", "*"]


def test_formulae_and_machines_do_not_count_up_to_a_series() -> None:
    text = "They breathed CO2 for days. It was kept as Mp3 on a disk. On Channel4 they said so."
    assert _markers(text) == []
