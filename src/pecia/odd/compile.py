"""From an ODD to the schemas that are compiled from it, as texts by file name."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from pecia.core.errors import SchemaError
from pecia.core.findings import Finding, Location, Outcome, Severity, by_place
from pecia.odd import extract, facts
from pecia.odd.customization import Customization, customization, read
from pecia.odd.derive import derived
from pecia.odd.facts import Facts
from pecia.odd.lint import lint
from pecia.odd.reading import parse
from pecia.odd.resolve import resolve, resolved
from pecia.odd.schema import Schema
from pecia.odd.sources import Odd, bytes_of, opened
from pecia.odd.specs import TEI
from pecia.odd.write_relaxng import relaxng
from pecia.odd.write_schematron import schematron
from pecia.odd.write_xsd import XML_SCHEMA_FILE, xml_xsd, xsd

_VERSION = re.compile(
    r"tei:(?P<short>.+)|https?://(?:www\.)?tei-c\.org/.*?(?P<long>\d+\.\d+\.\d+\w*|current|release).*"
)
_DEEPEST = 8


def schema_of(odd: Path) -> Schema:
    """The resolved schema of the ODD in a file. Raises SchemaError, for what is an error among the findings too."""
    outcome = compiled_schema(odd)
    worst = next((finding for finding in outcome.findings if finding.severity is Severity.ERROR), None)
    if worst is not None:
        raise SchemaError(f"{worst.where}: {worst.message}")
    return outcome.value


def compiled_schema(odd: Path) -> Outcome[Schema]:
    """The resolved schema of the ODD in a file, and what there is to mend in it. Raises SchemaError for what is no
    ODD, or one that no document could follow."""
    document = opened(odd)
    asked = customization(document)
    sources = _Sources(document, asked, odd, 0)
    outcome = resolved(asked, sources.facts)
    noticed = lint(asked, outcome.value, sources.facts("", Location("")))
    return Outcome(outcome.value, by_place((*sources.findings, *outcome.findings, *noticed)))


def compiled(odd: Path) -> dict[str, bytes]:
    """The files that belong beside the ODD: `NAME.rng`, `NAME.xsd`, `NAME.sch`, and `xml.xsd` that the second needs.

    The same ODD always makes the same bytes.
    """
    return written(schema_of(odd), odd, coded=True)


def written(
    schema: Schema, odd: Path, kinds: tuple[str, ...] = ("rng", "xsd", "sch"), *, coded: bool = False
) -> dict[str, bytes]:
    """The files of these kinds for a schema, by name."""
    source = f"{odd.name} with TEI P5 {schema.release}"
    made: dict[str, bytes] = {}
    if "rng" in kinds:
        made[f"{odd.stem}.rng"] = _document(relaxng(schema), source)
    if "xsd" in kinds:
        made[f"{odd.stem}.xsd"] = _document(xsd(schema), source)
        made[XML_SCHEMA_FILE] = _document(xml_xsd(), "pecia's compiler")
    if "sch" in kinds:
        made[f"{odd.stem}.sch"] = _document(schematron(schema, coded=coded), source)
    return made


def _document(root: etree._Element, source: str) -> bytes:
    etree.indent(root, "  ")
    note = f"<!-- Generated from {source} by pecia: change the ODD and compile it again. -->"
    body = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{note}\n{body}\n'.encode()


class _Sources:
    """What the `@source`s of one ODD mean: the release of TEI in this package, or a file beside the ODD."""

    def __init__(self, odd: Odd, asked: Customization, path: Path, depth: int) -> None:
        self._odd = odd
        self._asked = asked
        self._path = path
        self._depth = depth
        self._known: dict[str, Facts] = {}
        self.findings: list[Finding] = []

    def facts(self, source: str, where: Location) -> Facts:
        source = source or self._asked.source
        if source not in self._known:
            self._known[source] = self._found(source, where if where.path else Location(self._odd.path))
        return self._known[source]

    def _found(self, source: str, where: Location) -> Facts:
        mine = facts.load()
        if not source:
            return mine
        path = self._odd.beside(source)
        if path is not None:
            return self._built_upon(path)
        version = _VERSION.fullmatch(source)
        if version is None:
            said = f"{source!r} is not here: TEI {mine.release} is taken in its place"
            hint = "put the file into the folder of the ODD: pecia fetches nothing by itself"
            self.findings.append(Finding("V325", Severity.ERROR, said, where, hint))
        elif (version["short"] or version["long"]) not in (
            "current",
            "release",
            mine.release,
            mine.release.rstrip("a"),
        ):
            said = f"TEI {version['short'] or version['long']} is not at hand: {mine.release} is taken in its place"
            self.findings.append(Finding("V325", Severity.WARNING, said, where, "look through what was changed since"))
        return mine

    def _built_upon(self, path: Path) -> Facts:
        """What another ODD leaves of TEI; or what a file declares by itself, as a compiled ODD does."""
        if self._depth >= _DEEPEST:
            raise SchemaError(f"{self._odd.path}: it builds upon {path.name}, and that upon itself")
        content = bytes_of(path)
        if parse(content, path.name).find(f".//{{{TEI}}}schemaSpec") is None:
            return extract.facts(content, path.name)
        document = opened(path)
        asked = customization(document)
        below = _Sources(document, asked, path, self._depth + 1)
        made, noticed = derived(asked, below.facts)
        self.findings += [*below.findings, *asked.findings, *noticed]
        return made


def all_of_tei() -> Schema:
    """Everything that TEI has, from the facts in this package alone."""
    modules = "".join(f'<moduleRef key="{module}"/>' for module in facts.load().modules)
    source = f'<TEI xmlns="{TEI}"><schemaSpec ident="tei_all" start="TEI teiCorpus">{modules}</schemaSpec></TEI>'
    return resolve(facts.load(), read(source.encode(), "tei_all.odd"))
