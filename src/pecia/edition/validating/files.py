"""Which files are meant: folders, patterns, what has changed since a revision of git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pecia.core.errors import UsageError
from pecia.edition.settings import Settings

STDIN = "-"
_PATTERN = frozenset("*?[")


def files_in(paths: Iterable[str], decided: Settings | None) -> Iterator[str]:
    """The files, those in the folders, and those that a pattern such as `chapters/**/*.xml` fits, each once.

    The edition's header is no document but to be filled, so it is left out. Raises UsageError for what fits nothing.
    """
    header = decided.folder / decided.header if decided else None
    seen: set[str] = set()
    for path in paths:
        for file in _expanded(path):
            if file not in seen and (file == path or Path(file).resolve() != header):
                seen.add(file)
                yield file


def _expanded(path: str) -> Sequence[str]:
    if path != STDIN and Path(path).is_dir():
        inside = sorted(file for file in Path(path).rglob("*.xml") if not _is_hidden(file.relative_to(path)))
        if not inside:
            raise UsageError(f"{path}: no .xml file in this folder")
        return [str(file) for file in inside]
    if path != STDIN and _PATTERN & set(path) and not Path(path).exists():
        found = sorted(str(file) for file in _fitting(path) if file.is_file())
        if not found:
            raise UsageError(f"{path}: no file fits this pattern")
        return found
    return [path]


def _fitting(pattern: str) -> Iterator[Path]:
    """The files that a pattern fits: `Path.glob` wants it relative to a folder."""
    absolute = Path(pattern)
    return Path(absolute.anchor).glob(str(absolute.relative_to(absolute.anchor)))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def changed_since(revision: str, files: Sequence[str], start: Path) -> tuple[str, ...]:
    """Those of the files that differ from what they were at a revision, and those that git does not know yet.

    `start` is a folder in the work tree. Raises UsageError without git, a work tree, or such a revision.
    """
    top = Path(_git(start, "rev-parse", "--show-toplevel").strip())
    commit = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
    known = _git(top, "diff", "--name-only", "--no-ext-diff", "--no-renames", "--diff-filter=d", "-z", commit, "--")
    new = _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    changed = {(top / name).resolve() for name in f"{known}\0{new}".split("\0") if name}
    return tuple(file for file in files if file != STDIN and Path(file).resolve() in changed)


def _git(folder: Path, *arguments: str) -> str:
    # A file monitor is a program that the repository names: nothing is run that was not asked for.
    command = ["git", "-C", str(folder), "-c", "core.fsmonitor=false", *arguments]
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(command, capture_output=True, check=False, env=environment)  # noqa: S603 -- the command is ours
    except OSError as error:
        raise UsageError(f"--since asks git, and git cannot be started: {error.strerror}") from error
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise UsageError(f"--since: {reason or f'git knows no revision {arguments[-1].partition(chr(94))[0]!r}'}")
    return os.fsdecode(done.stdout)
