<?xml version="1.0" encoding="UTF-8"?>
<!-- The words of an element as one string, without notes and page furniture, in the editor's reading or the source's. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" default-mode="m:plain" exclude-result-prefixes="#all">

  <xsl:mode name="m:plain" on-no-match="shallow-skip" visibility="private"/>

  <!-- In the reading view: corrected, regularized, expanded; white space is one blank. -->
  <xsl:function name="f:plain" as="xs:string" visibility="public">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:sequence select="f:plain($nodes, 'reading')"/>
  </xsl:function>

  <!-- In the view 'reading', or 'diplomatic': as the source has it. -->
  <xsl:function name="f:plain" as="xs:string" visibility="public">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:param name="view" as="xs:string"/>
    <xsl:variable name="parts" as="xs:string*">
      <xsl:apply-templates select="$nodes">
        <xsl:with-param name="diplomatic" select="$view = 'diplomatic'" tunnel="yes"/>
      </xsl:apply-templates>
    </xsl:variable>
    <xsl:sequence select="normalize-space(string-join($parts))"/>
  </xsl:function>

  <!-- An xml:id made of a name, the same as pecia.core.register makes: ASCII letters, digits and hyphens. -->
  <xsl:function name="f:slug" as="xs:string" visibility="public">
    <xsl:param name="name" as="xs:string"/>
    <xsl:variable name="bare" as="xs:string" select="replace(normalize-unicode($name, 'NFKD'), '[''’]|[^&#x9;&#xA;&#xD;&#x20;-&#x7E;]', '')"/>
    <xsl:variable name="words" as="xs:string*" select="tokenize(lower-case($bare), '[^a-z0-9]+')[. ne '']"/>
    <xsl:variable name="made" as="xs:string" select="
      if (exists($words)) then string-join($words, '-')
      else 'u' || string-join(string-to-codepoints(replace($name, '\s', '')) ! f:hexadecimal(.), '-')"/>
    <xsl:sequence select="if (matches($made, '^[a-z]')) then $made else 'n-' || $made"/>
  </xsl:function>

  <xsl:function name="f:hexadecimal" as="xs:string" visibility="private">
    <xsl:param name="number" as="xs:integer"/>
    <xsl:variable name="digit" as="xs:string" select="substring('0123456789abcdef', $number mod 16 + 1, 1)"/>
    <xsl:sequence select="if ($number lt 16) then $digit else f:hexadecimal($number idiv 16) || $digit"/>
  </xsl:function>

  <xsl:template match="text()" as="xs:string">
    <xsl:sequence select="string()"/>
  </xsl:template>

  <!-- A break parts two words unless the encoding says that it does not. -->
  <xsl:template match="lb | pb | cb | gb | milestone" as="xs:string">
    <xsl:sequence select="if (@break = 'no') then '' else ' '"/>
  </xsl:template>

  <!-- What stands in blocks is no one word, though nothing be between them. -->
  <xsl:template match="p | head | l | item | ab | row | cell | label" as="xs:string*">
    <xsl:sequence select="' '"/>
    <xsl:apply-templates/>
    <xsl:sequence select="' '"/>
  </xsl:template>

  <xsl:template match="note | fw | ref[@type = 'noteAnchor'] | ptr | index | figDesc | desc[parent::gap]" as="xs:string*"/>

  <xsl:template match="choice" as="xs:string*">
    <xsl:param name="diplomatic" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:apply-templates select="f:chosen(., $diplomatic)"/>
  </xsl:template>

  <xsl:template match="app" as="xs:string*">
    <xsl:apply-templates select="(lem, rdg)[1]"/>
  </xsl:template>

  <xsl:template match="subst/del | del | surplus" as="xs:string*">
    <xsl:param name="diplomatic" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:if test="$diplomatic"><xsl:apply-templates/></xsl:if>
  </xsl:template>

  <xsl:template match="supplied" as="xs:string*">
    <xsl:param name="diplomatic" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:if test="not($diplomatic)"><xsl:apply-templates/></xsl:if>
  </xsl:template>

  <!-- Which of the readings of a choice a view shows; the first where none is of its kind. -->
  <xsl:function name="f:chosen" as="element()?" visibility="public">
    <xsl:param name="choice" as="element(choice)"/>
    <xsl:param name="diplomatic" as="xs:boolean"/>
    <xsl:variable name="ours" as="element()*" select="
      if ($diplomatic) then $choice/(sic | orig | abbr) else $choice/(corr | reg | expan)"/>
    <xsl:sequence select="($ours, $choice/(choice, *))[1]"/>
  </xsl:function>
</xsl:stylesheet>
