<?xml version="1.0" encoding="UTF-8"?>
<!--
  One chapter, one page: everything that a reader, an index and a catalogue need is in it, and it asks for nothing else.

  An edition gives the page its own look by xsl:use-package and xsl:override: the named templates f:page-header,
  f:page-footer, f:head-extra, the variables $f:css-extra, $f:accent and $f:language, and any template of the mode m:html are public.
-->
<xsl:package name="urn:pecia:xslt:html" package-version="1.0" version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" default-mode="m:html" declared-modes="yes"
  exclude-result-prefixes="#all">

  <xsl:use-package name="urn:pecia:xslt:common" package-version="1.0">
    <xsl:accept component="*" names="*" visibility="hidden"/>
    <xsl:accept component="function" names="f:label#2 f:known-language#1 f:numbered#1" visibility="private"/>
  </xsl:use-package>

  <xsl:use-package name="urn:pecia:xslt:citation" package-version="1.0">
    <xsl:accept component="*" names="*" visibility="hidden"/>
    <xsl:accept component="function" names="f:record#1 f:citation#2 f:coins#1 f:json-ld#1 f:highwire#1 f:dublin-core-meta#1" visibility="private"/>
  </xsl:use-package>

  <xsl:include href="labels.xsl"/>
  <xsl:include href="document.xsl"/>
  <xsl:include href="page.xsl"/>
  <xsl:include href="blocks.xsl"/>
  <xsl:include href="inline.xsl"/>
  <xsl:include href="notes.xsl"/>
  <xsl:include href="names.xsl"/>
  <xsl:include href="registers.xsl"/>
  <xsl:include href="about.xsl"/>

  <xsl:mode name="m:html" on-no-match="text-only-copy" visibility="public"/>

  <xsl:output method="html" version="5.0" encoding="UTF-8" indent="no" include-content-type="no" escape-uri-attributes="no"/>

  <xsl:global-context-item as="node()" use="optional"/>

  <!-- $corrections: what the reader sees first of a corrected place: corrected, source or both. -->
  <xsl:template match="/" as="element(Q{}html)">
    <xsl:param name="corrections" as="xs:string" select="'corrected'" tunnel="yes"/>
    <xsl:call-template name="f:page">
      <xsl:with-param name="corrections" select="$corrections" tunnel="yes"/>
    </xsl:call-template>
  </xsl:template>
</xsl:package>
