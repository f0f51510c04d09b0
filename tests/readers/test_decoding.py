"""What becomes of bytes: text, text with a warning, or one clear sentence about why not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pecia.core.errors import SourceError
from pecia.core.text import Source
from pecia.readers import decoding
from pecia.readers.decoding import decode

PROSE = "He said: “enough” — and went.\nThat was all.\n"


def _decoded(content: bytes) -> tuple[str, list[str]]:
    outcome = decode(Source("a.txt", content))
    return outcome.value, [finding.rule for finding in outcome.findings]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_or_utf_8_needs_no_word(encoding: str) -> None:
    assert _decoded(PROSE.encode(encoding)) == (PROSE, [])


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-16-be"])
def test_any_other_encoding_is_read_with_a_warning(encoding: str) -> None:
    assert _decoded(PROSE.encode(encoding)) == (PROSE, ["P001"])


def test_the_warning_about_the_encoding_stands_where_utf_8_ends() -> None:
    (finding,) = decode(Source("a.txt", b"one\r\ntwo caf\xe9s")).findings
    assert str(finding.where) == "a.txt:2:8"
    assert "Windows-1252" in finding.message


def test_bytes_that_windows_1252_lacks_are_read_as_latin_1() -> None:
    text, rules = _decoded(b"caf\xe9 \x81")
    assert (text, rules) == ("café \x81", ["P001"])


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n", "\f"])
def test_all_line_ends_become_one(ends: str) -> None:
    assert _decoded(f"one{ends}two".encode())[0] == "one\ntwo"


def test_what_xml_cannot_hold_is_replaced_one_for_one_and_reported() -> None:
    text, rules = _decoded("The first and second words, and then a\x02third and more \ufffe.".encode())
    assert text == "The first and second words, and then a\ufffdthird and more \ufffd."
    assert rules == ["P002"]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\x00\x01\x02\x03 binary", "NUL"),
        (b"%PDF-1.7 \n", "PDF"),
        (b"PK\x03\x04....", "zip"),
        (b"{\\rtf1 Hello}", "RTF"),
        (b"\x89PNG\r\n", "image"),
        (b"  <?xml version='1.0'?><TEI/>", "XML"),
        (b"\x01\x02\x03\x04\x05 ab", "binary"),
        (b"\xff\xfea\x00b", "UTF-16"),
    ],
)
def test_what_is_no_text_gets_one_clear_sentence(content: bytes, word: str) -> None:
    with pytest.raises(SourceError, match=re.escape(word)) as caught:
        decode(Source("in/a.txt", content))
    assert str(caught.value).startswith("in/a.txt: ")
    assert "\n" not in str(caught.value)


def test_a_file_above_the_limit_is_not_even_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "LIMIT", 100)
    with pytest.raises(SourceError, match="split the text"):
        decode(Source("a.txt", b"a" * 101))


@given(st.binary(max_size=400))
def test_random_bytes_are_text_or_a_source_error(content: bytes) -> None:
    try:
        text = decode(Source("a.txt", content)).value
    except SourceError:
        return
    assert text.strip()
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\r\ud800-\udfff\ufffe\uffff]", text)
