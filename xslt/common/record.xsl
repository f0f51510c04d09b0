<?xml version="1.0" encoding="UTF-8"?>
<!--
  The record of a publication, made once from the header; every format of citation is a template set over it:

    <r:record level="chapter|edition" xml:lang>
      <r:title/> <r:subtitle/>?          what is cited
      <r:container/>?                    the edition whose chapter it is (seriesStmt/title that is no series, or $edition)
      <r:series/>?                       seriesStmt/title[@level = 's']
      <r:person role="author|editor|contributor" family given particle suffix | literal/>*
      <r:publisher/>? <r:place/>? <r:version/>?
      <r:date iso="YYYY[-MM[-DD]]"/>?    its text as the header has it
      <r:licence url="…"/>? <r:language/>* <r:keyword/>* <r:abstract/>? <r:source/>?
      <r:url/>? <r:id type="…"/>*
      <r:part id="p3" kind="p|note|l|div" number="3"/>?
    </r:record>
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:pecia:functions" xmlns:r="urn:pecia:record"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <!-- The record of the chapter that this document is. -->
  <xsl:function name="f:record" as="element(r:record)" visibility="public">
    <xsl:param name="document" as="node()"/>
    <xsl:sequence select="f:record($document, 'chapter', '', '')"/>
  </xsl:function>

  <!-- Of the chapter or the edition; of a part of it, where $part is an xml:id; $edition names the edition, if not ''. -->
  <xsl:function name="f:record" as="element(r:record)" visibility="public">
    <xsl:param name="document" as="node()"/>
    <xsl:param name="level" as="xs:string"/>
    <xsl:param name="part" as="xs:string"/>
    <xsl:param name="edition" as="xs:string"/>
    <xsl:variable name="tei" as="element(TEI)?" select="(root($document)/descendant-or-self::TEI)[1]"/>
    <xsl:variable name="file" as="element(fileDesc)?" select="$tei/teiHeader/fileDesc"/>
    <xsl:variable name="container" as="xs:string?" select="
      ($edition[. ne ''], $file/seriesStmt/title[not(@level = 's')] ! f:plain(.))[. ne ''][1]"/>
    <xsl:variable name="whole" as="xs:boolean" select="$level = 'edition' and exists($container)"/>
    <r:record level="{$level}" xml:lang="{f:language(($tei/text, $tei, $document)[1])}">
      <xsl:choose>
        <xsl:when test="$whole"><r:title><xsl:sequence select="$container"/></r:title></xsl:when>
        <xsl:otherwise>
          <xsl:sequence select="f:titles($file)"/>
          <xsl:if test="$level = 'chapter'">
            <xsl:for-each select="$container"><r:container><xsl:sequence select="."/></r:container></xsl:for-each>
          </xsl:if>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:sequence select="f:filled('series', $file/seriesStmt/title[@level = 's'][1])"/>
      <xsl:sequence select="f:credits($file, $whole)"/>
      <xsl:sequence select="f:imprint($file)"/>
      <xsl:sequence select="f:subjects($tei)"/>
      <xsl:sequence select="f:addresses($file, $whole)"/>
      <xsl:sequence select="f:part($tei, $part)"/>
    </r:record>
  </xsl:function>

  <!-- Title and subtitle in one line. -->
  <xsl:function name="f:full-title" as="xs:string" visibility="public">
    <xsl:param name="record" as="element(r:record)"/>
    <!-- A title that ends in a mark of its own needs no colon. -->
    <xsl:variable name="title" as="xs:string" select="string($record/r:title)"/>
    <xsl:sequence select="
      $title || $record/r:subtitle ! ((if (matches($title, '[?!.:]$')) then ' ' else ': ') || string())"/>
  </xsl:function>

  <!-- Elements of the record, with the plain text of each that has any. -->
  <xsl:function name="f:filled" as="element()*" visibility="private">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="sources" as="node()*"/>
    <xsl:for-each select="$sources[normalize-space()]">
      <xsl:element name="r:{$name}" namespace="urn:pecia:record">
        <xsl:sequence select="f:plain(.)"/>
      </xsl:element>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:titles" as="element()*" visibility="private">
    <xsl:param name="file" as="element(fileDesc)?"/>
    <xsl:variable name="titles" as="element(title)*" select="$file/titleStmt/title[normalize-space()]"/>
    <xsl:variable name="main" as="element(title)?" select="($titles[@type = 'main'], $titles[not(@type)], $titles)[1]"/>
    <xsl:sequence select="f:filled('title', ($main, ($file/..//text//head)[1])[1])"/>
    <xsl:sequence select="f:filled('subtitle', $titles[@type = 'sub'][1])"/>
  </xsl:function>

  <!-- Of the whole edition, who made the series if it says so. -->
  <xsl:function name="f:credits" as="element(r:person)*" visibility="private">
    <xsl:param name="file" as="element(fileDesc)?"/>
    <xsl:param name="whole" as="xs:boolean"/>
    <xsl:variable name="stated" as="element()?" select="
      ($file/seriesStmt[$whole][editor | respStmt], $file/titleStmt)[1]"/>
    <xsl:sequence select="f:people($stated/author, 'author')"/>
    <xsl:sequence select="f:people($stated/editor, 'editor')"/>
    <xsl:variable name="named" as="xs:string*" select="$stated/(author | editor) ! normalize-space()"/>
    <xsl:for-each-group group-by="normalize-space()" select="
      $stated/respStmt/(persName | orgName | name[not(@type = 'software')])[not(normalize-space() = $named)]">
      <xsl:sequence select="f:people(., 'contributor')"/>
    </xsl:for-each-group>
  </xsl:function>

  <xsl:function name="f:imprint" as="element()*" visibility="private">
    <xsl:param name="file" as="element(fileDesc)?"/>
    <xsl:variable name="imprint" as="element()?" select="$file/publicationStmt"/>
    <xsl:sequence select="f:filled('publisher', $imprint/(publisher, distributor, authority)[1])"/>
    <xsl:sequence select="f:filled('place', $imprint/pubPlace[1])"/>
    <xsl:sequence select="f:filled('version', $file/editionStmt/edition[1])"/>
    <xsl:for-each select="$imprint/date[@when or normalize-space()][1]">
      <xsl:variable name="year" as="xs:string?" select="analyze-string(string(), '(^|\D)(\d{4})(\D|$)')/*:match[1]/*:group[@nr = '2']/string()"/>
      <r:date iso="{(replace(@when, '[TZ+].*$', '')[matches(., '^\d{4}(-\d\d(-\d\d)?)?$')], $year)[1]}">
        <xsl:sequence select="f:plain(.)"/>
      </r:date>
    </xsl:for-each>
    <xsl:for-each select="$imprint/availability/licence[1]">
      <r:licence url="{normalize-space(@target)}"><xsl:sequence select="f:plain(.)"/></r:licence>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:subjects" as="element()*" visibility="private">
    <xsl:param name="tei" as="element(TEI)?"/>
    <xsl:variable name="profile" as="element()?" select="$tei/teiHeader/profileDesc"/>
    <!-- The language of the text; of the languages used only where that is not said. -->
    <xsl:for-each select="($tei/text/@xml:lang, $tei/@xml:lang, $profile/langUsage/language/@ident)[1]">
      <r:language><xsl:sequence select="string()"/></r:language>
    </xsl:for-each>
    <xsl:sequence select="f:filled('keyword', $profile/textClass/keywords//(item | term))"/>
    <xsl:sequence select="f:filled('abstract', $profile/abstract[1])"/>
    <xsl:sequence select="f:filled('source', $tei/teiHeader/fileDesc/sourceDesc/(bibl | biblStruct | biblFull)[1])"/>
  </xsl:function>

  <xsl:function name="f:addresses" as="element()*" visibility="private">
    <xsl:param name="file" as="element(fileDesc)?"/>
    <xsl:param name="whole" as="xs:boolean"/>
    <xsl:variable name="numbers" as="element(idno)*" select="
      (($file/seriesStmt[$whole][idno], $file/publicationStmt)[1]/idno)[normalize-space()]"/>
    <xsl:variable name="web" as="xs:string*" select="$numbers ! normalize-space()[matches(., '^https?://')]"/>
    <xsl:for-each select="$web[1]">
      <r:url><xsl:sequence select="."/></r:url>
    </xsl:for-each>
    <xsl:for-each select="$numbers[not(normalize-space() = $web[1])]">
      <r:id type="{upper-case(@type)}">
        <xsl:sequence select="replace(normalize-space(), '^(https?://(dx\.)?doi\.org/|doi:)', '')"/>
      </r:id>
    </xsl:for-each>
    <xsl:for-each select="$numbers[upper-case(@type) = 'DOI'][normalize-space() = $web[1]]">
      <r:id type="DOI"><xsl:sequence select="replace(normalize-space(), '^https?://(dx\.)?doi\.org/', '')"/></r:id>
    </xsl:for-each>
  </xsl:function>

  <xsl:function name="f:part" as="element(r:part)?" visibility="private">
    <xsl:param name="tei" as="element(TEI)?"/>
    <xsl:param name="part" as="xs:string"/>
    <xsl:for-each select="($tei//*[@xml:id = $part][$part ne ''])[1]">
      <!-- A head is cited as its division, a poem as a paragraph. -->
      <xsl:variable name="cited" as="element()" select="if (self::head) then .. else ."/>
      <xsl:variable name="kind" as="xs:string" select="
        if ($cited/self::note) then 'note' else if ($cited/self::l) then 'l'
        else if ($cited/self::div) then 'div' else if ($cited/(self::p | self::ab | self::lg)) then 'p' else ''"/>
      <r:part id="{$part}" kind="{$kind}" number="{if ($kind = 'div') then f:plain($cited/head[1]) else f:number($cited)}"/>
    </xsl:for-each>
  </xsl:function>
</xsl:stylesheet>
