<?xml version="1.0" encoding="UTF-8"?>
<!-- CITATION.cff 1.2.0: an edition as a data set. Every value is a quoted string, so that YAML guesses nothing. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xmlns:r="urn:pecia:record" xmlns:j="http://www.w3.org/2005/xpath-functions" exclude-result-prefixes="#all">

  <xsl:function name="f:cff" as="xs:string" visibility="public">
    <xsl:param name="record" as="element(r:record)"/>
    <xsl:variable name="language" as="xs:string" select="string($record/@xml:lang)"/>
    <xsl:variable name="lines" as="xs:string*">
      <xsl:sequence select="'cff-version: 1.2.0', 'type: dataset'"/>
      <xsl:sequence select="f:line('message', f:label('cite-message', $language))"/>
      <xsl:sequence select="f:line('title', (f:full-title($record)[. ne ''], f:label('untitled', $language))[1])"/>
      <xsl:sequence select="'authors:', f:cff-authors($record, $language)"/>
      <xsl:sequence select="f:line('abstract', string($record/r:abstract))"/>
      <!-- Only a whole day will do. -->
      <xsl:sequence select="f:line('date-released', string($record/r:date/@iso[. castable as xs:date]))"/>
      <xsl:sequence select="f:line('version', string($record/r:version))"/>
      <xsl:sequence select="f:cff-licence($record/r:licence)"/>
      <xsl:sequence select="f:line('doi', string($record/r:id[@type = 'DOI'][1]))"/>
      <xsl:sequence select="f:line('url', string(f:address($record)))"/>
      <xsl:if test="$record/r:keyword">
        <xsl:sequence select="'keywords:', distinct-values($record/r:keyword) ! ('  - ' || f:quoted(.))"/>
      </xsl:if>
    </xsl:variable>
    <xsl:sequence select="string-join($lines ! (. || '&#10;'))"/>
  </xsl:function>

  <xsl:function name="f:line" as="xs:string?" visibility="private">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:sequence select="$value[normalize-space()] ! ($key || ': ' || f:quoted(.))"/>
  </xsl:function>

  <!-- At least one is demanded: the editors, or the publisher, where no author is named. -->
  <xsl:function name="f:cff-authors" as="xs:string+" visibility="private">
    <xsl:param name="record" as="element(r:record)"/>
    <xsl:param name="language" as="xs:string"/>
    <xsl:variable name="authors" as="element(r:person)*" select="$record/r:person[@role = 'author']"/>
    <xsl:variable name="named" as="element(r:person)*" select="if ($authors) then $authors else $record/r:person[@role = 'editor']"/>
    <xsl:sequence select="
      if ($named) then $named ! f:cff-person(.)
      else '  - ' || f:line('name', string(($record/r:publisher, f:label('cite-anonymous', $language))[1]))"/>
  </xsl:function>

  <xsl:function name="f:cff-person" as="xs:string+" visibility="private">
    <xsl:param name="person" as="element(r:person)"/>
    <xsl:variable name="lines" as="xs:string*" select="
      f:line('name', string($person/@literal)), f:line('family-names', string($person/@family)),
      f:line('given-names', string($person/@given)), f:line('name-particle', string($person/@particle)),
      f:line('name-suffix', string($person/@suffix))"/>
    <xsl:sequence select="'  - ' || $lines[1], tail($lines) ! ('    ' || .)"/>
  </xsl:function>

  <!-- A Creative Commons address has an SPDX name; any other licence is given by its address. -->
  <xsl:function name="f:cff-licence" as="xs:string?" visibility="private">
    <xsl:param name="licence" as="element(r:licence)?"/>
    <xsl:variable name="match" as="xs:string*" select="
      analyze-string(string($licence/@url), '^https?://creativecommons\.org/(licenses|publicdomain)/(by|by-sa|by-nd|by-nc|by-nc-sa|by-nc-nd|zero)/(1\.0|2\.0|2\.5|3\.0|4\.0)/?$')
        /j:match/j:group/string()"/>
    <xsl:sequence select="
      if ($match[2] = 'zero' and $match[3] = '1.0') then 'license: CC0-1.0'
      else if (exists($match) and $match[2] ne 'zero') then 'license: CC-' || upper-case($match[2]) || '-' || $match[3]
      else f:line('license-url', string($licence/@url[matches(., '^https?://')]))"/>
  </xsl:function>
</xsl:stylesheet>
