<?xml version="1.0" encoding="UTF-8"?>
<!-- What stands within a line: words set apart, corrections, gaps, breaks, links. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" default-mode="m:html" exclude-result-prefixes="#all">

  <!-- TEI's inline elements that HTML has a word for. -->
  <xsl:variable name="f:html-names" as="map(xs:string, xs:string)" static="yes" select="map{
    'emph': 'em', 'foreign': 'i', 'distinct': 'i', 'mentioned': 'i', 'term': 'dfn', 'code': 'code', 'ident': 'code', 'gi': 'code', 'att': 'code',
    'val': 'code', 'tag': 'code', 'abbr': 'abbr', 'add': 'ins', 'del': 'del', 'surplus': 'del', 'sic': 'span', 'corr': 'span', 'reg': 'span', 'orig': 'span',
    'expan': 'span', 'q': 'span', 'quote': 'span', 'said': 'span', 'soCalled': 'span'}"/>

  <xsl:template match="emph | foreign | distinct | mentioned | term | code | ident | gi | att | val | tag | abbr | add | del | surplus" as="element()">
    <xsl:element name="{$f:html-names(local-name())}">
      <xsl:attribute name="class" select="local-name()"/>
      <xsl:call-template name="f:identity"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <!-- Quotations within a line are many: not left to the catch-all. -->
  <xsl:template match="q | said | soCalled" as="element()">
    <xsl:element name="{if (* and f:has-blocks(.)) then 'div' else 'span'}">
      <xsl:attribute name="class" select="local-name()"/>
      <xsl:call-template name="f:identity"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <!-- How it looked -->
  <xsl:variable name="f:renditions" as="map(xs:string, xs:string)" static="yes" select="map{
    'italic': 'i', 'italics': 'i', 'i': 'i', 'it': 'i', 'oblique': 'i', 'bold': 'b', 'b': 'b', 'strong': 'b', 'sup': 'sup', 'super': 'sup',
    'superscript': 'sup', 'sub': 'sub', 'subscript': 'sub', 'underline': 'u', 'underlined': 'u', 'u': 'u', 'strikethrough': 's', 'strike': 's',
    'smallcaps': 'sc', 'small-caps': 'sc', 'sc': 'sc', 'smcap': 'sc', 'spaced': 'spaced', 'letterspaced': 'spaced', 'gesperrt': 'spaced',
    'caps': 'caps', 'uppercase': 'caps', 'allcaps': 'caps', 'center': 'center', 'centre': 'center', 'right': 'right', 'small': 'small', 'large': 'large'}"/>

  <xsl:template match="hi" as="element()">
    <xsl:variable name="looks" as="xs:string*" select="tokenize(@rend || ' ' || @rendition) ! replace(lower-case(.), '^#', '') ! $f:renditions(.)"/>
    <xsl:element name="{($looks[. = ('i', 'b', 'sup', 'sub', 'u', 's')][1], 'span')[1]}">
      <xsl:attribute name="class" select="string-join(('hi', $looks), ' ')"/>
      <xsl:call-template name="f:identity"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="title" as="element()">
    <xsl:element name="{if (@level = ('a', 'u')) then 'span' else 'cite'}">
      <xsl:attribute name="class" select="string-join(('title', @level[. castable as xs:NMTOKEN]), ' ')"/>
      <xsl:call-template name="f:identity"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <xsl:variable name="f:source-before" as="xs:string" select="substring-before(f:words('source-reads'), '{0}')"/>
  <xsl:variable name="f:source-after" as="xs:string" select="substring-after(f:words('source-reads'), '{0}')"/>
  <xsl:variable name="f:corrected-before" as="xs:string" select="substring-before(f:words('corrected-to'), '{0}')"/>
  <xsl:variable name="f:corrected-after" as="xs:string" select="substring-after(f:words('corrected-to'), '{0}')"/>

  <!-- Corrections: both readings are there, the settings choose. -->
  <xsl:template match="choice[sic and corr] | choice[orig and reg]" as="element(Q{}span)">
    <xsl:variable name="edited" as="element()" select="(corr | reg)[1]"/>
    <xsl:variable name="source" as="element()" select="(sic | orig)[1]"/>
    <!-- A name that only the source's reading bears is that of the other one too; both are found where the pair stands. -->
    <xsl:variable name="name" as="element()?" select="$source[not($edited//*[@ref])]/*[contains(@ref, '#')][1]"/>
    <span class="choice {local-name($edited)}">
      <xsl:call-template name="f:identity"/>
      <xsl:if test="$name"><xsl:attribute name="id" select="f:mention-id($name)"/></xsl:if>
      <ins class="edited" title="{$f:source-before || normalize-space($source) || $f:source-after}">
        <xsl:sequence select="f:language-attributes($edited), f:reading-of($edited, $name)"/>
      </ins>
      <del class="source" title="{$f:corrected-before || normalize-space($edited) || $f:corrected-after}">
        <xsl:sequence select="f:language-attributes($source), f:reading-of($source, $name)"/>
      </del>
    </span>
  </xsl:template>

  <xsl:function name="f:reading-of" as="node()*" visibility="private">
    <xsl:param name="reading" as="element()"/>
    <xsl:param name="name" as="element()?"/>
    <xsl:choose>
      <xsl:when test="$name"><a class="{local-name($name)}" href="#{f:local-targets($name/@ref)[1]}"><xsl:value-of select="$reading"/></a></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="$reading/node()"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- An abbreviation is no slip: it stays, and says what it stands for. -->
  <xsl:template match="choice[abbr and expan]" as="element(Q{}span)" priority="0.6">
    <span class="choice abbr">
      <xsl:call-template name="f:identity"/>
      <abbr title="{normalize-space(f:reading-within(expan[1]))}"><xsl:apply-templates select="abbr[1]/node()"/></abbr>
      <span class="expansion"><xsl:sequence select="f:language-attributes(expan[1])"/><xsl:apply-templates select="expan[1]/node()"/></span>
    </span>
  </xsl:template>

  <!-- Readings of equal right stand side by side. -->
  <xsl:template match="choice" as="element(Q{}span)">
    <span class="choice other"><xsl:call-template name="f:identity"/><xsl:apply-templates select="*"/></span>
  </xsl:template>

  <!-- What cannot be read, is missing, or was supplied -->
  <xsl:template match="gap" as="element(Q{}span)">
    <xsl:variable name="about" as="xs:string*" select="@reason, string-join((@quantity, @unit), ' ')[. ne '']"/>
    <span class="gap">
      <xsl:call-template name="f:identity"/>
      <xsl:if test="exists($about)"><xsl:attribute name="title" select="f:words('gap') || ': ' || string-join($about, ', ')"/></xsl:if>
      <xsl:text>[…]</xsl:text>
    </span>
  </xsl:template>

  <xsl:template match="space" as="element(Q{}span)">
    <span class="space"><xsl:call-template name="f:identity"/><xsl:text>&#x2003;</xsl:text></span>
  </xsl:template>

  <!-- Brackets come from the style sheet, so that a copied word is the word. -->
  <xsl:template match="app" as="element()*">
    <xsl:apply-templates select="(lem, rdg)[1]"/>
    <xsl:where-populated>
      <span class="readings"><xsl:apply-templates select="(rdg | rdgGrp/rdg | note) except (lem, rdg)[1]"/></span>
    </xsl:where-populated>
  </xsl:template>

  <!-- Breaks -->
  <xsl:template match="lb" as="element()?">
    <xsl:if test="not(@break = 'no')"><br/></xsl:if>
  </xsl:template>

  <xsl:template match="pb | cb | gb" as="element(Q{}span)">
    <span class="{local-name()}" role="doc-pagebreak" aria-label="{f:words(local-name(), string(@n))}">
      <xsl:if test="@xml:id or @n castable as xs:NMTOKEN">
        <xsl:attribute name="id" select="(@xml:id, 'page:' || @n)[1]"/>
      </xsl:if>
      <span><xsl:sequence select="string(@n)"/></span>
    </span>
  </xsl:template>

  <xsl:template match="milestone" as="element(Q{}span)">
    <span class="milestone {@unit[. castable as xs:NMTOKEN]}"><xsl:call-template name="f:identity"/><xsl:sequence select="string(@n)"/></span>
  </xsl:template>

  <xsl:template match="div/milestone | body/milestone" as="element(Q{}hr)" priority="1">
    <hr class="milestone"><xsl:call-template name="f:identity"/></hr>
  </xsl:template>

  <xsl:template match="anchor | handShift" as="element(Q{}span)?">
    <xsl:if test="@xml:id"><span class="anchor" id="{@xml:id}"/></xsl:if>
  </xsl:template>

  <!-- Set aside: part of the record, not of the reading text. -->
  <xsl:template match="fw" as="element()">
    <xsl:element name="{if (parent::text or parent::body or parent::div or parent::front or parent::back) then 'div' else 'span'}">
      <xsl:attribute name="class" select="'fw'"/>
      <xsl:call-template name="f:identity"/>
      <xsl:value-of select="."/>
    </xsl:element>
  </xsl:template>

  <!-- Links -->
  <xsl:template match="ref | ptr" as="element()">
    <xsl:param name="linked" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:variable name="target" as="xs:string?" select="f:safe-link(tokenize(@target)[1])"/>
    <xsl:choose>
      <xsl:when test="$linked or empty($target)">
        <span class="{local-name()}"><xsl:call-template name="f:identity"/><xsl:apply-templates/></span>
      </xsl:when>
      <xsl:when test="f:has-links(.)">
        <span class="{local-name()}">
          <xsl:call-template name="f:identity"/>
          <xsl:apply-templates mode="m:outer-link"><xsl:with-param name="link" select="$target" tunnel="yes"/></xsl:apply-templates>
        </span>
      </xsl:when>
      <xsl:otherwise>
        <a class="{local-name()}" href="{$target}">
          <xsl:call-template name="f:identity"/>
          <xsl:apply-templates><xsl:with-param name="linked" select="true()" tunnel="yes"/></xsl:apply-templates>
          <xsl:if test="not(normalize-space())"><xsl:value-of select="$target"/></xsl:if>
        </a>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
