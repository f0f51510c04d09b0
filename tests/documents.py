"""Random documents that a grammar of RELAX NG allows, made from its patterns, and the same documents spoilt."""

from __future__ import annotations

import random
from copy import deepcopy

from lxml import etree

from pecia.relaxng import Schema
from pecia.relaxng.names import names
from pecia.relaxng.patterns import Attribute, Choice, Element, Empty, Interleave, List, OneOrMore, Pattern, Text

_SAMPLES = (
    *(
        "1932-09-23",
        "1932",
        "--09",
        "---23",
        "10:00:00",
        "1932-09-23T10:00:00",
        "P1D",
        "1",
        "0.5",
        "1/2",
        "1.0",
        "true",
    ),
    *("name", "#here", "https://example.org/a", "en", "some words", "12cm", "0,0", "0,0 1,1 2,2", "text/xml", "U+0041"),
    *("a:b", "^a"),
)
_DEEP = 4


class Maker:
    """`document()` is another valid document each time; the same ones for the same seed."""

    def __init__(self, schema: Schema, seed: int) -> None:
        self._schema = schema
        self._chance = random.Random(seed)
        self._costs: dict[Pattern, float] = {}
        self._ids = 0

    def document(self) -> bytes:
        (root,) = self._parts(self._schema.start, 0)
        assert isinstance(root, Element)
        return etree.tostring(self._element(root, 0), encoding="UTF-8", xml_declaration=True)

    def _element(self, element: Element, depth: int) -> etree._Element:
        made = etree.Element(_clark(self._name(element)))
        for part in self._parts(element.content, depth):
            if isinstance(part, Element):
                made.append(self._element(part, depth + 1))
            elif isinstance(part, Attribute):
                made.set(_clark(self._name(part)), self._value(part.value))
            else:
                said = "words" if isinstance(part, Text) else self._value(part)
                if len(made):
                    made[-1].tail = (made[-1].tail or "") + said
                else:
                    made.text = (made.text or "") + said
        return made

    def _name(self, part: Element | Attribute) -> str:
        listed = list(names(part.names))
        return self._chance.choice(listed) if listed else "urn:other}any" if part.names.has("urn:other}any") else "any"

    def _value(self, pattern: Pattern) -> str:
        if getattr(getattr(pattern, "datatype", None), "name", "") == "ID":
            self._ids += 1
            return f"id{self._ids}"
        tried = [self._chance.choice(_SAMPLES) for _ in range(40)] + list(_SAMPLES) + list(_values(pattern))
        if listed := list(_values(pattern)):
            tried.insert(self._chance.randrange(8), self._chance.choice(listed))
        return next((text for text in tried if pattern.text(text, {}).nullable), "")

    def _parts(self, pattern: Pattern, depth: int) -> list[Pattern]:
        """What one way through the pattern has in it."""
        match pattern:
            case Choice():
                return self._parts(self._chosen(pattern, depth), depth)
            case OneOrMore():
                more = 0 if depth > _DEEP else self._chance.choice((0, 0, 1, 2))
                return [part for _ in range(1 + more) for part in self._parts(pattern.part, depth)]
            case Empty():
                return []
            case Element() | Attribute() | Text() | List():
                return [pattern]
            case _ if not pattern.parts:
                return [pattern]
            case _:
                parts = list(pattern.parts)
                if isinstance(pattern, Interleave):
                    self._chance.shuffle(parts)
                return [each for part in parts for each in self._parts(part, depth)]

    def _chosen(self, pattern: Choice, depth: int) -> Pattern:
        parts = list(pattern.parts)
        attribute = any(isinstance(part, Attribute) for part in parts)
        if depth > _DEEP or (attribute and self._chance.random() < 0.8):
            least = min(map(self._cost, parts))
            parts = [part for part in parts if self._cost(part) == least]
        return self._chance.choice(parts)

    def _cost(self, pattern: Pattern) -> float:
        """How deep what it needs goes; attributes count a little."""
        if pattern.nullable and not pattern.attributed:
            return 0
        if pattern not in self._costs:
            self._costs[pattern] = 1000
            if isinstance(pattern, Element):
                cost = 1 + self._cost(pattern.content)
            elif isinstance(pattern, Choice):
                cost = min(map(self._cost, pattern.parts))
            elif isinstance(pattern, Attribute):
                cost = 0.01
            else:
                cost = max(map(self._cost, pattern.parts), default=0)
            self._costs[pattern] = cost
        return self._costs[pattern]


def _values(pattern: Pattern) -> list[str]:
    shown = getattr(pattern, "shown", None)
    return [shown] if shown is not None else [value for part in pattern.parts for value in _values(part)]


def _clark(name: str) -> str:
    return "{" + name if "}" in name else name


def spoilt(content: bytes, seed: int) -> bytes:
    """The document with one to three faults, or what may be faults."""
    chance = random.Random(seed)
    tree = etree.fromstring(content)
    for _ in range(chance.randint(1, 3)):
        every = [element for element in tree.iter("*") if element is not tree]
        if not every:
            break
        element, other = chance.choice(every), chance.choice(every)
        parent = element.getparent()
        assert parent is not None
        match chance.randrange(8):
            case 0:
                parent.remove(element)
            case 1:
                element.tag = other.tag
            case 2:
                element.addnext(deepcopy(other))
            case 3:
                element.set(chance.choice(("when", "type", "n", "target", "wen", "resp")), chance.choice(_SAMPLES))
            case 4 if element.attrib:
                del element.attrib[chance.choice(sorted(map(str, element.attrib)))]
            case 5 if element.attrib:
                element.set(chance.choice(sorted(map(str, element.attrib))), chance.choice((*_SAMPLES, "", " ")))
            case 6:
                element.text = "stray words"
            case _:
                parent.insert(0, element)
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True)
