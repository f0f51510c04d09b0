"""From an ODD to the schemas that are compiled from it, as texts by file name."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from pecia.core.errors import SchemaError
from pecia.odd import facts
from pecia.odd.customization import read
from pecia.odd.resolve import resolve
from pecia.odd.schema import Schema
from pecia.odd.write_relaxng import relaxng
from pecia.odd.write_schematron import schematron
from pecia.odd.write_xsd import XML_SCHEMA_FILE, xml_xsd, xsd


def schema_of(odd: Path) -> Schema:
    """The resolved schema of the ODD in a file. Raises SchemaError."""
    try:
        content = odd.read_bytes()
    except OSError as error:
        raise SchemaError(f"{odd}: {error.strerror}") from error
    return resolve(facts.load(), read(content, odd.name))


def compiled(odd: Path) -> dict[str, bytes]:
    """The files that belong beside the ODD: `NAME.rng`, `NAME.xsd`, `NAME.sch`, and `xml.xsd` that the second needs.

    The same ODD always makes the same bytes.
    """
    schema = schema_of(odd)
    source = f"{odd.name} with TEI P5 {schema.release}"
    return {
        f"{odd.stem}.rng": _document(relaxng(schema), source),
        f"{odd.stem}.xsd": _document(xsd(schema), source),
        XML_SCHEMA_FILE: _document(xml_xsd(), "pecia's compiler"),
        f"{odd.stem}.sch": _document(schematron(schema), source),
    }


def _document(root: etree._Element, source: str) -> bytes:
    etree.indent(root, "  ")
    note = f"<!-- Generated from {source} by pecia: change the ODD and compile it again. -->"
    body = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{note}\n{body}\n'.encode()
