"""A report says the same in every form, and no form can be broken by what a document is called or says."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pecia.core.findings import Finding, Location, Severity
from pecia.validation.pages import page
from pecia.validation.reports import FORMATS, Report, as_json, chosen, github, junit, line, sarif, text

FINDINGS = (
    Finding("P101", Severity.ERROR, "leads, to: nothing 100%", Location("tei/a b.xml", 3, 7), "there is no “x”"),
    Finding("P131", Severity.WARNING, "nobody mentions Kirov", Location("tei/a b.xml", 9, 1)),
    Finding("number", Severity.INFO, "a remark", Location("tei/c.xml")),
)
REPORT = Report(FINDINGS, ("tei/a b.xml", "tei/c.xml", "tei/d.xml"), ignored=2, below=1)

NAMES = st.text(min_size=1, max_size=20)
ANY = st.lists(
    st.builds(
        Finding,
        st.sampled_from(["P101", "S201", "V303", "own-code"]),
        st.sampled_from(Severity),
        NAMES,
        st.builds(Location, NAMES, st.integers(0, 9), st.integers(0, 9)),
        st.text(max_size=20),
    ),
    max_size=5,
).map(lambda found: Report(tuple(found), ("a.xml",)))


def test_a_line_is_path_line_column_code_message_and_hint() -> None:
    assert line(FINDINGS[0]) == "tei/a b.xml:3:7: P101 leads, to: nothing 100% (there is no “x”)"
    assert line(FINDINGS[2]) == "tei/c.xml: number a remark"


def test_the_text_ends_with_a_count() -> None:
    *_, last = text(REPORT).splitlines()
    assert last == "1 error, 1 warning, 1 remark in 3 documents (2 ignored, 1 below the level asked for)"
    assert Report((), ("a.xml",)).summary() == "nothing to mend in 1 document"


@given(ANY)
def test_one_finding_is_one_line(report: Report) -> None:
    assert len(text(report).split("\n")) == len(report.findings) + 2
    assert len(github(report).split("\n")) == len(report.findings) + 1


@given(ANY)
def test_json_says_all_of_it(report: Report) -> None:
    read = json.loads(as_json(report))
    assert [(f["rule"], f["message"], f["path"]) for f in read["findings"]] == [
        (f.rule, f.message, f.where.path) for f in report.findings
    ]


# SARIF 2.1.0, chapter 3, as far as we write it: each object with all the properties that it may have here.
_SARIF: dict[str, dict[str, Any]] = {
    "log": {"$schema": str, "version": "2.1.0", "runs": ["run"]},
    "run": {"tool": "tool", "columnKind": "unicodeCodePoints", "results": ["result"]},
    "tool": {"driver": "driver"},
    "driver": {"name": "pecia", "version": str, "semanticVersion": str, "rules": ["descriptor"]},
    "descriptor": {
        "id": str,
        "name": str,
        "shortDescription": "message",
        "fullDescription": "message",
        "defaultConfiguration": "configuration",
        "help": "message",
    },
    "configuration": {"level": re.compile("none|note|warning|error")},
    "message": {"text": str, "markdown": str},
    "result": {
        "ruleId": str,
        "ruleIndex": int,
        "level": re.compile("none|note|warning|error"),
        "message": "message",
        "locations": ["location"],
    },
    "location": {"physicalLocation": "physical"},
    "physical": {"artifactLocation": "artifact", "region": "region"},
    "artifact": {"uri": re.compile(r"(?:[A-Za-z0-9\-._~/]|%[0-9A-F]{2})*")},
    "region": {"startLine": int, "startColumn": int},
}


def _is(value: Any, wanted: Any) -> None:
    if isinstance(wanted, list):
        for item in value:
            _is(item, wanted[0])
    elif isinstance(wanted, re.Pattern):
        assert wanted.fullmatch(value), value
    elif isinstance(wanted, type):
        assert isinstance(value, wanted)
        assert value or wanted is int
    elif wanted in _SARIF:
        assert set(value) <= set(_SARIF[wanted])
        for name, part in value.items():
            _is(part, _SARIF[wanted][name])
    else:
        assert value == wanted


@given(ANY)
def test_sarif_has_no_property_that_its_standard_has_not(report: Report) -> None:
    log = json.loads(sarif(report))
    _is(log, "log")
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [result["ruleId"] for result in run["results"]]
    for result in run["results"]:
        region = result["locations"][0]["physicalLocation"].get("region", {"startLine": 1})
        assert all(number >= 1 for number in region.values())


def test_sarif_brings_the_page_of_a_rule() -> None:
    rules = {rule["id"]: rule for rule in json.loads(sarif(REPORT))["runs"][0]["tool"]["driver"]["rules"]}
    known = page("P101")
    assert known is not None
    assert rules["P101"]["name"] == "DanglingReference"
    assert rules["P101"]["help"]["markdown"] == known.text
    assert rules["number"] == {"id": "number"}


@given(ANY)
def test_junit_is_xml_whatever_a_finding_says(report: Report) -> None:
    suites = etree.fromstring(junit(report).encode())
    failures = sum(finding.severity > Severity.INFO for finding in report.findings)
    assert len(suites.findall(".//failure")) == failures == sum(int(s.get("failures", "0")) for s in suites)
    assert all(int(suite.get("tests", "0")) == len(suite) for suite in suites)


def test_junit_has_a_suite_per_document_and_a_passing_test_for_a_valid_one() -> None:
    suites = etree.fromstring(junit(REPORT).encode())
    assert [(s.get("name"), s.get("tests"), s.get("failures")) for s in suites] == [
        ("tei/a b.xml", "2", "2"),
        ("tei/c.xml", "1", "0"),
        ("tei/d.xml", "1", "0"),
    ]


def test_github_gets_a_command_with_everything_escaped() -> None:
    first, second, third = github(REPORT).splitlines()
    assert first == (
        "::error file=tei/a b.xml,line=3,col=7,title=P101 dangling-reference::"
        "leads, to: nothing 100%25 (there is no “x”)"
    )
    assert second.startswith("::warning ")
    assert third == "::notice file=tei/c.xml,title=number number::a remark"


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_is_the_same_twice_and_ends_its_last_line(form: str) -> None:
    assert FORMATS[form](REPORT) == FORMATS[form](REPORT)
    assert FORMATS[form](REPORT).endswith("\n")


def test_what_lies_under_the_level_is_not_chosen() -> None:
    assert [finding.rule for finding in chosen(FINDINGS, Severity.WARNING)] == ["P101", "P131"]
