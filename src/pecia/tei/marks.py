"""What of another's encoding counts as a name, a date, a quotation …: many ways of saying it in TEI, one set of kinds.

A mark is *open* where it can be argued about (a name within a name, “my brother” as `<rs>`, what only a machine vouches
for): it counts neither way.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, replace

from lxml import etree

from pecia.core.register import Register
from pecia.core.text import Attributes, Span
from pecia.engines.trees import XML_ID, is_tei, local, tei
from pecia.tei.notes import ANCHOR
from pecia.tei.unweave import is_own

KINDS = ("persName", "placeName", "orgName", "title", "date", ANCHOR, "q", "foreign", "abbr", "sic")
"""The kinds that are told apart, in the order of a table."""
NAMES = frozenset({"persName", "placeName", "orgName", "title"})
VALUES = ("when", "from", "to", "notBefore", "notAfter")
ANY_NAME = "name"
"""The kind of a name that nothing tells more of; it is open, whatever is found there."""

_ELEMENTS = {
    "persName": "persName", "placeName": "placeName", "geogName": "placeName", "orgName": "orgName", "date": "date",
    "title": "title", "q": "q", "quote": "q", "said": "q", "foreign": "foreign", "abbr": "abbr", "sic": "sic",
}  # fmt: skip
_LOOSE = {
    "settlement": "placeName", "district": "placeName", "region": "placeName", "country": "placeName",
    "bloc": "placeName", "geogFeat": "placeName",
}  # fmt: skip
"""Names where they stand alone, and parts of a name inside one."""
_PARTS = frozenset({"forename", "surname", "roleName", "genName", "nameLink", "addName"})
_ARGUABLE = {"soCalled": "q", "mentioned": "q", "objectName": ANY_NAME, "eventName": ANY_NAME}
_TYPES = (
    (re.compile(r"pers|people|author|character|figure"), "persName"),
    (re.compile(r"plac|geo|loc|settl|city|town|country|region|river|mountain"), "placeName"),
    (re.compile(r"org|inst|corp|compan|part(?:y|ei)|body"), "orgName"),
    (re.compile(r"work|title|werk|oeuvre|book|bibl|text|journal|newspaper|periodical"), "title"),
)
_ENTRIES = {"person": "persName", "place": "placeName", "org": "orgName", "work": "title"}
_PRINTED_MARK = re.compile(r"[(\[]?(?:[1-9]\d{0,3}[a-z]?|fn\d+|[a-z]|[*†‡§¶]{1,3})[)\]]?")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of a kind in `KINDS`. `ref` is what it points to: an id without its `#`, else the pointer as it is.

    `head` is how many of its first characters are a title that the encoding sets apart (`<roleName>`).
    """

    kind: str
    span: Span
    values: Attributes = ()
    ref: str = ""
    certainty: str = ""
    own: bool = False
    open: bool = False
    head: int = 0

    def value(self, name: str) -> str:
        return dict(self.values).get(name, "")


@dataclass(frozen=True, slots=True)
class _Opened:
    element: etree._Element
    start: int
    is_mark: bool


class Markings:
    """Gathers the marks of one tree while somebody walks through it: `opened` and `closed` at each element."""

    def __init__(self, root: etree._Element, register: Register) -> None:
        self._register = register
        self._notes = {e.get(XML_ID, "") for e in root.iter(tei("note")) if e.get(XML_ID)}
        self._made: list[Mark] = []
        self._chains: dict[str, int] = {}
        self._under_way: list[Mark] = []

    def opened(self, element: etree._Element, at: int) -> _Opened:
        """Says that an element begins at this place of the text; what comes back is for `closed`."""
        mark = self._mark(element)
        if mark is not None:
            if any(outer.kind == mark.kind or ANY_NAME in (outer.kind, mark.kind) for outer in self._under_way):
                mark = replace(mark, open=True)
            self._under_way.append(replace(mark, span=Span(at, at)))
        return _Opened(element, at, mark is not None)

    def closed(self, opened: _Opened | None, at: int) -> None:
        """The mark is made of whatever has been said since it was opened, but for white space at its ends."""
        if opened is None:
            return
        if local(opened.element) == "roleName" and self._under_way and self._under_way[-1].kind == "persName":
            self._titled(opened.start, at)
        if not opened.is_mark:
            return
        mark = replace(self._under_way.pop(), span=Span(opened.start, at))
        if at <= opened.start:
            return
        before = self._chains.get(opened.element.get("prev", "").removeprefix("#"))
        if before is not None:
            first = self._made[before]
            self._made[before] = replace(first, span=Span(first.span.start, at))
        else:
            before = len(self._made)
            self._made.append(mark)
        if opened.element.get("next") and opened.element.get(XML_ID):
            self._chains[opened.element.get(XML_ID, "")] = before

    def anchor(self, span: Span, number: str) -> None:
        """A marker that print has, though the encoding has only the note."""
        self._made.append(Mark(ANCHOR, span, (("n", number),)))

    def marks(self, text: str) -> tuple[Mark, ...]:
        """All of them, in the order of the text, none beginning or ending in white space."""
        trimmed = (_trimmed(mark, text) for mark in self._made)
        return tuple(sorted((m for m in trimmed if len(m.span)), key=lambda m: (m.span.start, -m.span.end, m.kind)))

    def _titled(self, start: int, at: int) -> None:
        name = self._under_way[-1]
        # `head` is an offset until the name is whole. A title after the name is no head of it.
        if start <= max(name.span.start, name.head) + 1:
            self._under_way[-1] = replace(name, head=at)

    def _mark(self, element: etree._Element) -> Mark | None:
        if not is_tei(element):
            return None
        kind, arguable = self._kind(element)
        if not kind:
            return None
        speaker = _speaker(element)
        return Mark(
            kind,
            Span(0, 0),
            _values(element, kind),
            _pointer(element) if kind in NAMES or kind == ANY_NAME else "",
            speaker.get("cert", ""),
            own=is_own(speaker, ()),
            open=arguable,
        )

    def _kind(self, element: etree._Element) -> tuple[str, bool]:
        """The kind of an element, "" where it is none of them; and whether it can be argued about."""
        name = local(element)
        if name in _ELEMENTS:
            return _ELEMENTS[name], False
        if name in ("name", "rs"):
            implied = "implied" in f"{element.get('type', '')} {element.get('subtype', '')}"
            kind = self._kind_of_name(element)
            wordless = name == "rs" and not any(c.isupper() for c in "".join(element.itertext()))
            return kind, implied or wordless or kind == ANY_NAME
        if name in ("ref", "ptr"):
            return (ANCHOR if self._is_anchor(element) else ""), False
        inside = {mark.kind for mark in self._under_way}
        if name in _LOOSE:
            return ("" if "placeName" in inside else _LOOSE[name]), bool(inside & NAMES)
        if name in _PARTS:
            return ("" if inside & (NAMES | {ANY_NAME}) else "persName"), True
        return _ARGUABLE.get(name, ""), True

    def _kind_of_name(self, element: etree._Element) -> str:
        said = element.get("type", "").lower()
        for pattern, kind in _TYPES:
            if pattern.match(said):
                return kind
        entry = self._register.get(_pointer(element))
        return _ENTRIES[entry.kind] if entry is not None else ANY_NAME

    def _is_anchor(self, element: etree._Element) -> bool:
        if element.get("type", "").lower() in ("noteanchor", "noteref", "footnote", "endnote", "fn"):
            return True
        return _leads_to(element.get("target", ""), self._notes) and bool(
            _PRINTED_MARK.fullmatch("".join("".join(element.itertext()).split()))
        )


def _speaker(element: etree._Element) -> etree._Element:
    """The element whose @resp and @cert speak for a mark: of two readings, the editor's."""
    parent = element.getparent()
    if parent is not None and local(parent) == "choice" and local(element) in ("sic", "abbr"):
        return next((child for child in parent if local(child) in ("corr", "expan")), element)
    return element


def _values(element: etree._Element, kind: str) -> Attributes:
    if kind == "date":
        # A date in another calendar's attributes (@when-custom) says nothing that could be compared.
        found = ((name, element.get(name, "") or element.get(f"{name}-iso", "")) for name in VALUES)
        return tuple((name, value.strip()) for name, value in found if value.strip())
    if kind in ("sic", "abbr"):
        other = _speaker(element)
        said = " ".join("".join(other.itertext()).split())
        return ((local(other), said),) if other is not element and said else ()
    if kind == ANCHOR:
        return (("n", "".join(element.itertext()).strip("[]() \n\t")),)
    return ()


def _pointer(element: etree._Element) -> str:
    first = (element.get("ref") or element.get("key") or "").split()
    return first[0].rpartition("#")[2] or first[0] if first else ""


def _leads_to(target: str, ids: Container[str]) -> bool:
    return target.startswith("#") and target[1:] in ids


def _trimmed(mark: Mark, text: str) -> Mark:
    words = text[mark.span.start : mark.span.end]
    start = mark.span.start + len(words) - len(words.lstrip())
    end = start + len(words.strip())
    head = max(0, mark.head - start) if mark.head and start < mark.head < end else 0
    return replace(mark, span=Span(start, max(start, end)), head=head)
