"""spaCy as a second voter on names, for whoever has it and one of its models: the extra `pecia[spacy]`.

It is asked paragraph by paragraph, so that its memory stays bounded, and only for what its models call PERSON (PER),
GPE, LOC, FAC or ORG. It is loaded when the first text is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from pecia.core.errors import UsageError

Found = tuple[int, int, str]
_KINDS = {
    "PERSON": "persName", "PER": "persName", "GPE": "placeName", "LOC": "placeName", "FAC": "placeName",
    "ORG": "orgName",
}  # fmt: skip
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_LONGEST = 100_000
"""Characters. A paragraph that has more is asked about in pieces; spaCy refuses a million."""

_MODEL = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,99}")


def witness(name: str) -> Callable[[str], Sequence[Found]] | None:
    """What a spaCy model finds in a text; None where no model is named. Nothing is loaded before it is asked."""
    if not name:
        return None

    @lru_cache(maxsize=1)  # A text is asked about once for each of its languages.
    def found(text: str) -> tuple[Found, ...]:
        return tuple(_found(_loaded(name), text))

    return found


@cache
def _loaded(name: str) -> Any:
    """The pipeline of an installed model. Raises UsageError, with the way out, where spaCy or the model is missing."""
    if not _MODEL.fullmatch(name):
        raise UsageError(f"[encode] spacy: {name!r} is no name of an installed spaCy model, such as en_core_web_sm")
    try:
        spacy = import_module("spacy")
    except ImportError as error:
        raise UsageError(
            f"[encode] spacy: spaCy cannot be loaded ({error}); install it by `pip install 'pecia[spacy]'`, "
            "or take the line out of pecia.toml"
        ) from error
    # What is no installed model is not looked for in folders: a text's neighbours are nobody's program.
    if not spacy.util.is_package(name):
        raise UsageError(
            f"[encode] spacy: spaCy is there, but no model {name!r}: install it by `python -m spacy download {name}`, "
            "or take the line out of pecia.toml"
        )
    try:
        return spacy.load(name)
    except (ImportError, OSError, ValueError) as error:
        raise UsageError(f"[encode] spacy: the model {name!r} cannot be loaded: {error}") from error


def _found(pipeline: Any, text: str) -> Iterator[Found]:
    pieces = [
        (at, text[at : min(at + _LONGEST, paragraph.end())])
        for paragraph in _PARAGRAPH.finditer(text)
        for at in range(paragraph.start(), paragraph.end(), _LONGEST)
    ]
    read = pipeline.pipe(piece for _, piece in pieces)
    for (at, _), document in zip(pieces, read, strict=True):
        for entity in document.ents:
            kind = _KINDS.get(entity.label_)
            if kind is not None and entity.start_char < entity.end_char:
                yield at + entity.start_char, at + entity.end_char, kind
