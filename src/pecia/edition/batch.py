"""Many sources at once, with one register for all: nothing is written until all that could be encoded is."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pecia.core.errors import OutputError, UsageError
from pecia.core.findings import Finding, Outcome
from pecia.core.register import Register
from pecia.core.text import Source
from pecia.edition import settings as edition_settings
from pecia.edition import site
from pecia.edition.pipeline import Desk
from pecia.edition.settings import Settings
from pecia.edition.workshop import Work, desk_for, encode_text, notes_of, register_files, sources_of, work_on


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the call asks for, before what `pecia.toml` says: paths as given, `changes` by name of a setting.

    Of a `dry` run everything is made, and nothing written.
    """

    output: Path | None = None
    output_dir: Path | None = None
    register: Path | None = None
    header: Path | None = None
    notes: Path | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    overwrite: bool = False
    dry: bool = False


class Batch:
    """Encodes one source after the other; each sees the register that those before it left."""

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self._desks: dict[tuple[Path, Path | None, str], Desk] = {}
        self._registers: dict[Path, tuple[Desk, Register]] = {}
        self._pending: list[tuple[Path, bytes]] = []
        self._targets: dict[Path, Path] = {}

    @property
    def dry(self) -> bool:
        """Whether nothing is to be written."""
        return self._wishes.dry

    def encode(self, path: Path) -> Outcome[Work]:
        """The TEI of a file. Raises SourceError or OutputError for this one; the batch goes on all the same."""
        settings = self._settings(path)
        target = self._target(path, settings)
        folder = self._register_folder(settings)
        desk = self._desk(settings, folder, target.parent)
        if folder is not None and folder in self._registers:
            desk = replace(desk, register=self._registers[folder][1])
        notes = self._wishes.notes or (notes_of(settings, path) if settings else None)
        outcome = work_on(path, target, desk, notes=notes, overwrite=self._wishes.overwrite)
        work = outcome.value
        if folder is not None:
            first = self._registers[folder][0] if folder in self._registers else desk
            self._registers[folder] = (first, work.encoded.register)
        if work.changed:
            self._pending.append((target, work.content))
        return Outcome(work, _not_ignored(outcome.findings, path, settings))

    def encode_stream(self, source: Source, target: Path | None = None) -> Outcome[Work]:
        """The TEI of what came by standard input, or of a file for standard output; what the register of the edition
        lacks is in its own `<standOff>`.

        It is written at once where there is a target. Raises OutputError for one that is there already.
        """
        if target is not None and target.exists() and not self._wishes.overwrite:
            raise OutputError(f"{target}: is there already; name another file, or say --overwrite")
        desk = self._desk(self._settings(Path(source.path)), None, Path())
        outcome = encode_text(source, desk, site.take(self._wishes.notes) if self._wishes.notes else None)
        if target is not None and not self.dry:
            site.put(target, outcome.value.content)
        return outcome

    def save(self) -> tuple[Path, ...]:
        """Writes what is new, registers first: no encoding points to an entry that is not there yet."""
        written: list[Path] = []
        if self.dry:
            return ()
        for folder, (desk, register) in self._registers.items():
            written += site.write(folder, register_files(desk, register, folder))
        for target, content in self._pending:
            if site.put(target, content):
                written.append(target)
        self._pending.clear()
        return tuple(written)

    def _settings(self, path: Path) -> Settings | None:
        file = edition_settings.find(self._wishes.output_dir or path.parent)
        return edition_settings.load(file) if file else None

    def _target(self, path: Path, settings: Settings | None) -> Path:
        target = self._wishes.output
        if target is None and path.suffix.lower() in (".xml", ".tei") and not self._wishes.output_dir:
            target = path
        if target is None:
            folder = self._wishes.output_dir or path.parent
            if not self._wishes.output_dir and settings and path.resolve() in sources_of(settings):
                folder = site.typed(settings.folder / settings.output)
            target = folder / f"{path.stem}.xml"
        other = self._targets.setdefault(target.resolve(), path)
        if other != path:
            raise UsageError(f"{path} and {other} would both become {target}: encode them into different folders")
        return target

    def _register_folder(self, settings: Settings | None) -> Path | None:
        if self._wishes.register:
            return self._wishes.register
        if settings:
            return settings.folder / settings.register
        return self._wishes.output_dir / "register" if self._wishes.output_dir else None

    def _desk(self, settings: Settings | None, folder: Path | None, beside: Path) -> Desk:
        way = Path(os.path.relpath(folder, beside)).as_posix() if folder is not None else ""
        chosen = settings or Settings(Path.cwd())
        key = (chosen.folder, folder, way)
        if key not in self._desks:
            if folder is not None:
                chosen = replace(chosen, register=str(folder.absolute()))
            if self._wishes.header:
                chosen = replace(chosen, header=str(self._wishes.header.absolute()))
            elif settings is None:
                chosen = replace(chosen, header="")
            chosen = replace(chosen, **self._wishes.changes)
            desk = desk_for(chosen, way)
            known = folder is not None or settings is not None
            self._desks[key] = desk if known else replace(desk, register=Register())
        return self._desks[key]


def _not_ignored(findings: Iterable[Finding], path: Path, settings: Settings | None) -> tuple[Finding, ...]:
    """Less those that the edition means to leave as they are. Whether an ignore is idle, `validate` says."""
    if settings is None:
        return tuple(findings)
    relative = Path(os.path.relpath(path.resolve(), settings.folder)).as_posix()
    return tuple(f for f in findings if not any(ignore.covers(f, relative) for ignore in settings.ignores))
