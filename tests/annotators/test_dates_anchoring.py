"""Dates that the text does not date in full: what came before says the rest, and pecia says that it inferred it."""

from __future__ import annotations

import pytest

from pecia.annotators import Knowledge
from pecia.annotators.dates import annotate
from pecia.core.text import Annotation, Block, Document, Span


def _claims(text: str, name: str = "a.txt") -> tuple[Document, tuple[Annotation, ...]]:
    blocks, at = [], 0
    for line in text.split("\n\n"):
        blocks.append(Block("p", Span(at, at + len(line))))
        at += len(line) + 2
    chapter = Document(name, text, tuple(blocks)).having(language="en")
    return chapter, annotate(chapter, Knowledge()).value.annotations


def _last(text: str, name: str = "a.txt") -> tuple[str, str, str]:
    chapter, claims = _claims(text, name)
    claim = claims[-1]
    return chapter.covered(claim.span), claim.get("when") or claim.get("notBefore"), claim.certainty


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("On March 6, 1919, he crossed; on March 14, he left.", ("March 14", "1919-03-14", "medium")),
        ("In 1932 he came. That September he left.", ("That September", "1932-09", "medium")),
        ("In June 1932 he came. The following month he left.", ("following month", "1932-07", "low")),
        ("In June 1932 he came, and left in the same year.", ("same year", "1932", "medium")),
        ("On 9 May 1932 he came. Four days later he left.", ("Four days later", "1932-05-13", "low")),
        ("In May 1932 he came. The following spring he left.", ("following spring", "1933-03", "low")),
        ("In December 1932 he came. In January he left.", ("January", "1933-01", "low")),
        ("On 9 May 1932 he came, and on the 12th, he left.", ("12th", "1932-05-12", "medium")),
        ("In 1932 he came, and left in the late thirties.", ("late thirties", "1936", "medium")),
        ("In 1932 he came, and left in '36.", ("'36", "1936", "medium")),
        ("In 1932 he came. On Friday, 22 September, he left.", ("Friday, 22 September", "1933-09-22", "medium")),
    ],
)
def test_the_text_before_says_the_rest(text: str, wanted: tuple[str, str, str]) -> None:
    assert _last(text) == wanted


def test_a_look_back_within_a_sentence_does_not_turn_the_story_back() -> None:
    assert _last("On 3 May 1932 he spoke, as he had in 1917. On 7 June he left.")[:2] == ("7 June", "1932-06-07")


def test_years_of_a_life_in_brackets_are_an_aside() -> None:
    assert _last("On 3 May 1932 he met Kirov (1886–1934). On 7 June he left.")[1] == "1932-06-07"


def test_a_letter_of_february_speaks_of_last_december() -> None:
    assert _last("Moscow, February 1, 1956.\n\nI have your letter of December 5 before me.")[1] == "1955-12-05"


def test_a_file_named_by_a_date_dates_what_has_no_year() -> None:
    assert _last("On 23 September he wrote.", "letter_1932-09-25.txt") == ("23 September", "1932-09-23", "low")


def test_without_any_year_a_date_says_what_it_can_and_is_noted() -> None:
    chapter, claims = _claims("On 23 September he wrote.")
    assert claims[0].attributes == (("when", "--09-23"),)
    assert [f.rule for f in annotate(chapter, Knowledge()).findings] == ["P030"]


@pytest.mark.parametrize("text", ["The same year he left.", "Two years later he left.", "In the thirties he left."])
def test_what_is_relative_to_nothing_is_no_date(text: str) -> None:
    assert _claims(text)[1] == ()


def test_numbers_far_from_all_sure_years_are_no_years() -> None:
    chapter, claims = _claims("The cables, 1405 and 1406, were sent on February 28, 1961.")
    assert [chapter.covered(claim.span) for claim in claims] == ["February 28, 1961"]


def test_a_note_tells_its_own_story() -> None:
    text = "On 3 May 1932 he spoke.\n\nSee the minutes of 1917.\n\nOn 7 June he left."
    blocks = (Block("p", Span(0, 23)), Block("note", Span(25, 49)), Block("p", Span(51, len(text))))
    claims = annotate(Document("a.txt", text, blocks), Knowledge()).value.annotations
    assert claims[-1].attributes == (("when", "1932-06-07"),)
