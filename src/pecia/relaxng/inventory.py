"""What a grammar knows whatever the place: all its elements by name, where they stand, and their attributes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pecia.relaxng.names import XML, AnyName, NsName, OneOf, names
from pecia.relaxng.patterns import Attribute, Element, Group, List, Pattern, Text


@dataclass
class Vocabulary:
    """`elements` are those with a name; `parents` and `owners`: which elements a name is in, or is an attribute of."""

    elements: dict[str, list[Element]] = field(default_factory=dict)
    wild: list[Element] = field(default_factory=list)
    parents: dict[str, list[str]] = field(default_factory=dict)
    owners: dict[str, list[str]] = field(default_factory=dict)

    def known(self, name: str) -> list[Element]:
        """The elements that the name may be, at whatever place."""
        return self.elements.get(name, [])


def vocabulary(start: Pattern) -> Vocabulary:
    """All elements that a document of this grammar may have."""
    made = Vocabulary()
    inside = _Inside()
    waiting = list(inside.of(start))
    met = set(waiting)
    while waiting:
        part = waiting.pop()
        if not isinstance(part, Element):
            continue
        content = inside.of(part.content)
        own = list(names(part.names))
        for name in own:
            made.elements.setdefault(name, []).append(part)
        if not own:
            made.wild.append(part)
        for each in content:
            index = made.parents if isinstance(each, Element) else made.owners
            for name in names(each.names):
                index.setdefault(name, []).extend(own)
        fresh = [each for each in content if each not in met]
        met.update(fresh)
        waiting += fresh
    for index in (made.parents, made.owners):
        for name in index:
            index[name] = sorted(set(index[name]))
    return made


class _Inside:
    """The elements and attributes in a pattern, not looking into elements; each pattern is looked into once."""

    def __init__(self) -> None:
        self._known: dict[Pattern, tuple[Element | Attribute, ...]] = {}

    def of(self, pattern: Pattern) -> tuple[Element | Attribute, ...]:
        if isinstance(pattern, Element | Attribute):
            return (pattern,)
        found = self._known.get(pattern)
        if found is None:
            every = (each for part in pattern.parts for each in self.of(part))
            found = self._known[pattern] = tuple(dict.fromkeys(every))
        return found


def attributes(pattern: Pattern) -> tuple[Attribute, ...]:
    """The attributes that a pattern has."""
    return tuple(each for each in _Inside().of(pattern) if isinstance(each, Attribute))


def first(pattern: Pattern) -> dict[Element, None]:
    """The elements that may come first, in the order of the grammar."""
    return dict.fromkeys(_first(pattern, needed=False))


def needed(pattern: Pattern) -> dict[Element, None]:
    """The elements one of which must come before the pattern is done."""
    return dict.fromkeys(_first(pattern, needed=True))


def _first(pattern: Pattern, *, needed: bool) -> Iterator[Element]:
    if isinstance(pattern, Element):
        yield pattern
    elif isinstance(pattern, Attribute | List) or (needed and pattern.nullable):
        return
    else:
        for part in pattern.parts:
            yield from _first(part, needed=needed)
            if isinstance(pattern, Group) and not part.nullable:
                return


def has_text(pattern: Pattern) -> bool:
    """Whether text may come."""
    if isinstance(pattern, Attribute | Element):
        return False
    return pattern.valued or isinstance(pattern, Text) or any(map(has_text, pattern.parts))


def shown(name: str) -> str:
    """A name as an editor writes it."""
    namespace, _, local = name.rpartition("}")
    return f"xml:{local}" if namespace == XML else local


def tags(elements: Iterable[Element]) -> list[str]:
    """The elements as they are written, in alphabetical order; wildcards in words."""
    every = list(elements)
    listed = sorted({f"<{shown(name)}>" for element in every for name in names(element.names)}, key=str.lower)
    return [*listed, *sorted({_wildcard(element) for element in every if not list(names(element.names))})]


def _wildcard(element: Element) -> str:
    allowed = element.names
    if isinstance(allowed, OneOf | AnyName):
        return "any element"
    return f"an element in {allowed.namespace}" if isinstance(allowed, NsName) else ""
