"""The only printer: what a command made goes to standard output, what it has to say about it to standard error.

Colour and progress are for a terminal; a pipe gets plain text and no progress. `NO_COLOR` is heard.
"""

from __future__ import annotations

import os
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

import click

from pecia.core.findings import Finding, Severity, printable

T = TypeVar("T")

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


class Step(Protocol):
    """Tells the progress line what is being worked on."""

    def __call__(self, what: str) -> None: ...


def product(text: str | bytes) -> None:
    """What the command was asked for, on standard output, unchanged; bytes stay bytes."""
    if isinstance(text, bytes):
        sys.stdout.flush()
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
    else:
        click.echo(text, nl=bool(text) and not text.endswith("\n"), color=_colour(err=False))


def message(text: str) -> None:
    """Something to know, on standard error."""
    click.echo(text, err=True, color=_colour(err=True))


def prompt(text: str) -> None:
    """A question on standard output; the answer stands in the same line."""
    click.echo(text, nl=False, color=_colour(err=False))


def styled() -> bool:
    """Whether standard output has colours; where it has none, what they say must be said otherwise."""
    return _colour(err=False)


def error(text: str) -> None:
    """What stopped the command, on standard error."""
    click.echo(click.style("pecia: ", fg="red", bold=True) + text, err=True, color=_colour(err=True))


def findings(found: Iterable[Finding], *, err: bool = True) -> None:
    """One a line: `path:line:column: CODE message (hint)`."""
    for finding in found:
        click.echo(_line(finding), err=err, color=_colour(err=err))


def excerpts(found: Iterable[Finding], below: Callable[[Finding], Sequence[str]]) -> None:
    """Each finding on its line, and under it what `below` has to show (the line of the source, and a caret)."""
    for finding in found:
        click.echo(_line(finding), color=_colour(err=False))
        for number, row in enumerate(below(finding)):
            shown = click.style(row, fg=_COLOURS[finding.severity]) if number else row
            click.echo(shown, color=_colour(err=False))


def diff(text: str, *, err: bool = False) -> None:
    """A unified diff, its lines in colours on a terminal; what a terminal would obey is shown as �."""
    colours = {"+": "green", "-": "red", "@": "cyan"}
    for row in text.split("\n")[:-1]:
        plain = "".join(c if c == "\t" else printable(c) or " " for c in row)
        click.echo(click.style(plain, fg=colours.get(row[:1])), err=err, color=_colour(err=err))


def clear() -> None:
    """An empty screen, on a terminal; elsewhere nothing."""
    if _terminal(err=False):
        click.clear()
    sys.stdout.flush()


def on_terminal() -> bool:
    """Whether somebody reads standard output as it is written."""
    return _terminal(err=False)


def table(rows: Sequence[Sequence[str]], *, err: bool = False) -> None:
    """Columns as wide as their longest cell; the last one runs on, wrapped on a terminal."""
    if not rows:
        return
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]) - 1)]
    room = max(20, width() - sum(widths) - 2 * len(widths)) if _terminal(err=err) else 0
    for row in rows:
        cells = enumerate(zip(row, widths, strict=False))
        start = "".join(click.style(cell.ljust(width), bold=not i) + "  " for i, (cell, width) in cells)
        rest = textwrap.wrap(row[-1], room) if room else [row[-1]]
        indent = "\n" + " " * (sum(widths) + 2 * len(widths))
        click.echo((start + indent.join(rest)).rstrip(), err=err, color=_colour(err=err))


def lines(said: Iterable[str], *, err: bool = False) -> None:
    """Each as it is; on a terminal broken between words, and what follows stands below what the line begins with."""
    for line in said:
        if _terminal(err=err):
            below = " " * (len(label[0]) if (label := re.match(r"  (?:\S+ )+ +", line)) else 4)
            line = textwrap.fill(line, width(), subsequent_indent=below, break_long_words=False, break_on_hyphens=False)
        click.echo(line, err=err, color=_colour(err=err))


@contextmanager
def progress(label: str, total: int) -> Iterator[Step]:
    """A counting line on a terminal, nothing elsewhere: `with show.progress("reading", 3) as step: step("a.xml")`."""
    stream, done = sys.stderr, 0
    shown = total > 1 and _terminal(err=True)

    def step(what: str) -> None:
        nonlocal done
        done += 1
        if shown:
            stream.write(f"\r\x1b[K{label} {done}/{total} {what}"[: width() + 4])
            stream.flush()

    try:
        yield step
    finally:
        if shown:
            stream.write("\r\x1b[K")
            stream.flush()


def page(markdown: str) -> None:
    """A page of the documentation: Markdown as it is in a pipe, with headings and examples set off on a terminal."""
    product("\n".join(_rendered(markdown)) if _terminal(err=False) else markdown)


def _rendered(markdown: str) -> Iterator[str]:
    fenced = False
    for line in markdown.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        elif fenced:
            yield click.style(f"    {line}", fg="cyan")
        elif line.startswith("#"):
            yield click.style(line.lstrip("# "), bold=True, underline=line.startswith("# "))
        else:
            wrapped = textwrap.wrap(line, min(80, width()), break_on_hyphens=False, subsequent_indent=_hanging(line))
            yield from (re.sub(r"`([^`]+)`", lambda m: click.style(m[1], fg="cyan"), part) for part in wrapped or [""])


def _hanging(line: str) -> str:
    return " " * (len(line) - len(line.lstrip("*- "))) if re.match(r"\s*[*-] ", line) else ""


def _line(finding: Finding) -> str:
    where = printable(f"{finding.where}:")
    rest = str(finding).removeprefix(f"{where} {finding.rule}")
    code = click.style(finding.rule, fg=_COLOURS[finding.severity], bold=True)
    return f"{click.style(where, bold=True)} {code}{rest}"


def _terminal(*, err: bool) -> bool:
    stream = sys.stderr if err else sys.stdout
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def _colour(*, err: bool) -> bool:
    return _terminal(err=err) and not os.environ.get("NO_COLOR")


def width() -> int:
    """The columns of the terminal; 80 where there is none."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
