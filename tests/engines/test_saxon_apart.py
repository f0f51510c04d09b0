"""A stylesheet that nobody here has read: it may fail in any way, and pecia goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from pecia.core.errors import StylesheetError
from pecia.engines import saxon_apart

_DOCUMENT = etree.XML("<a>text</a>")
_SHEET = (
    '<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" exclude-result-prefixes="#all"'
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t"><xsl:output method="text"/>%s</xsl:stylesheet>'
)


def _written(folder: Path, body: str, name: str = "own.xsl") -> Path:
    path = folder / name
    path.write_text(_SHEET % body, encoding="utf-8")
    return path


def test_it_gives_results_and_findings_like_one_of_ours(tmp_path: Path) -> None:
    body = (
        '<xsl:param name="p"/><xsl:template match="/"><xsl:value-of select="$p, a"/><xsl:message>hm</xsl:message>'
        '<xsl:result-document href="b.txt">ö</xsl:result-document></xsl:template>'
    )
    outcome = saxon_apart.transform(_written(tmp_path, body), _DOCUMENT, {"p": "ü"}, "a.xml")
    assert outcome.value.principal == "ü text".encode()
    assert outcome.value.results == (("b.txt", "ö".encode()),)
    assert [(f.rule, f.message, f.where.path) for f in outcome.findings] == [("X499", "hm", "a.xml")]


def test_it_may_be_stopped(tmp_path: Path) -> None:
    body = (
        '<xsl:function name="t:f" as="xs:integer"><xsl:param name="n" as="xs:integer"/>'
        '<xsl:sequence select="if ($n lt 0) then 0 else t:f(($n + 1) mod 1000)"/></xsl:function>'
        '<xsl:template match="/"><xsl:value-of select="t:f(0)"/></xsl:template>'
    )
    with pytest.raises(StylesheetError, match=r"own\.xsl: (stopped after 2 seconds|.*brought its process down)"):
        saxon_apart.transform(_written(tmp_path, body), _DOCUMENT, seconds=2)


def test_it_may_run_out_of_memory(tmp_path: Path) -> None:
    body = (
        '<xsl:template match="/"><xsl:variable name="all" select="for $i in 1 to 90000000 return string($i)"/>'
        '<xsl:value-of select="count($all), count(distinct-values($all))"/></xsl:template>'
    )
    with pytest.raises(StylesheetError, match=r"own\.xsl"):
        saxon_apart.transform(_written(tmp_path, body), _DOCUMENT, megabytes=300, seconds=60)


def test_it_has_no_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PECIA_SECRET", "secret")
    body = '<xsl:template match="/">[<xsl:value-of select="available-environment-variables()"/>]</xsl:template>'
    assert saxon_apart.transform(_written(tmp_path, body), _DOCUMENT).value.principal == b"[]"


@pytest.mark.parametrize(
    "body",
    [
        (
            '<xsl:variable name="s" static="yes" select="unparsed-text(\'{uri}\')"/>'
            '<xsl:template match="/"><xsl:value-of select="$s"/></xsl:template>'
        ),
        '<xsl:template match="/"><xsl:value-of select="unparsed-text(\'{uri}\')"/></xsl:template>',
        (
            '<xsl:template match="/"><t _x="{{unparsed-text(\'{uri}\')}}"/>'
            "<xsl:value-of _select=\"'{{unparsed-text(&quot;{uri}&quot;)}}'\"/></xsl:template>"
        ),
        '<xsl:use-package name="urn:pecia:xslt:common&quot;/>&lt;a b=&quot;"/>',
        '<xsl:include href="{uri}"/>',
        '<xsl:import href="{uri}"/>',
    ],
)
def test_it_reads_nothing_outside_its_folder_not_even_while_compiling(tmp_path: Path, body: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (tmp_path / "xslt").mkdir()
    path = _written(tmp_path / "xslt", body.format(uri=secret.as_uri()))
    with pytest.raises(StylesheetError):
        saxon_apart.transform(path, _DOCUMENT)


def test_it_may_include_other_files_of_its_folder(tmp_path: Path) -> None:
    _written(tmp_path, '<xsl:template match="a">[{.}]</xsl:template>', "more.xsl")
    more = tmp_path / "more.xsl"
    more.write_text(more.read_text().replace('version="3.0"', 'version="3.0" expand-text="yes"'))
    path = _written(tmp_path, '<xsl:include href="more.xsl"/>')
    assert saxon_apart.transform(path, _DOCUMENT).value.principal == b"[text]"


@pytest.mark.parametrize("href", ["../more.xsl", "own.xsl"])
def test_it_includes_neither_itself_nor_what_lies_elsewhere(tmp_path: Path, href: str) -> None:
    (tmp_path / "xslt").mkdir()
    _written(tmp_path, "", "more.xsl")
    with pytest.raises(StylesheetError, match=r"own\.xsl"):
        saxon_apart.transform(_written(tmp_path / "xslt", f'<xsl:include href="{href}"/>'), _DOCUMENT)


def test_its_errors_have_a_place(tmp_path: Path) -> None:
    with pytest.raises(StylesheetError, match=r"own\.xsl:1:\d+: .*XPST0008"):
        saxon_apart.transform(_written(tmp_path, '<xsl:variable name="a" select="$b"/>'), _DOCUMENT)


def test_one_that_is_missing_or_not_xml_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(StylesheetError, match="cannot be read"):
        saxon_apart.transform(tmp_path / "none.xsl", _DOCUMENT)
    (tmp_path / "bad.xsl").write_text("<a>")
    with pytest.raises(StylesheetError, match=r"bad\.xsl:1"):
        saxon_apart.transform(tmp_path / "bad.xsl", _DOCUMENT)
