"""`pecia train` from a call to a model that the edition encodes with; what cannot be is said with its exit code."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from pecia.cli.main import group
from pecia.core.errors import PeciaError, SourceError, UsageError
from pecia.learning.files import read

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "learning"))
from letters import letters

NS = {"t": "http://www.tei-c.org/ns/1.0"}
LETTER = "Yesterday I had a long letter from Vantongeren, and we dined with Miss Vandersteen at Reading.\n"


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    (tmp_path / "letters").mkdir()
    for number, text in enumerate([*letters(15, "<persName>Miss {}</persName>"), *letters(15)]):
        (tmp_path / "letters" / f"{number:02}.xml").write_text(text, "utf-8")
    (tmp_path / "new.txt").write_text(LETTER, "utf-8")
    return tmp_path


def pecia(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, list(map(str, arguments)), standalone_mode=False)


def trained(edition: Path, *wishes: str) -> Result:
    return pecia("train", *sorted((edition / "letters").glob("*.xml")), "-o", edition / "persons.model", *wishes)


def persons(edition: Path) -> list[str]:
    made = pecia("encode", edition / "new.txt", "-o", edition / "new.xml", "--overwrite", "-q")
    assert made.exception is None, made.exception
    names = etree.parse(edition / "new.xml").findall(".//t:p//t:persName", NS)
    return ["".join(name.itertext()) for name in names]


def failure(result: Result) -> PeciaError:
    assert isinstance(result.exception, PeciaError), result.output
    return result.exception


def test_an_edition_encodes_with_the_model_that_it_has_made(edition: Path) -> None:
    (edition / "pecia.toml").write_text("", "utf-8")
    before = persons(edition)
    result = trained(edition)
    assert "learnt from 30 texts" in result.output
    assert "titles: inside the names" in result.output
    (edition / "pecia.toml").write_text('[encode]\nmodel = "persons.model"\n', "utf-8")
    assert persons(edition) == ["Vantongeren", "Miss Vandersteen"] != before


def test_what_the_settings_say_of_titles_counts_for_more_than_the_model(edition: Path) -> None:
    trained(edition, "-q")
    (edition / "pecia.toml").write_text('[encode]\nmodel = "persons.model"\ntitles-in-names = false\n', "utf-8")
    assert persons(edition)[-1] == "Vandersteen"


def test_lines_on_origin_are_kept_in_the_model(edition: Path) -> None:
    trained(edition, "--about", "Letters made up", "--about", "CC0")
    facts = read((edition / "persons.model").read_bytes(), "persons.model").facts
    assert [value for name, value in facts if name == "about"] == ["Letters made up", "CC0"]


@pytest.mark.parametrize("wrong", ["", "one\ntwo", "x" * 1001])
def test_a_line_on_origin_is_one_line(edition: Path, wrong: str) -> None:
    assert isinstance(failure(trained(edition, "--about", wrong)), UsageError)
    assert not (edition / "persons.model").exists()


def test_the_marks_of_the_machine_count_when_the_editor_says_so(edition: Path) -> None:
    for path in (edition / "letters").glob("*.xml"):
        path.write_text(path.read_text("utf-8").replace("<persName>", '<persName resp="#pecia">'), "utf-8")
    assert "no name of a person is marked by hand in 30 texts" in str(failure(trained(edition)))
    assert trained(edition, "--unconfirmed").exception is None


@pytest.mark.parametrize(
    ("setting", "content", "trouble"),
    [
        ('model = "none.model"', None, "none.model: cannot be read"),
        ('model = "bad.model"', b"\x80\x04pickle", "is no model"),
        (
            'model = "bad.model"',
            b"pecia model 1\nfeatures: 0\ntransitions: 0 0 0 0 0 0 0 0\n\nend\t0\n",
            "another version",
        ),
        ('model = "../out.model"', None, "leads out of the edition"),
        ('model = "/out.model"', None, "leads out of the edition"),
        ("model = 3", None, "is a string in quotes"),
    ],
)
def test_a_model_that_cannot_be_used_is_refused(
    edition: Path, setting: str, content: bytes | None, trouble: str
) -> None:
    (edition / "pecia.toml").write_text(f"[encode]\n{setting}\n", "utf-8")
    if content is not None:
        (edition / "bad.model").write_bytes(content)
    result = pecia("encode", edition / "new.txt")
    assert trouble in f"{result.output}{result.exception}"
    assert result.exit_code != 0
    assert not (edition / "new.xml").exists()


def test_a_text_that_is_missing_leaves_the_old_model_as_it_was(edition: Path) -> None:
    (edition / "persons.model").write_text("old", "utf-8")
    result = pecia("train", edition / "letters" / "00.xml", edition / "none.xml", "-o", edition / "persons.model")
    assert isinstance(failure(result), SourceError)
    assert (edition / "persons.model").read_text("utf-8") == "old"
