<?xml version="1.0" encoding="UTF-8"?>
<!-- Whatever a reader sees that the document does not say: one file per language, the key where nobody wrote it. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:pecia:functions" xmlns:l="urn:pecia:labels" exclude-result-prefixes="#all">

  <!-- Static, because a stylesheet at work may not read files. The first language stands in for the others. -->
  <xsl:variable name="f:languages" as="xs:string+" static="yes" select="'en', 'de', 'fr'"/>
  <xsl:variable name="f:labels" as="map(xs:string, map(xs:string, xs:string))" static="yes" select="
    map:merge($f:languages ! map:entry(., map:merge(
      doc('labels/' || . || '.xml')/*/l:label ! map:entry(string(@key), string()))))"/>

  <!-- The first of these languages (BCP 47) that has labels, as its primary subtag; English if none has. -->
  <xsl:function name="f:known-language" as="xs:string" visibility="public">
    <xsl:param name="wanted" as="xs:string*"/>
    <xsl:sequence select="($wanted ! lower-case(tokenize(., '-')[1])[. = $f:languages], $f:languages)[1]"/>
  </xsl:function>

  <!-- The label in this language. -->
  <xsl:function name="f:label" as="xs:string" visibility="public">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="language" as="xs:string"/>
    <xsl:sequence select="($f:labels(f:known-language($language))($key), $f:labels($f:languages[1])($key), $key)[1]"/>
  </xsl:function>

  <!-- The same, with the arguments in the places of {0}, {1} … -->
  <xsl:function name="f:label" as="xs:string" visibility="public">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="language" as="xs:string"/>
    <xsl:param name="arguments" as="xs:string*"/>
    <xsl:variable name="parts" as="xs:string*">
      <xsl:analyze-string select="f:label($key, $language)" regex="\{{(\d)\}}">
        <xsl:matching-substring>
          <xsl:sequence select="$arguments[xs:integer(regex-group(1)) + 1]"/>
        </xsl:matching-substring>
        <xsl:non-matching-substring>
          <xsl:sequence select="."/>
        </xsl:non-matching-substring>
      </xsl:analyze-string>
    </xsl:variable>
    <xsl:sequence select="string-join($parts)"/>
  </xsl:function>

  <!-- The language of a node (BCP 47): the nearest xml:lang, else what the text is in, else English. -->
  <xsl:function name="f:language" as="xs:string" visibility="public">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="string((
      $node/ancestor-or-self::*[@xml:lang][1]/@xml:lang,
      root($node)//*:TEI[1]/*:text/@xml:lang,
      root($node)//*:langUsage[1]/*:language[1]/@ident,
      'en')[1])"/>
  </xsl:function>
</xsl:stylesheet>
