"""spaCy as a second voter, by a stand-in with the same doors: what it is asked and says, and when it is missing."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from click.testing import CliRunner

from pecia.cli.main import group
from pecia.core.errors import UsageError
from pecia.engines import spacy as voter

NAMES = {"Vantongeren": "PERSON", "Zlatibor": "GPE", "Vedomosti": "ORG", "May": "DATE"}


class Pipeline:
    """What `spacy.load` gives: `pipe` reads texts, each read text has `ents`."""

    asked: list[str]

    def __init__(self) -> None:
        self.asked = []

    def pipe(self, texts: Iterable[str]) -> Iterator[SimpleNamespace]:
        for text in texts:
            self.asked.append(text)
            found = ((text.find(name), name) for name in NAMES)
            yield SimpleNamespace(
                ents=[
                    SimpleNamespace(label_=NAMES[name], start_char=at, end_char=at + len(name))
                    for at, name in found
                    if at >= 0
                ]
            )


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pipeline]:
    made = Pipeline()
    module = ModuleType("spacy")
    module.load = lambda name: made  # type: ignore[attr-defined]
    module.util = SimpleNamespace(is_package=lambda name: name == "en_tiny")  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "spacy", module)
    voter._loaded.cache_clear()
    yield made
    voter._loaded.cache_clear()


@pytest.fixture
def no_spacy(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "spacy", None)
    voter._loaded.cache_clear()
    yield
    voter._loaded.cache_clear()


def test_no_model_named_is_no_witness() -> None:
    assert voter.witness("") is None


def test_what_it_finds_has_its_place_in_the_whole_text(pipeline: Pipeline) -> None:
    witness = voter.witness("en_tiny")
    assert witness is not None
    text = "In May\nVantongeren came.\n\nThe Vedomosti praised Zlatibor."
    assert [(text[start:end], kind) for start, end, kind in witness(text)] == [
        ("Vantongeren", "persName"),
        ("Zlatibor", "placeName"),
        ("Vedomosti", "orgName"),
    ]
    assert pipeline.asked == ["In May\nVantongeren came.", "The Vedomosti praised Zlatibor."]


def test_a_text_is_read_once_however_often_it_is_asked_about(pipeline: Pipeline) -> None:
    witness = voter.witness("en_tiny")
    assert witness is not None
    assert witness("Vantongeren came.") == witness("Vantongeren came.")
    assert len(pipeline.asked) == 1


def test_an_enormous_paragraph_is_asked_about_in_pieces(pipeline: Pipeline) -> None:
    witness = voter.witness("en_tiny")
    assert witness is not None
    text = "a" * 250_000 + " Vantongeren"
    ((start, end, _),) = witness(text)
    assert text[start:end] == "Vantongeren"
    assert max(map(len, pipeline.asked)) <= 100_000


def test_where_spacy_is_missing_the_extra_is_named(no_spacy: None) -> None:
    witness = voter.witness("en_core_web_sm")
    assert witness is not None
    with pytest.raises(UsageError, match=r"pip install 'pecia\[spacy\]'"):
        witness("A text.")


@pytest.mark.parametrize("name", ["en_core_web_sm", "os", "tests"])
def test_where_the_model_is_missing_the_way_to_it_is_named(pipeline: Pipeline, name: str) -> None:
    witness = voter.witness(name)
    assert witness is not None
    with pytest.raises(UsageError, match=f"python -m spacy download {name}"):
        witness("A text.")


@pytest.mark.parametrize("name", ["../model", "/etc", "a b", "x" * 101, "1"])
def test_a_path_is_no_model(pipeline: Pipeline, name: str) -> None:
    witness = voter.witness(name)
    assert witness is not None
    with pytest.raises(UsageError, match="is no name of an installed spaCy model"):
        witness("A text.")


def test_an_edition_that_asks_for_spacy_encodes_with_its_vote(pipeline: Pipeline, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("They spoke of Vantongeren.\n\nNobody liked Vantongeren in those days.\n", "utf-8")
    target = tmp_path / "a.xml"
    call = ["encode", str(source), "-o", str(target), "--overwrite", "-q"]
    (tmp_path / "pecia.toml").write_text("", "utf-8")
    CliRunner().invoke(group, call, standalone_mode=False)
    assert ">Vantongeren<" not in target.read_text("utf-8")
    (tmp_path / "pecia.toml").write_text('[encode]\nspacy = "en_tiny"\n', "utf-8")
    CliRunner().invoke(group, call, standalone_mode=False)
    assert target.read_text("utf-8").count(">Vantongeren</persName>") >= 2
