"""One verdict from five judges: well-formed XML, RELAX NG, XML Schema, Schematron, and pecia's rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pecia import resources
from pecia.core.errors import SchemaError, SourceError, UsageError
from pecia.core.findings import Finding, Location, Severity, by_place
from pecia.core.text import Source
from pecia.engines.trees import parse
from pecia.validation import RULES, Checked, Exemplar
from pecia.validation.exemplar import target_path
from pecia.validation.folder import Folder, normal
from pecia.validation.pointers import Kind


@dataclass(frozen=True, slots=True)
class Choice:
    """The schemas for one document, what named them ("": nobody did), and what was wrong with the names."""

    schemas: tuple[Path, ...]
    by: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Demands:
    """What documents are judged by. A schema's suffix says what it is: `.rng`, `.xsd` or `.sch`."""

    schemas: tuple[Path, ...]
    rules: bool = True
    choose: Callable[[Checked], Choice] | None = None
    """Where each document may have schemas of its own; it must survive pickling."""

    def __post_init__(self) -> None:
        for schema in self.schemas:
            if schema.suffix not in _JUDGES:
                raise UsageError(f"{schema}: a schema is a file .rng, .xsd or .sch")
            if not schema.is_file():
                raise SchemaError(f"{schema}: there is no such schema")

    def of(self, document: Checked) -> Choice:
        return self.choose(document) if self.choose else Choice(self.schemas)


def standard() -> Demands:
    """Our own customization of TEI, and all rules."""
    home = resources.folder("schemas")
    return Demands(tuple(home / f"pecia.{suffix}" for suffix in ("rng", "xsd", "sch")))


def validate(
    sources: Sequence[Source],
    demands: Demands,
    *,
    folder: Folder | None = None,
    complete: bool = False,
    progress: Callable[[str], None] = lambda path: None,
    chosen: Callable[[str, Choice], None] = lambda path, choice: None,
) -> tuple[Finding, ...]:
    """Everything wrong with these documents, in reading order; what is not well-formed is not judged further.

    `folder` is the edition's: pointers may lead to files in it, which are read as far as they are pointed to.
    `complete` says that the documents are the whole edition. `chosen` is told the schemas of each document.
    """
    findings: list[Finding] = []
    documents: list[Checked] = []
    for source in sources:
        try:
            documents.append(Checked(source.path, parse(source.content, source.path), source.content))
        except SourceError as error:
            findings.append(unread(source.path, str(error)))
    for document in documents:
        progress(document.path)
        choice = demands.of(document)
        chosen(document.path, choice)
        findings.extend(choice.findings)
        findings.extend(by_schemas(document, choice.schemas))
    if demands.rules:
        findings.extend(by_rules(Exemplar(tuple(documents), beside(documents, folder), folder, complete)))
    return by_place(findings)


@dataclass(frozen=True, slots=True)
class Examined:
    """What schemas say about one document; `choice` is None where it was not well-formed."""

    choice: Choice | None = None
    findings: tuple[Finding, ...] = ()


def examined(source: Source, demands: Demands) -> Examined:
    """The verdict of the schemas alone. Raises SchemaError for a schema at fault."""
    try:
        document = Checked(source.path, parse(source.content, source.path), source.content)
    except SourceError as error:
        return Examined(findings=(unread(source.path, str(error)),))
    choice = demands.of(document)
    return Examined(choice, (*choice.findings, *by_schemas(document, choice.schemas)))


def by_schemas(document: Checked, schemas: Iterable[Path]) -> Iterator[Finding]:
    """What the schemas say about one document, each finding with its column where that can be known."""
    for schema in schemas:
        yield from _JUDGES[schema.suffix](schema, document)


def by_rules(exemplar: Exemplar) -> Iterator[Finding]:
    for rule in RULES:
        yield from rule.check(exemplar)


def beside(documents: Sequence[Checked], folder: Folder | None) -> tuple[Checked, ...]:
    """The files of the edition that these documents point into and that are not among them."""
    if folder is None:
        return ()
    known = {normal(document.path) for document in documents}
    found: list[Checked] = []
    for document in documents:
        for pointer in map(document.led, document.pointers):
            if pointer.kind is not Kind.FILE or not pointer.fragment:
                continue
            path = target_path(document, pointer)
            if path not in known:
                known.add(path)
                found.extend(_read(folder, path))
    return tuple(found)


def _read(folder: Folder, path: str) -> Iterator[Checked]:
    source = folder.read(path)
    if source is not None:
        try:
            yield Checked(path, parse(source.content, path), source.content)
        except SourceError:
            return  # it has a finding of its own when it is judged itself


_NAMED = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)>")
_PLACED = re.compile(r"(?P<path>.*?)(?::(?P<line>\d+))?(?::(?P<column>\d+))?: (?P<message>.*)", re.DOTALL)


def unread(path: str, message: str) -> Finding:
    """V303 for a source that cannot be read or parsed, at the place that the parser's sentence begins with."""
    found = _PLACED.fullmatch(message) if message.startswith(path) else None
    if found is None:
        return Finding("V303", Severity.ERROR, message, Location(path))
    where = Location(path, int(found["line"] or 0), int(found["column"] or 0))
    return Finding("V303", Severity.ERROR, found["message"], where)


def _relaxng(schema: Path, document: Checked) -> Iterable[Finding]:
    from pecia import relaxng

    return relaxng.check(schema, document.tree, document.path, document.content)


def _xsd(schema: Path, document: Checked) -> Iterable[Finding]:
    from pecia.engines import xsd

    return _placed(document, xsd.check(schema, document.tree, document.path))


def _schematron(schema: Path, document: Checked) -> Iterable[Finding]:
    from pecia.engines import schematron

    return schematron.check(schema, document.tree, document.path, document.content)


def _placed(document: Checked, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Columns for judges that know lines only: of the element that the message names, if the line has one such."""
    for finding in findings:
        named = _NAMED.search(finding.message)
        unknown = finding.where.line and not finding.where.column
        begins = document.beginning_in(finding.where.line, named[1]) if named and unknown else ()
        yield replace(finding, where=begins[0]) if len(begins) == 1 else finding


_JUDGES: dict[str, Callable[[Path, Checked], Iterable[Finding]]] = {".rng": _relaxng, ".xsd": _xsd, ".sch": _schematron}

SUFFIXES = frozenset(_JUDGES)
"""What a file must end in to be a schema."""
