"""Elements that are there for their words have some, what is called wrong is put right, and pages follow each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pecia.core.findings import Severity
from pecia.engines.trees import local, tei
from pecia.validation import Checked, Exemplar, Trouble, rule

_WORDY = re.findall(
    r"\w+",
    """abbr author date editor emph expan foreign forename geogName head hi item l name orgName p persName placeName
    publisher q quote ref resp roleName surname term title""",
)
# What stands for words that are not there, or brings them from elsewhere.
_INSTEAD = frozenset(re.findall(r"\w+", "anchor c figure formula gap g graphic lb media milestone note pb ptr space"))


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _empty(document: Checked, _exemplar: Exemplar) -> Iterator[Trouble]:
    for element in document.all(*_WORDY):
        if not _wordless(element) or any(map(_wordless, element.iterancestors())):
            continue  # of two that are empty, the outer one is the finding
        yield Trouble(element, f"<{local(element)}> is empty", "give it words, or take it out, or say why with <gap>")


def _wordless(element: etree._Element) -> bool:
    if local(element) not in _WORDY or _text(element) or _points(element):
        return False
    parent = element.getparent()
    if parent is not None and local(parent) == "titleStmt":
        return False  # P150 asks for the title.
    return not any(local(inside) in _INSTEAD for inside in element.iterdescendants())


def _points(element: etree._Element) -> bool:
    """An empty `<ref target>` or `<publisher ref>` names what it means elsewhere."""
    return any(name in element.attrib for name in ("target", "ref", "key", "copyOf", "sameAs", "when", "corresp"))


def _uncorrected(document: Checked, _exemplar: Exemplar) -> Iterator[Trouble]:
    for sic in document.all("sic"):
        above = sic.getparent()
        # A <choice> without its other half is what the schema's S205 is about.
        if above is None or local(above) != "choice":
            hint = "put it into <choice> with <corr>"
            yield Trouble(sic, f"“{_text(sic)}” is called wrong, and nothing says what is right", hint)


def _headless(document: Checked, _exemplar: Exemplar) -> Iterator[Trouble]:
    for div in document.find("//tei:body//tei:div | //tei:front//tei:div"):
        kin = [*div.itersiblings(tei("div")), *div.itersiblings(tei("div"), preceding=True)]
        if div.find(tei("head")) is None and any(e.find(tei("head")) is not None for e in kin):
            yield Trouble(div, "this division has no heading, and the ones beside it have", "add <head>")


def _disorder(document: Checked, _exemplar: Exemplar) -> Iterator[Trouble]:
    before: dict[str, int] = {}
    for pb in document.all("pb"):
        number = pb.get("n", "")
        series = pb.get("ed", "") + pb.get("edRef", "")
        if not re.fullmatch(r"[0-9]{1,6}", number):
            continue
        page = int(number)
        if series in before and page <= before[series]:
            yield Trouble(pb, f"page {page} comes after page {before[series]}", "was a number misread?")
        before[series] = page


EMPTY = rule(
    "P170", "empty-element", Severity.WARNING, "An element that is there for its words and has none lost them.", _empty
)
UNCORRECTED = rule(
    "P171",
    "sic-without-correction",
    Severity.WARNING,
    "The reader learns that it is wrong and not what it should be; search finds neither.",
    _uncorrected,
)
HEADLESS = rule(
    "P172",
    "missing-heading",
    Severity.INFO,
    "A division without a heading is missing from the table of contents.",
    _headless,
)
DISORDER = rule(
    "P173",
    "pages-out-of-order",
    Severity.WARNING,
    "Page numbers rise; where they do not, a citation leads astray.",
    _disorder,
)
