<?xml version="1.0" encoding="UTF-8"?>
<!-- Names and lists of names, as the styles write them. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xmlns:r="urn:pecia:record" exclude-result-prefixes="#all">

  <!-- Vincent van Gogh Jr. -->
  <xsl:function name="f:direct" as="xs:string" visibility="private">
    <xsl:param name="person" as="element(r:person)"/>
    <xsl:sequence select="
      string-join(($person/@literal, $person/@given, $person/@particle, $person/@family, $person/@suffix)[. ne ''], ' ')"/>
  </xsl:function>

  <!-- van Gogh, Vincent, Jr. -->
  <xsl:function name="f:inverted" as="xs:string" visibility="private">
    <xsl:param name="person" as="element(r:person)"/>
    <xsl:sequence select="string-join((
      $person/@literal, string-join(($person/@particle, $person/@family)[. ne ''], ' '), $person/@given, $person/@suffix)[. ne ''], ', ')"/>
  </xsl:function>

  <!-- The same person with initials for forenames: J.-P. -->
  <xsl:function name="f:with-initials" as="element(r:person)" visibility="private">
    <xsl:param name="person" as="element(r:person)"/>
    <xsl:variable name="initials" as="xs:string*" select="
      tokenize($person/@given) ! string-join(tokenize(., '-')[. ne ''] ! (substring(., 1, 1) || '.'), '-')"/>
    <r:person>
      <xsl:sequence select="$person/@*"/>
      <xsl:if test="exists($initials)"><xsl:attribute name="given" select="string-join($initials, ' ')"/></xsl:if>
    </r:person>
  </xsl:function>

  <!-- “A, B, and C” as the language lists; $two is the label of what stands between two alone. -->
  <xsl:function name="f:listed" as="xs:string" visibility="private">
    <xsl:param name="names" as="xs:string*"/>
    <xsl:param name="two" as="xs:string"/>
    <xsl:param name="last" as="xs:string"/>
    <xsl:sequence select="
      if (count($names) le 2) then string-join($names, $two)
      else string-join($names[position() lt last()], ', ') || $last || $names[last()]"/>
  </xsl:function>

  <!-- The first inverted, the others not: how Chicago and MLA begin an entry. -->
  <xsl:function name="f:first-inverted" as="xs:string*" visibility="private">
    <xsl:param name="people" as="element(r:person)*"/>
    <xsl:sequence select="$people[1] ! f:inverted(.), tail($people) ! f:direct(.)"/>
  </xsl:function>

  <xsl:function name="f:sentence" as="xs:string" visibility="private">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="if (matches($words, '[.?!…][”“»’]?\s*$')) then $words else $words || '.'"/>
  </xsl:function>

  <!-- A title in quotation marks, its full stop inside where the language wants it so. -->
  <xsl:function name="f:in-quotes" as="xs:string" visibility="private">
    <xsl:param name="title" as="xs:string"/>
    <xsl:param name="language" as="xs:string"/>
    <xsl:sequence select="f:label(if (matches($title, '[.?!…]$')) then 'cite-quoted' else 'cite-quoted-stop', $language, $title)"/>
  </xsl:function>
</xsl:stylesheet>
