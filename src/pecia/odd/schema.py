"""A resolved schema: what a customization leaves of TEI, with nothing more to look up. The writers read this."""

from __future__ import annotations

from dataclasses import dataclass

from pecia.odd.content import Pattern
from pecia.odd.customization import Constraint
from pecia.odd.specs import ValueList


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of an element or of a class.

    `origin` is the attribute class that it comes from unchanged, "" when it is the element's own. `least` and
    `most` count the words of its value.
    """

    name: str
    datatype: Pattern
    least: int
    most: int | None
    values: ValueList | None
    required: bool
    origin: str = ""

    @property
    def reference(self) -> str:
        """The name by which the grammars refer to this attribute of a class; an NCName."""
        return f"{self.origin}.attribute.{self.name.replace(':', '')}"

    @property
    def closed(self) -> tuple[str, ...]:
        """The only values there are; none of them when the list is open."""
        return self.values.values if self.values is not None and self.values.kind == "closed" else ()


@dataclass(frozen=True, slots=True)
class AttributeClass:
    """An attribute class with its own attributes, and the classes whose attributes it has too."""

    name: str
    attributes: tuple[Attribute, ...]
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Element:
    """One element. `classes` are its attribute classes; `attributes` is the whole of what it may carry."""

    name: str
    namespace: str
    content: Pattern
    classes: tuple[str, ...]
    attributes: tuple[Attribute, ...]
    either: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """`models` names the elements of each model class that is left, `macros` and `datatypes` their patterns."""

    name: str
    title: str
    release: str
    start: tuple[str, ...]
    elements: dict[str, Element]
    models: dict[str, tuple[str, ...]]
    classes: dict[str, AttributeClass]
    macros: dict[str, Pattern]
    datatypes: dict[str, Pattern]
    constraints: tuple[Constraint, ...]
    namespaces: tuple[tuple[str, str], ...]
