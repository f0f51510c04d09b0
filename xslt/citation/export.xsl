<?xml version="1.0" encoding="UTF-8"?>
<!-- One citation file: $format says which; of the chapter, the edition, or the part with this xml:id. -->
<xsl:package package-version="1.0" version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xmlns:r="urn:pecia:record" default-mode="m:citation" declared-modes="yes" exclude-result-prefixes="#all">

  <xsl:use-package name="urn:pecia:xslt:citation" package-version="1.0"/>

  <xsl:mode name="m:citation" visibility="public" on-no-match="shallow-skip"/>
  <xsl:mode name="m:format" visibility="private"/>
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:template match="/" as="xs:string">
    <xsl:param name="format" as="xs:string" tunnel="yes"/>
    <xsl:param name="level" as="xs:string" select="'chapter'" tunnel="yes"/>
    <xsl:param name="part" as="xs:string" select="''" tunnel="yes"/>
    <xsl:param name="edition" as="xs:string" select="''" tunnel="yes"/>
    <xsl:variable name="record" as="element(r:record)" select="f:record(., $level, $part, $edition)"/>
    <xsl:call-template name="f:notice">
      <xsl:with-param name="record" select="$record"/>
    </xsl:call-template>
    <!-- The name of the format is matched, so that a new one is a new template. -->
    <xsl:variable name="asked" as="element()">
      <xsl:element name="{$format}"/>
    </xsl:variable>
    <xsl:apply-templates select="$asked" mode="m:format">
      <xsl:with-param name="record" select="$record" tunnel="yes"/>
    </xsl:apply-templates>
  </xsl:template>

  <!-- What a catalogue will miss. -->
  <xsl:template name="f:notice" as="empty-sequence()">
    <xsl:param name="record" as="element(r:record)"/>
    <xsl:if test="empty($record/r:title)">
      <xsl:message><finding code="X411" severity="warning" hint="name it in the header (titleStmt/title)">the citation has no title</finding></xsl:message>
    </xsl:if>
    <xsl:if test="empty($record/r:date[@iso ne ''])">
      <xsl:message><finding code="X412" severity="info" hint="date it in the header (publicationStmt/date)">the citation says “no date”: the header has none</finding></xsl:message>
    </xsl:if>
    <xsl:if test="empty($record/(r:url | r:id))">
      <xsl:message><finding code="X413" severity="info" hint="give its address in the header (publicationStmt/idno)">the citation has no address to follow</finding></xsl:message>
    </xsl:if>
  </xsl:template>

  <xsl:template match="citation" mode="m:format" as="xs:string">
    <xsl:param name="record" as="element(r:record)" tunnel="yes"/>
    <xsl:param name="style" as="xs:string" select="'chicago'" tunnel="yes"/>
    <xsl:param name="lang" as="xs:string" select="''" tunnel="yes"/>
    <xsl:sequence select="f:citation($record, $style, ($lang[. ne ''], string($record/@xml:lang))[1]) || '&#10;'"/>
  </xsl:template>
  <xsl:template match="bibtex" mode="m:format" as="xs:string">
    <xsl:param name="record" as="element(r:record)" tunnel="yes"/>
    <xsl:sequence select="f:bibtex($record)"/>
  </xsl:template>
  <xsl:template match="ris" mode="m:format" as="xs:string">
    <xsl:param name="record" as="element(r:record)" tunnel="yes"/>
    <xsl:sequence select="f:ris($record)"/>
  </xsl:template>
  <xsl:template match="csl-json" mode="m:format" as="xs:string">
    <xsl:param name="record" as="element(r:record)" tunnel="yes"/>
    <xsl:sequence select="f:csl-json($record) || '&#10;'"/>
  </xsl:template>
  <xsl:template match="cff" mode="m:format" as="xs:string">
    <xsl:param name="record" as="element(r:record)" tunnel="yes"/>
    <xsl:sequence select="f:cff($record)"/>
  </xsl:template>
  <xsl:template match="mods" mode="m:format" as="xs:string">
    <xsl:param name="record" as="element(r:record)" tunnel="yes"/>
    <xsl:sequence select="f:xml-file(f:mods($record))"/>
  </xsl:template>
  <xsl:template match="dublin-core" mode="m:format" as="xs:string">
    <xsl:param name="record" as="element(r:record)" tunnel="yes"/>
    <xsl:sequence select="f:xml-file(f:dublin-core($record))"/>
  </xsl:template>

  <xsl:function name="f:xml-file" as="xs:string" visibility="private">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      '&lt;?xml version=&quot;1.0&quot; encoding=&quot;UTF-8&quot;?&gt;&#10;'
      || serialize($element, map { 'method': 'xml', 'indent': true(), 'omit-xml-declaration': true() }) ! replace(., '\s+$', '') || '&#10;'"/>
  </xsl:function>
</xsl:package>
