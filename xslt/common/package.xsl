<?xml version="1.0" encoding="UTF-8"?>
<!--
  What every output shares: the plain text of an element, the words of the house in several languages, and the record
  of a publication, made once from its header.

  Public: f:plain, f:chosen, f:slug, f:label, f:language, f:known-language, f:numbered, f:number, f:record, f:full-title.
-->
<xsl:package name="urn:pecia:xslt:common" package-version="1.0" version="3.0"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform" declared-modes="yes">
  <xsl:include href="labels.xsl"/>
  <xsl:include href="plain.xsl"/>
  <xsl:include href="numbers.xsl"/>
  <xsl:include href="persons.xsl"/>
  <xsl:include href="record.xsl"/>
</xsl:package>
