"""The command: what it takes, what it says, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import console

LETTER = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader/><text><body><p>On <date when="1932-09-23">23 '
    "September 1932</date> {}.</p></body></text></TEI>"
)


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    for folder in ("gold", "other"):
        (tmp_path / folder).mkdir()
        for name in "ab":
            (tmp_path / folder / f"{name}.xml").write_text(LETTER.format(name), "utf-8")
    return tmp_path


def test_a_pattern_may_follow_against(letters: Path) -> None:
    said = console.run("pecia score gold/*.xml --against other/*.xml --format json", letters)
    made = json.loads(said)
    assert [(f["gold"], f["against"]) for f in made["files"]] == [
        ("gold/a.xml", "other/a.xml"),
        ("gold/b.xml", "other/b.xml"),
    ]
    assert made["kinds"]["date"]["f1"] == 1.0


def test_files_are_paired_by_name_and_one_without_a_partner_is_refused(letters: Path) -> None:
    (letters / "other" / "b.xml").rename(letters / "other" / "c.xml")
    assert "gold/b.xml: none of the --against files has its name" in console.run(
        "pecia score gold --against other", letters
    )
    assert "[exit 2]" in console.run("pecia score gold/a.xml --against other/a.xml other/c.xml", letters)


def test_the_encoder_is_scored_on_the_bare_text(letters: Path) -> None:
    made = json.loads(console.run("pecia score gold --format json", letters))
    assert (made["kinds"]["date"]["exact"], made["kinds"]["date"]["values_right"]) == (2, 2)
    assert made["kinds"]["date"]["levels"]["high"] == {"right": 2, "found": 2}


@pytest.mark.parametrize(
    ("command", "said", "code"),
    [
        ("pecia score gold/none.xml", "cannot be read", 3),
        ("pecia score", "Missing argument", 2),
        ("pecia score gold --against", "--against", 2),
        ("pecia score empty", "has no TEI files", 2),
        ("pecia score broken.xml", "not well-formed", 3),
        ("pecia score bare.xml", "marks no names", 2),
        ("pecia score html.xml", "is not TEI", 3),
    ],
)
def test_bad_input_is_said_in_one_line(letters: Path, command: str, said: str, code: int) -> None:
    (letters / "empty").mkdir()
    (letters / "broken.xml").write_text("<TEI>", "utf-8")
    (letters / "html.xml").write_text("<html/>", "utf-8")
    (letters / "bare.xml").write_text(LETTER.replace('<date when="1932-09-23">', "").replace("</date>", ""), "utf-8")
    shown = console.run(command, letters)
    assert said in shown
    assert f"[exit {code}]" in shown
    assert "Traceback" not in shown


def test_the_settings_of_the_edition_are_those_of_a_normal_run(letters: Path) -> None:
    (letters / "pecia.toml").write_text('[encode]\nnever = ["September"]\n', "utf-8")
    assert "[exit" not in console.run("pecia score gold", letters)
    (letters / "pecia.toml").write_text("[encode]\nnot_a_setting = 1\n", "utf-8")
    assert "no such setting" in console.run("pecia score gold", letters)


def test_the_same_files_give_the_same_bytes(letters: Path) -> None:
    once, twice = (console.run("pecia score gold --errors 5", letters) for _ in range(2))
    assert once == twice
