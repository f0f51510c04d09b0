"""Inline becomes standoff again: the text of an element as the source had it, and what is marked in it.

What a correction, an expansion, a regularisation or a note of the editor says is no text of the source. An
element that cannot be told as a span with attributes is kept whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from pecia.core.text import MACHINE, Annotation, Span
from pecia.engines.trees import XML, XML_ID, is_tei, local
from pecia.tei.strands import OPAQUE

ALTERNATIVES = {"sic": "corr", "abbr": "expan", "orig": "reg"}
"""What the source has, and the attribute that holds the editor's reading: a pair in `<choice>`."""

# Their words are the editor's, or stand elsewhere in the source than here.
_NOT_SOURCE = frozenset(
    {"corr", "expan", "reg", "note", "noteGrp", "figDesc", "certainty", "precision", "respons", "desc"}
)
# Several readings of one place: the first of these that is there is what the source has.
_READINGS = {"choice": ("sic", "orig", "abbr", "unclear"), "app": ("lem", "rdg"), "subst": ("add", "del")}
STRUCTURAL = frozenset({"fw", "gap", "note", "pb"})
"""What the machine sets aside or adds: part of the structure, and not a mark to be renewed."""


def source_text(element: etree._Element) -> str:
    """The words of an element as the source has them, its tail not counted."""
    return "".join(_source_text(element))


def _source_text(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if counts(child):
            yield from _source_text(reading(child))
        yield child.tail or ""


def counts(element: etree._Element) -> bool:
    """False for comments, and for elements whose words are not the source's."""
    name = local(element)
    if name == "expan":
        # Alone it is the source's own long form; in <choice> it is the editor's.
        parent = element.getparent()
        return parent is None or local(parent) != "choice"
    return bool(name) and name not in _NOT_SOURCE


def reading(element: etree._Element) -> etree._Element:
    """Where several readings stand for one place, the one that the source has; else the element itself."""
    wanted = _READINGS.get(local(element), ())
    return next((child for name in wanted for child in element if local(child) == name), element)


TEXT, ENTER, LEAVE, WHOLE = "text", "enter", "leave", "whole"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a walk through an element: words, a tag, or an element (a comment) that is kept whole, with what
    it holds of the source's words."""

    kind: str
    element: etree._Element
    words: str = ""


def steps(element: etree._Element) -> Iterator[Step]:
    """The walk through what stands in an element, in the order of the text."""
    if element.text:
        yield Step(TEXT, element, element.text)
    for child in element:
        if is_whole(child):
            yield Step(WHOLE, child, source_text(reading(child)) if counts(child) else "")
        else:
            yield Step(ENTER, child)
            yield from steps(inside(child))
            yield Step(LEAVE, child)
        if child.tail:
            yield Step(TEXT, child, child.tail)


def inside(element: etree._Element) -> etree._Element:
    """Where the source's words of an element stand: in the first reading of a pair, else in the element itself."""
    return element[0] if local(element) == "choice" else element


def unweave(
    element: etree._Element, offset: int = 0, confirmed: Collection[str] = ()
) -> tuple[str, tuple[Annotation, ...]]:
    """The source's text of an element and the annotations in it, outer before inner; places count from `offset`.

    `confirmed` are the chains that a person has confirmed.
    """
    text: list[str] = []
    made: list[Annotation] = []
    under_way: list[tuple[int, int]] = []
    at = offset
    for step in steps(element):
        text.append(step.words)
        if step.kind == ENTER:
            under_way.append((len(made), at))
            made.append(_annotation(step.element, Span(at, at), confirmed))
        elif step.kind == LEAVE:
            index, start = under_way.pop()
            made[index] = replace(made[index], span=Span(start, at))
        elif step.kind == WHOLE:
            made.append(Annotation(OPAQUE, Span(at, at + len(step.words))))
        at += len(step.words)
    return "".join(text), tuple(made)


def is_own(element: etree._Element, confirmed: Collection[str]) -> bool:
    """True for a mark that only the machine vouches for; a second name in `@resp` is a person's word."""
    speaker = element[1] if local(element) == "choice" and len(element) > 1 else element
    if speaker.get("resp") != f"#{MACHINE}" or local(element) in STRUCTURAL:
        return False
    return not confirmed or chain_of(element) not in confirmed


def confirmed_chains(root: etree._Element) -> frozenset[str]:
    """The chains of which a person has confirmed a part: the rest of them is confirmed with it."""
    parts = (part for part in root.iter(etree.Element) if part.get("next") or part.get("prev"))
    return frozenset(name for part in parts if not is_own(part, ()) and (name := chain_of(part)))


def chain_of(element: etree._Element) -> str:
    """The name of the chain that an element is a part of: `q-1` for `xml:id="q-1.2"`; "" if it is part of none."""
    name, _, part = element.get(XML_ID, "").rpartition(".")
    return name if part.isdigit() and (element.get("next") or element.get("prev")) else ""


def _annotation(element: etree._Element, span: Span, confirmed: Collection[str]) -> Annotation:
    plain = _alternative(element)
    speaker = element[1] if plain else element
    attributes = () if plain else tuple((_name(k), v) for k, v in element.items() if k not in ("resp", "cert"))
    resp = speaker.get("resp", "")
    if resp and (not resp.startswith("#") or (confirmed and chain_of(element) in confirmed)):
        attributes, resp = (*attributes, ("resp", resp)), ""
    kind = local(element[0]) if plain else local(element)
    return Annotation(kind, span, resp.removeprefix("#"), (plain,) if plain else attributes, speaker.get("cert", ""))


def _name(clark: str) -> str:
    return clark.replace(f"{{{XML}}}", "xml:")


def is_whole(element: etree._Element) -> bool:
    """True for several readings that are no plain pair, what is not TEI, and what is none of the source's words."""
    if not counts(element) or not is_tei(element):
        return True
    return local(element) in _READINGS and _alternative(element) is None


def _alternative(element: etree._Element) -> tuple[str, str] | None:
    """The attribute that tells a plain pair of readings: <choice><sic/><corr/></choice> -> ("corr", "…"), or None."""
    if local(element) != "choice" or len(element) != 2 or (element.text or "").strip():
        return None
    first, second = element
    wanted = ALTERNATIVES.get(local(first))
    if wanted is None or local(second) != wanted or (first.tail or "").strip() or (second.tail or "").strip():
        return None
    said = "".join(second.itertext())
    same_speaker = element.get("resp") == second.get("resp")
    bare = set(element.keys()) <= {"resp"} and not first.keys() and set(second.keys()) <= {"resp", "cert"}
    return (wanted, said) if bare and same_speaker and said and _repeats(first, second) else None


def _repeats(first: etree._Element, second: etree._Element) -> bool:
    """True when all that is marked in the second reading is marked in the first, as the weaver would have it; what
    somebody noted in it, in a comment, the weaver would not have."""
    known = ["".join(child.itertext()) for child in first if local(child)]
    return all(local(child) and not len(child) and (child.text or "") in known for child in second)


def rejoined(annotations: tuple[Annotation, ...]) -> tuple[Annotation, ...]:
    """The parts into which the weaver had cut an annotation, as one again; chains of a person's stay as they are."""
    made: list[Annotation] = []
    under_way: dict[str, int] = {}
    for annotation in annotations:
        name, _, part = annotation.get("xml:id").rpartition(".")
        chained = part.isdigit() and bool(annotation.get("next") or annotation.get("prev"))
        if not chained:
            made.append(annotation)
        elif part == "1":
            under_way[name] = len(made)
            made.append(annotation)
        elif name in under_way:
            whole = made[under_way[name]]
            made[under_way[name]] = replace(whole, span=Span(whole.span.start, annotation.span.end))
    for name, index in under_way.items():
        whole = made[index]
        generated = re.fullmatch(rf"{whole.kind}-\d+", name)
        made[index] = whole.having(next="", prev="", **{"xml:id": "" if generated else name})
    return tuple(made)
