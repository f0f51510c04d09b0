<?xml version="1.0" encoding="UTF-8"?>
<!--
  One citation file; the mode says in which format. Options, as tunnel parameters: level (chapter, edition), part (an
  xml:id), edition (the title of the whole, where the header has none); of the formatted line also style and lang.
-->
<xsl:package name="urn:pecia:xslt:citation-file" package-version="1.0" version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes" xmlns:r="urn:pecia:record" default-mode="m:citation"
  declared-modes="yes" exclude-result-prefixes="#all">

  <xsl:use-package name="urn:pecia:xslt:citation" package-version="1.0">
    <!-- For whoever overrides a format. -->
    <xsl:accept component="function" names="f:*" visibility="public"/>
  </xsl:use-package>

  <xsl:mode name="m:citation" visibility="public" on-no-match="shallow-skip"/>
  <xsl:mode name="m:bibtex" visibility="public" on-no-match="shallow-skip"/>
  <xsl:mode name="m:ris" visibility="public" on-no-match="shallow-skip"/>
  <xsl:mode name="m:csl-json" visibility="public" on-no-match="shallow-skip"/>
  <xsl:mode name="m:cff" visibility="public" on-no-match="shallow-skip"/>
  <xsl:mode name="m:mods" visibility="public" on-no-match="shallow-skip"/>
  <xsl:mode name="m:dublin-core" visibility="public" on-no-match="shallow-skip"/>

  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:template match="/" mode="m:citation" as="xs:string">
    <xsl:param name="style" as="xs:string" select="'chicago'" tunnel="yes"/>
    <xsl:param name="lang" as="xs:string" select="''" tunnel="yes"/>
    <xsl:variable name="record" as="element(r:record)"><xsl:call-template name="f:cited"/></xsl:variable>
    <xsl:sequence select="f:citation($record, $style, ($lang[. ne ''], string($record/@xml:lang))[1]) || '&#10;'"/>
  </xsl:template>
  <xsl:template match="/" mode="m:bibtex" as="xs:string">
    <xsl:variable name="record" as="element(r:record)"><xsl:call-template name="f:cited"/></xsl:variable>
    <xsl:sequence select="f:bibtex($record)"/>
  </xsl:template>
  <xsl:template match="/" mode="m:ris" as="xs:string">
    <xsl:variable name="record" as="element(r:record)"><xsl:call-template name="f:cited"/></xsl:variable>
    <xsl:sequence select="f:ris($record)"/>
  </xsl:template>
  <xsl:template match="/" mode="m:csl-json" as="xs:string">
    <xsl:variable name="record" as="element(r:record)"><xsl:call-template name="f:cited"/></xsl:variable>
    <xsl:sequence select="f:csl-json($record) || '&#10;'"/>
  </xsl:template>
  <xsl:template match="/" mode="m:cff" as="xs:string">
    <xsl:variable name="record" as="element(r:record)"><xsl:call-template name="f:cited"/></xsl:variable>
    <xsl:sequence select="f:cff($record)"/>
  </xsl:template>
  <xsl:template match="/" mode="m:mods" as="xs:string">
    <xsl:variable name="record" as="element(r:record)"><xsl:call-template name="f:cited"/></xsl:variable>
    <xsl:sequence select="f:xml-file(f:mods($record))"/>
  </xsl:template>
  <xsl:template match="/" mode="m:dublin-core" as="xs:string">
    <xsl:variable name="record" as="element(r:record)"><xsl:call-template name="f:cited"/></xsl:variable>
    <xsl:sequence select="f:xml-file(f:dublin-core($record))"/>
  </xsl:template>

  <!-- The record of what is cited, and what a catalogue will miss in it. -->
  <xsl:template name="f:cited" as="element(r:record)" visibility="public">
    <xsl:param name="level" as="xs:string" select="'chapter'" tunnel="yes"/>
    <xsl:param name="part" as="xs:string" select="''" tunnel="yes"/>
    <xsl:param name="edition" as="xs:string" select="''" tunnel="yes"/>
    <xsl:variable name="record" as="element(r:record)" select="f:record(., $level, $part, $edition)"/>
    <xsl:if test="empty($record/r:title)">
      <xsl:message><finding code="X411" severity="warning" hint="name it in the header (titleStmt/title)">the citation has no title</finding></xsl:message>
    </xsl:if>
    <xsl:if test="empty($record/r:date[@iso ne ''])">
      <xsl:message><finding code="X412" severity="info" hint="date it in the header (publicationStmt/date)">the citation has no date: the header gives none</finding></xsl:message>
    </xsl:if>
    <xsl:if test="empty($record/(r:url | r:id))">
      <xsl:message><finding code="X413" severity="info" hint="give its address in the header (publicationStmt/idno)">the citation has no address to follow</finding></xsl:message>
    </xsl:if>
    <xsl:sequence select="$record"/>
  </xsl:template>

  <xsl:function name="f:xml-file" as="xs:string" visibility="public">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="settings" as="map(*)" select="map { 'method': 'xml', 'indent': true(), 'omit-xml-declaration': true() }"/>
    <xsl:sequence select="
      '&lt;?xml version=&quot;1.0&quot; encoding=&quot;UTF-8&quot;?&gt;&#10;'
      || replace(serialize($element, $settings), '\s+$', '') || '&#10;'"/>
  </xsl:function>
</xsl:package>
