<?xml version="1.0" encoding="UTF-8"?>
<!-- What several formats say in the same way: address, year, locator, key. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xmlns:r="urn:pecia:record" exclude-result-prefixes="#all">

  <!-- Where it is found: of a part, the address with its fragment. -->
  <xsl:function name="f:address" as="xs:string?" visibility="public">
    <xsl:param name="record" as="element(r:record)"/>
    <xsl:variable name="doi" as="xs:string?" select="$record/r:id[@type = 'DOI'][1] ! ('https://doi.org/' || .)"/>
    <!-- A DOI is the address that lasts; a part is found at the page itself. -->
    <xsl:variable name="address" as="xs:string?" select="
      if ($record/r:part) then ($record/r:url ! string(), $doi)[1] else ($doi, $record/r:url ! string())[1]"/>
    <xsl:sequence select="$address ! (. || $record/r:part[not(contains($address, '#'))] ! ('#' || encode-for-uri(@id)))"/>
  </xsl:function>

  <xsl:function name="f:year" as="xs:string?" visibility="private">
    <xsl:param name="record" as="element(r:record)"/>
    <xsl:sequence select="$record/r:date/@iso[. ne ''] ! tokenize(., '-')[1]"/>
  </xsl:function>

  <!-- “par. 3”, in the abbreviations of a style: the label cite-STYLE-KIND, or else cite-KIND. -->
  <xsl:function name="f:locator" as="xs:string?" visibility="public">
    <xsl:param name="record" as="element(r:record)"/>
    <xsl:param name="style" as="xs:string"/>
    <xsl:param name="language" as="xs:string"/>
    <xsl:for-each select="$record/r:part[@number ne ''][@kind ne '']">
      <xsl:variable name="special" as="xs:string" select="'cite-' || $style || '-' || @kind"/>
      <xsl:variable name="key" as="xs:string" select="
        if (f:label($special, $language) ne $special) then $special else 'cite-' || @kind"/>
      <xsl:sequence select="f:label($key, $language, string(@number))"/>
    </xsl:for-each>
  </xsl:function>

  <!-- example2026appeal: family name, year, first long word of the title. -->
  <xsl:function name="f:citation-key" as="xs:string" visibility="private">
    <xsl:param name="record" as="element(r:record)"/>
    <xsl:variable name="person" as="xs:string" select="
      ($record/r:person[1] ! string((@family, @literal)[1]), 'anonymous')[1]"/>
    <xsl:variable name="words" as="xs:string*" select="tokenize(f:slug(string($record/r:title)), '-')"/>
    <xsl:sequence select="string-join((
      replace(f:slug($person), '-', ''), f:year($record), ($words[string-length() gt 3], $words)[1],
      $record/r:part ! ('-' || f:slug(@id))))"/>
  </xsl:function>

  <!-- A chapter of a larger whole, or a work of its own. -->
  <xsl:function name="f:is-chapter" as="xs:boolean" visibility="private">
    <xsl:param name="record" as="element(r:record)"/>
    <xsl:sequence select="exists($record/r:container)"/>
  </xsl:function>
</xsl:stylesheet>
