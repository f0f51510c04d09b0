"""What is said on a terminal is broken where a reader would break it; a pipe gets it as it is."""

from __future__ import annotations

import pytest

from pecia.cli import show
from pecia.cli.review_screen import HELP

_DOUBT = (
    "  to check   chapters/one.xml:75: date “27th ult” → 1841-02-27 (low): 1841 is a guess from the dates before it"
)


def test_a_pipe_gets_each_line_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    show.lines([_DOUBT, "b"])
    assert capsys.readouterr().out == f"{_DOUBT}\nb\n"


@pytest.mark.parametrize(("line", "margin"), [(_DOUBT, 13), (_DOUBT.strip().partition("   ")[2], 4)])
def test_a_terminal_breaks_lines_between_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, line: str, margin: int
) -> None:
    monkeypatch.setattr(show, "_terminal", lambda *, err: not err)
    monkeypatch.setattr(show, "width", lambda: 60)
    show.lines([line])
    first, *others = capsys.readouterr().out.splitlines()
    assert others
    assert all(len(part) <= 60 for part in (first, *others))
    assert all(len(part) - len(part.lstrip()) == margin for part in others)
    assert " ".join([first, *map(str.strip, others)]) == line


def test_the_help_of_a_review_fits_a_terminal() -> None:
    assert max(map(len, HELP.splitlines())) < 80
