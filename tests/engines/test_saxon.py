"""What a stylesheet can do, and what it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from pecia.core.errors import StylesheetError
from pecia.core.findings import Location, Severity
from pecia.engines import saxon

_SHEET = (
    '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"'
    ' exclude-result-prefixes="#all" xmlns:xs="http://www.w3.org/2001/XMLSchema">\n%s\n</xsl:stylesheet>'
)


def _sheet(body: str) -> saxon.Stylesheet:
    return saxon.written(_SHEET % body, "sample.xsl")


def _value(expression: str) -> str:
    quoted = expression.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    body = f'<xsl:output method="text"/><xsl:template match="/"><xsl:value-of select="{quoted}"/></xsl:template>'
    return _sheet(body).transform("<a/>").value.principal.decode()


@pytest.mark.parametrize("given", ["<a>Œuvre</a>", "<a>Œuvre</a>".encode(), etree.XML("<a>Œuvre</a>")])
def test_a_document_may_be_given_as_text_bytes_or_tree(given: saxon.Content) -> None:
    sheet = _sheet('<xsl:output method="text"/><xsl:template match="/"><xsl:value-of select="/a"/></xsl:template>')
    assert sheet.transform(given).value.principal == "Œuvre".encode()


def test_bytes_are_read_in_the_encoding_that_they_declare() -> None:
    sheet = _sheet('<xsl:output method="text"/><xsl:template match="/"><xsl:value-of select="/a"/></xsl:template>')
    latin = '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode("latin-1")
    assert sheet.transform(latin).value.principal == "é".encode()


def test_parameters_arrive_as_global_and_as_tunnel_parameters() -> None:
    sheet = _sheet(
        '<xsl:output method="text"/><xsl:param name="wrap" as="xs:integer" select="0"/>'
        '<xsl:template match="/"><xsl:param name="view" as="xs:string" tunnel="yes"/>'
        '<xsl:value-of select="$wrap + 1, $view"/></xsl:template>'
    )
    assert sheet.transform("<a/>", {"wrap": 71, "view": "diplomatic"}).value.principal == b"72 diplomatic"


def test_parameters_of_one_run_are_forgotten_in_the_next() -> None:
    sheet = _sheet(
        '<xsl:output method="text"/><xsl:param name="a" select="\'none\'"/>'
        '<xsl:template match="/"><xsl:value-of select="$a"/></xsl:template>'
    )
    assert sheet.transform("<a/>", {"a": "one"}).value.principal == b"one"
    assert sheet.transform("<a/>").value.principal == b"none"


def test_result_documents_are_values_and_are_written_as_their_suffix_says() -> None:
    sheet = _sheet(
        '<xsl:template match="/"><xsl:result-document href="b/page.html"><p>1 &lt; 2<br/></p></xsl:result-document>'
        '<xsl:result-document href="a.txt">1 &lt; 2</xsl:result-document>'
        '<xsl:result-document href="c.xml"><p>1 &lt; 2<br/></p></xsl:result-document></xsl:template>'
    )
    results = dict(sheet.transform("<a/>").value.results)
    assert list(results) == ["a.txt", "b/page.html", "c.xml"]
    assert results["a.txt"] == b"1 < 2"
    assert results["b/page.html"].endswith(b"<p>1 &lt; 2<br></p>")
    assert b"<br/>" in results["c.xml"]


@pytest.mark.parametrize("href", ["../outside.txt", "/etc/outside.txt", "file:///etc/outside", "http://example.org/x"])
def test_a_result_document_stays_in_the_output_folder(href: str) -> None:
    body = f'<xsl:template match="/"><xsl:result-document href="{href}">x</xsl:result-document></xsl:template>'
    with pytest.raises(StylesheetError, match="leave the output folder"):
        _sheet(body).transform("<a/>")


def test_a_finding_in_a_message_is_a_finding_with_its_place() -> None:
    sheet = _sheet(
        '<xsl:template match="/"><xsl:message><finding code="X401" severity="error" at="k" hint="name it">'
        "no\n title</finding></xsl:message><xsl:message>by the way</xsl:message></xsl:template>"
    )
    first, second = sheet.transform(etree.XML('<a>\n<b xml:id="k"/></a>'), path="a.xml").findings
    assert (first.rule, first.severity, first.message, first.hint) == ("X401", Severity.ERROR, "no title", "name it")
    assert first.where == Location("a.xml", 2)
    assert (second.rule, second.severity, second.message) == ("X499", Severity.INFO, "by the way")


def test_findings_of_one_run_are_not_told_in_the_next() -> None:
    sheet = _sheet('<xsl:template match="/"><xsl:message>once</xsl:message></xsl:template>')
    assert len(sheet.transform("<a/>").findings) == 1
    assert len(sheet.transform("<a/>").findings) == 1


def test_nodes_come_with_their_places_and_the_strings_after_them() -> None:
    sheet = _sheet(
        '<xsl:template match="/" as="item()*"><xsl:for-each select="//b">'
        "<xsl:sequence select=\"., 'S201', string(@n)\"/></xsl:for-each></xsl:template>"
    )
    first, second = sheet.nodes('<a>\n <b n="1"/>\n<b\nn="2"/></a>')
    assert (first.line, first.texts) == (2, ("S201", "1"))
    assert (second.line, second.texts) == (4, ("S201", "2"))
    assert first.column == 12


def test_a_static_error_says_file_line_and_column() -> None:
    with pytest.raises(StylesheetError, match=r"sample\.xsl:2:\d+: .*\$nobody.*\[XPST0008\]"):
        _sheet('<xsl:template match="/"><xsl:value-of select="$nobody"/></xsl:template>')


def test_a_dynamic_error_says_its_place_too_and_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    sheet = _sheet('<xsl:template match="/"><xsl:value-of select="xs:integer(\'many\')"/></xsl:template>')
    with pytest.raises(StylesheetError, match=r"sample\.xsl:2.*many.*\[FORG0001\]"):
        sheet.transform("<a/>")
    assert capfd.readouterr() == ("", "")


def test_a_message_that_ends_it_all_is_the_error() -> None:
    sheet = _sheet('<xsl:template match="/"><xsl:message terminate="yes">no title</xsl:message></xsl:template>')
    with pytest.raises(StylesheetError, match=r"sample\.xsl:2:\d+: no title"):
        sheet.transform("<a/>")


def test_a_stylesheet_that_failed_works_again_with_a_better_document() -> None:
    sheet = _sheet(
        '<xsl:output method="text"/><xsl:template match="/"><xsl:value-of select="xs:integer(a)"/></xsl:template>'
    )
    with pytest.raises(StylesheetError):
        sheet.transform("<a>many</a>")
    assert sheet.transform("<a>7</a>").value.principal == b"7"


@pytest.mark.parametrize(
    "reading",
    [
        "doc('{file}')",
        "document('{file}')",
        "unparsed-text('{file}')",
        "unparsed-text-lines('{file}')",
        "json-doc('{file}')",
        "collection('{folder}')",
        "uri-collection('{folder}')",
        "transform(map{{'stylesheet-location': '{file}', 'source-node': /}})?output",
        "unparsed-text('http://127.0.0.1:9/')",
        "unparsed-text('data:,secret')",
        "unparsed-text('jar:{file}!/secret')",
    ],
)
def test_nothing_can_be_read(reading: str, tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text("<secret/>")
    expression = reading.format(file=(tmp_path / "secret.xml").as_uri(), folder=tmp_path.as_uri())
    with pytest.raises(StylesheetError, match=r"prohibited|disallowed"):
        _value(expression)


def test_what_can_be_read_is_not_even_told(tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text("<secret/>")
    assert _value(f"doc-available('{(tmp_path / 'secret.xml').as_uri()}')") == "false"
    assert _value("system-property('user.home')") == ""


def test_entities_and_includes_of_a_document_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    external = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>&x;</a>'
    include = f'<a xmlns:x="http://www.w3.org/2001/XInclude"><x:include href="{secret.as_uri()}" parse="text"/></a>'
    sheet = _sheet('<xsl:output method="text"/><xsl:template match="/"><xsl:value-of select="."/></xsl:template>')
    for document in (external, external.replace("a [", f'a SYSTEM "{secret.as_uri()}" ['), include):
        assert b"secret" not in sheet.transform(document).value.principal
    assert "secret" not in _value(f"parse-xml('{external.replace(chr(34), chr(34) * 2)}')".replace('""', '"'))


def test_a_missing_stylesheet_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(StylesheetError, match="no such stylesheet"):
        saxon.stylesheet(tmp_path / "none.xsl")
