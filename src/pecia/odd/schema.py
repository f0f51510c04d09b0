"""A resolved schema: what a customization leaves of TEI, with nothing more to look up. The writers read this."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pecia.odd.content import Datatype, Pattern, Text, Value, Xsd, choice
from pecia.odd.customization import Constraint
from pecia.odd.grammars import Grammar
from pecia.odd.specs import Group, ValueList

_NO_NAME = re.compile(r":|\{[^}]*\}")


# The values that a list suggests are such as these have anyway.
_LETS_IN_ANY_WORD = (
    Text(),
    Xsd("string"),
    Xsd("token"),
    *map(Datatype, ("teidata.enumerated", "teidata.word", "teidata.text")),
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of an element or of a class.

    `origin` is the attribute class that it comes from unchanged, "" when it is the element's own. `least` and
    `most` count the words of its value. `shown` is the name that documents use, where it is another (`altIdent`);
    with `pattern`, `name` is that of a definition of a grammar taken in, and means all attributes in it.
    """

    name: str
    datatype: Pattern
    least: int
    most: int | None
    values: ValueList | None
    required: bool
    origin: str = ""
    shown: str = ""
    pattern: bool = False

    @property
    def reference(self) -> str:
        """The name by which the grammars refer to this attribute of a class; an NCName."""
        return f"{self.origin}.attribute.{_NO_NAME.sub('', self.name)}"

    @property
    def closed(self) -> tuple[str, ...]:
        """The only values there are; none of them when the list is open."""
        return self.values.values if self.values is not None and self.values.kind == "closed" else ()

    @property
    def one(self) -> Pattern:
        """What one word of the value may be: those of a closed list; or the datatype, and what an open list adds."""
        if self.closed:
            return choice(map(Value, self.closed))
        listed = () if self.values is None or self.datatype in _LETS_IN_ANY_WORD else self.values.values
        return choice((*map(Value, listed), self.datatype)) if listed else self.datatype


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
    either: tuple[tuple[Group, ...], ...] = ()
    shown: str = ""

    @property
    def tag(self) -> str:
        """The name that documents use."""
        return self.shown or self.name.rpartition(":")[2]


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
    prefix: str = ""
    grammars: tuple[Grammar, ...] = ()
    exempt: tuple[str, ...] = ()
