"""Places: by their kind, by their surroundings, and which of two readings a name has."""

from __future__ import annotations

import pytest

from pecia.annotators import Knowledge
from pecia.annotators.names import ANNOTATOR
from pecia.core.register import Entity, Register
from pecia.core.text import Annotation, Block, Document, Span


def claims(text: str, knowledge: Knowledge | None = None) -> tuple[Annotation, ...]:
    document = Document("a.txt", text, (Block("p", Span(0, len(text))),)).having(language="en")
    return ANNOTATOR.annotate(document, knowledge or Knowledge()).value.annotations


def places(text: str) -> list[str]:
    return [text[a.span.start : a.span.end] for a in claims(text) if a.kind == "placeName"]


def entries(text: str, kind: str) -> dict[str, str]:
    return {text[a.span.start : a.span.end]: a.get("ref") for a in claims(text) if a.kind == kind}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He had rooms in Karl Marx Street, and she in Queen Square.", ["Karl Marx Street", "Queen Square"]),
        ("They crossed at Boteler’s Ford before the Antietam Creek rose.", ["Boteler’s Ford", "Antietam Creek"]),
        ("The house on Snow Hill was let.", ["Snow Hill"]),
        ("He lodged in New Burlington Street, then in Harley St. near it.", ["New Burlington Street", "Harley St."]),
        ("It lay in the North Caucasus Territory.", ["North Caucasus Territory"]),
        ("They were married at St. Olave’s Church.", ["St. Olave’s Church"]),
        ("The trains left Washington, D.C., for the Shenandoah Valley.", ["Washington, D.C.", "Shenandoah Valley"]),
    ],
)
def test_a_place_is_named_by_its_kind_whoever_it_is_named_for(text: str, wanted: list[str]) -> None:
    assert places(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("At Wexlow the quarantine kept us a week.", ["Wexlow"]),
        ("South of Sulimania the hills begin.", ["Sulimania"]),
        ("They besieged Tarvenna for a month.", ["Tarvenna"]),
        ("The siege of Orvanto went on.", ["Orvanto"]),
        ("They walk to Llanwrda for the post.", ["Llanwrda"]),
        ("He had houses at Tunis, Acre and Damietta.", ["Tunis", "Acre", "Damietta"]),
        ("They were moved from villages round Komarvo and Zelmin.", ["Komarvo", "Zelmin"]),
    ],
)
def test_an_unknown_place_is_known_by_its_surroundings(text: str, wanted: list[str]) -> None:
    assert places(text) == wanted


def test_director_lake_is_no_lake() -> None:
    assert places("The answer of Director Anthony Lake came late.") == []
    assert places("My sister Georgia begs for news.") == []


def test_the_text_decides_whether_a_name_is_of_a_person_or_a_place() -> None:
    assert places("The Lincoln government fell. Lincoln said so.") == []
    assert places("He took the train to Lincoln, and stayed at Lincoln.") == ["Lincoln", "Lincoln"]
    assert places("Israel’s position, Israel’s arms and Israel’s needs were heard.") == ["Israel"] * 3


def test_what_is_between_two_countries_is_no_third() -> None:
    assert places("The Indo-Pakistan talks and the Pak-Indian border were named.") == []


def test_a_renamed_city_is_one_place_and_a_state_that_followed_another_is_not() -> None:
    named = entries("Petrograd became Leningrad, and Leningrad is St. Petersburg now.", "placeName")
    assert len(set(named.values())) == 1
    named = entries("The Soviet Union is no more, and Russia is; Persia is Iran.", "placeName")
    assert len(set(named.values())) == 3


def test_the_register_knows_a_place_by_an_older_name() -> None:
    register = Register((Entity("tallinn", "place", "Tallinn"),))
    (claim,) = claims("They sailed from Reval.", Knowledge(register=register))
    assert claim.get("ref") == "tallinn"


def test_an_edition_that_parts_the_names_of_a_city_has_them_parted() -> None:
    register = Register((Entity("petrograd", "place", "Petrograd"), Entity("leningrad", "place", "Leningrad")))
    found = claims("Petrograd became Leningrad.", Knowledge(register=register))
    assert [claim.get("ref") for claim in found] == ["petrograd", "leningrad"]


def test_a_place_within_a_body_is_marked_too() -> None:
    text = "The Communist Party of Germany met."
    assert [(a.kind, text[a.span.start : a.span.end]) for a in claims(text)] == [
        ("orgName", "Communist Party of Germany"),
        ("placeName", "Germany"),
    ]
