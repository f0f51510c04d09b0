"""The edition's folder as validation sees it: a document can name files inside it, and none outside."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pecia.core.text import Source


def normal(path: str) -> str:
    """One spelling per file: `tei/../register/a.xml` is `register/a.xml`. Slashes lean forward everywhere."""
    return os.path.normpath(path).replace(os.sep, "/")


@dataclass(frozen=True, slots=True)
class Folder:
    """A root folder; paths are those that the documents were named by (relative to where pecia was started)."""

    root: Path

    def inside(self, path: str) -> bool:
        """True when the path stays in the folder, symbolic links followed. The file need not exist."""
        try:
            return Path(path).resolve().is_relative_to(self.root.resolve())
        except (OSError, ValueError, RuntimeError):
            return False

    def has(self, path: str) -> bool:
        try:
            return self.inside(path) and Path(path).exists()
        except (OSError, ValueError):
            return False

    def read(self, path: str) -> Source | None:
        """The file's bytes; None for what is outside, absent, no file, or not to be read."""
        if not self.inside(path):
            return None
        try:
            return Source(path, Path(path).read_bytes()) if Path(path).is_file() else None
        except OSError:
            return None
