"""Tags are changed in their bytes, and nothing else moves."""

from __future__ import annotations

import pytest

from pecia.engines.tags import Edit, edited

TEXT = (
    b"<?xml version='1.0'?>\r\n<!-- <p> --><TEI><p\n a = '&lt;' b=\"x &amp; >y\" >&#x31;"
    b"<tei:q xmlns:tei='u'/></p ><l/></TEI>"
)


def test_a_renamed_element_keeps_its_prefix_spacing_and_all_else() -> None:
    made = edited(TEXT, [Edit(1, "ab"), Edit(2, "quote"), Edit(3, "lb")])
    expected = TEXT.replace(b"<p\n", b"<ab\n").replace(b"</p >", b"</ab >")
    assert made == expected.replace(b"tei:q ", b"tei:quote ").replace(b"<l/>", b"<lb/>")


def test_an_attribute_changes_its_name_and_value_in_its_place() -> None:
    assert edited(TEXT, [Edit(1, "n", "a")]) == TEXT.replace(b" a = ", b" n = ")
    assert edited(TEXT, [Edit(1, "", "b", "z")]) == TEXT.replace(b'"x &amp; >y"', b'"z"')


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE a [<!ENTITY e '<b/>'>]><a>&e;</a>",
        "<?xml version='1.0' encoding='utf-16'?><a><b/></a>".encode("utf-16"),
        b"<a><b></a>",
        b"<a/>",
    ],
)
def test_what_cannot_be_followed_is_not_changed(content: bytes) -> None:
    assert edited(content, [Edit(1, "c")]) is None


def test_an_attribute_that_is_not_there_is_not_changed() -> None:
    assert edited(TEXT, [Edit(1, "n", "none")]) is None
