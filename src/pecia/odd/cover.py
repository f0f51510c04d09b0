"""How an element's attributes are said through attribute classes: whole classes where they came through unchanged,
single attributes of a class where some were changed, its own where the element stands alone.

Both grammar writers name what is shared once and refer to it, so that a schema stays short and loads fast.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pecia.odd.resolve import inherited_from
from pecia.odd.schema import Attribute, Element, Schema
from pecia.odd.specs import Group


@dataclass
class Cover:
    """The classes to refer to, the (class, attribute) pairs to refer to, and the attributes to write out."""

    whole: list[str] = field(default_factory=list)
    single: list[Attribute] = field(default_factory=list)
    own: list[Attribute] = field(default_factory=list)


def cover(element: Element, schema: Schema) -> Cover:
    """Every attribute of the element exactly once."""
    made = Cover()
    left = {attribute.name: attribute for attribute in element.attributes}
    exclusive = {name for group in element.either for name in _names(group)}
    for name in element.classes:
        _take(name, schema, left, exclusive, made)
    made.own.extend(left.values())
    return made


def _names(group: tuple[Group, ...]) -> Iterator[str]:
    for each in group:
        if isinstance(each, str):
            yield each
        else:
            yield from _names(each)


def _take(name: str, schema: Schema, left: dict[str, Attribute], exclusive: set[str], made: Cover) -> None:
    everything = tuple(inherited_from(name, schema.classes))
    if not everything:
        return
    names = [attribute.name for attribute in everything]
    intact = all(left.get(attribute.name) == attribute for attribute in everything)
    if intact and len(set(names)) == len(names) and not exclusive & set(names):
        made.whole.append(name)
        for attribute in everything:
            del left[attribute.name]
        return
    for attribute in schema.classes[name].attributes:
        if left.get(attribute.name) == attribute and attribute.name not in exclusive:
            made.single.append(left.pop(attribute.name))
    for above in schema.classes[name].classes:
        _take(above, schema, left, exclusive, made)
