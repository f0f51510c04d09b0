"""Names older than surnames, units with numbers, and what is named for somebody but is nobody."""

from __future__ import annotations

import pytest

from pecia.annotators import Knowledge
from pecia.annotators.names.naming import annotate
from pecia.core.text import Block, Document, Span


def names(text: str, kind: str, never: frozenset[str] = frozenset()) -> list[str]:
    chapter = Document("a.txt", text, (Block("p", Span(0, len(text))),)).having(language="en")
    claims = annotate(chapter, Knowledge(never=never)).value.annotations
    return [chapter.covered(c.span) for c in claims if c.kind == kind]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("She was the niece of Henry of Huntingdon, who wrote it down.", ["Henry of Huntingdon"]),
        ("The abbey was founded by Matilda of Flanders.", ["Matilda of Flanders"]),
        ("She was the daughter of Henry I, and no friend of his.", ["Henry I"]),
        ("Tsar Nicholas I answered at once.", ["Nicholas I"]),
        ("In the end Murad V went mad.", ["Murad V"]),
        ("It was Will Carling who came, and Will laughed.", ["Will Carling", "Will"]),
        ("He wrote to A L Barbauld about it.", ["A L Barbauld"]),
        ("The general, Park Chung-hee, wrote to nobody.", ["Park Chung-hee"]),
        ("A meeting with D'Alembert was all that he wanted; D'Alembert said no.", ["D'Alembert", "D'Alembert"]),
    ],
)
def test_persons_by_forename_number_and_place(text: str, wanted: list[str]) -> None:
    assert names(text, "persName") == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Will Congress ever meet again? Will Russia pay?",
        "I told them that I would come, and so I did.",
        "He was a cautious Hoosier, and disliked adventures.",
        "They watched Jupiter and Saturn all night.",
        "Operation Berlin was called off. The crew of HMS Nelson mutinied.",
        "The Labourers and the Gasworkers marched together.",
    ],
)
def test_what_looks_like_a_person_is_none(text: str) -> None:
    assert names(text, "persName") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It was taken by the 101st Airborne Division at dawn.", ["101st Airborne Division"]),
        ("He commanded the First Allied Airborne Army.", ["First Allied Airborne Army"]),
        ("They belonged to the Tenth Hussars.", ["Tenth Hussars"]),
        ("She led the Wharf Labourers' Union for years.", ["Wharf Labourers' Union"]),
        ("He sat at the Local Government Board for years.", ["Local Government Board"]),
        ("It was laid before Congress in vain.", ["Congress"]),
    ],
)
def test_organisations_with_numbers_possessives_and_everyday_words(text: str, wanted: list[str]) -> None:
    assert names(text, "orgName") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They galloped to Nettlecombe the same evening.", ["Nettlecombe"]),
        ("The trains for the North Gate were late.", ["North Gate"]),
        ("He slipped into Lincoln Castle by night.", ["Lincoln Castle"]),
    ],
)
def test_places_by_movement_compass_and_kind(text: str, wanted: list[str]) -> None:
    assert names(text, "placeName") == wanted


def test_phrases_that_the_edition_rules_out_are_no_names() -> None:
    text = "It stood in Krasnaya Zvezda that Sergei Kirov had spoken. Krasnaya Zvezda said so."
    never = frozenset({"Krasnaya Zvezda"})
    assert names(text, "orgName") == ["Krasnaya Zvezda"] * 2
    assert names(text, "orgName", never) == []
    assert names(text, "persName", never) == ["Sergei Kirov"]
