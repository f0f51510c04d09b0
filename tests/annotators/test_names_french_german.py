"""What French and German write about persons: surnames in capitals, particles, titles of many kinds, short forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from pecia.core.text import Document, Source
from pecia.edition.pipeline import Desk, encode
from pecia.edition.settings import Settings

GERMAN = "Es war ein kalter Tag, und man wartete auf die Nachricht aus der Stadt, die nicht kam. "
FRENCH = "Il faisait froid ce jour-là, et l'on attendait dans la ville une nouvelle qui ne venait pas. "


def encoded(text: str) -> Document:
    return encode(Source("a.txt", text.encode()), Desk(Settings(folder=Path()))).value.document


def said(document: Document, kind: str = "persName") -> list[str]:
    return [document.covered(a.span) for a in sorted(document.of_kind(kind), key=lambda a: a.span)]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Nous avons vu Marcel BRUGNON et sa sœur.", ["Marcel BRUGNON"]),
        ("On remit le pli à M. KOLB ce matin.", ["M. KOLB"]),
        ("On entendit MM. Brugnon et Lavergnas.", ["MM. Brugnon", "Lavergnas"]),
        ("On entendit M.M. Brugnon, de Sertilhac et Lavergnas.", ["M.M. Brugnon", "de Sertilhac", "Lavergnas"]),
        ("Il écrivit au général Brugnon et au comte de Sertilhac.", ["général Brugnon", "comte de Sertilhac"]),
        ("Le dossier fut confié à M. l'abbé Brugnon.", ["M. l'abbé Brugnon"]),
        ("Il parla au Professeur William M. Brugnon.", ["Professeur William M. Brugnon"]),
        ("On reçut le Capitaine de corvette Brugnon.", ["Capitaine de corvette Brugnon"]),
        ("C'était un certain Désiré de La Brugne.", ["Désiré de La Brugne"]),
        ("Le Consulat Général de France était fermé.", []),
        ("On dînait chez les Brugnon.", ["Brugnon"]),
    ],
)
def test_a_french_person_is_named_whole(text: str, persons: list[str]) -> None:
    assert said(encoded(f"{text} {FRENCH}")) == persons


def test_a_particle_that_a_title_shows_belongs_to_the_surname_elsewhere() -> None:
    document = encoded(f"M. d'Aspremaille partit. On lut une lettre de d'Aspremaille. {FRENCH}")
    assert said(document) == ["M. d'Aspremaille", "d'Aspremaille"]
    assert len({a.get("ref") for a in document.of_kind("persName")}) == 1


def test_a_word_broken_within_a_line_is_read_whole() -> None:
    document = encoded(f"M. Brugnonnet parla. On applaudit Léon Bru-gnonnet. {FRENCH}")
    assert said(document) == ["M. Brugnonnet", "Léon Bru-gnonnet"]
    assert len({a.get("ref") for a in document.of_kind("persName")}) == 1


def test_a_word_that_mostly_stands_where_places_stand_is_a_place_in_capitals_too() -> None:
    text = "On alla à Farnoye. La fête à Farnoye fut belle, et à Farnoye on dansa. FARNOYE, qui dort, est loin. "
    assert said(encoded(text + FRENCH)) == []


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Ich ging mit K. und las O.s Brief. Dann kam ein Brief von O. an.", ["K.", "O.s", "O."]),
        ("Am Abend war ich mit Hdw. im Garten.", ["Hdw."]),
        ("Am Abend kam die Hofrätin Kolbenheyer zu uns.", ["Hofrätin Kolbenheyer"]),
        ("Seine Frau, eine geborene Thürnheim, war streng.", ["Thürnheim"]),
        ("Man sah dort Ruthmeyer und Frau.", ["Ruthmeyer"]),
    ],
)
def test_a_german_person_is_found_in_short_forms_and_by_what_stands_beside(text: str, persons: list[str]) -> None:
    assert [name.rstrip(".") for name in said(encoded(f"{text} {GERMAN}"))] == [name.rstrip(".") for name in persons]


def test_an_unknown_german_word_with_the_ending_of_a_place_is_no_person() -> None:
    assert "Pötzelshofen" not in said(encoded(f"Der Weg nach Hause ging über Pötzelshofen. {GERMAN}"))
