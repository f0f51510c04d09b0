"""From mentions to the register: one entry for whatever is named, the register's own wherever it has one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pecia.annotators.names.lexicon import Lexicon, straight
from pecia.annotators.names.mentions import Mention
from pecia.annotators.names.people import Cast, Person
from pecia.annotators.names.reasons import identified
from pecia.core.register import Entity, Register, folded, slug
from pecia.core.text import MACHINE

_ARTICLE = "the "


@dataclass(slots=True)
class Entries:
    """The entries that this document asks for: new ones, and known ones with forms that they lack."""

    register: Register
    proposals: list[Entity] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def propose(self, kind: str, name: str, variants: list[str]) -> str:
        """A new entry, and its id, which nothing else has."""
        base = made = slug(name)
        number = self._numbers.get(base, 0)
        while number or self.register.get(made) is not None:
            number = max(number + 1, 2)
            made = f"{base}-{number}"
            if self.register.get(made) is None:
                break
        self._numbers[base] = max(number, 1)
        others = tuple(dict.fromkeys(form for form in variants if form != name))
        self.proposals.append(Entity(made, kind, name, others, made_by=MACHINE))
        return made

    def extend(self, entity: Entity, forms: list[str]) -> str:
        """The id of a known entry, which gains the forms that it lacks."""
        heard = set(map(folded, entity.names()))
        new = tuple(form for form in dict.fromkeys(forms) if folded(form) not in heard)
        if new:
            self.proposals.append(Entity(entity.id, entity.kind, entity.name, new, made_by=MACHINE))
        return entity.id


def enter_people(entries: Entries, cast: Cast, mentions: list[Mention], persons: list[Person]) -> None:
    """Give every person mentioned an id, and every mention its person's."""
    for person in dict.fromkeys(persons):
        forms = [form for form, _ in sorted(person.forms.items(), key=lambda f: (-f[1], f[0]))]
        if person.entry is not None:
            person.id = entries.extend(person.entry, forms)
        else:
            person.id = entries.propose("person", person.name(cast.lexicon), forms)
    for mention, person in zip(mentions, persons, strict=True):
        mention.ref = person.id
        identified(mention, person)


def enter_things(
    entries: Entries, lexicon: Lexicon, mentions: list[Mention], kind: str, shorts: dict[str, str]
) -> None:
    """The same for places or organisations: the same name is the same thing, and so are the names of one group.

    What the register calls by that name is that: an edition that parts Petrograd from Leningrad has them parted.
    """
    same = {**lexicon.leading[kind], **shorts} if kind == "org" else lexicon.leading[kind]
    leads: dict[str, str] = {}
    forms: dict[str, Counter[str]] = {}
    for mention in mentions:
        name = _plain(mention.name)
        if name not in leads:
            own = entries.register.find(straight(name), kind)
            leads[name] = own[0].name if own else _plain(same.get(name, name))
        forms.setdefault(_key(leads[name]), Counter())[name] += 1
    heads = {_key(leading): leading for leading in reversed(leads.values())}
    made: dict[str, str] = {}
    for key, counted in forms.items():
        every = [form for form, _ in sorted(counted.items(), key=lambda f: (-f[1], f[0]))]
        known = _known(entries.register, kind, [heads[key], *every], lexicon)
        made[key] = entries.extend(known, every) if known else entries.propose(kind, heads[key], every)
    for mention in mentions:
        mention.ref = made[_key(leads[_plain(mention.name)])]


def _plain(name: str) -> str:
    return name[len(_ARTICLE) :] if name.lower().startswith(_ARTICLE) else name


def _key(name: str) -> str:
    """All-Union and All Union are one."""
    return folded(name.replace("-", " "))


_LED: dict[int, tuple[dict[str, str], dict[str, list[str]]]] = {}
"""What each leading name stands for, by the id of the table that says so. The table is kept: its id stays its own."""


def _led_by(leading: dict[str, str]) -> dict[str, list[str]]:
    known = _LED.get(id(leading))
    if known is None:
        led: dict[str, list[str]] = {}
        for other, first in leading.items():
            led.setdefault(first, []).append(other)
        known = _LED[id(leading)] = (leading, led)
    return known[1]


def _known(register: Register, kind: str, names: list[str], lexicon: Lexicon) -> Entity | None:
    leading = lexicon.leading[kind]
    also = _led_by(leading).get(names[0], [])
    for name in [*names, *also]:
        found = register.find(straight(name), kind) or register.find(f"the {name}", kind)
        if found:
            return found[0]
    return None
