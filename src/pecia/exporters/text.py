"""Plain text: what a reader reads, or what the source has."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from pecia.core.artifacts import Artifact
from pecia.core.errors import UsageError
from pecia.core.findings import Outcome
from pecia.exporters import Option, Parameters
from pecia.exporters.transformations import by_stylesheet

_BY_STYLESHEET = by_stylesheet(
    "text",
    # Not .txt: beside the encoding lies the source, by that name.
    ".plain.txt",
    "text/plain",
    "plain text, to read or as in the source",
    package="text",
    options=(
        Option("view", "the corrected text, or what the source has", "reading", ("reading", "diplomatic")),
        Option("notes", "after the text, or not at all", "endnotes", ("endnotes", "omit")),
        Option("wrap", "the longest line in columns; 0 keeps a paragraph on one line", "0"),
        Option("header", "title and author before the text", "show", ("show", "omit")),
        Option("lang", "the language of the few words that are not the document's (en, de, fr)"),
    ),
)


def _export(tree: etree._Element, stem: str, parameters: Parameters) -> Outcome[tuple[Artifact, ...]]:
    wrap = parameters.get("wrap", "0")
    if not wrap.isascii() or not wrap.isdigit() or len(wrap) > 4:
        raise UsageError(f"text: wrap={wrap} is not a number of columns (0 for no limit)")
    return _BY_STYLESHEET.export(tree, stem, parameters)


EXPORTER = replace(_BY_STYLESHEET, export=_export)
