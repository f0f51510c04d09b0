"""The laws of weaving: nothing is lost, strands nest, and the way back leads where the way came from."""

from __future__ import annotations

from hypothesis import given
from lxml import etree

from pecia.core.text import Annotation, Document, Span
from pecia.engines.trees import parse, serialize, tei
from pecia.tei.strands import strands
from pecia.tei.unweave import rejoined, source_text, unweave
from pecia.tei.weave import weave
from strategies import documents


def _woven(document: Document) -> list[etree._Element]:
    spans = [block.span for block in document.blocks]
    every = strands(document.annotations, spans)
    return [weave(etree.Element(tei("p")), document.text, [s for s in every if s.span in span], span) for span in spans]


@given(documents())
def test_weaving_keeps_every_character(document: Document) -> None:
    for block, element in zip(document.blocks, _woven(document), strict=True):
        assert source_text(element) == document.covered(block.span)


@given(documents())
def test_strands_never_cross(document: Document) -> None:
    made = strands(document.annotations, [block.span for block in document.blocks])
    for index, strand in enumerate(made):
        assert not any(strand.span.crosses(other.span) for other in made[index + 1 :])


@given(documents())
def test_the_strands_of_an_annotation_cover_what_of_it_lies_in_blocks(document: Document) -> None:
    spans = [block.span for block in document.blocks]
    made = strands(document.annotations, spans)
    for annotation in document.annotations:
        covered = {place for s in made if s.annotation is annotation for place in range(s.span.start, s.span.end)}
        inside = {place for span in spans for place in range(span.start, span.end)}
        assert covered == inside & set(range(annotation.span.start, annotation.span.end))


@given(documents())
def test_a_slip_a_name_or_a_date_is_cut_only_by_its_equals(document: Document) -> None:
    spans = [block.span for block in document.blocks]
    for strand in strands(document.annotations, spans):
        if strand.annotation.kind == "sic" and strand.parts > 1:
            others = [a for a in document.annotations if a.kind == "sic" and a is not strand.annotation]
            edges = [edge for span in spans for edge in (span.start, span.end)]
            crossed = any(a.span.crosses(strand.annotation.span) for a in others)
            assert crossed or any(strand.annotation.span.start < e < strand.annotation.span.end for e in edges)


@given(documents())
def test_the_way_back_gives_the_strands_that_were_woven(document: Document) -> None:
    spans = [block.span for block in document.blocks]
    every = strands(document.annotations, spans)
    for span, element in zip(spans, _woven(document), strict=True):
        words, found = unweave(element, span.start)
        assert words == document.covered(span)
        woven = [s for s in every if s.span in span]
        assert [(a.kind, a.span, a.made_by, a.certainty) for a in found] == [
            (s.annotation.kind, s.span, s.annotation.made_by, s.annotation.certainty) for s in woven
        ]


@given(documents())
def test_annotations_that_nest_come_back_as_they_went(document: Document) -> None:
    nesting: list[Annotation] = []
    spans = [block.span for block in document.blocks]
    for annotation in document.annotations:
        alone = not any(annotation.span.crosses(other.span) for other in nesting)
        if alone and annotation not in nesting and any(annotation.span in span for span in spans):
            nesting.append(annotation)
    plain = Document(document.name, document.text, document.blocks).annotated(nesting)
    found = [a for span, element in zip(spans, _woven(plain), strict=True) for a in unweave(element, span.start)[1]]
    assert sorted(map(repr, rejoined(tuple(found)))) == sorted(map(repr, nesting))


@given(documents())
def test_serialization_is_idempotent(document: Document) -> None:
    for element in _woven(document):
        once = serialize(element)
        assert serialize(parse(once, "once.xml")) == once


def test_a_quotation_over_two_paragraphs_becomes_a_chain_and_one_again() -> None:
    text = "He said: “one\n\ntwo” and left."
    quotation = Annotation("q", Span(9, 19), "pecia", (), "high")
    spans = [Span(0, 13), Span(15, len(text))]
    made = strands([quotation], spans)
    first, second = (weave(etree.Element(tei("p")), text, [s for s in made if s.span in span], span) for span in spans)
    assert first[0].get("next") == f"#{second[0].get('{http://www.w3.org/XML/1998/namespace}id')}"
    back = (*unweave(first, 0)[1], *unweave(second, 15)[1])
    assert rejoined(back) == (quotation,)


def test_a_name_in_a_slip_is_marked_in_both_readings() -> None:
    text = "the BukharinRykov trial"
    claims = [
        Annotation("sic", Span(4, 17), "pecia", (("corr", "Bukharin-Rykov"),), "high"),
        Annotation("persName", Span(4, 12), "pecia", (("ref", "#b"),)),
        Annotation("persName", Span(12, 17), "pecia", (("ref", "#r"),)),
    ]
    element = weave(etree.Element(tei("p")), text, strands(claims, [Span(0, 23)]), Span(0, 23))
    assert ["".join(name.itertext()) for name in element.iter(tei("persName"))] == ["Bukharin", "Rykov"] * 2
    assert "".join(element.find(f".//{tei('corr')}").itertext()) == "Bukharin-Rykov"
    assert source_text(element) == text
    assert unweave(element)[1][0].get("corr") == "Bukharin-Rykov"
