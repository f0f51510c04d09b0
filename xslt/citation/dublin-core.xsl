<?xml version="1.0" encoding="UTF-8"?>
<!-- Simple Dublin Core, in the container that OAI-PMH gives it. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xmlns:r="urn:pecia:record" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" exclude-result-prefixes="xs f m r">

  <xsl:mode name="m:dublin-core" on-no-match="shallow-skip" visibility="private"/>

  <xsl:function name="f:dublin-core" as="element(oai_dc:dc)" visibility="public">
    <xsl:param name="record" as="element(r:record)"/>
    <oai_dc:dc>
      <xsl:sequence select="f:dublin-core-elements($record)"/>
    </oai_dc:dc>
  </xsl:function>

  <xsl:function name="f:dublin-core-elements" as="element()*" visibility="private">
    <xsl:param name="record" as="element(r:record)"/>
    <dc:title><xsl:sequence select="f:full-title($record)"/></dc:title>
    <xsl:apply-templates select="$record/(r:person, r:keyword, r:abstract, r:publisher, r:date)" mode="m:dublin-core"/>
    <dc:type>Text</dc:type>
    <xsl:for-each select="f:address($record)"><dc:identifier><xsl:sequence select="."/></dc:identifier></xsl:for-each>
    <xsl:apply-templates select="$record/(r:id, r:source, r:language, r:container, r:series, r:licence)" mode="m:dublin-core"/>
  </xsl:function>

  <xsl:template match="r:person[@role = 'author']" mode="m:dublin-core" as="element()">
    <dc:creator><xsl:sequence select="f:inverted(.)"/></dc:creator>
  </xsl:template>
  <xsl:template match="r:person" mode="m:dublin-core" as="element()">
    <dc:contributor><xsl:sequence select="f:inverted(.)"/></dc:contributor>
  </xsl:template>
  <xsl:template match="r:keyword" mode="m:dublin-core" as="element()">
    <dc:subject><xsl:sequence select="string()"/></dc:subject>
  </xsl:template>
  <xsl:template match="r:abstract" mode="m:dublin-core" as="element()">
    <dc:description><xsl:sequence select="string()"/></dc:description>
  </xsl:template>
  <xsl:template match="r:publisher" mode="m:dublin-core" as="element()">
    <dc:publisher><xsl:sequence select="string()"/></dc:publisher>
  </xsl:template>
  <xsl:template match="r:date" mode="m:dublin-core" as="element()">
    <dc:date><xsl:sequence select="string((@iso[. ne ''], .)[1])"/></dc:date>
  </xsl:template>
  <xsl:template match="r:id" mode="m:dublin-core" as="element()">
    <dc:identifier><xsl:sequence select="string-join((lower-case(@type)[. ne ''], .), ':')"/></dc:identifier>
  </xsl:template>
  <xsl:template match="r:source" mode="m:dublin-core" as="element()">
    <dc:source><xsl:sequence select="string()"/></dc:source>
  </xsl:template>
  <xsl:template match="r:language" mode="m:dublin-core" as="element()">
    <dc:language><xsl:sequence select="string()"/></dc:language>
  </xsl:template>
  <xsl:template match="r:container | r:series" mode="m:dublin-core" as="element()">
    <dc:relation><xsl:sequence select="string()"/></dc:relation>
  </xsl:template>
  <xsl:template match="r:licence" mode="m:dublin-core" as="element()+">
    <dc:rights><xsl:sequence select="string()"/></dc:rights>
    <xsl:for-each select="@url[. ne '']"><dc:rights><xsl:sequence select="string()"/></dc:rights></xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
