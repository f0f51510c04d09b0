<?xml version="1.0" encoding="UTF-8"?>
<!-- Every string that a reader sees and the document does not say comes from common/labels, in the language of the page. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:pecia:functions" exclude-result-prefixes="#all">

  <!-- Looked up once, because each paragraph and each mention asks for them. -->
  <xsl:variable name="f:frequent" as="map(xs:string, xs:string)" select="
    map:merge(('paragraph', 'short-paragraph', 'short-note', 'note', 'note-back', 'note-absent', 'unsure', 'pb', 'source-reads', 'corrected-to', 'date-day', 'date-month',
      (1 to 12) ! ('month-' || .))
      ! map:entry(., f:label(., $f:language)))"/>

  <xsl:function name="f:words" as="xs:string" visibility="private">
    <xsl:param name="key" as="xs:string"/>
    <xsl:sequence select="($f:frequent($key), f:label($key, $f:language))[1]"/>
  </xsl:function>

  <!-- The same, with the argument in the place of {0}. -->
  <xsl:function name="f:words" as="xs:string" visibility="private">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="argument" as="xs:string"/>
    <xsl:variable name="text" as="xs:string" select="f:words($key)"/>
    <xsl:sequence select="substring-before($text, '{0}') || $argument || substring-after($text, '{0}')"/>
  </xsl:function>
</xsl:stylesheet>
