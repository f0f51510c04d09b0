"""An entry of another edition, as far as the schema of this one has room for it. What is left out is told."""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache

from lxml import etree

from pecia import relaxng, resources
from pecia.engines.trees import TEI, XML_ID, local, tei
from pecia.tei import entry as entries

_FRAME = f"""<TEI xmlns="{TEI}"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p>P</p>
</publicationStmt><sourceDesc><p>S</p></sourceDesc></fileDesc></teiHeader><standOff/></TEI>"""
_NAMES = frozenset(entries.NAME_OF.values())


def fitting(model: etree._Element) -> tuple[etree._Element, tuple[str, ...]]:
    """A copy of an entry that is valid here, and the names of the attributes and children that it had to do without.

    A name of a type that this schema does not have is a variant, and says in `@subtype` what it was.
    """
    whole = deepcopy(model)
    whole.tail = None
    if _valid(whole):
        return whole, ()
    for name in list(whole.iter(*map(tei, sorted(_NAMES)))):
        if name.get("type") and not _named(whole, name):
            name.set("subtype", name.get("type", ""))
            name.set("type", "variant")
    if _valid(whole):
        return whole, ()
    return _bare(whole)


def _named(entry: etree._Element, name: etree._Element) -> bool:
    """Whether the type of this name is one of those that the schema has."""
    return _valid(_made(entry, etree.Element(name.tag, type=name.get("type", ""))))


def _bare(whole: etree._Element) -> tuple[etree._Element, tuple[str, ...]]:
    left: dict[str, None] = {}
    for name in list(whole.attrib):
        if name != XML_ID and not _valid(_made(whole, attribute=str(name))):
            del whole.attrib[name]
            left[f"@{name}"] = None
    for child in [child for child in whole if isinstance(child.tag, str)]:
        if not _valid(_made(whole, child)):
            left[local(child)] = None
            entries.take_out(child)
    if not _valid(whole):
        # Each fits by itself, and all together do not: then the order is another one.
        children = [child for child in whole if isinstance(child.tag, str)]
        for child in children:
            entries.take_out(child)
        for child in children:
            entries.adopted(whole, child)
    return whole, tuple(left)


def _made(entry: etree._Element, child: etree._Element | None = None, attribute: str = "") -> etree._Element:
    """An entry with nothing but this child, or this attribute."""
    made = etree.Element(entry.tag, {attribute: entry.get(attribute, "")} if attribute else {})
    if attribute != XML_ID:
        made.set(XML_ID, "x")
    if child is None or local(child) not in _NAMES:
        etree.SubElement(made, tei(entries.NAME_OF[entries.KIND_OF[local(entry)]])).text = "N"
    if child is not None:
        copy = deepcopy(child)
        copy.tail = None
        made.append(copy)
    return made


def _valid(entry: etree._Element) -> bool:
    root = etree.fromstring(_FRAME)
    listing = etree.SubElement(root[-1], tei(entries.LISTING_OF[entries.KIND_OF[local(entry)]]))
    listing.append(deepcopy(entry))
    return _schema().valid(root)


@lru_cache(maxsize=1)
def _schema() -> relaxng.Schema:
    return relaxng.load(resources.folder("schemas") / "pecia.rng")
