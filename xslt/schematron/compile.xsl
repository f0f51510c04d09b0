<?xml version="1.0" encoding="UTF-8"?>
<!-- A Schematron schema (ISO/IEC 19757-3:2020, query binding XSLT) becomes a stylesheet that returns what it finds.

     Pass 1 writes abstract patterns and rules out (10-expand.xsl); pass 2 checks names (20-check.xsl); pass 3 writes the
     stylesheet (30-write.xsl). Includes are put in their places before, by engines/schematron.py: nothing here reads a file.

     The stylesheet returns <found>, and in it one element per failed assertion and successful report:
       <finding steps="1/2/5" code="S201" role="error"><message>…</message><hint>…</hint></finding>
     `steps` are the child numbers of the elements on the way from the root. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns:m="urn:pecia:modes" exclude-result-prefixes="#all"
  default-mode="m:compile">

  <xsl:include href="10-expand.xsl"/>
  <xsl:include href="20-check.xsl"/>
  <xsl:include href="30-write.xsl"/>

  <xsl:output method="xml" indent="no"/>
  <xsl:mode name="m:compile" on-no-match="fail" visibility="public"/>

  <!-- #ALL, #DEFAULT, or the id of a phase. -->
  <xsl:param name="phase" as="xs:string" select="'#DEFAULT'"/>

  <xsl:template match="/" as="document-node()">
    <xsl:apply-templates select="*"/>
  </xsl:template>

  <xsl:template match="sch:schema" as="document-node()">
    <xsl:variable name="expanded" as="document-node()">
      <xsl:document>
        <xsl:apply-templates select="." mode="m:expand"/>
      </xsl:document>
    </xsl:variable>
    <xsl:apply-templates select="$expanded/*" mode="m:check"/>
    <xsl:document>
      <xsl:apply-templates select="$expanded/*" mode="m:write"/>
    </xsl:document>
  </xsl:template>

  <xsl:template match="*" priority="-1" as="document-node()">
    <xsl:message terminate="yes" select="'this is no Schematron schema: its root is ' || name()"/>
  </xsl:template>

</xsl:stylesheet>
