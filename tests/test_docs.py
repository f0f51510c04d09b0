"""The pages of the documentation say what is so: their Python runs, and their XML is what pecia makes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import console
from pecia.annotators import ANNOTATORS, Annotator, Knowledge
from pecia.core.text import Block, Document, Source, Span
from pecia.readers import Reader
from pecia.resources import docs


def _python(page: str) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for fence in console.fences((docs() / page).read_text("utf-8")):
        if fence.info == "python":
            exec(compile(fence.body, page, "exec"), made)
    return made


def test_the_annotator_of_the_page_finds_what_it_says() -> None:
    annotator = _python("annotator.md")["ANNOTATOR"]
    assert isinstance(annotator, Annotator)
    document = Document("a.txt", "Ada Example, Ph.D., wrote.", (Block("p", Span(0, 26)),))
    (claim,) = annotator.annotate(document, Knowledge()).value.annotations
    assert document.covered(claim.span) == "Ph.D."


def test_the_reader_of_the_page_leaves_nothing_between_blocks() -> None:
    reader = _python("reader.md")["READER"]
    assert isinstance(reader, Reader)
    document = reader.read(Source("a.telex", b"HEAD\n\n  One line.\nTwo.\n")).value
    assert [(block.kind, document.covered(block.span)) for block in document.blocks] == [
        ("head", "HEAD"),
        ("p", "One line."),
        ("p", "Two."),
    ]


def _dates() -> list[tuple[str, str]]:
    """The rows of the table of dates: what a text says, and the attributes that pecia writes."""
    return re.findall(r"^\| (.+?) \| `([^`]+=[^`]+)` \|$", (docs() / "encoding.md").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("said", "written"), _dates())
def test_a_date_of_the_table_has_the_value_that_the_table_gives(said: str, written: str) -> None:
    text = f"It happened {said}, as everybody knows."
    document = Document("a.txt", text, (Block("p", Span(0, len(text))),)).having(language="en")
    (claim,) = ANNOTATORS["dates"].annotate(document, Knowledge()).value.annotations
    assert dict(claim.attributes) == dict(re.findall(r'(\w+)="([^"]*)"', written))


def _shapes(xml: str) -> set[tuple[str, frozenset[str]]]:
    """The start tags of a piece of XML: the element's name, and the names of its attributes."""
    tags = re.findall(r"<([A-Za-z]+)((?:\s+[\w:]+=\"[^\"]*\")*)\s*/?>", xml)
    return {(name, frozenset(re.findall(r"([\w:]+)=", attributes))) for name, attributes in tags}


def test_each_form_on_the_page_of_the_encoding_is_made_of_the_sample(tmp_path: Path) -> None:
    folder = console.with_sample(tmp_path)
    assert "[exit" not in console.run("pecia encode tei/sources/ryutin.txt -o tei/chapters/ryutin.xml", folder)
    made = set().union(*(_shapes(path.read_text("utf-8")) for path in (folder / "tei").rglob("*.xml")))
    page = (docs() / "encoding.md").read_text("utf-8")
    shown = set().union(*(_shapes(fence.body) for fence in console.fences(page) if fence.info == "xml"))
    assert sorted((name, sorted(attributes)) for name, attributes in shown - made) == []
