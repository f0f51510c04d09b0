"""The forms of a report that other programs read, and the one that an editor reads on a terminal."""

from __future__ import annotations

import json

import pytest
from lxml import etree, html

from pecia.core.findings import Finding, Location, Severity
from pecia.validation import exchange
from pecia.validation.excerpts import excerpt
from pecia.validation.reports import Report

ODD = "a <b> & \x1b“c”"
FOUND = (
    Finding("P101", Severity.ERROR, f"leads to nothing: {ODD}", Location("a b.xml", 3, 7), "mend it"),
    Finding("P101", Severity.ERROR, f"leads to nothing: {ODD}", Location("a b.xml", 9, 7), "mend it"),
    Finding("my-rule", Severity.INFO, "hm", Location("c.xml")),
)
REPORT = Report(FOUND, ("a b.xml", "c.xml", "d.xml"))


def test_each_line_of_jsonl_is_a_finding() -> None:
    lines = [json.loads(line) for line in exchange.jsonl(REPORT).split("\n")[:-1]]
    assert [(line["path"], line["line"], line["rule"]) for line in lines] == [
        ("a b.xml", 3, "P101"),
        ("a b.xml", 9, "P101"),
        ("c.xml", None, "my-rule"),
    ]
    assert exchange.jsonl(Report((), ())) == ""


def test_gitlab_tells_two_alike_apart_and_knows_them_again_when_they_moved() -> None:
    found = json.loads(exchange.gitlab(REPORT))
    prints = [each["fingerprint"] for each in found]
    assert len(set(prints)) == 3
    moved = tuple(
        Finding(f.rule, f.severity, f.message, Location(f.where.path, f.where.line + 5), f.hint) for f in FOUND
    )
    assert [each["fingerprint"] for each in json.loads(exchange.gitlab(Report(moved, ())))] == prints
    assert {each["severity"] for each in found} <= {"info", "minor", "major", "critical", "blocker"}
    assert found[2]["location"] == {"path": "c.xml", "lines": {"begin": 1}}
    assert all(set(each) == {"description", "check_name", "fingerprint", "severity", "location"} for each in found)


def test_checkstyle_is_xml_with_a_file_for_each_document_that_has_findings() -> None:
    root = etree.fromstring(exchange.checkstyle(REPORT).encode())
    assert [(file.get("name"), len(file)) for file in root] == [("a b.xml", 2), ("c.xml", 1)]
    assert dict(root[0][0].attrib) == {
        "line": "3",
        "column": "7",
        "severity": "error",
        "message": "leads to nothing: a <b> & �“c” (mend it)",
        "source": "pecia.P101",
    }


def test_the_page_says_what_was_found_and_has_nothing_from_elsewhere() -> None:
    page = exchange.html(REPORT)
    tree = html.fromstring(page)
    assert [head.text for head in tree.iter("h2")] == ["a b.xml", "c.xml", "What the codes mean"]
    assert "leads to nothing: a <b> & �“c”" in tree.text_content()
    assert not list(tree.iter("script", "link", "img"))
    targets = {anchor.get("href", "")[1:] for anchor in tree.iter("a")}
    assert targets == {term.get("id") for term in tree.iter("dt")}
    assert "nothing to mend in 1 document" in exchange.html(Report((), ("a.xml",)))


def _at(column: int, source: str, width: int = 80) -> list[str]:
    return list(excerpt(Finding("P101", Severity.ERROR, "x", Location("a.xml", 7, column)), source, width))


def test_the_caret_stands_under_the_tag() -> None:
    assert _at(4, "He <ref>left</ref>") == ["     7 | He <ref>left</ref>", "       |    ^~~~"]


@pytest.mark.parametrize(("source", "indent"), [("\tHe <a/>", 4), ("日本 <a/>", 5), ("e\u0301t <a/>", 3)])
def test_tabs_wide_and_combining_characters_do_not_move_it(source: str, indent: int) -> None:
    line, caret = _at(source.index("<") + 1, source)
    assert "\t" not in line
    assert caret.partition("| ")[2] == " " * indent + "^~"


def test_of_a_long_line_the_part_around_is_shown() -> None:
    line, caret = _at(501, "x" * 500 + "<ref>" + "y" * 500, width=60)
    assert len(line) <= 60
    assert line[caret.index("^") :].startswith("<ref>")
    assert (line.count("…"), len(_at(1, "<p>" + "x" * 500, width=60)[0])) == (2, 60 - 1)


def test_nothing_is_shown_for_an_unknown_place_and_no_control_character() -> None:
    assert _at(99, "short") == []
    assert _at(1, "   ") == []
    assert "\x1b" not in _at(1, "<p>\x1b[31m</p>")[0]
    assert _at(0, "<p/>") == ["     7 | <p/>"]
