<?xml version="1.0" encoding="UTF-8"?>
<!-- From blocks to lines: margins, blank lines, and no line longer than asked for, counted in columns of a terminal. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes" xmlns:t="urn:pecia:text"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" default-mode="m:text" exclude-result-prefixes="#all">

  <!-- East Asian wide characters (Unicode, UAX #11: W and F) take two columns; marks and joiners none. -->
  <xsl:variable name="f:wide" as="xs:string" visibility="private" static="yes" select="
    '[&#x1100;-&#x115F;&#x2E80;-&#x303E;&#x3041;-&#x33FF;&#x3400;-&#x4DBF;&#x4E00;-&#x9FFF;&#xA000;-&#xA4CF;&#xAC00;-&#xD7A3;&#xF900;-&#xFAFF;&#xFE30;-&#xFE6F;&#xFF00;-&#xFF60;&#xFFE0;-&#xFFE6;&#x1F300;-&#x1FAFF;&#x20000;-&#x3FFFD;]'"/>

  <xsl:function name="f:width" as="xs:integer" visibility="private">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="
      if (matches($text, '^[ -&#x2FF;‘’“”–—…]*$')) then string-length($text)
      else string-length(replace($text, '[\p{Mn}\p{Me}\p{Cf}]', '')) + string-length(replace($text, '[^' || substring($f:wide, 2), ''))"/>
  </xsl:function>

  <xsl:function name="f:lines" as="xs:string" visibility="private">
    <xsl:param name="blocks" as="element(t:block)*"/>
    <xsl:param name="wrap" as="xs:integer"/>
    <xsl:variable name="parts" as="xs:string*">
      <xsl:iterate select="$blocks">
        <xsl:param name="before" as="element(t:block)?" select="()"/>
        <xsl:sequence select="
          if (empty($before)) then '' else if (@group and @group = $before/@group) then '&#10;'
          else if (@kind = 'head' and not($before/@kind = 'head')) then '&#10;&#10;&#10;' else '&#10;&#10;'"/>
        <xsl:sequence select="f:laid-out(., $wrap)"/>
        <xsl:next-iteration><xsl:with-param name="before" select="."/></xsl:next-iteration>
      </xsl:iterate>
    </xsl:variable>
    <xsl:sequence select="string-join($parts) || '&#10;'[exists($blocks)]"/>
  </xsl:function>

  <!-- One block: its label hangs in the margin, or before the first line where the margin is too narrow. -->
  <xsl:function name="f:laid-out" as="xs:string" visibility="private">
    <xsl:param name="block" as="element(t:block)"/>
    <xsl:param name="wrap" as="xs:integer"/>
    <xsl:variable name="indent" as="xs:integer" select="xs:integer(($block/@indent, 0)[1])"/>
    <xsl:variable name="first" as="xs:string" select="string($block/@first)"/>
    <xsl:variable name="margin" as="xs:string" select="f:blanks($indent)"/>
    <xsl:variable name="start" as="xs:string" select="f:blanks($indent - f:width($first)) || $first"/>
    <xsl:variable name="lines" as="xs:string*">
      <xsl:for-each select="tokenize($block, '&#x2028;')">
        <xsl:variable name="used" as="xs:integer" select="if (position() = 1) then f:width($start) else $indent"/>
        <xsl:sequence select="if ($wrap le 0) then . else f:wrapped(., $used, $indent, $wrap)"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="whole" as="xs:string*" select="$start || $lines[1], tail($lines) ! ($margin || .)"/>
    <xsl:sequence select="string-join($whole ! replace(., ' +$', ''), '&#10;')"/>
  </xsl:function>

  <xsl:function name="f:blanks" as="xs:string" visibility="private">
    <xsl:param name="number" as="xs:integer"/>
    <xsl:sequence select="string-join((1 to $number) ! ' ')"/>
  </xsl:function>

  <!-- The lines of a text, the first of which begins at column $used, the others at $indent. A word too long stays whole. -->
  <xsl:function name="f:wrapped" as="xs:string*" visibility="private">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="used" as="xs:integer"/>
    <xsl:param name="indent" as="xs:integer"/>
    <xsl:param name="wrap" as="xs:integer"/>
    <!-- A line may also end between wide characters: U+E000 marks a unit that no blank goes before. -->
    <xsl:variable name="units" as="xs:string*" select="
      tokenize(replace($text, '(' || $f:wide || ')', ' &#xE000;$1 &#xE000;'), ' ')[not(. = ('', '&#xE000;'))]"/>
    <xsl:iterate select="$units">
      <xsl:param name="line" as="xs:string" select="''"/>
      <xsl:param name="column" as="xs:integer" select="$used"/>
      <xsl:on-completion><xsl:sequence select="$line[. ne '' or empty($units)]"/></xsl:on-completion>
      <xsl:variable name="glued" as="xs:boolean" select="starts-with(., '&#xE000;')"/>
      <xsl:variable name="unit" as="xs:string" select="translate(., '&#xE000;', '')"/>
      <xsl:variable name="blank" as="xs:string" select="if ($glued or $line = '') then '' else ' '"/>
      <xsl:variable name="end" as="xs:integer" select="$column + string-length($blank) + f:width($unit)"/>
      <xsl:choose>
        <xsl:when test="$line = '' or $end le $wrap">
          <xsl:next-iteration>
            <xsl:with-param name="line" select="$line || $blank || $unit"/>
            <xsl:with-param name="column" select="$end"/>
          </xsl:next-iteration>
        </xsl:when>
        <xsl:otherwise>
          <xsl:sequence select="$line"/>
          <xsl:next-iteration>
            <xsl:with-param name="line" select="$unit"/>
            <xsl:with-param name="column" select="$indent + f:width($unit)"/>
          </xsl:next-iteration>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:iterate>
  </xsl:function>
</xsl:stylesheet>
