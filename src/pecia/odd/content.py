"""Content models and datatypes as values, and constructors that keep them in their simplest form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

Facets: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing, which is a content too."""


@dataclass(frozen=True, slots=True)
class Text:
    """Characters, any number of them."""


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """What nothing matches: a reference to an element that a customization leaves out."""


@dataclass(frozen=True, slots=True)
class Name:
    """An element."""

    name: str


@dataclass(frozen=True, slots=True)
class Model:
    """A model class: one of its members, or with `expand` (TEI Guidelines 22.5.1) a sequence of them; of only these
    members (`include`), or of all but these."""

    name: str
    expand: str = ""
    include: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Macro:
    name: str


@dataclass(frozen=True, slots=True)
class Datatype:
    """One of TEI's own datatypes (`dataSpec`), or with facets, what of it they leave."""

    name: str
    facets: Facets = ()


@dataclass(frozen=True, slots=True)
class Xsd:
    """One of XML Schema's datatypes, narrowed by facets (`pattern`, `minInclusive` …)."""

    name: str
    facets: Facets = ()


@dataclass(frozen=True, slots=True)
class Value:
    """This string, and no other."""

    text: str


@dataclass(frozen=True, slots=True)
class Anything:
    """Any element: of these namespaces only, or of all but these (both may be empty). A single element among them is
    written `{namespace}name`."""

    require: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Raw:
    """A pattern of RELAX NG that these values cannot say (an `element`, a class of names …), as the XML it is.

    `ref`s in it are to elements, classes, macros and datatypes by their names, or to definitions of a grammar that
    the customization takes in.
    """

    xml: str


@dataclass(frozen=True, slots=True)
class Gone:
    """What stood here is left out by the customization, and what is around it goes on without it."""


@dataclass(frozen=True, slots=True)
class Sequence:
    parts: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    parts: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Interleave:
    """All of the parts, in any order, even mixed with each other."""

    parts: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """`part` at least so often, and at most so often (`None`: no end)."""

    part: Pattern
    least: int
    most: int | None


Leaf: TypeAlias = Empty | Text | NotAllowed | Gone | Name | Model | Macro | Datatype | Xsd | Value | Anything | Raw
Pattern: TypeAlias = Leaf | Sequence | Choice | Interleave | Repeat


def sequence(parts: Iterable[Pattern]) -> Pattern:
    """The parts one after the other, in the simplest form that means the same."""
    flat: list[Pattern] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Sequence) else (part,))
    if any(isinstance(part, NotAllowed) for part in flat):
        return NotAllowed()
    if flat and all(isinstance(part, Gone) for part in flat):
        return Gone()
    flat = [part for part in flat if not isinstance(part, Gone)]
    full = [part for part in flat if not isinstance(part, Empty)]
    if not full:
        return Empty()
    return full[0] if len(full) == 1 else Sequence(tuple(full))


def choice(parts: Iterable[Pattern]) -> Pattern:
    """One of the parts, in the simplest form that means the same; doubled parts are said once."""
    flat: list[Pattern] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Choice) else (part,))
    if flat and all(isinstance(part, Gone) for part in flat):
        return Gone()
    left = [part for part in dict.fromkeys(flat) if not isinstance(part, (NotAllowed, Gone))]
    if not left:
        return NotAllowed()
    full = [part for part in left if not isinstance(part, Empty)]
    if len(full) < len(left):
        return repeat(choice(full), 0, 1) if full else Empty()
    return full[0] if len(full) == 1 else Choice(tuple(full))


def interleave(parts: Iterable[Pattern]) -> Pattern:
    """The parts in any order, in the simplest form that means the same."""
    flat: list[Pattern] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Interleave) else (part,))
    if any(isinstance(part, NotAllowed) for part in flat):
        return NotAllowed()
    if flat and all(isinstance(part, Gone) for part in flat):
        return Gone()
    full = [part for part in flat if not isinstance(part, (Empty, Gone))]
    if not full:
        return Empty()
    return full[0] if len(full) == 1 else Interleave(tuple(full))


def repeat(part: Pattern, least: int, most: int | None) -> Pattern:
    """The part so often, in the simplest form that means the same."""
    if most == 0 or isinstance(part, Empty):
        return Empty()
    if isinstance(part, Gone):
        # What could be left out before can be left out still, and a choice of it is a choice of nothing.
        return part if least else Empty()
    if isinstance(part, NotAllowed):
        return NotAllowed() if least else Empty()
    if (least, most) == (1, 1) or isinstance(part, Text):
        return part
    if isinstance(part, Repeat):
        merged = _merged(part, least, most)
        if merged is not None:
            return merged
    return Repeat(part, least, most)


def _merged(inner: Repeat, least: int, most: int | None) -> Pattern | None:
    # (x*)+ is x*, (x?)* is x*, (x+)? is x*; counts in general do not multiply: (x{2,2})* is even.
    if inner.least <= 1 and inner.most is None and least <= 1:
        return Repeat(inner.part, min(inner.least, least), None)
    if (inner.least, inner.most) in ((0, 1), (1, 1)) and least <= 1:
        return Repeat(inner.part, min(inner.least, least), most)
    return None


def children(pattern: Pattern) -> tuple[Pattern, ...]:
    """The parts that a pattern is built of: none for a leaf."""
    match pattern:
        case Sequence(parts) | Choice(parts) | Interleave(parts):
            return parts
        case Repeat(part):
            return (part,)
        case _:
            return ()


def leaves(pattern: Pattern) -> Iterator[Pattern]:
    """Every leaf, from left to right."""
    below = children(pattern)
    if not below:
        yield pattern
    for part in below:
        yield from leaves(part)


def rebuilt(pattern: Pattern, leaf: Callable[[Pattern], Pattern]) -> Pattern:
    """The same pattern with every leaf exchanged, simplified on the way up."""
    match pattern:
        case Sequence(parts):
            return sequence(rebuilt(part, leaf) for part in parts)
        case Choice(parts):
            return choice(rebuilt(part, leaf) for part in parts)
        case Interleave(parts):
            return interleave(rebuilt(part, leaf) for part in parts)
        case Repeat(part, least, most):
            return repeat(rebuilt(part, leaf), least, most)
        case _:
            return leaf(pattern)
