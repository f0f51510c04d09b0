"""What a person has refused stays refused: the words stand in a `<seg>`, and a `<certainty>` in it says that the
element that a machine had proposed for them is right with a probability of nil (Guidelines, 22.1.2).

    <seg>Na<certainty locus="name" assertedValue="persName" degree="0" resp="#ae"/></seg>

With neither `@target` nor `@match` it speaks of its parent; a `<certainty>` that has one of them is somebody else's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from pecia.core.text import Annotation, Span
from pecia.engines.trees import local, tei
from pecia.tei.unweave import ENTER, LEAVE, chain_of, steps

REFUSED = "#refused"
"""The kind of a fact: that a stretch is not what its attribute `kind`, the name of an element, says."""

NAME_PARTS = frozenset({"forename", "surname", "genName", "nameLink", "addName", "roleName"})
"""The parts of the name of a person: where there is no such name, there are none of its parts."""

_ELEMENTS = {"noteAnchor": "ref"}


def element_name(kind: str) -> str:
    """What the element of an annotation is called: that of a note's marker is a `<ref>`."""
    return _ELEMENTS.get(kind, kind)


def refused_names(element: etree._Element) -> tuple[str, ...]:
    """The names of elements that somebody has said this one is not."""
    return tuple(said.get("assertedValue", "") for said in element if _refuses(said))


def _refuses(said: etree._Element) -> bool:
    if local(said) != "certainty" or said.get("locus") != "name" or said.get("target") or said.get("match"):
        return False
    try:
        return float(said.get("degree", "1")) == 0.0
    except ValueError:
        return False


def refusals(element: etree._Element, offset: int) -> tuple[Annotation, ...]:
    """What is refused in an element that holds text; places count from `offset`."""
    if next(element.iter(tei("certainty")), None) is None:
        return ()
    return tuple(_refusals(element, offset))


def _refusals(element: etree._Element, offset: int) -> Iterator[Annotation]:
    at, begun = offset, list[int]()
    for step in steps(element):
        if step.kind == ENTER:
            begun.append(at)
        elif step.kind == LEAVE:
            span = Span(begun.pop(), at)
            chain = (("chain", name),) if (name := chain_of(step.element)) else ()
            for kind in refused_names(step.element):
                yield Annotation(REFUSED, span, "", (("kind", kind), *chain))
        at += len(step.words)


def chained(found: Iterable[Annotation]) -> tuple[Annotation, ...]:
    """The parts of a refusal that had to be told in parts, as one again."""
    made: dict[tuple[str, str], Annotation] = {}
    alone = []
    for part in found:
        key = (part.get("chain"), part.get("kind"))
        if not key[0]:
            alone.append(part)
        elif key in made:
            start = min(made[key].span.start, part.span.start)
            made[key] = Annotation(REFUSED, Span(start, max(made[key].span.end, part.span.end)), "", part.attributes)
        else:
            made[key] = part
    return (*alone, *made.values())


def denies(refusal: Annotation, claim: Annotation) -> bool:
    """True when the claim says again what was refused: of the same words, or of a part of them."""
    kinds = {element_name(claim.kind), "persName" if claim.kind in NAME_PARTS else ""}
    return claim.span in refusal.span and refusal.get("kind") in kinds


def deny(element: etree._Element, name: str, who: str) -> None:
    """Says in an element that its words are no `name`, and who says so (a pointer such as `#ae`, or "")."""
    said = etree.SubElement(element, tei("certainty"), locus="name", assertedValue=name, degree="0")
    if who:
        said.set("resp", who)
