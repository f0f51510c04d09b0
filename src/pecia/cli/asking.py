"""How a reviewer answers: by a key on a terminal, by lines elsewhere (a pipe, a screen reader), always by letters."""

from __future__ import annotations

import sys
from typing import Protocol

import click

from pecia.cli import show


class EndedError(Exception):
    """No more answers come."""


class Answers(Protocol):
    """Where answers come from. Both ways to ask raise EndedError when there are no more.

    `seen` is True where a person looks at the screen, and False where each line may be read aloud.
    """

    @property
    def seen(self) -> bool: ...

    def key(self) -> str:
        """One letter (or a digit), "" for something else."""

    def line(self, question: str, default: str = "") -> str:
        """A line of words; the default where it is empty."""


class Keys:
    """A terminal: a letter counts as soon as it is pressed."""

    seen = True

    def key(self) -> str:
        show.prompt("> ")
        try:
            pressed = click.getchar()
        except EOFError as error:
            raise EndedError from error
        if pressed == "\x04":
            raise EndedError
        shown = pressed if len(pressed) == 1 and pressed.isprintable() else ""
        show.product(shown + "\n")
        return shown

    def line(self, question: str, default: str = "") -> str:
        show.prompt(f"{question} ")
        return _read().strip() or default


class Lines:
    """A pipe, or somebody to whom each answer is a line: what comes after the letter answers the next question."""

    seen = False

    def __init__(self) -> None:
        self._rest = ""

    def key(self) -> str:
        show.prompt("> ")
        said = _read().strip()
        if not sys.stdin.isatty():
            show.product(said + "\n")
        self._rest = said[1:].strip()
        return said[:1]

    def line(self, question: str, default: str = "") -> str:
        if self._rest:
            said, self._rest = self._rest, ""
            return said
        show.prompt(f"{question} ")
        said = _read().strip()
        if not sys.stdin.isatty():
            show.product(said + "\n")
        return said or default


def _read() -> str:
    line = sys.stdin.readline()
    if not line:
        raise EndedError
    return line


def answers(*, by_lines: bool) -> Answers:
    """Keys where a person sits at a terminal and does not ask for lines."""
    return Lines() if by_lines or not sys.stdin.isatty() else Keys()
