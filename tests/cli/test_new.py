"""`pecia new` writes an edition, once, and overwrites nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from pecia.cli.main import group
from pecia.cli.new import command
from pecia.core.errors import UsageError

_SECOND = """The Second Letter

Nothing has happened here since you left. The lake is where it was, and so are the neighbours, who ask for you whenever
they want to be thought of as people who ask.

I shall write again when the snow is gone.
"""


def _new(*arguments: str) -> None:
    CliRunner().invoke(command, arguments, catch_exceptions=False, standalone_mode=False)


def _content(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_edition_is_called_after_its_folder(tmp_path: Path) -> None:
    _new(str(tmp_path / "my-edition"))
    assert 'title = "My edition"' in (tmp_path / "my-edition/pecia.toml").read_text("utf-8")


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="not empty"):
        _new(str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not a day"):
        _new(str(tmp_path / "x"), "--date", "2026-02-30")


def test_the_same_call_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        _new(str(tmp_path / name), "--title", "T", "--author", "A", "--date", "2026-11-22")
    assert _content(tmp_path / "a") == _content(tmp_path / "b")


def test_each_chapter_has_its_own_title_in_one_edition(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    _new(str(folder), "--title", "Letters from Passy")
    (folder / "sources/two.txt").write_text(_SECOND, "utf-8")
    assert CliRunner().invoke(group, ["build", str(folder)]).exit_code == 0
    titles = {
        path.stem: ["".join(title.itertext()) for title in etree.parse(path).iterfind(".//{*}fileDesc/*/{*}title")]
        for path in (folder / "chapters").iterdir()
    }
    assert titles == {
        "sample": ["A Book by the Piece", "Letters from Passy"],
        "two": ["The Second Letter", "Letters from Passy"],
    }
    assert "The Second Letter" in (folder / "build/two.bib").read_text("utf-8")
