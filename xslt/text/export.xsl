<?xml version="1.0" encoding="UTF-8"?>
<!--
  A document as plain text. Three passes: blocks.xsl makes of every block a t:block with its words, notes.xsl adds those
  of the notes, lines.xsl breaks them into lines. No word is lost and none doubled.

  Options, as tunnel parameters: view (reading, diplomatic), notes (endnotes, omit), wrap (columns, 0 for no limit),
  header (show, omit), lang. An edition may override any template of the modes m:text (blocks) and m:words (inside them).
-->
<xsl:package name="urn:pecia:xslt:text" package-version="1.0" version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes" xmlns:r="urn:pecia:record" xmlns:t="urn:pecia:text"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" default-mode="m:text" declared-modes="yes"
  exclude-result-prefixes="#all">

  <xsl:use-package name="urn:pecia:xslt:common" package-version="1.0"/>

  <xsl:include href="blocks.xsl"/>
  <xsl:include href="words.xsl"/>
  <xsl:include href="notes.xsl"/>
  <xsl:include href="lines.xsl"/>

  <xsl:mode name="m:text" on-no-match="shallow-skip" visibility="public"/>
  <xsl:mode name="m:words" on-no-match="shallow-skip" visibility="public"/>

  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:template match="/" as="xs:string" priority="10">
    <xsl:param name="wrap" as="xs:string" select="'0'" tunnel="yes"/>
    <xsl:param name="header" as="xs:string" select="'show'" tunnel="yes"/>
    <xsl:param name="lang" as="xs:string" select="''" tunnel="yes"/>
    <xsl:variable name="blocks" as="element(t:block)*">
      <xsl:for-each select="descendant-or-self::TEI">
        <xsl:variable name="above" as="element(t:block)*">
          <xsl:if test="$header = 'show'">
            <xsl:call-template name="f:title-block"/>
          </xsl:if>
        </xsl:variable>
        <xsl:variable name="below" as="element(t:block)*">
          <xsl:apply-templates select="text">
            <xsl:with-param name="language" tunnel="yes" select="f:known-language(($lang[. ne ''], f:language((text, .)[1])))"/>
            <xsl:with-param name="note-numbers" tunnel="yes" select="f:note-numbers(text)"/>
          </xsl:apply-templates>
        </xsl:variable>
        <!-- A text that begins with its own title need not have it from the header too. -->
        <xsl:variable name="titled" as="xs:boolean" select="
          $above[1]/@kind = 'head' and $below[1]/@kind = 'head' and $below[1] = ($above[1], f:record(.)/r:title)"/>
        <xsl:sequence select="$above, if ($titled) then tail($below) else $below"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="f:lines($blocks, xs:integer($wrap))"/>
  </xsl:template>

  <!-- Title and authors, as the header has them. -->
  <xsl:template name="f:title-block" as="element(t:block)*" visibility="public">
    <xsl:variable name="record" as="element(r:record)" select="f:record(.)"/>
    <xsl:variable name="authors" as="element(r:person)*" select="$record/r:person[@role = 'author']"/>
    <xsl:for-each select="f:full-title($record)[. ne '']">
      <t:block kind="head"><xsl:sequence select="."/></t:block>
    </xsl:for-each>
    <xsl:for-each select="string-join($authors ! string-join((@literal, @given, @particle, @family, @suffix)[. ne ''], ' '), ', ')[. ne '']">
      <t:block kind="byline"><xsl:sequence select="."/></t:block>
    </xsl:for-each>
  </xsl:template>
</xsl:package>
