<?xml version="1.0" encoding="UTF-8"?>
<!-- Pass 1: abstract patterns are written out where they are used, and abstract rules into the rules that extend them. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  exclude-result-prefixes="#all" default-mode="m:expand">

  <xsl:mode name="m:expand" on-no-match="shallow-copy"/>

  <xsl:template match="sch:pattern[@abstract = 'true'] | sch:rule[@abstract = 'true'] | comment()"/>

  <xsl:template match="sch:pattern[@is-a]" as="element(sch:pattern)">
    <xsl:variable name="abstract" as="element(sch:pattern)?"
      select="(/sch:schema/sch:pattern[@abstract = 'true'][@id = current()/@is-a])[1]"/>
    <xsl:if test="empty($abstract)">
      <xsl:message terminate="yes" select="'there is no abstract pattern ' || @is-a"/>
    </xsl:if>
    <xsl:copy>
      <xsl:copy-of select="$abstract/(@* except (@abstract, @id)), @* except @is-a"/>
      <xsl:apply-templates select="$abstract/node()">
        <xsl:with-param name="parameters" tunnel="yes" as="element(sch:param)*"
          select="sch:param, $abstract/sch:param[@value][not(@name = current()/sch:param/@name)]"/>
      </xsl:apply-templates>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="sch:param"/>

  <!-- Parameters of abstract patterns are replaced as text: ISO/IEC 19757-3, 5.4.10. -->
  <xsl:template match="@context | @test | @select | @value | @path | @subject" as="attribute()">
    <xsl:param name="parameters" as="element(sch:param)*" tunnel="yes"/>
    <xsl:attribute name="{name()}" select="f:replaced(string(.), $parameters)"/>
  </xsl:template>

  <xsl:function name="f:replaced" as="xs:string">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="parameters" as="element(sch:param)*"/>
    <xsl:variable name="pieces" as="xs:string*">
      <xsl:analyze-string select="$text" regex="\$([\i-[:]][\c-[:]]*)">
        <xsl:matching-substring>
          <xsl:sequence select="($parameters[@name = regex-group(1)]/@value/string(), .)[1]"/>
        </xsl:matching-substring>
        <xsl:non-matching-substring>
          <xsl:sequence select="."/>
        </xsl:non-matching-substring>
      </xsl:analyze-string>
    </xsl:variable>
    <xsl:sequence select="string-join($pieces)"/>
  </xsl:function>

  <xsl:template match="sch:extends[@rule]" as="node()*">
    <xsl:param name="extended" as="xs:string*" tunnel="yes"/>
    <xsl:variable name="name" as="xs:string" select="string(@rule)"/>
    <xsl:variable name="rule" as="element(sch:rule)?"
      select="((ancestor::sch:pattern | /sch:schema/sch:rules)/sch:rule[@abstract = 'true'][@id = $name])[1]"/>
    <xsl:choose>
      <xsl:when test="empty($rule)">
        <xsl:message terminate="yes" select="'there is no abstract rule ' || $name || ' in this pattern'"/>
      </xsl:when>
      <xsl:when test="$name = $extended">
        <xsl:message terminate="yes" select="'the abstract rule ' || $name || ' extends itself'"/>
      </xsl:when>
    </xsl:choose>
    <xsl:apply-templates select="$rule/node()">
      <xsl:with-param name="extended" tunnel="yes" as="xs:string*" select="$extended, $name"/>
    </xsl:apply-templates>
  </xsl:template>

</xsl:stylesheet>
