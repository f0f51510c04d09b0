"""An edition's own stylesheet changes one template, and the rest stays ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from pecia.core.errors import StylesheetError
from pecia.engines import saxon_apart, trees

_JOURNEY = trees.parse((Path(__file__).resolve().parent / "journey.xml").read_bytes(), "journey.xml")
_SHEET = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:m="urn:pecia:modes" xmlns:f="urn:pecia:functions" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">
  <xsl:use-package name="urn:pecia:xslt:{package}" package-version="1.0">
    <xsl:override>{override}</xsl:override>
  </xsl:use-package>
</xsl:stylesheet>"""


def _made(folder: Path, package: str, override: str, mode: str, **parameters: str) -> str:
    path = folder / f"{mode}.xsl"
    path.write_text(_SHEET.format(package=package, override=override), encoding="utf-8")
    outcome = saxon_apart.transform(path, _JOURNEY, parameters, mode=f"{{urn:pecia:modes}}{mode}")
    content: bytes = outcome.value.principal
    return content.decode()


def test_one_inline_element_is_shown_otherwise(tmp_path: Path) -> None:
    override = '<xsl:template match="hi" mode="m:words" as="xs:string*">*<xsl:next-match/>*</xsl:template>'
    text = _made(tmp_path, "text", override, "text", view="diplomatic", wrap="0")
    assert "It was dry *in May*." in text
    assert "a ketle;" in text


def test_one_block_is_shown_otherwise(tmp_path: Path) -> None:
    override = '<xsl:template match="table" mode="m:text"/>'
    text = _made(tmp_path, "text", override, "text")
    assert "Lock | Hours" not in text
    assert "O slow and level road" in text


def test_the_lines_before_the_text_are_the_editions_own(tmp_path: Path) -> None:
    override = '<xsl:template name="f:title-block" as="element(t:block)*" xmlns:t="urn:pecia:text"/>'
    assert _made(tmp_path, "text", override, "text").lstrip().startswith("Before the Watershed")


def test_a_citation_may_be_the_editions_own(tmp_path: Path) -> None:
    override = (
        '<xsl:template match="/" mode="m:citation" as="xs:string">'
        "<xsl:sequence select=\"'Cite: ' || f:citation(f:record(.), 'apa')\"/></xsl:template>"
    )
    text = _made(tmp_path, "citation-file", override, "citation", style="mla")
    assert text.startswith("Cite: van der Meer, M.-C.")


def test_what_is_private_cannot_be_overridden(tmp_path: Path) -> None:
    override = (
        '<xsl:function name="f:tidy" as="xs:string"><xsl:param name="words" as="xs:string*"/>'
        "<xsl:sequence select=\"''\"/></xsl:function>"
    )
    with pytest.raises(StylesheetError, match="XTSE3"):
        _made(tmp_path, "text", override, "text")


def test_a_page_may_be_changed_in_one_place_too(tmp_path: Path) -> None:
    override = (
        '<xsl:template match="persName" mode="m:html" priority="9"><b class="own">'
        '<xsl:apply-templates mode="m:html"/></b></xsl:template>'
    )
    page = _made(tmp_path, "html", override, "html")
    assert page.startswith("<!DOCTYPE HTML>")
    assert '<b class="own">Jan</b>' in page
    assert "Before the" in page
