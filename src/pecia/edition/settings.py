"""`pecia.toml`: what an edition has decided. Every key is known and checked; a path never leads out of the edition."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pecia.authorities import Service
from pecia.core.errors import UsageError
from pecia.core.findings import Finding, Severity
from pecia.core.text import Attributes
from pecia.languages import is_tag
from pecia.validation.ignores import Ignore, Weight

FILE = "pecia.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one edition. `folder` is absolute; all other paths are relative to it, with `/`."""

    folder: Path
    title: str = ""
    language: str = ""
    base: str = ""
    date: str = ""
    reviewer: str = ""
    sources: tuple[str, ...] = ("sources/*.txt",)
    output: str = "chapters"
    header: str = "header.xml"
    register: str = "register"
    notes: Attributes = ()
    correct: bool = True
    titles_in_names: bool | None = None
    never: frozenset[str] = frozenset()
    model: str = ""
    spacy: str = ""
    abbreviations: Attributes = ()
    level: Severity = Severity.WARNING
    ignores: tuple[Ignore, ...] = ()
    weights: tuple[Weight, ...] = ()
    schemas: tuple[str, ...] = ()
    formats: tuple[str, ...] = ("html", "text")
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    services: Mapping[str, Service] = field(default_factory=dict)

    def ignores_it(self, finding: Finding) -> bool:
        """Whether the edition means to leave this as it is."""
        relative = os.path.relpath(Path(finding.where.path).resolve(), self.folder).replace(os.sep, "/")
        return any(ignore.covers(finding, relative) for ignore in self.ignores)


def find(start: Path) -> Path | None:
    """The `pecia.toml` of the edition that a file or folder lies in, or None."""
    here = start.resolve()
    return next((place / FILE for place in (here, *here.parents) if (place / FILE).is_file()), None)


def load(path: Path) -> Settings:
    """Reads a `pecia.toml`. Raises UsageError, naming the key, for whatever is not as it must be."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not TOML: {error}") from error
    return _Table(path, "", table).settings()


class _Table:
    """One table of the file, which knows where it stands, for the messages."""

    def __init__(self, path: Path, name: str, values: Any) -> None:
        self._path, self._name = path, name
        if not isinstance(values, dict):
            raise UsageError(f"{path}: [{name}] is a table, not {values!r}")
        self._values = values

    def settings(self) -> Settings:
        self._only("edition", "encode", "validate", "export", "register")
        edition, encode = self._sub("edition"), self._sub("encode")
        validate, export = self._sub("validate"), self._sub("export")
        edition._only("title", "language", "base", "date", "reviewer")
        encode._only(
            "sources",
            "output",
            "header",
            "register",
            "notes",
            "correct",
            "never",
            "abbreviations",
            "model",
            "spacy",
            "titles-in-names",
        )
        validate._only("level", "ignore", "severity", "schemas")
        options = {name: value for name, value in export._values.items() if name != "formats"}
        plain = Settings(self._path.parent.resolve())
        return Settings(
            folder=plain.folder,
            title=edition._text("title"),
            language=edition._language("language"),
            base=edition._text("base").rstrip("/"),
            date=edition._text("date"),
            reviewer=" ".join(edition._text("reviewer").split()),
            sources=tuple(encode._inside(item) for item in encode._texts("sources", plain.sources)),
            output=encode._inside(encode._text("output", plain.output)),
            header=encode._inside(encode._text("header", plain.header)),
            register=encode._inside(encode._text("register", plain.register)),
            notes=tuple((encode._inside(k), encode._inside(v)) for k, v in encode._pairs("notes")),
            correct=encode._flag("correct"),
            titles_in_names=encode._flag("titles-in-names") if "titles-in-names" in encode._values else None,
            never=frozenset(encode._texts("never", ())),
            model=encode._inside(encode._text("model")) if encode._text("model") else "",
            spacy=encode._text("spacy"),
            abbreviations=encode._pairs("abbreviations"),
            level=validate._severity("level"),
            ignores=validate._ignored(),
            weights=validate._weighed(),
            schemas=tuple(validate._inside(item) for item in validate._texts("schemas", ())),
            formats=export._texts("formats", plain.formats),
            options={name: dict(export._sub(name)._pairs_here()) for name in options},
            services=self._sub("register")._services(),
        )

    def _sub(self, name: str) -> _Table:
        return _Table(self._path, f"{self._name}.{name}".strip("."), self._values.get(name, {}))

    def _fail(self, name: str, trouble: str) -> UsageError:
        return UsageError(f"{self._path}: {f'[{self._name}] ' if self._name else ''}{name}: {trouble}")

    def _only(self, *known: str) -> None:
        for name in self._values:
            if name not in known:
                close = get_close_matches(name, known, 1)
                hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(known)}"
                raise self._fail(name, f"no such setting; {hint}")

    def _text(self, name: str, default: str = "") -> str:
        value = self._values.get(name, default)
        if hasattr(value, "isoformat"):
            return str(value.isoformat())  # TOML has dates of its own.
        if not isinstance(value, str):
            raise self._fail(name, f"is a string in quotes, not {value!r}")
        return value

    def _language(self, name: str) -> str:
        value = self._text(name)
        if value and not is_tag(value):
            raise self._fail(name, f"is a language tag such as en, de or fr-CA, not {value!r}")
        return value

    def _texts(self, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        value = self._values.get(name, list(default))
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._fail(name, f'is a list of strings (["…", "…"]), not {value!r}')
        return tuple(value)

    def _flag(self, name: str) -> bool:
        value = self._values.get(name, True)
        if not isinstance(value, bool):
            raise self._fail(name, f"is true or false, not {value!r}")
        return value

    def _pairs(self, name: str) -> Attributes:
        return self._sub(name)._pairs_here()

    def _pairs_here(self) -> Attributes:
        for key, value in self._values.items():
            if not isinstance(value, str):
                raise self._fail(key, f"is a string in quotes, not {value!r}")
        return tuple(self._values.items())

    def _services(self) -> dict[str, Service]:
        self._only("services")
        services = self._sub("services")
        return {name: services._service(name) for name in services._values}

    def _service(self, name: str) -> Service:
        if isinstance(self._values[name], str):
            return Service(self._values[name])
        service = self._sub(name)
        service._only("url", "authority", "types", "properties")
        if not service._text("url"):
            raise service._fail("url", "a service needs its address")
        return Service(
            service._text("url"), service._text("authority"), service._pairs("types"), service._pairs("properties")
        )

    def _inside(self, path: str) -> str:
        if Path(path).is_absolute() or ".." in Path(path).parts or not path:
            raise self._fail(path, "leads out of the edition; give a path inside its folder")
        return path

    def _severity(self, name: str) -> Severity:
        value = self._text(name, "warning").upper()
        if value not in Severity.__members__:
            raise self._fail(name, f"is info, warning or error, not {value.lower()!r}")
        return Severity[value]

    def _ignored(self) -> tuple[Ignore, ...]:
        rows = self._values.get("ignore", [])
        if not isinstance(rows, list):
            raise self._fail("ignore", 'is a list of tables: { rule = "P101", in = "…", because = "…" }')
        return tuple(_Table(self._path, "validate.ignore", row)._ignore() for row in rows)

    def _ignore(self) -> Ignore:
        self._only("rule", "in", "because")
        code = self._text("rule")
        if not code or not self._text("because").strip():
            raise self._fail(code or "rule", 'P190 what is ignored needs its rule and a reason: because = "…"')
        return Ignore(code, self._text("in"), self._text("because"))

    def _weighed(self) -> tuple[Weight, ...]:
        rows = self._values.get("severity", [])
        if not isinstance(rows, list):
            raise self._fail("severity", 'is a list of tables: { rule = "P105", level = "info", because = "…" }')
        return tuple(_Table(self._path, "validate.severity", row)._weight() for row in rows)

    def _weight(self) -> Weight:
        self._only("rule", "in", "level", "because")
        code = self._text("rule")
        if not code or "level" not in self._values or not self._text("because").strip():
            raise self._fail(code or "rule", "what weighs otherwise needs its rule, a level and a reason")
        return Weight(code, self._text("in"), self._severity("level"), self._text("because"))
