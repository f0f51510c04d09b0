<?xml version="1.0" encoding="UTF-8"?>
<!-- The words inside a block, in the reading of the view. A line end that must stay is U+2028. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes" xmlns:t="urn:pecia:text"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" default-mode="m:text" exclude-result-prefixes="#all">

  <xsl:template match="text()" mode="m:words" as="xs:string">
    <xsl:sequence select="string()"/>
  </xsl:template>

  <!-- White space of the encoding is one blank; none beside a line end. -->
  <xsl:function name="f:tidy" as="xs:string" visibility="private">
    <xsl:param name="words" as="xs:string*"/>
    <xsl:sequence select="replace(normalize-space(string-join($words)), ' ?&#x2028; ?', '&#x2028;')"/>
  </xsl:function>

  <xsl:template match="choice" mode="m:words" as="xs:string*">
    <xsl:param name="view" as="xs:string" select="'reading'" tunnel="yes"/>
    <xsl:apply-templates select="f:chosen(., $view = 'diplomatic')" mode="#current"/>
  </xsl:template>
  <xsl:template match="app" mode="m:words" as="xs:string*">
    <xsl:apply-templates select="(lem, rdg)[1]" mode="#current"/>
  </xsl:template>
  <xsl:template match="del | surplus" mode="m:words" as="xs:string*">
    <xsl:param name="view" as="xs:string" select="'reading'" tunnel="yes"/>
    <xsl:if test="$view = 'diplomatic'"><xsl:apply-templates mode="#current"/></xsl:if>
  </xsl:template>
  <xsl:template match="supplied" mode="m:words" as="xs:string*">
    <xsl:param name="view" as="xs:string" select="'reading'" tunnel="yes"/>
    <xsl:if test="$view ne 'diplomatic'"><xsl:apply-templates mode="#current"/></xsl:if>
  </xsl:template>
  <xsl:template match="index | interp | interpGrp | spanGrp | certainty | precision | respons" mode="m:words" as="xs:string*"/>

  <!-- Lines and pages of the source show in the diplomatic view alone. -->
  <xsl:template match="lb" mode="m:words" as="xs:string?">
    <xsl:param name="view" as="xs:string" select="'reading'" tunnel="yes"/>
    <xsl:sequence select="if ($view = 'diplomatic') then '&#x2028;' else if (@break = 'no') then () else ' '"/>
  </xsl:template>
  <xsl:template match="pb" mode="m:words" as="xs:string?">
    <xsl:param name="view" as="xs:string" select="'reading'" tunnel="yes"/>
    <xsl:param name="language" as="xs:string" tunnel="yes"/>
    <xsl:variable name="blank" as="xs:string" select="if (@break = 'no') then '' else ' '"/>
    <xsl:sequence select="
      if ($view ne 'diplomatic') then $blank
      else $blank || (if (@n) then f:label('text-page', $language, string(@n)) else f:label('text-page-blank', $language)) || $blank"/>
  </xsl:template>
  <xsl:template match="cb | gb | milestone" mode="m:words" as="xs:string?">
    <xsl:sequence select="if (@break = 'no') then () else ' '"/>
  </xsl:template>
  <xsl:template match="fw" mode="m:words" as="xs:string*">
    <xsl:param name="view" as="xs:string" select="'reading'" tunnel="yes"/>
    <xsl:sequence select="' '"/>
    <xsl:if test="$view = 'diplomatic'"><xsl:apply-templates mode="#current"/></xsl:if>
    <xsl:sequence select="' '"/>
  </xsl:template>

  <!-- What is not there says so. -->
  <xsl:template match="gap" mode="m:words" as="xs:string">
    <xsl:param name="language" as="xs:string" tunnel="yes"/>
    <xsl:sequence select="f:label('text-gap', $language)"/>
  </xsl:template>
  <xsl:template match="figDesc" mode="m:words" as="xs:string*">
    <xsl:sequence select="'['"/>
    <xsl:apply-templates mode="#current"/>
    <xsl:sequence select="']'"/>
  </xsl:template>

  <!-- Blocks that stand inside a line (cells, notes with paragraphs) are at least apart. -->
  <xsl:template match="p | ab | l | item | cell | head | label | row" mode="m:words" as="xs:string*">
    <xsl:sequence select="' '"/>
    <xsl:apply-templates mode="#current"/>
    <xsl:sequence select="' '"/>
  </xsl:template>
</xsl:stylesheet>
