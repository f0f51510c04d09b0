"""A header says what an archive asks: what it is, by whom, from what, under which licence (TEI Guidelines, chapter 2).

A register file is part of an edition and not published alone; of it only a title is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from pecia.core.findings import Severity
from pecia.engines.trees import NAMESPACES, TEI, XML_LANG, tei
from pecia.validation import Checked, Exemplar, Rule, Trouble, rule

_PUBLICATION = "tei:fileDesc/tei:publicationStmt"
_TITLES = "tei:fileDesc/tei:titleStmt"


def _filled(header: etree._Element, *paths: str) -> bool:
    """True when one of these has something to read, or points somewhere."""
    for path in paths:
        for element in header.iterfind(path, NAMESPACES):
            if "".join(map(str, element.itertext())).strip() or element.get("target") or element.get("ident"):
                return True
    return False


def _headers(document: Checked) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
    """Each text's header, with those of the corpora that it is part of: what they say holds for it too."""
    for header in document.all("teiHeader"):
        owner = header.getparent()
        if owner is None or owner.tag != f"{{{TEI}}}TEI":
            continue
        corpora = owner.iterancestors(tei("teiCorpus"))
        yield header, [header, *(above for corpus in corpora for above in corpus.iterchildren(tei("teiHeader")))]


def _published(header: etree._Element) -> bool:
    owner = header.getparent()
    return owner is not None and owner.find(tei("text")) is not None


def _gap(
    code: str,
    name: str,
    severity: Severity,
    rationale: str,
    message: str,
    hint: str,
    holds: Callable[[etree._Element], bool],
) -> Rule:
    """A rule that something stands in the header of every document with a text; in every document if it is an error."""

    def check(document: Checked, _exemplar: Exemplar) -> Iterator[Trouble]:
        for header, heard in _headers(document):
            if (_published(header) or severity is Severity.ERROR) and not any(map(holds, heard)):
                yield Trouble(header, message, hint)

    return rule(code, name, severity, rationale, check)


def _has(*paths: str) -> Callable[[etree._Element], bool]:
    return lambda header: _filled(header, *paths)


def _dated(header: etree._Element) -> bool:
    paths = (f"{_PUBLICATION}//tei:date", "tei:fileDesc/tei:editionStmt//tei:date")
    dates = (date for path in paths for date in header.iterfind(path, NAMESPACES))
    return any(date.get("when") or date.get("from") or "".join(map(str, date.itertext())).strip() for date in dates)


def _tongued(header: etree._Element) -> bool:
    owner = header.getparent()
    text = None if owner is None else owner.find(tei("text"))
    declared = header.find("tei:profileDesc/tei:langUsage/tei:language[@ident]", NAMESPACES) is not None
    return declared and any(e is not None and e.get(XML_LANG) for e in (owner, text))


NO_TITLE = _gap(
    "P150",
    "no-title",
    Severity.ERROR,
    "Nobody can cite or list what has no title.",
    "the header gives no title",
    "add <title> to <titleStmt>",
    _has(f"{_TITLES}/tei:title"),
)
NO_AUTHOR = _gap(
    "P151",
    "no-author",
    Severity.WARNING,
    "A citation begins with a name: without author or editor it begins with nothing.",
    "the header names neither author nor editor",
    "add <author> or <editor> to <titleStmt>",
    _has(f"{_TITLES}/tei:author", f"{_TITLES}/tei:editor", f"{_TITLES}/tei:principal"),
)
NO_LICENCE = _gap(
    "P152",
    "no-licence",
    Severity.WARNING,
    "Without a licence nobody may reuse the edition, however open it was meant.",
    "the header gives no licence",
    'add <availability><licence target="…"> to <publicationStmt>',
    _has(f"{_PUBLICATION}//tei:licence", f"{_PUBLICATION}//tei:availability"),
)
NO_PUBLISHER = _gap(
    "P153",
    "no-publisher",
    Severity.WARNING,
    "Somebody must answer for the edition, and be asked when the link is dead.",
    "the header names no publisher",
    "add <publisher>, <distributor> or <authority> to <publicationStmt>",
    _has(*(f"{_PUBLICATION}//tei:{name}" for name in ("publisher", "distributor", "authority"))),
)
NO_DATE = _gap(
    "P154",
    "no-publication-date",
    Severity.WARNING,
    "A citation needs a year, and a reader must know how old the edition is.",
    "the header gives no date of publication",
    'add <date when="…"> to <publicationStmt>',
    _dated,
)
NO_SOURCE = _gap(
    "P155",
    "no-source",
    Severity.WARNING,
    "Whoever doubts a reading must be able to go to the book that it comes from.",
    "the header does not say what the text was taken from",
    "add <bibl> to <sourceDesc>, or <p>born digital</p>",
    _has("tei:fileDesc/tei:sourceDesc"),
)
NO_LANGUAGE = _gap(
    "P156",
    "no-language",
    Severity.WARNING,
    "Hyphenation, speech and search go by the language; an archive sorts by it.",
    "the language of the text is not declared",
    'add <langUsage><language ident="…"> to <profileDesc> and xml:lang to <text>',
    _tongued,
)
NO_RESPONSIBILITY = _gap(
    "P157",
    "no-responsibility",
    Severity.WARNING,
    "An encoding is a string of decisions, and the header must say whose.",
    "the header does not say who made the encoding",
    "add <respStmt> with <resp> and a name to <titleStmt>",
    _has(f"{_TITLES}/tei:respStmt", "tei:fileDesc/tei:editionStmt/tei:respStmt"),
)
