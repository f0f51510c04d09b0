"""Each annotator says why, in words that an editor understands, the weightiest first."""

from __future__ import annotations

import pytest

from pecia.annotators import ANNOTATORS, Knowledge
from pecia.core.register import Entity, Register
from pecia.core.text import Annotation, Block, Document, Span


def said(annotator: str, text: str, knowledge: Knowledge | None = None, *, notes: bool = False) -> dict[str, str]:
    """What is claimed in one paragraph (and, with `notes`, in a note 1 below it), with the reasons in one line."""
    blocks = [Block("p", Span(0, len(text)))]
    if notes:
        blocks.append(Block("note", Span(len(text) + 1, len(text) + 7), (("n", "1"), ("series", "n"), ("label", "3"))))
        text += "\n1. See"
    document = Document("a.txt", text, tuple(blocks)).having(language="en")
    claims = ANNOTATORS[annotator].annotate(document, knowledge or Knowledge()).value.annotations
    return {document.covered(claim.span): "; ".join(claim.evidence) for claim in claims}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("On 3 May 1932 he left.", "day, month and year are given"),
        ("On Tuesday, 3 May 1932 he left.", "day, month and year are given; the day of the week is right"),
        ("On Friday, 3 May 1932 he left.", "day, month and year are given; it was another day of the week"),
        ("In June 1932 he left.", "a month with its year"),
        ("It lasted from 1932 to 1936.", "a year, from one to another"),
        ("It was in the 1960s.", "a decade"),
        ("About 1932 he left.", "the text itself is not exact; a year"),
        ("On 4/5/1932 he left.", "day and month could be the other way round; day, month and year are given"),
    ],
)
def test_a_date_says_how_it_is_written_and_what_is_doubtful(words: str, why: str) -> None:
    (reason,) = said("dates", words).values()
    assert reason == why


def test_a_date_without_its_year_says_where_the_year_is_from() -> None:
    reasons = said("dates", "On 3 May 1932 he left. On 5 June he came back. Two years later he died.")
    assert reasons["5 June"].startswith("1932 is that of the dates before it")
    assert any("counted from the date before it" in reason for reason in reasons.values())


def test_a_date_without_a_value_says_so_first() -> None:
    (reason,) = said("dates", "On 31 February 1932 he left.").values()
    assert reason.startswith("no value: the text does not give enough for one")


def test_a_marker_tells_of_its_note_its_neighbours_and_its_looks() -> None:
    reasons = said("markers", "He left.1 She stayed.2 They met.3", notes=True)
    assert reasons["1"] == "note 1 has its text; the counting begins, 2 follows; glued to ."
    assert reasons["2"] == "the notes have no 2; counted between 1 and 3; glued to ."
    assert said("markers", "He left[1] and came.[2]")["[1]"].endswith("in brackets, glued to a word")
    assert said("markers", "He left.¹ She stayed.²")["¹"].endswith("raised digits")


def test_a_slip_says_of_what_kind_it_is_and_that_the_text_knows_the_word() -> None:
    reasons = said("corrections", "The committee met. Nobody contradicated him; they contradicted the report of it.")
    assert reasons == {
        "contradicated": "a letter too many, too few, or changed with its neighbour; the text has “contradicted” once"
    }
    assert "run together" in said("corrections", "It was the end ofthe war, and all of them knew it well.")["ofthe"]


def test_quotations_titles_foreign_words_and_abbreviations_give_theirs() -> None:
    assert said("quotations", "He said: “I shall not.”") == {"“I shall not.”": "from “ to its partner ”"}
    assert said("titles", "He read Pravda at home.") == {"Pravda": "a periodical that is widely known"}
    known = Knowledge(Register((Entity("appeal", "work", "The Long Appeal"),)))
    assert said("titles", "He read The Long Appeal at home.", known) == {"The Long Appeal": "a work of the register"}
    assert said("foreign", "The word правда is on the wall of the house.") == {"правда": "in Cyrillic letters"}
    short = Knowledge(abbreviations=(("CC", "Central Committee"),))
    assert said("abbreviations", "The CC met.", short) == {"CC": "in the list of abbreviations of pecia.toml"}


def test_what_something_is_for_does_not_make_it_another_claim() -> None:
    one, other = (Annotation("date", Span(0, 1), "pecia", (), "high", why) for why in (("a",), ("b",)))
    assert one == other
    assert hash(one) == hash(other)
    assert one.having(when="1932").evidence == ("a",)
