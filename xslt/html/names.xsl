<?xml version="1.0" encoding="UTF-8"?>
<!-- From each name and date in the text to its entry; and the context of each, for the entry to show. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" default-mode="m:html" exclude-result-prefixes="#all">

  <!-- Names -->
  <xsl:template match="*[@ref]" as="element()" priority="0.6">
    <xsl:param name="linked" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:variable name="entry" as="xs:string?" select="f:local-targets(@ref)[1]"/>
    <xsl:variable name="link" as="xs:string?" select="if ($entry) then '#' || $entry else f:safe-link(tokenize(@ref)[1])"/>
    <xsl:choose>
      <xsl:when test="$linked or empty($link)">
        <span class="{local-name()}"><xsl:call-template name="f:mention-identity"/><xsl:apply-templates/></span>
      </xsl:when>
      <xsl:when test="* and f:has-links(.)">
        <span class="{local-name()}">
          <xsl:call-template name="f:mention-identity"/>
          <xsl:apply-templates mode="m:outer-link">
            <xsl:with-param name="link" select="$link" tunnel="yes"/>
          </xsl:apply-templates>
        </span>
      </xsl:when>
      <xsl:otherwise>
        <a class="{local-name()}" href="{$link}">
          <xsl:call-template name="f:mention-identity"/>
          <xsl:apply-templates><xsl:with-param name="linked" select="true()" tunnel="yes"/></xsl:apply-templates>
        </a>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="f:mention-identity" as="attribute()*">
    <xsl:variable name="id" as="xs:string?" select="($f:mention-ids(generate-id()), @xml:id)[1]"/>
    <xsl:if test="$id"><xsl:attribute name="id" select="$id"/></xsl:if>
    <xsl:if test="@xml:lang"><xsl:sequence select="f:language-attributes(.)"/></xsl:if>
    <xsl:if test="@cert = 'low'"><xsl:attribute name="data-cert" select="'low'"/></xsl:if>
  </xsl:template>

  <!-- A link cannot hold a link. Of two names, one in the other, the inner one is a link, and so is what the outer one has besides. -->
  <xsl:function name="f:has-links" as="xs:boolean" visibility="private">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/descendant::*[@ref or @target or self::note or self::date[@when or @from or @to or @notBefore or @notAfter]])"/>
  </xsl:function>

  <xsl:mode name="m:outer-link" visibility="private"/>

  <xsl:template match="text()[normalize-space()]" mode="m:outer-link" as="element(Q{}a)">
    <xsl:param name="link" as="xs:string" tunnel="yes"/>
    <a class="outer" href="{$link}"><xsl:value-of select="."/></a>
  </xsl:template>
  <xsl:template match="text()" mode="m:outer-link" as="text()">
    <xsl:value-of select="."/>
  </xsl:template>
  <xsl:template match="*" mode="m:outer-link" as="node()*">
    <xsl:param name="link" as="xs:string" tunnel="yes"/>
    <xsl:choose>
      <xsl:when test="@ref or @target or self::note or self::date or f:has-links(.)"><xsl:apply-templates select="." mode="m:html"/></xsl:when>
      <xsl:otherwise>
        <a class="outer" href="{$link}">
          <xsl:apply-templates select="." mode="m:html"><xsl:with-param name="linked" select="true()" tunnel="yes"/></xsl:apply-templates>
        </a>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Dates -->
  <xsl:template match="date | docDate" as="element()" priority="0.7">
    <xsl:param name="linked" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:variable name="value" as="xs:string" select="f:date-value(.)"/>
    <xsl:choose>
      <xsl:when test="$value eq '' or @ref"><xsl:next-match/></xsl:when>
      <xsl:when test="$linked or * and f:has-links(.)">
        <span class="date"><xsl:call-template name="f:mention-identity"/><xsl:apply-templates/></span>
      </xsl:when>
      <xsl:otherwise>
        <a class="date" href="#date:{$value}">
          <xsl:call-template name="f:mention-identity"/>
          <xsl:choose>
            <xsl:when test="f:is-html-date(@when)">
              <time datetime="{@when}"><xsl:apply-templates><xsl:with-param name="linked" select="true()" tunnel="yes"/></xsl:apply-templates></time>
            </xsl:when>
            <xsl:otherwise><xsl:apply-templates><xsl:with-param name="linked" select="true()" tunnel="yes"/></xsl:apply-templates></xsl:otherwise>
          </xsl:choose>
        </a>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:function name="f:is-html-date" as="xs:boolean" visibility="private">
    <xsl:param name="value" as="xs:string?"/>
    <xsl:sequence select="exists($value) and not(starts-with($value, '-')) and not(contains($value, ':'))
      and ($value castable as xs:date or $value castable as xs:gYearMonth or $value castable as xs:gYear) and not($value = '0000')"/>
  </xsl:function>

  <!-- Keyword in context: this many characters on each side. -->
  <xsl:variable name="f:reach" as="xs:integer" static="yes" select="48"/>

  <!-- What stands before the node on its line of thought: within its paragraph, no further than the reach. -->
  <xsl:function name="f:before" as="xs:string" visibility="private">
    <xsl:param name="node" as="node()"/>
    <xsl:param name="reach" as="xs:integer"/>
    <xsl:variable name="previous" as="node()?" select="$node/preceding-sibling::node()[1]"/>
    <xsl:choose>
      <xsl:when test="exists($previous)">
        <xsl:variable name="text" as="xs:string" select="if ($previous instance of text()) then string($previous) else f:reading($previous)"/>
        <xsl:variable name="length" as="xs:integer" select="string-length($text)"/>
        <xsl:sequence select="
          if ($length ge $reach) then substring($text, $length - $reach + 1)
          else f:before($previous, $reach - $length) || $text"/>
      </xsl:when>
      <xsl:when test="f:is-block($node/..)"><xsl:sequence select="''"/></xsl:when>
      <xsl:otherwise><xsl:sequence select="f:before($node/.., $reach)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="f:after" as="xs:string" visibility="private">
    <xsl:param name="node" as="node()"/>
    <xsl:param name="reach" as="xs:integer"/>
    <xsl:variable name="next" as="node()?" select="$node/following-sibling::node()[1]"/>
    <xsl:choose>
      <xsl:when test="exists($next)">
        <xsl:variable name="text" as="xs:string" select="if ($next instance of text()) then string($next) else f:reading($next)"/>
        <xsl:sequence select="
          if (string-length($text) ge $reach) then substring($text, 1, $reach)
          else $text || f:after($next, $reach - string-length($text))"/>
      </xsl:when>
      <xsl:when test="f:is-block($node/..)"><xsl:sequence select="''"/></xsl:when>
      <xsl:otherwise><xsl:sequence select="f:after($node/.., $reach)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="f:is-block" as="xs:boolean" visibility="private">
    <xsl:param name="node" as="node()?"/>
    <xsl:sequence select="empty($node) or $node instance of document-node()
      or exists($node[self::p or self::ab or self::head or self::item or self::cell or self::l or self::note or self::div or self::body or self::text
        or self::byline or self::dateline or self::sic or self::orig or self::titlePart or self::bibl or self::figDesc or self::TEI])"/>
  </xsl:function>

  <!-- One mention: its context, itself as a link, and where it is. -->
  <xsl:template match="*" mode="m:context" as="element(Q{}li)">
    <xsl:variable name="self" as="element()+" select="(parent::sic | parent::orig | parent::abbr | parent::corr | parent::reg | parent::expan)/parent::choice, ."/>
    <xsl:variable name="before" as="xs:string" select="f:before($self[1], $f:reach)"/>
    <xsl:variable name="after" as="xs:string" select="f:after($self[1], $f:reach)"/>
    <li>
      <span class="before"><xsl:sequence select="if (string-length($before) ge $f:reach) then '…' || f:from-word($before) else $before"/></span>
      <a href="#{$f:mention-ids(generate-id())}"><xsl:sequence select="normalize-space(f:reading($self[1]))"/></a>
      <span class="after"><xsl:sequence select="if (string-length($after) ge $f:reach) then f:to-word($after) || '…' else $after"/></span>
      <xsl:where-populated><span class="at"><xsl:sequence select="f:place-of(.)"/></span></xsl:where-populated>
    </li>
  </xsl:template>

  <xsl:mode name="m:context" visibility="private"/>

  <!-- From the first whole word; to the last. -->
  <xsl:function name="f:from-word" as="xs:string" visibility="private">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="plain" as="xs:string" select="translate($text, '&#xA;&#x9;', '  ')"/>
    <xsl:sequence select="if (contains($plain, ' ')) then substring-after($plain, ' ') else $plain"/>
  </xsl:function>

  <xsl:function name="f:to-word" as="xs:string" visibility="private">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="words" as="xs:string*" select="tokenize($text)"/>
    <xsl:sequence select="if (count($words) gt 1)
      then ' '[starts-with(translate($text, '&#xA;&#x9;', '  '), ' ')] || string-join($words[position() lt last()], ' ') else $text"/>
  </xsl:function>

  <xsl:function name="f:place-of" as="xs:string?" visibility="private">
    <xsl:param name="mention" as="element()"/>
    <xsl:variable name="note" as="element(note)?" select="$mention/ancestor::note[1]"/>
    <xsl:sequence select="
      if ($note) then f:words('short-note', f:note-label($note))
      else $mention/ancestor::*[map:contains($f:paragraph-numbers, generate-id())][1] ! f:words('short-paragraph', $f:paragraph-numbers(generate-id()))"/>
  </xsl:function>
</xsl:stylesheet>
