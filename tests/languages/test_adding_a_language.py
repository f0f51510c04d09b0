"""The page on adding a language is true: its files, put where it says, make names and dates of that language."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import console
from pecia import languages
from pecia.annotators.names import lexicon as names
from pecia.annotators.names import lists
from pecia.core.text import Document, Source
from pecia.edition.pipeline import Desk, encode
from pecia.edition.settings import Settings
from pecia.languages import detection, folders
from pecia.languages.dates import lexicon as dates
from pecia.resources import docs

LETTER = (
    "Kara amiko,\n\nEn la 14-a de marto 1905 S-ro Ludoviko Brunvaldo venis el Varsovio kaj estis kun Hektoro Vint en "
    "Bulonjo. Brunvaldo diris, ke la letero estas perdita, sed Vint respondis al Brunvaldon, ke ne.\n\n"
    "La reĝo de tiu lando ne estis en la urbo, kaj oni ne volis al li skribi.\n"
)


def _clear() -> None:
    for cached in (
        folders.by_tag, languages.table, languages.words, languages.groups, detection.readable, detection.common_words,
        names.lexicon, lists.lists, dates.lexicon,
    ):  # fmt: skip
        cached.cache_clear()


@pytest.fixture
def esperanto(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package with the files of the page, installed for this test as any other package would be."""
    for fence in console.fences((docs() / "language.md").read_text("utf-8")):
        first, _, body = fence.body.partition("\n")
        if first.startswith("# eo/"):
            path = tmp_path / "esperanto_names" / first.removeprefix("# ")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, "utf-8")
    for package in ("esperanto_names", "esperanto_names/eo"):
        (tmp_path / package / "__init__.py").write_text("", "utf-8")
    about = tmp_path / "esperanto_names-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: esperanto-names\nVersion: 1.0\n", "utf-8")
    (about / "entry_points.txt").write_text("[pecia.languages]\neo = esperanto_names.eo\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    _clear()
    yield tmp_path
    sys.modules.pop("esperanto_names", None)
    sys.modules.pop("esperanto_names.eo", None)
    monkeypatch.undo()
    importlib.invalidate_caches()
    _clear()


def _encoded(text: str) -> Document:
    return encode(Source("letter.txt", text.encode()), Desk(Settings(folder=Path()))).value.document


def _said(document: Document, kind: str) -> list[str]:
    return [document.covered(a.span) for a in sorted(document.of_kind(kind), key=lambda a: a.span)]


def test_the_language_of_the_page_is_recognised_and_read(esperanto: Path) -> None:
    document = _encoded(LETTER)
    assert document.get("language") == "eo"
    assert _said(document, "persName") == ["Ludoviko Brunvaldo", "Hektoro Vint", "Brunvaldo", "Vint", "Brunvaldon"]
    assert _said(document, "placeName") == ["Varsovio", "Bulonjo"]
    (date,) = document.of_kind("date")
    assert (document.covered(date.span), date.get("when")) == ("14-a de marto 1905", "1905-03-14")


def test_the_cases_of_a_name_in_it_are_one_person(esperanto: Path) -> None:
    document = _encoded(LETTER)
    people = {document.covered(a.span): a.get("ref") for a in document.of_kind("persName")}
    assert people["Brunvaldo"] == people["Brunvaldon"] == people["Ludoviko Brunvaldo"] != people["Vint"]


def test_a_paragraph_in_it_is_told_from_an_english_chapter(esperanto: Path) -> None:
    english = "He wrote the letter that the minister had asked for, and it was sent on the day before he left.\n\n"
    document = _encoded(english + LETTER.split("\n\n")[1] + "\n\n" + english)
    assert [block.get("lang") for block in document.blocks] == ["", "eo", ""]
    assert "S-ro" not in " ".join(_said(document, "persName"))
    assert "Ludoviko Brunvaldo" in _said(document, "persName")


def test_without_the_package_the_language_is_unknown() -> None:
    assert "eo" not in folders.by_tag()
    assert _encoded(LETTER).get("language") != "eo"
