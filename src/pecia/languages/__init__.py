"""What is of one language: data, a folder per language, and nothing else."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pecia.languages.folders import by_tag, folder, primary

DEFAULT = "en"
# BCP 47, as far as an editor would write it: a language, perhaps a script, a region, a variant.
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})*")


def is_tag(tag: str) -> bool:
    """Whether this is written as a language tag is: `de`, `fr-CA`, `sr-Latn`."""
    return _TAG.fullmatch(tag) is not None


def known() -> tuple[str, ...]:
    """The languages with a folder of data, as BCP 47 primary tags."""
    return tuple(tag for tag, place in by_tag().items() if (place / "dates.toml").is_file())


def has(language: str, name: str) -> bool:
    """Whether a language (BCP 47) has this file of data itself; where it has not, English stands in for it."""
    place = folder(primary(language) or DEFAULT)
    return place is not None and (place / name).is_file()


def _file(language: str, name: str) -> Path:
    return by_tag()[primary(language) if language and has(language, name) else DEFAULT] / name


def content(language: str, name: str) -> bytes | None:
    """The bytes of a file of data that a language has itself, or None."""
    return _file(language, name).read_bytes() if has(language, name) else None


@cache
def table(language: str, subject: str) -> dict[str, Any]:
    """The data of one subject (`dates`, `names` …) in a language (BCP 47), or in English where it has none.

    A language says only what it has: a list that English has and it has not is empty.
    """
    own = tomllib.loads(_file(language, f"{subject}.toml").read_text("utf-8"))
    if primary(language) in ("", DEFAULT) or not has(language, f"{subject}.toml"):
        return own
    return _with_empty_lists(own, table(DEFAULT, subject))


def _with_empty_lists(own: dict[str, Any], model: dict[str, Any]) -> dict[str, Any]:
    made = dict(own)
    for key, value in model.items():
        if isinstance(value, list):
            made.setdefault(key, [])
        elif isinstance(value, dict):
            made[key] = _with_empty_lists(own.get(key, {}), value)
    return made


def _rows(language: str, subject: str) -> list[list[str]]:
    lines = _file(language, f"{subject}.txt").read_text("utf-8").splitlines()
    return [line.split("; ") for raw in lines if (line := raw.strip()) and not line.startswith("#")]


@cache
def words(language: str, subject: str) -> frozenset[str]:
    """A word list, one word or phrase a line, or several names of one thing (`; ` between); `#` begins a comment."""
    return frozenset(name for row in _rows(language, subject) for name in row)


@cache
def groups(language: str, subject: str) -> dict[str, str]:
    """Of a word list the names that share a line with others: each with the first one of its line."""
    return {name: row[0] for row in _rows(language, subject) if len(row) > 1 for name in row}
