<?xml version="1.0" encoding="UTF-8"?>
<!-- What is asked of the document again and again, each answered once: linear in its length. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" default-mode="m:html" exclude-result-prefixes="#all">

  <xsl:variable name="f:tei" as="element(TEI)?" visibility="public" select="(/descendant-or-self::TEI)[1]"/>
  <xsl:variable name="f:header" as="element(teiHeader)?" select="$f:tei/teiHeader"/>
  <xsl:variable name="f:text" as="element()*" select="$f:tei/text"/>

  <!-- The language of the text, as the document has it; English where it does not say. -->
  <xsl:variable name="f:text-language" as="xs:string" select="
    string(($f:text/@xml:lang, $f:tei/@xml:lang, $f:header/profileDesc/langUsage/language/@ident, 'en')[1])"/>

  <!-- To override: the language of the labels. The text's own, if we have labels in it. -->
  <xsl:variable name="f:language" visibility="public" select="
    f:known-language($f:text-language)"/>

  <xsl:key name="f:entry" match="standOff//*[@xml:id]" use="@xml:id"/>

  <!-- The numbers in the margin, which are those of every citation. -->
  <xsl:variable name="f:paragraph-numbers" as="map(xs:string, xs:string)">
    <xsl:map>
      <xsl:for-each select="f:numbered($f:text)">
        <xsl:map-entry key="generate-id()" select="string((@n[normalize-space()], position())[1])"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:variable>

  <!-- An id that the document gave, or one of ours: with a colon, which no xml:id can have, so the two never meet. -->
  <xsl:function name="f:paragraph-id" as="xs:string" visibility="private">
    <xsl:param name="paragraph" as="element()"/>
    <xsl:sequence select="
      if ($paragraph/@xml:id) then $paragraph/@xml:id else 'p:' || $f:paragraph-numbers(generate-id($paragraph))"/>
  </xsl:function>

  <!-- Names that point to a register entry. A name in a slip stands for the one in its correction. -->
  <xsl:variable name="f:mentions" as="element()*" select="
    $f:text/descendant::*[@ref][contains(@ref, '#')][not(self::g)]"/>

  <!-- The mentions of each entry, in the order of the text. -->
  <xsl:variable name="f:mentioned" as="map(xs:string, element()+)">
    <xsl:map>
      <xsl:for-each-group select="$f:mentions" group-by="if (contains(@ref, ' ')) then f:local-targets(@ref) else substring-after(@ref, '#')">
        <xsl:map-entry key="current-grouping-key()" select="current-group()"/>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:variable>

  <!-- Dates that a calendar can place. -->
  <xsl:variable name="f:dates" as="element()*" select="
    $f:text/(descendant::date | descendant::docDate)[@when or @from or @to or @notBefore or @notAfter]"/>

  <!-- Where a mention is found: its own id, or its place in the tree, which Saxon's generate-id() ends with (d1e217). A map of
       forty thousand ids of our own would cost as much as the whole text; a test holds Saxon to this. -->
  <xsl:function name="f:mention-id" as="xs:string" visibility="private">
    <xsl:param name="mention" as="element()"/>
    <xsl:sequence select="string(($mention/@xml:id, 'at:' || substring(generate-id($mention), $f:tree-mark))[1])"/>
  </xsl:function>

  <!-- Where in such an id the place begins. -->
  <xsl:variable name="f:tree-mark" as="xs:integer" select="string-length(substring-before(generate-id($f:tei), 'e')) + 2"/>

  <xsl:function name="f:local-targets" as="xs:string*" visibility="private">
    <xsl:param name="pointers" as="xs:string?"/>
    <xsl:sequence select="
      if (contains($pointers, ' ')) then distinct-values(tokenize($pointers)[starts-with(., '#')] ! substring(., 2))
      else if (starts-with($pointers, '#')) then substring($pointers, 2) else ()"/>
  </xsl:function>

  <!-- The date's attributes as one word, ISO 8601 where that has a word for it; '' for a date that no calendar places. -->
  <xsl:function name="f:date-value" as="xs:string" visibility="private">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="
      if ($date/@when) then normalize-space($date/@when)
      else if ($date/@from or $date/@to) then normalize-space($date/@from) || '/' || normalize-space($date/@to)
      else if ($date/@notBefore or $date/@notAfter) then
        normalize-space($date/@notBefore) || '..' || normalize-space($date/@notAfter)
      else ''"/>
  </xsl:function>

  <!-- A link that is safe to follow, or nothing. What has a scheme must have one of ours: no list of bad ones is ever complete. -->
  <xsl:function name="f:safe-link" as="xs:string?" visibility="private">
    <xsl:param name="target" as="xs:string?"/>
    <!-- Browsers drop controls and blanks before they look for the scheme; so do we. -->
    <xsl:variable name="bare" as="xs:string" select="translate(string($target), '&#x9;&#xA;&#xD;&#x20;&#x7F;&#xA0;', '')"/>
    <xsl:variable name="start" as="xs:string?" select="tokenize($bare, '[/?#\\]')[1]"/>
    <xsl:sequence select="
      if (starts-with($target, '#') and not(contains($target, ' '))) then $target
      else if ($bare eq '') then ()
      else if (starts-with($bare, '#')) then $bare
      else if (not(contains($start, ':'))) then $bare
      else if (lower-case(substring-before($start, ':')) = ('http', 'https', 'mailto')) then $bare
      else ()"/>
  </xsl:function>

  <!-- The reading text: without notes, page furniture and the readings that a correction replaces. -->
  <xsl:function name="f:reading" as="xs:string" visibility="private">
    <xsl:param name="node" as="node()"/>
    <xsl:variable name="parts" as="xs:string*">
      <xsl:apply-templates select="$node" mode="m:reading"/>
    </xsl:variable>
    <xsl:sequence select="string-join($parts)"/>
  </xsl:function>

  <xsl:mode name="m:reading" on-no-match="shallow-skip" visibility="private"/>

  <xsl:template match="text()" mode="m:reading" as="xs:string">
    <xsl:sequence select="string()"/>
  </xsl:template>
  <xsl:template match="lb | cb" mode="m:reading" as="xs:string">
    <xsl:sequence select="if (@break = 'no') then '' else ' '"/>
  </xsl:template>
  <xsl:template match="note | note/label | fw | ref[@type = 'noteAnchor'] | index | figDesc | desc | certainty | precision | respons" mode="m:reading" as="xs:string*"/>
  <xsl:template match="choice[corr or reg or abbr]" mode="m:reading" as="xs:string*">
    <xsl:apply-templates select="(corr | reg | abbr)[1]" mode="#current"/>
  </xsl:template>
  <xsl:template match="subst[add]/del | del | surplus" mode="m:reading" as="xs:string*"/>
</xsl:stylesheet>
