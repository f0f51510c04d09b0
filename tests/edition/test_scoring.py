"""What counts as right, as wrong, and as neither."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pecia.core.findings import place
from pecia.core.text import Block, Document, Span
from pecia.edition.scoring.agreement import Score, bcubed, kinds_in, score
from pecia.edition.scoring.alignment import Alignment
from pecia.edition.scoring.trial import marks_of
from pecia.tei.gold import Marked
from pecia.tei.marks import Mark

TEXT = "General Ada Lace met the Duke of Ware’s men at the University of London on 3 May 1900, and Ada Lace fled."


def at(kind: str, words: str, number: int = 0, **more: object) -> Mark:
    start = -1
    for _ in range(number + 1):
        start = TEXT.index(words, start + 1)
    values = tuple((name, str(value)) for name, value in more.items() if name in ("when", "from", "to"))
    rest = {name: value for name, value in more.items() if name not in ("when", "from", "to")}
    return Mark(kind, Span(start, start + len(words)), values, **rest)  # type: ignore[arg-type]


def gold(*marks: Mark) -> Marked:
    document = Document("gold.xml", TEXT, (Block("p", Span(0, len(TEXT))),)).having(language="en")
    return Marked(document, marks, lambda offset: place(TEXT, offset, "gold.xml"))


def judged(wanted: list[Mark], found: list[Mark], **more: bool) -> Score:
    text = gold(*wanted)
    return score(text, found, kinds_in([text], **{k: v for k, v in more.items() if k == "unconfirmed"}), **more)  # type: ignore[arg-type]


def test_a_title_a_possessive_and_a_stop_make_no_difference() -> None:
    made = judged([at("persName", "General Ada Lace"), at("persName", "Duke of Ware’s")], [
        at("persName", "Ada Lace"), at("persName", "the Duke of Ware")])  # fmt: skip
    assert (made.kinds["persName"].exact, made.errors) == (2, [])


def test_the_blank_behind_a_title_that_the_gold_sets_apart_belongs_to_neither() -> None:
    made = judged([at("persName", "General Ada Lace", head=7)], [at("persName", "General Ada Lace")])
    assert (made.kinds["persName"].exact, made.errors) == (1, [])


def test_strictly_they_do() -> None:
    made = judged([at("persName", "General Ada Lace")], [at("persName", "Ada Lace")], strict=True)
    assert (made.kinds["persName"].exact, made.kinds["persName"].overlapping) == (0, 1)
    assert [(e.trouble, e.wanted, e.found) for e in made.errors] == [("wrong span", "“General Ada Lace”", "“Ada Lace”")]


def test_missed_false_and_taken_for_something_else_are_told_apart() -> None:
    made = judged(
        [at("persName", "Ada Lace"), at("persName", "Ada Lace", 1), at("date", "3 May 1900", when="1900-05-03")],
        [at("placeName", "Ada Lace"), at("persName", "London"), at("date", "3 May 1900", when="1900")],
    )
    assert [(e.trouble, e.words) for e in made.errors] == [
        ("wrong kind", "Ada Lace"),
        ("false", "London"),
        ("wrong value", "3 May 1900"),
        ("missed", "Ada Lace"),
    ]
    assert made.confusion["persName", "placeName"] == 1
    assert made.confusion["nothing", "persName"] == 1


def test_a_place_within_an_organisation_counts_only_if_both_have_it() -> None:
    org, london = at("orgName", "University of London"), at("placeName", "London")
    ware = at("placeName", "Ware")
    assert judged([org, ware], [org, london, ware]).kinds["placeName"].found == 1
    assert judged([org, ware, london], [org, ware]).kinds["placeName"].gold == 1
    assert judged([org, ware, london], [org, ware, london]).kinds["placeName"].exact == 2
    assert judged([org, ware], [org, london, ware], strict=True).kinds["placeName"].found == 2


def test_a_place_that_was_swallowed_by_a_longer_name_is_missed() -> None:
    made = judged([at("placeName", "London")], [at("orgName", "University of London")])
    assert [(e.trouble, e.found) for e in made.errors] == [("wrong kind", "orgName “University of London”")]


def test_what_is_open_counts_neither_way() -> None:
    made = judged([at("persName", "Ada Lace"), at("persName", "Duke of Ware", open=True)], [
        at("persName", "Ada Lace"), at("persName", "Duke of Ware")])  # fmt: skip
    tally = made.kinds["persName"]
    assert (tally.gold, tally.found, tally.exact, tally.precision) == (1, 1, 1, 1.0)


def test_the_machines_own_marks_are_gold_only_when_asked() -> None:
    mine, theirs = at("persName", "Ada Lace", own=True), at("persName", "Duke of Ware")
    assert judged([mine, theirs], [mine]).kinds["persName"].found == 0
    assert judged([mine, theirs], [mine], unconfirmed=True).kinds["persName"].exact == 1
    assert kinds_in([gold(mine)]) == ()


def test_a_kind_that_the_gold_never_marks_is_not_scored() -> None:
    assert list(judged([at("date", "3 May 1900")], [at("persName", "Ada Lace")]).kinds) == ["date"]


def test_levels_are_right_where_span_and_value_are() -> None:
    wanted = [at("date", "3 May 1900", when="1900-05-03"), at("date", "May")]
    found = [at("date", "3 May 1900", when="1900-05-03", certainty="high"), at("date", "1900", certainty="low")]
    assert judged(wanted, found).kinds["date"].levels == {"high": [1, 1], "low": [0, 1]}


def test_a_day_is_compared_without_its_hour() -> None:
    wanted, found = at("date", "3 May 1900", when="1900-05-03"), at("date", "3 May 1900", when="1900-05-03T10:00:00")
    assert judged([wanted], [found]).kinds["date"].right == 1


def test_entries_are_compared_where_they_could_be_known() -> None:
    text = gold(at("persName", "Ada Lace", ref="ada"), at("persName", "Ada Lace", 1, ref="other"))
    found = [at("persName", "Ada Lace", ref="lace"), at("persName", "Ada Lace", 1, ref="lace")]
    made = score(text, found, ("persName",), known={"ada"}.__contains__)
    assert (made.kinds["persName"].pointed, made.kinds["persName"].linked) == (1, 0)
    assert [e.trouble for e in made.errors] == ["wrong entry"]


def test_b3_is_that_of_its_authors_example() -> None:
    # Two found clusters {1,2,3,4,5} and {6,7,8…12}, gold {1..5}, {6,7}, {8..12}: Bagga and Baldwin 1998, table 2.
    pairs = [("a", "x")] * 5 + [("b", "y")] * 2 + [("c", "y")] * 5
    precision, recall = (5 + 4 / 7 + 25 / 7) / 12, 1.0
    assert bcubed(pairs) == pytest.approx(2 * precision * recall / (precision + recall))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), min_size=1, max_size=20))
def test_b3_lies_between_nothing_and_one_and_is_one_for_the_same_clusters(pairs: list[tuple[str, str]]) -> None:
    assert 0 < bcubed(pairs) <= 1
    assert bcubed([(gold, gold.upper()) for gold, _ in pairs]) == pytest.approx(1)


@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(1, 12), st.sampled_from(("persName", "placeName"))), max_size=8)
)
def test_a_text_scored_against_itself_has_no_error(rows: list[tuple[int, int, str]]) -> None:
    marks = [Mark(kind, Span(start, start + length)) for start, length, kind in rows if start + length <= len(TEXT)]
    made = judged(marks, marks)
    assert made.errors == []
    assert all(tally.exact == tally.gold == tally.found for tally in made.kinds.values())


def _document(*blocks: str) -> Document:
    spans, start = [], 0
    for words in blocks:
        spans.append(Block("p", Span(start, start + len(words))))
        start += len(words) + 2
    return Document("other.xml", "\n\n".join(blocks), tuple(spans))


def test_marks_of_another_encoding_are_found_at_their_places() -> None:
    other = _document("A heading", TEXT.replace("3 May", "3  May").replace("University", "Univ."))
    start = other.text.index("3  May")
    found, share = marks_of(Marked(other, (Mark("date", Span(start, start + 11)),), lambda _: place("", 0, "")), gold())
    assert [gold().document.covered(mark.span) for mark in found] == ["3 May 1900"]
    assert 0.8 < share < 1


def test_two_texts_that_share_nothing_have_no_places_in_common() -> None:
    way = Alignment(_document("quite another"), gold().document)
    assert way.share == 0
    assert way.span(Span(0, 5)) is None


def test_a_long_text_of_which_every_paragraph_differs_is_the_same_text() -> None:
    paragraphs = [f"In {1500 + n} the wine of year {n} was good, and {'very ' * (n % 5)}cheap." for n in range(800)]
    way = Alignment(_document(*paragraphs), _document(*(p.replace("good", "goode") for p in paragraphs)))
    assert 0.85 < way.share < 1
    assert way.span(Span(0, 2)) == Span(0, 2)


@given(
    st.lists(st.sampled_from(["abc", "d", "Ada", "."]), max_size=300),
    st.lists(st.tuples(st.integers(0, 300), st.sampled_from(["Ada", "x", ""])), max_size=20),
)
def test_what_is_put_side_by_side_is_the_same_word_and_in_the_same_order(
    words: list[str], changes: list[tuple[int, str]]
) -> None:
    others = list(words)
    for at_word, word in changes:
        others[at_word : at_word + 1] = [word] if word else []
    mine, theirs = _document(" ".join(words)), _document(" ".join(others))
    way = Alignment(mine, theirs)
    places = [(at, span.start) for at in range(len(mine.text)) if (span := way.span(Span(at, at + 1)))]
    assert all(mine.text[one] == theirs.text[two] for one, two in places)
    assert [two for _, two in places] == sorted({two for _, two in places})
    assert way.share == 1 or words != others


def test_words_that_come_again_and_again_cost_no_more_each() -> None:
    def cost(number: int) -> float:
        words = ["Ada", "met"] * number
        other = [word if at % 7 else "saw" for at, word in enumerate(words)]
        before = time.process_time()
        assert Alignment(_document(" ".join(words)), _document(" ".join(other))).share > 0.4
        return time.process_time() - before

    few, many = (min(cost(number) for _ in range(2)) for number in (1_000, 8_000))
    assert many < 24 * few
