"""pecia.toml says what is wrong with it, by key."""

from __future__ import annotations

from pathlib import Path

import pytest

from pecia.authorities import Service
from pecia.core.errors import UsageError
from pecia.core.findings import Severity
from pecia.edition import settings


def _load(tmp_path: Path, text: str) -> settings.Settings:
    path = tmp_path / "pecia.toml"
    path.write_text(text, "utf-8")
    return settings.load(path)


def test_an_empty_file_has_every_default(tmp_path: Path) -> None:
    read = _load(tmp_path, "")
    assert read == settings.Settings(tmp_path.resolve())


def test_every_setting_is_read(tmp_path: Path) -> None:
    read = _load(
        tmp_path,
        """
        [edition]
        title = "T"
        language = "de"
        base = "https://example.org/"
        date = 2026-11-22
        [encode]
        sources = ["in/*.txt"]
        notes = { "in/a.txt" = "in/a-notes.txt" }
        correct = false
        never = ["Party"]
        abbreviations = { CCC = "Central Control Commission" }
        [validate]
        level = "error"
        ignore = [{ rule = "P101", in = "a.xml", because = "to be found" }]
        [export]
        formats = ["text"]
        [export.text]
        wrap = "72"
        """,
    )
    assert (read.title, read.language, read.base, read.date) == ("T", "de", "https://example.org", "2026-11-22")
    assert read.notes == (("in/a.txt", "in/a-notes.txt"),)
    assert (read.correct, read.never) == (False, frozenset({"Party"}))
    assert read.level is Severity.ERROR
    assert [(i.rule, i.path, i.because) for i in read.ignores] == [("P101", "a.xml", "to be found")]
    assert read.options == {"text": {"wrap": "72"}}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[edition]\ntitel = 'x'", r"\[edition\] titel: no such setting; did you mean 'title'"),
        ("[encode]\nsources = 'x'", r"\[encode\] sources: is a list of strings"),
        ("[encode]\noutput = '../x'", r"leads out of the edition"),
        ("[encode]\nheader = '/etc/passwd'", r"leads out of the edition"),
        ("[encode]\ncorrect = 1", r"correct: is true or false, not 1"),
        ("[edition]\nlanguage = 'German'", r"language: is a language tag such as en"),
        ("[validate]\nlevel = 'loud'", r"is info, warning or error, not 'loud'"),
        ("[validate]\nignore = [{ rule = 'P101' }]", r"P190 .*a reason"),
        ("[register]\nservice = 'x'", r"\[register\] service: no such setting; did you mean 'services'"),
        (
            "[register.services]\ngnd = { uri = 'x' }",
            r"\[register.services.gnd\] uri: no such setting; did you mean 'url'",
        ),
        ("[register.services]\ngnd = {}", r"url: a service needs its address"),
        ("[register.services]\ngnd = 5", r"\[register.services.gnd\] is a table"),
        ("edition = 1", r"\[edition\] is a table"),
        ("[edition", r"not TOML"),
    ],
)
def test_what_is_wrong_is_said_with_its_key(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        _load(tmp_path, text)


def test_a_service_is_an_address_or_says_what_it_calls_things(tmp_path: Path) -> None:
    read = _load(
        tmp_path,
        """
        [register.services]
        gnd = "https://gnd.example/reconcile"
        [register.services.wd]
        url = "https://wd.example"
        authority = "Wikidata"
        types = { person = "Q5" }
        properties = { birth = "b" }
        """,
    )
    assert read.services == {
        "gnd": Service("https://gnd.example/reconcile"),
        "wd": Service("https://wd.example", "Wikidata", (("person", "Q5"),), (("birth", "b"),)),
    }


def test_the_edition_of_a_file_is_found_from_below(tmp_path: Path) -> None:
    (tmp_path / "pecia.toml").write_text("", "utf-8")
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert settings.find(tmp_path / "a" / "b") == tmp_path.resolve() / "pecia.toml"
