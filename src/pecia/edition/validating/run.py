"""From a call to a report: files, schemas, the edition's own weights and silences, the baseline."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pecia.core.errors import UsageError
from pecia.core.findings import Finding, Severity
from pecia.core.text import Source
from pecia.edition import settings
from pecia.edition.settings import Settings
from pecia.edition.site import typed
from pecia.edition.validating.files import STDIN, changed_since, files_in
from pecia.edition.validating.hands import cores
from pecia.edition.validating.memory import Memory, cache_folder
from pecia.edition.validating.schemas import Chooser, named
from pecia.edition.validating.work import Desk
from pecia.validation import baseline
from pecia.validation.folder import Folder
from pecia.validation.ignores import apply_ignores, reweighed
from pecia.validation.judge import Choice, Demands
from pecia.validation.reports import Report, chosen


@dataclass(frozen=True, slots=True)
class Case:
    """What is to be judged: the paths, the edition that they belong to, and whether they are all of it."""

    paths: tuple[str, ...]
    settings: Settings | None
    complete: bool = False

    def relative(self, path: str) -> str:
        """A path as `pecia.toml` would name it; without an edition, as it was given."""
        root = self.settings.folder if self.settings else Path()
        return os.path.relpath(Path(path).resolve(), root.resolve()).replace(os.sep, "/")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The report; `sources` are what was judged and not read from a file; `used` says of each choice of schemas how
    many documents it was made for."""

    report: Report
    found: tuple[Finding, ...] = ()
    """Everything that nothing silences, whatever its level: what a new baseline has."""
    mended: int = 0
    used: tuple[tuple[Choice, int], ...] = ()
    sources: tuple[Source, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the call asks for. `schemas` are paths, `tei_all` or `pecia`; `baseline` the file that has the old sins.

    0 jobs are as many as there are cores.
    """

    level: Severity = Severity.WARNING
    schemas: tuple[str, ...] = ()
    rules: bool = True
    baseline: Path | None = None
    jobs: int = 0
    remember: bool = True


def case_of(paths: tuple[str, ...], since: str = "") -> Case:
    """The case that paths make, or, without any, the edition of this folder; since a revision, what has changed of it.

    Raises UsageError for paths that fit nothing.
    """
    case = _case(paths)
    if not since:
        return case
    start = case.settings.folder if case.settings else Path(next(iter(case.paths))).resolve().parent
    return Case(changed_since(since, case.paths, start), case.settings)


def _case(paths: tuple[str, ...]) -> Case:
    if not paths:
        return whole_edition(Path())
    if len(paths) == 1 and (Path(paths[0]) / settings.FILE).is_file():
        return whole_edition(Path(paths[0]))
    first = next((path for path in paths if path != STDIN), ".")
    found = settings.find(_folder(first))
    decided = settings.load(found) if found else None
    return Case(tuple(files_in(paths, decided)), decided)


def _folder(path: str) -> Path:
    """The folder of a path; of a pattern, the part of it that is none."""
    place = Path(path)
    while not place.is_dir() and place != place.parent:
        place = place.parent
    return place


def whole_edition(start: Path) -> Case:
    """The chapters and registers of the edition that a folder lies in. Raises UsageError where there is none."""
    found = settings.find(start)
    if found is None:
        raise UsageError(
            "there is no pecia.toml here or above: name the files to validate, or begin an edition with pecia new"
        )
    decided = settings.load(found)
    folders = [decided.folder / decided.output, decided.folder / decided.register]
    paths = tuple(str(typed(path)) for folder in folders for path in sorted(folder.rglob("*.xml")))
    if not paths:
        raise UsageError(f"{typed(found)}: nothing to validate in {decided.output}/ and {decided.register}/ yet")
    return Case(paths, decided, complete=True)


def judge(case: Case, wishes: Wishes, progress: Callable[[str], None] = lambda path: None) -> Verdict:
    """The verdict on a case, less what its edition ignores, what the baseline has, and what lies under the level."""
    known = baseline.read(_bytes(wishes.baseline), str(wishes.baseline)) if wishes.baseline else None
    folder = Folder(case.settings.folder) if case.settings else None
    memory = Memory(cache_folder() / "verdicts.sqlite" if wishes.remember else None)
    try:
        wanted, jobs = demands(case, wishes), wishes.jobs or cores()
        done = Desk(wanted, folder, memory, complete=case.complete, jobs=jobs, progress=progress).work(case.paths)
    finally:
        memory.close()
    kept, ignored = _decided(case, done.findings)
    weighed = baseline.Weighed(kept)
    if known is not None and wishes.baseline:
        weighed = baseline.weigh(kept, known, from_folder(wishes.baseline), case.paths)
    above = chosen(weighed.new, wishes.level)
    report = Report(above, case.paths, ignored, len(weighed.new) - len(above), weighed.known)
    return Verdict(report, kept, weighed.mended, tuple(done.choices.items()), done.stdin)


def demands(case: Case, wishes: Wishes) -> Demands:
    """What the documents are judged by. Raises UsageError or SchemaError for a schema that cannot be."""
    asked = named(wishes.schemas)
    decided = named(case.settings.schemas, case.settings.folder) if case.settings else ()
    home = case.settings.folder if case.settings else None
    return Demands((*asked, *decided), rules=wishes.rules, choose=Chooser(asked, decided, home))


def _decided(case: Case, findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], int]:
    """The findings with the weight that the edition gives them, less those that it ignores, and how many these are."""
    if not case.settings:
        return tuple(findings), 0
    weighed = reweighed(findings, case.settings.weights, case.relative)
    file = str(typed(case.settings.folder / settings.FILE))
    left = apply_ignores(weighed, case.settings.ignores, settings=file, judged=case.paths, relative=case.relative)
    return left.findings, left.ignored


def from_folder(file: Path) -> Callable[[str], str]:
    """Paths as they are from the folder of a file."""
    home = file.resolve().parent
    return lambda path: os.path.relpath(Path(path).resolve(), home).replace(os.sep, "/")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path}: the baseline cannot be read: {error.strerror}; --write-baseline makes one"
        ) from error
