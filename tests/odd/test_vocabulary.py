"""The vocabulary of ODD, one construct after the other, each by documents that it lets in and keeps out."""

# ruff: noqa: E501  # an example on one line is read at a glance

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from pecia.odd.compile import compiled_schema, written

_TEI = "http://www.tei-c.org/ns/1.0"
_ODD = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:rng="http://relaxng.org/ns/structure/1.0"
  xmlns:xi="http://www.w3.org/2001/XInclude"><text><body><schemaSpec ident="mine" start="a"{}>
  <elementSpec ident="b"><content><empty/></content></elementSpec>
  <elementSpec ident="c"><content><empty/></content></elementSpec>{}</schemaSpec></body></text></TEI>"""
_A = '<elementSpec ident="a"><content>{}</content></elementSpec>'
_WITH = '<elementSpec ident="a"><content><textNode/></content><attList>{}</attList></elementSpec>'


def _grammar(inside: str, folder: Path, attributes: str = "") -> etree.RelaxNG:
    odd = folder / "mine.odd"
    odd.write_text(_ODD.format(attributes, inside), "utf-8")
    outcome = compiled_schema(odd)
    assert outcome.findings == ()
    files = written(outcome.value, odd)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    etree.XMLSchema(file=str(folder / "mine.xsd"))
    return etree.RelaxNG(file=str(folder / "mine.rng"))


@pytest.mark.parametrize(
    ("inside", "good", "bad"),
    [
        (
            _A.format('<sequence preserveOrder="false"><elementRef key="b"/><elementRef key="c"/></sequence>'),
            "<a><c/><b/></a>",
            "<a><c/></a>",
        ),
        (
            _A.format('<rng:interleave><rng:ref name="b"/><rng:ref name="c"/></rng:interleave>'),
            "<a><c/><b/></a>",
            "<a/>",
        ),
        (
            _A.format('<rng:oneOrMore><rng:choice><rng:ref name="b"/><rng:text/></rng:choice></rng:oneOrMore>'),
            "<a>x<b/></a>",
            "<a><c/></a>",
        ),
        (_A.format('<rng:element name="x" ns=""><rng:text/></rng:element>'), '<a><x xmlns="">t</x></a>', "<a><b/></a>"),
        (_A.format('<elementRef key="b" minOccurs="2" maxOccurs="3"/>'), "<a><b/><b/></a>", "<a><b/></a>"),
        (_A.format('<anyElement require="urn:x"/>'), '<a><y xmlns="urn:x"/></a>', '<a><y xmlns="urn:y"/></a>'),
        (_A.format('<valList><valItem ident="one"/><valItem ident="two"/></valList>'), "<a>two</a>", "<a>three</a>"),
        (_A.format('<dataRef key="teidata.count" restriction="1.*"/>'), "<a>12</a>", "<a>21</a>"),
        (
            _A.format('<dataRef name="integer"><dataFacet name="maxInclusive" value="9"/></dataRef>'),
            "<a>9</a>",
            "<a>10</a>",
        ),
        (
            _A.format('<elementRef key="d"/>')
            + '<elementSpec ident="d"><altIdent>e</altIdent><content><empty/></content></elementSpec>',
            "<a><e/></a>",
            "<a><d/></a>",
        ),
        (
            _A.format('<elementRef key="d"/>')
            + '<elementSpec ident="d" ns="urn:x"><content><empty/></content></elementSpec>',
            '<a><d xmlns="urn:x"/></a>',
            "<a><d/></a>",
        ),
        (_WITH.format('<attDef ident="n"><altIdent>nr</altIdent></attDef>'), '<a nr="1"/>', '<a n="1"/>'),
        (_WITH.format('<attDef ident="n" ns="urn:x"/>'), '<a x:n="1" xmlns:x="urn:x"/>', '<a n="1"/>'),
        (
            _WITH.format(
                '<attDef ident="n"><valList type="closed"><valItem ident="1"/><valItem ident="2"/></valList></attDef>'
            )
            + '<elementSpec ident="a" mode="change"><attList><attDef ident="n" mode="change"><valList mode="change">'
            '<valItem ident="1" mode="delete"/><valItem ident="3" mode="add"/></valList></attDef></attList></elementSpec>',
            '<a n="3"/>',
            '<a n="1"/>',
        ),
        (
            _WITH.format(
                '<attList org="choice"><attDef ident="x"/><attList org="group"><attDef ident="y" usage="req"/><attDef ident="z" usage="req"/></attList></attList>'
            ),
            '<a y="1" z="1"/>',
            '<a x="1" y="1" z="1"/>',
        ),
        (
            _A.format('<classRef key="model.m" expand="sequence"/>')
            + '<classSpec ident="model.m" type="model"/><elementSpec ident="d"><classes><memberOf key="model.m"/></classes>'
            "<content><empty/></content></elementSpec>",
            "<a><d/></a>",
            "<a><c/></a>",
        ),
    ],
)
def test_a_construct_lets_in_what_it_says_and_nothing_else(inside: str, good: str, bad: str, tmp_path: Path) -> None:
    grammar = _grammar(inside, tmp_path)
    assert grammar.validate(etree.fromstring(good.replace("<a", f'<a xmlns="{_TEI}"', 1))), grammar.error_log
    assert not grammar.validate(etree.fromstring(bad.replace("<a", f'<a xmlns="{_TEI}"', 1)))


def test_the_namespace_of_a_whole_schema_may_be_none(tmp_path: Path) -> None:
    odd = tmp_path / "mine.odd"
    odd.write_text(_ODD.format(' ns=""', _A.format('<elementRef key="b"/>')), "utf-8")
    (tmp_path / "mine.rng").write_bytes(written(compiled_schema(odd).value, odd, ("rng",))["mine.rng"])
    assert etree.RelaxNG(file=str(tmp_path / "mine.rng")).validate(etree.fromstring("<a><b/></a>"))


def test_a_group_and_an_included_file_of_the_folder_count(tmp_path: Path) -> None:
    (tmp_path / "more.odd").write_text(f'<specGrp xmlns="{_TEI}" xml:id="g">{_A.format("<empty/>")}</specGrp>', "utf-8")
    for reference in ('<specGrpRef target="more.odd#g"/>', '<xi:include href="more.odd"/>'):
        assert _grammar(reference, tmp_path).validate(etree.fromstring(f'<a xmlns="{_TEI}"/>'))


def test_nothing_outside_the_folder_is_included(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "more.odd").write_text(f'<specGrp xmlns="{_TEI}" xml:id="g"/>', "utf-8")
    odd = tmp_path / "inner" / "mine.odd"
    odd.write_text(_ODD.format("", _A.format("<empty/>") + '<xi:include href="../more.odd"/>'), "utf-8")
    assert [finding.rule for finding in compiled_schema(odd).findings] == ["V325"]


def test_a_customization_builds_upon_another(tmp_path: Path) -> None:
    (tmp_path / "base.odd").write_text(
        _ODD.format("", '<elementSpec ident="a" module="m"><content><elementRef key="b"/></content></elementSpec>'),
        "utf-8",
    )
    odd = tmp_path / "top.odd"
    odd.write_text(
        f'<TEI xmlns="{_TEI}"><schemaSpec ident="top" start="a" source="base.odd"><elementRef key="a"/>'
        '<elementRef key="b"/></schemaSpec></TEI>',
        "utf-8",
    )
    outcome = compiled_schema(odd)
    assert outcome.findings == ()
    assert set(outcome.value.elements) == {"a", "b"}


def test_a_grammar_of_the_folder_is_taken_in(tmp_path: Path) -> None:
    (tmp_path / "music.rng").write_text(
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="urn:music"><start><ref name="score"/></start>'
        '<define name="score"><element name="score"><text/></element></define></grammar>',
        "utf-8",
    )
    inside = '<moduleRef url="music.rng" prefix="m_"/>' + _A.format('<rng:ref name="m_score"/>')
    grammar = _grammar(inside, tmp_path)
    assert grammar.validate(etree.fromstring(f'<a xmlns="{_TEI}"><score xmlns="urn:music">c d e</score></a>'))
    assert not grammar.validate(etree.fromstring(f'<a xmlns="{_TEI}"><score>c d e</score></a>'))


def test_a_check_that_stands_alone_is_about_its_element_and_needs_no_code(tmp_path: Path) -> None:
    odd = tmp_path / "mine.odd"
    check = '<sch:assert xmlns:sch="http://purl.oclc.org/dsdl/schematron" test="@n">No number.</sch:assert>'
    spec = f'<constraintSpec ident="n" scheme="schematron"><constraint>{check}</constraint></constraintSpec>'
    odd.write_text(_ODD.format("", f'<elementSpec ident="a"><content><empty/></content>{spec}</elementSpec>'), "utf-8")
    schema = etree.fromstring(written(compiled_schema(odd).value, odd, ("sch",))["mine.sch"])
    (rule,) = schema.iter("{http://purl.oclc.org/dsdl/schematron}rule")
    assert rule.get("context") == "tei:a"
    assert [check.text for check in rule] == ["No number."]
