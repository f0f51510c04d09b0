"""Grammars: what they may take in, what is refused in words, and that none exhausts its reader."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from lxml import etree

from pecia import relaxng
from pecia.core.errors import SchemaError
from pecia.relaxng import patterns
from pecia.relaxng.datatypes import XSD, datatype
from pecia.relaxng.regex import ExpressionError, matcher

_RNG = 'xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'

_B = "<element name='b'><empty/></element>"


def _grammar(tmp_path: Path, inside: str, name: str = "x.rng") -> Path:
    path = tmp_path / name
    path.write_text(f"<grammar {_RNG}>\n{inside}</grammar>", "utf-8")
    return path


def _valid(schema: Path, document: str) -> bool:
    content = document.encode()
    return relaxng.check(schema, etree.fromstring(content, etree.XMLParser(huge_tree=True)), "d.xml", content) == ()


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<start><ref name='x'/></start>", "2:8: x is not defined"),
        ("<start><elemnt name='x'/></start>", "2:8: <elemnt> may not stand in <start>"),
        ("<start><element name='x'/></start>", "<element> is without content"),
        ("<define name='x'><text/></define>", "the grammar has no <start>"),
        ("<start><text/></start>", "can only be an element, not text"),
        ("<start><ref name='a'/></start><define name='a'><choice><ref name='a'/><text/></choice></define>", "itself"),
        ("<start><element name='a'><data type='dat'/></element></start>", "no datatype 'dat' in XML Schema"),
        (
            "<start><element name='a'><data type='int'><param name='least'>1</param></data></element></start>",
            "no parameter",
        ),
        ("<start><element name='a'><value type='int'>x</value></element></start>", "'x' is no value of the type int"),
        (
            "<start><element name='a'><attribute name='b'/><attribute name='b'/></element></start>",
            "attribute b is there twice",
        ),
        (
            "<start><element name='a'><group><data type='int'/><text/></group></element></start>",
            "beside it there are only",
        ),
        (
            f"<start><element name='a'><interleave>{_B}{_B}</interleave></element></start>",
            "<b> is on two sides of an interleave",
        ),
        ("<start><element name='p:a'><empty/></element></start>", "the prefix p of p:a is not declared"),
        ("<start><element name='a'><attribute><anyName/></attribute></element></start>", "a wildcard for its name"),
        (
            "<start><element name='a'><list><element name='b'><text/></element></list></element></start>",
            "a list may not have",
        ),
    ],
)
def test_what_a_grammar_may_not_say_is_refused_with_its_place(tmp_path: Path, inside: str, said: str) -> None:
    schema = _grammar(tmp_path, inside)
    with pytest.raises(SchemaError, match=r"x\.rng:\d+:\d+: ") as refused:
        relaxng.load(schema)
    assert said in str(refused.value)


def test_the_place_is_said_once_whatever_the_path_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _grammar(tmp_path, "<start><ref name='x'/></start>")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SchemaError, match=r"^x\.rng:2:8: x is not defined$"):
        relaxng.load(Path("x.rng"))


def test_a_grammar_in_parts_is_one_grammar(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    _grammar(tmp_path / "parts", "<define name='b'><element name='b'><text/></element></define>", "b.rng")
    _grammar(
        tmp_path,
        "<start><ref name='a'/></start><define name='a'><notAllowed/></define><include href='parts/b.rng'/>",
        "base.rng",
    )
    own = "<include href='base.rng'><define name='a'><element name='a'><ref name='b'/></element></define></include>"
    schema = _grammar(tmp_path, own)
    assert _valid(schema, "<a><b>x</b></a>")
    assert not _valid(schema, "<a/>")


def test_a_file_that_takes_itself_in_is_refused_even_from_within_an_element(tmp_path: Path) -> None:
    schema = _grammar(tmp_path, "<start><element name='a'><externalRef href='x.rng'/></element></start>")
    with pytest.raises(SchemaError, match="takes itself in"):
        relaxng.load(schema)


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = _grammar(tmp_path, "<start><element name='a'><empty/></element></start>", "secret.rng")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner/link.rng").symlink_to(secret)
    schema = _grammar(tmp_path / "inner", "<include href='link.rng'/>")
    with pytest.raises(SchemaError, match="only files beside it"):
        relaxng.load(schema)


def test_an_element_may_be_one_of_several_until_its_content_tells(tmp_path: Path) -> None:
    one = "<element name='b'><element name='c'><empty/></element></element><element name='d'><empty/></element>"
    two = "<element name='b'><element name='e'><empty/></element></element><element name='f'><empty/></element>"
    schema = _grammar(
        tmp_path,
        f"<start><element name='a'><choice><group>{one}</group><group>{two}</group></choice></element></start>",
    )
    assert _valid(schema, "<a><b><c/></b><d/></a>")
    assert _valid(schema, "<a><b><e/></b><f/></a>")
    assert not _valid(schema, "<a><b><c/></b><f/></a>")


def test_definitions_that_double_each_other_do_not_double_the_work(tmp_path: Path) -> None:
    chain = "".join(f"<define name='d{n}'><ref name='d{n + 1}'/><ref name='d{n + 1}'/></define>" for n in range(30))
    last = "<define name='d30'><optional><element name='b'><empty/></element></optional></define>"
    schema = _grammar(tmp_path, f"<start><element name='a'><ref name='d0'/></element></start>{chain}{last}")
    began = time.process_time()
    assert _valid(schema, "<a>" + "<b/>" * 40 + "</a>")
    assert time.process_time() - began < 5


def test_an_interleave_of_everything_has_no_more_states_than_documents_need(tmp_path: Path) -> None:
    parts = "".join(f"<optional><element name='e{n}'><empty/></element></optional>" for n in range(40))
    schema = _grammar(tmp_path, f"<start><element name='a'><interleave>{parts}</interleave></element></start>")
    assert _valid(schema, "<a>" + "".join(f"<e{n}/>" for n in reversed(range(40))) + "</a>")
    assert not _valid(schema, "<a><e1/><e2/><e1/></a>")


def test_an_ambiguous_grammar_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "MOST_PATTERNS", 2000)
    pair = "<choice><element name='b'><empty/></element><element name='c'><empty/></element></choice>"
    schema = _grammar(
        tmp_path,
        f"<start><element name='a'><zeroOrMore>{pair}</zeroOrMore><element name='b'><empty/></element>{pair * 30}"
        "</element></start>",
    )
    with pytest.raises(SchemaError, match="ambiguous beyond use"):
        _valid(schema, "<a>" + "".join(random.Random(1).choices(("<b/>", "<c/>"), k=3000)) + "</a>")


@pytest.mark.parametrize("deep", [140, 100_000])
def test_a_grammar_that_is_nested_too_deep_is_refused(tmp_path: Path, deep: int) -> None:
    schema = _grammar(tmp_path, "<start>" + "<group>" * deep + "<text/>" + "</group>" * deep + "</start>")
    with pytest.raises(SchemaError):
        relaxng.load(schema)


def test_definitions_in_a_long_row_are_refused(tmp_path: Path) -> None:
    row = "".join(f"<define name='d{n}'><optional><ref name='d{n + 1}'/></optional></define>" for n in range(5000))
    schema = _grammar(
        tmp_path,
        f"<start><element name='a'><ref name='d0'/></element></start>{row}<define name='d5000'><text/></define>",
    )
    with pytest.raises(SchemaError, match="deep"):
        relaxng.load(schema)


def test_a_document_may_be_as_deep_as_it_likes(tmp_path: Path) -> None:
    schema = _grammar(
        tmp_path,
        "<start><ref name='a'/></start>"
        "<define name='a'><element name='a'><optional><ref name='a'/></optional></element></define>",
    )
    document = b"<a>" * 50_000 + b"</a>" * 50_000
    assert relaxng.load(schema).faults(etree.Element("a"), document) == ()


def test_huge_names_and_values_are_judged_and_shown_short(tmp_path: Path) -> None:
    schema = _grammar(
        tmp_path, "<start><element name='a'><attribute name='b'><data type='int'/></attribute></element></start>"
    )
    name = "x" * 1_000_000
    (fault,) = relaxng.load(schema).faults(etree.Element("a"), f"<a b='{'9' * 100_000}'/>".encode())
    assert len(fault.message) <= 200
    (fault,) = relaxng.load(schema).faults(etree.Element("a"), f"<{name}/>".encode())
    assert len(fault.message) <= 200


def test_no_regular_expression_takes_longer_than_its_text() -> None:
    matches = matcher("(a+)+(a|aa)*b")
    began = time.process_time()
    assert not matches("a" * 20_000)
    assert time.process_time() - began < 3
    for expression in ("((a{1000}){1000}){1000}", "(" * 5000, "[a-[b" * 5000, "a{99999999999}"):
        with pytest.raises(ExpressionError):
            matcher(expression)


@pytest.mark.parametrize(
    ("kind", "fine", "wrong"),
    [
        (
            "date",
            ["1932-09-23", "-0044-03-15", "2000-02-29", "1932-09-23Z"],
            ["1932-9-23", "1900-02-29", "0000-01-01", ""],
        ),
        ("gYear", ["1932", "-0044", "12345"], ["32", "01932", "1930s"]),
        ("time", ["10:30:00", "24:00:00", "10:30:00.5+01:00"], ["10:30", "24:00:01", "25:00:00"]),
        ("dateTime", ["1932-09-23T10:00:00"], ["1932-09-23", "1932-09-23T10:00"]),
        ("duration", ["P1Y", "-P1DT2H", "PT0.5S"], ["P", "PT", "1Y", "P1H"]),
        ("decimal", ["1", "+.5", "-1.", "9" * 5000], ["", ".", "1e5", "١"]),
        ("double", ["1e400", "INF", "-0"], ["+INF", "1e", "inf", "nan"]),
        ("unsignedByte", ["0", "255"], ["-1", "256"]),
        ("anyURI", ["#a", "a b", "http://x/é", ""], ["%", "#a#b", "1:x"]),
        ("NCName", ["a", "é.b-c"], ["1", "a:b", "a b", ""]),
        ("NMTOKENS", ["1 a:b"], ["", "a,b"]),
        ("language", ["en", "ru-Latn-x-a"], ["", "e_n", "toolonglanguage"]),
        ("base64Binary", ["BA==", "AAAA"], ["B===", "BB=="]),
    ],
)
def test_values_are_of_their_datatypes(kind: str, fine: list[str], wrong: list[str]) -> None:
    found = datatype(XSD, kind)
    assert [text for text in fine if not found.allows(text, {})] == []
    assert [text for text in wrong if found.allows(text, {})] == []


def test_facets_limit_values() -> None:
    found = datatype(XSD, "decimal").limited((("minInclusive", "0"), ("maxExclusive", "1"), ("fractionDigits", "2")))
    assert [text for text in ("0", "0.50", "0.995", "1", "-1", "0.500") if found.allows(text, {})] == [
        "0",
        "0.50",
        "0.500",
    ]
    found = datatype(XSD, "date").limited((("minInclusive", "1932-01-01"),))
    assert [found.allows(text, {}) for text in ("1931-12-31", "1932-01-01", "1932-01-02")] == [False, True, True]
    found = datatype(XSD, "token").limited((("pattern", r"\p{Lu}\d+"), ("maxLength", "3")))
    assert [found.allows(text, {}) for text in (" Я12 ", "Я123", "я12")] == [True, False, False]
