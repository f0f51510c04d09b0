<?xml version="1.0" encoding="UTF-8"?>
<!--
  Citations of a record (see common/record.xsl): a formatted line, six formats for reference managers and catalogues,
  and what a web page says of itself. One small template set each.
-->
<xsl:package name="urn:pecia:xslt:citation" package-version="1.0" version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:f="urn:pecia:functions" xmlns:r="urn:pecia:record" declared-modes="yes" exclude-result-prefixes="#all">

  <xsl:use-package name="urn:pecia:xslt:common" package-version="1.0">
    <xsl:accept component="function" names="f:record#1 f:record#4 f:slug#1" visibility="public"/>
    <xsl:accept component="function" names="f:label#2 f:label#3 f:known-language#1 f:full-title#1" visibility="private"/>
    <xsl:accept component="*" names="*" visibility="hidden"/>
  </xsl:use-package>

  <xsl:include href="parts.xsl"/>
  <xsl:include href="names.xsl"/>
  <xsl:include href="line.xsl"/>
  <xsl:include href="bibtex.xsl"/>
  <xsl:include href="ris.xsl"/>
  <xsl:include href="json.xsl"/>
  <xsl:include href="csl.xsl"/>
  <xsl:include href="cff.xsl"/>
  <xsl:include href="mods.xsl"/>
  <xsl:include href="dublin-core.xsl"/>
  <xsl:include href="page.xsl"/>
</xsl:package>
