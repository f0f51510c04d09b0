"""The verdict of RELAX NG, and what an editor is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

import fragments
from pecia import relaxng
from pecia.core.errors import SchemaError
from pecia.core.findings import Severity
from pecia.engines.trees import parse
from pecia.resources import folder

GRAMMAR = folder("schemas") / "pecia.rng"
_RNG = 'xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'


def _said(fragment: str) -> list[tuple[str, str]]:
    found = relaxng.check(GRAMMAR, fragments.document(fragment).tree, "x.xml")
    assert all((finding.rule, finding.severity) == ("V301", Severity.ERROR) for finding in found)
    assert all(finding.where.line for finding in found)
    return [(finding.message, finding.hint) for finding in found]


def test_a_valid_document_has_no_finding() -> None:
    assert _said("<p>He met <persName ref='#k'>Kirov</persName>.</p>") == []


@pytest.mark.parametrize(
    ("fragment", "message", "hint"),
    [
        ("<p><persname>x</persname></p>", "<persname> is not an element of this schema", "did you mean <persName>?"),
        (
            "<p><palceName>x</palceName></p>",
            "<palceName> is not an element of this schema",
            "did you mean <placeName>?",
        ),
        ("<zzz/>", "<zzz> is not an element of this schema", ""),
        ("<p><name typ='x'>a</name></p>", "<name> has no attribute typ", "did you mean type?"),
        ("<p xml:base='x'>a</p>", "<p> has no attribute xml:base", ""),
        (
            "<p><gap reason='lost absnet'/></p>",
            "reason='absnet' is not among the values that <gap> may have",
            "did you mean 'absent'?",
        ),
        ("<figure><graphic/></figure>", "<graphic> needs the attribute url", ""),
        (
            "<p><date when='1932-13'>x</date></p>",
            "when='1932-13' of <date> is no date",
            "write 1932, 1932-09 or 1932-09-23",
        ),
        ("<lg><l>a</l>words</lg>", "<lg> may not have text of its own: “words”", ""),
        ("<p>a</p><table/>", "<table> is not complete", "<row> is missing at its end"),
        (
            "<p>a</p><p xmlns=''>b</p>",
            "<p> is in no namespace, where the schema does not know it",
            "its namespace is http://www.tei-c.org/ns/1.0",
        ),
        ("<p><pb xml:id='a'/><lb xml:id='a'/></p>", "the xml:id 'a' of <lb> is there twice", "once"),
    ],
)
def test_a_fault_is_named_with_what_was_probably_meant(fragment: str, message: str, hint: str) -> None:
    found = _said(fragment)
    assert [said for said, _ in found] == [message]
    assert hint in found[0][1]


def test_a_misplaced_element_is_told_where_it_belongs() -> None:
    ((message, hint),) = _said("<p>One <head>Two</head></p>")
    assert message == "<head> may not stand in <p>"
    assert "<div>" in hint or "<list>" in hint


def test_an_element_out_of_order_is_found() -> None:
    assert [message for message, _ in _said("<div><p>One</p><head>Two</head></div>")] == [
        "<head> may not stand at this place"
    ]


def test_every_fault_is_found_and_each_on_its_line() -> None:
    body = "\n".join(f'<p n="{n}"><persname>x</persname></p>' for n in range(20))
    found = relaxng.check(GRAMMAR, fragments.document(body).tree, "x.xml")
    assert len({finding.where.line for finding in found}) == 20


def test_a_document_full_of_faults_has_a_bounded_list() -> None:
    body = "\n".join("<zzz/>" for _ in range(5000))
    assert len(relaxng.check(GRAMMAR, fragments.document(body).tree, "x.xml")) == relaxng.MAX_FINDINGS


def test_a_document_that_is_not_tei_gets_a_finding() -> None:
    found = relaxng.check(GRAMMAR, parse(b"<html><p/></html>", "x.html"), "x.html")
    assert found
    assert found[0].message


def _grammar(path: Path, inside: str) -> Path:
    path.write_text(f"<grammar {_RNG}>{inside}</grammar>", "utf-8")
    return path


def test_any_other_grammar_serves_as_well(tmp_path: Path) -> None:
    schema = _grammar(
        tmp_path / "other.rng",
        """<start><element name="a"><interleave>
             <attribute><name>k</name><choice><value>x</value><data type="int"/></choice></attribute>
           <zeroOrMore><element><choice><name>b</name><name>c</name></choice><text/></element></zeroOrMore></interleave></element></start>""",
    )
    assert relaxng.check(schema, parse(b'<a k="3"><b/><c>t</c></a>', "x"), "x") == ()
    assert [f.message for f in relaxng.check(schema, parse(b"<a k='1'><d/></a>", "x"), "x")] == [
        "<d> is not an element of this schema"
    ]
    assert [f.message for f in relaxng.check(schema, parse(b"<a/>", "x"), "x")] == ["<a> needs the attribute k"]


def test_a_grammar_in_parts_is_judged_though_not_explained(tmp_path: Path) -> None:
    _grammar(tmp_path / "part.rng", '<start><element name="a"><empty/></element></start>')
    schema = _grammar(tmp_path / "whole.rng", '<include href="part.rng"/>')
    assert relaxng.check(schema, parse(b"<a/>", "x"), "x") == ()
    assert relaxng.check(schema, parse(b"<b/>", "x"), "x")


@pytest.mark.parametrize("href", ["../secret.rng", "/etc/passwd", "http://localhost:1/x.rng", "file:///etc/passwd"])
def test_a_grammar_takes_in_nothing_from_outside_its_folder(tmp_path: Path, href: str) -> None:
    _grammar(tmp_path / "secret.rng", '<start><element name="a"><empty/></element></start>')
    inner = tmp_path / "inner"
    inner.mkdir()
    schema = _grammar(inner / "whole.rng", f'<include href="{href}"/>')
    with pytest.raises(SchemaError, match="only files beside it"):
        relaxng.check(schema, parse(b"<a/>", "x"), "x")


def test_neither_does_a_part_of_a_part(tmp_path: Path) -> None:
    _grammar(tmp_path / "part.rng", '<start><externalRef href="/etc/passwd"/></start>')
    schema = _grammar(tmp_path / "whole.rng", '<include href="part.rng"/>')
    with pytest.raises(SchemaError, match="only files beside it"):
        relaxng.load(schema)


@pytest.mark.parametrize(
    "content", ["", "<grammar/>", "no XML", f'<grammar {_RNG}><start><ref name="x"/></start></grammar>']
)
def test_what_is_no_grammar_is_refused_in_one_sentence(tmp_path: Path, content: str) -> None:
    schema = tmp_path / "bad.rng"
    schema.write_text(content, "utf-8")
    with pytest.raises(SchemaError, match=r"bad\.rng"):
        relaxng.load(schema)


def test_a_missing_grammar_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="No such file"):
        relaxng.load(tmp_path / "none.rng")


def test_a_grammar_is_loaded_once_until_it_changes(tmp_path: Path) -> None:
    schema = _grammar(tmp_path / "a.rng", '<start><element name="a"><empty/></element></start>')
    first = relaxng.load(schema)
    assert relaxng.load(schema) is first
    _grammar(schema, '<start><element name="b"><empty/></element></start>')
    os.utime(schema, ns=(1, 1))
    assert relaxng.check(schema, etree.fromstring("<b/>"), "x") == ()
