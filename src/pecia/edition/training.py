"""From an edition's encoding to a model of where it marks persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pecia.annotators import ANNOTATORS, Knowledge
from pecia.annotators.names.examples import Manner, Marked, examples, manner_of
from pecia.annotators.names.features import VERSION
from pecia.core.errors import SourceError
from pecia.core.register import Register
from pecia.core.text import Attributes, Document, Source
from pecia.edition.pipeline import in_order
from pecia.languages import DEFAULT
from pecia.learning.files import Model
from pecia.learning.training import Example, learn
from pecia.tei.gold import marked

_WAY_OUT = 'mark persons by <persName>, and take resp="#pecia" off the marks that are right'


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learnt, and of what: numbers of texts, words, names and sentences, and sentences left out.

    `others` are the texts in other languages than most, which were not read.
    """

    model: Model
    manner: Manner
    language: str
    texts: int
    words: int
    names: int
    sentences: int
    left_out: int
    others: tuple[str, ...] = ()


def train(
    sources: Iterable[Source],
    register: Register,
    *,
    plain: bool = False,
    unconfirmed: bool = False,
    about: Iterable[str] = (),
    heard: Callable[[str], None] = lambda _: None,
) -> Lesson:
    """Learns from the marks that persons have made in these TEI files, and with `unconfirmed` from pecia's own too.

    `plain` leaves titles and everyday words out, whatever the edition does. `about` are lines on origin and licence
    that the model carries. `heard` is told what is being worked on. Raises SourceError for what is no TEI, or has no
    names.
    """
    every = []
    for source in sources:
        heard(source.path)
        every.append(_marked(source, register, unconfirmed=unconfirmed))
    language = _most(every)
    texts = [text for text in every if _language(text) == language]
    names = sum(len(text.persons) for text in texts)
    if not names:
        raise SourceError(f"no name of a person is marked by hand in {_counted(len(texts))}: {_WAY_OUT}")
    manner = Manner(plain=True) if plain else manner_of(texts)
    found: list[Example | None] = []
    for text in texts:
        heard(text.document.name)
        found += examples(text, manner)
    sentences = [example for example in found if example is not None]
    if not any("B" in example.labels for example in sentences):
        raise SourceError(f"none of the {names} names marked in {_counted(len(texts))} can be learnt from: {_WAY_OUT}")
    chain = learn(sentences, heard=lambda number, _: heard(f"round {number}"))
    words = sum(len(text.document.text.split()) for text in texts)
    origin = f"{_counted(len(texts))}, {words} words, {names} names of persons"
    return Lesson(
        Model(chain, _facts(language, manner, origin, about)), manner, language, len(texts), words, names,
        len(sentences), len(found) - len(sentences),
        tuple(text.document.name for text in every if _language(text) != language),
    )  # fmt: skip


def _facts(language: str, manner: Manner, origin: str, about: Iterable[str]) -> Attributes:
    """What a model says of itself."""
    titles = (("titles", "inside"),) if manner.titles else ()
    words = (("words", " ".join(sorted(manner.own_words))),) if manner.own_words else ()
    told = (("about", line) for line in about)
    return (("features", str(VERSION)), ("language", language), *titles, *words, ("learnt from", origin), *told)


def _counted(number: int) -> str:
    return f"{number} text{'s' if number != 1 else ''}"


def _language(text: Marked) -> str:
    return text.document.get("language", DEFAULT).split("-")[0].lower()


def _most(texts: list[Marked]) -> str:
    """The language in which most names are marked; of equals the first in the alphabet."""
    counted: Counter[str] = Counter()
    for text in texts:
        counted[_language(text)] += len(text.persons) + 1
    return max(sorted(counted), key=lambda language: counted[language], default=DEFAULT)


def _marked(source: Source, register: Register, *, unconfirmed: bool = False) -> Marked:
    """The text of a file as the names' room would find it, and what people have marked as persons in it."""
    gold = marked(source.content, source.path, register, notes=True)
    persons = [mark for mark in gold.marks if mark.kind == "persName"]
    sure = {mark.span for mark in persons if (unconfirmed or not mark.own) and not mark.open}
    doubtful = {mark.span for mark in persons} - sure
    return Marked(_without_names(gold.document), tuple(sorted(sure)), (*sorted(doubtful), *gold.aside))


def _without_names(document: Document) -> Document:
    """With what the annotators claim that come before the names."""
    for annotator in in_order(list(ANNOTATORS)):
        if annotator.name == "names":
            break
        if annotator.kinds <= {"sic"}:
            continue
        document = document.annotated(annotator.annotate(document, Knowledge()).value.annotations)
    return document
