<?xml version="1.0" encoding="UTF-8"?>
<!-- JSON from its XML form (XPath Functions 3.1, 17.4): there keys keep their order, which those of maps do not. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xmlns:r="urn:pecia:record" xmlns:j="http://www.w3.org/2005/xpath-functions" exclude-result-prefixes="#all">

  <xsl:mode name="m:json" visibility="private"/>

  <!-- Nothing in it can end a script element. -->
  <xsl:function name="f:json" as="xs:string" visibility="private">
    <xsl:param name="value" as="element()"/>
    <xsl:variable name="parts" as="xs:string*"><xsl:apply-templates select="$value" mode="m:json"/></xsl:variable>
    <xsl:sequence select="replace(string-join($parts), '&lt;', '\\u003c')"/>
  </xsl:function>

  <!-- xml-to-json() would do, but what it indents is hard to read. -->
  <xsl:template match="*" mode="m:json" as="xs:string*" priority="1">
    <xsl:param name="margin" as="xs:string" select="'&#10;'"/>
    <xsl:sequence select="@key ! (f:quoted(.) || ': ')"/>
    <xsl:next-match><xsl:with-param name="margin" select="$margin"/></xsl:next-match>
    <xsl:if test="following-sibling::*">,</xsl:if>
  </xsl:template>
  <xsl:template match="j:string" mode="m:json" as="xs:string" priority="-1"><xsl:sequence select="f:quoted(.)"/></xsl:template>
  <xsl:template match="j:number" mode="m:json" as="xs:string" priority="-1"><xsl:sequence select="string()"/></xsl:template>
  <xsl:template match="j:map | j:array[*]" mode="m:json" as="xs:string*" priority="-1">
    <xsl:param name="margin" as="xs:string"/>
    <xsl:variable name="inner" as="xs:string" select="$margin || '  '"/>
    <xsl:sequence select="if (self::j:map) then '{' else '['"/>
    <xsl:for-each select="*">
      <xsl:sequence select="$inner"/>
      <xsl:apply-templates select="." mode="m:json"><xsl:with-param name="margin" select="$inner"/></xsl:apply-templates>
    </xsl:for-each>
    <xsl:sequence select="$margin || (if (self::j:map) then '}' else ']')"/>
  </xsl:template>

  <!-- A string with its key, if it has characters. -->
  <xsl:function name="f:entry" as="element(j:string)?" visibility="private">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="value" as="xs:string?"/>
    <xsl:if test="normalize-space($value)">
      <j:string key="{$key}"><xsl:sequence select="normalize-space($value)"/></j:string>
    </xsl:if>
  </xsl:function>

  <!-- An array with its key, if it has members. -->
  <xsl:function name="f:members" as="element(j:array)?" visibility="private">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="members" as="element()*"/>
    <xsl:if test="exists($members)">
      <j:array key="{$key}"><xsl:sequence select="$members"/></j:array>
    </xsl:if>
  </xsl:function>

  <!-- A string as JSON and YAML both read it. -->
  <xsl:function name="f:quoted" as="xs:string" visibility="private">
    <xsl:param name="value" as="xs:string"/>
    <xsl:variable name="string" as="element(j:string)"><j:string><xsl:sequence select="normalize-space($value)"/></j:string></xsl:variable>
    <xsl:sequence select="replace(xml-to-json($string), '\\/', '/')"/>
  </xsl:function>
</xsl:stylesheet>
