"""XML Schema behind one function: findings in an editor's words, and nothing read from elsewhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import fragments
from pecia.core.errors import SchemaError
from pecia.core.findings import Severity
from pecia.engines import xsd
from pecia.engines.trees import parse
from pecia.resources import folder

SCHEMA = folder("schemas") / "pecia.xsd"
_XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'


def _said(fragment: str) -> list[str]:
    found = xsd.check(SCHEMA, fragments.document(fragment).tree, "x.xml")
    assert all((finding.rule, finding.severity) == ("V302", Severity.ERROR) for finding in found)
    assert all(finding.where.line for finding in found)
    return [finding.message for finding in found]


def test_a_valid_document_has_no_finding() -> None:
    assert _said("<p>He met <persName ref='#k'>Kirov</persName>.<!-- so it is said --><?x y?></p>") == []


@pytest.mark.parametrize(
    ("fragment", "message"),
    [
        ("<p><persname>x</persname></p>", "<persname> may not stand in <p> at this place"),
        ("<p><name typ='x'>a</name></p>", "<name> has no attribute typ"),
        ("<div type='kapitel'><p>a</p></div>", "type='kapitel' is not among the values that <div> may have"),
        ("<figure><graphic/></figure>", "<graphic> needs the attribute url"),
        ("<p><date when='1932-13'>x</date></p>", "when='1932-13' is not a value that <date> may have"),
        ("<p>a</p><table/>", "<table> is not complete"),
        ("<lg><l>a</l>words</lg>", "<lg> may not have text of its own"),
        ("<p><pb xml:id='a'/><lb xml:id='a'/></p>", "the identifier a is there twice"),
    ],
)
def test_a_fault_is_said_in_an_editors_words(fragment: str, message: str) -> None:
    assert _said(fragment) == [message]


def test_the_hint_says_what_was_expected() -> None:
    (finding,) = xsd.check(SCHEMA, fragments.document("<p><choice><sic>x</sic></choice></p>").tree, "x.xml")
    assert "<corr>" in finding.hint


def test_a_document_full_of_faults_has_a_bounded_list() -> None:
    body = "\n".join("<p zzz=''/>" for _ in range(1000))
    assert len(xsd.check(SCHEMA, fragments.document(body).tree, "x.xml")) == xsd.MAX_FINDINGS


def test_deep_nesting_is_judged_too() -> None:
    assert _said(f"<p>{'<seg>' * 230}{'</seg>' * 230}</p>") == []


def test_the_document_does_not_choose_its_schema() -> None:
    content = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
      xsi:schemaLocation="urn:x http://localhost:1/x.xsd" xsi:noNamespaceSchemaLocation="/etc/passwd"/>"""
    assert [f.message for f in xsd.check(SCHEMA, parse(content, "x"), "x")] == ["<TEI> is not complete"]


def _schema(path: Path, inside: str, more: str = "") -> Path:
    path.write_text(f"<xs:schema {_XS} {more}>{inside}</xs:schema>", "utf-8")
    return path


def test_a_schema_of_somebodys_own_serves_as_well(tmp_path: Path) -> None:
    _schema(tmp_path / "part.xsd", '<xs:simpleType name="n"><xs:restriction base="xs:int"/></xs:simpleType>')
    schema = _schema(tmp_path / "own.xsd", '<xs:include schemaLocation="part.xsd"/><xs:element name="a" type="n"/>')
    assert xsd.check(schema, parse(b"<a>1</a>", "x"), "x") == ()
    assert [f.where.path for f in xsd.check(schema, parse(b"<a>b</a>", "x"), "x")] == ["x"]


def test_version_1_1_is_understood_where_the_schema_asks_for_it(tmp_path: Path) -> None:
    schema = _schema(
        tmp_path / "new.xsd",
        '<xs:element name="a"><xs:complexType><xs:attribute name="n" type="xs:int"/>'
        '<xs:assert test="@n gt 3"/></xs:complexType></xs:element>',
        'xmlns:vc="http://www.w3.org/2007/XMLSchema-versioning" vc:minVersion="1.1"',
    )
    assert xsd.check(schema, parse(b'<a n="4"/>', "x"), "x") == ()
    assert xsd.check(schema, parse(b'<a n="2"/>', "x"), "x")


@pytest.mark.parametrize("location", ["../secret.xsd", "file:///etc/passwd", "http://localhost:1/x.xsd"])
def test_a_schema_takes_in_nothing_from_outside_its_folder(tmp_path: Path, location: str) -> None:
    _schema(tmp_path / "secret.xsd", '<xs:element name="a"/>')
    inner = tmp_path / "inner"
    inner.mkdir()
    schema = _schema(inner / "own.xsd", f'<xs:include schemaLocation="{location}"/><xs:element name="b"/>')
    with pytest.raises(SchemaError, match=r"own\.xsd"):
        xsd.check(schema, parse(b"<b/>", "x"), "x")


@pytest.mark.parametrize(
    "content", ["", "no XML", "<a/>", f'<xs:schema {_XS}><xs:element name="a" type="none"/></xs:schema>']
)
def test_what_is_no_schema_is_refused_in_one_sentence(tmp_path: Path, content: str) -> None:
    schema = tmp_path / "bad.xsd"
    schema.write_text(content, "utf-8")
    with pytest.raises(SchemaError, match=r"bad\.xsd"):
        xsd.load(schema)
    with pytest.raises(SchemaError, match="No such file"):
        xsd.load(tmp_path / "none.xsd")


def test_a_schema_with_an_entity_is_refused(tmp_path: Path) -> None:
    schema = tmp_path / "bad.xsd"
    schema.write_text(
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "/etc/hostname">]><xs:schema {_XS}><xs:element name="a"/>&e;</xs:schema>',
        "utf-8",
    )
    with pytest.raises(SchemaError, match=r"bad\.xsd"):
        xsd.load(schema)


def test_a_schema_is_loaded_once() -> None:
    assert xsd.load(SCHEMA) is xsd.load(SCHEMA)


def test_our_own_schema_is_good_by_the_strict_judge() -> None:
    # Loading trusts it, to save time; so this is where it is judged.
    from xmlschema import XMLSchema10

    XMLSchema10(str(SCHEMA), allow="sandbox", validation="strict")


def test_importing_the_room_does_not_start_the_engine() -> None:
    code = "import sys, pecia.engines.xsd; sys.exit('xmlschema' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
