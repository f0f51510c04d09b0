"""What is a date in running prose, where it begins and ends, and what only looks like one."""

from __future__ import annotations

import pytest

from pecia.annotators import Knowledge
from pecia.annotators.dates import annotate
from pecia.core.text import Annotation, Block, Document, Span


def document(text: str, language: str = "en", name: str = "a.txt") -> Document:
    return Document(name, text, (Block("p", Span(0, len(text))),)).having(language=language)


def dates(text: str, language: str = "en") -> list[tuple[str, str]]:
    chapter = document(text, language)
    claims = annotate(chapter, Knowledge()).value.annotations
    return [(chapter.covered(c.span), " ".join(f"{n}={v}" for n, v in c.attributes)) for c in claims]


def spans(text: str, language: str = "en") -> list[str]:
    return [covered for covered, _ in dates(text, language)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He spoke in June 1932.", "June 1932"),
        ("By 1955, however, all was over.", "1955"),
        ("It lasted from 28 September to 2 October 1932.", "28 September to 2 October 1932"),
        ("It was confirmed in the late 1980s, at last.", "late 1980s"),
        ("As the nineteenth century ended, he left.", "nineteenth century"),
        ("He fell ill between March and May 1932.", "between March and May 1932"),
        ("The April 10th deadline of 1919 passed.", "April 10th"),
        ("She was born c. 1885 in Perm.", "c. 1885"),
        ("On Friday, September 23, 1932, they met.", "Friday, September 23, 1932"),
        ("The end of the 1920s was near.", "end of the 1920s"),
        ("He wrote on 3 May 1932.", "3 May 1932"),
    ],
)
def test_prepositions_and_articles_stay_outside(text: str, wanted: str) -> None:
    assert spans(text)[0] == wanted


def test_a_list_of_years_is_as_many_dates() -> None:
    assert dates("The trials of 1936, 1937, and 1938 were public.") == [
        ("1936", "when=1936"),
        ("1937", "when=1937"),
        ("1938", "when=1938"),
    ]


def test_what_dates_share_goes_to_each_of_them() -> None:
    assert dates("On 17 and 18 June 1932, and in July and August 1932, he wrote.") == [
        ("17", "when=1932-06-17"),
        ("18 June 1932", "when=1932-06-18"),
        ("July", "when=1932-07"),
        ("August 1932", "when=1932-08"),
    ]
    assert dates("On 3 May, 5 June, and 8 August 1932 he wrote.") == [
        ("3 May", "when=1932-05-03"),
        ("5 June", "when=1932-06-05"),
        ("8 August 1932", "when=1932-08-08"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "See pp. 1932–1940 of the minutes.",
        "See p. 1936 there.",
        "He led 1,936 men to the river.",
        "Some 1500 men marched, and 1800 soldiers followed.",
        "The Council passed Resolution 1936 at once.",
        "The case is No. 1917 in the list.",
        "They paid $1936 and £1800 for it.",
        "He lived at 1936 Main Street.",
        "The attack began at 1945 hours.",
        "It weighed 1600 tons, or 1932 kilograms.",
        "May I march with the august company?",
        "After the October Revolution he may march on.",
        "A man in his thirties came in.",
        "Of the twenty, five stayed for seven years.",
        "He won by 3/4 of 12.5 per cent.",
        "Telegram 1404 instructed the embassy.",
        "The number 611.1936-12 is a file.",
    ],
)
def test_numbers_and_words_that_only_look_like_dates_are_none(text: str) -> None:
    assert spans(text) == []


def test_a_year_before_a_noun_is_a_date_when_it_has_an_article() -> None:
    assert spans("The 1936 constitution was new.") == ["1936"]


def test_the_day_before_a_count_keeps_its_year_to_itself() -> None:
    assert spans("In 1932, on June 5, 24 men died.") == ["1932", "June 5"]


def test_note_markers_are_no_part_of_a_date() -> None:
    text = "He left in 193214 and on July 27,3 and again on 9 May 19327."
    chapter = document(text)
    marked = [Span(15, 17), Span(33, 34), Span(58, 59)]
    assert [chapter.covered(span) for span in marked] == ["14", "3", "7"]
    chapter = chapter.annotated(Annotation("noteAnchor", span, "pecia", (("n", "1"),)) for span in marked)
    claims = annotate(chapter, Knowledge()).value.annotations
    assert [chapter.covered(claim.span) for claim in claims] == ["1932", "July 27", "9 May 1932"]


def test_a_year_with_a_marker_that_nobody_marked_is_still_a_year() -> None:
    assert dates("It was published in February 1940.12 Security was lax.") == [("February 1940", "when=1940-02")]


def test_no_date_runs_from_one_block_into_the_next() -> None:
    text = "It began on 23\n\nSeptember 1932 was cold."
    blocks = (Block("p", Span(0, 14)), Block("p", Span(16, len(text))))
    claims = annotate(Document("a.txt", text, blocks), Knowledge()).value.annotations
    assert [text[c.span.start : c.span.end] for c in claims] == ["September 1932"]


def test_a_date_may_run_over_the_end_of_a_line() -> None:
    assert dates("He was arrested on 23\nSeptember 1932.") == [("23\nSeptember 1932", "when=1932-09-23")]


def test_what_was_set_aside_and_the_label_of_a_note_are_not_read() -> None:
    text = "Chapter 1932\n\n1932. See the minutes of 3 May 1933."
    blocks = (Block("fw", Span(0, 12)), Block("note", Span(14, len(text)), (("label", "6"),)))
    claims = annotate(Document("a.txt", text, blocks), Knowledge()).value.annotations
    assert [text[c.span.start : c.span.end] for c in claims] == ["3 May 1933"]


def test_a_date_that_a_person_has_marked_is_left_to_them() -> None:
    chapter = document("On 23 September 1932 and on 3 May 1933.")
    chapter = chapter.annotated([Annotation("date", Span(3, 20), "", (("when", "1932-09-24"),))])
    claims = annotate(chapter, Knowledge()).value.annotations
    assert [chapter.covered(claim.span) for claim in claims] == ["3 May 1933"]


def test_a_block_is_read_in_its_own_language() -> None:
    text = "Am 9. Mai 1917 kam er."
    block = Block("p", Span(0, len(text)), (("lang", "de"),))
    (claim,) = annotate(Document("a.txt", text, (block,)).having(language="en"), Knowledge()).value.annotations
    assert (claim.span, claim.attributes) == (Span(3, 14), (("when", "1917-05-09"),))


def test_a_diary_in_german_is_dated_at_the_head_of_its_entries() -> None:
    text = "9/9 Mit Lili spazieren, 1/2 Stunde."
    chapter = document(text, "de", "entry__1920-09-09.txt")
    (claim,) = annotate(chapter, Knowledge()).value.annotations
    assert (claim.span, claim.attributes) == (Span(0, 3), (("when", "1920-09-09"),))


def test_a_day_with_only_its_number_is_one_where_nothing_is_numbered() -> None:
    assert dates("In May 1932 he left. On the 22nd a hundred men were out; on the 25th they won.")[1:] == [
        ("22nd", "when=1932-05-22"),
        ("25th", "when=1932-05-25"),
    ]
    text = "In May 1932 he left. On the 5th floor, on the 1st and 2nd battalions, in the 22nd a man."
    assert spans(text) == ["May 1932"]


def test_weeks_quarters_and_months_of_a_period_are_parts_of_it() -> None:
    assert dates("By the first week of September 1944, and in the third quarter of the nineteenth century.") == [
        ("first week of September 1944", "notBefore=1944-09-01 notAfter=1944-09-07"),
        ("third quarter of the nineteenth century", "notBefore=1851 notAfter=1875"),
    ]


def test_a_decade_with_an_apostrophe_is_of_the_century_of_the_one_before() -> None:
    assert dates("In the 1860s and '70s railways came.")[1] == ("'70s", "from=1870 to=1879")


def test_years_before_christ_make_a_range() -> None:
    assert dates("The war of 480–479 B.C. was long.") == [("480–479 B.C.", "from=-0480 to=-0479")]
