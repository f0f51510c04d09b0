"""Who is meant: mentions become persons, one person one entry.

Surname and forenames (initials, short forms and titles count) decide. Where two persons share a surname and the
text does not say which, the one named last is taken, with low certainty.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from pecia.annotators.names.lexicon import Lexicon, straight
from pecia.annotators.names.mentions import Mention
from pecia.core.register import Entity, folded

_PET = re.compile(r"(?<=\w\w)(?:(\w)\1(?:y|ie)|ie)$")
_CROWD = 50
"""So many namesakes are looked at, the last ones: a longer document must not cost more per name."""


@dataclass(slots=True, eq=False)
class Person:
    """Somebody, and the forms by which the document names them. `entry` is theirs in the register, if any.

    `role` is the office with which they came first; `first` is where the text names them first, `last_seen` the number
    of the mention that was theirs last.
    """

    surname: str
    forenames: tuple[str, ...] = ()
    honorific: str = ""
    family_first: bool = False
    entry: Entity | None = None
    forms: Counter[str] = field(default_factory=Counter)
    last_seen: int = -1
    first: int = -1
    role: str = ""
    id: str = ""

    def fullest(self) -> str:
        """Of the forms with forenames the longest, else the name alone."""
        return max(self.forms, key=lambda form: (_whole_words(form), form.count(" "), len(form), form))

    def name(self, lexicon: Lexicon) -> str:
        """The form for the register: the fullest; for a lady of whom no forename is known, with her title."""
        full = self.fullest()
        married = lexicon.gender.get(self.honorific) == "f" and not self.forenames
        return f"{self.honorific}{'.' if self.honorific == 'Mrs' else ''} {full}" if married else full


def _whole_words(form: str) -> int:
    return sum(len(word) > 2 or word[:1].islower() for word in form.split())


@dataclass(slots=True)
class Cast:
    """All persons of a document, by surname (folded), and by forename for those who have no surname."""

    lexicon: Lexicon
    persons: list[Person] = field(default_factory=list)
    by_surname: dict[str, list[Person]] = field(default_factory=dict)
    by_forename: dict[str, list[Person]] = field(default_factory=dict)
    by_entry: dict[str, list[Person]] = field(default_factory=dict)
    doubtful: dict[str, Mention] = field(default_factory=dict)

    def add(self, person: Person) -> Person:
        self.persons.append(person)
        if person.entry is not None:
            self.by_entry.setdefault(person.entry.id, []).append(person)
        if person.surname:
            self.by_surname.setdefault(_key(person.surname), []).append(person)
        for forename in person.forenames[:1]:
            self.by_forename.setdefault(_given(forename), []).append(person)
        if person.family_first and len(person.forenames) > 1:
            self.by_forename.setdefault(_given(person.forenames[-1]), []).append(person)
        return person


def _key(surname: str) -> str:
    return folded(surname).split(" ")[-1]


def _given(forename: str) -> str:
    """What a forename and its pet form have in common: Ruth and Ruthie, Bob and Bobby."""
    plain = forename.casefold()
    return _PET.sub(r"\1", plain)


def registered(lexicon: Lexicon, entities: tuple[Entity, ...]) -> Cast:
    """The persons of the register, each under every surname that their names show."""
    cast = Cast(lexicon)
    for entity in entities:
        if entity.kind != "person":
            continue
        for name in sorted(map(straight, entity.names()), key=lambda n: -len(n)):
            forenames, surname = split_name(name)
            known = [p for p in cast.by_surname.get(_key(surname), ()) if p.entry is entity]
            if known and (not forenames or _match(lexicon, known[0].forenames, forenames)):
                continue
            rest = () if forenames else _rest_of(name, entity)
            person = cast.add(Person(surname, forenames or rest, family_first=bool(rest), entry=entity, id=entity.id))
            for half in _key(surname).split("-") if "-" in surname else ():
                cast.by_surname.setdefault(half, []).append(person)
    return cast


def _rest_of(word: str, entity: Entity) -> tuple[str, ...]:
    """What follows this one word in a longer name of the entry that begins with it: `Li`, of Li Hongzhang.

    Without it, whoever has the same family's name would be taken for this one: Li Xiucheng.
    """
    for name in sorted(map(straight, entity.names()), key=len, reverse=True):
        first, *others = name.split()
        if folded(first) == folded(word):
            return tuple(other.rstrip(".") for other in others if other[:1].isupper())
    return ()


def split_name(name: str) -> tuple[tuple[str, ...], str]:
    """Forenames and surname of `Kirov, Sergei` or `Sergei Kirov`; particles go with the surname."""
    surname, comma, rest = name.partition(",")
    if comma:
        return tuple(word.rstrip(".") for word in rest.split() if word[:1].isupper()), surname.strip()
    words = name.split()
    cut = len(words) - 1
    while cut > 1 and words[cut - 1][:1].islower():
        cut -= 1
    return tuple(word.rstrip(".") for word in words[:cut]), " ".join(words[cut:])


def _same_forename(lexicon: Lexicon, one: str, other: str) -> bool:
    if _sound(one) == _sound(other):
        return True
    short, long = sorted((one, other), key=len)
    if long in {short + "ie", short + "y", short + short[-1:] + "ie", short + short[-1:] + "y"}:
        return True
    if len(short) == 1:
        return long[:1] == short
    return lexicon.same.get(one, one) == lexicon.same.get(other, other)


def _sound(forename: str) -> str:
    """Transliterations of one forename fall together: Anatoly, Anatolii, Anatoliy."""
    plain = forename.casefold().replace("y", "i").replace("j", "i").replace("ks", "x").replace("ph", "f")
    return plain.replace("ii", "i").replace("'", "")


def _match(lexicon: Lexicon, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True when the shorter run of forenames lies, in order, in the longer one."""
    short, long = sorted((one, other), key=len)
    at = 0
    for name in short:
        while at < len(long) and not _same_forename(lexicon, name, long[at]):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def _gender(lexicon: Lexicon, honorific: str, forenames: tuple[str, ...]) -> str:
    if honorific and lexicon.gender.get(honorific):
        return lexicon.gender[honorific]
    first = forenames[0] if forenames else ""
    if first in lexicon.male and first not in lexicon.female:
        return "m"
    return "f" if first in lexicon.female and first not in lexicon.male else ""


def compatible(lexicon: Lexicon, person: Person, mention: Mention) -> bool:
    """True when nothing in the names and titles says that these are two."""
    if mention.forenames and person.forenames and not _match(lexicon, person.forenames, mention.forenames):
        return False
    if person.surname.startswith("of ") and mention.honorific and not mention.surname:
        return person.honorific == mention.honorific
    one = _gender(lexicon, person.honorific, person.forenames)
    other = _gender(lexicon, mention.honorific, mention.forenames)
    if one and other and one != other:
        return False
    if mention.surname and not mention.forenames and _key(mention.surname) != _key(person.surname):
        return _is_called(person, mention)
    apart = {person.honorific, mention.honorific}
    wed, unwed = apart & lexicon.persons.wed, apart & lexicon.persons.unwed
    return not (wed and unwed) or bool(mention.forenames and person.forenames)


def _is_called(person: Person, mention: Mention) -> bool:
    """True when this one word is how that person is called for short."""
    called = person.forenames[-1:] if person.family_first else person.forenames[:1]
    return _key(mention.surname) in [forename.casefold() for forename in (*called, *person.forenames[:1])]


def assign(cast: Cast, mentions: list[Mention]) -> list[Person]:
    """For each mention, its person, in the mentions' order; new persons are added to the cast."""
    chosen: dict[int, Person] = {}
    order = sorted(range(len(mentions)), key=lambda i: (_rank(mentions[i]), i))
    for rank in (0, 1, 2, 3):
        for person in cast.persons:
            person.last_seen = -1
        pending = sorted((i for i in order if _rank(mentions[i]) == rank or i in chosen), key=lambda i: i)
        for i in pending:
            if i not in chosen:
                chosen[i] = _choose(cast, mentions[i])
            person = chosen[i]
            start = mentions[i].start
            person.first = start if person.first < 0 else min(start, person.first)
            if mentions[i].surname and not mentions[i].forenames and _key(mentions[i].surname) != _key(person.surname):
                continue  # Jeanne does not tell who Marbois is.
            for same in cast.by_entry.get(person.id, (person,)):
                same.last_seen = i  # Whoever stands here under several names is one.
    for i, person in chosen.items():
        mention = mentions[i]
        person.forms[mention.name] += 1
    return [chosen[i] for i in range(len(mentions))]


def _rank(mention: Mention) -> int:
    """Full names first, then titles, then surnames alone, then forenames alone."""
    if not mention.surname:
        return 2 if mention.honorific else 3
    if mention.forenames:
        return 0
    return 1 if mention.honorific else 2


def _choose(cast: Cast, mention: Mention) -> Person:
    if mention.surname:
        known = cast.by_surname.get(_key(mention.surname), [])
    elif mention.forenames:
        known = cast.by_forename.get(_given(mention.forenames[0]), []) or _of_one_name(cast, mention.forenames[0])
    else:
        known = []
    if not known and mention.surname and not mention.forenames:
        # What looks like a surname is somebody's forename here: Nicholas for Nicholas I, Diem for Ngo Dinh Diem.
        known = cast.by_forename.get(_given(_key(mention.surname)), [])
    fitting = [person for person in known[-_CROWD:] if compatible(cast.lexicon, person, mention)]
    fitting = [person for person in _distinct(fitting) if not _holds_another_office(person, mention)]
    fitting = [person for person in fitting if mention.role and person.role == mention.role] or fitting
    if not mention.honorific and not mention.forenames:
        fitting = _unmarried(cast.lexicon, fitting) if len(fitting) > 1 else _introduced(cast.lexicon, fitting, mention)
    if not fitting:
        person = Person(mention.surname, mention.forenames, mention.honorific, mention.family_first)
        person.role = mention.role
        return cast.add(person)
    person = _likeliest(cast, fitting, mention) if len(fitting) > 1 else fitting[0]
    bare = person.entry is not None and not person.forenames and len(person.entry.names()) == 1
    if mention.forenames and len(mention.forenames) > len(person.forenames) and (bare or person.entry is None):
        # An entry that has a surname alone is one person too: of Robert Blum and Hans Blum the first, perhaps.
        if bare and mention.certainty == "high":
            mention.certainty = "medium"
        if not person.forenames:
            cast.by_forename.setdefault(_given(mention.forenames[0]), []).append(person)
        person.forenames = mention.forenames
    person.honorific = person.honorific or mention.honorific
    return person


def _of_one_name(cast: Cast, name: str) -> list[Person]:
    """Whom the register knows by this one word alone, which it cannot tell from a surname: `Paul`."""
    return [p for p in cast.by_surname.get(_key(name), []) if p.entry is not None and not p.forenames]


def _distinct(persons: list[Person]) -> list[Person]:
    """Each once: an entry of the register may stand here under several names."""
    seen: dict[object, Person] = {}
    for person in persons:
        seen.setdefault(person.id or id(person), person)
    return list(seen.values())


def _unmarried(lexicon: Lexicon, fitting: list[Person]) -> list[Person]:
    """A surname alone is not how prose names a wife or a daughter, if there is another of the name."""
    others = [person for person in fitting if lexicon.gender.get(person.honorific) != "f"]
    return others or fitting


def _holds_another_office(person: Person, mention: Mention) -> bool:
    """President Kennedy, before anybody has heard of Attorney General Robert Kennedy, is another."""
    if person.entry is not None or mention.forenames or not person.forenames or mention.start > person.first:
        return False
    return bool(mention.role and person.role) and mention.role != person.role


def _introduced(lexicon: Lexicon, fitting: list[Person], mention: Mention) -> list[Person]:
    """A surname alone, before anybody has heard of the lady: it is somebody else's, most likely her husband's."""
    ladies = lexicon.persons.wed | lexicon.persons.unwed
    return [
        person
        for person in fitting
        if person.honorific not in ladies or person.forenames or person.entry or mention.start > person.first
    ]


def _likeliest(cast: Cast, fitting: list[Person], mention: Mention) -> Person:
    """The one named last before here; without any, the first. It stays a doubt, but for an exact name."""
    exact = [p for p in fitting if mention.forenames and p.forenames == mention.forenames]
    if len(exact) == 1:
        return exact[0]
    seen = [person for person in fitting if person.last_seen >= 0 or person.forms]
    if len(seen) == 1 and seen[0].last_seen >= 0:
        return seen[0]
    mention.certainty = "low"
    cast.doubtful.setdefault(_key(mention.surname or mention.forenames[0]), mention)
    return max(seen or fitting[:1], key=lambda person: person.last_seen)
