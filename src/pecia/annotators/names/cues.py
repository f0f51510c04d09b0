"""What beside a name says that it is a person's, and what kind of one: words of a language, from its `names.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cues:
    """Small sets of words. `behind` follow a forename (Pasha), `nobles` go with `of` (Duke), `addressed` may end a
    greeting (Sir); `kin`, `epithets` and `namers` stand right before a name; `endings` are those of a past tense;
    `hyphened` are articles that a hyphen joins to a name (al-Sadat); after `things` stands the name of a newspaper or a
    ship; `lower` are titles in lower case (le général Ney), `plural` those of a list of persons (MM.), `bridges` stand
    between two titles (M. le Président), `adjectives` are titles that are none after another word with a capital
    (Consulat Général), `ranks` go on with a title (Capitaine de corvette), `coupled` stands after somebody who has a
    family (und Frau), `families` before a family (chez les); `plain_families` and `japanese` are families whose name
    comes before the given one.
    """

    behind: frozenset[str]
    nobles: frozenset[str]
    addressed: frozenset[str]
    wed: frozenset[str]
    unwed: frozenset[str]
    kin: frozenset[str]
    epithets: frozenset[str]
    namers: frozenset[str]
    endings: tuple[str, ...]
    plain_families: frozenset[str]
    japanese: frozenset[str]
    hyphened: frozenset[str]
    things: frozenset[str]
    lower: frozenset[str]
    plural: frozenset[str]
    bridges: frozenset[str]
    adjectives: frozenset[str]
    ranks: tuple[str, ...]
    coupled: tuple[str, ...]
    families: tuple[str, ...]


def cues(data: dict[str, Any]) -> Cues:
    """The cues of a language's table; what it does not say is empty."""
    titles, persons = data["titles"], data["persons"]
    return Cues(
        behind=frozenset(titles.get("behind", ())),
        nobles=frozenset(titles.get("nobles", ())),
        addressed=frozenset(titles.get("addressed", ())),
        wed=frozenset(titles.get("wed", ())),
        unwed=frozenset(titles.get("unwed", ())),
        kin=frozenset(persons.get("kin", ())),
        epithets=frozenset(persons.get("epithets", ())),
        namers=frozenset(persons.get("namers", ())),
        endings=tuple(persons.get("verb_endings", ())),
        plain_families=frozenset(persons.get("family_first", ())),
        hyphened=frozenset(persons.get("hyphened_particles", ())),
        things=frozenset(persons.get("things", ())),
        lower=frozenset(titles.get("lower", ())),
        plural=frozenset(titles.get("plural", ())),
        bridges=frozenset(titles.get("bridges", ())),
        adjectives=frozenset(titles.get("adjectives", ())),
        families=tuple(f" {words} " for words in persons.get("families", ())),
        ranks=tuple(f" {words} " for words in titles.get("ranks", ())),
        coupled=tuple(f" {words}" for words in persons.get("coupled", ())),
        japanese=frozenset(persons.get("family_first_japanese", ())),
    )
