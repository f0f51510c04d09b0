"""A file that pecia would write; only `edition/site.py` does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True, slots=True)
class Artifact:
    """Bytes, and the relative path they would get in the output folder.

    Raises ValueError for a path that is absolute or climbs out of the folder.
    """

    path: PurePosixPath
    content: bytes

    def __post_init__(self) -> None:
        if self.path.is_absolute() or ".." in self.path.parts or not self.path.parts:
            raise ValueError(f"an artifact stays in the output folder: {self.path}")
