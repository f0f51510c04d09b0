"""The second opinion: a model that has learnt, from what editors marked, in what contexts a person is named.

It does not decide by itself. What it thinks of the places of a word is weighed with all else that speaks for the word;
where it is sure, it completes a name of which the rules saw a part, and adds one that they did not see. Another witness
(spaCy, for whoever has it) has a vote of the same kind, and adds no name by itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import log

from pecia import languages
from pecia.annotators import Knowledge, Witness
from pecia.annotators.names.features import VERSION, chains
from pecia.annotators.names.lexicon import COMMON, FUNCTION, ROLE, TITLE, Lexicon
from pecia.annotators.names.mentions import Mention, name_of
from pecia.annotators.names.people import split_name
from pecia.annotators.names.tokens import Text, Token
from pecia.core.errors import SourceError
from pecia.core.text import Document
from pecia.learning.chain import Chain, Score
from pecia.learning.files import Model, read

FILE = "persons.model"
SURE = 0.9
"""So likely must each word be before the model that comes with pecia makes a name of them by itself."""

OWN = 0.6
"""The same for a model that has learnt of the edition itself, whose manner it knows."""

_FOR = 0.4
"""Of the odds for a person (in nats) this much is added to what speaks for a word."""

_DOUBT = 1.75
"""So high may be the odds against a person, and nothing is taken off."""

_LEAST = 0.05
_NO_START = FUNCTION | COMMON | TITLE | ROLE
_WITNESS = {"persName": 0.85, "": 0.4}
"""How likely a word is in a person's name when a witness says so, or says nothing of it; else it is hardly one."""


@cache
def shipped(language: str) -> Model | None:
    """The model of a language (BCP 47) that comes with pecia, if there is one."""
    content = languages.content(language, FILE)
    return checked(content, FILE) if content is not None else None


def checked(content: bytes, path: str) -> Model:
    """The model in a file. Raises SourceError for what is none, or was made for other features than today's."""
    model = read(content, path)
    if model.get("features") != str(VERSION):
        raise SourceError(f"{path}: was made by another version of pecia; make it again by `pecia train`")
    return model


@dataclass(frozen=True, slots=True)
class Name:
    """Words that the model takes for one name, and for each how likely it is."""

    tokens: tuple[Token, ...]
    likely: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What is thought of a document: `votes` has, by the index of a token, how likely it is in a person's name.

    `heard` has the same of a witness. `names` are those that the model sees, and `sure` is how likely each word must be
    to stand against the rules.
    """

    votes: Mapping[int, float] = field(default_factory=dict)
    names: tuple[Name, ...] = ()
    sure: float = SURE
    heard: Mapping[int, float] = field(default_factory=dict)

    def vote(self, text: Text, weights: dict[str, float]) -> None:
        """Adds to the weight of each word what is thought, on average, of its places that nobody has claimed."""
        for votes in (self.votes, self.heard):
            _vote(text, weights, votes)

    def complete(self, text: Text, found: list[Mention]) -> None:
        """Completes the persons found, adds those that only the model sees, and tells of each what it thinks."""
        persons = sorted((m for m in found if m.kind == "persName"), key=lambda m: m.start)
        self._testify(text, persons)
        at = 0
        for name in self._settled():
            start, end = name.tokens[0].start, name.tokens[-1].end
            while at < len(persons) and persons[at].end <= start:
                at += 1
            inside = [m for m in persons[at : at + 2] if m.start < end]
            free = [share for token, share in zip(name.tokens, name.likely, strict=True) if not token.kind]
            if not free or min(free) < self.sure or any(token.kind not in ("", "persName") for token in name.tokens):
                continue
            if len(free) == len(name.tokens) and not inside and not _is_an_everyday_word(text, name):
                found.append(_added(text, name))
            elif len(inside) == 1 and len(free) < len(name.tokens):
                _completed(text, name, inside[0])

    def _settled(self) -> Iterator[Name]:
        """The names, without the titles (`M.`) and everyday words (`Young`) that do not belong to them."""
        for name in self.names:
            first, last = 0, len(name.tokens) - 1
            while first < last and name.tokens[first].traits & _NO_START:
                first += 1
            if not name.tokens[first].traits & FUNCTION:
                yield Name(name.tokens[first:], name.likely[first:])

    def _testify(self, text: Text, persons: list[Mention]) -> None:
        if not self.votes and not self.heard:
            return
        starts = [token.start for token in text.tokens]
        for mention in persons:
            here = range(bisect_left(starts, mention.start), bisect_left(starts, mention.end))
            shares = [self.votes[index] for index in here if index in self.votes]
            if shares:
                mention.evidence = (*mention.evidence, f"model {min(shares):.2f}")
            if any(self.heard.get(index) == _WITNESS["persName"] for index in here):
                mention.evidence = (*mention.evidence, "spaCy sees a person too")


def opinion(document: Document, text: Text, words: Lexicon, knowledge: Knowledge) -> Opinion:
    """What the model of the edition, or of the language, thinks of a document, and the witness, if there is one."""
    model, sure = _chosen(document, knowledge)
    votes, names = _read_by(model, text, words) if model is not None else ({}, ())
    heard = _heard(knowledge.witness, text) if knowledge.witness is not None else {}
    return Opinion(votes, names, sure, heard)


def _chosen(document: Document, knowledge: Knowledge) -> tuple[Model | None, float]:
    language = document.get("language", languages.DEFAULT).split("-")[0].lower()
    for own in knowledge.models or ():
        if own.get("language") == language:
            return own, OWN
    # An empty tuple is the wish to hear no model at all.
    return (None if knowledge.models == () else shipped(language)), SURE


def _read_by(model: Model, text: Text, words: Lexicon) -> tuple[dict[int, float], tuple[Name, ...]]:
    own_words = frozenset(filter(str.isalpha, model.get("words").split()))
    votes: dict[int, float] = {}
    names: list[Name] = []
    score = _Scores(model.chain).score
    index = 0
    for chained in chains(text, words, own_words):
        scores = list(map(score, chained.words, chained.places))
        likely = [b + i for b, i in model.chain.marginals(scores, chained.continues)]
        for token, share in zip(chained.tokens, likely, strict=True):
            if index < len(text.tokens) and text.tokens[index] is token:
                votes[index] = share
                index += 1
        names += _names(chained.tokens, model.chain.best(scores, chained.continues), likely)
    return votes, tuple(names)


class _Scores:
    """What is seen of a word, and not of its place, is scored once."""

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        self._words: dict[tuple[str, ...], Score] = {}

    def score(self, word: tuple[str, ...], place: tuple[str, ...]) -> Score:
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = self._chain.score(word)
        begins, goes_on = self._chain.score(place)
        return known[0] + begins, known[1] + goes_on


def _names(tokens: list[Token], labels: list[str], likely: list[float]) -> Iterator[Name]:
    first = 0
    while first < len(labels):
        last = first + 1
        if labels[first] == "B":
            while last < len(labels) and labels[last] == "I":
                last += 1
            yield Name(tuple(tokens[first:last]), tuple(likely[first:last]))
        first = last


def _heard(witness: Witness, text: Text) -> dict[int, float]:
    """What a witness says, as a likelihood for each token."""
    starts = [token.start for token in text.tokens]
    heard = dict.fromkeys(range(len(starts)), _WITNESS[""])
    for start, end, kind in witness(text.document.text):
        for index in range(bisect_left(starts, start), bisect_left(starts, end)):
            heard[index] = _WITNESS.get(kind, _LEAST)
    return heard


def _vote(text: Text, weights: dict[str, float], votes: Mapping[int, float]) -> None:
    odds: dict[str, list[float]] = {}
    for index, share in votes.items():
        token = text.tokens[index]
        if not token.kind and not token.loud and token.key in weights:
            odds.setdefault(token.key, []).append(_odds(share))
    for key, every in odds.items():
        weights[key] += _worth(sum(every) / len(every), len(every))


def _odds(share: float) -> float:
    """The logarithm of the odds, as far as one place may count."""
    near = min(max(share, _LEAST), 1.0 - _LEAST)
    return log(near / (1.0 - near))


def _worth(odds: float, places: int) -> float:
    """What the odds of so many places add to the weight of a word.

    That it is no person is believed only when it is nearly certain, and of more places than one.
    """
    if odds > 0.0:
        return _FOR * odds
    return min(0.0, odds + _DOUBT) if places > 1 else 0.0


def _is_an_everyday_word(text: Text, name: Name) -> bool:
    """In a heading all words have capitals; a word that the text has without one is no name by its context alone."""
    if all(token.loud for token in name.tokens):
        return True
    first = name.tokens[0]
    titled = first.traits & (TITLE | ROLE) or not first.word[:1].isupper()
    return len(name.tokens) == 1 and not titled and first.word.lower() in text.lower


def _added(text: Text, name: Name) -> Mention:
    for token in name.tokens:
        token.kind = "persName"
    start, end = name.tokens[0].start, name.tokens[-1].end
    said = name_of(text, start, end)
    mention = Mention("persName", start, end, said, certainty="medium", evidence=(f"model {min(name.likely):.2f}",))
    mention.forenames, mention.surname = split_name(said)
    return mention


def _completed(text: Text, name: Name, mention: Mention) -> None:
    """The mention with the words around it that the model counts in."""
    start, end = min(mention.start, name.tokens[0].start), max(mention.end, name.tokens[-1].end)
    if (start, end) == (mention.start, mention.end):
        return
    for token in name.tokens:
        token.kind = "persName"
    mention.start, mention.end = start, end
    mention.name = name_of(text, start, end)
    mention.forenames, mention.surname = split_name(mention.name)
    mention.evidence = (*mention.evidence, f"model {min(name.likely):.2f} for all of “{mention.name}”")
