"""`--fix` over many files: what is mended, as a diff that can be read, and the files with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from pecia.core.errors import SourceError, UsageError
from pecia.core.text import Source
from pecia.edition.site import put, take
from pecia.edition.validating.files import STDIN
from pecia.edition.validating.run import Case, Wishes, demands
from pecia.engines.trees import parse
from pecia.validation import Checked
from pecia.validation.mending import Mended, mended


@dataclass(frozen=True, slots=True)
class Fix:
    """One file that can be mended."""

    source: Source
    made: Mended

    def diff(self) -> str:
        """What changes, as `diff -u` has it."""
        before, after = (_lines(content) for content in (self.source.content, self.made.content))
        path = self.source.path
        # A file without a line end at its end would glue two lines of the diff.
        rows = (row if row.endswith("\n") else f"{row}\n" for row in unified_diff(before, after, path, path, n=1))
        return "".join(rows)

    def write(self) -> None:
        # A link stays a link: what it leads to is mended.
        put(Path(self.source.path).resolve(), self.made.content)


def _lines(content: bytes) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+", content.decode("utf-8", "replace"))


def fixes(case: Case, wishes: Wishes, progress: Callable[[str], None] = lambda path: None) -> Iterator[Fix]:
    """The files of a case that can be mended; those that are no XML are left to the judge.

    Raises UsageError for standard input, which is no file.
    """
    if STDIN in case.paths:
        raise UsageError("--fix mends files, and standard input is none: name the file")
    asked = demands(case, wishes)
    is_pointed_to = _pointers(case)
    for path in case.paths:
        progress(path)
        try:
            source = take(Path(path))
            document = Checked(path, parse(source.content, path), source.content)
        except SourceError:
            continue
        made = mended(document, asked.of(document).schemas, is_pointed_to=is_pointed_to)
        if made.mends:
            yield Fix(source, made)


def _pointers(case: Case) -> Callable[[str], bool]:
    """Whether `#id`, or `people:id` in a private scheme, stands in any file of the case or of its edition.

    By the bytes: any attribute may point.
    """
    paths = {Path(path).resolve() for path in case.paths}
    if case.settings:
        paths.update(path.resolve() for path in case.settings.folder.rglob("*.xml"))
    found: set[bytes] = set()
    for path in sorted(paths):
        if path.is_file():
            found.update(re.findall(rb"[#:]([^\s\"'#<>&:]+)", path.read_bytes()))
    return lambda identifier: identifier.encode() in found
