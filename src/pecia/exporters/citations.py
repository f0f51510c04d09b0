"""Citations of the edition, the chapter or any part of it: one stylesheet, one record here per format."""

from __future__ import annotations

from pecia.exporters import Option
from pecia.exporters.transformations import by_stylesheet

_OPTIONS = (
    Option("level", "what is cited", "chapter", ("chapter", "edition")),
    Option("part", "the xml:id of the paragraph, note, line or division that is cited (p3)"),
    Option("edition", "the title of the edition that this is a chapter of, where the header has none"),
)
_LINE = (
    Option("style", "whose rules the line follows", "chicago", ("chicago", "mla", "apa")),
    Option("lang", "the language of its words (en, de, fr); that of the document if not given"),
    *_OPTIONS,
)

CITATION = by_stylesheet(
    "citation",
    ".citation.txt",
    "text/plain",
    "a formatted citation: Chicago, MLA or APA",
    package="citation",
    options=_LINE,
)
BIBTEX = by_stylesheet(
    "bibtex",
    ".bib",
    "application/x-bibtex",
    "a citation for BibTeX",
    package="citation",
    options=_OPTIONS,
)
RIS = by_stylesheet(
    "ris",
    ".ris",
    "application/x-research-info-systems",
    "a citation for Zotero, EndNote and other reference managers",
    package="citation",
    options=_OPTIONS,
)
CSL_JSON = by_stylesheet(
    "csl-json",
    ".csl.json",
    "application/vnd.citationstyles.csl+json",
    "a citation for whatever formats with CSL styles (pandoc, citeproc)",
    package="citation",
    options=_OPTIONS,
)
MODS = by_stylesheet(
    "mods",
    ".mods.xml",
    "application/mods+xml",
    "a library's record, MODS 3.8",
    package="citation",
    options=_OPTIONS,
)
DUBLIN_CORE = by_stylesheet(
    "dublin-core",
    ".dc.xml",
    "application/xml",
    "a record in simple Dublin Core, as OAI-PMH carries it",
    package="citation",
    options=_OPTIONS,
)
CFF = by_stylesheet(
    "cff",
    ".cff",
    "application/yaml",
    "a CITATION.cff file, as code repositories read it",
    package="citation",
    options=_OPTIONS,
)
