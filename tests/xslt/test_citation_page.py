"""What a page says of itself to catalogues and search engines."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from lxml import etree
from rdflib import Graph, Literal, URIRef

from pecia.engines import saxon, trees

_JOURNEY = trees.parse((Path(__file__).resolve().parents[1] / "exporters" / "journey.xml").read_bytes(), "journey.xml")
_SHEET = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:f="urn:pecia:functions" exclude-result-prefixes="#all">
  <xsl:use-package name="urn:pecia:xslt:citation"/>
  <xsl:template match="/">
    <page coins="{f:coins(f:record(.))}"><script>
      <xsl:sequence select="f:json-ld(f:record(.))"/></script>
      <xsl:sequence select="f:highwire(f:record(.)), f:dublin-core-meta(f:record(.))"/>
    </page>
  </xsl:template>
</xsl:stylesheet>"""
_META = "{urn:pecia:record}meta"


@pytest.fixture(scope="module")
def page() -> etree._Element:
    return etree.fromstring(saxon.written(_SHEET, "page.xsl").transform(_JOURNEY).value.principal)


def test_coins_is_an_openurl(page: etree._Element) -> None:
    read = parse_qs(page.get("coins", ""), strict_parsing=True)
    assert read["ctx_ver"] == ["Z39.88-2004"]
    assert read["rft.genre"] == ["bookitem"]
    assert read["rft.atitle"][0].startswith("Barges & Bridges: 100%")
    assert read["rft.aucorp"] == ["Otto Brand and Sons", "Society of Locks and Weirs"]


def test_highwire_names_title_authors_and_date(page: etree._Element) -> None:
    said = [(meta.get("name"), meta.get("content")) for meta in page.iter(_META)]
    assert ("citation_author", "van der Meer, Marie-Claire") in said
    assert ("citation_publication_date", "2025/03/09") in said
    assert ("citation_inbook_title", "The Canal Papers") in said
    assert ("DC.publisher", "Towpath Press") in said
    assert all(content for _, content in said)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own reader still makes one
def test_json_ld_is_read_as_statements(page: etree._Element) -> None:
    data = json.loads(page.findtext("script") or "")
    assert data["@context"] == "https://schema.org"
    data["@context"] = {"@vocab": "https://schema.org/"}  # the remote one, in short
    graph = Graph().parse(data=json.dumps(data), format="json-ld")
    subject = URIRef("https://doi.org/10.1234/canal_(1)")
    schema = "https://schema.org/"
    assert (subject, URIRef(schema + "datePublished"), Literal("2025-03-09")) in graph
    (whole,) = graph.objects(subject, URIRef(schema + "isPartOf"))
    assert (whole, URIRef(schema + "name"), Literal("The Canal Papers")) in graph
    assert len(list(graph.objects(subject, URIRef(schema + "author")))) == 3


def test_json_ld_cannot_end_its_script() -> None:
    title = "<title>&lt;/script&gt;&lt;!--</title>"
    source = (
        f'<TEI xmlns="{trees.TEI}"><teiHeader><fileDesc><titleStmt>{title}</titleStmt></fileDesc></teiHeader></TEI>'
    )
    made = saxon.written(_SHEET, "page.xsl").transform(source).value.principal
    script = etree.fromstring(made).findtext("script") or ""
    assert "<" not in script
    assert json.loads(script)["name"] == "</script><!--"
