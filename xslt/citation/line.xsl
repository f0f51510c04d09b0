<?xml version="1.0" encoding="UTF-8"?>
<!-- One formatted line: Chicago (17th ed., bibliography), MLA (9th), APA (7th), in the words of a language. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xmlns:r="urn:pecia:record" exclude-result-prefixes="#all">

  <xsl:mode name="m:chicago" visibility="private"/>
  <xsl:mode name="m:mla" visibility="private"/>
  <xsl:mode name="m:apa" visibility="private"/>

  <!-- In the language of the document. -->
  <xsl:function name="f:citation" as="xs:string" visibility="public">
    <xsl:param name="record" as="element(r:record)"/>
    <xsl:param name="style" as="xs:string"/>
    <xsl:sequence select="f:citation($record, $style, string($record/@xml:lang))"/>
  </xsl:function>

  <xsl:function name="f:citation" as="xs:string" visibility="public">
    <xsl:param name="record" as="element(r:record)"/>
    <xsl:param name="style" as="xs:string"/>
    <xsl:param name="language" as="xs:string"/>
    <xsl:variable name="language" as="xs:string" select="f:known-language($language)"/>
    <xsl:variable name="parts" as="xs:string*">
      <xsl:choose>
        <xsl:when test="$style = 'mla'">
          <xsl:apply-templates select="$record" mode="m:mla"><xsl:with-param name="language" select="$language"/></xsl:apply-templates>
        </xsl:when>
        <xsl:when test="$style = 'apa'">
          <xsl:apply-templates select="$record" mode="m:apa"><xsl:with-param name="language" select="$language"/></xsl:apply-templates>
        </xsl:when>
        <xsl:otherwise>
          <xsl:apply-templates select="$record" mode="m:chicago"><xsl:with-param name="language" select="$language"/></xsl:apply-templates>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:sequence select="string-join($parts[. ne ''], ' ')"/>
  </xsl:function>

  <!-- Author. “Chapter.” In Edition, edited by Editor. Series. Place: Publisher, Year, par. 3. Address. -->
  <xsl:template match="r:record" mode="m:chicago" as="xs:string*">
    <xsl:param name="language" as="xs:string"/>
    <xsl:variable name="authors" as="element(r:person)*" select="r:person[@role = 'author']"/>
    <xsl:variable name="editors" as="element(r:person)*" select="r:person[@role = 'editor']"/>
    <xsl:variable name="edited-by" as="xs:string?" select="
      $editors[1][exists($authors)] ! f:label('cite-edited-by', $language, f:named($editors ! f:direct(.), $language))"/>
    <xsl:sequence select="f:leading($authors, $editors, $language, 10, 7)"/>
    <xsl:choose>
      <xsl:when test="f:is-chapter(.)">
        <xsl:sequence select="f:in-quotes(f:full-title(.), $language)"/>
        <xsl:sequence select="f:sentence(string-join((f:label('cite-in', $language, string(r:container)), $edited-by), ', '))"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="f:sentence(f:full-title(.))"/>
        <xsl:sequence select="$edited-by ! f:sentence(upper-case(substring(., 1, 1)) || substring(., 2))"/>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:sequence select="r:series ! f:sentence(.)"/>
    <xsl:sequence select="f:sentence(string-join((
      string-join((r:place, r:publisher), ': '), (f:year(.), f:label('cite-no-date', $language))[1],
      f:locator(., 'chicago', $language))[. ne ''], ', '))"/>
    <xsl:sequence select="f:address(.) ! (. || '.')"/>
  </xsl:template>

  <!-- Author. “Chapter.” Edition, edited by Editor, Publisher, Year, par. 3, Address. No date is no word. -->
  <xsl:template match="r:record" mode="m:mla" as="xs:string*">
    <xsl:param name="language" as="xs:string"/>
    <xsl:variable name="authors" as="element(r:person)*" select="r:person[@role = 'author']"/>
    <xsl:variable name="editors" as="element(r:person)*" select="r:person[@role = 'editor']"/>
    <xsl:variable name="edited-by" as="xs:string?" select="
      $editors[1][exists($authors)] ! f:label('cite-edited-by', $language, f:named(f:shortened($editors, $language), $language))"/>
    <xsl:sequence select="f:leading($authors, $editors, $language, 2, 1)"/>
    <xsl:variable name="rest" as="xs:string*" select="
      (r:publisher, f:year(.), f:locator(., 'mla', $language), f:address(.)) ! string()"/>
    <xsl:choose>
      <xsl:when test="f:is-chapter(.)">
        <xsl:sequence select="f:in-quotes(f:full-title(.), $language)"/>
        <xsl:sequence select="string-join((string(r:container), $edited-by, $rest), ', ') || '.'"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="f:sentence(f:full-title(.))"/>
        <xsl:sequence select="
          string-join((($edited-by ! (upper-case(substring(., 1, 1)) || substring(., 2))), $rest), ', ')[. ne ''] ! (. || '.')"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Author, A. (Year). Chapter. In E. Editor (Ed.), Edition (para. 3). Publisher. Address -->
  <xsl:template match="r:record" mode="m:apa" as="xs:string*">
    <xsl:param name="language" as="xs:string"/>
    <xsl:variable name="authors" as="element(r:person)*" select="r:person[@role = 'author']"/>
    <xsl:variable name="editors" as="element(r:person)*" select="r:person[@role = 'editor']"/>
    <xsl:variable name="role" as="xs:string?" select="$editors[1] ! f:label(if (count($editors) gt 1) then 'cite-apa-eds' else 'cite-apa-ed', $language)"/>
    <xsl:variable name="date" as="xs:string" select="'(' || (f:year(.), f:label('cite-no-date', $language))[1] || ').'"/>
    <xsl:variable name="edited" as="xs:string?" select="
      $role[exists($authors)] ! (f:listed($editors ! f:direct(f:with-initials(.)), ' &amp; ', ', &amp; '))"/>
    <xsl:variable name="locator" as="xs:string?" select="f:locator(., 'apa', $language)"/>
    <xsl:variable name="head" as="xs:string?" select="
      if ($authors) then f:apa-names($authors) else $role ! (f:apa-names($editors) || ' (' || . || ')')"/>
    <xsl:variable name="title" as="xs:string" select="
      if (f:is-chapter(.)) then f:full-title(.)
      else string-join((f:full-title(.), (string-join(($edited ! (. || ', ' || $role), $locator), '; '))[. ne ''] ! ('(' || . || ')')), ' ')"/>
    <xsl:sequence select="if ($head) then (f:sentence($head), $date, f:sentence($title)) else (f:sentence($title), $date)"/>
    <xsl:if test="f:is-chapter(.)">
      <xsl:sequence select="f:sentence(f:label('cite-in', $language,
        string-join(($edited ! (. || ' (' || $role || ')'), string-join((r:container, $locator ! ('(' || . || ')')), ' ')), ', ')))"/>
    </xsl:if>
    <!-- A publisher that is the author is not named twice (APA 9.29). -->
    <xsl:sequence select="r:publisher[not(. = $authors/@literal)] ! f:sentence(.), f:address(.)"/>
  </xsl:template>

  <!-- The names that begin an entry: more than $most are cut to the first $few. -->
  <xsl:function name="f:leading" as="xs:string?" visibility="private">
    <xsl:param name="authors" as="element(r:person)*"/>
    <xsl:param name="editors" as="element(r:person)*"/>
    <xsl:param name="language" as="xs:string"/>
    <xsl:param name="most" as="xs:integer"/>
    <xsl:param name="few" as="xs:integer"/>
    <xsl:variable name="people" as="element(r:person)*" select="if ($authors) then $authors else $editors"/>
    <xsl:variable name="cut" as="xs:boolean" select="count($people) gt $most"/>
    <xsl:variable name="shown" as="xs:string*" select="f:first-inverted(if ($cut) then $people[position() le $few] else $people)"/>
    <xsl:variable name="names" as="xs:string" select="
      if ($cut) then string-join($shown, ', ') || ', ' || f:label('cite-et-al', $language)
      else f:listed($shown, f:label('cite-and-last', $language), f:label('cite-and-last', $language))"/>
    <xsl:variable name="role" as="xs:string?" select="
      if ($authors) then () else f:label(if (count($editors) gt 1) then 'cite-eds' else 'cite-ed', $language)"/>
    <xsl:sequence select="if (empty($people)) then () else f:sentence(string-join(($names, $role), ', '))"/>
  </xsl:function>

  <xsl:function name="f:named" as="xs:string" visibility="private">
    <xsl:param name="names" as="xs:string*"/>
    <xsl:param name="language" as="xs:string"/>
    <xsl:sequence select="f:listed($names, f:label('cite-and', $language), f:label('cite-and-last', $language))"/>
  </xsl:function>

  <!-- MLA: three or more are the first “et al.” -->
  <xsl:function name="f:shortened" as="xs:string*" visibility="private">
    <xsl:param name="people" as="element(r:person)*"/>
    <xsl:param name="language" as="xs:string"/>
    <xsl:sequence select="
      if (count($people) le 2) then $people ! f:direct(.)
      else f:direct($people[1]) || ' ' || f:label('cite-et-al', $language)"/>
  </xsl:function>

  <!-- APA: all inverted with initials; of more than twenty the first nineteen and the last. -->
  <xsl:function name="f:apa-names" as="xs:string" visibility="private">
    <xsl:param name="people" as="element(r:person)*"/>
    <xsl:variable name="names" as="xs:string*" select="$people ! f:inverted(f:with-initials(.))"/>
    <xsl:sequence select="
      if (count($names) gt 20) then string-join($names[position() le 19], ', ') || ', … ' || $names[last()]
      else f:listed($names, ', &amp; ', ', &amp; ')"/>
  </xsl:function>
</xsl:stylesheet>
