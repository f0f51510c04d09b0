"""What holds of all annotators together, whatever the text: it stays as it is, twice is the same, long is not dear."""

from __future__ import annotations

import itertools
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from pecia.core.errors import PeciaError
from pecia.core.text import MACHINE, Document, Source
from pecia.edition.pipeline import Desk, annotate, encode, read
from pecia.edition.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
DESK = Desk(Settings(folder=Path()))
_WORDS = ("General", "Ivan", "Smirnov", "of", "the", "Kirov", "and", "1932", "3 May 1932", "Moscow", "OGPU", "“", "”",
          "in", "spoke.1", "Mr.", "A.", "von", "—", "\n\n", "1. ", "Paris", "’s", "University", "d’Artagnan",
          "О партии", "September to", "teh", "IChrushchev", "(", ")", "*", "Ltd", "Karl-Heinz", "ſaid", "\u0301",
          "𝔄")  # fmt: skip


def annotated(text: str) -> tuple[Document, Document]:
    """The document as it was read, and as it was annotated."""
    document = read(Source("text.txt", text.encode())).value
    return document, annotate(document, DESK).value[0]


@limits(max_examples=60)
@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=60).map(" ".join).filter(str.strip))
def test_annotation_never_changes_the_text_and_every_claim_lies_in_it(text: str) -> None:
    before, after = annotated(text)
    assert (after.text, after.blocks) == (before.text, before.blocks)
    for claim in after.annotations:
        words = after.covered(claim.span)
        assert words
        assert words == words.strip()
        assert claim.made_by == MACHINE
        assert claim.certainty in ("high", "medium", "low")


@limits(max_examples=30)
@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=40).map(" ".join).filter(str.strip))
def test_annotating_twice_claims_the_same_for_the_same_reasons(text: str) -> None:
    once, twice = annotated(text)[1], annotated(text)[1]
    assert once == twice
    assert [claim.evidence for claim in once.annotations] == [claim.evidence for claim in twice.annotations]


def test_the_bytes_do_not_hang_on_the_order_of_sets(tmp_path: Path) -> None:
    source = ROOT / "tei" / "sources" / "ryutin.txt"
    made = []
    for seed in ("0", "1", "4711"):
        target = tmp_path / seed / "chapter.xml"
        subprocess.run(
            [sys.executable, "-m", "pecia", "encode", str(source), "-o", str(target), "-q"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        made.append(target.read_bytes())
    assert made[0] == made[1] == made[2]
    assert made[0].count(b'resp="#pecia"') > 20


def _syllables(number: int) -> str:
    made = ""
    for _ in range(4):
        number, rest = divmod(number, 70)
        made += "bcdfgklmnprstv"[rest // 5] + "aeiou"[rest % 5]
    return made.title()


def _prose(paragraphs: int) -> str:
    """Persons, places, bodies, dates, notes, quotations; in each paragraph some that no other has."""
    parts = []
    for n in range(paragraphs):
        name, other = _syllables(n), _syllables(100_000 + n)
        parts.append(
            f"On {1 + n % 28} May {1850 + n % 90} General Ivan {name} came to {other}ville with Anna {other} and Karl "
            f"Weber.{n + 1} {name} said: “The {name} Committee sits in Moscow,” and wrote to Mr. {other} of the "
            f"Bank of {name}. Two years later {other}’s friends were arrested by the OGPU in the spring."
        )
    return "\n\n".join(parts)


def _names(count: int) -> str:
    return ", ".join(f"Ivan {_syllables(n)}" for n in range(count))


def _calls(text: str) -> int:
    """How many functions are called (of Python and of C) to encode a text: the same on every machine."""
    count = itertools.count()
    source = Source("text.txt", text.encode())
    sys.setprofile(lambda *_: next(count) and None)
    try:
        encode(source, DESK).value.content()
    finally:
        sys.setprofile(None)
    return next(count)


@pytest.mark.parametrize("shape", [_prose, _names, lambda n: "1932, " * n, lambda n: "“Yes,” " * n])
def test_a_longer_text_costs_no_more_calls_a_word(shape: Callable[[int], str]) -> None:
    _calls(shape(3))  # what is loaded once is not counted
    short, long = _calls(shape(60)), _calls(shape(480))
    assert long <= 8 * 1.25 * short


@pytest.mark.parametrize(
    "text",
    [
        "A" * 1_000_000,
        "a" * 1_000_000,
        "A " * 50_000,
        " ".join(_syllables(n) for n in range(10_000)),
        _names(10_000),
        "Ivan " * 10_000,
        "1932 " * 10_000,
        "“" * 50_000,
        "[1]" * 10_000,
        "word.1 " * 10_000,
        "1" * 200_000,
        "A-" * 50_000,
        "O’" * 50_000,
        "Mr. " * 20_000,
    ],
    ids=lambda text: f"{text[:8]!r}…",
)
def test_monstrous_texts_are_encoded_all_the_same(text: str) -> None:
    document = encode(Source("text.txt", text.encode()), DESK).value.document
    assert document.text.split() == text.split()


def test_random_bytes_are_encoded_or_refused_with_a_word() -> None:
    chance = random.Random(1)
    for _ in range(20):
        content = chance.randbytes(5_000)
        said = ""
        try:
            said = encode(Source("text.txt", content), DESK).value.document.text
        except PeciaError as error:
            said = str(error)
        assert said


def test_random_letters_lose_no_character() -> None:
    chance = random.Random(2)
    letters = "abcdefghij ABCDEFGH   .,;’“”()[]1234567890-\n"
    text = "".join(chance.choices(letters, k=200_000))
    document = encode(Source("text.txt", text.encode()), DESK).value.document
    assert len(document.text.split()) == len(text.split())
