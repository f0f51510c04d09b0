"""Two entries that are one become one: every pointer in every file leads to the entry that is kept.

The names of the others become variants, their numbers and whatever else they say are joined to it. What contradicts
(two numbers of one authority, two days of birth) is decided by whoever merges, never here.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from pecia.core.errors import UsageError
from pecia.core.identifiers import AUTHORITIES
from pecia.core.register import folded
from pecia.edition.register.holdings import Entry, Holdings, answering
from pecia.engines.trees import XML_ID, local
from pecia.tei import entry as entries
from pecia.validation import Checked
from pecia.validation.exemplar import target_path
from pecia.validation.folder import normal
from pecia.validation.pointers import Kind, Pointer

_ONCE = frozenset({"birth", "death", "sex", "gender", "floruit", "location"})
"""What somebody or something has once."""


@dataclass(frozen=True, slots=True, eq=False)
class _Conflict:
    """Two elements that cannot both be right, and what they say."""

    kept: etree._Element
    other: etree._Element
    about: str


def merge(holdings: Holdings, keep: Entry, others: Sequence[Entry], prefer: str = "", by: str = "") -> tuple[str, ...]:
    """Joins the others to the entry that is kept, and says what was done, a line each. Nothing is saved.

    `prefer` decides where they contradict: "keep", "other" or "both". `by` is who decides. Raises UsageError for
    entries of two kinds, one named twice, one without an id, and contradictions that `prefer` does not settle.
    """
    _fit(keep, others)
    if not prefer:
        conflicts = [conflict for other in others for conflict in _conflicts(keep.element, other)]
        if conflicts:
            told = "; ".join(conflict.about for conflict in conflicts)
            raise UsageError(
                f"{keep.address}: {told}: are they one and the same? If so, say whose is right with --prefer "
                "keep, other or both"
            )
    resp = answering(holdings, keep.document, by)
    holdings.change(keep.document)
    lines: list[str] = []
    for other in others:
        moved = len(other.mentions)
        lines.append(f"{other.address} → {keep.address}: {moved} {'mention' if moved == 1 else 'mentions'}")
        lines += _joined(keep.element, other, prefer)
        repoint(holdings, other, keep)
        entries.take_out(other.element)
    if entries.is_marked(keep.element):
        # That they are one is a person's word: the machine does not take it back in the next run.
        entries.confirm(keep.element, resp)
    holdings.forget()
    return tuple(lines)


def _fit(keep: Entry, others: Sequence[Entry]) -> None:
    named = [keep, *others]
    for entry in named:
        if not entry.id:
            raise UsageError(f"{entry.name}: has no xml:id in {entry.document.path}; give it one first")
    if len({id(entry.element) for entry in named}) < len(named):
        raise UsageError(f"{keep.address}: an entry is not merged with itself; name each once")
    for other in others:
        if other.kind != keep.kind:
            raise UsageError(
                f"{keep.address} is a {keep.kind} and {other.address} a {other.kind}: two kinds are not one"
            )
        inner = next((e for e in other.element.iter("*") if e is not other.element and entries.is_entry(e)), None)
        if inner is not None:
            raise UsageError(
                f"{other.address}: other entries stand within it ({inner.get(XML_ID) or entries.words(inner)}); "
                "keep it, or move them out of it first"
            )


def _conflicts(kept: etree._Element, other: Entry) -> Iterator[_Conflict]:
    numbers = _numbered(kept)
    for kind, idno in _numbered(other.element).items():
        there = numbers.get(kind)
        if there is not None and entries.number_of(there) != entries.number_of(idno):
            about = f"{kind} is {entries.number_of(there)[1]} here and {entries.number_of(idno)[1]} in {other.address}"
            yield _Conflict(there, idno, about)
    for child in other.element:
        if local(child) in _ONCE:
            same = next((mine for mine in kept if local(mine) == local(child)), None)
            if same is not None and not _agree(same, child):
                about = f"<{local(child)}> is {_said(same)} here and {_said(child)} in {other.address}"
                yield _Conflict(same, child, about)


def _numbered(entry: etree._Element) -> dict[str, etree._Element]:
    """The first `<idno>` of each authority of which one thing has one number."""
    found: dict[str, etree._Element] = {}
    for idno in entry:
        if local(idno) == "idno" and (kind := entries.number_of(idno)[0]) in AUTHORITIES:
            found.setdefault(kind, idno)
    return found


def _said(element: etree._Element) -> str:
    values = [str(value) for name, value in element.attrib.items() if name not in ("resp", "cert", XML_ID)]
    return " ".join(values) or entries.words(element)


def _agree(one: etree._Element, other: etree._Element) -> bool:
    """Whether the one says the other's value less exactly: `1890` and `1890-02-13` are no contradiction."""
    a, b = _said(one), _said(other)
    return a == b or a.startswith(f"{b}-") or b.startswith(f"{a}-")


def _joined(keep: etree._Element, other: Entry, prefer: str) -> list[str]:
    """Puts all that the other entry says into the one that is kept; returns what was left out or replaced."""
    lines = []
    conflicts = {conflict.other: conflict for conflict in _conflicts(keep, other)}
    for child in list(other.element):
        conflict = conflicts.get(child)
        if conflict is not None and prefer == "keep":
            lines.append(f"  left out: {conflict.about}")
        elif conflict is not None and prefer == "other":
            lines.append(f"  replaced: {conflict.about}")
            _replace(keep, conflict.kept, child)
        else:
            _adopt(keep, child)
    return lines


def _adopt(keep: etree._Element, child: etree._Element) -> None:
    if not isinstance(child.tag, str):
        return
    if local(child) in (entries.NAME_OF[entries.KIND_OF[local(keep)]], "name"):
        if folded(entries.spoken(child)) not in map(folded, entries.names(keep)):
            _unidentified(entries.adopted(keep, child)).set("type", "variant")
        return
    same = [mine for mine in keep if local(mine) == local(child)]
    if local(child) == "idno":
        if entries.number_of(child) not in map(entries.number_of, same):
            _unidentified(entries.adopted(keep, child))
    elif local(child) in _ONCE and any(_agree(mine, child) for mine in same):
        less = next((mine for mine in same if len(_said(mine)) < len(_said(child)) and _agree(mine, child)), None)
        if less is not None:
            _replace(keep, less, child)
    elif _content(child) not in map(_content, same):
        _unidentified(entries.adopted(keep, child))


def _replace(keep: etree._Element, mine: etree._Element, theirs: etree._Element) -> None:
    made = _unidentified(entries.adopted(keep, theirs))
    if mine.getparent() is not keep:
        return  # It was replaced already: the other has two of these.
    tail = mine.tail
    keep.remove(made)
    keep.replace(mine, made)
    made.tail = tail


def _unidentified(element: etree._Element) -> etree._Element:
    """Without ids of its own: what pointed to them points to the entry from now on."""
    for each in element.iter("*"):
        each.attrib.pop(XML_ID, None)
    return element


def _content(element: etree._Element) -> tuple[str, str]:
    return _said(element), entries.words(element)


def repoint(holdings: Holdings, gone: Entry, keep: Entry) -> int:
    """Leads every pointer to an entry, or to a part of it, to the other entry; returns how many there were."""
    inside = [element for element in gone.element.iter("*") if element.get(XML_ID)]
    found = [pair for element in inside for pair in holdings.exemplar.targets.get(element, ())]
    changed = 0
    for document, pointer in found:
        if gone.element in (pointer.element, *pointer.element.iterancestors()):
            continue  # It goes with the entry.
        holdings.change(document)
        lead(document, pointer, keep)
        changed += 1
    return changed


def lead(document: Checked, pointer: Pointer, entry: Entry) -> None:
    """Lets one pointer lead to an entry; the others in the same attribute stay, and none is there twice."""
    new = address(document, pointer, entry)
    values = pointer.element.get(pointer.attribute, "").split()
    led = dict.fromkeys(new if value == pointer.value else value for value in values)
    pointer.element.set(pointer.attribute, " ".join(led))


def address(document: Checked, pointer: Pointer, entry: Entry) -> str:
    """The way from a file to an entry, written as the pointer was, if that is in the same file."""
    if pointer.kind is Kind.FILE and normal(target_path(document, pointer)) == normal(entry.document.path):
        return f"{pointer.value.partition('#')[0]}#{entry.id}"
    if document is entry.document:
        return f"#{entry.id}"
    folder = posixpath.dirname(normal(document.path)) or "."
    return f"{os.path.relpath(normal(entry.document.path), folder).replace(os.sep, '/')}#{entry.id}"
