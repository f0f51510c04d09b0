"""Schematron: our XSLT compiles a schema to a stylesheet that returns findings; Saxon runs it.

The language is ISO/IEC 19757-3 with XPath 3.1: patterns, phases, abstract patterns and rules, `let`, diagnostics,
`xsl:key` and `xsl:function`. Not supported: `pattern/@documents`. An assertion's `@id` is the code of its findings, its
`@role` their severity. A schema of somebody's own runs in a process apart, for it is a program.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from lxml import etree

from pecia import resources
from pecia.core.errors import SchemaError, SourceError, StylesheetError
from pecia.core.findings import Finding, Severity
from pecia.engines import saxon, saxon_apart, trees
from pecia.engines.places import Places

SCHEMATRON = "http://purl.oclc.org/dsdl/schematron"
UNNAMED = "V304"
"""The code of findings whose assertion has no id."""
SECONDS = 60

_ROLES = {
    "fatal": Severity.ERROR,
    "error": Severity.ERROR,
    "warn": Severity.WARNING,
    "warning": Severity.WARNING,
    "info": Severity.INFO,
    "information": Severity.INFO,
}
_DEEPEST = 16


def check(
    schema: Path, tree: etree._Element, path: str, content: bytes = b"", *, phase: str = "#DEFAULT"
) -> tuple[Finding, ...]:
    """What the schema finds in the document; with the bytes that it was read from, to the column.

    Raises SchemaError when the schema is at fault.
    """
    state = _state(schema)
    try:
        if _is_ours(schema):
            found = _kept(schema, phase, state).transform(tree, path=path).value.principal
        else:
            stylesheet = trees.parse(_written(schema, phase, state), schema.name)
            found = saxon_apart.run(stylesheet, schema, tree, where=path, seconds=SECONDS).value.principal
    except StylesheetError as error:
        raise SchemaError(f"{schema}: while judging {path}: {error}") from error
    places = Places(path, tree, content)
    return tuple(_finding(element, places) for element in trees.parse(found, path).iter("finding"))


def compiled(schema: Path, phase: str = "#DEFAULT") -> bytes:
    """The stylesheet that the schema becomes. Raises SchemaError."""
    try:
        return saxon.stylesheet(_compiler()).transform(gathered(schema), {"phase": phase}).value.principal
    except StylesheetError as error:
        raise SchemaError(f"{schema}: {error}") from error


def gathered(schema: Path) -> etree._Element:
    """The schema with what it includes in its place. Raises SchemaError for what lies outside its folder."""
    return _gathered(schema.resolve(), schema.resolve().parent, 0)


def _compiler() -> Path:
    return resources.folder("xslt") / "schematron" / "compile.xsl"


def _is_ours(schema: Path) -> bool:
    return schema.resolve().is_relative_to(resources.folder("schemas").resolve())


def _state(schema: Path) -> tuple[int, int]:
    """What changes when the file does: a schema is compiled once for each state of it."""
    try:
        state = schema.stat()
    except OSError as error:
        raise SchemaError(f"{schema}: cannot be read: {error.strerror}") from error
    return (state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _written(schema: Path, phase: str, _state: tuple[int, int]) -> bytes:
    return compiled(schema, phase)


@lru_cache(maxsize=8)
def _kept(schema: Path, phase: str, state: tuple[int, int]) -> saxon.Stylesheet:
    return saxon.written(_written(schema, phase, state).decode(), schema.name)


def _gathered(path: Path, home: Path, depth: int) -> etree._Element:
    if not path.is_relative_to(home):
        raise SchemaError(f"{path}: a schema includes files of its own folder only; copy it to {home}")
    if depth > _DEEPEST:
        raise SchemaError(f"{path}: included {_DEEPEST} deep; does it include itself?")
    try:
        root = trees.parse(path.read_bytes(), str(path))
    except OSError as error:
        raise SchemaError(f"{path}: cannot be read: {error.strerror}") from error
    except SourceError as error:
        raise SchemaError(str(error)) from error
    for element in list(root.iter(f"{{{SCHEMATRON}}}include", f"{{{SCHEMATRON}}}extends")):
        if element.get("href") is not None:
            _put(element, path, home, depth)
    return root


def _put(element: etree._Element, path: Path, home: Path, depth: int) -> None:
    """An include gives way to the element that it names, `extends` to the children of it."""
    file, _, identifier = element.get("href", "").partition("#")
    included = _gathered((path.parent / file).resolve(), home, depth + 1)
    if identifier:
        named = [e for e in included.iter("*") if identifier in (e.get("id"), e.get(trees.XML_ID))]
        if not named:
            raise SchemaError(f"{path}: nothing is called {identifier} in {file}")
        included = named[0]
    parent = element.getparent()
    if parent is None:
        raise SchemaError(f"{path}: an include cannot be the whole of a schema")
    at = parent.index(element)
    parent[at : at + 1] = list(included) if trees.local(element) == "extends" else [included]


def _finding(element: etree._Element, places: Places) -> Finding:
    severity = _ROLES.get(element.get("role", "").strip().lower(), Severity.ERROR)
    message, hint = (" ".join(element.findtext(name, "").split()) for name in ("message", "hint"))
    where = places.at_steps(element.get("steps", "1"))
    code = "-".join(element.get("code", "").split()) or UNNAMED
    return Finding(code, severity, message or "an assertion without words failed", where, hint)
