"""What people have encoded by hand, as text and marks: of any TEI, not only of pecia's own shape.

The text is read as print has it: of two readings that of the source, notes after the block that they stand in, white
space folded. Headers, lists of entries and facsimiles are no text. What counts as a mark is said in `tei.marks`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from pecia.core.findings import Location
from pecia.core.register import Register
from pecia.core.text import Attributes, Block, Document, Span
from pecia.engines.characters import Characters
from pecia.engines.trees import XML_ID, XML_LANG, is_tei, local, tei
from pecia.languages.detection import language_of
from pecia.tei.decode import parse_tei
from pecia.tei.marks import Mark, Markings
from pecia.tei.notes import series_of
from pecia.tei.register import read_register
from pecia.tei.unweave import counts, reading

_NO_TEXT = frozenset(
    {"listPerson", "listPlace", "listOrg", "listNym", "listEvent", "listObject", "listRelation", "person", "personGrp",
     "place", "org", "nym", "event", "eg", "formula", "idno", "teiHeader", "standOff", "facsimile", "sourceDoc",
     "del", "graphic", "figDesc", "interpGrp", "spanGrp", "linkGrp", "timeline"}
)  # fmt: skip
_CONTAINERS = frozenset(
    {"TEI", "text", "group", "front", "body", "back", "div", "floatingText", "cit", "epigraph", "postscript", "sp",
     "lg",
     "argument", "opener", "closer", "list", "table", "row", "listBibl", "castList", "castGroup", "figure", "titlePage",
     "docTitle", "quote", "div1", "div2", "div3", "div4", "div5", "div6", "div7", "set", "prologue", "epilogue",
     "address", "note", "spGrp"}
)  # fmt: skip
_ALWAYS = frozenset(
    {"p", "ab", "head", "l", "item", "cell", "fw", "trailer", "closer", "opener", "titlePart", "docEdition",
     "docImprint", "imprimatur", "speaker", "castItem", "addrLine"}
)  # fmt: skip
"""Elements that are a block wherever they stand."""
_SOMETIMES = frozenset(
    {"bibl", "label", "stage", "q", "said", "seg", "salute", "signed", "dateline", "byline", "docAuthor", "docDate"}
)
"""Elements that are one where they stand among blocks."""
_ASIDE = frozenset({"fw", "speaker"})
"""Blocks whose marks count neither way: what the page or the play says over and over."""
_SPACE = re.compile(r"\s+")
_MARK = re.compile(r"[1-9]\d{0,3}|fn\d+|[*†‡§]{1,3}")
_PRINTED = frozenset({"", "foot", "bottom", "end", "page", "back"})


@dataclass(frozen=True, slots=True)
class Marked:
    """A TEI text: its document (blocks, no annotations), the marks in it, and where in the file a character stands.

    `aside` are the stretches in which marks count neither way; `entries` is the register that the file itself has.
    """

    document: Document
    marks: tuple[Mark, ...]
    where: Callable[[int], Location]
    aside: tuple[Span, ...] = ()
    entries: Register = field(default_factory=Register)


def marked(content: bytes, path: str, register: Register | None = None, *, notes: bool = True) -> Marked:
    """The text and the marks of a TEI file; `register` tells the kind of a name that only points to an entry.

    Without `notes` those are left out, text and marks. Raises SourceError for what is no TEI.
    """
    root = parse_tei(content, path)
    entries = read_register(root)
    known = entries.extended(register.entities if register else ())
    walk = _Walk(root, notes, Markings(root, known))
    for text in root.iter(tei("text")):
        if not any(local(ancestor) == "text" for ancestor in text.iterancestors()):
            walk.container(text)
    document = walk.document(path, _language(root))
    places = _Where(path, root, content, walk.runs)
    return Marked(document, walk.markings.marks(document.text), places, tuple(walk.aside), entries)


def _language(root: etree._Element) -> str:
    """What the text, its root or the header says that the language is; "" where that is not one."""
    for element in (*root.iter(tei("text")), root):
        if element.get(XML_LANG):
            return element.get(XML_LANG, "")
    used = [e for e in root.iter(tei("language")) if e.get("ident")]
    most = sorted(used, key=lambda e: -int(e.get("usage") or 0) if (e.get("usage") or "0").isdecimal() else 0)
    return most[0].get("ident", "") if most and (len(used) == 1 or most[0].get("usage")) else ""


class _Where:
    """The places of the characters of a text; the file is read for them when the first is asked for."""

    def __init__(self, path: str, root: etree._Element, content: bytes, runs: list[_Run]) -> None:
        self._file = (path, root, content)
        self._runs = runs
        self._characters: Characters | None = None

    def __call__(self, offset: int) -> Location:
        if not self._runs:
            return Location(self._file[0])
        if self._characters is None:
            self._characters = Characters(*self._file)
        run = self._runs[max(0, bisect_right(self._runs, offset, key=lambda run: run.offset) - 1)]
        return self._characters.of(run.element, run.index + max(0, offset - run.offset), tail=run.tail)


@dataclass(frozen=True, slots=True)
class _Run:
    """From `offset` on, the text is what stands in an element (or after it, `tail`) from `index` on."""

    offset: int
    element: etree._Element
    index: int
    tail: bool


class _Walk:
    """Goes through a tree, block after block; notes wait for the end of the block that they stand in."""

    def __init__(self, root: etree._Element, notes: bool, markings: Markings) -> None:
        self.markings = markings
        self.runs: list[_Run] = []
        self.aside: list[Span] = []
        self._with_notes = notes
        self._targets = _targets(root)
        self._text: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._start: int | None = None
        self._waiting: list[etree._Element] = []
        self._inside = 0

    def document(self, path: str, language: str) -> Document:
        text = "".join(self._text)
        spoken = language or language_of(text)
        return Document(path, text, tuple(self._blocks)).having(language=spoken)

    def container(self, element: etree._Element) -> None:
        """What stands in an element that holds blocks; words that stand in it loose make a block of their own."""
        self._in(element)
        self._end(element)

    def _child(self, child: etree._Element, parent: etree._Element) -> None:
        name = local(child)
        if not name or name in _NO_TEXT or not is_tei(child):
            return
        if name in ("note", "noteGrp"):
            self._note(child, parent)
        elif not _is_read(child, parent):
            return
        elif name in _CONTAINERS - {"quote", "address", "opener", "closer", "figure"} or (
            name in _CONTAINERS and local(parent) in _CONTAINERS
        ):
            self._end(parent)
            self.container(child)
        elif name in _ALWAYS or (name in _SOMETIMES and local(parent) in _CONTAINERS - {"note"}):
            self._block(child, parent)
        else:
            self._inline(child)

    def _block(self, child: etree._Element, parent: etree._Element) -> None:
        if self._inside and local(parent) not in _CONTAINERS:
            # A block in running words, as a quoted verse in a paragraph: the words before it end there.
            self._end(parent)
        start = self._length
        self._inside += 1
        self._in(child)
        self._end(child)
        self._inside -= 1
        if local(child) in _ASIDE and self._length > start:
            self.aside.append(Span(start, self._length))

    def _in(self, element: etree._Element) -> None:
        self._say(element, element.text)
        for child in element:
            self._child(child, element)
            self._say(child, child.tail, tail=True)

    def _inline(self, child: etree._Element) -> None:
        name = local(child)
        if name == "space" or (name == "lb" and child.get("break") != "no"):
            self._put(" ", child, 0)
        chosen = reading(child)
        mark = self.markings.opened(child, self._length)
        inner = self.markings.opened(chosen, self._length) if chosen is not child else None
        if name in ("ptr", "anchor") and (number := self._printed(child)):
            self._glued(number, child)
        self._in(chosen)
        self.markings.closed(inner, self._length)
        self.markings.closed(mark, self._length)

    def _note(self, note: etree._Element, parent: etree._Element) -> None:
        if local(parent) in _CONTAINERS and not self._pending():
            self._body(note)
            return
        number = note.get("n", "")
        if not self._is_pointed_to(note) and note.get("place", "") in _PRINTED and _MARK.fullmatch(number):
            self._glued(number, note)
        self._waiting.append(note)

    def _body(self, note: etree._Element) -> None:
        if not self._with_notes or local(note) == "noteGrp":
            return
        before = len(self._blocks)
        self._in(note)
        self._end(note)
        number = note.get("n", "")
        for at in range(before, len(self._blocks)):
            told: Attributes = (("n", number), ("series", series_of(number)), ("id", note.get(XML_ID, "")))
            label = next((e for e in note if local(e) == "label"), None) if at == before else None
            if label is not None and not (note.text or "").strip():
                told = (*told, ("label", str(len(_SPACE.sub(" ", "".join(label.itertext())).strip()))))
            self._blocks[at] = replace(self._blocks[at], kind="note", attributes=told)

    def _is_pointed_to(self, note: etree._Element) -> bool:
        return bool(note.get("target")) or note.get(XML_ID, "") in self._targets

    def _printed(self, pointer: etree._Element) -> str:
        """The number of the note that an empty pointer leads to, which print has in its place."""
        note = self._targets.get(pointer.get("target", "").removeprefix("#"))
        number = note.get("n", "") if note is not None else ""
        return number if _MARK.fullmatch(number) else ""

    def _glued(self, number: str, element: etree._Element) -> None:
        self._put(number, element, 0)
        self.markings.anchor(Span(self._length - len(number), self._length), number)

    def _pending(self) -> bool:
        return self._start is not None

    def _say(self, element: etree._Element, words: str | None, *, tail: bool = False) -> None:
        for found in re.finditer(r"\s+|\S+", words or ""):
            if found[0].isspace():
                self._put(" ", element, found.start(), tail=tail)
            else:
                self._put(found[0], element, found.start(), tail=tail)

    def _put(self, words: str, element: etree._Element, index: int, *, tail: bool = False) -> None:
        if words == " " and (self._start is None or self._text[-1].endswith(" ")):
            return
        if self._start is None:
            self._start = self._length
        self.runs.append(_Run(self._length, element, index, tail))
        self._text.append(words)
        self._length += len(words)

    def _end(self, element: etree._Element) -> None:
        """Ends the block that is under way, if there is one; the notes that stand in it come next."""
        if self._start is not None:
            while self._text[-1] == " ":
                self._text.pop()
                self._length -= 1
            self._blocks.append(Block(_kind(element), Span(self._start, self._length), _attributes(element)))
            self._start = None
            self._text.append("\n\n")
            self._length += 2
        waiting, self._waiting = self._waiting, []
        for note in waiting:
            self._body(note)


def _kind(element: etree._Element) -> str:
    """The kind of block that a reader would have made: what is set off as a quotation is one, not marked as one."""
    name = local(element)
    if name in ("p", "quote", "q", "said") and any(
        local(e) in ("quote", "q", "said") for e in _up_to_container(element)
    ):
        return "quote"
    return "p" if name in _CONTAINERS | {"seg", "ab"} else name


def _up_to_container(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    for ancestor in element.iterancestors():
        if local(ancestor) in ("div", "body", "text"):
            return
        yield ancestor


def _is_read(child: etree._Element, parent: etree._Element) -> bool:
    """False for words that are the editor's; a correction without the slip beside it is all the text that there is."""
    return counts(child) or (local(child) in ("corr", "reg") and local(parent) not in ("choice", "app", "subst"))


def _attributes(element: etree._Element) -> tuple[tuple[str, str], ...]:
    if local(element) == "fw":
        return (("type", element.get("type", "")),)
    if local(element) == "head":
        depth = sum(local(ancestor).startswith("div") for ancestor in element.iterancestors())
        return (("level", str(max(1, depth))),)
    return ()


def _targets(root: etree._Element) -> dict[str, etree._Element]:
    """The notes that something points to, by id."""
    notes = {note.get(XML_ID, ""): note for note in root.iter(tei("note")) if note.get(XML_ID)}
    pointed = set(_pointed(root))
    return {name: note for name, note in notes.items() if name in pointed}


def _pointed(root: etree._Element) -> Iterator[str]:
    for element in root.iter(tei("ref"), tei("ptr"), tei("anchor")):
        yield from (target.removeprefix("#") for target in element.get("target", "").split())
