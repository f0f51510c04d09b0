"""What a person refused is a fact that no claim says again; the words of the text are those that they were."""

from __future__ import annotations

import pytest

from pecia.core.text import MACHINE, Annotation, Span
from pecia.engines.trees import parse, serialize
from pecia.tei.decode import claims_that_fit, decode, renew

_REFUSED = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>The <seg>Na koleni<certainty locus="name"
assertedValue="persName" degree="0" resp="#ae"/></seg> of 1932.</p></body></text></TEI>"""


def _claim(kind: str, start: int, end: int) -> Annotation:
    return Annotation(kind, Span(start, end), MACHINE, (), "high")


def _fitting(xml: str, *claims: Annotation) -> list[tuple[str, int, int]]:
    decoded = decode(parse(xml.encode(), "c.xml"), "c.xml")
    return [(c.kind, c.span.start, c.span.end) for c in claims_that_fit(claims, decoded.facts)]


def test_a_refusal_adds_no_word_to_the_text() -> None:
    assert decode(parse(_REFUSED.encode(), "c.xml"), "c.xml").document.text == "The Na koleni of 1932."


def test_the_same_claim_and_one_of_a_part_of_the_words_are_refused() -> None:
    assert _fitting(_REFUSED, _claim("persName", 4, 13), _claim("persName", 4, 6)) == []


def test_a_claim_of_another_kind_and_one_of_more_words_are_new() -> None:
    claims = (_claim("placeName", 4, 13), _claim("persName", 0, 13))
    assert _fitting(_REFUSED, *claims) == [("persName", 0, 13), ("placeName", 4, 13)]


def test_a_marker_is_refused_by_the_name_of_its_element() -> None:
    assert _fitting(_REFUSED.replace("persName", "ref"), _claim("noteAnchor", 4, 6)) == []


def test_where_there_is_no_name_there_are_none_of_its_parts() -> None:
    assert _fitting(_REFUSED, _claim("roleName", 4, 6)) == []
    assert _fitting(_REFUSED.replace("persName", "roleName"), _claim("roleName", 4, 13)) == []
    assert _fitting(_REFUSED.replace("persName", "roleName"), _claim("persName", 4, 13)) == [("persName", 4, 13)]


@pytest.mark.parametrize(
    "said",
    [
        'locus="name" assertedValue="persName" degree="0.5"',
        'locus="value" assertedValue="persName" degree="0"',
        'locus="name" assertedValue="persName" degree="0" target="#p1"',
        'locus="name" assertedValue="persName" cert="low"',
    ],
)
def test_another_word_on_certainty_is_no_refusal(said: str) -> None:
    other = _REFUSED.replace('locus="name"\nassertedValue="persName" degree="0"', said)
    assert said in other
    assert len(_fitting(other, _claim("persName", 4, 13))) == 1


def test_a_refusal_that_is_told_in_parts_holds_for_the_whole() -> None:
    part = '<certainty locus="name" assertedValue="q" degree="0"/>'
    xml = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
    <p><seg xml:id="seg-1.1" next="#seg-1.2">One{part}</seg></p>
    <p><seg xml:id="seg-1.2" prev="#seg-1.1">two{part}</seg>.</p></body></text></TEI>"""
    assert _fitting(xml, _claim("q", 0, 8), _claim("q", 0, 9)) == [("q", 0, 9)]


def test_a_refusal_stays_when_the_machines_marks_around_it_are_renewed() -> None:
    tree = parse(_REFUSED.encode(), "c.xml")
    decoded = decode(tree, "c.xml")
    assert renew(decoded, decoded.document.annotated([_claim("date", 17, 21)]), lambda name: f"#{name}")
    written = serialize(tree).decode()
    assert '<seg>Na koleni<certainty locus="name" assertedValue="persName" degree="0" resp="#ae"/></seg>' in written
    assert '<date resp="#pecia" cert="high">1932</date>' in written
