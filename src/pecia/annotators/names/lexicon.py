"""What a language shows names by, loaded when first asked for: word lists, titles, cues.

A word's *traits* are a set of bits, found out once per word and kept.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pecia.annotators.names.cues import Cues, cues
from pecia.annotators.names.lists import lists
from pecia.languages import table
from pecia.languages.nouns import NounList
from pecia.languages.word_list import word_list

FORENAME = 1
SURNAME = 2
PLACE = 4  # the whole word is a place of the gazetteer
COMMON = 8  # prose has it in lower case
PEOPLE = 16  # peoples, languages, faiths, months: a capital, but no name
TITLE = 32  # stands before a person's name and nothing else
ROLE = 64  # an office, which may stand before a name
ORG_HEAD = 128
PLACE_HEAD = 256
FUNCTION = 512
INITIAL = 1024
ROMAN = 2048
ACRONYM = 4096
PARTICLE = 8192
ODD = 16384  # no shape of a name: an inner capital, one letter, too long
STRONG = 32768  # an ending that surnames have: -ov, -sky, -shvili
WEAK = 65536  # an ending that surnames often have
ORGANISATION = 131072  # the whole word is an organisation of the list
COMPASS = 262144
AFTER = 524288  # Jr, Esq

NO_NAME = COMMON | PEOPLE | PLACE | TITLE | ROLE | ORG_HEAD | FUNCTION | INITIAL | ACRONYM | ODD | ORGANISATION | AFTER
"""A word without any of these is unknown, and may be a name."""

LONGEST = 40

_ROMAN = re.compile(r"(?=[IVXL])(?:XL|L)?X{0,3}(?:IX|IV|V?I{0,3})$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]$")
_CLAN = re.compile(r"(?:Mc|Mac|O'|D'|Fitz)[A-Z][^\W\d_]+$")
_INNER = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|O'|D'|L'|M')[^\W\d_]+$")


def straight(text: str) -> str:
    """The text with straight apostrophes, and of the same length."""
    return text.replace("’", "'")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of one language. `phrases` have the names of several words by their first one, longest first."""

    data: dict[str, Any]
    male: frozenset[str]
    female: frozenset[str]
    places: frozenset[str]
    leading: dict[str, dict[str, str]]
    organisations: frozenset[str]
    verbs: frozenset[str]
    sure_verbs: frozenset[str]
    before: frozenset[str]
    sure_cues: frozenset[str]
    sure_place_heads: frozenset[str]
    cues: frozenset[str]
    particles: frozenset[str]
    phrases: dict[str, tuple[tuple[str, str], ...]]
    weak_heads: frozenset[str]
    of_heads: frozenset[str]
    events: frozenset[str]
    rulers: frozenset[str]
    family_first: frozenset[str]
    greetings: frozenset[str]
    articles: frozenset[str]
    own_particles: frozenset[str]
    offices: frozenset[str]
    royal: frozenset[str]
    bearers: frozenset[str]
    units: frozenset[str]
    bodies: frozenset[str]
    before_bodies: frozenset[str]
    ordinals: frozenset[str]
    moves: re.Pattern[str]
    gender: dict[str, str]
    same: dict[str, str]
    nouns: NounList | None
    bare: float
    with_article: frozenset[str]
    ands: frozenset[str]
    who: re.Pattern[str]
    owned: frozenset[str]
    toward: str
    cases: tuple[tuple[str, str], ...]
    adjective_endings: tuple[str, ...]
    initials_alone: bool
    persons: Cues
    everyday: frozenset[str]
    titles_inside: bool
    quoted_titles: bool
    genitive_ends: bool
    line_particles: frozenset[str]
    capital_surnames: bool
    broken_words: bool
    patronymics: tuple[str, ...]
    initials_after: bool
    inner_particles: frozenset[str]
    sure_cases: tuple[tuple[str, str], ...]
    cases_of_women: tuple[tuple[str, str], ...]
    token: re.Pattern[str]
    _sets: tuple[tuple[int, frozenset[str]], ...]
    _common: frozenset[str]
    _endings: tuple[tuple[str, ...], ...]
    _everyday: tuple[tuple[str, ...], tuple[tuple[str, str], ...]]
    _doubtful: frozenset[str]
    _function: frozenset[str]
    _adjectives: tuple[tuple[str, str], ...]
    _traits: dict[str, int] = field(default_factory=dict, compare=False)

    def traits(self, word: str) -> int:
        """The bits of a word as it is written (straight apostrophes, no full stop)."""
        found = self._traits.get(word)
        if found is None:
            found = self._weigh(word)
            if len(self._traits) < 200_000:
                self._traits[word] = found
        return found

    def stopped(self, word: str) -> int:
        """The bits of a word with a full stop that belongs to it: `A.` is no article, `S.K.` no acronym."""
        if len(word) == 1 or (_INITIALS.match(word) and word not in self.gender):
            return INITIAL
        return self.traits(word)

    def base(self, word: str, others: Container[str] = ()) -> str:
        """The word without the ending of a case, where what is left is a name of a list or one of these others."""
        if not self.cases or self._listed(word) & (FORENAME | SURNAME):
            return word
        for ending, instead in self.cases:
            stem = word[: len(word) - len(ending)] + instead if word.endswith(ending) else ""
            if len(stem) > 2 and (stem in others or self._listed(stem) & (FORENAME | SURNAME | PLACE)):
                return stem
        return word

    def is_adjective(self, word: str) -> bool:
        """Whether a word (in lower case) has the ending of an adjective, and is nothing that every sentence has."""
        if not self.adjective_endings or len(word) < 4 or word in self.verbs or word in self.before:
            return False
        return word.endswith(self.adjective_endings) and word.title() not in self._function

    def _listed(self, word: str) -> int:
        bits = 0
        for bit, members in self._sets:
            if word in members:
                bits |= bit
        return bits

    def _weigh(self, word: str) -> int:
        bits = self._listed(word)
        if self.cases and not bits and (stem := self.base(word)) != word:
            bits = self._listed(stem) & (FORENAME | SURNAME | PLACE)
        bits |= self._shape(word) | (SURNAME if _CLAN.match(word) else 0)
        if self.nouns is not None and self._is_noun(word, bits):
            bits |= COMMON
        if self.patronymics and len(word) > 6 and word.endswith(self.patronymics):
            bits |= FORENAME
        followers, people, common, strong, weak = self._endings
        lower = word.lower()
        if self._is_common(lower, bits):
            bits |= COMMON
        if self._is_people(word, lower) or (lower.endswith(followers) and not bits & (SURNAME | FORENAME)):
            bits |= PEOPLE
        if bits & NO_NAME or bits & (FORENAME | SURNAME):
            return bits | (STRONG if lower.endswith(strong) else 0)
        if lower.endswith(common) or ("-" in word and all(self.traits(p) & (PEOPLE | COMMON) for p in word.split("-"))):
            return bits | COMMON
        if lower.endswith(people):
            return bits | PEOPLE
        return bits | (STRONG if lower.endswith(strong) else WEAK if lower.endswith(weak) else 0)

    def _is_common(self, lower: str, bits: int) -> bool:
        """In lower case elsewhere, as it stands or without the ending of a verb or a plural."""
        if lower in self._common or bits & (SURNAME | FORENAME | PLACE):
            return lower in self._common
        endings, swaps = self._everyday
        stems = [lower, *(lower[: -len(ending)] for ending in endings if lower.endswith(ending))]
        stems += [stem.replace(old, new) for old, new in swaps if old in lower for stem in stems]
        return any(len(stem) > 3 and stem in self._common for stem in stems)

    def _is_noun(self, word: str, bits: int) -> bool:
        """An everyday noun of a language that writes them all with a capital, and no name before all."""
        if self.nouns is None or word in self._doubtful:
            return word in self._doubtful
        if bits & (FORENAME | PLACE | TITLE):
            return False
        return self.nouns.is_listed(word) if bits & SURNAME else self.nouns.is_noun(word)

    def _is_people(self, word: str, lower: str) -> bool:
        peoples = self._sets[0][1]
        singular = word[:-1] if lower.endswith("s") else word
        for ending, instead in self._adjectives:
            # Wiener, Münchner: who or what is of a place of the list.
            stem = word[: -len(ending)] + instead if lower.endswith(ending) else ""
            if len(stem) > 4 and self._listed(stem) & PLACE:
                return True
        return word in peoples or singular in peoples or (lower.endswith("es") and word[:-2] in peoples)

    def _shape(self, word: str) -> int:
        if len(word) > LONGEST:
            return ODD
        if len(word.replace(".", "")) == 1:
            return INITIAL
        bits = ROMAN if _ROMAN.match(word) else 0
        if word.isupper() and "-" not in word:
            return bits | ACRONYM
        inner = any(c.isupper() for part in word.split("-") for c in part[1:])
        return bits | (ODD if inner and not _INNER.match(word) else 0)


def _upper() -> str:
    return "".join(c for c in map(chr, range(65, 0x0530)) if c.isupper())


def token_pattern(abbreviations: Iterable[str], elided: Iterable[str] = ()) -> re.Pattern[str]:
    """A word with a capital: initials and abbreviations with their stops, compounds with their hyphens."""
    upper = f"[{_upper()}]"
    short = "|".join(sorted(map(re.escape, abbreviations), key=len, reverse=True))
    letters = r"[^\W\d_]"
    # L'Allemagne, D'Alembert: what is elided stands before the name, where a language has such words.
    behind = "" if (cut := _any(elided)) != "(?!)" else r"(?<![A-Z]['’])"
    contraction = r"(?!(?:s|S|t|T|ll|LL|re|ve|d|m)\b)"
    return re.compile(
        rf"(?<!\w){behind}(?!(?:{cut})['’])(?:(?:{upper}\.){{2,6}}(?!{letters})|{upper}\.-{upper}\.|(?:{short})\.|{upper}\.(?!\w)"
        rf"|{upper}{letters}*(?:[’']{contraction}{letters}+)?(?:[-‑]{upper}{letters}*(?:[’']{contraction}{letters}+)?)*)"
    )


def phrase_index(names: Iterable[tuple[str, str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    """(name, kind) of several words, by the first word, longest first."""
    index: dict[str, list[tuple[str, str]]] = {}
    for name, kind in names:
        first = re.split(r"[\s(-]|'s ", name, maxsplit=1)[0].rstrip(".,")
        index.setdefault(first, []).append((name, kind))
    return {first: tuple(sorted(found, key=lambda n: -len(n[0]))) for first, found in index.items()}


def _groups(rows: Iterable[list[str]]) -> dict[str, str]:
    return {name: row[0] for row in rows for name in row}


def _everyday_words(language: str) -> frozenset[str]:
    known = word_list(language)
    return frozenset() if known is None else known.common


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language (BCP 47), or the English one."""
    own = lists(language)
    data = own.data
    titles, persons, places = data["titles"], data["persons"], data["places"]
    gazetteer = [straight(name) for name in sorted(own.places)]
    organisations = frozenset(map(straight, own.organisations))
    several = [(name, "placeName") for name in gazetteer if not name.isalpha()]
    several += [(name, "orgName") for name in sorted(organisations) if not name.isalnum()]
    role_words = frozenset(word for name in titles["role"] for word in name.split())
    sets = (
        (PEOPLE, own.peoples), (FORENAME, own.male | own.female | own.forenames), (SURNAME, own.surnames),
        (PLACE, frozenset(gazetteer).difference(places.get("rather_persons", ()))),
        (TITLE, frozenset(titles["always"])), (ROLE, role_words),
        (ORG_HEAD, frozenset(data["organisations"]["heads"])), (PLACE_HEAD, frozenset(places["heads"])),
        (FUNCTION, frozenset(data["words"]["function"])), (PARTICLE, frozenset(persons["capital_particles"])),
        (ORGANISATION, organisations), (COMPASS, frozenset(places["span_compass"])),
        (AFTER, frozenset(titles["after"])),
    )  # fmt: skip
    abbreviations = [*titles["always"], *titles["after"], *titles["short_forenames"], *data["words"]["saints"]]
    return Lexicon(
        data=data, male=own.male, female=own.female, places=frozenset(gazetteer), leading=own.leading,
        organisations=organisations,
        verbs=own.verbs, sure_verbs=frozenset(persons["sure_verbs"]),
        before=frozenset(persons["before"]), sure_cues=frozenset(places["sure_cues"]),
        sure_place_heads=frozenset(places["sure_heads"]),
        cues=frozenset(places["cues"]), particles=frozenset(persons["particles"]), phrases=phrase_index(several),
        weak_heads=frozenset(data["organisations"]["weak"]), of_heads=frozenset(data["organisations"]["of_heads"]),
        rulers=frozenset(data["organisations"]["rulers"]), greetings=frozenset(persons["greetings"]),
        articles=frozenset(data["words"]["articles"]), own_particles=frozenset(persons["own_particles"]),
        family_first=frozenset(persons["family_first"]),
        events=frozenset(persons["events"]), offices=frozenset(titles["offices"]), royal=frozenset(titles["royal"]),
        bearers=frozenset(data["words"]["bearers"]), units=frozenset(data["organisations"]["units"]),
        bodies=frozenset(data["organisations"]["bodies"]),
        before_bodies=frozenset(data["organisations"]["before_bodies"]),
        ordinals=frozenset(word.title() for word in table(language, "dates")["ordinals"].get("words", ())),
        moves=re.compile(rf"\b(?:{_any(places['moves'])}) {places['moved']}$"),
        gender=titles["always"], same=_groups(persons["same"]), nouns=own.nouns, bare=float(persons.get("bare", 0.0)),
        with_article=frozenset(persons.get("with_article", ())),
        ands=frozenset(gap for word in persons["and"] for gap in (f" {word} ", f", {word} ")) | {", "},
        who=re.compile(rf", (?:{_any(persons['who'])})\b"), owned=frozenset(data["words"]["owned"]),
        toward=places["toward"], cases=tuple((ending, instead) for ending, instead in persons["cases"]),
        adjective_endings=tuple(persons["adjective_endings"]), initials_alone=bool(persons.get("initials_alone")),
        persons=cues(data), everyday=_everyday_words(language), titles_inside=bool(titles.get("inside")),
        quoted_titles=bool(persons.get("quoted_titles")), genitive_ends=bool(persons.get("genitive_ends")),
        line_particles=frozenset(persons.get("line_particles", ())),
        capital_surnames=bool(persons.get("capital_surnames")),
        broken_words=bool(data["words"].get("broken")),
        patronymics=tuple(persons.get("patronymics", ())), initials_after=bool(persons.get("initials_after")),
        inner_particles=frozenset(persons.get("inner_particles", ())),
        sure_cases=tuple((ending, instead) for ending, instead in persons.get("sure_cases", ())),
        cases_of_women=tuple((ending, instead) for ending, instead in persons.get("cases_of_women", ())),
        token=token_pattern(abbreviations, data["words"].get("elided", ())), _sets=sets, _common=own.lowercase,
        _endings=(
            tuple(persons["followers"]), tuple(data["words"]["people_suffixes"]),
            tuple(data["words"]["common_suffixes"]), tuple(persons["strong_suffixes"]), tuple(persons["suffixes"]),
        ),
        _everyday=(tuple(data["words"]["endings"]), tuple((old, new) for old, new in data["words"]["swaps"])),
        _doubtful=own.doubtful, _function=frozenset(data["words"]["function"]),
        _adjectives=tuple((ending, instead) for ending, instead in places["adjectives"]),
    )  # fmt: skip


def _any(words: Iterable[str]) -> str:
    """A regular expression for any of these, the longest first; for none where there are none."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or "(?!)"
