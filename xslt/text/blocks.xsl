<?xml version="1.0" encoding="UTF-8"?>
<!--
  Blocks: <t:block kind indent first group>words</t:block>. `indent` is the left margin in columns, `first` what hangs in it
  before the first line, `group` the same for neighbours without a blank line between them.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes" xmlns:t="urn:pecia:text"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" default-mode="m:text" exclude-result-prefixes="#all">

  <!-- Whatever is not foreseen: its blocks as blocks, and what stands between them as a block too. -->
  <xsl:template match="*" as="element(t:block)*">
    <xsl:param name="kind" as="xs:string" select="local-name()"/>
    <xsl:param name="group" as="xs:string" select="generate-id()"/>
    <xsl:param name="indent" as="xs:integer" select="0" tunnel="yes"/>
    <xsl:for-each-group select="node()" group-adjacent="f:is-block(.)">
      <xsl:choose>
        <xsl:when test="current-grouping-key()">
          <xsl:apply-templates select="current-group()"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:variable name="words" as="xs:string*">
            <xsl:apply-templates select="current-group()" mode="m:words"/>
          </xsl:variable>
          <xsl:for-each select="f:tidy($words)[. ne '']">
            <t:block kind="{$kind}" indent="{$indent}" group="{$group}"><xsl:sequence select="."/></t:block>
          </xsl:for-each>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:template>

  <!-- What has a line of its own: by its name, or because something in it has. -->
  <xsl:function name="f:is-block" as="xs:boolean" visibility="private">
    <xsl:param name="node" as="node()"/>
    <xsl:apply-templates select="$node" mode="m:is-block"/>
  </xsl:function>

  <xsl:mode name="m:is-block" on-no-match="shallow-skip" visibility="private"/>

  <xsl:template match="text() | comment() | processing-instruction()" mode="m:is-block" as="xs:boolean">
    <xsl:sequence select="false()"/>
  </xsl:template>
  <xsl:template match="p | ab | head | l | lg | list | item | table | row | sp | speaker | div | front | body | back | group
    | text | titlePage | docTitle | titlePart | docAuthor | docImprint | byline | dateline | opener | closer | salute
    | signed | trailer | argument | epigraph | postscript | castList | castItem | figure | listBibl | div1 | div2 | div3
    | div4 | div5 | div6 | div7 | floatingText | cit[quote/(p | lg | ab)] | quote[p or lg or ab] | stage[not(ancestor::p or ancestor::l or ancestor::ab)]
    | label[parent::list] | text/quote | body/quote | div/quote" mode="m:is-block" as="xs:boolean" priority="2">
    <xsl:sequence select="true()"/>
  </xsl:template>
  <xsl:template match="note[f:is-endnote(.)]" mode="m:is-block" as="xs:boolean" priority="2">
    <xsl:sequence select="true()"/>
  </xsl:template>
  <xsl:template match="fw | choice | note | app" mode="m:is-block" as="xs:boolean" priority="1">
    <xsl:sequence select="false()"/>
  </xsl:template>
  <xsl:template match="*" mode="m:is-block" as="xs:boolean">
    <xsl:sequence select="some $child in * satisfies f:is-block($child)"/>
  </xsl:template>

  <xsl:template match="note[f:is-endnote(.)]" as="element(t:block)*"/>

  <!-- Verse and rows: one line each, no blank lines between them. -->
  <xsl:template match="l" as="element(t:block)*">
    <xsl:next-match>
      <xsl:with-param name="group" select="generate-id(..)"/>
    </xsl:next-match>
  </xsl:template>
  <xsl:template match="row" as="element(t:block)?">
    <xsl:param name="indent" as="xs:integer" select="0" tunnel="yes"/>
    <xsl:variable name="cells" as="xs:string*">
      <xsl:for-each select="cell">
        <xsl:variable name="words" as="xs:string*"><xsl:apply-templates mode="m:words"/></xsl:variable>
        <xsl:sequence select="f:tidy($words)"/>
      </xsl:for-each>
    </xsl:variable>
    <t:block kind="row" indent="{$indent}" group="{generate-id(..)}"><xsl:sequence select="string-join($cells, ' | ')"/></t:block>
  </xsl:template>

  <!-- Set in from the margin. -->
  <xsl:template match="quote | epigraph | lg[not(parent::lg)] | floatingText" as="element(t:block)*">
    <xsl:param name="indent" as="xs:integer" select="0" tunnel="yes"/>
    <xsl:next-match>
      <xsl:with-param name="indent" select="$indent + 4" tunnel="yes"/>
    </xsl:next-match>
  </xsl:template>

  <!-- An item hangs behind its label: the source's own, or a bullet. -->
  <xsl:template match="item" as="element(t:block)*">
    <xsl:param name="indent" as="xs:integer" select="0" tunnel="yes"/>
    <xsl:variable name="own" as="xs:string*">
      <xsl:apply-templates select="preceding-sibling::*[1][self::label]/node()" mode="m:words"/>
    </xsl:variable>
    <xsl:variable name="label" as="xs:string" select="(f:tidy($own)[. ne ''], '•')[1] || ' '"/>
    <xsl:variable name="blocks" as="element(t:block)*">
      <xsl:next-match>
        <xsl:with-param name="indent" select="$indent + f:width($label)" tunnel="yes"/>
        <xsl:with-param name="group" select="generate-id(ancestor::list[last()])"/>
      </xsl:next-match>
    </xsl:variable>
    <xsl:sequence select="f:hung($blocks, $label, $indent + f:width($label), generate-id(ancestor::list[last()]))"/>
  </xsl:template>
  <xsl:template match="list/label[following-sibling::*[1][self::item]]" as="element(t:block)*"/>

  <!-- The blocks, with this label before the first; a block of its own where there is none to take it. -->
  <xsl:function name="f:hung" as="element(t:block)*" visibility="private">
    <xsl:param name="blocks" as="element(t:block)*"/>
    <xsl:param name="label" as="xs:string"/>
    <xsl:param name="indent" as="xs:integer"/>
    <xsl:param name="group" as="xs:string"/>
    <!-- A block that has a label already (a list that begins an item) keeps it. -->
    <xsl:variable name="taken" as="xs:boolean" select="empty($blocks) or exists($blocks[1]/@first)"/>
    <xsl:if test="$taken">
      <t:block kind="item" indent="{$indent}" group="{$group}" first="{$label}"/>
    </xsl:if>
    <xsl:for-each select="$blocks">
      <t:block>
        <xsl:sequence select="@*"/>
        <xsl:if test="position() = 1 and not($taken)"><xsl:attribute name="first" select="$label"/></xsl:if>
        <xsl:sequence select="string()"/>
      </t:block>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
