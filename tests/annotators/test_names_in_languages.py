"""Names in German, French and Russian: each language by its own data, and by its own rules where it has some."""

from __future__ import annotations

from pathlib import Path

import pytest

from pecia.core.text import Document, Source
from pecia.edition.pipeline import Desk, encode, renewed
from pecia.edition.settings import Settings

GERMAN = "Es war ein kalter Tag, und man wartete auf die Nachricht aus der Stadt, die nicht kam. "
FRENCH = "Il faisait froid ce jour-là, et l'on attendait dans la ville une nouvelle qui ne venait pas. "
RUSSIAN = "День был холодный, и все ждали известия из города, но его не было. "


def encoded(text: str, **settings: object) -> Document:
    return encode(Source("a.txt", text.encode()), Desk(Settings(folder=Path(), **settings))).value.document  # type: ignore[arg-type]


def said(document: Document, kind: str = "persName") -> list[str]:
    return [document.covered(a.span) for a in sorted(document.of_kind(kind), key=lambda a: a.span)]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Am Bahnhof stand der Regierungsrat mit seiner Tochter.", []),
        ("Ich ging mit Hussmeyer in den Garten.", ["Hussmeyer"]),
        ("Nach der Vorstellung kam Frau Kolbenheyer zu uns.", ["Frau Kolbenheyer"]),
        ("Nach der Vorstellung kam Ludwig Kolbenheyer zu uns.", ["Ludwig Kolbenheyer"]),
        ("Gestern traf ich Herrn v. Sandau und Tante Josefine.", ["Herrn v. Sandau", "Tante Josefine"]),
        ("Die Unterredung mit Dr. Fritz Mautner dauerte lang.", ["Fritz Mautner"]),
        ("Sie las am Abend im „Egmont“ und schlief bald ein.", []),
        ("Dort erzählte die Grubhofer von ihrer Reise.", ["Grubhofer"]),
        ("Am Abend kam Anton Bruchsaler, und wir aßen.", ["Anton Bruchsaler"]),
        ("Die Ausgabe von Adalbert Stifters Werken fehlte.", ["Adalbert Stifters"]),
        ("Ein Brief von O. und die Antwort an H. K. kamen an.", ["O.", "H. K."]),
    ],
)
def test_a_german_noun_is_no_name_and_a_name_no_noun(text: str, persons: list[str]) -> None:
    document = encoded(f"{text} {GERMAN}")
    assert document.get("language") == "de"
    assert [name.removeprefix("Dr. ") for name in said(document)] == persons


def test_a_german_genitive_is_the_same_person() -> None:
    document = encoded(f"Anton Kolbenheyer schrieb den Brief. Kolbenheyers Antwort kam spät. {GERMAN}")
    assert said(document) == ["Anton Kolbenheyer", "Kolbenheyers"]
    assert len({a.get("ref") for a in document.of_kind("persName")}) == 1


def test_an_inhabitant_of_a_place_is_not_a_person_s_name() -> None:
    document = encoded(f"Er sprach mit einem Grazer und las die Wiener Zeitung in München. {GERMAN}")
    assert said(document) == []
    assert said(document, "placeName") == ["München"]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("On reçut hier M. d'Aubenas et Mme Tournier.", ["M. d'Aubenas", "Mme Tournier"]),
        ("Le traité fut signé en Angleterre par Émile Vaucler.", ["Émile Vaucler"]),
        ("C'est l'Allemagne qui demande la paix.", []),
        ("Monsieur le Président Charles Vaucler prit la parole.", ["Monsieur le Président Charles Vaucler"]),
        ("Il lut une lettre de Charles de Rémondin à sa soeur.", ["Charles de Rémondin"]),
        ("Hier Raymond VAUCLER partit avec Nicole.", ["Raymond VAUCLER", "Nicole"]),
    ],
)
def test_french_titles_particles_and_elisions_are_read(text: str, persons: list[str]) -> None:
    document = encoded(f"{FRENCH}{text} {FRENCH}")
    assert document.get("language") == "fr"
    assert said(document) == persons


def test_a_french_letter_is_signed_with_its_particle() -> None:
    document = encoded(f"Mon cher ami,\n\n{FRENCH}{FRENCH}\n\nVotre dévoué,\nd'Aubenas de Rémondin\n")
    assert said(document) == ["d'Aubenas de Rémondin"]


def test_no_name_is_called_sure_in_a_language_whose_sureness_nobody_has_measured() -> None:
    document = encoded(f"{FRENCH}On reçut hier Mme Tournier et Émile Zola. {FRENCH}")
    assert {a.certainty for a in document.of_kind("persName")} == {"medium"}


def test_titles_stay_outside_where_the_edition_says_so() -> None:
    text = f"{FRENCH}On reçut hier Mme Tournier. {FRENCH}"
    assert said(encoded(text, titles_in_names=False)) == ["Tournier"]
    assert said(encoded(text)) == ["Mme Tournier"]


def test_the_cases_of_a_russian_surname_are_one_entry() -> None:
    document = encoded(
        f"{RUSSIAN}Сталин молчал. Письмо Сталина прочли. Сталину ответили. Со Сталиным говорили. {RUSSIAN}"
    )
    assert said(document) == ["Сталин", "Сталина", "Сталину", "Сталиным"]
    assert len({a.get("ref") for a in document.of_kind("persName")}) == 1


def test_the_cases_of_a_name_that_no_list_has_are_one_entry_too() -> None:
    text = "Доклад Брянцева слушали молча. Брянцеву никто не возражал; с Брянцевым спорили потом."
    document = encoded(f"{RUSSIAN}{text} {RUSSIAN}")
    assert said(document) == ["Брянцева", "Брянцеву", "Брянцевым"]
    assert len({a.get("ref") for a in document.of_kind("persName")}) == 1


def test_a_woman_s_surname_is_not_her_brother_s_genitive() -> None:
    text = "Анна Павловна Брянцева писала брату. Иван Павлович Брянцев отвечал редко. Брянцевой было тяжело."
    document = encoded(f"{RUSSIAN}{text} {RUSSIAN}")
    people = {document.covered(a.span): a.get("ref") for a in document.of_kind("persName")}
    assert people["Анна Павловна Брянцева"] == people["Брянцевой"] != people["Иван Павлович Брянцев"]


@pytest.mark.parametrize(
    "written", ["И. В. Сталин", "Сталин И. В.", "Иосиф Виссарионович Сталин", "Иосиф Виссарионович"]
)
def test_initials_and_patronymics_belong_to_the_name_on_either_side(written: str) -> None:
    assert said(encoded(f"{RUSSIAN}Так думал {written}, и спорить было нельзя. {RUSSIAN}")) == [written]


def test_a_russian_place_has_its_first_case_in_the_register() -> None:
    made = encode(Source("a.txt", f"{RUSSIAN}Он жил в Москве. {RUSSIAN}".encode()), Desk(Settings(folder=Path()))).value
    assert said(made.document, "placeName") == ["Москве"]
    assert [entity.name for entity in made.register.entities] == ["Москва"]


def test_russian_quotations_stand_in_guillemets() -> None:
    document = encoded(f"{RUSSIAN}«Я не согласен», — сказал Киров. {RUSSIAN}")
    assert said(document, "q") == ["«Я не согласен»"]
    assert said(document) == ["Киров"]


MIXED = (
    "The letter was long, and it was read by the minister before it was filed.\n\n"
    "Je vous remercie de votre lettre du 14 mars 1917 que j'ai reçue hier, et que Mme Tournier a lue avec joie.\n\n"
    "Der Botschafter antwortete am 3. April 1917, dass er ihn nicht gesehen habe und Frau Kolbenheyer warte.\n\n"
    "This was the end of it, and nobody spoke of Tournier or of the ambassador again.\n"
)


def test_each_stretch_is_read_by_the_rules_of_its_language() -> None:
    document = encoded(MIXED)
    assert [block.get("lang") for block in document.blocks] == ["", "fr", "de", ""]
    # Titles stand outside, as the custom of the document's own language has it.
    assert said(document) == ["Tournier", "Kolbenheyer", "Tournier"]
    assert [a.get("when") for a in document.of_kind("date")] == ["1917-03-14", "1917-04-03"]


def test_a_stretch_keeps_its_language_when_the_file_is_encoded_again() -> None:
    desk = Desk(Settings(folder=Path()))
    content = encode(Source("a.txt", MIXED.encode()), desk).value.content()
    assert content.count(b'xml:lang="fr"') == content.count(b'xml:lang="de"') == 1
    assert renewed(content, "a.xml", desk).value.content() == content
