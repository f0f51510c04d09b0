"""What the tests of annotators share: a text as its reader sees it, and what an annotator claims in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pecia.annotators import Claims, Knowledge
from pecia.core.findings import Outcome
from pecia.core.text import Annotation, Document, Source
from pecia.readers.plain_text import read

Annotate = Callable[[Document, Knowledge], Outcome[Claims]]


def document(text: str, before: Sequence[Annotation] = ()) -> Document:
    return read(Source("a.txt", text.encode())).value.annotated(before)


def claimed(annotate: Annotate, text: str, attribute: str = "", knowledge: Knowledge | None = None) -> list[str]:
    """The stretches that are claimed, in order; with an attribute, `stretch → value`."""
    source = document(text)
    found = annotate(source, knowledge or Knowledge()).value.annotations
    shown = [(source.covered(claim.span), claim.get(attribute)) for claim in found]
    return [f"{stretch} → {value}" if attribute else stretch for stretch, value in shown]


def rules(annotate: Annotate, text: str) -> list[str]:
    return [finding.rule for finding in annotate(document(text), Knowledge()).findings]
