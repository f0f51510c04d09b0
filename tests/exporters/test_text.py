"""Plain text: no word lost, none doubled."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pecia.core.errors import UsageError
from pecia.engines import trees
from pecia.exporters import EXPORTERS

_HERE = Path(__file__).resolve().parent
_GOLDEN = _HERE.parent / "golden" / "text"
_JOURNEY = trees.parse((_HERE / "journey.xml").read_bytes(), "journey.xml")


def _text(tree: etree._Element, **parameters: str) -> str:
    outcome = EXPORTERS["text"].export(tree, "journey", parameters)
    (artifact,) = outcome.value
    assert str(artifact.path) == "journey.plain.txt"
    return artifact.content.decode()


def _body(inside: str) -> etree._Element:
    return etree.XML(f'<TEI xmlns="{trees.TEI}"><text><body>{inside}</body></text></TEI>')


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("reading", {}),
        ("diplomatic", {"view": "diplomatic"}),
        ("wrapped", {"wrap": "40"}),
        ("without-notes", {"notes": "omit", "header": "omit"}),
        ("german", {"lang": "de", "view": "diplomatic", "wrap": "60"}),
    ],
)
def test_the_journey_reads_as_it_did(
    name: str, parameters: dict[str, str], golden: Callable[[bytes | str, Path], None]
) -> None:
    golden(_text(_JOURNEY, **parameters), _GOLDEN / f"journey.{name}.txt")


def test_the_two_views_differ_by_the_readings_of_choices() -> None:
    reading, diplomatic = _text(_JOURNEY), _text(_JOURNEY, view="diplomatic")
    assert "kettle; the" in reading
    assert "ketle" not in reading
    assert "ketle; the" in diplomatic
    assert "Before the Watershed" in reading
    assert "Before the W." in diplomatic
    assert "so was the kettle" in reading
    assert "so is was the kettle" in diplomatic


def test_a_page_break_inside_a_word_does_not_cut_it() -> None:
    assert "the towpath was" in _text(_JOURNEY)
    assert "the tow[page 13]path was" in _text(_JOURNEY, view="diplomatic")


def test_page_furniture_shows_in_the_diplomatic_view_alone() -> None:
    assert "Vorige bladzijde" not in _text(_JOURNEY)
    assert "Vorige bladzijde" in _text(_JOURNEY, view="diplomatic")


def test_every_mark_has_its_note_and_a_blank_note_says_so() -> None:
    text = _text(_JOURNEY)
    body, _, notes = text.partition("\nNotes\n")
    assert [mark for mark in ("dogs[1]", "water.[a]", "miles.[2]") if mark not in body] == []
    assert "[2] [The source gives no text for this note.]" in notes
    assert "[1] Named Bollard and Rope" in notes
    assert "1. Named" not in notes


def test_notes_may_be_left_out_with_their_marks() -> None:
    text = _text(_JOURNEY, notes="omit")
    assert "[1]" not in text
    assert "Bollard" not in text
    assert "two dogs and a kettle" in text


def test_a_register_is_no_part_of_the_text() -> None:
    assert "never in the text" not in _text(_JOURNEY)


def test_text_between_blocks_of_a_paragraph_keeps_its_place() -> None:
    text = _text(_body("<p>before <list><item>one</item></list> after</p>"), header="omit")
    assert text == "before\n\n• one\n\nafter\n"


def test_a_text_that_begins_with_its_title_says_it_once() -> None:
    tree = _body("<head>Kettle</head><p>Boil.</p>")
    title = "<teiHeader><fileDesc><titleStmt><title>Kettle</title></titleStmt></fileDesc></teiHeader>"
    tree.insert(0, etree.XML(title.replace("<teiHeader>", f'<teiHeader xmlns="{trees.TEI}">')))
    assert _text(tree) == "Kettle\n\nBoil.\n"
    assert _text(tree, header="omit") == "Kettle\n\nBoil.\n"


def test_a_document_without_words_is_an_empty_text() -> None:
    assert _text(_body("<p/>")) == ""


@pytest.mark.parametrize("wrap", ["many", "-1", "1.5", "99999", "²"])
def test_a_width_is_a_number_of_columns(wrap: str) -> None:
    with pytest.raises(UsageError, match="wrap"):
        _text(_JOURNEY, wrap=wrap)


def test_a_value_that_an_option_does_not_have_is_named() -> None:
    with pytest.raises(UsageError, match="view=both is not one of reading, diplomatic"):
        _text(_JOURNEY, view="both")


def _columns(line: str) -> int:
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in line)
    return len(line) - sum(unicodedata.category(character) in {"Mn", "Me", "Cf"} for character in line) + wide


_WORD = st.text(st.sampled_from("abcéß—’日本語운河́"), min_size=1, max_size=9)
_INLINE = st.recursive(
    st.lists(_WORD, min_size=1, max_size=12).map(lambda words: " ".join(words) + " "),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
        st.sampled_from(["hi", "persName", "q", "title", "corr", "unheard-of"]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=6,
)
_BLOCK = st.recursive(
    st.builds(lambda name, words: f"<{name}>{words}</{name}>", st.sampled_from(["p", "head", "ab"]), _INLINE),
    lambda inner: st.builds(
        lambda frame, parts, words: frame.format("".join(parts), words),
        st.sampled_from(
            [
                "<div>{0}</div>",
                "<quote>{0}</quote>",
                "<p>{1}{0}{1}</p>",
                "<list><item>{1}</item><item>{0}</item></list>",
                "<lg><l>{1}</l><l>{1}</l></lg>{0}",
                "<table><row><cell>{1}</cell></row></table>{0}",
                "<floatingText><body>{0}</body></floatingText>",
            ]
        ),
        st.lists(inner, min_size=1, max_size=3),
        _INLINE,
    ),
    max_leaves=6,
)


@settings(max_examples=150)
@given(_BLOCK, st.sampled_from(["0", "20", "61"]))
def test_no_word_is_lost_and_none_doubled(block: str, wrap: str) -> None:
    tree = _body(block)
    # Between wide characters a line may end anywhere, so blanks are no witnesses.
    kept = "".join(_text(tree, wrap=wrap).replace("•", "").split())
    assert kept == "".join("".join(tree.itertext()).split())


@settings(max_examples=100)
@given(st.lists(_WORD, min_size=1, max_size=60), st.integers(20, 80))
def test_no_line_is_longer_than_asked_for(words: list[str], wrap: int) -> None:
    text = _text(_body(f"<quote><p>{' '.join(words)}</p></quote>"), wrap=str(wrap))
    assert [line for line in text.splitlines() if _columns(line) > wrap] == []


def test_a_mark_that_has_brackets_gets_no_more() -> None:
    marked = _text(_body('<p>A bridge.<ref type="noteAnchor" target="#n1">[1]</ref></p>'))
    assert "A bridge.[1]" in marked
