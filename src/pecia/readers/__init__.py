"""One module per source format. A reader is a record around one function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pecia.core.findings import Outcome
from pecia.core.text import Document, Source
from pecia.registry import Registry


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the files with these suffixes (lower case, with the dot): bytes to a Document.

    `read` raises SourceError when the bytes are not of its format. `about` is one line for `pecia list`.
    """

    name: str
    suffixes: frozenset[str]
    read: Callable[[Source], Outcome[Document]]
    about: str


READERS: Registry[Reader] = Registry("pecia.readers", Reader)
