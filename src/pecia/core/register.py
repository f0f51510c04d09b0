"""The people, places, organisations and works that an edition knows, each once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace

from pecia.core.text import MACHINE, Attributes

KINDS = ("person", "place", "org", "work")


def slug(name: str) -> str:
    """An `xml:id` made of a name: ASCII letters and digits, words joined by hyphens.

    Names without one Latin letter (`Сталин`) give their code points, so that no two melt into one.
    """
    plain = unicodedata.normalize("NFKD", name.replace("’", "").replace("'", ""))
    ascii_only = plain.encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", ascii_only)
    made = "-".join(words) or "u" + "-".join(f"{ord(c):x}" for c in name if not c.isspace())
    return made if made[0].isalpha() else f"n-{made}"


def folded(name: str) -> str:
    """What two spellings of one name have in common: case, kind of apostrophe and spacing left out."""
    return " ".join(unicodedata.normalize("NFC", name).replace("’", "'").casefold().split())


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, place, organisation or work: its `id` is the `xml:id` that `@ref` points to.

    `name` is the form of the index (as in the text, forename first); `variants` are the other forms that
    the text or the editor uses; `identifiers` are (authority, number) pairs, such as ("GND", "118642499").
    `made_by` is "pecia" for an entry that the encoder proposed, else whoever is named, or "".
    """

    id: str
    kind: str
    name: str
    variants: tuple[str, ...] = ()
    identifiers: Attributes = ()
    made_by: str = ""

    def names(self) -> tuple[str, ...]:
        return (self.name, *self.variants)


@dataclass(frozen=True, slots=True)
class Register:
    """Entities in their order. Looked up by any of their names, or by id."""

    entities: tuple[Entity, ...] = ()
    _by_name: dict[str, tuple[Entity, ...]] = field(init=False, repr=False, compare=False, hash=False)
    _by_id: dict[str, Entity] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        by_name: dict[str, list[Entity]] = {}
        for entity in self.entities:
            for name in dict.fromkeys(map(folded, entity.names())):
                by_name.setdefault(name, []).append(entity)
        object.__setattr__(self, "_by_name", {name: tuple(found) for name, found in by_name.items()})
        object.__setattr__(self, "_by_id", {entity.id: entity for entity in self.entities})

    def find(self, name: str, kind: str | None = None) -> tuple[Entity, ...]:
        """Every entity that goes by this name (letter case, apostrophes and spacing aside)."""
        found = self._by_name.get(folded(name), ())
        return found if kind is None else tuple(entity for entity in found if entity.kind == kind)

    def get(self, identifier: str) -> Entity | None:
        return self._by_id.get(identifier)

    def extended(self, more: Iterable[Entity]) -> Register:
        """This register with these too. An id that is known already only gains variants and identifiers."""
        merged = dict(self._by_id)
        for entity in more:
            known = merged.get(entity.id)
            merged[entity.id] = entity if known is None else _joined(known, entity)
        return Register(tuple(merged.values()))

    def vouched(self) -> Register:
        """The entries that persons answer for: what the machine proposed is no evidence for what it proposes next."""
        return Register(tuple(entity for entity in self.entities if entity.made_by != MACHINE))

    def entry_for(self, proposal: Entity) -> Entity:
        """The proposal under the id that it has here: that of the entry that it is, or one that nothing has yet.

        It is the entry of the same kind by the same id and a common name, else the only one by the same name.
        """
        there = self._by_id.get(proposal.id)
        if there is not None and there.kind == proposal.kind and _share_a_name(there, proposal):
            return proposal
        same = self.find(proposal.name, proposal.kind)
        if len(same) == 1:
            return replace(proposal, id=same[0].id)
        return proposal if there is None else self.proposed(proposal.kind, proposal.name, proposal.variants)

    def proposed(self, kind: str, name: str, variants: Iterable[str] = ()) -> Entity:
        """A new entity by this name, with an id that nothing here has yet. The register stays as it is."""
        return proposal(kind, name, variants, self._by_id)


def proposal(kind: str, name: str, variants: Iterable[str], taken: Container[str]) -> Entity:
    """A new entity of the machine's by this name, with an id that is not taken."""
    base = made = slug(name)
    number = 1
    while made in taken:
        number += 1
        made = f"{base}-{number}"
    others = tuple(dict.fromkeys(variant for variant in variants if variant != name))
    return Entity(made, kind, name, others, made_by=MACHINE)


def _share_a_name(one: Entity, other: Entity) -> bool:
    return not {folded(name) for name in one.names()}.isdisjoint(map(folded, other.names()))


def _joined(known: Entity, more: Entity) -> Entity:
    heard = set(known.names())
    variants = (*known.variants, *(name for name in more.names() if name not in heard))
    identifiers = tuple(dict.fromkeys((*known.identifiers, *more.identifiers)))
    return replace(known, variants=variants, identifiers=identifiers)
