"""Quotations between all kinds of marks, and apostrophes that are none."""

from __future__ import annotations

import pytest

from pecia.annotators import Claims, Knowledge
from pecia.annotators.quotations import annotate
from pecia.core.text import Annotation, Span
from reading import claimed, document, rules


@pytest.mark.parametrize(
    "quotation",
    [
        "“It is enough. Go home!”",
        "‘It is enough.’",
        '"It is enough."',
        "«It is enough.»",
        "„It is enough.“",
        "„It is enough.”",
        "'It is enough.'",
    ],
)
def test_a_quotation_reaches_from_mark_to_mark(quotation: str) -> None:
    assert claimed(annotate, f"He rose and said: {quotation} Then he went.") == [quotation]


def test_quotations_nest() -> None:
    text = "He wrote: “They spoke of ‘the workers’ cause,’ and of nothing else.” So it was."
    assert claimed(annotate, text) == [
        "“They spoke of ‘the workers’ cause,’ and of nothing else.”",
        "‘the workers’ cause,’",
    ]


def test_german_and_reversed_marks_nest_too() -> None:
    text = "Er sagte: »Das war nicht ›der Anfang‹ und auch nicht das Ende.« Und er ging mit dem Buch."
    assert claimed(annotate, text) == ["»Das war nicht ›der Anfang‹ und auch nicht das Ende.«", "›der Anfang‹"]


@pytest.mark.parametrize(
    "text",
    [
        "The workers’ rights and the year’s end.",
        "’Tis the season of ’48, don’t you think?",
        "'Tis so, an' it's the lads' own.",
        'He was 6\' 2" tall, and 70" round.',
    ],
)
def test_apostrophes_and_inches_are_no_quotations(text: str) -> None:
    assert claimed(annotate, text) == []


def test_a_marker_after_the_closing_mark_stays_outside() -> None:
    assert claimed(annotate, "It was called “the evil genius of the Revolution.”6 He saw it.") == [
        "“the evil genius of the Revolution.”"
    ]


def test_a_quotation_goes_on_where_the_next_paragraph_repeats_the_mark() -> None:
    text = (
        "He wrote: “It was a long winter, and nobody came to the village.\n\n“In the spring they all came.” He stopped."
    )
    assert claimed(annotate, text) == [text[text.index("“") : text.index(" He stopped")]]


def test_a_quotation_runs_through_a_stanza() -> None:
    prose = "The winter of that year was long, and the village lay under the snow until the middle of April."
    stanza = "      “The frost came down on field and hill,\n      And all the village streets were still.”"
    text = f"{prose}\n\n{stanza}\n\n{prose}"
    (found,) = claimed(annotate, text)
    assert found.startswith("“The frost")
    assert found.endswith("still.”")


def test_a_mark_without_a_partner_is_reported_once_for_its_paragraph() -> None:
    text = "He wrote that “it should be done. Nobody answered, and “nobody came.\n\nThe rest was silence. It said “so.”"
    assert rules(annotate, text) == ["P055"]
    assert claimed(annotate, text) == ["“so.”"]


def test_a_lost_end_does_not_swallow_the_next_quotation() -> None:
    assert claimed(annotate, "He wrote that “it should be done. Then he said “never,” and went.") == ["“never,”"]


def test_old_lines_that_repeat_the_mark_are_one_quotation() -> None:
    text = 'She copied: "the garrison is to "leave the town, and "to go home" as she wrote.'
    assert claimed(annotate, text) == ['"the garrison is to "leave the town, and "to go home"']


def test_a_title_in_marks_is_not_a_quotation_as_well() -> None:
    text = "He wrote an essay “The Long Winter” and went."
    title = Annotation("title", Span(text.index("“"), text.index("”") + 1))
    assert annotate(document(text, [title]), Knowledge()).value == Claims()
