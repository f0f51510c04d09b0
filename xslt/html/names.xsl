<?xml version="1.0" encoding="UTF-8"?>
<!-- From each name and date in the text to its entry; and the context of each, for the entry to show. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" default-mode="m:html" exclude-result-prefixes="#all">

  <!-- Whether every name, wherever it may be shown, leads to one entry and to nothing else: asked once, and not of each of fifty thousand. -->
  <xsl:variable name="f:plain-pointers" as="xs:boolean" select="
    every $pointer in $f:tei/descendant::*/@ref satisfies (starts-with($pointer, '#') and not(contains($pointer, ' ')))"/>

  <!-- Names. Nearly all of them are words and nothing in them. -->
  <xsl:template match="persName[@ref] | placeName[@ref] | orgName[@ref]" as="element()" priority="0.95">
    <xsl:param name="linked" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:choose>
      <xsl:when test="$f:plain-pointers and not(* or $linked)">
        <a class="{local-name()}" href="{@ref}" id="{if (@xml:id) then @xml:id else 'at:' || substring(generate-id(), $f:tree-mark)}">
          <xsl:if test="@xml:lang or @cert = 'low'"><xsl:call-template name="f:mention-traits"/></xsl:if>
          <xsl:value-of select="."/>
        </a>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="f:name"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The others, each by its name: a pattern for all elements would be tried on all of them. -->
  <xsl:template match="geogName[@ref] | name[@ref] | rs[@ref] | title[@ref] | settlement[@ref] | region[@ref] | country[@ref] | district[@ref] | bloc[@ref]
    | objectName[@ref] | eventName[@ref] | geogFeat[@ref] | roleName[@ref] | forename[@ref] | surname[@ref] | date[contains(@ref, '#')] | term[@ref] | bibl[@ref]
    | author[@ref] | editor[@ref] | docAuthor[@ref] | publisher[@ref] | pubPlace[@ref] | speaker[@ref]" as="element()" priority="0.9">
    <xsl:call-template name="f:name"/>
  </xsl:template>

  <xsl:template name="f:name" as="element()">
    <xsl:param name="linked" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:variable name="link" as="xs:string?" select="f:safe-link(if (contains(@ref, ' ')) then tokenize(@ref)[1] else @ref)"/>
    <xsl:choose>
      <xsl:when test="$linked or empty($link)">
        <span class="{local-name(), @level}"><xsl:call-template name="f:mention-identity"/><xsl:apply-templates/></span>
      </xsl:when>
      <xsl:when test="* and f:has-links(.)">
        <span class="{local-name(), @level}">
          <xsl:call-template name="f:mention-identity"/>
          <xsl:apply-templates mode="m:outer-link">
            <xsl:with-param name="link" select="$link" tunnel="yes"/>
          </xsl:apply-templates>
        </span>
      </xsl:when>
      <xsl:otherwise>
        <a class="{local-name(), @level}" href="{$link}">
          <xsl:call-template name="f:mention-identity"/>
          <xsl:apply-templates><xsl:with-param name="linked" select="true()" tunnel="yes"/></xsl:apply-templates>
        </a>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="f:mention-identity" as="attribute()*">
    <xsl:attribute name="id" select="f:mention-id(.)"/>
    <xsl:call-template name="f:mention-traits"/>
  </xsl:template>

  <xsl:template name="f:mention-traits" as="attribute()*">
    <xsl:if test="@xml:lang"><xsl:sequence select="f:language-attributes(.)"/></xsl:if>
    <xsl:if test="@cert = 'low'">
      <xsl:attribute name="data-cert" select="'low'"/>
      <xsl:attribute name="title" select="f:words('unsure')"/>
    </xsl:if>
  </xsl:template>

  <!-- A link cannot hold a link. Of two names, one in the other, the inner one is a link, and so is what the outer one has besides. -->
  <xsl:function name="f:has-links" as="xs:boolean" visibility="private">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/descendant::*[@*][@ref or @target or self::note or self::date[@when or @from or @to or @notBefore or @notAfter]])"/>
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

  <!-- The days of the text, and whether HTML has a word for each. -->
  <xsl:variable name="f:days" as="map(xs:string, xs:boolean)" select="map:merge(distinct-values($f:dates/@when)[not(contains(., ' '))] ! map:entry(string(.), f:is-html-date(.)))"/>

  <!-- Dates: nearly all of them have a day and nothing in them. -->
  <xsl:template match="date[@when][not(*)]" as="element()" priority="0.8">
    <xsl:param name="linked" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:choose>
      <xsl:when test="$linked or not(map:contains($f:days, @when))"><xsl:next-match/></xsl:when>
      <xsl:otherwise>
        <a class="date" href="#date:{@when}" id="{if (@xml:id) then @xml:id else 'at:' || substring(generate-id(), $f:tree-mark)}">
          <xsl:if test="@xml:lang or @cert = 'low'"><xsl:call-template name="f:mention-traits"/></xsl:if>
          <xsl:choose>
            <xsl:when test="$f:days(@when)"><time datetime="{@when}"><xsl:value-of select="."/></time></xsl:when>
            <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
          </xsl:choose>
        </a>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="date | docDate" as="element()" priority="0.7">
    <xsl:param name="linked" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:variable name="value" as="xs:string" select="f:date-value(.)"/>
    <xsl:choose>
      <xsl:when test="$value eq '' or @ref"><xsl:next-match/></xsl:when>
      <xsl:when test="$linked or not(normalize-space())">
        <span class="date"><xsl:call-template name="f:mention-identity"/><xsl:apply-templates/></span>
      </xsl:when>
      <xsl:when test="* and f:has-links(.)">
        <span class="date">
          <xsl:call-template name="f:mention-identity"/>
          <xsl:apply-templates mode="m:outer-link"><xsl:with-param name="link" select="'#date:' || $value" tunnel="yes"/></xsl:apply-templates>
        </span>
      </xsl:when>
      <xsl:otherwise>
        <a class="date" href="#date:{$value}">
          <xsl:call-template name="f:mention-identity"/>
          <xsl:apply-templates><xsl:with-param name="linked" select="true()" tunnel="yes"/></xsl:apply-templates>
        </a>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:function name="f:is-html-date" as="xs:boolean" visibility="private">
    <xsl:param name="value" as="xs:string?"/>
    <xsl:sequence select="translate($value, '123456789', '000000000') = ('0000', '0000-00', '0000-00-00') and not(starts-with($value, '0000'))"/>
  </xsl:function>

  <!-- Keyword in context: this many characters on each side. -->
  <xsl:variable name="f:reach" as="xs:integer" static="yes" select="44"/>

  <!-- What stands before the node on its line of thought: within its paragraph, no further than the reach. -->
  <xsl:function name="f:before" as="xs:string" visibility="private">
    <xsl:param name="node" as="node()"/>
    <xsl:param name="reach" as="xs:integer"/>
    <xsl:variable name="previous" as="node()?" select="$node/preceding-sibling::node()[1]"/>
    <xsl:choose>
      <xsl:when test="exists($previous)">
        <xsl:variable name="text" as="xs:string" select="if ($previous/self::text() or not($previous/*) and $previous/@ref) then string($previous) else f:reading($previous)"/>
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
        <xsl:variable name="text" as="xs:string" select="if ($next/self::text() or not($next/*) and $next/@ref) then string($next) else f:reading($next)"/>
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
  <xsl:mode name="m:context" visibility="private"/>

  <xsl:template match="*" mode="m:context" as="element(Q{}li)">
    <xsl:param name="around" as="element()" select="."/>
    <xsl:variable name="before" as="xs:string" select="f:before($around, $f:reach)"/>
    <xsl:variable name="after" as="xs:string" select="f:after($around, $f:reach + 20)"/>
    <li>
      <span><xsl:value-of select="f:line(if (string-length($before) lt $f:reach) then $before else '…' || substring-after($before, ' '))"/></span>
      <a href="#{f:mention-id(.)}"><xsl:value-of select="if ($around/*) then normalize-space(f:reading($around)) else $around"/></a>
      <span>
        <xsl:value-of select="f:line(if (string-length($after) lt $f:reach + 20) then $after
          else substring($after, 1, $f:reach) || substring-before(substring($after, $f:reach + 1) || ' ', ' ') || '…')"/>
      </span>
      <xsl:text> </xsl:text>
      <b><xsl:value-of select="f:place-of(.)"/></b>
    </li>
  </xsl:template>

  <!-- What stands beside a slip stands beside the pair of readings. -->
  <xsl:template match="sic/* | corr/* | orig/* | reg/* | abbr/* | expan/*" mode="m:context" as="element(Q{}li)" priority="1">
    <xsl:next-match>
      <xsl:with-param name="around" select="(parent::*/parent::choice, .)[1]"/>
    </xsl:next-match>
  </xsl:template>

  <xsl:function name="f:line" as="xs:string" visibility="private">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="line" as="xs:string" select="translate($text, '&#xA;&#x9;', '  ')"/>
    <xsl:sequence select="if (contains($line, '  ')) then replace($line, '  +', ' ') else $line"/>
  </xsl:function>

  <xsl:function name="f:place-of" as="xs:string?" visibility="private">
    <xsl:param name="mention" as="element()"/>
    <xsl:variable name="block" as="element()?" select="$mention/ancestor::*[self::p or self::note or self::ab or self::lg][1]"/>
    <xsl:variable name="number" as="xs:string?" select="$block ! $f:paragraph-numbers(generate-id(.))"/>
    <xsl:sequence select="
      if ($number) then $f:place-before || $number || $f:place-after
      else if ($mention/ancestor::note) then f:words('short-note', f:note-label($mention/ancestor::note[1]))
      else ($block ! ancestor::*[self::p or self::ab or self::lg] ! $f:paragraph-numbers(generate-id(.)) )[last()] ! f:words('short-paragraph', .)"/>
  </xsl:function>

  <xsl:variable name="f:place-before" as="xs:string" select="substring-before(f:words('short-paragraph'), '{0}')"/>
  <xsl:variable name="f:place-after" as="xs:string" select="substring-after(f:words('short-paragraph'), '{0}')"/>
</xsl:stylesheet>
