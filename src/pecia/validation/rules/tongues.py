"""A language is named by a BCP 47 tag that the header declares (RFC 5646; TEI Guidelines, 2.4.2 and vi.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pecia.core.findings import Severity
from pecia.engines.trees import XML_LANG, local
from pecia.validation import Checked, Exemplar, Trouble, rule

# RFC 5646, 2.1, less the irregular tags of old.
_TAG = re.compile(
    r"(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+|i-[a-z]{2,8})",
    re.IGNORECASE | re.ASCII,
)
_LONG = {
    "eng": "en",
    "ger": "de",
    "deu": "de",
    "fre": "fr",
    "fra": "fr",
    "rus": "ru",
    "ita": "it",
    "spa": "es",
    "lat": "la",
}


def well_formed(tag: str) -> bool:
    return _TAG.fullmatch(tag) is not None


def _hint(tag: str) -> str:
    better = tag.strip().replace("_", "-")
    if well_formed(better):
        return f"write {better}"
    return "write a tag such as en, ru or ru-Latn"


def _tags(document: Checked) -> Iterator[tuple[etree._Element, str, str]]:
    for element in document.tree.iter("*"):
        tag = element.get(XML_LANG)
        if tag:
            yield element, "xml:lang", tag
        if local(element) == "language" and "ident" in element.attrib:
            yield element, "ident", element.get("ident", "")


def _malformed(document: Checked, _exemplar: Exemplar) -> Iterator[Trouble]:
    for element, attribute, tag in _tags(document):
        if not well_formed(tag):
            yield Trouble(element, f'{attribute}="{tag}" of <{local(element)}> is no language tag', _hint(tag))
        elif tag.lower() in _LONG:
            hint = f"write {_LONG[tag.lower()]}: BCP 47 takes the shortest code"
            yield Trouble(element, f'{attribute}="{tag}" of <{local(element)}> is not the language\'s tag', hint)


def _undeclared(document: Checked, _exemplar: Exemplar) -> Iterator[Trouble]:
    declared = {e.get("ident", "").lower() for e in document.find("//tei:langUsage/tei:language")}
    if not declared:
        return  # that is one gap of the header (P156), not one at every tag
    told: set[str] = set()
    for element, attribute, tag in _tags(document):
        low = tag.lower()
        known = any(low == d or low.startswith(f"{d}-") for d in declared) or low in _LONG or low in told
        if attribute == "xml:lang" and well_formed(tag) and not known:
            told.add(low)
            yield Trouble(element, f'xml:lang="{tag}" is not declared', f'add <language ident="{tag}"> to <langUsage>')


MALFORMED = rule(
    "P160",
    "malformed-language-tag",
    Severity.ERROR,
    "A tag that no program knows leaves the words unread, unhyphenated and unfound.",
    _malformed,
)
UNDECLARED = rule(
    "P161",
    "undeclared-language",
    Severity.WARNING,
    "The header lists the languages so that a reader can choose by them.",
    _undeclared,
)
