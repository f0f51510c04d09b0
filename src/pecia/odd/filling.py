"""Which elements can be filled at all: one that needs itself inside, or what is left out, never can."""

from __future__ import annotations

from pecia.odd.content import Choice, Interleave, Macro, Model, Name, NotAllowed, Pattern, Repeat, Sequence
from pecia.odd.schema import Schema


def unfillable(schema: Schema) -> tuple[str, ...]:
    """The elements that no finite document can contain, in the order of declaration."""
    full: set[str] = set()
    growing = True
    while growing:
        more = [
            name
            for name, element in schema.elements.items()
            if name not in full and _fills(element.content, schema, full)
        ]
        full.update(more)
        growing = bool(more)
    return tuple(name for name in schema.elements if name not in full)


def _fills(pattern: Pattern, schema: Schema, full: set[str]) -> bool:
    match pattern:
        case Name(name):
            return name in full
        case Model(name):
            return any(member in full for member in schema.models[name])
        case Macro(name):
            return _fills(schema.macros[name], schema, full)
        case Sequence(parts) | Interleave(parts):
            return all(_fills(part, schema, full) for part in parts)
        case Choice(parts):
            return any(_fills(part, schema, full) for part in parts)
        case Repeat(part, least, _):
            return not least or _fills(part, schema, full)
        case _:
            return not isinstance(pattern, NotAllowed)
