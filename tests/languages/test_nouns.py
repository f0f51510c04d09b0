"""What is a noun in German: what the list has, in any case and old spelling, and what two of them make up."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from pecia.languages import table
from pecia.languages.nouns import NounList, noun_list
from pecia.languages.wiktionary_nouns import compile_nouns


@pytest.fixture(scope="module")
def german() -> NounList:
    made = noun_list("de", table("de", "names")["nouns"])
    assert made is not None
    return made


@pytest.mark.parametrize(
    "word",
    [
        "Haus", "Hauses", "Häuser", "Häusern",  # cases and plurals
        "Thee", "Correctur", "Thor", "Photographie",  # older spellings
        "Regierungsrat", "Hausfrauenverein", "Zwischenspiel", "Briefentwurf",  # compounds
        "Gemütlichkeit", "Nachforschungen", "Bolschewismus",  # suffixes
    ],
)  # fmt: skip
def test_a_noun_is_known_by_its_case_its_old_spelling_its_parts_or_its_end(german: NounList, word: str) -> None:
    assert german.is_noun(word)


@pytest.mark.parametrize("word", ["Hofmannsthal", "Kolbenheyer", "Zemlinsky", "Trebitsch", "Ludaßy", "Auernheimer"])
def test_a_surname_is_no_noun(german: NounList, word: str) -> None:
    assert not german.is_noun(word)


def test_a_compound_that_ends_as_surnames_do_is_left_open(german: NounList) -> None:
    assert german.is_noun("Apfelkern")
    assert not german.is_noun("Apfelbauer")


def test_a_word_without_end_takes_no_time(german: NounList) -> None:
    assert not german.is_noun("Ab" * 100_000)


def test_only_a_language_with_such_a_list_has_nouns() -> None:
    assert noun_list("fr", {}) is None
    assert noun_list("fr", table("de", "names")["nouns"]) is None


def test_the_list_is_made_of_the_wiktionary_without_compounds_and_with_names_apart(tmp_path: Path) -> None:
    rows = [
        "lemma,pos,genus,genus 1,genus 2,genus 3,genus 4,nominativ singular,nominativ plural",
        "Haus,Substantiv,n,,,,,Haus,Häuser", "Decke,Substantiv,f,,,,,Decke,Decken",
        "Hausdecke,Substantiv,f,,,,,Hausdecke,Hausdecken",
        "Bamberg,\"Substantiv,Toponym\",n,,,,,Bamberg,", "Otto,\"Substantiv,Vorname\",m,,,,,Otto,",
        "Adler,\"Substantiv,Nachname\",m,,,,,Adler,", "-ung,Suffix,f,,,,,-ung,-ungen",
    ]  # fmt: skip
    source = tmp_path / "nouns.csv"
    source.write_text("\n".join(rows) + "\n", "utf-8")
    made = compile_nouns(source, frozenset({"bauer"}))
    assert gzip.decompress(made).decode().split("\n\n") == ["decke\nhaus\nhäuser", "Bamberg", "Otto", "Adler"]
    assert compile_nouns(source, frozenset({"bauer"})) == made


@pytest.mark.parametrize("part", ["tees", "haus", "amtes", "rats", "er"])
def test_a_word_of_many_parts_looks_at_each_part_once(german: NounList, part: str) -> None:
    known: dict[str, bool] = {}
    word = (part * 20)[:38] + "xq"
    german._is_compound(word, known)
    assert len(known) < len(word) ** 2
