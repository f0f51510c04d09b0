<?xml version="1.0" encoding="UTF-8"?>
<!-- MODS 3.8. Names of roles are those of the MARC relators, dates those of W3CDTF. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xmlns:r="urn:pecia:record" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns="http://www.loc.gov/mods/v3"
  exclude-result-prefixes="xs f m r">

  <xsl:mode name="m:mods" on-no-match="shallow-skip" visibility="private"/>

  <xsl:function name="f:mods" as="element()" visibility="public">
    <xsl:param name="record" as="element(r:record)"/>
    <mods version="3.8">
      <xsl:apply-templates select="$record" mode="m:mods"/>
    </mods>
  </xsl:function>

  <xsl:template match="r:record" mode="m:mods" as="element()*">
    <titleInfo>
      <title><xsl:sequence select="string(r:title)"/></title>
      <xsl:for-each select="r:subtitle"><subTitle><xsl:sequence select="string()"/></subTitle></xsl:for-each>
    </titleInfo>
    <xsl:apply-templates select="r:person" mode="m:mods"/>
    <typeOfResource>text</typeOfResource>
    <xsl:where-populated>
      <originInfo>
        <xsl:apply-templates select="r:place, r:publisher, r:date, r:version" mode="m:mods"/>
      </originInfo>
    </xsl:where-populated>
    <xsl:apply-templates select="r:language, r:abstract" mode="m:mods"/>
    <xsl:for-each select="r:keyword"><subject><topic><xsl:sequence select="string()"/></topic></subject></xsl:for-each>
    <xsl:apply-templates select="r:container, r:series, r:id" mode="m:mods"/>
    <xsl:for-each select="f:address(.)"><location><url usage="primary"><xsl:sequence select="."/></url></location></xsl:for-each>
    <xsl:apply-templates select="r:licence, r:part" mode="m:mods"/>
  </xsl:template>

  <xsl:template match="r:person" mode="m:mods" as="element()">
    <name type="{if (@literal) then 'corporate' else 'personal'}">
      <xsl:for-each select="@literal"><namePart><xsl:sequence select="string()"/></namePart></xsl:for-each>
      <xsl:for-each select="@family"><namePart type="family"><xsl:sequence select="string-join((../@particle[. ne ''], .), ' ')"/></namePart></xsl:for-each>
      <xsl:for-each select="@given[. ne '']"><namePart type="given"><xsl:sequence select="string()"/></namePart></xsl:for-each>
      <xsl:for-each select="@suffix[. ne '']"><namePart type="termsOfAddress"><xsl:sequence select="string()"/></namePart></xsl:for-each>
      <role>
        <roleTerm type="text" authority="marcrelator"><xsl:sequence select="string(@role)"/></roleTerm>
      </role>
    </name>
  </xsl:template>

  <xsl:template match="r:place" mode="m:mods" as="element()">
    <place><placeTerm type="text"><xsl:sequence select="string()"/></placeTerm></place>
  </xsl:template>
  <xsl:template match="r:publisher" mode="m:mods" as="element()">
    <publisher><xsl:sequence select="string()"/></publisher>
  </xsl:template>
  <xsl:template match="r:date" mode="m:mods" as="element()">
    <dateIssued>
      <xsl:if test="@iso ne ''"><xsl:attribute name="encoding">w3cdtf</xsl:attribute></xsl:if>
      <xsl:sequence select="string((@iso[. ne ''], .)[1])"/>
    </dateIssued>
  </xsl:template>
  <xsl:template match="r:version" mode="m:mods" as="element()">
    <edition><xsl:sequence select="string()"/></edition>
  </xsl:template>
  <xsl:template match="r:language" mode="m:mods" as="element()">
    <language><languageTerm type="code" authority="rfc5646"><xsl:sequence select="string()"/></languageTerm></language>
  </xsl:template>
  <xsl:template match="r:abstract" mode="m:mods" as="element()">
    <abstract><xsl:sequence select="string()"/></abstract>
  </xsl:template>
  <xsl:template match="r:container | r:series" mode="m:mods" as="element()">
    <relatedItem type="{if (self::r:series) then 'series' else 'host'}">
      <titleInfo><title><xsl:sequence select="string()"/></title></titleInfo>
    </relatedItem>
  </xsl:template>
  <xsl:template match="r:id" mode="m:mods" as="element()">
    <identifier>
      <xsl:if test="@type ne ''"><xsl:attribute name="type" select="lower-case(@type)"/></xsl:if>
      <xsl:sequence select="string()"/>
    </identifier>
  </xsl:template>
  <xsl:template match="r:licence" mode="m:mods" as="element()">
    <accessCondition type="use and reproduction">
      <xsl:if test="@url ne ''"><xsl:attribute name="xlink:href" select="@url"/></xsl:if>
      <xsl:sequence select="string()"/>
    </accessCondition>
  </xsl:template>
  <xsl:template match="r:part" mode="m:mods" as="element()">
    <part ID="{@id}">
      <xsl:if test="@number ne ''">
        <detail type="{map { 'p': 'paragraph', 'l': 'line', 'div': 'section', 'note': 'note' }(@kind)}">
          <number><xsl:sequence select="string(@number)"/></number>
        </detail>
      </xsl:if>
    </part>
  </xsl:template>
</xsl:stylesheet>
