"""A model file is text, comes back as it was written, and is believed only when all of it is as it must be."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pecia.core.errors import SourceError
from pecia.learning.chain import Chain, Transitions
from pecia.learning.files import LARGEST, Model, fits, read, written

MODEL = Model(Chain({"l=said": (1.5, -2.0), "c=- ¤": (0.25, 0.0)}, Transitions(bb=-3.0)), (("language", "en"),))
FILE = written(MODEL)

_features = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).filter(fits)
_weights = st.integers(-1920, 1920).map(lambda n: n / 32)
_chains = st.dictionaries(_features, st.tuples(_weights, _weights).filter(any), max_size=8).map(
    lambda weights: Chain(weights, Transitions())
)


@given(_chains)
def test_what_was_written_is_read(chain: Chain) -> None:
    model = Model(chain, (("features", "1"), ("about", "made by hand"), ("about", "")))
    assert read(written(model), "a.model") == model


def test_the_file_is_text_that_can_be_compared_line_by_line() -> None:
    assert FILE.decode().splitlines() == [
        "pecia model 1",
        "language: en",
        "transitions: 0 -96 0 0 0 0 0 0",
        "",
        "c=- ¤\t8\t0",
        "l=said\t48\t-64",
        "end\t2",
    ]


def test_what_says_nothing_is_not_kept() -> None:
    assert b"slight" not in written(Model(Chain({"slight": (0.001, 0.0)}, Transitions())))


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", "does not begin with 'pecia model 1'"),
        (b"\x80\x04\x95pickle", "does not begin with 'pecia model 1'"),
        (FILE.replace(b"model 1", b"model 2"), "does not begin with 'pecia model 1'"),
        (FILE.replace("¤".encode(), b"\xff"), "not UTF-8"),
        (FILE[: len(FILE) // 2], "breaks off|is no feature"),
        (FILE.removesuffix(b"end\t2\n"), "breaks off|is no feature"),
        (FILE + b"l=more\t1\t1\n", "is no feature"),
        (FILE.replace(b"end\t2", b"end\t3"), "is no feature"),
        (FILE.replace(b"l=said\t48", b"l=said\tnan"), "line 6: is no feature with two weights"),
        (FILE.replace(b"l=said\t48", b"l=said\t123456789"), "is no feature with two weights"),
        (FILE.replace(b"l=said\t48\t-64", b"l=said"), "is no feature with two weights"),
        (FILE.replace(b"l=said", "c=- ¤".encode()), "line 6: comes a second time"),
        (FILE.replace(b"transitions: 0 ", b"transitions: "), "8 whole numbers"),
        (FILE.replace(b"transitions:", b"order:"), "one line `transitions"),
        (FILE.replace(b"language: en", b"LANGUAGE"), "line 2: is no `name: value`"),
        (b"pecia model 1\n" + b"x" * LARGEST, "no model has more than"),
    ],
)
def test_what_is_no_whole_model_is_refused_with_the_place_and_a_way_out(content: bytes, trouble: str) -> None:
    with pytest.raises(SourceError, match=trouble) as caught:
        read(content, "letters.model")
    assert str(caught.value).startswith("letters.model: ")


@given(st.binary(max_size=300))
def test_random_bytes_after_the_first_line_are_a_clear_error(noise: bytes) -> None:
    with pytest.raises(SourceError):
        read(b"pecia model 1\n" + noise, "x.model")


@given(st.data())
def test_a_model_with_one_byte_changed_is_read_or_refused_but_never_crashes(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(FILE) - 1))
    changed = FILE[:at] + bytes([data.draw(st.integers(0, 255))]) + FILE[at + 1 :]
    with suppress(SourceError):
        assert len(read(changed, "x.model").chain.weights) == 2


def test_a_fact_of_several_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="no such fact"):
        written(Model(MODEL.chain, (("about", "one\ntwo"),)))
    with pytest.raises(ValueError, match="no such feature"):
        written(Model(Chain({"a\tb": (1.0, 0.0)}, Transitions())))
