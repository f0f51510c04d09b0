<?xml version="1.0" encoding="UTF-8"?>
<!-- Persons, places, organisations and works with all their mentions; and the dates in their order. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" default-mode="m:html" exclude-result-prefixes="#all">

  <xsl:variable name="f:kinds" as="xs:string+" static="yes" select="'persons', 'places', 'organisations', 'works', 'others'"/>

  <!-- The ids of the mentioned entries by kind. What the register lacks goes by the kind of its first mention. -->
  <xsl:variable name="f:entries" as="map(xs:string, xs:string+)">
    <xsl:map>
      <xsl:for-each-group select="map:keys($f:mentioned)" group-by="f:kind((key('f:entry', ., root($f:tei)), $f:mentioned(.))[1])">
        <xsl:map-entry key="current-grouping-key()" select="current-group()"/>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:variable>

  <xsl:function name="f:kind" as="xs:string" visibility="private">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="name" as="xs:string" select="local-name($element)"/>
    <xsl:sequence select="
      if ($name = ('person', 'personGrp', 'persName', 'forename', 'surname') or $element/self::rs[@type = 'person'] or $element/self::name[@type = 'person']) then 'persons'
      else if ($name = ('place', 'placeName', 'geogName', 'settlement', 'region', 'country', 'district', 'bloc') or $element[self::rs or self::name]/@type = 'place') then 'places'
      else if ($name = ('org', 'orgName') or $element[self::rs or self::name]/@type = 'org') then 'organisations'
      else if ($name = ('bibl', 'biblStruct', 'biblFull', 'title')) then 'works'
      else 'others'"/>
  </xsl:function>

  <xsl:template name="f:registers" as="element(Q{}section)*">
    <xsl:for-each select="$f:kinds[map:contains($f:entries, .)]">
      <section class="register {.}" aria-labelledby=":{.}">
        <h2 id=":{.}"><xsl:sequence select="f:words(.)"/></h2>
        <ol class="entries">
          <xsl:for-each select="$f:entries(.)">
            <xsl:sort select="f:sort-key(.)" collation="http://www.w3.org/2013/collation/UCA?lang={$f:language};fallback=yes"/>
            <xsl:call-template name="f:entry"/>
          </xsl:for-each>
        </ol>
      </section>
    </xsl:for-each>
    <xsl:if test="$f:dates">
      <section class="register chronology" aria-labelledby=":chronology">
        <h2 id=":chronology"><xsl:sequence select="f:words('chronology')"/></h2>
        <ol class="entries">
          <xsl:for-each-group select="$f:dates" group-by="f:date-value(.)">
            <xsl:sort select="f:date-order(current-grouping-key(), 1)"/>
            <xsl:sort select="f:date-order(current-grouping-key(), 2)"/>
            <xsl:sort select="current-grouping-key()" collation="http://www.w3.org/2005/xpath-functions/collation/codepoint"/>
            <li class="entry" id="date:{current-grouping-key()}">
              <h3><xsl:sequence select="f:date-words(current-grouping-key())"/></h3>
              <xsl:sequence select="f:contexts(current-group())"/>
            </li>
          </xsl:for-each-group>
        </ol>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- All mentions in their context. Only where a page has more than ten thousand, which no chapter has and no browser likes,
       an entry shows the first ones so, and of the others the numbers of their paragraphs, twenty to a link. -->
  <xsl:variable name="f:shown" as="xs:integer" select="if (count($f:mentions) + count($f:dates) le 10000) then 10000 else 25"/>

  <xsl:function name="f:contexts" as="element()+" visibility="private">
    <xsl:param name="mentions" as="element()+"/>
    <ol class="contexts"><xsl:apply-templates select="subsequence($mentions, 1, $f:shown)" mode="m:context"/></ol>
    <xsl:if test="count($mentions) gt $f:shown">
      <p class="others">
        <xsl:for-each-group select="subsequence($mentions, $f:shown + 1)/(ancestor::*[self::p or self::ab or self::lg][1], .)[1]" group-adjacent="(position() - 1) idiv 20">
          <a href="#{f:place-id(.)}"><xsl:value-of select="current-group() ! ($f:paragraph-numbers(generate-id()), '·')[1]"/></a>
          <xsl:text> </xsl:text>
        </xsl:for-each-group>
      </p>
    </xsl:if>
  </xsl:function>

  <!-- The id of a paragraph; where it has none, as in a note, of the first mention in it. -->
  <xsl:function name="f:place-id" as="xs:string" visibility="private">
    <xsl:param name="place" as="element()"/>
    <xsl:sequence select="
      if ($place/@xml:id or map:contains($f:paragraph-numbers, generate-id($place))) then f:paragraph-id($place)
      else f:mention-id($place/descendant-or-self::*[@ref or self::date or self::docDate][1])"/>
  </xsl:function>

  <xsl:template name="f:register-contents" as="element(Q{}li)*">
    <xsl:for-each select="$f:kinds[map:contains($f:entries, .)], 'chronology'[$f:dates]">
      <li class="apparatus"><a href="#:{.}"><xsl:sequence select="f:words(.)"/></a></li>
    </xsl:for-each>
  </xsl:template>

  <!-- The name an entry goes by: the main one of the register, or how the text says it first. -->
  <xsl:function name="f:headword" as="element()" visibility="private">
    <xsl:param name="id" as="xs:string"/>
    <xsl:variable name="entry" as="element()?" select="key('f:entry', $id, root($f:tei))[1]"/>
    <xsl:variable name="names" as="element()*" select="$entry/(persName | placeName | orgName | geogName | name | title | label)[normalize-space()]"/>
    <xsl:sequence select="($names[@type = 'main'], $names, $entry[self::bibl[text()[normalize-space()]]], $f:mentioned($id))[1]"/>
  </xsl:function>

  <!-- Persons by surname, where it is marked or by custom the last word; works without their article. -->
  <xsl:function name="f:sort-key" as="xs:string" visibility="private">
    <xsl:param name="id" as="xs:string"/>
    <xsl:variable name="headword" as="element()" select="f:headword($id)"/>
    <xsl:variable name="words" as="xs:string*" select="tokenize(f:reading($headword))"/>
    <xsl:sequence select="
      if ($headword/ancestor-or-self::*/@sortKey) then string($headword/ancestor-or-self::*[@sortKey][1]/@sortKey)
      else if ($headword/surname) then string-join(($headword/surname, $headword/forename) ! normalize-space(), ' ')
      else if ($headword/self::persName and count($words) gt 1 and not(contains($headword, ',')) and not($headword/roleName)
        and matches($words[last()], '^\p{Lu}\p{Ll}')) then string-join(($words[last()], $words[position() lt last()]), ' ')
      else string-join($words, ' ')"/>
  </xsl:function>

  <!-- The context item is the entry's id. -->
  <xsl:template name="f:entry" as="element(Q{}li)">
    <xsl:variable name="id" as="xs:string" select="."/>
    <xsl:variable name="entry" as="element()?" select="key('f:entry', $id, root($f:tei))[1]"/>
    <li class="entry" id="{$id}">
      <h3>
        <xsl:sequence select="f:language-attributes(f:headword($id))"/>
        <xsl:sequence select="normalize-space(f:reading(f:headword($id)))"/>
      </h3>
      <xsl:where-populated><p class="facts"><xsl:apply-templates select="$entry" mode="m:facts"/></p></xsl:where-populated>
      <xsl:sequence select="f:contexts($f:mentioned($id))"/>
    </li>
  </xsl:template>

  <!-- What the register knows: life, variants, numbers, remarks. -->
  <xsl:mode name="m:facts" on-no-match="deep-skip" visibility="private"/>

  <xsl:template match="person | personGrp | place | org | bibl | biblStruct | object | event | nym" mode="m:facts" as="node()*">
    <xsl:variable name="facts" as="element(Q{}span)*">
      <xsl:where-populated><span class="life"><xsl:sequence select="f:life(.)"/></span></xsl:where-populated>
      <xsl:apply-templates select="author, persName[@type = 'variant'], placeName[@type = 'variant'], orgName[@type = 'variant'], occupation, note, idno, ptr" mode="#current"/>
    </xsl:variable>
    <xsl:for-each select="$facts">
      <xsl:if test="position() gt 1"><xsl:text> · </xsl:text></xsl:if>
      <xsl:sequence select="."/>
    </xsl:for-each>
  </xsl:template>

  <xsl:function name="f:life" as="xs:string?" visibility="private">
    <xsl:param name="entry" as="element()"/>
    <xsl:variable name="from" as="xs:string?" select="$entry/birth[1] ! f:event-date(.)"/>
    <xsl:variable name="to" as="xs:string?" select="$entry/death[1] ! f:event-date(.)"/>
    <xsl:sequence select="
      if ($from and $to) then $from || ' – ' || $to
      else if ($from) then f:words('born', $from)
      else $to ! f:words('died', .)"/>
  </xsl:function>

  <xsl:function name="f:event-date" as="xs:string?" visibility="private">
    <xsl:param name="event" as="element()"/>
    <xsl:sequence select="(f:date-value($event)[. ne ''] ! f:date-words(.), normalize-space($event)[. ne ''])[1]"/>
  </xsl:function>

  <xsl:template match="author | occupation | note" mode="m:facts" as="element(Q{}span)?">
    <xsl:where-populated>
      <span class="remark"><xsl:sequence select="f:language-attributes(.), normalize-space(f:reading-within(.))"/></span>
    </xsl:where-populated>
  </xsl:template>

  <xsl:template match="persName | placeName | orgName" mode="m:facts" as="element(Q{}span)">
    <span class="variant"><xsl:sequence select="f:language-attributes(.), normalize-space(.)"/></span>
  </xsl:template>

  <xsl:function name="f:reading-within" as="xs:string" visibility="private">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="string-join($element/node() ! f:reading(.))"/>
  </xsl:function>

  <!-- Where the numbers of authority files lead. -->
  <xsl:variable name="f:authorities" as="map(xs:string, xs:string)" static="yes" select="map{
    'gnd': 'https://d-nb.info/gnd/', 'viaf': 'https://viaf.org/viaf/', 'wikidata': 'https://www.wikidata.org/entity/',
    'geonames': 'https://www.geonames.org/', 'isni': 'https://isni.org/isni/', 'lccn': 'https://lccn.loc.gov/',
    'bnf': 'https://catalogue.bnf.fr/ark:/12148/', 'orcid': 'https://orcid.org/', 'pleiades': 'https://pleiades.stoa.org/places/',
    'tgn': 'http://vocab.getty.edu/page/tgn/', 'ulan': 'http://vocab.getty.edu/page/ulan/', 'oclc': 'https://www.worldcat.org/oclc/',
    'doi': 'https://doi.org/'}"/>

  <xsl:template match="idno" mode="m:facts" as="element(Q{}span)?">
    <xsl:variable name="value" as="xs:string" select="normalize-space()"/>
    <xsl:variable name="link" as="xs:string?" select="
      if (starts-with($value, 'http')) then f:safe-link($value)
      else $f:authorities(lower-case(@type)) ! (. || encode-for-uri($value))"/>
    <xsl:if test="$value">
      <span class="idno">
        <xsl:choose>
          <xsl:when test="$link"><a href="{$link}" rel="external"><xsl:sequence select="string-join((@type, $value[not(starts-with(., 'http'))]), ' ')[. ne ''], $value[not(current()/@type)][starts-with(., 'http')]"/></a></xsl:when>
          <xsl:otherwise><xsl:sequence select="string-join((@type, $value), ' ')"/></xsl:otherwise>
        </xsl:choose>
      </span>
    </xsl:if>
  </xsl:template>

  <!-- Dates in order and in words -->
  <xsl:function name="f:date-order" as="xs:double" visibility="private">
    <xsl:param name="value" as="xs:string"/>
    <xsl:param name="end" as="xs:integer"/>
    <xsl:sequence select="
      if (string-length($value) eq 10 and $value castable as xs:date) then number(translate($value, '-', '')) else f:date-order-slow($value, $end)"/>
  </xsl:function>

  <xsl:function name="f:date-order-slow" as="xs:double" visibility="private">
    <xsl:param name="value" as="xs:string"/>
    <xsl:param name="end" as="xs:integer"/>
    <xsl:variable name="ends" as="xs:string*" select="tokenize($value, '/|\.\.')"/>
    <xsl:variable name="day" as="xs:string" select="(if ($end = 1) then $ends[. ne ''][1] else $ends[. ne ''][last()])[1]"/>
    <xsl:variable name="parts" as="xs:string*" select="tokenize(substring-before($day || 'T', 'T'), '-')[. ne '']"/>
    <xsl:variable name="numbers" as="xs:double*" select="$parts[position() le 3] ! number(.)"/>
    <xsl:variable name="sign" as="xs:integer" select="if (starts-with($day, '-') and not(starts-with($day, '--'))) then -1 else 1"/>
    <!-- A year comes before its months and days at its beginning, and after them at its end. -->
    <xsl:variable name="rest" as="xs:double" select="if ($end = 1) then 0 else -99"/>
    <xsl:sequence select="
      if (starts-with($day, '--') or empty($numbers) or (some $number in $numbers satisfies $number ne $number)) then 1e9
      else $sign * $numbers[1] * 10000 + ($numbers[2], $rest)[1] * 100 + ($numbers[3], $rest)[1]"/>
  </xsl:function>

  <xsl:function name="f:date-words" as="xs:string" visibility="private">
    <xsl:param name="value" as="xs:string"/>
    <xsl:variable name="between" as="xs:boolean" select="contains($value, '..')"/>
    <xsl:variable name="from" as="xs:string" select="if ($between) then substring-before($value, '..') else substring-before($value || '/', '/')"/>
    <xsl:variable name="to" as="xs:string" select="if ($between) then substring-after($value, '..') else substring-after($value, '/')"/>
    <xsl:sequence select="
      if (not($between) and not(contains($value, '/'))) then f:day-words($value)
      else if ($from eq '') then f:words(if ($between) then 'not-after' else 'until', f:day-words($to))
      else if ($to eq '') then f:words(if ($between) then 'not-before' else 'since', f:day-words($from))
      else f:day-words($from) || (if ($between) then ' ~ ' else ' – ') || f:day-words($to)"/>
  </xsl:function>

  <xsl:function name="f:day-words" as="xs:string" visibility="private">
    <xsl:param name="value" as="xs:string"/>
    <xsl:variable name="day" as="xs:string" select="substring-before($value || 'T', 'T')"/>
    <xsl:sequence select="
      if ($day castable as xs:date) then
        let $date := xs:date($day) return f:words('date-day', string(day-from-date($date)))
          => f:fill('month', f:words('month-' || month-from-date($date))) => f:fill('year', f:year(year-from-date($date)))
      else if ($day castable as xs:gYearMonth) then f:words('date-month') => f:fill('month', f:words('month-' || number(tokenize($day, '-')[last()]))) => f:fill('year', f:year(xs:integer(replace($day, '-\d+$', ''))))
      else if ($day castable as xs:gYear) then f:year(xs:integer($day))
      else $value"/>
  </xsl:function>

  <xsl:function name="f:fill" as="xs:string" visibility="private">
    <xsl:param name="text" as="xs:string"/>
    <xsl:param name="slot" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:variable name="mark" as="xs:string" select="'{' || $slot || '}'"/>
    <xsl:sequence select="substring-before($text, $mark) || $value || substring-after($text, $mark)"/>
  </xsl:function>

  <!-- ISO 8601 counts a year 0, historians do not. -->
  <xsl:function name="f:year" as="xs:string" visibility="private">
    <xsl:param name="year" as="xs:integer"/>
    <xsl:sequence select="if ($year le 0) then f:words('before-christ', string(1 - $year)) else string($year)"/>
  </xsl:function>
</xsl:stylesheet>
