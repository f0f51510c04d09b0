"""Examples before asserts: the page of a rule breaks it once, and once keeps it."""

from __future__ import annotations

import pytest

import fragments
from pecia.core.findings import Severity
from pecia.validation import RULES, Exemplar
from pecia.validation.judge import by_rules
from pecia.validation.pages import Page, codes, page


def _page(code: str) -> Page:
    found = page(code)
    assert found is not None, f"{code} has no page, or one that does not begin as a page"
    return found


def _found(code: str, heading: str) -> set[str]:
    examples = _page(code).examples(heading)
    assert examples
    codes_found: set[str] = set()
    for language, text in examples:
        assert language == "xml"
        codes_found |= {f.rule for f in by_rules(Exemplar((fragments.document(text),)))}
    return codes_found


@pytest.mark.parametrize("code", RULES.names())
def test_the_first_example_breaks_this_rule_and_no_other(code: str) -> None:
    assert _found(code, "Breaks it") == {code}


@pytest.mark.parametrize("code", RULES.names())
def test_the_second_example_breaks_no_rule(code: str) -> None:
    assert _found(code, "Keeps it") == set()


@pytest.mark.parametrize("code", RULES.names())
def test_page_and_rule_say_the_same(code: str) -> None:
    rule, said = RULES[code], _page(code)
    assert (rule.code, rule.name, rule.severity.label) == (said.code, said.name, said.severity)
    assert said.rationale.startswith(rule.rationale)
    assert said.section("What to do")


def test_every_page_can_be_read() -> None:
    assert [code for code in codes() if page(code) is None] == []
    assert {_page(code).severity for code in codes()} <= {severity.label for severity in Severity}
