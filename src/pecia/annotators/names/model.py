"""The second opinion: a model that has learnt, from what editors marked, in what contexts a person is named.

It does not decide by itself. What it thinks of the places of a word is weighed with all else that speaks for the word;
where it is sure, it completes a name of which the rules saw a part, and adds one that they did not see.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import log

from pecia import languages
from pecia.annotators import Knowledge
from pecia.annotators.names.features import VERSION, chains
from pecia.annotators.names.lexicon import ROLE, TITLE, Lexicon
from pecia.annotators.names.mentions import Mention, name_of
from pecia.annotators.names.people import split_name
from pecia.annotators.names.tokens import Text, Token
from pecia.core.errors import SourceError
from pecia.core.text import Document
from pecia.learning.files import Model, read

FILE = "persons.model"
SURE = 0.9
"""So likely must each word be before the model alone makes a name of them."""


WEIGHT = 0.4
_LEAST = 0.05


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


def chosen(knowledge: Knowledge, document: Document) -> Model | None:
    """The model that has a say in a document: the edition's own, else the one of its language."""
    if knowledge.models is None:
        return shipped(document.get("language", languages.DEFAULT))
    return knowledge.models[0] if knowledge.models else None


@dataclass(frozen=True, slots=True)
class Name:
    """Words that the model takes for one name, and for each how likely it is."""

    tokens: tuple[Token, ...]
    likely: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a model thinks of a document: `votes` has, by the index of a token, how likely it is in a person's name."""

    votes: Mapping[int, float] = field(default_factory=dict)
    names: tuple[Name, ...] = ()

    def vote(self, text: Text, weights: dict[str, float]) -> None:
        """Adds to the weight of each word what the model thinks, on average, of its places that nobody has claimed."""
        odds: dict[str, list[float]] = {}
        for index, share in self.votes.items():
            token = text.tokens[index]
            if not token.kind and (key := token.word.lower()) in weights:
                odds.setdefault(key, []).append(_odds(share))
        for key, every in odds.items():
            weights[key] += WEIGHT * sum(every) / len(every)

    def complete(self, text: Text, found: list[Mention]) -> None:
        """Completes the persons found, and adds to them those that only the model sees."""
        persons = sorted((m for m in found if m.kind == "persName"), key=lambda m: m.start)
        at = 0
        for name in self.names:
            start, end = name.tokens[0].start, name.tokens[-1].end
            while at < len(persons) and persons[at].end <= start:
                at += 1
            inside = [m for m in persons[at : at + 2] if m.start < end]
            free = [share for token, share in zip(name.tokens, name.likely, strict=True) if not token.kind]
            if not free or min(free) < SURE or any(token.kind not in ("", "persName") for token in name.tokens):
                continue
            if len(free) == len(name.tokens) and not inside:
                found.append(_added(text, name))
            elif len(inside) == 1 and len(free) < len(name.tokens):
                _completed(text, name, inside[0])


def opinion(text: Text, words: Lexicon, model: Model | None) -> Opinion:
    """What a model thinks of the words of a document; no model has no opinion."""
    if model is None:
        return Opinion()
    own_words = frozenset(model.get("words").split())
    votes: dict[int, float] = {}
    names: list[Name] = []
    index = 0
    for chained in chains(text, words, own_words):
        scores = [model.chain.score(features) for features in chained.features]
        likely = [b + i for b, i in model.chain.marginals(scores, chained.continues)]
        for token, share in zip(chained.tokens, likely, strict=True):
            if index < len(text.tokens) and text.tokens[index] is token:
                votes[index] = share
                index += 1
        names += _names(chained.tokens, model.chain.best(scores, chained.continues), likely)
    return Opinion(votes, tuple(names))


def _odds(share: float) -> float:
    """The logarithm of the odds, as far as one place may count."""
    near = min(max(share, _LEAST), 1.0 - _LEAST)
    return log(near / (1.0 - near))


def _names(tokens: list[Token], labels: list[str], likely: list[float]) -> Iterator[Name]:
    first = 0
    while first < len(labels):
        last = first + 1
        if labels[first] == "B":
            while last < len(labels) and labels[last] == "I":
                last += 1
            yield Name(tuple(tokens[first:last]), tuple(likely[first:last]))
        first = last


def _added(text: Text, name: Name) -> Mention:
    for token in name.tokens:
        token.kind = "persName"
    start, end = name.tokens[0].start, name.tokens[-1].end
    said = name_of(text, start, end)
    mention = Mention("persName", start, end, said, certainty="medium", evidence=(f"model {min(name.likely):.2f}",))
    mention.forenames, mention.surname = split_name(said)
    return mention


def _completed(text: Text, name: Name, mention: Mention) -> None:
    """The mention with the words around it that the model counts in. A title before it is not in the name itself."""
    tokens = [token for token in name.tokens if token.kind or not token.traits & (TITLE | ROLE)]
    start, end = min(mention.start, name.tokens[0].start), max(mention.end, name.tokens[-1].end)
    if (start, end) == (mention.start, mention.end):
        return
    for token in name.tokens:
        token.kind = "persName"
    mention.name = name_of(text, min(mention.start, tokens[0].start), end)
    mention.forenames, mention.surname = split_name(mention.name)
    mention.start, mention.end = start, end
    mention.evidence = (*mention.evidence, f"model {min(name.likely):.2f}: all of “{name_of(text, start, end)}”")
