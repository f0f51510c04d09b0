"""Titles of works, foreign words, and the abbreviations that an edition lists."""

from __future__ import annotations

import pytest

from pecia.annotators import ANNOTATORS, Knowledge
from pecia.annotators import abbreviations as short_forms
from pecia.annotators import foreign as other_languages
from pecia.annotators import titles as works
from pecia.core.register import Entity, Register
from reading import claimed

PROSE = "The winter of that year was long, and nobody came to the village."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("He wrote an “Appeal to All Members of the Party” in June.", "“Appeal to All Members of the Party” → "),
        ("In an article entitled “The Year of Snow,” he said so.", "“The Year of Snow,” → a"),
        ("It was in Pravda of 3 May.", "Pravda → j"),
        ("It was printed in the newspaper Trud of that day.", "Trud → j"),
        ("She read the novel The Long Winter of the Village twice.", "The Long Winter of the Village → m"),
    ],
)
def test_a_title_is_known_by_its_cue_or_its_fame(text: str, title: str) -> None:
    assert claimed(works.annotate, text, "level") == [title]


@pytest.mark.parametrize(
    "text",
    [
        "He wrote “as soon as possible” on it.",
        "The “young Bukharinite” group met, and called it “terror.”",
        "The poem Akhmatova wrote was lost; the journal he kept was not.",
        "The daily Mrs. Example took was late.",
        "In the name of a “Union of Workers” they spoke.",
    ],
)
def test_a_quotation_or_a_person_is_no_title(text: str) -> None:
    assert claimed(works.annotate, text) == []


def test_a_work_of_the_register_is_found_with_its_id() -> None:
    register = Register((Entity("appeal", "work", "Appeal to All Members"), Entity("memoirs", "work", "Memoirs")))
    text = "The “Appeal to All Members” was read; his Memoirs say so, and the “Memoirs” are known."
    found = claimed(works.annotate, text, "ref", Knowledge(register))
    assert found == ["“Appeal to All Members” → appeal", "“Memoirs” → memoirs"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{PROSE} They called it Прочитав, передай другому, and laughed.", "Прочитав, передай другому → ru"),
        (f"{PROSE} It was, mutatis mutandis, the same.", "mutatis mutandis → la"),
        (
            f"{PROSE} He only said: “Il n’y a pas de neige dans les rues,” and went.",
            "Il n’y a pas de neige dans les rues → fr",
        ),
    ],
)
def test_another_script_a_phrase_or_a_sentence_is_foreign(text: str, found: str) -> None:
    assert claimed(other_languages.annotate, text, "lang") == [found]


@pytest.mark.parametrize(
    "text",
    [
        f"{PROSE} The angle α was small.",
        f"{PROSE} De facto it was a coup d’état, per capita.",
        f"{PROSE} I asked if he planned to make counter proposals to us.",
    ],
)
def test_symbols_and_words_that_english_took_in_are_not_foreign(text: str) -> None:
    assert claimed(other_languages.annotate, text) == []


def test_listed_abbreviations_are_found_whole_and_the_longest_first() -> None:
    knowledge = Knowledge(abbreviations=(("CC", "Central Committee"), ("CCC", "Control Commission"), ("c.", "circa")))
    text = "The CCC and the CC’s men, c. 1932; not ACC or cc."
    assert claimed(short_forms.annotate, text, "expan", knowledge) == [
        "CCC → Control Commission",
        "CC → Central Committee",
        "c. → circa",
    ]
    assert claimed(short_forms.annotate, text) == []


def test_all_come_in_by_their_entry_points() -> None:
    assert {kind for name in ("titles", "foreign", "abbreviations") for kind in ANNOTATORS[name].kinds} == {
        "title",
        "foreign",
        "abbr",
    }
