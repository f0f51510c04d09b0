<?xml version="1.0" encoding="UTF-8"?>
<!-- Pass 2: what XSLT would let pass and Schematron forbids, or what is not supported here, stops with a sentence. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns:m="urn:pecia:modes" exclude-result-prefixes="#all"
  default-mode="m:check">

  <xsl:mode name="m:check" on-no-match="shallow-skip"/>

  <xsl:variable name="languages" as="xs:string+" select="('xslt', 'xslt1', 'xslt2', 'xslt3', 'xpath', 'xpath2', 'xpath3')"/>

  <xsl:template match="sch:schema[@queryBinding][not(lower-case(@queryBinding) = $languages)]" priority="2">
    <xsl:message terminate="yes" select="'the query language ' || @queryBinding || ' is not known here: write xslt3'"/>
  </xsl:template>

  <xsl:template match="sch:pattern[@documents]" priority="2">
    <xsl:message terminate="yes" select="'a pattern about other documents (' || @documents || ') is not supported'"/>
  </xsl:template>

  <!-- A name stands for one thing: ISO/IEC 19757-3, 5.4.5. -->
  <xsl:template match="sch:let[@name = preceding-sibling::sch:let/@name]" priority="2">
    <xsl:message terminate="yes" select="'the variable ' || @name || ' is declared twice in one ' || local-name(..)"/>
  </xsl:template>

  <xsl:template match="sch:active[not(@pattern = /sch:schema/sch:pattern/@id)]" priority="2">
    <xsl:message terminate="yes" select="'the phase ' || ../@id || ' calls a pattern that is not there: ' || @pattern"/>
  </xsl:template>

  <xsl:template match="sch:rule[not(@context)]" priority="2">
    <xsl:message terminate="yes" select="'a rule has no context'"/>
  </xsl:template>

</xsl:stylesheet>
