"""A note and its anchor point to each other, once, in the order of their numbers (TEI Guidelines, 3.9.1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from pecia.core.findings import Severity
from pecia.engines.trees import XML_ID, local, tei
from pecia.validation import Checked, Exemplar, Trouble, rule

_DRESS = re.compile(r"^\s*\[[^\W\d_]{3,}\s|</?sup>")
_NUMBERED = re.compile(r"(\D*?)(\d+)")


def label(text: str) -> str:
    """A note's number without its dress: `[6].`, `⁶`, `[Footnote 6:`, `<sup>6</sup>` and `6` are one."""
    plain = _DRESS.sub("", unicodedata.normalize("NFKC", text))
    return re.sub(r"[\s.,:;()\[\]^{}]+", "", plain).casefold()


def numbered(text: str) -> tuple[str, int] | None:
    """Series and number, `fn12` → ("fn", 12); None for an asterisk, a dagger, a letter."""
    found = _NUMBERED.fullmatch(label(text))
    return (found[1], int(found[2])) if found else None


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _title(note: etree._Element) -> str:
    number = note.get("n") or note.get(XML_ID) or ""
    return f"note {number}" if number else "this note"


def _anchors(document: Checked) -> list[etree._Element]:
    return [ref for ref in document.all("ref") if ref.get("type") == "noteAnchor"]


def _set_apart(document: Checked) -> list[etree._Element]:
    """Notes that stand away from what they are about: in a division of notes, or with an anchor of their own."""
    inside = document.find("//tei:text//tei:note[ancestor::tei:div[@type='notes'] or @target]")
    return [note for note in inside if note.getparent() is not None and not _nested(note)]


def _nested(note: etree._Element) -> bool:
    return any(local(above) == "note" for above in note.iterancestors())


def _links(document: Checked, exemplar: Exemplar) -> dict[etree._Element, list[etree._Element]]:
    """Each note with the anchors that point to it, in document order."""
    anchors = set(_anchors(document))
    found: dict[etree._Element, list[etree._Element]] = {}
    for pointer in document.pointers:
        if pointer.element in anchors and pointer.attribute == "target":
            for body in exemplar.resolve(document, pointer) or ():
                if local(body) == "note":
                    found.setdefault(body, []).append(pointer.element)
    return found


def _targets(document: Checked, exemplar: Exemplar) -> dict[etree._Element, list[etree._Element]]:
    """Each note with what its own @target leads to."""
    found: dict[etree._Element, list[etree._Element]] = {}
    for pointer in document.pointers:
        if local(pointer.element) == "note" and pointer.attribute == "target":
            found.setdefault(pointer.element, []).extend(exemplar.resolve(document, pointer) or ())
    return found


def _unused(document: Checked, exemplar: Exemplar) -> Iterator[Trouble]:
    targets = _targets(document, exemplar)
    for note in _set_apart(document):
        if not exemplar.targets.get(note) and not targets.get(note):
            yield Trouble(note, f"nothing in the text leads to {_title(note)}", "set an anchor where it belongs")


def _one_way(document: Checked, exemplar: Exemplar) -> Iterator[Trouble]:
    links, targets = _links(document, exemplar), _targets(document, exemplar)
    for note, anchors in links.items():
        back = targets.get(note, [])
        # Several anchors on one note are P113; here one way back is enough. No way at all is the schema's S203.
        if "target" in note.attrib and not any(anchor in back for anchor in anchors):
            hint = f'give it target="#{anchors[0].get(XML_ID) or "the xml:id of its anchor"}"'
            yield Trouble(note, f"{_title(note)} does not lead back to its anchor", hint)
    for note, found in targets.items():
        for anchor in found:
            if anchor.get("type") == "noteAnchor" and note not in links:
                yield Trouble(anchor, f"the anchor that {_title(note)} points to does not lead to it")


def _shared(document: Checked, exemplar: Exemplar) -> Iterator[Trouble]:
    for note, anchors in _links(document, exemplar).items():
        for anchor in anchors[1:]:
            yield Trouble(anchor, f"a second anchor leads to {_title(note)}", "which of the two numbers was misread?")
    taken: dict[etree._Element, etree._Element] = {}
    for note, found in _targets(document, exemplar).items():
        for anchor in found:
            first = taken.setdefault(anchor, note)
            if first is not note and anchor.get("type") == "noteAnchor":
                yield Trouble(note, f"{_title(note)} has the anchor of {_title(first)}")


def _group(element: etree._Element) -> object:
    """What numbering may begin anew in: the division of notes, or the outermost division of the text."""
    above = [e for e in element.iterancestors() if isinstance(e.tag, str) and e.tag == tei("div")]
    return (above[0] if local(element) == "note" else above[-1]) if above else None


def _headings(element: etree._Element) -> int:
    """How many headings stand before a note among its siblings: each begins a new numbering."""
    return sum(1 for _ in element.itersiblings(tei("head"), preceding=True)) if local(element) == "note" else 0


def _runs(elements: list[etree._Element]) -> Iterator[list[tuple[int, etree._Element]]]:
    """The numbered ones, series by series and group by group, in document order."""
    runs: dict[tuple[object, str, int], list[tuple[int, etree._Element]]] = {}
    for element in elements:
        found = numbered(element.get("n") or "".join(map(str, element.itertext())))
        if found:
            runs.setdefault((_group(element), found[0], _headings(element)), []).append((found[1], element))
    yield from runs.values()


def _with_number(document: Checked) -> list[etree._Element]:
    return [note for note in _set_apart(document) if note.get("n")]


def _disorder(document: Checked, _exemplar: Exemplar) -> Iterator[Trouble]:
    for elements in (_anchors(document), _with_number(document)):
        for run in _runs(elements):
            for (before, previous), (number, element) in pairwise(run):
                what = "note" if local(element) == "note" else "anchor"
                # Two anchors on one note are P113.
                if number == before and element.get("target") != previous.get("target"):
                    yield Trouble(element, f"{what} {number} stands here a second time", "was a number misread?")
                elif number < before:
                    yield Trouble(element, f"{what} {number} comes after {what} {before}", "was a number misread?")


def _missing(document: Checked, _exemplar: Exemplar) -> Iterator[Trouble]:
    for run in _runs(_with_number(document)):
        for (before, _), (number, element) in pairwise(run):
            if number == before + 2:
                hint = "was its marker overlooked?"
                yield Trouble(element, f"note {before + 1} is missing before note {number}", hint)
            elif number > before + 2:
                yield Trouble(element, f"notes {before + 1} to {number - 1} are missing before note {number}")


def _empty(document: Checked, _exemplar: Exemplar) -> Iterator[Trouble]:
    for note in document.find("//tei:text//tei:note"):
        said = [e for e in note.iter("*") if local(e) not in ("label", "note", "gap")]
        own = _words(note) and _words(note) != " ".join(_words(e) for e in note.iter(tei("label")))
        if not own and not said:
            yield Trouble(note, f"{_title(note)} has no body", "add it from the book")


def _mismatch(document: Checked, exemplar: Exemplar) -> Iterator[Trouble]:
    for note, anchors in _links(document, exemplar).items():
        n = label(note.get("n", ""))
        for anchor in anchors:
            shown = _words(anchor)
            if n and shown and label(shown) != n:
                hint = "correct the number or the link"
                yield Trouble(anchor, f"the anchor says {shown}, but leads to {_title(note)}", hint)
        own = note.find(tei("label"))
        if n and own is not None and label(_words(own)) not in ("", n):
            yield Trouble(note, f'the note is labelled {_words(own)} and has n="{note.get("n")}"')


UNUSED = rule(
    "P110", "unused-note", Severity.WARNING, "A note that no place in the text leads to is read by nobody.", _unused
)
DISORDER = rule(
    "P111",
    "notes-out-of-order",
    Severity.WARNING,
    "Numbers rise on the page; where they do not, one of them was misread or a note stands in the wrong place.",
    _disorder,
)
ONE_WAY = rule(
    "P112", "one-way-note", Severity.ERROR, "A reader who went down to the note cannot come back to the text.", _one_way
)
SHARED = rule(
    "P113",
    "shared-note",
    Severity.WARNING,
    "Two anchors on one note mostly mean that one number was misread; and from the note there is but one way back.",
    _shared,
)
EMPTY = rule("P114", "note-without-body", Severity.WARNING, "The reader is promised a note and gets a number.", _empty)
MISMATCH = rule(
    "P115",
    "note-number-mismatch",
    Severity.WARNING,
    "The number in the text and the number of the note must be one.",
    _mismatch,
)
MISSING = rule(
    "P116",
    "note-number-missing",
    Severity.INFO,
    "A number left out of the series often is a marker that was overlooked in the text.",
    _missing,
)
