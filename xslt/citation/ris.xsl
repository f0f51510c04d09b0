<?xml version="1.0" encoding="UTF-8"?>
<!-- RIS: one tag a line, lines end in CR LF, no value has a line end of its own. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xmlns:r="urn:pecia:record" exclude-result-prefixes="#all">

  <xsl:mode name="m:ris" on-no-match="shallow-skip" visibility="private"/>

  <xsl:function name="f:ris" as="xs:string" visibility="public">
    <xsl:param name="record" as="element(r:record)"/>
    <xsl:variable name="lines" as="xs:string*">
      <xsl:sequence select="f:tag('TY', if (f:is-chapter($record)) then 'CHAP' else 'BOOK')"/>
      <xsl:apply-templates select="$record/r:person" mode="m:ris"/>
      <xsl:sequence select="f:tag('TI', f:full-title($record))"/>
      <xsl:apply-templates select="$record/(r:container, r:series, r:date, r:publisher, r:place, r:version, r:keyword, r:abstract, r:language, r:id, r:licence)"
        mode="m:ris"/>
      <xsl:sequence select="f:locator($record, 'ris', $record/@xml:lang) ! f:tag('SE', .)"/>
      <xsl:sequence select="f:address($record) ! f:tag('UR', .)"/>
      <xsl:sequence select="'ER  - '"/>
    </xsl:variable>
    <xsl:sequence select="string-join($lines ! (. || '&#13;&#10;'))"/>
  </xsl:function>

  <xsl:function name="f:tag" as="xs:string?" visibility="private">
    <xsl:param name="tag" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:sequence select="normalize-space($value)[. ne ''] ! ($tag || '  - ' || .)"/>
  </xsl:function>

  <xsl:template match="r:person[@role = 'author']" mode="m:ris" as="xs:string?"><xsl:sequence select="f:tag('AU', f:inverted(.))"/></xsl:template>
  <xsl:template match="r:person[@role = 'editor']" mode="m:ris" as="xs:string?"><xsl:sequence select="f:tag('ED', f:inverted(.))"/></xsl:template>
  <xsl:template match="r:container" mode="m:ris" as="xs:string?"><xsl:sequence select="f:tag('T2', .)"/></xsl:template>
  <xsl:template match="r:series" mode="m:ris" as="xs:string?"><xsl:sequence select="f:tag('T3', .)"/></xsl:template>
  <xsl:template match="r:date[@iso ne '']" mode="m:ris" as="xs:string*">
    <xsl:variable name="parts" as="xs:string*" select="tokenize(@iso, '-')"/>
    <xsl:sequence select="f:tag('PY', $parts[1])"/>
    <!-- YYYY/MM/DD/other: the slashes stay where a part is unknown. -->
    <xsl:sequence select="f:tag('DA', string-join(($parts[1], ($parts[2], '')[1], ($parts[3], '')[1], ''), '/'))"/>
  </xsl:template>
  <xsl:template match="r:publisher" mode="m:ris" as="xs:string?"><xsl:sequence select="f:tag('PB', .)"/></xsl:template>
  <xsl:template match="r:place" mode="m:ris" as="xs:string?"><xsl:sequence select="f:tag('CY', .)"/></xsl:template>
  <xsl:template match="r:version" mode="m:ris" as="xs:string?"><xsl:sequence select="f:tag('ET', .)"/></xsl:template>
  <xsl:template match="r:keyword" mode="m:ris" as="xs:string?"><xsl:sequence select="f:tag('KW', .)"/></xsl:template>
  <xsl:template match="r:abstract" mode="m:ris" as="xs:string?"><xsl:sequence select="f:tag('AB', .)"/></xsl:template>
  <xsl:template match="r:language" mode="m:ris" as="xs:string?"><xsl:sequence select="f:tag('LA', .)"/></xsl:template>
  <xsl:template match="r:id[@type = 'DOI']" mode="m:ris" as="xs:string?"><xsl:sequence select="f:tag('DO', .)"/></xsl:template>
  <xsl:template match="r:id[@type = ('ISBN', 'ISSN')]" mode="m:ris" as="xs:string?"><xsl:sequence select="f:tag('SN', .)"/></xsl:template>
  <xsl:template match="r:licence" mode="m:ris" as="xs:string?"><xsl:sequence select="f:tag('N1', string-join((string(), @url)[. ne ''], ' '))"/></xsl:template>
</xsl:stylesheet>
