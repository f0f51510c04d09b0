<?xml version="1.0" encoding="UTF-8"?>
<!-- What the header says: how to cite, the licence, the source, who did what, by which principles. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes" xmlns:r="urn:pecia:record"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" default-mode="m:html" exclude-result-prefixes="#all">

  <xsl:variable name="f:publication" as="element(publicationStmt)?" select="$f:header/fileDesc/publicationStmt"/>

  <xsl:variable name="f:catalogued" as="element(r:record)" select="f:record($f:tei)"/>

  <!-- The citation of a paragraph, made once with two private characters for its number and its id, and cut at these; in an address
       the second is escaped. -->
  <xsl:variable name="f:cite-paragraph" as="xs:string">
    <xsl:variable name="record" as="element(r:record)">
      <r:record>
        <xsl:copy-of select="$f:catalogued/(@*, node())"/>
        <r:part id="&#xE001;" kind="p" number="&#xE000;"/>
      </r:record>
    </xsl:variable>
    <xsl:sequence select="f:citation($record, 'chicago')"/>
  </xsl:variable>
  <xsl:variable name="f:cite-id-mark" as="xs:string" select="encode-for-uri('&#xE001;')"/>
  <xsl:variable name="f:cite-before" as="xs:string" select="substring-before($f:cite-paragraph, '&#xE000;')"/>
  <xsl:variable name="f:cite-between" as="xs:string" select="substring-before(substring-after($f:cite-paragraph, '&#xE000;') || $f:cite-id-mark, $f:cite-id-mark)"/>
  <xsl:variable name="f:cite-after" as="xs:string" select="substring-after($f:cite-paragraph, $f:cite-id-mark)"/>
  <!-- Without an address there is none to put the id on. -->
  <xsl:variable name="f:cite-address" as="xs:boolean" select="contains($f:cite-paragraph, $f:cite-id-mark)"/>

  <!-- For catalogues and reference managers. JSON-LD comes with < as \u003c: it cannot end its script. -->
  <xsl:template name="f:catalogue" as="element()*">
    <xsl:for-each select="f:highwire($f:catalogued), f:dublin-core-meta($f:catalogued)">
      <meta name="{@name}" content="{@content}"/>
    </xsl:for-each>
    <script type="application/ld+json"><xsl:sequence select="f:json-ld($f:catalogued)"/></script>
  </xsl:template>

  <xsl:template name="f:licence-line" as="element(Q{}p)?">
    <xsl:where-populated>
      <p class="licence">
        <xsl:apply-templates select="($f:publication/availability/licence, $f:publication/availability/p)[1]" mode="m:about"/>
      </p>
    </xsl:where-populated>
  </xsl:template>

  <xsl:mode name="m:about" on-no-match="shallow-skip" visibility="private"/>

  <xsl:template match="licence" mode="m:about" as="element()">
    <xsl:variable name="words" as="xs:string" select="(normalize-space(), normalize-space(@target))[. ne ''][1]"/>
    <xsl:choose>
      <xsl:when test="f:safe-link(@target)"><a rel="license" href="{f:safe-link(@target)}"><xsl:sequence select="$words"/></a></xsl:when>
      <xsl:otherwise><span><xsl:sequence select="$words"/></span></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="p | ab | bibl | biblStruct | change" mode="m:about" as="element(Q{}p)?">
    <xsl:where-populated><p><xsl:apply-templates/></p></xsl:where-populated>
  </xsl:template>

  <xsl:template match="change" mode="m:about" as="element(Q{}li)" priority="1">
    <li><xsl:sequence select="@when ! (f:day-words(.) || ': ')"/><xsl:apply-templates/></li>
  </xsl:template>

  <xsl:template match="respStmt" mode="m:about" as="element(Q{}p)">
    <p><xsl:sequence select="string-join((* except resp)[normalize-space()] ! normalize-space(), ', ') || ': ' || string-join(resp ! normalize-space(), ', ')"/></p>
  </xsl:template>

  <xsl:template name="f:how-to-cite" as="element(Q{}section)">
    <section class="cite" aria-labelledby=":cite" data-copy="{f:words('copy')}" data-copied="{f:words('copied')}">
      <h2 id=":cite"><xsl:sequence select="f:words('how-to-cite')"/></h2>
      <p class="formatted"><xsl:sequence select="f:citation($f:catalogued, 'chicago')"/><span class="Z3988" title="{f:coins($f:catalogued)}"></span></p>
      <p class="hint"><xsl:sequence select="f:words('cite-paragraph')"/></p>
    </section>
  </xsl:template>

  <xsl:template name="f:about" as="element(Q{}section)">
    <section class="about" aria-labelledby=":about">
      <h2 id=":about"><xsl:sequence select="f:words('about')"/></h2>
      <dl>
        <xsl:sequence select="f:fact('source', $f:header/fileDesc/sourceDesc/*)"/>
        <xsl:sequence select="f:fact('responsibility', $f:header/fileDesc/titleStmt/respStmt)"/>
        <xsl:sequence select="f:fact('edition', $f:header/fileDesc/editionStmt/*)"/>
        <xsl:sequence select="f:fact('published', ($f:publication/publisher, $f:publication/pubPlace, $f:publication/date))"/>
        <xsl:sequence select="f:fact('licence', $f:publication/availability/*)"/>
        <xsl:sequence select="f:fact('project', $f:header/encodingDesc/projectDesc/*)"/>
        <xsl:for-each select="$f:header/encodingDesc/editorialDecl/*">
          <xsl:sequence select="f:fact(if (self::p) then 'principles' else local-name(), (self::p, *))"/>
        </xsl:for-each>
        <xsl:sequence select="f:fact('revisions', $f:header/revisionDesc//change)"/>
      </dl>
    </section>
  </xsl:template>

  <!-- A term and what the header says of it; nothing where it says nothing. -->
  <xsl:function name="f:fact" as="element()*" visibility="private">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="elements" as="element()*"/>
    <xsl:variable name="said" as="element()*" select="$elements[normalize-space()]"/>
    <xsl:if test="$said">
      <dt><xsl:sequence select="f:words($key)"/></dt>
      <dd>
        <xsl:choose>
          <xsl:when test="$said[1][self::change]"><ul><xsl:apply-templates select="$said" mode="m:about"/></ul></xsl:when>
          <xsl:when test="$said[1][self::publisher or self::pubPlace or self::date or self::edition]">
            <xsl:sequence select="string-join($said ! normalize-space(), ', ')"/>
          </xsl:when>
          <xsl:otherwise><xsl:apply-templates select="$said" mode="m:about"/></xsl:otherwise>
        </xsl:choose>
      </dd>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
