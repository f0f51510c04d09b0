"""Inline becomes standoff again: the text of an element as the source had it, and what is marked in it.

What a correction, an expansion, a regularisation or a note of the editor says is no text of the source. An
element that cannot be told as a span with attributes is kept whole, as XML, and put back as it stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from pecia.core.text import Annotation, Span
from pecia.engines.trees import TEI, XML, local
from pecia.tei.strands import OPAQUE
from pecia.tei.weave import ALTERNATIVES

# Their words are the editor's, or stand elsewhere in the source than here.
_NOT_SOURCE = frozenset(
    {"corr", "expan", "reg", "note", "noteGrp", "figDesc", "certainty", "precision", "respons", "desc"}
)
# Several readings of one place: the first of these that is there is what the source has.
_READINGS = {"choice": ("sic", "orig", "abbr", "unclear"), "app": ("lem", "rdg"), "subst": ("add", "del")}


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


def unweave(element: etree._Element, offset: int = 0) -> tuple[str, tuple[Annotation, ...]]:
    """The source's text of an element and the annotations in it, outer before inner; places count from `offset`."""
    text: list[str] = [element.text or ""]
    made: list[Annotation] = []
    at = offset + len(text[0])
    for child in element:
        at = _take(child, text, made, at)
        tail = child.tail or ""
        text.append(tail)
        at += len(tail)
    return "".join(text), tuple(made)


def _take(child: etree._Element, text: list[str], made: list[Annotation], at: int) -> int:
    plain = _alternative(child)
    if plain is None and (_needs_whole(child) or not counts(child)):
        words = source_text(reading(child)) if counts(child) else ""
        made.append(Annotation(OPAQUE, Span(at, at + len(words)), attributes=(("xml", _alone(child)),)))
        text.append(words)
        return at + len(words)
    inner = child if plain is None else child[0]
    place = len(made)
    words, annotations = unweave(inner, at)
    made.extend(annotations)
    text.append(words)
    made.insert(place, _annotation(child, Span(at, at + len(words)), plain))
    return at + len(words)


def _annotation(element: etree._Element, span: Span, plain: tuple[str, str] | None) -> Annotation:
    speaker = element[1] if plain else element
    attributes = () if plain else tuple((_name(k), v) for k, v in element.items() if k not in ("resp", "cert"))
    resp = speaker.get("resp", "")
    if resp and not resp.startswith("#"):
        attributes, resp = (*attributes, ("resp", resp)), ""
    kind = local(element[0]) if plain else local(element)
    return Annotation(kind, span, resp.removeprefix("#"), (plain,) if plain else attributes, speaker.get("cert", ""))


def _name(clark: str) -> str:
    return clark.replace(f"{{{XML}}}", "xml:")


def _needs_whole(element: etree._Element) -> bool:
    foreign = not element.tag.startswith(f"{{{TEI}}}") if isinstance(element.tag, str) else True
    return foreign or local(element) in _READINGS or any(k.startswith("{") and XML not in k for k in element.attrib)


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
    """True when all that is marked in the second reading is marked in the first, as the weaver would have it."""
    known = ["".join(child.itertext()) for child in first]
    return all(not len(child) and (child.text or "") in known for child in second)


def _alone(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False)


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
