"""What a grammar may not say although its syntax is right (RELAX NG, section 7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag, auto
from itertools import combinations

from pecia.core.errors import SchemaError
from pecia.relaxng.names import Name, NameClass, endless, names, overlap
from pecia.relaxng.patterns import (
    Attribute,
    Choice,
    Data,
    Element,
    Empty,
    Group,
    Interleave,
    List,
    OneOrMore,
    Pattern,
    Text,
    Value,
)


class _Inside(IntFlag):
    NOTHING = 0
    START = auto()
    ATTRIBUTE = auto()
    REPEATED = auto()
    REPEATED_GROUP = auto()
    LIST = auto()
    EXCEPT = auto()


_FORBIDDEN: dict[type[Pattern], _Inside] = {
    Element: _Inside.ATTRIBUTE | _Inside.LIST | _Inside.EXCEPT,
    Attribute: _Inside.START | _Inside.ATTRIBUTE | _Inside.REPEATED_GROUP | _Inside.LIST | _Inside.EXCEPT,
    Text: _Inside.START | _Inside.LIST | _Inside.EXCEPT,
    Data: _Inside.START,
    Value: _Inside.START,
    List: _Inside.START | _Inside.LIST | _Inside.EXCEPT,
    Group: _Inside.START | _Inside.EXCEPT,
    Interleave: _Inside.START | _Inside.LIST | _Inside.EXCEPT,
    OneOrMore: _Inside.START | _Inside.EXCEPT,
    Empty: _Inside.START | _Inside.EXCEPT,
}
_SHOWN = {
    _Inside.START: "what a document begins with can only be an element",
    _Inside.ATTRIBUTE: "the value of an attribute",
    _Inside.REPEATED_GROUP: "a group that is repeated",
    _Inside.LIST: "a list",
    _Inside.EXCEPT: "what is excepted from data",
}
_A = {
    Element: "an element",
    Attribute: "an attribute",
    Text: "text",
    Data: "data",
    Value: "a value",
    List: "a list",
    Group: "a group",
    Interleave: "an interleave",
    OneOrMore: "a repetition",
    Empty: "empty",
}


class _Content(IntEnum):
    """Kinds of content (7.2): data must be alone."""

    EMPTY = 0
    COMPLEX = 1
    SIMPLE = 2


@dataclass(slots=True)
class _Names:
    """Names of the attributes, or of the child elements, that a pattern has, and its wildcards."""

    listed: frozenset[str] = frozenset()
    wild: tuple[NameClass, ...] = ()

    def both(self, other: _Names) -> str | None:
        """A name that the two have in common."""
        common = self.listed & other.listed
        if common:
            return min(common)
        pairs = [(wild, Name(name)) for wild in self.wild for name in sorted(other.listed)]
        pairs += [(wild, Name(name)) for wild in other.wild for name in sorted(self.listed)]
        found = (overlap(one, two) for one, two in (*pairs, *((a, b) for a in self.wild for b in other.wild)))
        return next((name for name in found if name is not None), None)

    def plus(self, other: _Names) -> _Names:
        wild = self.wild + tuple(each for each in other.wild if each not in self.wild)
        return _Names(self.listed | other.listed, wild)


def check(start: Pattern, where: str) -> None:
    """Raises SchemaError `path:line:column: …` for the first restriction that the grammar breaks.

    The place is that of the element in whose content it is, or of the attribute.
    """
    _Checker(where).document(start)


@dataclass(slots=True)
class _Checker:
    where: str
    seen: set[tuple[Pattern, int]] = field(default_factory=set)
    contents: dict[Pattern, _Content] = field(default_factory=dict)
    attributes: dict[Pattern, _Names] = field(default_factory=dict)
    children: dict[Pattern, _Names] = field(default_factory=dict)
    texts: dict[Pattern, bool] = field(default_factory=dict)
    found: list[Element] = field(default_factory=list)
    met: set[Element] = field(default_factory=set)

    def document(self, start: Pattern) -> None:
        self._paths(start, _Inside.START)
        while self.found:
            element = self.found.pop()
            self.where = element.where
            self._paths(element.content, _Inside.NOTHING)
            self._content(element.content)

    def _error(self, trouble: str) -> SchemaError:
        return SchemaError(f"{self.where}: {trouble}")

    def _paths(self, pattern: Pattern, inside: _Inside) -> None:
        """What may not stand in what (7.1), and wildcards (7.3)."""
        if (pattern, inside) in self.seen:
            return
        self.seen.add((pattern, inside))
        wrong = inside & _FORBIDDEN.get(type(pattern), _Inside.NOTHING)
        if wrong:
            around = next(flag for flag in _SHOWN if flag & wrong)
            said = f"not {_A[type(pattern)]}" if around is _Inside.START else f"may not have {_A[type(pattern)]} in it"
            raise self._error(f"{_SHOWN[around]}, {said}" if around is _Inside.START else f"{_SHOWN[around]} {said}")
        if isinstance(pattern, Element):
            if pattern not in self.met:
                self.met.add(pattern)
                self.found.append(pattern)
            return
        if isinstance(pattern, Attribute) and endless(pattern.names) and not inside & _Inside.REPEATED:
            raise self._error("an attribute with a wildcard for its name must be in <oneOrMore> or <zeroOrMore>")
        for part, within in _below(pattern, inside):
            self._paths(part, within)

    def _content(self, pattern: Pattern) -> _Content:
        found = self.contents.get(pattern)
        if found is None:
            found = self.contents[pattern] = self._content_of(pattern)
        return found

    def _content_of(self, pattern: Pattern) -> _Content:
        match pattern:
            case Element() | Text():
                return _Content.COMPLEX
            case Data() | Value() | List():
                return _Content.SIMPLE
            case Attribute():
                self._content(pattern.value)
                return _Content.EMPTY
            case Choice():
                return max(map(self._content, pattern.parts))
            case OneOrMore():
                return self._together([self._content(pattern.part)] * 2)
            case Group() | Interleave():
                kinds = [self._content(part) for part in pattern.parts]
                self._doubled(pattern)
                return self._together(kinds)
            case _:
                return _Content.EMPTY

    def _together(self, kinds: list[_Content]) -> _Content:
        if _Content.SIMPLE in kinds and sum(1 for kind in kinds if kind) > 1:
            raise self._error("data or a value is all that its element has; beside it there are only attributes")
        return max(kinds)

    def _doubled(self, pattern: Pattern) -> None:
        """Attributes that are there twice (7.3), elements or text that are on two sides of an interleave (7.4)."""
        if pattern.attributed:
            name = self._shared([self._attributes(part) for part in pattern.parts])
            if name is not None:
                raise self._error(f"the attribute {_shown(name)} is there twice")
        if isinstance(pattern, Interleave):
            name = self._shared([self._children(part) for part in pattern.parts])
            if name is not None:
                raise self._error(f"<{_shown(name)}> is on two sides of an interleave")
            if sum(1 for part in pattern.parts if self._has_text(part)) > 1:
                raise self._error("text is on two sides of an interleave")

    def _shared(self, sides: list[_Names]) -> str | None:
        listed = [name for side in sides for name in side.listed]
        if len(listed) == len(set(listed)) and not any(side.wild for side in sides):
            return None
        return next((name for one, two in combinations(sides, 2) if (name := one.both(two)) is not None), None)

    def _attributes(self, pattern: Pattern) -> _Names:
        if not pattern.attributed:
            return _Names()
        found = self.attributes.get(pattern)
        if found is None:
            found = _of(pattern.names) if isinstance(pattern, Attribute) else _Names()
            if not isinstance(pattern, Attribute):
                for part in pattern.parts:
                    found = found.plus(self._attributes(part))
            self.attributes[pattern] = found
        return found

    def _children(self, pattern: Pattern) -> _Names:
        found = self.children.get(pattern)
        if found is None:
            found = _of(pattern.names) if isinstance(pattern, Element) else _Names()
            if not isinstance(pattern, Attribute | List):
                for part in pattern.parts:
                    found = found.plus(self._children(part))
            self.children[pattern] = found
        return found

    def _has_text(self, pattern: Pattern) -> bool:
        found = self.texts.get(pattern)
        if found is None:
            inside = not isinstance(pattern, Attribute | List) and any(map(self._has_text, pattern.parts))
            found = self.texts[pattern] = isinstance(pattern, Text) or inside
        return found


def _below(pattern: Pattern, inside: _Inside) -> Iterator[tuple[Pattern, _Inside]]:
    match pattern:
        case Attribute():
            yield pattern.value, inside | _Inside.ATTRIBUTE
        case OneOrMore():
            yield pattern.part, inside | _Inside.REPEATED
        case Group() | Interleave():
            deeper = inside | _Inside.REPEATED_GROUP if inside & _Inside.REPEATED else inside
            yield from ((part, deeper) for part in pattern.parts)
        case List():
            yield pattern.part, inside | _Inside.LIST
        case Data() if pattern.besides is not None:
            yield pattern.besides, inside | _Inside.EXCEPT
        case _:
            yield from ((part, inside) for part in pattern.parts)


def _of(allowed: NameClass) -> _Names:
    return _Names(frozenset(names(allowed)), (allowed,) if endless(allowed) else ())


def _shown(name: str) -> str:
    local = name.rpartition("}")[2]
    return local if "\0" not in local else "of some name"
