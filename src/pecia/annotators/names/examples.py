"""What people have marked, as examples to learn from: the words of each sentence, and which of them are a name.

An edition rarely marks every name. A sentence in which our own rules see a person and its editors marked nobody may be
one of those that they left out, and teaches nothing; so does one with a mark that can be argued about.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pecia.annotators import Knowledge
from pecia.annotators.names.features import Chained, chains
from pecia.annotators.names.lexicon import AFTER, ROLE, TITLE, Lexicon, lexicon
from pecia.annotators.names.naming import annotate
from pecia.annotators.names.tokens import NAMES, Text, Token, read
from pecia.core.text import Document, Span
from pecia.learning.files import fits
from pecia.learning.training import Example

_OFTEN = 3
_MOST = 60
_GENERATION = frozenset({"Jr", "Sr"})


@dataclass(frozen=True, slots=True)
class Marked:
    """A text, and the marks of its persons: `persons` for sure, `doubtful` for what can be argued about."""

    document: Document
    persons: tuple[Span, ...]
    doubtful: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Manner:
    """How an edition marks persons: with their titles or without, and which everyday words it marks as persons.

    `plain` leaves out what is no name: everyday words, and titles that stand alone (`My dear Sir`).
    """

    titles: bool = False
    own_words: frozenset[str] = frozenset()
    plain: bool = False


def manner_of(texts: Sequence[Marked]) -> Manner:
    """The manner that most of the marks have."""
    inside = outside = 0
    counted: Counter[str] = Counter()
    for marked in texts:
        text, _ = _read(marked)
        starts = [token.start for token in text.tokens]
        for span in marked.persons:
            here = text.tokens[bisect_right(starts, span.start - 1) : bisect_right(starts, span.end - 1)]
            if not here:
                last = text.document.covered(span).split()[-1:]
                counted.update(word for word in last if word.isalpha() and word.islower())
                continue
            inside += _is_title(here[0]) and not _is_title(here[-1])
            at = bisect_right(starts, span.start - 1)
            outside += not _is_title(here[0]) and text.joined(at) and at > 0 and _is_title(text.tokens[at - 1])
    often = [word for word, number in counted.most_common(_MOST) if number >= _OFTEN]
    return Manner(titles=inside > outside, own_words=frozenset(often))


def examples(marked: Marked, manner: Manner) -> Iterator[Example | None]:
    """The sentences of a text; None for each that cannot be learnt from."""
    text, words = _read(marked)
    rules = annotate(marked.document, Knowledge(models=())).value.annotations
    seen = _Marks(a.span for a in rules if a.kind == "persName")
    said = _Marks(marked.persons)
    doubtful = _Marks(marked.doubtful)
    for chained in chains(text, words, manner.own_words):
        labels = _labels(chained, said, manner)
        missed = any(seen.of(token) and not said.of(token) for token in chained.tokens)
        if missed or any(map(doubtful.of, chained.tokens)):
            yield None
        else:
            pairs = zip(chained.words, chained.places, strict=True)
            features = tuple(tuple(f for f in (*word, *place) if fits(f)) for word, place in pairs)
            yield Example(features, tuple(chained.continues), labels)


def _read(marked: Marked) -> tuple[Text, Lexicon]:
    words = lexicon(marked.document.get("language", "en"))
    bare = tuple(a for a in marked.document.annotations if a.kind not in NAMES)
    return read(replace(marked.document, annotations=bare), words), words


class _Marks:
    """Spans, asked by the words in them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]

    def of(self, token: Token) -> Span | None:
        """The span that a word lies in; its full stop may lie outside."""
        at = bisect_right(self._starts, token.start) - 1
        span = self._spans[at] if at >= 0 else None
        return span if span is not None and token.start < span.end and token.end <= span.end + 1 else None


def _is_title(token: Token) -> bool:
    return bool(token.traits & (TITLE | ROLE))


def _labels(chained: Chained, said: _Marks, manner: Manner) -> str:
    marks = [said.of(token) for token in chained.tokens]
    marks = _without_titles(chained.tokens, marks, titles_alone=not manner.plain)
    labels = ""
    for at, mark in enumerate(marks):
        goes_on = at > 0 and mark is not None and mark == marks[at - 1] and chained.continues[at]
        labels += "O" if mark is None else "I" if goes_on else "B"
    return labels


def _without_titles(tokens: list[Token], marks: list[Span | None], *, titles_alone: bool) -> list[Span | None]:
    """The marks without the titles before a name and the `Esq` after it; a title alone (`Sir`) stays if it may."""
    kept = list(marks)
    for at, mark in enumerate(marks):
        if mark is None:
            continue
        whole = [token for token, other in zip(tokens, marks, strict=True) if other == mark]
        if all(map(_is_title, whole)) and titles_alone:
            continue
        before = [token for token in whole if token.start <= tokens[at].start]
        titled = all(map(_is_title, before))
        after = tokens[at].traits & AFTER and tokens[at].word not in _GENERATION
        if titled or after:
            kept[at] = None
    return kept
