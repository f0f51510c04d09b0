"""The facts about TEI: what the data file says is what the TEI source says, and no prose of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pecia.core.errors import SchemaError
from pecia.odd import __main__ as workshop
from pecia.odd import extract, facts
from pecia.odd.notation import notation, parsed

_SOURCE = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
  <editionStmt><edition>P5 Version 9.8.7. Dated <date when="2030-01-02">some day</date></edition></editionStmt>
  </fileDesc></teiHeader>
  <text><body>
  <moduleSpec ident="core"><desc>prose</desc></moduleSpec>
  <classSpec ident="att.typed" module="core" type="atts"><attList><attDef ident="type" usage="opt"><desc>prose</desc>
    <datatype><dataRef key="teidata.word"/></datatype></attDef></attList></classSpec>
  <dataSpec ident="teidata.word" module="core"><content><dataRef name="token" restriction="\\S+"/></content></dataSpec>
  <macroSpec ident="macro.m" module="core"><content><alternate minOccurs="0" maxOccurs="unbounded"><textNode/>
    <classRef key="model.x"/></alternate></content></macroSpec>
  <elementSpec ident="p" module="core"><gloss>prose</gloss><classes><memberOf key="att.typed"/></classes>
    <content><macroRef key="macro.m"/></content>
    <attList org="choice"><attDef ident="a" usage="req">
      <datatype minOccurs="1" maxOccurs="unbounded"><dataRef name="NCName"/></datatype>
      <valList type="closed"><valItem ident="one"><desc>prose</desc></valItem><valItem ident="two"/></valList></attDef>
      <attDef ident="b" mode="change"><defaultVal>one</defaultVal></attDef></attList>
    <exemplum><egXML xmlns="http://www.tei-c.org/ns/Examples"><p>prose</p></egXML></exemplum></elementSpec>
</body></text></TEI>"""


def test_facts_are_extracted_without_prose() -> None:
    found = extract.facts(_SOURCE, "p5subset.xml")
    assert (found.release, found.dated, found.modules) == ("9.8.7", "2030-01-02", ("core",))
    assert "prose" not in facts.written(found)
    element = found.elements["p"]
    assert element.either == (("a", "b"),)
    assert (element.attributes[0].most, element.attributes[0].usage) == (None, "req")
    assert notation(found.macros["macro.m"].pattern) == "(#text | %model.x)*"
    assert found.datatypes["teidata.word"].pattern == parsed(r'xsd:token[pattern="\\S+"]')


def test_facts_that_were_written_are_read_back_the_same(tmp_path: Path) -> None:
    found = extract.facts(_SOURCE, "p5subset.xml")
    path = tmp_path / "facts.json"
    path.write_text(facts.written(found), "utf-8")
    assert facts.load(path) == found


def test_a_file_that_is_no_tei_source_is_refused() -> None:
    with pytest.raises(SchemaError, match="declares no element"):
        extract.facts(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "other.xml")
    with pytest.raises(SchemaError, match="not well-formed"):
        extract.facts(b"<TEI", "other.xml")


def test_facts_of_another_form_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text('{"format": 99}', "utf-8")
    with pytest.raises(SchemaError, match="form 1"):
        facts.load(path)
    with pytest.raises(SchemaError, match="cannot be read"):
        facts.load(tmp_path / "missing.json")


@pytest.mark.oracle
def test_the_data_file_is_what_the_tei_source_says(shared: Path) -> None:
    source = shared / "tei" / "p5subset.xml"
    assert facts.DATA.read_text("utf-8") == facts.written(extract.facts(source.read_bytes(), source.name))


def test_the_command_says_what_it_wants(capsys: pytest.CaptureFixture[str]) -> None:
    assert workshop.main([]) == 2
    assert "p5subset.xml" in capsys.readouterr().err
    assert workshop.main(["facts", "no-such-file.xml"]) == 3
