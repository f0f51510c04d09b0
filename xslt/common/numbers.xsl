<?xml version="1.0" encoding="UTF-8"?>
<!-- What may be cited by a number, and by which. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <!-- Paragraphs and poems of the texts themselves, not of notes, figures and tables, in their order. -->
  <xsl:function name="f:numbered" as="element()*" visibility="public">
    <xsl:param name="texts" as="element()*"/>
    <xsl:sequence select="
      $texts/descendant::*[self::p or self::ab or self::lg[not(parent::lg)]]
        [not(ancestor::note or ancestor::figure or ancestor::table or ancestor::lg)]"/>
  </xsl:function>

  <!-- The number of one of them: its own (@n), else its rank; of a note or a verse line, its own; else nothing. -->
  <xsl:function name="f:number" as="xs:string?" visibility="public">
    <xsl:param name="element" as="element()"/>
    <xsl:apply-templates select="$element" mode="m:number"/>
  </xsl:function>

  <xsl:mode name="m:number" on-no-match="shallow-skip" visibility="private"/>

  <xsl:template match="*[normalize-space(@n)]" mode="m:number" as="xs:string?" priority="1">
    <xsl:sequence select="normalize-space(@n)"/>
  </xsl:template>
  <xsl:template match="*" mode="m:number" as="xs:string?"/>
  <xsl:template match="p | ab | lg[not(parent::lg)]" mode="m:number" as="xs:string?">
    <xsl:variable name="me" as="element()" select="."/>
    <xsl:variable name="all" as="element()*" select="f:numbered(ancestor::text[last()])"/>
    <xsl:sequence select="if (exists($all intersect $me)) then string(1 + count($all[. &lt;&lt; $me])) else ()"/>
  </xsl:template>
  <xsl:template match="l[ancestor::lg]" mode="m:number" as="xs:string?">
    <xsl:variable name="me" as="element()" select="."/>
    <xsl:sequence select="string(1 + count(ancestor::lg[last()]//l[. &lt;&lt; $me]))"/>
  </xsl:template>
</xsl:stylesheet>
