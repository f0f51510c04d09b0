"""What TEI and its customizations declare: elements, attributes, classes, macros and datatypes, as frozen values.

Facts only. A description, gloss or example in the source has no place here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pecia.odd.content import Pattern

Group: TypeAlias = "str | tuple[Group, ...]"
"""A name, or several: of these to choose from, or to use together, by turns from the outermost, which is a choice."""

Usage: TypeAlias = Literal["req", "rec", "opt"]
ListKind: TypeAlias = Literal["closed", "semi", "open", ""]

XML = "http://www.w3.org/XML/1998/namespace"
TEI = "http://www.tei-c.org/ns/1.0"


@dataclass(frozen=True, slots=True)
class ValueList:
    """The values of an attribute: all that there are (`closed`), or those that come to mind.

    `mode` is what a declaration does to the list that is there already, `gone` the values that it takes off; a
    change may be silent about the kind.
    """

    kind: ListKind
    values: tuple[str, ...]
    mode: str = "add"
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AttributeSpec:
    """One attribute as it is declared in one place. `None` means that this place is silent about it.

    `least` and `most` count the words of its value (`most` None: no end); `mode` is what a declaration does
    to one that is there already: add, change, replace, delete; `refer` takes that of the class `owner`, `all` all of
    the class's, and `pattern` a definition of a grammar that the customization takes in. `shown` is the name that
    documents use, where it is another.
    """

    name: str
    datatype: Pattern | None = None
    least: int = 1
    most: int | None = 1
    values: ValueList | None = None
    usage: Usage | None = None
    mode: str = "add"
    default: str | None = None
    module: str = ""
    owner: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class ElementSpec:
    """One element. `either` holds groups of attributes of which only one may be used at a time; each of them may be a
    group again. `namespace` is "" where the declaration is silent, `shown` the name that documents use, where it is
    another.
    """

    name: str
    module: str
    content: Pattern | None = None
    classes: tuple[str, ...] = ()
    attributes: tuple[AttributeSpec, ...] = ()
    either: tuple[tuple[Group, ...], ...] = ()
    namespace: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class ClassSpec:
    """One class: of elements that may stand in the same places (`model`), or that share attributes (`atts`)."""

    name: str
    module: str
    kind: str
    classes: tuple[str, ...] = ()
    attributes: tuple[AttributeSpec, ...] = ()


@dataclass(frozen=True, slots=True)
class PatternSpec:
    """A macro (`macroSpec`) or a datatype (`dataSpec`): a pattern with a name."""

    name: str
    module: str
    pattern: Pattern
