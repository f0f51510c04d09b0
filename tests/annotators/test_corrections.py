"""Slips of scanning are found, and nothing that could be right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pecia.annotators import ANNOTATORS, Knowledge
from pecia.annotators.corrections import annotate
from pecia.core.text import Annotation, Source, Span
from pecia.languages.word_list import word_list
from pecia.readers.plain_text import read
from reading import claimed, document

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
FRAME = "The commission met in the autumn, and the members of the Party heard what {} had to say about it."


def _slips(text: str) -> list[str]:
    return claimed(annotate, text, "corr")


def test_the_annotator_comes_in_by_its_entry_point() -> None:
    assert ANNOTATORS["corrections"].kinds == {"sic"}


@pytest.mark.parametrize(
    ("slip", "right"),
    [
        ("IChrushchev", "Khrushchev"),
        ("ICirov", "Kirov"),
        ("contradicated", "contradicted"),
        ("circulalated", "circulated"),
        ("govemment", "government"),
        ("tliey", "they"),
        ("ofthe", "of the"),
        ("inMoscow", "in Moscow"),
        ("Par1iament", "Parliament"),
        ("acccused", "accused"),
        ("assasination", "assassination"),
        ("resistence", ""),
        ("govern- ment", "government"),
        ("THe", ""),
    ],
)
def test_a_slip_is_found_with_its_one_reading(slip: str, right: str) -> None:
    assert _slips(FRAME.format(slip)) == ([f"{slip} → {right}"] if right else [])


def test_two_names_that_lost_their_hyphen_get_it_back() -> None:
    text = "Bukharin had been warned, and Rykov too. In the BukharinRykov trial it was spoken of."
    assert _slips(text) == ["BukharinRykov → Bukharin-Rykov"]


def test_the_text_says_what_stood_between_two_words() -> None:
    text = "Maria Example wrote to the editor. In May, MariaExample wrote again, and Example was heard."
    assert _slips(text) == ["MariaExample → Maria Example"]


@pytest.mark.parametrize(
    "word",
    [
        "McDonald", "MacArthur", "DeGaulle", "LaFollette", "YouTube", "PhDs", "USSR", "NGOs", "kulakdom", "glasnost",
        "Trotskyites", "colour", "color", "organise", "organize", "travelled", "connexion", "judgement", "rearrested",
        "counterrevolutionary", "deStalinization", "co-operate", "Verkhne-Uralsk", "Ter-Vaganyan", "samizdat",
        "tho", "it’s",
        "nomenklatura", "apparatchik", "Mrachkovsky", "Ordzhonikidze", "raison d’être", "ex-oppositionists",
    ],
)  # fmt: skip
def test_a_name_a_rare_word_or_another_spelling_is_no_slip(word: str) -> None:
    assert _slips(FRAME.format(word)) == []


def test_a_word_that_comes_again_and_again_is_meant() -> None:
    assert _slips(" ".join([FRAME.format("contradicated")] * 3)) == []


def test_a_text_with_a_spelling_of_its_own_is_left_alone() -> None:
    assert (
        _slips("He was chearful & went to shew us the publick gardens; we chuse to be contradicated, I beleive.") == []
    )


def test_a_foreign_phrase_is_no_row_of_slips() -> None:
    assert _slips(FRAME.format("onore marito")) == []


def test_a_language_without_a_word_list_gets_no_corrections() -> None:
    assert (
        _slips("Der Winter war lang, und das Dorf lag unter dem Schnee. Die contradicated Leute waren nicht da.") == []
    )


def test_a_word_that_the_edition_names_is_never_a_slip() -> None:
    knowledge = Knowledge(never=frozenset({"contradicated"}))
    assert claimed(annotate, FRAME.format("contradicated"), "corr", knowledge) == []


def test_what_a_person_has_read_is_not_read_again() -> None:
    text = FRAME.format("contradicated")
    start = text.index("contradicated")
    by_hand = Annotation("sic", Span(start, start + 13), "bs", (("corr", "contraindicated"),))
    assert annotate(document(text, [by_hand]), Knowledge()).value.annotations == ()


def test_the_word_list_knows_both_shores_of_the_atlantic() -> None:
    words = word_list("en-GB")
    assert words is not None
    assert all(word in words for word in ("colour", "color", "realise", "realize", "centre", "center"))
    assert word_list("de") is None


@pytest.mark.oracle
@pytest.mark.parametrize("name", ["narrative_hand_dev", "notes_frushist_dev", "frus_dev", "frus_full_dev"])
def test_clean_prose_has_no_slip(name: str) -> None:
    path = SHARED / "gold" / f"{name}.jsonl"
    if not path.is_file():
        pytest.skip("needs the material in ../shared")
    for line in path.read_text("utf-8").splitlines():
        source = read(Source("a.txt", json.loads(line)["text"].encode())).value
        assert [source.covered(claim.span) for claim in annotate(source, Knowledge()).value.annotations] == []


def test_short_words_that_are_misread_again_and_again_are_known() -> None:
    text = (
        "The army marched to the river, and thc men werc tired of it. Tbe general was with them, witb all that he had."
    )
    assert _slips(text) == ["thc → the", "werc → were", "Tbe → The", "witb → with"]
