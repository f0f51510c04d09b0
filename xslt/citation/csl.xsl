<?xml version="1.0" encoding="UTF-8"?>
<!-- CSL-JSON: one item, in the names that the schema of CSL 1.0.2 has. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xmlns:r="urn:pecia:record" xmlns:j="http://www.w3.org/2005/xpath-functions" exclude-result-prefixes="#all">

  <xsl:function name="f:csl-json" as="xs:string" visibility="public">
    <xsl:param name="record" as="element(r:record)"/>
    <xsl:variable name="item" as="element(j:array)">
      <j:array>
        <j:map>
          <xsl:sequence select="f:entry('id', f:citation-key($record))"/>
          <xsl:sequence select="f:entry('type', if (f:is-chapter($record)) then 'chapter' else 'book')"/>
          <xsl:sequence select="f:entry('title', f:full-title($record))"/>
          <xsl:sequence select="f:entry('container-title', $record/r:container)"/>
          <xsl:sequence select="f:entry('collection-title', $record/r:series)"/>
          <xsl:for-each select="'author', 'editor'">
            <xsl:variable name="role" as="xs:string" select="."/>
            <xsl:sequence select="f:members($role, $record/r:person[@role = $role] ! f:csl-name(.))"/>
          </xsl:for-each>
          <xsl:sequence select="f:csl-date($record/r:date)"/>
          <xsl:sequence select="f:entry('edition', $record/r:version)"/>
          <xsl:sequence select="f:entry('publisher', $record/r:publisher)"/>
          <xsl:sequence select="f:entry('publisher-place', $record/r:place)"/>
          <xsl:sequence select="f:entry('section', f:locator($record, 'csl', $record/@xml:lang))"/>
          <xsl:sequence select="f:entry('language', $record/r:language[1])"/>
          <xsl:sequence select="f:entry('abstract', $record/r:abstract)"/>
          <xsl:sequence select="f:entry('keyword', string-join($record/r:keyword, ', '))"/>
          <xsl:sequence select="f:entry('DOI', $record/r:id[@type = 'DOI'][1])"/>
          <xsl:sequence select="f:entry('ISBN', $record/r:id[@type = 'ISBN'][1])"/>
          <xsl:sequence select="f:entry('ISSN', $record/r:id[@type = 'ISSN'][1])"/>
          <xsl:sequence select="f:entry('URL', f:address($record))"/>
        </j:map>
      </j:array>
    </xsl:variable>
    <xsl:sequence select="f:json($item)"/>
  </xsl:function>

  <xsl:function name="f:csl-name" as="element(j:map)" visibility="private">
    <xsl:param name="person" as="element(r:person)"/>
    <j:map>
      <xsl:sequence select="f:entry('literal', $person/@literal)"/>
      <xsl:sequence select="f:entry('family', $person/@family)"/>
      <xsl:sequence select="f:entry('given', $person/@given)"/>
      <xsl:sequence select="f:entry('non-dropping-particle', $person/@particle)"/>
      <xsl:sequence select="f:entry('suffix', $person/@suffix)"/>
    </j:map>
  </xsl:function>

  <!-- Without a date there is no field: the style then says “n.d.” in its own words. -->
  <xsl:function name="f:csl-date" as="element(j:map)?" visibility="private">
    <xsl:param name="date" as="element(r:date)?"/>
    <xsl:for-each select="$date[@iso ne '']">
      <j:map key="issued">
        <j:array key="date-parts">
          <j:array>
            <xsl:for-each select="tokenize(@iso, '-')"><j:number><xsl:sequence select="string(xs:integer(.))"/></j:number></xsl:for-each>
          </j:array>
        </j:array>
      </j:map>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
