"""What a document names as its schema."""

from __future__ import annotations

import pytest

from pecia.engines.trees import parse
from pecia.validation.association import associations

_RNG = "http://relaxng.org/ns/structure/1.0"
_SCH = "http://purl.oclc.org/dsdl/schematron"


@pytest.mark.parametrize(
    ("model", "language"),
    [
        (f'href="a.rng" schematypens="{_RNG}"', ".rng"),
        (f"href='a.sch' schematypens='{_SCH}'", ".sch"),
        (f'href="a.rnc" type="application/relax-ng-compact-syntax" schematypens="{_RNG}"', ".rnc"),
        (f'href="a.rnc" schematypens="{_RNG}"', ".rnc"),
        ('href="a.xsd"', ".xsd"),
        ('href="a?version=2" type="application/xml"', ""),
    ],
)
def test_the_language_is_that_of_the_namespace_the_type_or_the_suffix(model: str, language: str) -> None:
    found = associations(parse(f"<?xml-model {model}?>\n<TEI/>".encode(), "a.xml"))
    assert [association.language for association in found] == [language]


def test_several_models_come_in_their_order_with_their_lines() -> None:
    text = '<?xml version="1.0"?>\n<?xml-model href="a.rng"?>\n<!-- -->\n<?xml-model href="b.sch"?><TEI/>'
    found = associations(parse(text.encode(), "a.xml"))
    assert [(a.href, a.line) for a in found] == [("a.rng", 2), ("b.sch", 4)]


def test_schema_location_counts_where_there_is_no_model() -> None:
    located = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:a a.xsd urn:b b.xsd"'
    assert [a.href for a in associations(parse(f"<TEI {located}/>".encode(), "a"))] == ["a.xsd", "b.xsd"]
    with_model = f'<?xml-model href="a.rng"?><TEI {located}/>'
    assert [a.href for a in associations(parse(with_model.encode(), "a"))] == ["a.rng"]


def test_schematron_in_a_grammar_is_known_as_such() -> None:
    found = associations(parse(f'<?xml-model href="a.rng" schematypens="{_SCH}"?><TEI/>'.encode(), "a"))
    assert found[0].is_embedded
