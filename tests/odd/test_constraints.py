"""Examples before asserts: each constraint of the ODD has a page that breaks it once, and once keeps it."""

from __future__ import annotations

from pathlib import Path

import pytest

import fragments
from pecia import relaxng
from pecia.engines import schematron
from pecia.odd.compile import schema_of
from pecia.odd.write_schematron import SCHEMATRON
from pecia.odd.write_schematron import schematron as written
from pecia.resources import folder
from pecia.validation.pages import Page, page

SCHEMAS = folder("schemas")
CODES = {
    check.get("id", ""): check.get("role", "")
    for check in written(schema_of(SCHEMAS / "pecia.odd")).iter(f"{{{SCHEMATRON}}}assert")
}


def _page(code: str) -> Page:
    found = page(code)
    assert found is not None
    return found


def _found(code: str, heading: str) -> set[str]:
    ((language, text),) = _page(code).examples(heading)
    assert language == "xml"
    document = fragments.document(text)
    # An example that the grammar refuses would teach nothing about this rule.
    assert relaxng.check(SCHEMAS / "pecia.rng", document.tree, document.path) == ()
    found = schematron.check(SCHEMAS / "pecia.sch", document.tree, document.path, document.content)
    return {finding.rule for finding in found}


@pytest.mark.parametrize("code", CODES)
def test_the_first_example_breaks_this_constraint_and_no_other(code: str) -> None:
    assert _found(code, "Breaks it") == {code}


@pytest.mark.parametrize("code", CODES)
def test_the_second_example_breaks_no_constraint(code: str) -> None:
    assert _found(code, "Keeps it") == set()


def test_page_and_constraint_weigh_the_same() -> None:
    assert {code: _page(code).severity for code in CODES} == CODES


def test_there_is_no_page_without_a_constraint() -> None:
    pages = Path(__file__).parents[2].glob("src/pecia/docs/rules/S2*.md")
    assert {path.stem for path in pages} == set(CODES)
