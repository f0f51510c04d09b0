"""What an ODD may ask for, and what comes of it, in small customizations of real TEI."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from pecia.core.errors import SchemaError
from pecia.engines.trees import TEI, parse
from pecia.odd import facts
from pecia.odd.__main__ import main
from pecia.odd.compile import compiled, schema_of
from pecia.odd.customization import read
from pecia.odd.notation import notation
from pecia.odd.resolve import resolve
from pecia.odd.schema import Element, Schema

_MODULES = """<moduleRef key="tei"/><moduleRef key="textstructure" include="TEI text body div"/>
  <moduleRef key="core" include="p head title publisher list item label"/>
  <moduleRef key="header" include="teiHeader fileDesc titleStmt publicationStmt sourceDesc"/>"""
_BODY = "<text><body><div>{}</div></body></text>"
_HEADER = """<teiHeader><fileDesc><titleStmt><title/></titleStmt><publicationStmt><p/></publicationStmt>
  <sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"""


def _odd(changes: str = "", modules: str = _MODULES, start: str = "TEI") -> bytes:
    return f"""<TEI xmlns="{TEI}" xmlns:sch="http://purl.oclc.org/dsdl/schematron"><text><body>
      <specGrp xml:id="more"><specGrpRef target="#most"/></specGrp><specGrp xml:id="most">{changes}</specGrp>
      <schemaSpec ident="small" start="{start}">{modules}<specGrpRef target="#more"/></schemaSpec></body></text>
      </TEI>""".encode()


def _schema(changes: str = "", modules: str = _MODULES, start: str = "TEI") -> Schema:
    return resolve(facts.load(), read(_odd(changes, modules, start), "small.odd"))


def _attributes(element: Element) -> set[str]:
    return {attribute.name for attribute in element.attributes}


def _valid(tmp_path: Path, changes: str, inside: str, modules: str = _MODULES) -> bool:
    """By RELAX NG; XML Schema must agree."""
    (tmp_path / "small.odd").write_bytes(_odd(changes, modules))
    for name, content in compiled(tmp_path / "small.odd").items():
        (tmp_path / name).write_bytes(content)
    document = parse(f'<TEI xmlns="{TEI}">{_HEADER}{_BODY.format(inside)}</TEI>'.encode(), "x.xml")
    grammar = etree.RelaxNG(file=str(tmp_path / "small.rng")).validate(document)
    assert etree.XMLSchema(file=str(tmp_path / "small.xsd")).validate(document) == grammar
    return grammar


def test_only_what_is_named_is_there() -> None:
    schema = _schema()
    assert len(schema.elements) == 16
    assert set(schema.models["model.pLike"]) == {"p"}
    assert "model.biblLike" not in schema.models
    assert notation(schema.elements["sourceDesc"].content) == "%model.pLike+ | %model.listLike+"


def test_a_class_comes_with_its_module() -> None:
    assert "corresp" not in _attributes(_schema().elements["p"])
    with_linking = _schema(modules=_MODULES + '<moduleRef key="linking" include="seg"/>')
    assert "corresp" in _attributes(with_linking.elements["p"])
    by_name = _schema(modules=_MODULES + '<classRef key="att.global.linking"/>')
    assert "corresp" in _attributes(by_name.elements["p"])


def test_all_but_some_of_a_module_can_be_taken() -> None:
    schema = _schema(modules=_MODULES + '<moduleRef key="figures" except="formula notatedMusic"/>')
    assert {"table", "row", "cell", "figure", "figDesc"} <= schema.elements.keys()
    assert "formula" not in schema.elements
    assert "formula" in _schema(modules=_MODULES + '<elementRef key="formula"/>').elements


def test_a_class_can_lose_an_attribute_for_everybody_and_an_element_for_itself() -> None:
    schema = _schema("""<classSpec ident="att.global" type="atts" mode="change"><attList>
        <attDef ident="xml:base" mode="delete"/></attList></classSpec>
      <elementSpec ident="p" mode="change"><attList><attDef ident="n" mode="delete"/></attList></elementSpec>""")
    assert "xml:base" not in _attributes(schema.elements["head"])
    assert "n" not in _attributes(schema.elements["p"])
    assert "n" in _attributes(schema.elements["head"])


def test_an_element_or_a_class_can_be_deleted() -> None:
    schema = _schema("""<elementSpec ident="label" mode="delete"/>
      <classSpec ident="att.global.rendition" type="atts" mode="delete"/>""")
    assert "label" not in schema.elements
    assert "rend" not in _attributes(schema.elements["p"])


def test_membership_can_be_given_up_and_taken() -> None:
    schema = _schema("""<elementSpec ident="list" mode="change"><classes mode="change">
        <memberOf key="model.listLike" mode="delete"/><memberOf key="model.headLike"/></classes></elementSpec>""")
    assert "model.listLike" not in schema.models
    assert schema.models["model.headLike"] == ("list", "head")
    replaced = _schema("""<elementSpec ident="list" mode="change"><classes mode="replace">
        <memberOf key="model.divBottom"/></classes></elementSpec>""")
    assert replaced.elements["list"].classes == ()


def test_a_closed_list_closes_and_an_open_one_does_not(tmp_path: Path) -> None:
    change = """<elementSpec ident="div" mode="change"><attList><attDef ident="type" mode="change" usage="req">
        <valList type="{}"><valItem ident="chapter"/></valList></attDef></attList></elementSpec>"""
    fine = '<p/></div><div type="chapter"><p/>'
    odd = '<p/></div><div type="canto"><p/>'
    closed, open_ = (
        change.format("closed").replace(' usage="req"', ""),
        change.format("open").replace(' usage="req"', ""),
    )
    assert _valid(tmp_path, closed, fine)
    assert not _valid(tmp_path, closed, odd)
    assert _valid(tmp_path, open_, odd)
    assert not _valid(tmp_path, change.format("open"), "<p/>")


def test_a_new_element_a_new_macro_and_a_new_datatype_work_together(tmp_path: Path) -> None:
    changes = """<dataSpec ident="my.year" mode="add"><content>
        <dataRef name="token" restriction="[0-9]{4}"/></content></dataSpec>
      <macroSpec ident="my.twice" mode="add"><content>
        <elementRef key="p" minOccurs="2" maxOccurs="3"/></content></macroSpec>
      <elementSpec ident="vow" module="mine" mode="add"><classes><memberOf key="model.divPart"/></classes>
        <content><macroRef key="my.twice"/></content><attList>
          <attDef ident="year" usage="req"><datatype minOccurs="1" maxOccurs="2">
          <dataRef key="my.year"/></datatype></attDef></attList></elementSpec>"""
    assert _valid(tmp_path, changes, '<vow year="1932 1933"><p/><p/></vow>')
    assert not _valid(tmp_path, changes, '<vow year="1932 1933"><p/></vow>')
    assert not _valid(tmp_path, changes, '<vow year="32"><p/><p/></vow>')
    assert not _valid(tmp_path, changes, '<vow year="1932 1933 1934"><p/><p/></vow>')
    assert not _valid(tmp_path, changes, '<vow year="1932"><p/><p/><p/><p/></vow>')


def test_of_attributes_that_exclude_each_other_one_may_be_used(tmp_path: Path) -> None:
    changes = """<elementSpec ident="p" mode="change"><attList org="choice">
      <attDef ident="a"><datatype><dataRef name="NCName"/></datatype></attDef>
      <attDef ident="b"><datatype><dataRef name="NCName"/></datatype></attDef></attList></elementSpec>"""
    assert _valid(tmp_path, changes, '<p a="x"/><p b="y"/><p/>')
    grammar = etree.RelaxNG(file=str(tmp_path / "small.rng"))
    both = f'<TEI xmlns="{TEI}">{_HEADER}{_BODY.format("""<p a="x" b="y"/>""")}</TEI>'
    assert not grammar.validate(parse(both.encode(), "x.xml"))


def test_a_class_can_expand_to_a_sequence(tmp_path: Path) -> None:
    changes = """<elementSpec ident="list" mode="change"><content>
      <classRef key="model.headLike" expand="sequenceOptional"/>
      <classRef key="model.pLike" expand="sequence"/></content>
      </elementSpec>"""
    assert _valid(tmp_path, changes, "<list><head/><p/></list>")
    assert not _valid(tmp_path, changes, "<list><p/><head/></list>")
    assert not _valid(tmp_path, changes, "<list><head/></list>")


def test_an_unclear_model_is_looser_in_xml_schema_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "small.odd").write_bytes(
        _odd("""<elementSpec ident="list" mode="change"><content><alternate>
          <sequence><elementRef key="head"/><elementRef key="p"/></sequence>
          <sequence><elementRef key="head"/><elementRef key="item"/></sequence></alternate></content></elementSpec>""")
    )
    (tmp_path / "xml.xsd").write_bytes(compiled(tmp_path / "small.odd")["xml.xsd"])
    schema = compiled(tmp_path / "small.odd")["small.xsd"]
    (tmp_path / "small.xsd").write_bytes(schema)
    assert b"looser than TEI" in schema
    etree.XMLSchema(file=str(tmp_path / "small.xsd"))


@pytest.mark.parametrize(
    ("changes", "modules", "said"),
    [
        ("", _MODULES + '<moduleRef key="poetics"/>', "module 'poetics', which TEI"),
        ("", _MODULES + '<moduleRef key="tei" include="p"/>', "looks for <p>"),
        ("", _MODULES + '<elementRef key="persname"/>', "takes <persname>"),
        ("", '<moduleRef key="tei"/><moduleRef key="textstructure" include="TEI"/>', "<TEI> can have no content"),
        ("", '<moduleRef key="core" include="p"/>', "lets a document begin with <TEI>"),
        ('<elementSpec ident="canto" mode="change"/>', _MODULES, "does not have it"),
        ('<elementSpec ident="p" mode="improve"/>', _MODULES, "no mode 'improve'"),
        ('<specGrpRef target="#elsewhere"/>', _MODULES, "no specGrp '#elsewhere'"),
        ('<specGrpRef target="#more"/>', _MODULES, "'#more' refers to itself"),
        (
            '<elementSpec ident="p" mode="change"><content><poem/></content></elementSpec>',
            _MODULES,
            "<poem> is no part",
        ),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(changes: str, modules: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "small.odd").write_bytes(_odd(changes, modules))
    with pytest.raises(SchemaError, match=said):
        schema_of(tmp_path / "small.odd")


@pytest.mark.parametrize(
    ("checks", "said"),
    [
        ('<sch:assert test="@n">x</sch:assert>', "no code"),
        (
            '<sch:assert id="S299" test="@n">x</sch:assert><sch:report id="S299" test="@n">y</sch:report>',
            "S299 is used twice",
        ),
    ],
)
def test_each_constraint_has_a_code_of_its_own(checks: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "small.odd").write_bytes(
        _odd(f"""<constraintSpec ident="c" scheme="schematron"><constraint><sch:rule context="tei:p">{checks}</sch:rule>
          </constraint></constraintSpec>""")
    )
    with pytest.raises(SchemaError, match=said):
        compiled(tmp_path / "small.odd")


def test_a_file_without_a_schema_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="not a TEI customization"):
        read(f'<TEI xmlns="{TEI}"/>'.encode(), "x.odd")
    with pytest.raises(SchemaError, match="No such file"):
        schema_of(tmp_path / "x.odd")


def test_the_command_writes_once_and_then_has_nothing_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = tmp_path / "small.odd"
    odd.write_bytes(_odd())
    assert main(["compile", "--check", str(odd)]) == 1
    assert not (tmp_path / "small.rng").exists()
    assert main(["compile", str(odd)]) == 0
    assert "small.rng: written" in capsys.readouterr().err
    assert main(["compile", "--check", str(odd)]) == 0
    assert capsys.readouterr().err == ""
    assert main(["decompile"]) == 2
    assert main(["compile", str(tmp_path / "none.odd")]) == 3
