<?xml version="1.0" encoding="UTF-8"?>
<!-- Notes: [1] in the text, their words after it; a note without words says that the source has none. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes" xmlns:t="urn:pecia:text"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" default-mode="m:text" exclude-result-prefixes="#all">

  <!-- A note that is a block among blocks; any other stands where its mark would. -->
  <xsl:function name="f:is-endnote" as="xs:boolean" visibility="private">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="exists($note/parent::*[self::div or self::back or self::body or self::front or self::noteGrp or self::text])"/>
  </xsl:function>

  <!-- The mark of each note by its generate-id: its own number; else its rank among those that have none, in letters
    where others have numbers. -->
  <xsl:function name="f:note-numbers" as="map(xs:string, xs:string)" visibility="private">
    <xsl:param name="texts" as="element(text)*"/>
    <xsl:variable name="picture" as="xs:string" select="if ($texts//note/@n) then 'a' else '1'"/>
    <xsl:map>
      <xsl:for-each select="$texts//note[normalize-space(@n)]">
        <xsl:map-entry key="generate-id()" select="normalize-space(@n)"/>
      </xsl:for-each>
      <xsl:for-each select="$texts//note[not(normalize-space(@n))]">
        <xsl:map-entry key="generate-id()" select="format-integer(position(), $picture)"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:function>

  <xsl:template match="ref[@type = 'noteAnchor']" mode="m:words" as="xs:string?">
    <xsl:param name="notes" as="xs:string" select="'endnotes'" tunnel="yes"/>
    <xsl:sequence select="if ($notes = 'omit') then () else '[' || replace(normalize-space((@n, .)[normalize-space()][1]), '^\[(.*)\]$', '$1') || ']'"/>
  </xsl:template>
  <xsl:template match="note" mode="m:words" as="xs:string?">
    <xsl:param name="notes" as="xs:string" select="'endnotes'" tunnel="yes"/>
    <xsl:param name="note-numbers" as="map(xs:string, xs:string)" tunnel="yes"/>
    <!-- One that an anchor points from is marked there. -->
    <xsl:sequence select="if ($notes = 'omit' or f:is-endnote(.)) then () else '[' || $note-numbers(generate-id()) || ']'"/>
  </xsl:template>

  <xsl:template match="text" as="element(t:block)*">
    <xsl:param name="notes" as="xs:string" select="'endnotes'" tunnel="yes"/>
    <xsl:next-match/>
    <!-- Of a text within a text, once, with the outer. -->
    <xsl:if test="$notes ne 'omit' and not(ancestor::text)">
      <xsl:call-template name="f:endnotes"/>
    </xsl:if>
  </xsl:template>

  <!-- The heading of the notes, if the source has one, goes with them. -->
  <xsl:template match="div[@type = 'notes'][note]/head" as="element(t:block)*"/>

  <xsl:template name="f:endnotes" as="element(t:block)*" visibility="public">
    <xsl:param name="language" as="xs:string" tunnel="yes"/>
    <xsl:variable name="heads" as="element(t:block)*">
      <xsl:for-each select=".//div[@type = 'notes'][note]/head">
        <xsl:variable name="words" as="xs:string*"><xsl:apply-templates mode="m:words"/></xsl:variable>
        <t:block kind="head"><xsl:sequence select="f:tidy($words)"/></t:block>
      </xsl:for-each>
    </xsl:variable>
    <xsl:if test=".//note[not(ancestor::fw)]">
      <xsl:sequence select="$heads"/>
      <xsl:if test="empty($heads)">
        <t:block kind="head"><xsl:sequence select="f:label('text-notes', $language)"/></t:block>
      </xsl:if>
      <xsl:apply-templates select=".//note[not(ancestor::fw)]" mode="m:endnote"/>
    </xsl:if>
  </xsl:template>

  <xsl:mode name="m:endnote" on-no-match="shallow-skip" visibility="private"/>

  <xsl:template match="note" mode="m:endnote" as="element(t:block)*">
    <xsl:param name="language" as="xs:string" tunnel="yes"/>
    <xsl:param name="note-numbers" as="map(xs:string, xs:string)" tunnel="yes"/>
    <xsl:variable name="content" as="element(t:block)*">
      <xsl:apply-templates select="." mode="m:note-content">
        <xsl:with-param name="indent" select="4" tunnel="yes"/>
      </xsl:apply-templates>
    </xsl:variable>
    <xsl:variable name="absent" as="element(t:block)">
      <t:block kind="note" indent="4" group="notes"><xsl:sequence select="f:label('text-note-absent', $language)"/></t:block>
    </xsl:variable>
    <xsl:sequence select="f:hung(
      if (exists($content)) then $content else $absent, '[' || $note-numbers(generate-id()) || '] ', 4, 'notes')"/>
  </xsl:template>

  <xsl:mode name="m:note-content" on-no-match="shallow-skip" visibility="private"/>

  <!-- Only a gap, and the label that its number is anyway. -->
  <xsl:template match="note[gap][not((node() except (label[1], gap))[normalize-space()])]" mode="m:note-content" as="element(t:block)*"/>
  <xsl:template match="note" mode="m:note-content" as="element(t:block)*">
    <xsl:param name="indent" as="xs:integer" select="0" tunnel="yes"/>
    <xsl:variable name="note" as="element(note)" select="."/>
    <xsl:for-each-group select="node() except f:note-label(.)" group-adjacent="f:is-block(.)">
      <xsl:choose>
        <xsl:when test="current-grouping-key()"><xsl:apply-templates select="current-group()" mode="m:text"/></xsl:when>
        <xsl:otherwise>
          <xsl:variable name="words" as="xs:string*"><xsl:apply-templates select="current-group()" mode="m:words"/></xsl:variable>
          <xsl:for-each select="f:tidy($words)[. ne '']">
            <t:block kind="note" indent="{$indent}" group="notes"><xsl:sequence select="."/></t:block>
          </xsl:for-each>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <!-- The label that only repeats the number. -->
  <xsl:function name="f:note-label" as="element(label)?" visibility="private">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="$note/label[1][replace(string(), '[^\p{L}\p{N}]', '') = $note/@n/replace(string(), '[^\p{L}\p{N}]', '')]"/>
  </xsl:function>
</xsl:stylesheet>
