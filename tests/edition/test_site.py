"""Files appear whole or not at all, and only where they may."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

import pytest

from pecia.core.artifacts import Artifact
from pecia.core.errors import OutputError, SourceError
from pecia.edition import site


def test_a_file_that_says_the_same_already_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    assert site.put(path, b"one")
    before = path.stat().st_mtime_ns
    assert not site.put(path, b"one")
    assert path.stat().st_mtime_ns == before


def test_a_write_that_fails_leaves_what_was_there_and_no_crumbs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"a\.xml: cannot be written: No space left"):
        site.put(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_artifact_does_not_leave_its_folder_by_name_or_by_link(tmp_path: Path) -> None:
    for name in ("../x", "/x", "a/../../x", ""):
        with pytest.raises(ValueError, match="stays in the output folder"):
            Artifact(PurePosixPath(name), b"")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "link").symlink_to(tmp_path)
    with pytest.raises(OutputError, match="leads out of"):
        site.write(tmp_path / "out", [Artifact(PurePosixPath("link/x"), b"x")])
    assert not (tmp_path / "x").exists()


def test_what_cannot_be_taken_in_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SourceError, match="No such file"):
        site.take(tmp_path / "none.txt")
    with pytest.raises(SourceError, match="is a folder"):
        site.take(tmp_path)
    monkeypatch.setattr(site, "MAX_SOURCE", 3)
    (tmp_path / "long.txt").write_bytes(b"long")
    with pytest.raises(SourceError, match="4 bytes are more than the 3"):
        site.take(tmp_path / "long.txt")
