"""A stretch that names somebody or something, before it is known whom."""

from __future__ import annotations

from dataclasses import dataclass

from pecia.annotators.names.lexicon import straight
from pecia.annotators.names.tokens import Text


@dataclass(slots=True, eq=False)
class Mention:
    """`name` is the form as the text has it (slips corrected, apostrophes straight, spaces single).

    For a person, `forenames` (initials without their stops) and `surname` (with its particles; "" where only a
    forename is given), and `honorific`, the title before it that says of whom it cannot be (`Mr`, `Mrs`).
    `role` is the office right before it. `family_first`: the surname comes before the forenames. `ref` is filled in
    when it is known whom it means. `evidence` says why it is a name, in words for an editor, the weightiest first.
    """

    kind: str
    start: int
    end: int
    name: str
    forenames: tuple[str, ...] = ()
    surname: str = ""
    honorific: str = ""
    certainty: str = "high"
    ref: str = ""
    evidence: tuple[str, ...] = ()
    family_first: bool = False
    role: str = ""


def name_of(text: Text, start: int, end: int) -> str:
    """What a stretch of the document says, on one line and with straight apostrophes."""
    return " ".join(straight(text.document.text[start:end]).split())


def claim(text: Text, first: int, last: int, kind: str) -> None:
    """The tokens from first to last are part of a name of this kind."""
    for token in text.tokens[first : last + 1]:
        token.kind = kind
