"""What XML 1.0 can hold is what the parser takes, and nothing else."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pecia.core.legal import illegal, replaced


def test_exactly_the_characters_that_lxml_takes_are_legal() -> None:
    def taken(character: str) -> bool:
        try:
            etree.Element("a").text = character
        except ValueError:
            return False
        return True

    # Every plane is like the second but for its last two characters, which XML 1.0 allows.
    numbers = (*range(0x10200), 0x1FFFE, 0x1FFFF, 0x1F600, sys.maxunicode)
    assert [n for n in numbers if taken(chr(n)) == bool(illegal(chr(n)))] == []


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_replaced_is_legal_and_as_long(text: str) -> None:
    assert len(replaced(text)) == len(text)
    assert illegal(replaced(text)) == ""
    assert (replaced(text) == text) == (illegal(text) == "")


def test_the_first_that_is_not_is_named_by_its_number() -> None:
    assert illegal("Kir\x01\x02ov") == "U+0001"
