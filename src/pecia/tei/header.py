"""The header: what the editor gave, and what the encoder knows of its own work. Nothing is made up.

What an archive asks for and nobody gave is a finding; where TEI demands an element all the same, it says that
nothing is known. The rules are those of the Guidelines, chapter 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from pecia.core.findings import Finding, Location, Outcome, Severity
from pecia.core.text import MACHINE
from pecia.engines.trees import NAMESPACES, TEI, XML_ID, tei

_FILE = ("titleStmt", "editionStmt", "extent", "publicationStmt", "seriesStmt", "notesStmt", "sourceDesc")
_HEADER = ("fileDesc", "encodingDesc", "profileDesc", "xenoData", "revisionDesc")
_LANGUAGES = {
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "fr": "French", "grc": "Ancient Greek",
    "he": "Hebrew", "it": "Italian", "la": "Latin", "nl": "Dutch", "pl": "Polish", "ru": "Russian", "uk": "Ukrainian",
}  # fmt: skip

_TOOL = """<respStmt xml:id="pecia"><resp>names, dates, notes, quotations and corrections marked by machine</resp>
<name type="software">pecia</name></respStmt>"""

_EDITORIAL = """<editorialDecl>
  <correction method="markup"><p>Slips of scanning are kept, as sic; the reading that is offered stands beside them,
    as corr, and says how sure it is and who offers it.</p></correction>
  <normalization method="markup"><p>Spelling is that of the source. Line ends and runs of white space carry no
    meaning.</p></normalization>
  <quotation marks="all"><p>Quotation marks are kept as characters inside the quotation.</p></quotation>
  <hyphenation eol="none"><p>Hyphens are those of the source.</p></hyphenation>
  <segmentation><p>Divisions follow the headings of the source, paragraphs its blank lines. Each has an identifier that
    later encodings keep.</p></segmentation>
  <interpretation><p>Names and dates are marked and point to the register. What is marked as the responsibility of
    pecia was found by machine; an editor confirms it by taking that mark away.</p></interpretation>
</editorialDecl>"""

_REFERENCES = """<refsDecl><p>A passage is cited by the identifier of its paragraph, verse line or note, as the fragment
  of the document's address.</p></refsDecl>"""

_CALENDAR = """<calendarDesc>
<calendar xml:id="julian"><p>The Julian calendar (Old Style).</p></calendar></calendarDesc>"""

_ASKED = (
    ("P060", ("titleStmt/title",), "no title",
     "give one in header.xml (titleStmt/title) or pecia.toml ([edition] title)"),
    ("P061", ("titleStmt/author", "titleStmt/editor"), "neither author nor editor",
     "name them in header.xml (titleStmt)"),
    ("P062", ("publicationStmt/availability/licence",), "no licence",
     "say in header.xml how the edition may be used (publicationStmt/availability/licence)"),
    ("P063", ("publicationStmt/publisher", "publicationStmt/distributor", "publicationStmt/authority"), "no publisher",
     "name who publishes in header.xml (publicationStmt/publisher)"),
    ("P064", ("publicationStmt/date",), "no date of publication",
     "give it in header.xml (publicationStmt/date) or pecia.toml ([edition] date)"),
    ("P065", tuple(f"sourceDesc/{name}" for name in ("bibl", "biblStruct", "biblFull", "listBibl", "msDesc")),
     "no description of the source", "describe in header.xml what was encoded (sourceDesc/bibl)"),
    ("P066", ("publicationStmt/idno",), "no identifier",
     "give the edition one in header.xml (publicationStmt/idno) or pecia.toml ([edition] base)"),
    ("P067", ("../encodingDesc/projectDesc",), "no word on the project",
     "say in header.xml why and how the text is encoded (encodingDesc/projectDesc)"),
)  # fmt: skip
"""Code, where it would stand (seen from fileDesc), the trouble, the way out."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one document besides the header that the editor gave. Dates are W3C, languages BCP 47."""

    name: str
    title: str = ""
    language: str = ""
    languages: tuple[str, ...] = ()
    date: str = ""
    identifier: str = ""
    version: str = ""
    julian: bool = False


def header(given: etree._Element | None, facts: Facts, path: str) -> Outcome[etree._Element]:
    """The `<teiHeader>` of one document, and what an archive will miss in it."""
    made = etree.Element(tei("teiHeader"), nsmap={None: TEI})
    if given is not None:
        made = etree.fromstring(etree.tostring(given, with_tail=False))
    _file_description(made, facts)
    missing = _missing(made, path)
    _what_tei_demands(made)
    _encoding_description(_child(made, "encodingDesc", _HEADER))
    _profile(_child(made, "profileDesc", _HEADER), facts)
    _revision(_child(made, "revisionDesc", _HEADER), facts)
    _indent(made, 1)
    return Outcome(made, missing)


def _file_description(made: etree._Element, facts: Facts) -> None:
    file = _child(made, "fileDesc", _HEADER)
    titles = _child(file, "titleStmt", _FILE)
    if titles.find(tei("title")) is None and facts.title:
        title = etree.Element(tei("title"), type="main")
        title.text = facts.title
        titles.insert(0, title)
    if not _ids(made) & {MACHINE}:
        titles.append(_fragment(_TOOL))
    publication = _child(file, "publicationStmt", _FILE)
    if publication.find(tei("publisher")) is None:
        return  # What follows hangs on a publisher (Guidelines, 2.2.4).
    if facts.date and publication.find(tei("date")) is None:
        _publish(publication, "date", facts.date, when=facts.date)
    if facts.identifier and facts.identifier not in {idno.text for idno in publication.iterfind(tei("idno"))}:
        _publish(publication, "idno", facts.identifier, type="URI")


def _publish(publication: etree._Element, name: str, words: str, **attributes: str) -> None:
    """Adds to what is said of the publisher, before the terms of use."""
    element = etree.Element(tei(name), attributes)
    element.text = words
    terms = publication.find(tei("availability"))
    publication.insert(len(publication) if terms is None else publication.index(terms), element)


def _what_tei_demands(made: etree._Element) -> None:
    file = _child(made, "fileDesc", _HEADER)
    titles = _child(file, "titleStmt", _FILE)
    if titles.find(tei("title")) is None:
        titles.insert(0, etree.Element(tei("title")))
    for name, words in (
        ("publicationStmt", "Nothing is said about the publication."),
        ("sourceDesc", "Nothing is said about the source."),
    ):
        statement = _child(file, name, _FILE)
        if not len(statement):
            etree.SubElement(statement, tei("p")).text = words


def _encoding_description(encoding: etree._Element) -> None:
    for name, words in (("editorialDecl", _EDITORIAL), ("refsDecl", _REFERENCES)):
        if encoding.find(tei(name)) is None:
            encoding.append(_fragment(words))
    applications = _child(encoding, "appInfo")
    if not any(app.get("ident") == "pecia" for app in applications):
        # The version is that of the encoding's form, so that a new release of the tool changes no file by itself.
        application = etree.SubElement(applications, tei("application"), ident="pecia", version="1.0")
        etree.SubElement(application, tei("label")).text = "pecia"


def _profile(profile: etree._Element, facts: Facts) -> None:
    usage = _child(profile, "langUsage")
    declared = {language.get("ident") for language in usage}
    for tag in dict.fromkeys((facts.language, *facts.languages)):
        if tag and tag not in declared:
            language = etree.SubElement(usage, tei("language"), ident=tag)
            language.text = _LANGUAGES.get(tag.split("-")[0], tag)
    if not len(usage):
        profile.remove(usage)
    if facts.julian and profile.find(tei("calendarDesc")) is None:
        profile.append(_fragment(_CALENDAR))


def _revision(revision: etree._Element, facts: Facts) -> None:
    change = etree.SubElement(revision, tei("change"), {"when": facts.date} if facts.date else {}, who=f"#{MACHINE}")
    change.text = f"Encoded from {facts.name}."


def _missing(made: etree._Element, path: str) -> tuple[Finding, ...]:
    file = _child(made, "fileDesc", _HEADER)
    return tuple(
        Finding(code, Severity.WARNING, f"the header has {trouble}", Location(path), hint)
        for code, places, trouble, hint in _ASKED
        if not any(_says(element) for place in places for element in file.xpath(_path(place), namespaces=NAMESPACES))
    )


def _path(place: str) -> str:
    return "/".join(step if step == ".." else f"tei:{step}" for step in place.split("/"))


def _says(element: etree._Element) -> bool:
    return bool("".join(element.itertext()).strip() or element.attrib)


def _child(parent: etree._Element, name: str, order: Sequence[str] = ()) -> etree._Element:
    """The child of this name, made at its place in the order when it is missing."""
    found = parent.find(tei(name))
    if found is not None:
        return found
    made = etree.Element(tei(name))
    later = order[order.index(name) + 1 :] if name in order else ()
    following = next((child for child in parent if child.tag in [tei(n) for n in later]), None)
    if following is None:
        parent.append(made)
    else:
        parent.insert(parent.index(following), made)
    return made


def _fragment(words: str) -> etree._Element:
    return etree.fromstring(words.replace(">", f' xmlns="{TEI}">', 1) if " xmlns=" not in words else words)


def _ids(root: etree._Element) -> set[str]:
    return {element.get(XML_ID, "") for element in root.iter(tei("respStmt"), tei("name"), tei("persName"))}


_STRUCTURE = frozenset(
    map(tei, ("teiHeader", *_FILE, *_HEADER, "editorialDecl", "appInfo", "application", "langUsage", "availability",
              "respStmt", "projectDesc", "refsDecl", "correction", "normalization", "quotation", "hyphenation",
              "segmentation", "interpretation", "calendarDesc", "calendar", "classDecl", "taxonomy", "textClass",
              "keywords"))
)  # fmt: skip


def _indent(element: etree._Element, depth: int) -> None:
    """Sets the structure out on lines of their own; what holds running text is left alone."""
    if element.tag not in _STRUCTURE or not len(element):
        return
    children: Iterable[etree._Element] = list(element)
    element.text = "\n" + "  " * (depth + 1)
    for child in children:
        child.tail = element.text
        _indent(child, depth + 1)
    element[-1].tail = "\n" + "  " * depth
