"""All judges in one verdict, each finding at the line and column of the element."""

from __future__ import annotations

from pathlib import Path

import pytest

import fragments
from pecia.core.errors import SchemaError, UsageError
from pecia.core.text import Source
from pecia.engines.places import Places, walk
from pecia.engines.trees import parse
from pecia.validation.judge import Demands, standard, validate

RULES_ONLY = Demands(())


def source(fragment: str, path: str = "a.xml") -> Source:
    return Source(path, fragments.document(fragment, path).content)


def test_a_document_without_fault_has_no_finding_by_the_rules() -> None:
    assert validate([source('<p xml:id="p1">Well.</p>')], RULES_ONLY) == ()


def test_what_is_not_well_formed_is_placed_and_not_judged_further() -> None:
    (found,) = validate([Source("a.xml", b"<TEI>\n<p></q></TEI>")], RULES_ONLY)
    assert (found.rule, str(found.where)) == ("V303", "a.xml:2:8")
    assert "not well-formed" in found.message


@pytest.mark.parametrize("content", [b"", b"\0\0", b"plain text", b"<a>&e;</a>"])
def test_what_cannot_be_read_is_one_finding(content: bytes) -> None:
    assert [finding.rule for finding in validate([Source("a:1.xml", content)], RULES_ONLY)] == ["V303"]


def test_every_judge_has_its_word() -> None:
    bad = source('<p>No address. <persname ref="#nobody">He</persname></p><p when="1932-02-30">x</p>')
    codes = [finding.rule for finding in validate([bad], standard())]
    assert {code[0] for code in codes} == {"P", "S", "V"}
    assert {"V301", "V302", "S204", "P101"} <= set(codes)


def test_findings_come_in_reading_order_each_once() -> None:
    sources = [source('<p>a <ref target="#x">b</ref></p><p><ref target="#y">b</ref></p>', f"{n}.xml") for n in "ba"]
    found = validate(sources, RULES_ONLY)
    assert [finding.where.path for finding in found] == ["a.xml", "a.xml", "b.xml", "b.xml"]
    assert list(found) == sorted(found, key=lambda finding: finding.where)


def test_a_place_is_that_of_the_start_tag_in_characters() -> None:
    content = '<?xml version="1.0"?>\n<!-- é -->\n<a>é𝔘ß<b\n c="1"/><!-- x --><?pi?><d/></a>'.encode()
    tree = parse(content, "a.xml")
    places = Places("a.xml", tree, content)
    assert [str(places.of(element)) for element in tree.iter("*")] == ["a.xml:3:1", "a.xml:3:7", "a.xml:4:25"]
    assert walk(tree, "1/2").tag == "d"
    assert str(places.at_steps("1/2")) == "a.xml:4:25"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_places_are_known_in_any_encoding(encoding: str) -> None:
    content = f'<?xml version="1.0" encoding="{encoding}"?>\n<a>é<b/></a>'.encode(encoding)
    tree = parse(content, "a.xml")
    assert str(Places("a.xml", tree, content).of(tree[0])) == "a.xml:2:5"


def test_without_the_bytes_a_place_is_a_line() -> None:
    tree = parse(b"<a>\n<b/></a>", "a.xml")
    assert str(Places("a.xml", tree).of(tree[0])) == "a.xml:2"


def test_a_judge_that_knows_lines_only_gets_a_column_where_its_message_names_one_element() -> None:
    found = validate([source('<p xml:id="p1">He <persname>left</persname>.</p>')], standard())
    places = {finding.rule: finding.where.column for finding in found}
    assert places["V301"] == places["V302"] > 0
    two = '<p xml:id="p1">He <persname>left</persname> <persname>again</persname>.</p>'
    assert all(finding.where.column == 0 for finding in validate([source(two)], standard()) if finding.rule == "V302")


def test_a_schema_is_a_file_of_a_known_kind(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="rng"):
        Demands((tmp_path / "a.dtd",))
    with pytest.raises(SchemaError, match="no such schema"):
        Demands((tmp_path / "a.rng",))
