"""Every session in this folder is run again: what pecia says today is what the page says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import console

HERE = Path(__file__).resolve().parent


@pytest.mark.parametrize("page", sorted(HERE.glob("*.md")), ids=lambda page: page.stem)
def test_a_session_says_today_what_it_said_when_it_was_read(
    page: Path, tmp_path: Path, golden: Callable[[bytes | str, Path], None]
) -> None:
    golden(console.replay(page.read_text("utf-8"), console.with_sample(tmp_path)), page)


def test_an_exit_code_and_both_streams_are_part_of_a_session(tmp_path: Path) -> None:
    page = "```console\n$ echo out; echo err >&2; exit 3\n```\n"
    assert console.replay(page, tmp_path) == "```console\n$ echo out; echo err >&2; exit 3\nout\nerr\n[exit 3]\n```\n"


def test_a_dotted_line_stands_for_any_lines(tmp_path: Path) -> None:
    page = "```console\n$ seq 9\n1\n…\n9\n```\n"
    assert console.replay(page, tmp_path) == page


def test_an_output_that_changed_is_shown_in_full(tmp_path: Path) -> None:
    page = "```console\n$ seq 3\n1\n…\n4\n```\n"
    assert console.replay(page, tmp_path) == "```console\n$ seq 3\n1\n2\n3\n```\n"


def test_a_named_fence_becomes_a_file_of_the_session(tmp_path: Path) -> None:
    page = "```text file=notes/a.txt\nIvan\n```\n\n```console\n$ cat notes/a.txt\nIvan\n$ ls\nnotes\n```\n"
    assert console.replay(page, tmp_path) == page
