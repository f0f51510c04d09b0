"""The lists of a language as its folder has them, with those of another language that it borrows.

A language says only what it has: what its `names.toml` leaves out is empty, and a list that is no file is none.
A language without `names.toml` is read by the English data (`languages.table`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from pecia.languages import DEFAULT, groups, has, table, words
from pecia.languages.nouns import NounList, noun_list

Table = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lists:
    """The words that a language knows. `data` is its `names.toml`, with every table and every key of the English one.

    `forenames` are those of whom no list says whether they are a man's or a woman's; `doubtful` are names of a list
    that are everyday words first. `leading` has, by kind (`place`, `org`), the names of whatever has several: each with
    the one that its entry gets.
    """

    data: Table
    male: frozenset[str]
    female: frozenset[str]
    forenames: frozenset[str]
    surnames: frozenset[str]
    places: frozenset[str]
    organisations: frozenset[str]
    peoples: frozenset[str]
    verbs: frozenset[str]
    lowercase: frozenset[str]
    nouns: NounList | None
    doubtful: frozenset[str]
    leading: dict[str, dict[str, str]]


def _leading(language: str, subject: str, data: Table) -> dict[str, str]:
    lender = data.get("borrowed", {}).get(subject)
    lent = groups(lender, subject) if lender else {}
    return lent | (groups(language, subject) if has(language, f"{subject}.txt") else {})


def _whole(own: Table) -> Table:
    """The table with every key that the English one has, empty where the language has nothing to say."""
    english = table(DEFAULT, "names")
    return {
        section: {key: own.get(section, {}).get(key, type(value)()) for key, value in english.get(section, {}).items()}
        | own.get(section, {})
        for section in {**english, **own}
    }


def _sure_places(language: str, nouns: NounList, data: Table) -> frozenset[str]:
    """Of the many places of the list of nouns those that sound like one: most others are surnames too."""
    endings = tuple(data["places"].get("sure_suffixes", ()))
    taken = words(language, "surnames") | words(language, "forenames-male") | words(language, "forenames-female")
    return frozenset(name for name in nouns.places - taken if name.lower().endswith(endings) and len(name) > 5)


@cache
def lists(language: str) -> Lists:
    """The lists of a language (BCP 47)."""
    if not has(language, "names.toml"):
        language = DEFAULT
    data = _whole(table(language, "names"))
    nouns = noun_list(language, data.get("nouns", {}))
    function = frozenset(data["words"]["function"])
    everyday = (
        frozenset(word.capitalize() for word in words(language, "lowercase")) if data.get("borrowed") else frozenset()
    )
    exempt = frozenset(data.get("nouns", {}).get("names", ()))

    def listed(subject: str) -> frozenset[str]:
        own = words(language, subject) if has(language, f"{subject}.txt") else frozenset()
        lender = data.get("borrowed", {}).get(subject)
        if not lender:
            return own
        lent = words(lender, subject) - function
        if nouns is None and subject != "places":
            lent -= everyday  # Mort and Colombe are no forenames where everybody dies.
        if nouns is not None and subject == "places":
            # What the lender calls so may be an everyday word here: Liege is a couch.
            mine = words(language, "surnames") | words(language, "forenames-male") | words(language, "forenames-female")
            lent = frozenset(n for n in lent - mine if not n.isalpha() or n in exempt or not nouns.is_listed(n))
        return own | lent

    surnames, places = listed("surnames"), listed("places")
    if nouns is not None:
        surnames = surnames | {name for name in nouns.surnames - function if not nouns.is_listed(name)}
        places = places | _sure_places(language, nouns, data) - function
    return Lists(
        data=data, male=listed("forenames-male"), female=listed("forenames-female"),
        forenames=nouns.forenames - function if nouns is not None else frozenset(),
        surnames=surnames, places=places, organisations=listed("organisations"), peoples=listed("peoples"),
        verbs=listed("verbs"), lowercase=listed("lowercase"), nouns=nouns,
        doubtful=frozenset(data.get("nouns", {}).get("doubtful", ())) - exempt,
        leading={
            "place": _leading(language, "places", data)
            | {name: row[0] for row in data["places"]["same"] for name in row},
            "org": _leading(language, "organisations", data),
        },
    )  # fmt: skip
