"""What was judged before and is the same: a verdict is kept by the bytes of everything that it depends on.

That is the document with its path, the schemas, pecia itself with all its rules, and, for rules, every other document
and each file that was looked at. The store may be deleted at any time; one that cannot be used is not used.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pecia import resources
from pecia.core.findings import Finding, Location, Severity
from pecia.core.text import Source
from pecia.validation.folder import Folder

_LARGEST = 512 * 1024 * 1024
"""Bytes of a store that is begun anew."""
_BESIDE = frozenset({".rng", ".rnc", ".xsd", ".sch"})


class Memory:
    """Values by key. Without a file, or with one that cannot be used, it remembers nothing."""

    def __init__(self, file: Path | None) -> None:
        self._store: sqlite3.Connection | None = None
        if file is None:
            return
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.exists() and file.stat().st_size > _LARGEST:
                file.unlink()
            self._store = sqlite3.connect(file, timeout=2)
            self._store.execute("PRAGMA journal_mode = WAL")
            self._store.execute("PRAGMA synchronous = OFF")
            self._store.execute("CREATE TABLE IF NOT EXISTS verdicts (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
        except (sqlite3.Error, OSError):
            self.close()

    def recall(self, key: str) -> Any:
        """The value, or None."""
        if self._store is None:
            return None
        try:
            row = self._store.execute("SELECT value FROM verdicts WHERE key = ?", (key,)).fetchone()
            return json.loads(row[0]) if row else None
        except (sqlite3.Error, ValueError):
            return None

    def keep(self, values: Mapping[str, Any]) -> None:
        if self._store is None or not values:
            return
        rows = [(key, json.dumps(value, ensure_ascii=False)) for key, value in values.items()]
        try:
            with self._store:
                self._store.executemany("INSERT OR REPLACE INTO verdicts VALUES (?, ?)", rows)
        except (sqlite3.Error, UnicodeEncodeError):
            return  # Another run may write just now: what is not kept is judged again.

    def close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None


def digest(*parts: bytes | str) -> str:
    """One name for these parts, in this order."""
    made = hashlib.sha256()
    for part in parts:
        content = part if isinstance(part, bytes) else part.encode("utf-8", "surrogateescape")
        made.update(len(content).to_bytes(8, "big"))
        made.update(content)
    return made.hexdigest()


def cache_folder() -> Path:
    """Where pecia keeps what it can make anew: `$XDG_CACHE_HOME/pecia`, or `~/.cache/pecia`."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "pecia"


@cache
def program() -> str:
    """What changes when pecia, its data, or a guest's rules do."""
    home = Path(resources.__file__).parent
    files = [file for file in home.rglob("*") if "__pycache__" not in file.parts and file.is_file()]
    files += sorted((resources.folder("xslt") / "schematron").rglob("*.xsl"))
    for entry in entry_points(group="pecia.rules"):
        spec = find_spec(entry.module)
        if spec is not None and spec.origin:
            files.append(Path(spec.origin))
    states = [f"{file}:{state.st_size}:{state.st_mtime_ns}" for file in sorted(files) if (state := file.stat())]
    return digest(*(version(name) for name in ("pecia", "lxml", "saxonche", "xmlschema")), *states)


@cache
def schema_state(schema: str) -> str:
    """What changes when a schema does, or a schema file beside or below it, which it may take in."""
    path = Path(schema)
    try:
        inside = sorted(file for file in path.parent.iterdir() if file.suffix in _BESIDE and file.is_file())
        below = sorted(f for d in path.parent.iterdir() if d.is_dir() for f in d.iterdir() if f.suffix in _BESIDE)
        return digest(path.read_bytes(), *(f"{f}:{f.stat().st_size}:{f.stat().st_mtime_ns}" for f in [*inside, *below]))
    except OSError:
        return ""


@dataclass(frozen=True, slots=True)
class Watched(Folder):
    """A folder that notes what it was asked, and what it answered."""

    asked: dict[str, str] = field(default_factory=dict, compare=False)

    def inside(self, path: str) -> bool:
        return self._noted(f"inside {path}", Folder(self.root).inside(path))

    def has(self, path: str) -> bool:
        return self._noted(f"has {path}", Folder(self.root).has(path))

    def read(self, path: str) -> Source | None:
        source = Folder(self.root).read(path)
        self.asked[f"read {path}"] = digest(source.content) if source is not None else ""
        return source

    def _noted(self, question: str, answer: bool) -> bool:
        self.asked[question] = str(answer)
        return answer

    def answers_as(self, before: Mapping[str, str]) -> bool:
        """Whether everything that was asked has the same answer now."""
        for question in before:
            verb, _, path = question.partition(" ")
            {"inside": self.inside, "has": self.has, "read": self.read}[verb](path)
            if self.asked[question] != before[question]:
                return False
        return True


def written(findings: Iterable[Finding]) -> list[list[Any]]:
    """Findings as JSON keeps them."""
    return [[f.rule, int(f.severity), f.message, f.where.path, f.where.line, f.where.column, f.hint] for f in findings]


def read(rows: Iterable[list[Any]]) -> tuple[Finding, ...]:
    return tuple(Finding(r[0], Severity(r[1]), r[2], Location(r[3], r[4], r[5]), r[6]) for r in rows)
