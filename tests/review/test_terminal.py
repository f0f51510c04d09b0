"""A review at a real terminal: a letter counts when it is pressed, words are highlighted, Ctrl-C loses nothing."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reviewing import marks

_PATIENCE = 60
_BREATH = 0.5
_ANSI = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


class Terminal:
    """`pecia` in a terminal of 80 columns; `until` waits for words on the screen, and returns all that came."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        self._screen, child = pty.openpty()
        plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM", "COLUMNS")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pecia", *arguments],
            cwd=folder,
            env=plain | {"TERM": "xterm"} | environment,
            stdin=child,
            stdout=child,
            stderr=child,
            start_new_session=True,
            preexec_fn=lambda: _take_the_terminal(child),
        )
        os.close(child)
        self.shown = ""

    def until(self, words: str, after: int = 0) -> str:
        end = time.monotonic() + _PATIENCE
        while words not in _ANSI.sub("", self.shown[after:]) and time.monotonic() < end:
            if select.select([self._screen], [], [], 0.2)[0]:
                try:
                    self.shown += os.read(self._screen, 4096).decode("utf-8", "replace")
                except OSError:
                    break
        assert words in _ANSI.sub("", self.shown[after:]), self.shown
        return self.shown

    def press(self, keys: str, until: str) -> str:
        # A key that is pressed before the question stands is thrown away: nobody can have meant it.
        time.sleep(_BREATH)
        after = len(self.shown)
        os.write(self._screen, keys.encode())
        return self.until(until, after)

    def code(self) -> int:
        return self.process.wait(_PATIENCE)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._screen)


def _take_the_terminal(child: int) -> None:
    import fcntl
    import termios

    fcntl.ioctl(child, termios.TIOCSCTTY, 0)


@pytest.fixture
def terminal(chapter: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def begin(*arguments: str, **environment: str) -> Terminal:
        opened.append(Terminal(chapter.parent, "review", "c.xml", *arguments, **environment))
        return opened[-1]

    yield begin
    for each in opened:
        each.close()


def test_letters_count_as_they_are_pressed_and_the_words_are_highlighted(
    chapter: Path, terminal: Callable[..., Terminal]
) -> None:
    screen = terminal()
    screen.until("Who reviews?")
    shown = screen.press("Ada Example\r", "> ")
    assert "General \x1b[1;7mSmith\x1b[0m had read the Appeal." in shown
    assert "[[" not in shown
    screen.press("a", "accepted: person “Smith”")
    screen.press("l", "Look for [Smith]:")
    screen.press("john\r", "A number, + for a new entry")
    screen.press("1\r", "linked: person “Smith” → #john-smith")
    screen.press("q", "2 decided (1 accepted, 1 linked) by Ada Example")
    assert screen.code() == 0
    assert marks(chapter) == [("persName", "Smith"), ("persName", "Smith")]


def test_without_colours_the_words_stand_in_brackets(terminal: Callable[..., Terminal]) -> None:
    screen = terminal("--as", "Ada Example", NO_COLOR="1")
    shown = screen.until("> ")
    assert "General [[Smith]] had read the Appeal." in shown
    assert "\x1b[1;7m" not in shown
    screen.press("x", "left as it is")
    assert screen.code() == 0


def test_lines_are_taken_at_a_terminal_too(chapter: Path, terminal: Callable[..., Terminal]) -> None:
    screen = terminal("--as", "Ada Example", "--lines")
    screen.until("> ")
    screen.press("l mary\r", "A number")
    screen.press("1\r", "linked")
    screen.press("q\r", "1 decided")
    assert screen.code() == 0


def test_ctrl_c_writes_nothing_and_loses_nothing(chapter: Path, terminal: Callable[..., Terminal]) -> None:
    before = chapter.read_bytes()
    screen = terminal("--as", "Ada Example")
    screen.until("> ")
    screen.press("a", "2 of")
    screen.press("\x03", "what you decided is in c.decisions.jsonl")
    assert screen.code() in (130, -signal.SIGINT)
    assert chapter.read_bytes() == before
    assert '"do": "accept"' in chapter.with_suffix(".decisions.jsonl").read_text("utf-8")
