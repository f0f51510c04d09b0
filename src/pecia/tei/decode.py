"""The way back: a TEI tree as a Document, and new claims woven into the tree that was there.

Only what the machine marked is renewed; the rest of the tree, its header, its structure and what a person changed or
confirmed, stays as it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from pecia.core.errors import SourceError
from pecia.core.findings import Location
from pecia.core.text import MACHINE, Annotation, Block, Document, Span
from pecia.engines.trees import TEI, XML_ID, XML_LANG, is_tei, local, parse, tei
from pecia.tei.body import Pointer, dressed, note_element, notes_division
from pecia.tei.notes import ANCHOR, Note, notes, series_of
from pecia.tei.refusals import REFUSED, chained, denies, refusals
from pecia.tei.strands import OPAQUE, Strand, by_block
from pecia.tei.unweave import STRUCTURAL, confirmed_chains, counts, is_own, rejoined, unweave
from pecia.tei.weave import reweave

_HOLDERS = frozenset(
    {"p", "ab", "head", "l", "item", "label", "note", "fw", "cell", "salute", "signed", "dateline", "byline", "trailer",
     "closer", "opener", "titlePart", "docAuthor", "docDate", "imprimatur", "argument", "epigraph", "speaker", "stage",
     "quote", "q", "bibl", "postscript", "seg"}
)  # fmt: skip
_INNER_BLOCKS = frozenset({"p", "ab", "l", "lg", "item", "list", "div", "table", "quote"})
_NO_TEXT = frozenset(
    {"text", "listPerson", "listPlace", "listOrg", "listNym", "listEvent", "listObject", "listRelation", "person",
     "personGrp", "place", "org", "nym", "event", "eg", "formula", "idno", "teiHeader", "standOff"}
)  # fmt: skip
NAMES = frozenset(
    {"persName", "placeName", "orgName", "name", "rs", "date", "time", "geogName", "objectName", "eventName",
     "forename", "surname", "addName", "genName", "nameLink", "roleName", "settlement", "district", "region",
     "country", "bloc", "geogFeat", "idno"}
)  # fmt: skip
"""What says of words that they are a name, a part of one, or a date: two of them never say it of the same words."""
_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document; the tree, and for each block the element that it came from.

    `said` is what the elements around the blocks say of them: a <surname> is a name, whoever's mark is in it; and what
    a person has refused.
    `confirmed` are the chains of which a person has confirmed a part.
    """

    document: Document
    root: etree._Element
    elements: tuple[etree._Element, ...]
    said: tuple[Annotation, ...] = ()
    confirmed: frozenset[str] = frozenset()

    @property
    def facts(self) -> tuple[Annotation, ...]:
        """All that a person has said of the text, and no claim may contradict."""
        return (*without_own(self.document).annotations, *self.said)

    @property
    def refused_at(self) -> frozenset[int]:
        """Where the words begin of which a person has refused a mark."""
        return frozenset(fact.span.start for fact in self.said if fact.kind == REFUSED)

    def where(self, offset: int) -> Location:
        """The line of the file on which the element begins that holds this character."""
        line = self.elements[self.index(offset)].sourceline if self.elements else None
        return Location(self.document.name, line or 0)

    def index(self, offset: int) -> int:
        """Which of the blocks a character stands in."""
        return max(0, bisect_right(self.document.blocks, offset, key=lambda block: block.span.start) - 1)


def parse_tei(content: bytes, path: str) -> etree._Element:
    """The root of a TEI document. Raises SourceError for what is not well-formed, or another kind of document."""
    root = parse(content, path)
    if root.tag not in (tei("TEI"), tei("teiCorpus")):
        near = " without its namespace" if local(root).startswith("TEI") or local(root) == "teiCorpus" else ""
        raise SourceError(f'{path}: is not TEI: it begins with <{local(root)}>{near}; wanted is <TEI xmlns="{TEI}">')
    return root


def decode(root: etree._Element, name: str) -> Decoded:
    """The text of a TEI tree as its source had it, in blocks, with everything that is marked in it.

    Note anchors come back as `noteAnchor`; notes in the back are blocks of kind `note`.
    """
    text: list[str] = []
    blocks: list[Block] = []
    marks: list[Annotation] = []
    said: list[Annotation] = []
    refused: list[Annotation] = []
    elements = []
    confirmed = confirmed_chains(root)
    at = 0
    for element in _holders(root):
        words, marked = unweave(element, at, confirmed)
        if not words.strip() and not marked:
            continue
        blocks.append(_block(element, Span(at, at + len(words))))
        marks += marked
        said += _said_around(element, blocks[-1].span)
        refused += refusals(element, at)
        elements.append(element)
        text.append(words)
        at += len(words) + len(_BETWEEN)
    language = root.get(XML_LANG, "") or next((t.get(XML_LANG, "") for t in root.iter(tei("text"))), "")
    document = Document(name, _BETWEEN.join(text), tuple(blocks), rejoined(tuple(marks))).having(language=language)
    return Decoded(_with_anchors(document), root, tuple(elements), (*said, *chained(refused)), confirmed)


def _holders(root: etree._Element) -> Iterator[etree._Element]:
    """The outermost elements of `<text>` that hold running text, in document order."""
    for text in root.iter(tei("text")):
        yield from _holders_in(text)


def _holders_in(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        name = local(child)
        # The texts of a <group> are come to by themselves; a register in the back is no running text.
        if name in _NO_TEXT or not is_tei(child) or not (counts(child) or name == "note"):
            continue
        inner = any(local(grandchild) in _INNER_BLOCKS for grandchild in child)
        if _has_words(child) or (name in _HOLDERS and not inner):
            yield child
        else:
            yield from _holders_in(child)


def _has_words(element: etree._Element) -> bool:
    """True when words stand in the element itself, or would if the machine had marked nothing."""
    if (element.text or "").strip():
        return True
    return any((child.tail or "").strip() or is_own(child, ()) for child in element)


def _said_around(element: etree._Element, span: Span) -> Iterator[Annotation]:
    """What an element that holds text, and what is around it, say of the whole of it: that it is a name, or a date."""
    for around in (element, *element.iterancestors()):
        name = local(around)
        if name in NAMES:
            yield Annotation(name, span)
        if name == "text":
            return


def _block(element: etree._Element, span: Span) -> Block:
    name = local(element)
    attributes: tuple[tuple[str, str], ...] = ()
    if name == "note":
        n = element.get("n", "")
        attributes = (("n", n), ("series", series_of(n)), ("id", element.get(XML_ID, "")), *_leading_label(element))
    elif name == "fw":
        attributes = (("type", element.get("type", "")),)
    if spoken := _spoken(element):
        attributes = (*attributes, ("lang", spoken))
    return Block(name, span, attributes)


def _leading_label(note: etree._Element) -> Iterator[tuple[str, str]]:
    """How many characters the number takes with which a note begins."""
    if len(note) and local(note[0]) == "label" and not (note.text or "").strip():
        yield "label", str(len(note.text or "") + len(unweave(note[0])[0]))


def _spoken(element: etree._Element) -> str:
    """The language (BCP 47) that the element, or what it stands in below the text, says it is in; "" for the text's."""
    for place in (element, *element.iterancestors()):
        if local(place) in ("text", "TEI"):
            return ""
        if place.get(XML_LANG):
            return place.get(XML_LANG, "")
    return ""


def _with_anchors(document: Document) -> Document:
    """Note anchors under the name that annotators have for them, with the number of the note that each points to."""
    numbers = {block.get("id"): block.get("n") for block in document.blocks if block.kind == "note"}
    made = []
    for annotation in document.annotations:
        target = annotation.get("target").removeprefix("#")
        if annotation.kind == "ref" and annotation.get("type") == ANCHOR and target:
            n = numbers.get(target) or document.covered(annotation.span).strip("[]()")
            made.append(replace(annotation.having(n=n, series=series_of(n)), kind=ANCHOR))
        else:
            made.append(annotation)
    return replace(document, annotations=tuple(made))


def own(annotation: Annotation) -> bool:
    """True for what only the machine vouches for; a second name in `@resp` is a person's word."""
    return annotation.made_by == MACHINE and annotation.kind not in STRUCTURAL


def without_own(document: Document) -> Document:
    """The document with the machine's marks taken off: what a re-run starts from."""
    every = document.annotations
    held = _held(every)
    return replace(document, annotations=tuple(a for a in every if not own(a) or (a.kind == "roleName" and a in held)))


def _held(annotations: Iterable[Annotation]) -> frozenset[Annotation]:
    """The titles in names that a person answers for: they stay with the name, whoever set them apart."""
    end, held = 0, []
    for annotation in annotations:
        if annotation.kind == "persName" and not own(annotation):
            end = max(end, annotation.span.end)
        elif annotation.kind == "roleName" and annotation.span.end <= end:
            held.append(annotation)
    return frozenset(held)


def claims_that_fit(claims: Iterable[Annotation], facts: Iterable[Annotation]) -> tuple[Annotation, ...]:
    """The claims that contradict nothing that a person marked.

    A claim goes when it crosses a person's mark, when it lies in an element that is kept whole, or when it says
    of a stretch what a person has already said something of the same sort about.
    """
    marks = sorted(facts, key=lambda fact: fact.span)
    under_way: list[Annotation] = []
    kept = []
    for claim in sorted(claims, key=lambda claim: claim.span):
        while marks and marks[0].span.start < claim.span.end:
            under_way.append(marks.pop(0))
        under_way = [mark for mark in under_way if mark.span.end > claim.span.start]
        if not any(_contradicts(claim, mark) for mark in under_way if mark.span.overlaps(claim.span)):
            kept.append(claim)
    return tuple(kept)


_SORTS = (
    NAMES,
    frozenset({"q", "quote", "said", "soCalled", "mentioned"}),
    frozenset({"title"}),
    frozenset({ANCHOR, "ref", "label"}),
    frozenset({"sic", "abbr", "orig"}),
    frozenset({"foreign"}),
)


def _contradicts(claim: Annotation, mark: Annotation) -> bool:
    if mark.kind == REFUSED:
        return denies(mark, claim)
    if claim.span.crosses(mark.span):
        return True
    if mark.kind == OPAQUE:
        return claim.span in mark.span
    same_sort = any(claim.kind in sort and mark.kind in sort for sort in _SORTS)
    # A quotation within a quotation is no contradiction.
    return same_sort and (claim.span == mark.span or claim.kind not in {"q", "quote"})


def renew(decoded: Decoded, document: Document, pointer: Pointer) -> bool:
    """Writes the annotations of `document` into the elements of the tree that it was decoded from.

    Elements in which nothing has changed are not touched. A marker without a note gets one that says so. Returns
    whether anything was changed.
    """
    # Of a marker that is renewed the id is free again.
    taken = set(decoded.root.xpath("//*[not(self::t:ref/@type = 'noteAnchor')]/@xml:id", namespaces={"t": TEI}))
    pairs = notes(document, taken)
    by_anchor = {note.anchor: note for note in pairs if note.anchor is not None}
    spans = [block.span for block in document.blocks]
    now = by_block((dressed(a, pointer, by_anchor) for a in document.annotations), spans)
    was = by_block((dressed(a, pointer, by_anchor) for a in decoded.document.annotations), spans)
    changed = False
    for element, span, fresh, old in zip(decoded.elements, spans, map(_own, now), map(_own, was), strict=True):
        if fresh != old:
            reweave(element, fresh, span.start, decoded.confirmed)
            changed = True
    for note in pairs:
        if note.block is None:
            note_element(_notes_division(decoded, note, taken), note)
            changed = True
    return changed


def _own(strands: Iterable[Strand]) -> list[Strand]:
    return [strand for strand in strands if own(strand.annotation)]


def _notes_division(decoded: Decoded, note: Note, taken: set[str]) -> etree._Element:
    """The division of notes of the text that a note belongs to, which its marker stands in; made if it is missing."""
    text = next(decoded.root.iter(tei("text")))
    if note.anchor is not None:
        holder = decoded.elements[decoded.index(note.anchor.span.start)]
        text = next((e for e in holder.iterancestors(tei("text"))), text)
    division = next((d for d in text.iter(tei("div")) if d.get("type") == "notes"), None)
    if division is not None:
        return division
    back = text.find(tei("back"))
    if back is None:
        back = etree.Element(tei("back"))
        body = text.find(tei("body"))
        text.insert(len(text) if body is None else text.index(body) + 1, back)
    division = notes_division(back, taken)
    taken.add(division.get(XML_ID, ""))
    return division
