"""A console session in a Markdown file: commands with the output that an editor would see, and the files they read.

    ```text file=chapter.txt
    On 3 May 1932 …
    ```
    ```console
    $ pecia encode chapter.txt -o chapter.xml
    …
    [exit 1]
    ```

A fence with `file=NAME` is written into the session's folder before the command that follows it. In a `console` fence
each `$ ` starts a command for the shell; what follows is its output (both streams), and `[exit N]` its code where that
is not 0. A line `…` in the expectation stands for any number of lines.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "tei"
_FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=indent)```[ ]*$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"\bfile=(\S+)")
ANYTHING = "…"


@dataclass(frozen=True, slots=True)
class Fence:
    """One fenced block: its info string, its body, and where the body stands in the page."""

    info: str
    body: str
    start: int
    end: int

    @property
    def file(self) -> str:
        found = _FILE.search(self.info)
        return found[1] if found else ""

    @property
    def is_session(self) -> bool:
        return self.info.split(" ")[0] == "console"


def fences(page: str) -> Iterator[Fence]:
    for found in _FENCE.finditer(page):
        yield Fence(found["info"].strip(), found["body"], found.start("body"), found.end("body"))


def exchanges(session: str) -> Iterator[tuple[str, str]]:
    """Each command of a session, and the output that is expected of it."""
    for part in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        while command.endswith("\\"):
            more, _, output = output.partition("\n")
            command += "\n" + more
        yield command, output


def run(command: str, folder: Path) -> str:
    """What a terminal of 100 columns without colours would show for this command, run in this folder."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {"PATH": path, "HOME": str(folder), "LANG": "C.UTF-8", "COLUMNS": "100", "NO_COLOR": "1"}
    shown = subprocess.run(  # the commands are those of our own pages
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
        check=False,
    )
    output = shown.stdout.decode("utf-8", "backslashreplace")
    if output and not output.endswith("\n"):
        output += "\n"
    return output + (f"[exit {shown.returncode}]\n" if shown.returncode else "")


def agrees(expected: str, actual: str) -> bool:
    """True when the two are the same, the lines that the expectation leaves out aside."""
    pieces = [f"(?:{re.escape(line)}\n)" if line != ANYTHING else "(?:.*\n)*?" for line in expected.splitlines()]
    return re.fullmatch("".join(pieces), actual) is not None


def replay(page: str, folder: Path) -> str:
    """The page as the commands of today would have it; the same page when each did what it says."""
    made: list[str] = []
    done = 0
    for fence in fences(page):
        if fence.file:
            target = folder / fence.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(fence.body, "utf-8")
        elif fence.is_session:
            made += [page[done : fence.start], _session(fence.body, folder)]
            done = fence.end
    return "".join([*made, page[done:]])


def _session(session: str, folder: Path) -> str:
    shown = []
    for command, expected in exchanges(session):
        actual = run(command, folder)
        trailing = "\n" * (len(expected) - len(expected.rstrip("\n")) - 1)
        kept = expected if agrees(expected.rstrip("\n") + "\n" * bool(expected.strip()), actual) else actual + trailing
        shown.append(f"$ {command}\n{kept}")
    return "".join(shown)


def with_sample(folder: Path) -> Path:
    """The folder, with a copy of the sample edition in it as `tei/`."""
    shutil.copytree(SAMPLE, folder / "tei")
    return folder
