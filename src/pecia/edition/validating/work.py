"""The judging of many documents: what is remembered is not judged again, what is left goes to all hands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pecia.core.errors import SourceError
from pecia.core.findings import Finding, by_place
from pecia.core.text import Source
from pecia.edition.site import taken
from pecia.edition.validating import hands
from pecia.edition.validating.files import STDIN
from pecia.edition.validating.memory import Memory, Watched, digest, program, read, schema_state, written
from pecia.engines.trees import parse
from pecia.validation import Checked, Exemplar
from pecia.validation.folder import Folder
from pecia.validation.judge import Choice, Demands, Examined, beside, by_rules, examined, unread

_KEPT_AT_ONCE = 500


@dataclass(slots=True)
class Work:
    """What was found, and for how many documents each choice of schemas was made."""

    findings: tuple[Finding, ...] = ()
    choices: dict[Choice, int] = field(default_factory=dict)
    stdin: tuple[Source, ...] = ()


class Desk:
    """Judges documents by schemas, one by one, and by rules, all together.

    `folder` is the edition's; `complete` says that the documents are all of it; of `jobs` processes some may idle.
    """

    def __init__(
        self,
        demands: Demands,
        folder: Folder | None,
        memory: Memory,
        *,
        complete: bool = False,
        jobs: int = 1,
        progress: Callable[[str], None] = lambda path: None,
    ) -> None:
        self._demands = demands
        self._folder = folder
        self._memory = memory
        self._complete = complete
        self._jobs = jobs
        self._progress = progress
        self._stdin: dict[str, Source] = {}
        self._pending: dict[str, Any] = {}

    def work(self, paths: Sequence[str]) -> Work:
        """Everything wrong with the documents, in reading order, whoever judged what when.

        A file that cannot be read is a finding; where it is the only one, SourceError.
        """
        digests, findings = self._digests(paths)
        done = Work()
        for result in self._by_schemas(digests):
            findings.extend(result.findings)
            if result.choice is not None:
                plain = Choice(result.choice.schemas, result.choice.by)
                done.choices[plain] = done.choices.get(plain, 0) + 1
        if self._demands.rules:
            findings.extend(self._by_rules(digests))
        self._memory.keep(self._pending)
        done.findings, done.stdin = by_place(findings), tuple(self._stdin.values())
        return done

    def _digests(self, paths: Sequence[str]) -> tuple[dict[str, str], list[Finding]]:
        digests: dict[str, str] = {}
        findings: list[Finding] = []
        for path in paths:
            try:
                source = taken(path) if path not in self._stdin else self._stdin[path]
            except SourceError as error:
                if len(paths) == 1:
                    raise
                findings.append(unread(path, str(error)))
                continue
            if path == STDIN:
                self._stdin[path] = source
            digests[path] = digest(source.content)
        return digests, findings

    def _by_schemas(self, digests: dict[str, str]) -> list[Examined]:
        known = {path: self._recalled(path, name) for path, name in digests.items()}
        results = {path: result for path, result in known.items() if result is not None}
        for path in results:
            self._progress(path)
        for path in self._stdin:
            results[path] = examined(self._stdin[path], self._demands)
            self._progress(path)
        left = [path for path in digests if path not in results]
        for path, result in hands.judged(left, self._demands, self._jobs):
            results[path] = result
            self._keep(path, digests[path], result)
            self._progress(path)
        return [results[path] for path in digests]

    def _key(self, path: str, name: str) -> str:
        demands = self._demands
        return digest(program(), str(Path.cwd()), path, name, repr((demands.schemas, demands.choose)))

    def _recalled(self, path: str, name: str) -> Examined | None:
        value = self._memory.recall(self._key(path, name)) if path != STDIN else None
        if value is None or any(schema_state(schema) != state for schema, state in value["schemas"]):
            return None
        return Examined(Choice(tuple(Path(s) for s, _ in value["schemas"]), value["by"]), read(value["findings"]))

    def _keep(self, path: str, name: str, result: Examined) -> None:
        # Where a schema was not found it may be there tomorrow, and a file that is no XML costs nothing to read again.
        if result.choice is None or result.choice.findings:
            return
        self._pending[self._key(path, name)] = {
            "schemas": [[str(schema), schema_state(str(schema))] for schema in result.choice.schemas],
            "by": result.choice.by,
            "findings": written(result.findings),
        }
        if len(self._pending) >= _KEPT_AT_ONCE:
            self._memory.keep(self._pending)
            self._pending.clear()

    def _by_rules(self, digests: dict[str, str]) -> tuple[Finding, ...]:
        """What pecia's rules find: all or nothing is remembered, for every document may point to every other."""
        folder = Watched(self._folder.root) if self._folder is not None else None
        root = str(self._folder.root) if self._folder is not None else ""
        parts = (f"{path}\0{name}" for path, name in digests.items())
        key = digest("rules", program(), str(Path.cwd()), root, str(self._complete), *parts)
        known = self._memory.recall(key) if not self._stdin else None
        if known is not None and (folder is None or folder.answers_as(known["asked"])):
            return read(known["findings"])
        documents = [document for path in digests for document in self._parsed(path)]
        exemplar = Exemplar(tuple(documents), beside(documents, folder), folder, self._complete)
        findings = tuple(by_rules(exemplar))
        if not self._stdin:
            self._pending[key] = {"asked": folder.asked if folder is not None else {}, "findings": written(findings)}
        return findings

    def _parsed(self, path: str) -> list[Checked]:
        try:
            source = self._stdin.get(path) or taken(path)
            return [Checked(path, parse(source.content, path), source.content)]
        except SourceError:
            return []  # Said by the judge of schemas.
