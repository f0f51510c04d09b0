"""What is wrong with an ODD is said with line and column, and the rest of the ODD is compiled all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from pecia.core.findings import Severity
from pecia.odd.compile import compiled_schema

_HEAD = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:rng="http://relaxng.org/ns/structure/1.0"><text><body>
<schemaSpec ident="small" start="TEI"><moduleRef key="tei"/><moduleRef key="textstructure" include="TEI text body div"/>
<moduleRef key="core" include="p head title publisher"/>
<moduleRef key="header" include="teiHeader fileDesc titleStmt publicationStmt sourceDesc"/>
"""
_TAIL = "</schemaSpec></body></text></TEI>"


def _found(inside: str, tmp_path: Path) -> list[tuple[str, str, str]]:
    (tmp_path / "small.odd").write_text(f"{_HEAD}{inside}{_TAIL}", "utf-8")
    outcome = compiled_schema(tmp_path / "small.odd")
    assert "p" in outcome.value.elements
    return [(finding.rule, finding.severity.label, str(finding.where)) for finding in outcome.findings]


_CONTENT = '<elementSpec ident="div" mode="change"><content>{}</content></elementSpec>'


@pytest.mark.parametrize(
    ("inside", "rule", "severity", "where"),
    [
        ('<moduleRef key="poetics"/>', "V320", "error", "small.odd:5:1"),
        ('<elementRef key="persname"/>', "V320", "error", "small.odd:5:1"),
        ('\n  <classRef key="att.missing"/>', "V320", "error", "small.odd:6:3"),
        ('<specGrpRef target="#none"/>', "V320", "error", "small.odd:5:1"),
        (_CONTENT.format('<elementRef key="poem"/>'), "V320", "error", "small.odd:5:49"),
        (_CONTENT.format('<elementRef key="p"/><rng:ref name="poem"/>'), "V320", "error", "small.odd:5:70"),
        (_CONTENT.format('<elementRef key="lg" minOccurs="0"/>'), "V321", "warning", "small.odd:5:49"),
        (_CONTENT.format('<classRef key="model.lLike" minOccurs="0"/>'), "V321", "warning", "small.odd:5:49"),
        (_CONTENT.format('<dataRef key="teidata.none"/>'), "V320", "error", "small.odd:5:49"),
        (_CONTENT.format('<macroRef key="macro.none"/>'), "V320", "error", "small.odd:5:49"),
        (
            _CONTENT.format('<elementRef key="p" minOccurs="0"/><elementRef key="p"/>'),
            "V323",
            "info",
            "small.odd:5:40",
        ),
        ('<elementSpec ident="lg" mode="change"/>', "V324", "warning", "small.odd:5:1"),
        ('<classSpec ident="att.none" type="atts" mode="delete"/>', "V324", "warning", "small.odd:5:1"),
        (
            '<elementSpec ident="p" mode="change"><attList><attDef ident="no" mode="delete"/></attList></elementSpec>',
            "V324",
            "warning",
            "small.odd:5:47",
        ),
        ('<moduleRef url="https://example.org/other.rng"/>', "V325", "error", "small.odd:5:1"),
        ('<elementRef key="label" source="tei:1.2.3"/>', "V325", "warning", "small.odd:5:1"),
        ('<elementRef key="label" source="https://example.org/my.odd"/>', "V325", "error", "small.odd:5:1"),
    ],
)
def test_each_trouble_has_a_code_and_a_place(inside: str, rule: str, severity: str, where: str, tmp_path: Path) -> None:
    assert _found(inside, tmp_path) == [(rule, severity, where)]


def test_an_element_that_nothing_can_fill_is_found(tmp_path: Path) -> None:
    found = _found(
        '<elementSpec ident="head" mode="change"><content><classRef key="model.lLike"/></content></elementSpec>',
        tmp_path,
    )
    assert {rule for rule, _, _ in found} == {"V321", "V322"}


def test_a_good_customization_has_no_findings(tmp_path: Path) -> None:
    assert _found('<elementSpec ident="p" mode="change"><content><textNode/></content></elementSpec>', tmp_path) == []


def test_the_weights_are_those_of_the_pages() -> None:
    assert [severity.label for severity in Severity] == ["info", "warning", "error"]
