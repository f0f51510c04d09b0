"""The register as lists of TEI: one file with all entries for others, and the lists of other editions read."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from pecia.core.likeness import parts
from pecia.core.text import Source
from pecia.edition.register.holdings import Entry, Holdings
from pecia.edition.register.records import Record, described
from pecia.engines.trees import TEI, XML_ID, local, parse, serialize, tei
from pecia.tei import entry as entries
from pecia.tei.ids import free
from pecia.validation.pointers import Kind, pointers_in

_HEADER = f"""<teiHeader xmlns="{TEI}">
    <fileDesc>
      <titleStmt><title>Register</title></titleStmt>
      <publicationStmt><p>Exported from a register by pecia.</p></publicationStmt>
      <sourceDesc><p>The lists of an edition.</p></sourceDesc>
    </fileDesc>
  </teiHeader>"""


def to_tei(holdings: Holdings, chosen: Iterable[Entry]) -> bytes:
    """One TEI file with the entries as they are, in the lists of their kinds, under the header of the first register.

    An id that two entries of different files have is made new for the second.
    """
    wanted = [entry for entry in chosen if not any(map(entries.is_entry, entry.element.iterancestors()))]
    root = etree.Element(tei("TEI"), nsmap={None: TEI})
    root.text = "\n  "
    root.append(_header(wanted))
    standoff = etree.SubElement(root, tei("standOff"))
    standoff.text, standoff.tail = "\n    ", "\n"
    taken = set(root.xpath("//@xml:id"))
    for kind, listing in entries.LISTING_OF.items():
        of_kind = [entry for entry in wanted if entry.kind == kind]
        if not of_kind:
            continue
        made = etree.SubElement(standoff, tei(listing))
        made.text, made.tail = "\n      ", "\n    "
        for entry in of_kind:
            copy = etree.SubElement(made, entry.element.tag)
            copy.set(XML_ID, free(entry.id or entry.kind, taken))
            taken.add(copy.get(XML_ID, ""))
            entries.filled(copy, entry.element)
            copy.tail = "\n      "
        made[-1].tail = "\n    "
    if len(standoff):
        standoff[-1].tail = "\n  "
    _make_local(root)
    return serialize(root)


def _header(wanted: Iterable[Entry]) -> etree._Element:
    """The header of the first file, with the statements of all others on who answers for what."""
    documents = list({entry.document.path: entry.document for entry in wanted}.values())
    found = documents[0].tree.find(tei("teiHeader")) if documents else None
    header = deepcopy(found) if found is not None else etree.fromstring(_HEADER)
    header.tail = "\n  "
    titles = next(header.iter(tei("titleStmt")), None)
    there = set(header.xpath("//@xml:id"))
    for document in documents[1:] if titles is not None else ():
        for stated in document.tree.iterfind(f"{tei('teiHeader')}//{tei('respStmt')}"):
            if stated.get(XML_ID) and stated.get(XML_ID) not in there and titles is not None:
                there.add(stated.get(XML_ID, ""))
                entries.adopted(titles, stated)
    return header


def _make_local(root: etree._Element) -> None:
    """Pointers from one file of the register into another are pointers within this one."""
    ids = set(root.xpath("//@xml:id"))
    for pointer in list(pointers_in(root)):
        if pointer.kind is Kind.FILE and pointer.fragment in ids:
            values = pointer.element.get(pointer.attribute, "").split()
            led = (f"#{pointer.fragment}" if value == pointer.value else value for value in values)
            pointer.element.set(pointer.attribute, " ".join(led))


def read_lists(source: Source, kind: str = "") -> tuple[Record, ...]:
    """The entries of every list of a TEI file, wherever it stands. Raises SourceError for what is not well-formed."""
    root = parse(source.content, source.path)
    found = [element for element in entries.entries_in(root) if kind in ("", entries.KIND_OF[local(element)])]
    return tuple(map(_record, found))


def _record(element: etree._Element) -> Record:
    """With names in the order in which texts have them: forename first."""
    made = described(element)
    spoken = sorted(entries.name_elements(element), key=lambda name: name.get("type") != "main")
    names = tuple(dict.fromkeys(filter(None, map(_readable, spoken))))
    return replace(made, name=next(iter(names), ""), variants=names[1:], line=element.sourceline or 0, element=element)


def _readable(name: etree._Element) -> str:
    said = entries.spoken(name)
    last, comma, first = said.partition(", ")
    inverted = comma and first and "," not in first and parts(said).forenames and not parts(said).supplement
    # Whoever says which name is the main one has written it as it is meant.
    if local(name) == "persName" and inverted and name.get("type") not in ("main", "variant"):
        return f"{first} {last}"
    return said
