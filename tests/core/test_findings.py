"""Places and offsets are each other's way back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pecia.core.findings import Location, offsets, place, places


@given(st.text(st.sampled_from("ab \n"), max_size=30), st.data())
def test_a_place_leads_back_to_its_offset(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert places(text, "t.txt")(at) == place(text, at, "t.txt")
    assert offsets(text)(place(text, at, "t.txt")) == at


def test_an_unknown_place_is_the_start_of_the_text() -> None:
    assert offsets("a\nb")(Location("t.txt")) == 0
