"""Makes `en/words.gz` of SCOWL's lists: `python -m pecia.languages.scowl FOLDER > words.gz`, the same bytes each time.

FOLDER is `final/` of a SCOWL release, or `/usr/share/dict/scowl` of the Debian package `scowl` (2020.12.07).
"""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Iterator
from pathlib import Path

_COMMON, _KNOWN, _NAMES = 40, 70, 60
"""SCOWL's sizes: up to these, a word is common, known, or kept as a name. Sizes above 70 have terms of their own."""
_FILE = re.compile(r"\w+-(?P<kind>words|contractions|proper-names|upper)\.(?P<size>\d+)")


def _entries(folder: Path, *kinds: str) -> Iterator[tuple[str, int]]:
    for path in sorted(folder.iterdir()):
        found = _FILE.fullmatch(path.name)
        if found and found["kind"] in kinds:
            for line in path.read_text("latin-1").splitlines():
                yield line.strip(), int(found["size"])


def compile_words(folder: Path) -> bytes:
    """The compressed word list of English."""
    sizes: dict[str, int] = {}
    for word, size in _entries(folder, "words", "contractions"):
        if re.fullmatch(r"[a-zà-ÿ]{2,}|[aio]", word):
            sizes[word] = min(size, sizes.get(word, size))
    common = {word for word, size in sizes.items() if size <= _COMMON}
    known = {word for word, size in sizes.items() if _COMMON < size <= _KNOWN}
    names = {
        word
        for word, size in _entries(folder, "proper-names", "upper")
        if size <= _NAMES and re.fullmatch(r"[A-ZÀ-Þ][a-zà-ÿ]{2,}", word)
    }
    text = "\n\n".join("\n".join(sorted(part)) for part in (common, known, names))
    return gzip.compress(text.encode(), 9, mtime=0)


if __name__ == "__main__":
    sys.stdout.buffer.write(compile_words(Path(sys.argv[1])))
