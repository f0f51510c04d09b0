"""A new edition: a folder of files with a few blanks filled in, which `pecia build` can build at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from xml.sax.saxutils import escape

from pecia.core.artifacts import Artifact
from pecia.core.errors import UsageError
from pecia.languages import is_tag

_TEMPLATE = Path(__file__).resolve().parent / "template"
_BLANK = re.compile(r"@([A-Z]+)@")


def scaffold(*, title: str, author: str, language: str, date: str) -> tuple[Artifact, ...]:
    """The files of a new edition, sorted by path. `language` is a BCP 47 tag, `date` a day in W3C form.

    Raises UsageError when a blank would be left empty, or the language is not a tag.
    """
    if not is_tag(language):
        raise UsageError(f"{language!r} is not a language tag; write en, de, fr-CA …")
    blanks = {"TITLE": _line(title), "AUTHOR": _line(author), "LANGUAGE": language, "DATE": date}
    blanks["VERSION"] = version("pecia")
    for name, value in blanks.items():
        if not value:
            raise UsageError(f"an edition needs {name.lower()}: it cannot be empty")
    files = (_filled(path, blanks) for path in _TEMPLATE.rglob("*") if path.is_file())
    return tuple(sorted(files, key=lambda file: file.path))


def _filled(path: Path, blanks: Mapping[str, str]) -> Artifact:
    # Files that begin with a dot would act on this very repository, so the template calls them by another name.
    parts = [re.sub(r"^dot-", ".", part) for part in path.relative_to(_TEMPLATE).parts]
    quote = _QUOTING.get(path.suffix, str)
    text = _BLANK.sub(lambda blank: quote(blanks.get(blank[1], blank[0])), path.read_text("utf-8"))
    return Artifact(PurePosixPath(*parts), text.encode())


def _line(value: str) -> str:
    """The value as it can stand in any of the files: one line, without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())


def _toml(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


_QUOTING: dict[str, Callable[[str], str]] = {".xml": escape, ".toml": _toml}
