"""The only writer: files appear whole or not at all, and only inside the folder that was asked for."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from pecia.core.artifacts import Artifact
from pecia.core.errors import OutputError, SourceError
from pecia.core.text import Source

MAX_SOURCE = 64 * 1024 * 1024
"""The largest file that is taken in, in bytes: some ten million words."""


def take(path: Path) -> Source:
    """The bytes of a file. Raises SourceError when it is missing, a folder, forbidden, or too large."""
    shown = str(path)
    try:
        if path.is_dir():
            raise SourceError(f"{shown}: is a folder; name the files in it")
        size = path.stat().st_size
        if size > MAX_SOURCE:
            raise SourceError(
                f"{shown}: {size:,} bytes are more than the {MAX_SOURCE:,} that one file may have; cut it"
            )
        return Source(shown, path.read_bytes())
    except OSError as error:
        raise SourceError(f"{shown}: cannot be read: {error.strerror}") from error


def taken(name: str | Path) -> Source:
    """A file, or standard input by the name of `-`. Raises SourceError as `take` does."""
    if str(name) != "-":
        return take(Path(name))
    content = sys.stdin.buffer.read(MAX_SOURCE + 1)
    if len(content) > MAX_SOURCE:
        raise SourceError(f"standard input: has more than the {MAX_SOURCE:,} bytes that one text may have; cut it")
    return Source("-", content)


def typed(path: Path) -> Path:
    """A path as an editor would type it: relative to where pecia was started, if that is shorter than climbing."""
    relative = Path(os.path.relpath(path.resolve()))
    return path if relative.parts[:3] == ("..", "..", "..") else relative


def put(path: Path, content: bytes) -> bool:
    """Writes the file whole, or leaves what was there. Returns False when it says the same already.

    Raises OutputError when it cannot be written.
    """
    try:
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
    return True


def write(folder: Path, artifacts: Iterable[Artifact]) -> tuple[Path, ...]:
    """Writes artifacts into a folder; returns the paths of those that are new or changed.

    Raises OutputError when a link in the folder would lead out of it.
    """
    changed = []
    for artifact in artifacts:
        path = folder / artifact.path
        if not path.resolve().is_relative_to(folder.resolve()):
            raise OutputError(f"{path}: leads out of {folder}; take the link away")
        if put(path, artifact.content):
            changed.append(path)
    return tuple(changed)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
