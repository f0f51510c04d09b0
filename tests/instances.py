"""Random documents that a resolved schema allows: what a grammar accepts, made from the grammar itself."""

from __future__ import annotations

import random

from lxml import etree

from pecia.odd.content import Choice, Datatype, Empty, Macro, Model, Name, Pattern, Repeat, Sequence, Text, Value, Xsd
from pecia.odd.schema import Attribute, Element, Schema
from pecia.odd.specs import TEI, XML

_SAMPLES = {
    "anyURI": ("#here", "https://example.org/a", "images/b.jpg"),
    "boolean": ("true", "false"),
    "date": ("1932-09-23",),
    "dateTime": ("1932-09-23T10:00:00",),
    "decimal": ("1.5",),
    "double": ("0.5", "1"),
    "duration": ("P1D",),
    "gDay": ("---23",),
    "gMonth": ("--09",),
    "gMonthDay": ("--09-23",),
    "gYear": ("1932",),
    "gYearMonth": ("1932-09",),
    "language": ("en", "ru-Latn"),
    "Name": ("name",),
    "NCName": ("name",),
    "nonNegativeInteger": ("0", "7"),
    "string": ("some words", "ж"),
    "time": ("10:00:00",),
    "token": ("1.0", "1", "0,0"),
}
_DEEP = 14


def document(schema: Schema, seed: int) -> bytes:
    """One document; the same for the same seed."""
    return etree.tostring(_Maker(schema, random.Random(seed)).element(schema.elements["TEI"], 0))


class _Maker:
    def __init__(self, schema: Schema, chance: random.Random) -> None:
        self._schema = schema
        self._chance = chance
        self._ids = 0
        self._cost = _costs(schema)

    def element(self, element: Element, depth: int) -> etree._Element:
        made = etree.Element(f"{{{TEI}}}{element.name}", nsmap={None: TEI})
        used: set[str] = set()
        for attribute in element.attributes:
            rivals = {name for group in element.either if attribute.name in group for name in group}
            if (attribute.required or self._chance.random() < 0.15) and not rivals & used:
                used.add(attribute.name)
                self._set(made, attribute)
        self._fill(made, element.content, depth)
        return made

    def _set(self, made: etree._Element, attribute: Attribute) -> None:
        name = attribute.name.replace("xml:", f"{{{XML}}}")
        if attribute.name == "xml:id":
            self._ids += 1
            made.set(name, f"id{self._ids}")
            return
        least = attribute.least
        most = least + 2 if attribute.most is None else attribute.most
        words = [self._word(attribute) for _ in range(self._chance.randint(least, most))]
        made.set(name, " ".join(words))

    def _word(self, attribute: Attribute) -> str:
        return self._chance.choice(attribute.closed) if attribute.closed else self._sample(attribute.datatype)

    def _sample(self, pattern: Pattern) -> str:
        match pattern:
            case Datatype(name):
                return self._sample(self._schema.datatypes[name])
            case Choice(parts):
                return self._sample(self._chance.choice(parts))
            case Value(text):
                return text
            case Xsd("token", ((_, facet),)) if "cm|mm" in facet:
                return "12cm"
            case Xsd("token", ((_, facet),)) if facet.startswith("[a-z]"):
                return "gnd"
            case Xsd("token", ((_, facet),)) if "/" in facet:
                return "1/2"
            case Xsd(name):
                return self._chance.choice(_SAMPLES[name][:1] if name == "token" else _SAMPLES[name])
            case _:
                return "words"

    def _fill(self, made: etree._Element, pattern: Pattern, depth: int) -> None:
        match pattern:
            case Text() | Datatype() | Xsd() | Value():
                self._say(made, "words" if isinstance(pattern, Text) else self._sample(pattern))
            case Name(name):
                made.append(self.element(self._schema.elements[name], depth + 1))
            case Model(name):
                self._fill(made, Choice(tuple(map(Name, self._schema.models[name]))), depth)
            case Macro(name):
                self._fill(made, self._schema.macros[name], depth)
            case Sequence(parts):
                for part in parts:
                    self._fill(made, part, depth)
            case Choice(parts):
                self._fill(made, self._cheap(list(parts), depth), depth)
            case Repeat(part, least, most):
                for _ in range(self._times(least, most, depth)):
                    self._fill(made, part, depth)
            case _:
                assert pattern == Empty()

    def _times(self, least: int, most: int | None, depth: int) -> int:
        more = 0 if depth > _DEEP // 2 else self._chance.choice((0, 0, 1, 2))
        return least + more if most is None else self._chance.randint(least, min(most, least + more))

    def _cheap(self, parts: list[Pattern], depth: int) -> Pattern:
        """Any of them; far down, one of those that need the fewest elements inside."""
        if depth > _DEEP // 2:
            least = min(_needed(part, self._schema, self._cost) for part in parts)
            parts = [part for part in parts if _needed(part, self._schema, self._cost) == least]
        return self._chance.choice(parts)

    def _say(self, made: etree._Element, words: str) -> None:
        if len(made):
            made[-1].tail = (made[-1].tail or "") + words
        else:
            made.text = (made.text or "") + words


def _costs(schema: Schema) -> dict[str, float]:
    """How deep an element must at least be, for every element: 1 for one that may be empty."""
    costs = dict.fromkeys(schema.elements, float("inf"))
    changed = True
    while changed:
        changed = False
        for element in schema.elements.values():
            cost = 1 + _needed(element.content, schema, costs)
            if cost < costs[element.name]:
                costs[element.name] = cost
                changed = True
    return costs


def _needed(pattern: Pattern, schema: Schema, costs: dict[str, float]) -> float:
    match pattern:
        case Name(name):
            return costs[name]
        case Model(name):
            return min(costs[each] for each in schema.models[name])
        case Macro(name):
            return _needed(schema.macros[name], schema, costs)
        case Sequence(parts):
            return max(_needed(part, schema, costs) for part in parts)
        case Choice(parts):
            return min(_needed(part, schema, costs) for part in parts)
        case Repeat(part, least, _):
            return _needed(part, schema, costs) if least else 0
        case _:
            return 0
