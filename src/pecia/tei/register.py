"""The register in TEI: `listPerson`, `listPlace`, `listOrg`, `listBibl`; read, and extended but never overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from pecia.core.register import Entity, Register
from pecia.core.text import MACHINE
from pecia.engines.trees import TEI, XML_ID, local, tei


@dataclass(frozen=True, slots=True)
class _Form:
    """How TEI lists one kind of entity."""

    kind: str
    listing: str
    entry: str
    name: str
    file: str


_FORMS = (
    _Form("person", "listPerson", "person", "persName", "persons.xml"),
    _Form("place", "listPlace", "place", "placeName", "places.xml"),
    _Form("org", "listOrg", "org", "orgName", "organisations.xml"),
    _Form("work", "listBibl", "bibl", "title", "works.xml"),
)
_BY_ENTRY = {form.entry: form for form in _FORMS} | {"personGrp": _FORMS[0]}
_BY_KIND = {form.kind: form for form in _FORMS}
FILES = {form.kind: form.file for form in _FORMS}
"""The file of a register folder that lists each kind."""


def read_register(root: etree._Element) -> Register:
    """The entities of every list in the tree. Entries without an `xml:id` or a name are passed over: nothing can
    point to the one, nothing find the other."""
    found = []
    for form in _FORMS:
        for listing in root.iter(tei(form.listing)):
            found += [entity for entry in listing if (entity := _entity(entry)) is not None]
    return Register(tuple({entity.id: entity for entity in found}.values()))


def _entity(entry: etree._Element) -> Entity | None:
    form, identifier = _BY_ENTRY.get(local(entry)), entry.get(XML_ID)
    if form is None or not identifier:
        return None
    resp = entry.get("resp", "").removeprefix("#")
    spoken = [name for name in entry if local(name) == form.name or local(name) == "name"]
    if resp != MACHINE:
        # A form that the machine added to a person's entry is no evidence for the next run.
        spoken = [name for name in spoken if name.get("resp") != f"#{MACHINE}"]
    names = list(dict.fromkeys(filter(None, map(_words, spoken))))
    if not names:
        return None
    numbers = ((idno.get("type", ""), _words(idno)) for idno in entry.iter(tei("idno")))
    return Entity(identifier, form.kind, names[0], tuple(names[1:]), tuple(numbers), resp)


def _words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def extend(root: etree._Element, entities: Iterable[Entity]) -> bool:
    """Adds the entities, and new variants of those listed, to the lists of a tree; what is there stays as it is.

    A list that is missing is made in the tree's `<standOff>`. Returns whether anything was added.
    """
    there = {entry.get(XML_ID): entry for entry in root.iter(*(tei(name) for name in _BY_ENTRY)) if entry.get(XML_ID)}
    listings: dict[str, etree._Element] = {}
    changed = False
    for entity in entities:
        form = _BY_KIND[entity.kind]
        entry = there.get(entity.id)
        if entry is None:
            if form.listing not in listings:
                listings[form.listing] = _listing(root, form)
            _append(listings[form.listing], _new_entry(entity, form))
            changed = True
        elif not any(local(ancestor) == "text" for ancestor in entry.iterancestors()):
            # A list in the text itself has the words of the source, and no others.
            changed |= _add_variants(entry, entity, form)
    return changed


def _new_entry(entity: Entity, form: _Form) -> etree._Element:
    entry = etree.Element(tei(form.entry), {XML_ID: entity.id}, nsmap={None: TEI})
    if entity.made_by:
        entry.set("resp", f"#{entity.made_by}")
    for number, name in enumerate(entity.names()):
        etree.SubElement(entry, tei(form.name), type="variant" if number else "main").text = name
    for authority, number_there in entity.identifiers:
        etree.SubElement(entry, tei("idno"), type=authority).text = number_there
    return entry


def listing_of(root: etree._Element, kind: str) -> etree._Element:
    """The list of a kind in the tree's `<standOff>`, made where it is missing."""
    return _listing(root, _BY_KIND[kind])


def new_entry(listing: etree._Element, kind: str, identifier: str) -> etree._Element:
    """An entry without anything in it yet, the last in the list."""
    entry = etree.Element(tei(_BY_KIND[kind].entry), {XML_ID: identifier}, nsmap={None: TEI})
    _append(listing, entry)
    return entry


def _add_variants(entry: etree._Element, entity: Entity, form: _Form) -> bool:
    heard = {_words(name) for name in entry}
    fresh = [name for name in entity.names() if name not in heard]
    names = [child for child in entry if local(child) == form.name]
    at = entry.index(names[-1]) + 1 if names else 0
    for name in reversed(fresh):
        variant = etree.Element(tei(form.name), type="variant", resp=f"#{MACHINE}", cert="medium")
        variant.text = name
        entry.insert(at, variant)
        variant.tail = names[-1].tail if names else entry.text
        # The white space before a closing tag is one step shorter: it goes on to the last child.
        if names and at == len(entry) - 1:
            names[-1].tail = entry.text
    return bool(fresh)


def _listing(root: etree._Element, form: _Form) -> etree._Element:
    found = next((lst for lst in root.iter(tei(form.listing)) if _in_standoff(lst)), None)
    if found is not None:
        return found
    standoff = root.find(tei("standOff"))
    if standoff is None:
        standoff = etree.Element(tei("standOff"))
        header = root.find(tei("teiHeader"))
        root.insert(0 if header is None else root.index(header) + 1, standoff)
        standoff.tail = "\n  "
    listing = etree.Element(tei(form.listing))
    _append(standoff, listing)
    return listing


def _in_standoff(element: etree._Element) -> bool:
    # A list of persons in profileDesc or in a bibliography is another thing than the register.
    return any(local(ancestor) == "standOff" for ancestor in element.iterancestors())


def _append(parent: etree._Element, child: etree._Element) -> None:
    """Puts the child last, on a line of its own, as the lines before it are set."""
    inner, outer = _lines(parent)
    deeper = inner + (inner.removeprefix(outer) or "  ")
    last = _last(parent)
    if last is not None:
        last.tail = inner
    else:
        parent.text = inner
    parent.append(child)
    child.tail = outer
    if len(child):
        child.text = deeper
        for grandchild in child:
            grandchild.tail = deeper
        child[-1].tail = inner


def _last(parent: etree._Element) -> etree._Element | None:
    # A list of ten thousand would be counted anew for each entry that is added, if it were asked for its length.
    return next(parent.iterchildren(reversed=True), None)


def _lines(parent: etree._Element) -> tuple[str, str]:
    """The line break with its indentation before each child of an element, and that before its end tag."""
    depth = len(list(parent.iterancestors()))
    last = _last(parent)
    if last is not None:
        previous = last.getprevious()
        before, after = (parent.text if previous is None else previous.tail) or "", last.tail or ""
        if "\n" in after and before.startswith(after) and not before.strip():
            return before, after
    return "\n" + "  " * (depth + 1), "\n" + "  " * depth


def entries(root: etree._Element) -> dict[str, etree._Element]:
    """The list entries of a tree by their `xml:id`."""
    return {
        entry.get(XML_ID, ""): entry
        for form in _FORMS
        for listing in root.iter(tei(form.listing))
        for entry in listing
        if entry.get(XML_ID)
    }


def with_entries(root: etree._Element, wanted: Iterable[etree._Element]) -> None:
    """Puts register entries into the tree's own `<standOff>`, each list made where it is missing."""
    there = entries(root)
    for entry in wanted:
        form = _BY_ENTRY.get(local(entry))
        if form is not None and entry.get(XML_ID) not in there:
            entry.tail = None
            _listing(root, form).append(entry)


def register_file(title: str, header: etree._Element) -> etree._Element:
    """A new file of a register folder that lists nothing yet: the header given, under this title."""
    root = etree.Element(tei("TEI"), nsmap={None: TEI})
    root.text = "\n  "
    own = etree.fromstring(etree.tostring(header, with_tail=False))
    for old in own.iterfind(f".//{tei('titleStmt')}/{tei('title')}"):
        old.text = title
        break
    root.append(own)
    own.tail = "\n  "
    etree.SubElement(root, tei("standOff")).tail = "\n"
    return root
