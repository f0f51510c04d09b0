"""One module per way of noticing things. Annotators see text and standoff, never trees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from pecia.core.findings import Outcome
from pecia.core.register import Entity, Register
from pecia.core.text import Annotation, Attributes, Document
from pecia.learning.files import Model
from pecia.registry import Registry

Witness: TypeAlias = Callable[[str], Sequence[tuple[int, int, str]]]
"""Says of a text where names stand: start, end (in code points), and `persName`, `placeName` or `orgName`."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What an edition knows before it looks at a text: its register, and the settings of `[annotate]`.

    Of the register it holds what persons answer for, never what the machine proposed in an earlier run.
    `abbreviations` are (short form, expansion) pairs; `never` are words that are no names, whatever they look like.
    `models` have learnt where persons are named: None stands for the one that comes with pecia for the language. A
    `witness` is another opinion on where they are. `titles_in_names`: whether a title is part of a person's name; None
    leaves it to the language of the text.
    """

    register: Register = field(default_factory=Register)
    abbreviations: Attributes = ()
    never: frozenset[str] = frozenset()
    models: tuple[Model, ...] | None = None
    witness: Witness | None = None
    titles_in_names: bool | None = None


@dataclass(frozen=True, slots=True)
class Claims:
    """What an annotator noticed: annotations, and the entities that they speak of and nobody had yet."""

    annotations: tuple[Annotation, ...] = ()
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotator:
    """Claims annotations of these kinds. Runs after the annotators named in `after`, and sees what they claimed.

    `annotate` is pure: the same document and knowledge give the same claims. Every claim lies inside one
    block's span, or is a quotation that runs over several.
    """

    name: str
    kinds: frozenset[str]
    annotate: Callable[[Document, Knowledge], Outcome[Claims]]
    about: str
    after: tuple[str, ...] = ()


ANNOTATORS: Registry[Annotator] = Registry("pecia.annotators", Annotator)
