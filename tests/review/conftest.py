"""Chapters to review."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewing import MARKED, SOURCE, TEXT, pecia


@pytest.fixture
def chapter(tmp_path: Path) -> Path:
    """A chapter with marks of the machine's that do not change, and its source beside it."""
    (tmp_path / "c.txt").write_text(SOURCE, "utf-8")
    (tmp_path / "c.xml").write_text(MARKED, "utf-8")
    return tmp_path / "c.xml"


@pytest.fixture
def encoded(tmp_path: Path) -> Path:
    """A chapter as it is encoded today."""
    (tmp_path / "c.txt").write_text(TEXT, "utf-8")
    assert pecia("encode", tmp_path / "c.txt", "--quiet").exit_code == 0
    return tmp_path / "c.xml"
