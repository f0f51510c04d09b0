"""What the encoder would mark in a text that people have marked; or what another encoding of it marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pecia.core.register import Register
from pecia.core.text import Annotation, Attributes
from pecia.edition.pipeline import Desk, annotate
from pecia.edition.scoring.alignment import Alignment
from pecia.tei.gold import Marked
from pecia.tei.marks import KINDS, VALUES, Mark
from pecia.tei.notes import ANCHOR

_SAID = {"sic": ("corr",), "abbr": ("expan",), "date": VALUES, ANCHOR: ("n",)}


def encoder_marks(gold: Marked, desk: Desk, *, register: bool = True) -> tuple[Mark, ...]:
    """The marks of a normal run over the bare text, with the settings of the edition, and its registers or none."""
    known = Register(gold.entries.entities).extended(desk.register.entities) if register else Register()
    outcome = annotate(gold.document, replace(desk, register=known))
    return tuple(_marks(outcome.value[0].annotations))


def _marks(annotations: Iterable[Annotation]) -> Iterator[Mark]:
    for claim in annotations:
        kind = "q" if claim.kind == "quote" else claim.kind
        if kind in KINDS:
            yield Mark(kind, claim.span, _values(claim, kind), claim.get("ref"), claim.certainty, own=True)


def _values(claim: Annotation, kind: str) -> Attributes:
    return tuple((name, claim.get(name)) for name in _SAID.get(kind, ()) if claim.get(name))


def marks_of(other: Marked, gold: Marked) -> tuple[tuple[Mark, ...], float]:
    """The marks of another encoding, at their places in the gold's text; and how much of its words the two share."""
    way = Alignment(other.document, gold.document)
    moved = ((mark, way.span(mark.span)) for mark in other.marks if not mark.open)
    return tuple(replace(mark, span=span, head=0) for mark, span in moved if span is not None), way.share
