"""Persons, places and organisations, by rules and lists; who is one and the same has one entry."""

from __future__ import annotations

from pecia.annotators import Annotator, Claims, Knowledge
from pecia.core.findings import Outcome
from pecia.core.text import Document

_ABOUT = "Persons, places and organisations in every form that the text uses, each with its entry in the register."


def _annotate(document: Document, knowledge: Knowledge) -> Outcome[Claims]:
    from pecia.annotators.names.naming import annotate

    return annotate(document, knowledge)


ANNOTATOR = Annotator(
    name="names",
    kinds=frozenset({"persName", "placeName", "orgName", "roleName"}),
    annotate=_annotate,
    about=_ABOUT,
    after=("corrections", "markers", "dates", "titles"),
)
