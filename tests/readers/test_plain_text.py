"""Plain text as people have it, and what pecia sees in it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pecia.core.text import Block, Document, Source
from pecia.readers import READERS
from pecia.readers.plain_text import read

PROSE = (
    "The winter of that year was long, and the village lay under the snow until the middle of April. "
    "Nobody came, and nobody went; the post was three weeks late."
)
MORE = "In the spring the road was open again, and with the first cart came the news that everybody had feared."


def _read(text: str) -> Document:
    return read(Source("a.txt", text.encode())).value


def _shape(text: str) -> list[tuple[str, str]]:
    document = _read(text)
    return [(block.kind, document.covered(block.span)) for block in document.blocks]


def _kinds(text: str) -> list[str]:
    return [kind for kind, _ in _shape(text)]


def _blocks(text: str, kind: str) -> list[Block]:
    return [block for block in _read(text).blocks if block.kind == kind]


def test_the_reader_comes_in_by_its_entry_point() -> None:
    assert ".txt" in READERS["text"].suffixes


def test_blank_lines_part_paragraphs() -> None:
    assert _shape(f"{PROSE}\n\n\n  \n{MORE}\n") == [("p", PROSE), ("p", MORE)]


def test_long_lines_without_blank_ones_are_paragraphs() -> None:
    assert _shape(f"{PROSE}\n{MORE} \n{PROSE}") == [("p", PROSE), ("p", MORE), ("p", PROSE)]


def test_wrapped_lines_stay_in_their_paragraph() -> None:
    wrapped = (
        "The winter of that year was long,\nand the village lay under the snow\nuntil the middle of April.\nNobody"
    )
    assert _shape(f"{wrapped}\n\n{wrapped}") == [("p", wrapped), ("p", wrapped)]


def test_lines_wrapped_very_wide_stay_together_where_they_go_on_in_lower_case() -> None:
    wide = (
        "In the year of the great frost the whole town went out upon the ice, and nobody was left at home but an old "
        "Smith\nknew everybody on the quay, and said so to whoever would hear him, there and in the taverns of the "
        "harbour,\nand in church."
    )
    assert _shape(wide) == [("p", wide)]


def test_an_indent_begins_a_paragraph_where_lines_are_wrapped() -> None:
    text = (
        "   The winter of that year was long,\nand the village lay under the snow\nuntil the middle of April.\n"
        "   Nobody came, and nobody went; the\npost was three weeks late."
    )
    assert _kinds(text) == ["p", "p"]


@pytest.mark.parametrize(
    "head",
    [
        "Chapter 3",
        "CHAPTER III",
        "Chapter Three: The Thaw",
        "III",
        "Introduction",
        "THE LONG WINTER",
        "The Long Winter",
    ],
)
def test_a_short_line_that_looks_like_one_is_a_heading(head: str) -> None:
    assert _shape(f"{head}\n\n{PROSE}\n\n{MORE}")[0] == ("head", head)


@pytest.mark.parametrize("line", ["Dear Madam,", "The winter was long.", "My dear Sir", "and so on", "Nobody came;"])
def test_an_address_or_a_short_sentence_is_no_heading(line: str) -> None:
    assert _kinds(f"{PROSE}\n\n{line}\n\n{MORE}") == ["p", "p", "p"]


def test_a_heading_in_another_language_is_known_by_its_data() -> None:
    german = "Der Winter war lang, und das Dorf lag unter dem Schnee. Niemand kam, und es war nicht zu helfen."
    assert _shape(f"Drittes Kapitel\n\n{german}")[0][0] == "head"


def test_a_counted_heading_takes_in_its_title() -> None:
    document = _read(f"Chapter 3\n\nThe Long Winter\n\n{PROSE}")
    assert [block.kind for block in document.blocks] == ["head", "p"]
    assert document.get("title") == "Chapter 3 The Long Winter"


def test_headings_of_one_look_have_one_level() -> None:
    text = f"PART ONE\n\nChapter 1\n\n{PROSE}\n\nThe Village\n\n{MORE}\n\nChapter 2\n\n{PROSE}"
    assert [block.get("level") for block in _blocks(text, "head")] == ["1", "2", "3", "2"]


def test_a_title_stands_above_headings_that_look_like_it() -> None:
    text = f"The Year of Snow\n\n{PROSE}\n\nThe Long Winter\n\n{MORE}\n\nThe Late Spring\n\n{MORE}"
    assert [block.get("level") for block in _blocks(text, "head")] == ["1", "2", "2"]


def test_a_foreign_first_line_is_navigation_and_says_its_language() -> None:
    outcome = read(Source("a.txt", f"Выбрать главу\n\n{PROSE}".encode()))
    aside = outcome.value.blocks[0]
    assert (aside.kind, aside.get("type"), aside.get("lang")) == ("fw", "navigation", "ru")
    assert [finding.rule for finding in outcome.findings] == ["P003"]


@pytest.mark.parametrize(
    "line",
    [
        "Back to contents",
        "Home | Contents | Next",
        "« Previous  Next »",
        "Share this",
        "Kapitel wählen",
        "https://example.org/3",
        "Chapitre suivant",
    ],
)
def test_links_at_the_edges_are_set_aside(line: str) -> None:
    for text in (f"{line}\n\n{PROSE}\n\n{MORE}", f"{PROSE}\n\n{MORE}\n\n{line}"):
        assert _kinds(text).count("fw") == 1


def test_a_motto_in_another_script_stays() -> None:
    assert "fw" not in _kinds(f"Мороз и солнце; день чудесный!\n\n{PROSE}")


def test_words_of_links_inside_the_text_stay() -> None:
    assert "fw" not in _kinds(f"{PROSE}\n\n{MORE}\n\n{PROSE}\n\nThey went back to contents of the box.\n\n{MORE}")


def test_a_page_number_that_breaks_a_sentence_joins_its_halves() -> None:
    text = f"{PROSE[:-1]} and the\n\n13\n\nnext post was later still, because of the snow on the road.\n\n{MORE}"
    blocks = _read(text).blocks
    assert [(b.kind, b.get("part"), b.get("n")) for b in blocks] == [
        ("p", "I", ""),
        ("fw", "", "13"),
        ("p", "F", ""),
        ("p", "", ""),
    ]


@pytest.mark.parametrize("line", ["- 13 -", "[13]", "Page 13", "— 13 —", "p. 13", "[Pg 13]", "{13}"])
def test_a_dressed_number_is_a_page(line: str) -> None:
    (page,) = _blocks(f"{PROSE}\n\n{line}\n\n{MORE}", "fw")
    assert (page.get("type"), page.get("n")) == ("pageNum", "13")


def test_numbers_that_count_sections_from_one_are_headings() -> None:
    assert _kinds(f"1\n\n{PROSE}\n\n2\n\n{MORE}") == ["head", "p", "head", "p"]


def test_running_heads_beside_page_numbers_are_set_aside() -> None:
    pages = "".join(f"{PROSE}\n\nTHE LONG WINTER\n{number}\n\n" for number in (12, 13, 14))
    kinds = [block.get("type") for block in _blocks(pages, "fw")]
    assert kinds == ["header", "pageNum"] * 3


def test_bullets_and_rising_numbers_are_lists() -> None:
    text = f"{PROSE}\n\n• bread\n• salt\n\n{MORE}\n\n1. First come.\n2. First served.\n\n{PROSE}"
    items = _blocks(text, "item")
    assert [(item.get("list"), item.get("label")) for item in items] == [("1", "2"), ("1", "2"), ("2", "3"), ("2", "3")]


def test_a_list_goes_on_after_what_parts_it() -> None:
    assert _kinds("\n\n".join([PROSE, "1. One.", "2. Two.", "(a) whether;", "(b) when.", "3. Three.", MORE])) == [
        "p", "item", "item", "item", "item", "item", "p"
    ]  # fmt: skip
    # A number that follows no list begins none.
    assert "item" not in _kinds("\n\n".join([PROSE, "2. Mr. Ball replied.", MORE, "4. He left.", MORE]))


def test_a_running_head_with_its_page_far_off_is_set_aside() -> None:
    head = "THE ROAD TO ERZERUM.                      105"
    (aside,) = _blocks(f"{PROSE}\n\n{head}\n\n{MORE}\n", "fw")
    assert (aside.get("type"), aside.get("n")) == ("header", "105")
    assert "fw" not in _kinds("CONTENTS      3\nPREFACE      9\nTHE ROAD      14\n\n" + PROSE)


def test_one_numbered_paragraph_is_no_list() -> None:
    assert _kinds(f"{PROSE}\n\n7. {MORE}\n\n{PROSE}") == ["p", "p", "p"]


def test_an_indented_paragraph_is_a_quotation() -> None:
    text = f"{PROSE}\n\n    {MORE}\n\n{PROSE}"
    assert _shape(text)[1] == ("quote", MORE)


def test_short_ragged_lines_are_verse_in_stanzas() -> None:
    stanza = "The frost came down on field and hill,\nAnd all the village streets were still;"
    second = "The river slept beneath the snow,\nAnd none could tell where it would go."
    indented = "\n".join(f"      {line}" for line in stanza.split("\n"))
    text = f"{PROSE}\n\n{indented}\n\n" + "\n".join(f"      {line}" for line in second.split("\n")) + f"\n\n{MORE}"
    assert [block.get("lg") for block in _blocks(text, "l")] == ["1", "1", "2", "2"]


def test_an_address_is_no_verse() -> None:
    assert "l" not in _kinds(f"{PROSE}\n\nAda Example,\n3 Long Lane,\nLeeds.\n\n{MORE}")


def test_a_row_of_stars_stays_in_the_text() -> None:
    assert _kinds(f"{PROSE}\n\n* * *\n\n{MORE}") == ["p", "p", "p"]


def test_scan_debris_is_set_aside_wherever_it_stands() -> None:
    blocks = _blocks(f"{PROSE}\n\n~ ^|’ ;\n\n{MORE}\n\nDigitized by Google\n\n{PROSE}", "fw")
    assert [block.get("type") for block in blocks] == ["debris", "debris"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (PROSE, "en"),
        ("Der Winter war lang, und das Dorf lag unter dem Schnee, der nicht weichen wollte.", "de"),
        ("L’hiver fut long, et le village est resté dans la neige pour des semaines.", "fr"),
        ("Зима была долгая, и никто не приходил в деревню.", "ru"),
        ("Xyzzy plugh.", ""),
    ],
)
def test_the_language_is_told_by_script_and_common_words(text: str, language: str) -> None:
    assert _read(text).get("language") == language


_ROUGH = (
    "|13|Chapter 2|III|• one|1. two|2. three|   set in|Notes|6. See it.|fn1 So.|Next / Home|HEAD|* * *|a.6|«»|Выбрать"
)
_LINES = st.sampled_from([*_ROUGH.split("|"), PROSE, MORE, "\ufeff", "\u2028", "\x85", "a\u00a0"])


@given(st.lists(st.one_of(_LINES, st.text(max_size=30)), min_size=1, max_size=25).map("\n".join))
def test_every_character_that_is_not_white_lies_in_one_block(text: str) -> None:
    if not text.strip() or "\x00" in text or sum(c < " " for c in text) * 30 > len(text):
        return
    document = _read("ab " * 20 + text.encode("utf-8", "ignore").decode())
    ends = [0, *(block.span.end for block in document.blocks)]
    starts = [*(block.span.start for block in document.blocks), len(document.text)]
    assert all(not document.text[end:start].strip() for end, start in zip(ends, starts, strict=True))
    assert all(a.span.end <= b.span.start for a, b in pairwise(document.blocks))
    assert all(document.covered(b.span) == document.covered(b.span).strip() for b in document.blocks)


def test_a_couplet_after_a_stanza_is_verse_too() -> None:
    stanza = (
        "The wind is in the north, my love,\nThe snow is on the lea,\nAnd never more upon the hill\nWe hear the sea."
    )
    couplet = "The ship lies at the quay, my love,\nThe captain's at the wheel."
    text = f"He sang to her.\n\n{stanza}\n\n{couplet}\n\nThen he went, and nobody ever saw him again in that town."
    document = read(Source("a.txt", text.encode())).value
    assert [block.kind for block in document.blocks] == ["p", *["l"] * 6, "p"]
