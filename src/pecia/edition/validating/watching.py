"""When to judge again: whenever one of the files is another than it was."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from pecia.core.errors import UsageError
from pecia.edition.validating.files import STDIN
from pecia.edition.validating.memory import schema_state

SECONDS = 0.4
State = Mapping[str, tuple[int, int]]


def changes(files: Callable[[], Iterable[str]], pause: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Once at the beginning, and then each time that a file has changed, come or gone; for ever.

    `files` is asked each time, so that new ones are seen. By looking, not by events: editors replace files, and
    network folders have no events. Raises UsageError for standard input.
    """
    before: State | None = None
    while True:
        now = _state(files())
        if now != before:
            before = now
            schema_state.cache_clear()
            yield
        pause(SECONDS)


def _state(files: Iterable[str]) -> State:
    found: dict[str, tuple[int, int]] = {}
    for file in files:
        if file == STDIN:
            raise UsageError("--watch waits for files to change, and standard input is none")
        try:
            state = Path(file).stat()
        except OSError:
            continue
        found[file] = (state.st_mtime_ns, state.st_size)
    return found
