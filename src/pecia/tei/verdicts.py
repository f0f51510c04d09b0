"""What a person says of a mark of the machine, carried out on the tree: in place, and on nothing else.

Law: whatever is said, the text as the source had it stays. A mark that is vouched for has the person in `@resp`, or no
`@resp` where nobody is named, and no `@cert` any more (Guidelines, 22.3); one that is refused leaves a word on that
behind (see `refusals`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from lxml import etree

from pecia.core.text import Annotation, Attributes, Span
from pecia.engines.trees import XML_ID, local, tei
from pecia.tei.decode import NAMES, Decoded, own
from pecia.tei.entry import take_out
from pecia.tei.notes import ANCHOR
from pecia.tei.refusals import NAME_PARTS, deny, element_name
from pecia.tei.unweave import ALTERNATIVES, ENTER, LEAVE, chain_of, is_own, steps
from pecia.tei.weave import second_reading

_KEPT = frozenset({"resp", "next", "prev", XML_ID})
_VALUES = ("when", "from", "to", "notBefore", "notAfter")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of the machine's, and the elements that it is: more than one where it had to be told in parts.

    `holder` is the element with running text that it stands in, or begins in.
    """

    claim: Annotation
    elements: tuple[etree._Element, ...]
    holder: etree._Element


def marks(decoded: Decoded) -> tuple[Mark, ...]:
    """All that only the machine vouches for, in the order of the text."""
    there: dict[tuple[str, Span], tuple[etree._Element, ...]] = {}
    for name, span, elements in _own_elements(decoded):
        there.setdefault((name, span), elements)
    return tuple(
        Mark(claim, there[key], decoded.elements[decoded.index(claim.span.start)])
        for claim in decoded.document.annotations
        if own(claim) and (key := (element_name(claim.kind), claim.span)) in there
    )


def _own_elements(decoded: Decoded) -> Iterator[tuple[str, Span, tuple[etree._Element, ...]]]:
    chains: dict[str, tuple[str, Span, tuple[etree._Element, ...]]] = {}
    for element, span in _spans(decoded):
        name = local(element[0]) if local(element) == "choice" else local(element)
        chain = chain_of(element)
        if not chain:
            yield name, span, (element,)
        elif chain in chains:
            _, before, parts = chains[chain]
            chains[chain] = (name, Span(before.start, span.end), (*parts, element))
        else:
            chains[chain] = (name, span, (element,))
    yield from chains.values()


def _spans(decoded: Decoded) -> Iterator[tuple[etree._Element, Span]]:
    """The machine's elements with the stretch of the document's text that each covers, in document order."""
    for holder, block in zip(decoded.elements, decoded.document.blocks, strict=True):
        at, begun, found = block.span.start, list[tuple[int, int]](), list[tuple[etree._Element, Span]]()
        for step in steps(holder):
            if step.kind == ENTER:
                begun.append((len(found), at))
                found.append((step.element, Span(at, at)))
            elif step.kind == LEAVE:
                index, start = begun.pop()
                found[index] = (step.element, Span(start, at))
            at += len(step.words)
        yield from ((element, span) for element, span in found if is_own(element, decoded.confirmed))


def vouch(mark: Mark, who: str) -> None:
    """The mark is the person's from now on, with the names that are marked within it, if it is a name."""
    for element in mark.elements:
        inner = [e for e in element.iterdescendants(tei("*")) if local(element) in NAMES and local(e) in NAMES]
        for each in (element, *(e for e in inner if is_own(e, ()))):
            for said in (each, *_copies(each)):
                _speak(said, who)


def _speak(element: etree._Element, who: str) -> None:
    parts = [element, element[1]] if local(element) == "choice" else [element]
    for part in parts:
        part.attrib.pop("cert", None)
        if who:
            part.set("resp", who)
        else:
            part.attrib.pop("resp", None)


def _copies(element: etree._Element) -> Iterator[etree._Element]:
    """The same name in the editor's reading, where the element stands in that of the source."""
    first = element.getparent()
    choice = first.getparent() if first is not None and local(first) in ALTERNATIVES else None
    if choice is not None and local(choice) == "choice" and len(choice) == 2:
        words = "".join(element.itertext())
        yield from (twin for twin in choice[1] if twin.tag == element.tag and "".join(twin.itertext()) == words)


def refuse(mark: Mark, who: str) -> None:
    """The words are not what the mark says: they stand in a `<seg>`, which says so."""
    name = element_name(mark.claim.kind)
    number = _free_chain(mark.elements[0].getroottree().getroot()) if len(mark.elements) > 1 else ""
    for part, element in enumerate(mark.elements, start=1):
        for twin in list(_copies(element)):
            unwrap(twin)
        if mark.claim.kind == ANCHOR:
            _let_go(element)
        if local(element) == "choice":
            _first_reading_only(element)
        _without_name_parts(element)
        element.attrib.clear()
        element.tag = tei("seg")
        if number:
            _link(element, number, part, len(mark.elements))
        deny(element, name, who)


def _link(element: etree._Element, chain: str, part: int, parts: int) -> None:
    element.set(XML_ID, f"{chain}.{part}")
    if part < parts:
        element.set("next", f"#{chain}.{part + 1}")
    if part > 1:
        element.set("prev", f"#{chain}.{part - 1}")


def _free_chain(root: etree._Element) -> str:
    taken = {name.rpartition(".")[0] for name in map(str, root.xpath("//@xml:id"))}
    return next(name for n in count(1) if (name := f"seg-{n}") not in taken)


def _first_reading_only(choice: etree._Element) -> None:
    """<choice><sic>a</sic><corr>b</corr></choice> becomes <choice>a</choice>."""
    first = choice[0]
    choice.text = first.text
    children = list(first)
    for child in list(choice):
        choice.remove(child)
    choice.extend(children)


def _let_go(marker: etree._Element) -> None:
    """The note no longer points to a marker that is none; one that was made for it, and says only that its body is
    lost, goes with it."""
    root = marker.getroottree().getroot()
    target, own_id = marker.get("target", "").removeprefix("#"), marker.get(XML_ID, "")
    for note in root.iter(tei("note")):
        if note.get(XML_ID) == target and note.get("target", "").removeprefix("#") == own_id:
            del note.attrib["target"]
            if not "".join(note.itertext()).strip() and [local(e) for e in note] == ["gap"]:
                _remove(note)
            return


def _remove(element: etree._Element) -> None:
    """Takes an element out, and what holds nothing any more without it; the words around it stay."""
    parent = element.getparent()
    if parent is None:
        return
    take_out(element)
    if not len(parent) and not (parent.text or "").strip() and local(parent) in ("div", "back"):
        _remove(parent)


def rename(mark: Mark, name: str, who: str) -> None:
    """The words are a name of another kind, such as `orgName`. What else the mark said, and its entry, goes.

    A title may have names in it, so that it must be said of one that was no name: the element says it of itself.
    """
    before = element_name(mark.claim.kind)
    vouch(mark, who)
    for element in mark.elements:
        for each in (*list(_copies(element)), element):
            _without_name_parts(each)
            for attribute in set(each.attrib) - _KEPT:
                each.attrib.pop(attribute)
            each.tag = tei(name)
        if not {before, name} <= NAMES:
            deny(element, before, who)


def _without_name_parts(element: etree._Element) -> None:
    for part in [e for e in element if local(e) in NAME_PARTS and is_own(e, ())]:
        unwrap(part)


def point(mark: Mark, ref: str) -> None:
    """The name is that of this entry (the value of `@ref`)."""
    for element in mark.elements:
        for each in (element, *_copies(element)):
            each.set("ref", ref)


def value(mark: Mark, attributes: Attributes) -> None:
    """The date has this value: `when`, or the bounds of a stretch of time; none where nothing is given."""
    for element in mark.elements:
        for name in _VALUES:
            element.attrib.pop(name, None)
        for name, said in attributes:
            element.set(name, said)


def reading(mark: Mark, words: str) -> None:
    """The editor reads these words in place of those of the source."""
    for choice in mark.elements:
        if local(choice) == "choice":
            second_reading(choice[0], choice[1], words)


def alone(mark: Mark) -> etree._Element:
    """The mark as one element without parts of names in it: the first, where it was told in several."""
    first, *others = mark.elements
    for element in others:
        unwrap(element)
    for name in ("next", "prev", *([XML_ID] if others else [])):
        first.attrib.pop(name, None)
    _without_name_parts(first)
    return first


def unwrap(element: etree._Element) -> None:
    """Takes a tag away; what stands in it stays where it is."""
    parent = element.getparent()
    if parent is None:
        return
    at, children, tail = parent.index(element), list(element), element.tail
    before = element.getprevious()
    _append(parent, before, element.text)
    element.tail = None
    parent.remove(element)
    for offset, child in enumerate(children):
        parent.insert(at + offset, child)
    _append(parent, children[-1] if children else before, tail)


def _append(parent: etree._Element, before: etree._Element | None, words: str | None) -> None:
    if before is not None:
        before.tail = (before.tail or "") + (words or "") or None
    else:
        parent.text = (parent.text or "") + (words or "") or None
