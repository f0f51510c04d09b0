"""A new edition is complete, well-formed, and says what it was told."""

from __future__ import annotations

import tomllib
from importlib.metadata import version
from pathlib import PurePosixPath

import pytest
import yaml
from lxml import etree

from pecia.core.errors import UsageError
from pecia.edition.scaffold import scaffold

HOSTILE = 'Tom & "Jerry" <b>\\ \n@AUTHOR@'


def _files(title: str = "Letters", author: str = "Ada Example", language: str = "en") -> dict[PurePosixPath, str]:
    made = scaffold(title=title, author=author, language=language, date="2026-11-22")
    return {file.path: file.content.decode() for file in made}


def test_the_dotted_files_get_their_dots() -> None:
    names = {str(path) for path in _files()}
    assert {".gitignore", ".github/workflows/edition.yml", "pecia.toml", "header.xml", "sources/sample.txt"} <= names
    assert not any("dot-" in name for name in names)


def test_no_blank_is_left() -> None:
    assert not [path for path, text in _files().items() if "@TITLE@" in text or "@DATE@" in text or "@AUTHOR@" in text]


def test_a_title_of_markup_and_quotes_breaks_no_file() -> None:
    files = _files(title=HOSTILE)
    # A blank's name in a value is a value, and is not filled in again.
    said = 'Tom & "Jerry" <b>\\ @AUTHOR@'
    assert tomllib.loads(files[PurePosixPath("pecia.toml")])["edition"]["title"] == said
    for path, text in files.items():
        if path.suffix == ".xml":
            assert said in "".join(etree.fromstring(text.encode()).itertext())


@pytest.mark.parametrize("language", ["", "english language", "e", "en_GB", '"'])
def test_what_is_no_language_tag_is_refused(language: str) -> None:
    with pytest.raises(UsageError, match="not a language tag"):
        _files(language=language)


def test_the_workflow_installs_the_version_that_made_it() -> None:
    workflow = yaml.safe_load(_files()[PurePosixPath(".github/workflows/edition.yml")])
    steps = workflow["jobs"]["build"]["steps"]
    assert f'pip install "pecia=={version("pecia")}"' in [step.get("run") for step in steps]
    assert [step["run"] for step in steps if "pecia build" in step.get("run", "")] == ["pecia build --output build"]


def test_an_empty_title_is_refused() -> None:
    with pytest.raises(UsageError, match="title"):
        _files(title=" \t")
