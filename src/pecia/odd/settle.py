"""Content models as one schema has them: what it leaves out is gone, and every reference is to something."""

from __future__ import annotations

from pecia.core.errors import SchemaError
from pecia.odd.content import (
    Anything,
    Datatype,
    Empty,
    Gone,
    Macro,
    Model,
    Name,
    NotAllowed,
    Pattern,
    Raw,
    Text,
    Xsd,
    choice,
    rebuilt,
    repeat,
    sequence,
)
from pecia.odd.facts import Facts
from pecia.odd.raw import names_in
from pecia.odd.specs import TEI

# Where an ODD says nothing else (schemaSpec/@defaultExceptions): else their ids would be of two types.
EXEMPT = (TEI, "{http://www.tei-c.org/ns/Examples}egXML")


class Settler:
    """Content models as this schema has them: what is left out is gone."""

    def __init__(
        self,
        facts: Facts,
        models: dict[str, tuple[str, ...]],
        foreign: frozenset[str],
        prefix: str,
        exempt: tuple[str, ...],
    ) -> None:
        self._exempt = exempt
        self._facts = facts
        self._models = models
        self._foreign = foreign
        self._prefix = prefix

    def __call__(self, pattern: Pattern) -> Pattern:
        return rebuilt(pattern, self._leaf)

    def _leaf(self, leaf: Pattern) -> Pattern:
        match leaf:
            case Name(name):
                return self._named(name)
            case Macro(name):
                known = name in self._facts.macros
                return (leaf if known else Gone()) if not known or self._fillable(name) else NotAllowed()
            case Model():
                return self._model(leaf)
            case Datatype(name):
                return self._datatype(leaf) if name in self._facts.datatypes else self._old_datatype(name)
            case Anything((), ()):
                return Anything((), self._exempt)
            case Raw(xml):
                known = all(self.knows(name) for name in names_in(xml))
                return leaf if known else Gone()
            case _:
                return leaf

    def _fillable(self, macro: str) -> bool:
        return not isinstance(self(self._facts.macros[macro].pattern), NotAllowed)

    def knows(self, name: str) -> bool:
        return not isinstance(self._named(name), Gone)

    def _named(self, name: str) -> Pattern:
        """An element; or, by the name that RELAX NG gives it, whatever there is."""
        short = name.removeprefix(self._prefix)
        for each in (name, short):
            if each in self._facts.elements:
                return Name(each)
            if each in self._facts.macros:
                return Macro(each)
            if each in self._facts.datatypes:
                return Datatype(each)
            if each in self._models:
                return self._model(Model(each))
        return (
            Raw(f'<ref xmlns="http://relaxng.org/ns/structure/1.0" name="{name}"/>')
            if name in self._foreign
            else Gone()
        )

    def _old_datatype(self, name: str) -> Pattern:
        """TEI has renamed its datatypes, and dropped some: any text will do where one is gone."""
        return Text()

    def _datatype(self, leaf: Datatype) -> Pattern:
        """What a restriction leaves of a datatype: said of the types of XML Schema that it comes down to."""
        if not leaf.facets:
            return leaf
        pattern = rebuilt(self._facts.datatypes[leaf.name].pattern, self._leaf)

        def narrowed(inner: Pattern) -> Pattern:
            match inner:
                case Xsd(name, facets):
                    return Xsd(name, (*facets, *leaf.facets))
                case Datatype(name):
                    return self._datatype(Datatype(name, leaf.facets))
                case Text():
                    return Xsd("string", leaf.facets)
                case _:
                    return inner

        return rebuilt(pattern, narrowed)

    def _model(self, leaf: Model) -> Pattern:
        if leaf.name not in self._models:
            return Gone()
        members = [
            member
            for member in self._models[leaf.name]
            if (not leaf.include or member in leaf.include) and member not in leaf.excepted
        ]
        if leaf.expand in ("", "alternate"):
            if not members:
                return NotAllowed()
            whole = not (leaf.include or leaf.excepted)
            return Model(leaf.name) if whole else choice(map(Name, members))
        if leaf.expand not in _EXPANSIONS:
            raise SchemaError(f"{leaf.name}: a class reference cannot expand to {leaf.expand!r}")
        if not members:
            return Empty() if "Optional" in leaf.expand else NotAllowed()
        return sequence(repeat(Name(member), *_EXPANSIONS[leaf.expand]) for member in members)


_EXPANSIONS: dict[str, tuple[int, int | None]] = {
    "sequence": (1, 1),
    "sequenceRepeatable": (1, None),
    "sequenceOptional": (0, 1),
    "sequenceOptionalRepeatable": (0, None),
}
