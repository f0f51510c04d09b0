"""One entry of a register: what it says, what is put into it, and how it is taken out.

White space is kept as it is set: what comes in stands on a line of its own where its neighbours do, and what goes
leaves no empty line.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from pecia.core.identifiers import canonical, written
from pecia.core.register import folded
from pecia.core.text import MACHINE, Attributes
from pecia.engines.trees import XML_ID, is_tei, local, tei

KIND_OF = {"person": "person", "personGrp": "person", "place": "place", "org": "org", "bibl": "work"}
"""The kind of an entry, by the name of its element."""

ELEMENT_OF = {"person": "person", "place": "place", "org": "org", "work": "bibl"}
LISTING_OF = {"person": "listPerson", "place": "listPlace", "org": "listOrg", "work": "listBibl"}
NAME_OF = {"person": "persName", "place": "placeName", "org": "orgName", "work": "title"}
_PARTS = ("roleName", "forename", "nameLink", "surname", "genName")
_LISTINGS = frozenset(LISTING_OF.values())

# In which order the content models of place and org have their children (TEI Guidelines, 14.3); others have none.
_LAST = frozenset({"place", "listPlace", "person", "listPerson", "personGrp", "org", "listOrg"})
_NOTES = frozenset({"note", "noteGrp", "bibl", "biblStruct", "biblFull", "listBibl", "ptr", "link", "linkGrp"})


def words(element: etree._Element) -> str:
    """The text of an element on one line. Parts that stand without a space between them get one."""
    pieces = []
    for piece in element.iter():
        if isinstance(piece.tag, str):
            pieces.append(piece.text or "")
        if piece is not element:
            pieces.append(f"{_between(piece)}{piece.tail or ''}")
    return " ".join("".join(pieces).split())


def _between(part: etree._Element) -> str:
    following = part.getnext()
    return " " if local(part) in ("forename", "surname") and following is not None and not part.tail else ""


def name_elements(entry: etree._Element) -> list[etree._Element]:
    """The names of an entry in the order of the file."""
    wanted = {NAME_OF[KIND_OF[local(entry)]], "name"}
    return [child for child in entry if local(child) in wanted and words(child)]


def names(entry: etree._Element) -> tuple[str, ...]:
    """The names of an entry, each once: first the one that it is filed under, the main one or the first."""
    found = sorted(name_elements(entry), key=lambda name: name.get("type") != "main")
    return tuple(dict.fromkeys(map(spoken, found)))


def spoken(name: etree._Element) -> str:
    """A name as a text would have it: of one that is encoded part by part, the forenames come first."""
    parts = {part: [words(child) for child in name if local(child) == part] for part in _PARTS}
    if parts["surname"] and parts["forename"] and not any((child.tail or "").strip(" \n\t\r,") for child in name):
        return " ".join(word for part in _PARTS for word in parts[part])
    return words(name)


def numbers(entry: etree._Element) -> Attributes:
    """(authority, number) of each `<idno>` of the entry itself, in the canonical form, each once."""
    found = (number_of(idno) for idno in entry.iterchildren(tei("idno")))
    return tuple(dict.fromkeys(pair for pair in found if pair[1]))


def number_of(idno: etree._Element) -> tuple[str, str]:
    """(authority, number) of an `<idno>`, in the canonical form."""
    return canonical(idno.get("type", ""), words(idno))


def maker(entry: etree._Element) -> str:
    """Who answers for the entry: "pecia", the id of somebody, or "" for the edition's people as a whole."""
    return entry.get("resp", "").removeprefix("#")


def is_entry(element: etree._Element) -> bool:
    """Whether this is an entry of a register: in a list, and a work in one of the `<standOff>`, for a bibliography of
    the text is no register. A place may stand in a place."""
    parent = element.getparent()
    if local(element) not in KIND_OF or parent is None:
        return False
    if local(parent) not in _LISTINGS and local(parent) != local(element):
        return False
    above = {local(ancestor) for ancestor in element.iterancestors()}
    return local(element) != "bibl" or ("standOff" in above and not above & (set(KIND_OF) - {"bibl"}))


def entries_in(root: etree._Element) -> Iterator[etree._Element]:
    """The entries of a tree, in document order."""
    return (element for element in root.iter(*map(tei, KIND_OF)) if is_entry(element))


def filled(entry: etree._Element, model: etree._Element) -> None:
    """Puts copies of all that another entry has into an entry that has nothing yet, set out as the list is here."""
    for name, value in model.attrib.items():
        if name != XML_ID:
            entry.set(str(name), str(value))
    inner = _inner(entry)
    entry.text = model.text
    for child in model:
        _copied(entry, child)
    if inner:
        _set_out(entry, inner)


def _set_out(element: etree._Element, inner: str) -> None:
    """Gives the line breaks between the children the indentation of their depth; where there are none, none is made."""
    if _breaks(element.text):
        element.text = inner
    for child in element:
        _set_out(child, f"{inner}  ")
        if _breaks(child.tail):
            child.tail = inner if child.getnext() is not None else inner[:-2]


def _breaks(white: str | None) -> bool:
    return bool(white) and "\n" in (white or "") and not (white or "").strip()


def inserted(entry: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """A new child of the entry, at the place where the content models want it."""
    child = etree.SubElement(entry, tei(name), attributes)
    child.text = text or None
    _put(entry, child)
    return child


def adopted(entry: etree._Element, child: etree._Element) -> etree._Element:
    """A copy of an element, of this tree or another, at its place in the entry."""
    copy = _copied(entry, child)
    copy.tail = None
    _put(entry, copy)
    return copy


def _copied(parent: etree._Element, element: etree._Element) -> etree._Element:
    """Under the prefixes of its new parent: the other file's declarations are not there."""
    if not isinstance(element.tag, str):
        made = deepcopy(element)
        parent.append(made)
    else:
        made = etree.SubElement(parent, element.tag, {str(k): str(v) for k, v in element.attrib.items()})
        made.text = element.text
        for child in element:
            _copied(made, child)
    made.tail = element.tail
    return made


def _put(entry: etree._Element, child: etree._Element) -> None:
    entry.remove(child)
    before = _before(entry, child)
    inner = _inner(entry)
    if before is None:
        child.tail = entry.text if len(entry) else _outer(entry, inner)
        entry.text = inner if not (entry.text or "").strip() else entry.text
        entry.insert(0, child)
        return
    child.tail = before.tail
    if before is entry[-1] and not (before.tail or "").strip():
        before.tail = inner
    entry.insert(entry.index(before) + 1, child)


def _before(entry: etree._Element, child: etree._Element) -> etree._Element | None:
    """After which child the new one goes: the last of its name, else the last that may not stand behind it."""
    same = [other for other in entry if is_tei(other) and local(other) == local(child)]
    if same:
        return same[-1]
    rank = _rank(local(child))
    lower = [other for other in entry if isinstance(other.tag, str) and _rank(local(other)) <= rank]
    return lower[-1] if lower else None


def _rank(name: str) -> int:
    if name in (*NAME_OF.values(), "name", "head"):
        return 0
    if name == "idno":
        return 2
    return 4 if name in _LAST else 3 if name in _NOTES else 1


def _inner(entry: etree._Element) -> str | None:
    """The white space before each child of the entry, as they are set; None where they stand in one line."""
    if len(entry):
        return entry.text if not (entry.text or "").strip() else None
    parent = entry.getparent()
    before = (parent.text if parent is not None else "") or ""
    return f"{before}  " if "\n" in before and not before.strip() else None


def _outer(entry: etree._Element, inner: str | None) -> str | None:
    return inner[:-2] if inner and not len(entry) else entry.text


def take_out(element: etree._Element) -> None:
    """Takes an element away with the line that it stood on; a list that is empty then goes as well (TEI has no empty
    lists), and so does the `<standOff>` of a text."""
    parent = element.getparent()
    if parent is None:
        raise ValueError("the root of a document is no entry")
    before = element.getprevious()
    tail = element.tail or ""
    # What came before keeps its own white space: the last child's is one step shorter.
    last = element.getnext() is None
    parent.remove(element)
    if before is not None:
        before.tail = _joined(before.tail or "", tail, last=last)
    else:
        parent.text = _joined(parent.text or "", tail, last=last)
    empty = not any(isinstance(child.tag, str) for child in parent) and not (parent.text or "").strip()
    has_text = parent.getroottree().getroot().find(f".//{tei('text')}") is not None
    if empty and (local(parent) in _LISTINGS or (local(parent) == "standOff" and has_text)):
        for noted in list(parent):
            parent.addprevious(noted)  # What somebody noted in a comment is not lost with the list.
        take_out(parent)


def _joined(before: str, after: str, *, last: bool) -> str | None:
    if not before.strip() and not after.strip():
        return (after if last else before) or None
    return before + after


def with_name(entry: etree._Element, name: str, **attributes: str) -> bool:
    """Puts a form of the name into the entry, as its main name if it has none yet; False where it is there already."""
    there = names(entry)
    if folded(name) in map(folded, there):
        return False
    form = NAME_OF[KIND_OF[local(entry)]]
    inserted(entry, form, name, type="variant" if there else "main", **attributes)
    return True


def with_number(entry: etree._Element, authority: str, number: str, **attributes: str) -> bool:
    """Puts a number into the entry; False where it is there already."""
    kind, bare = canonical(authority, number)
    if (kind, bare) in numbers(entry):
        return False
    inserted(entry, "idno", written(kind, bare), **({"type": kind} if kind else {}), **attributes)
    return True


def is_marked(element: etree._Element) -> bool:
    """Whether the machine answers for this element."""
    return f"#{MACHINE}" in element.get("resp", "").split()


def confirm(element: etree._Element, resp: str = "") -> None:
    """Takes the machine's mark off one element; `resp` points to the person who answers for it now, if named."""
    if resp:
        element.set("resp", resp)
    else:
        del element.attrib["resp"]
    element.attrib.pop("cert", None)


def beside(entry: etree._Element, identifier: str) -> etree._Element:
    """A new entry of the same kind, without anything in it yet, on the next line of the list."""
    parent = entry.getparent()
    if parent is None:
        raise ValueError("the root of a document is no entry")
    made = etree.SubElement(parent, entry.tag, {XML_ID: identifier})
    parent.remove(made)
    made.tail = entry.tail
    if entry.getnext() is None and not (entry.tail or "").strip():
        entry.tail = parent.text if not (parent.text or "").strip() else entry.tail
    parent.insert(parent.index(entry) + 1, made)
    return made
