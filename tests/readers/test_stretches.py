"""Blocks in another language than their document say so; short ones go with their neighbours."""

from __future__ import annotations

from pecia.core.text import Document, Source
from pecia.readers import READERS
from pecia.readers.stretches import in_stretches

ENGLISH = "The ambassador wrote to the minister that he had not seen the letter of which everybody spoke."
FRENCH = "Je vous remercie de la lettre que vous m'avez envoyée, et que nous avons lue avec une grande joie."


def spoken(*paragraphs: str) -> list[str]:
    text = "\n\n".join(paragraphs) + "\n"
    document = READERS["text"].read(Source("a.txt", text.encode())).value
    return [block.get("lang") for block in in_stretches(document).blocks]


def test_a_letter_in_another_language_is_told_with_its_salutation_and_signature() -> None:
    letter = ("Mon cher ami,", FRENCH, "Votre ami dévoué,")
    assert spoken(ENGLISH, ENGLISH, *letter, ENGLISH) == ["", "", "fr", "fr", "fr", ""]


def test_a_short_line_in_the_document_s_own_language_stays_there() -> None:
    assert spoken(ENGLISH, ENGLISH, FRENCH, "It was the end.", ENGLISH) == ["", "", "fr", "", ""]


def test_a_sentence_with_a_foreign_phrase_is_not_foreign() -> None:
    assert set(spoken(ENGLISH, f"{ENGLISH} He called it a raison d'être de la France.", ENGLISH)) == {""}


def test_another_script_is_another_language() -> None:
    assert spoken(ENGLISH, ENGLISH, "День был холодный, и все ждали известия из города.", ENGLISH)[2] == "ru"


def test_a_document_in_one_language_is_the_same_document() -> None:
    document = READERS["text"].read(Source("a.txt", f"{ENGLISH}\n\n{ENGLISH}\n".encode())).value
    assert in_stretches(document) == document


def test_a_document_whose_language_nobody_knows_is_left_alone() -> None:
    assert in_stretches(Document("a.txt", "", ())) == Document("a.txt", "", ())
