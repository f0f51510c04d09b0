<?xml version="1.0" encoding="UTF-8"?>
<!-- BibTeX: one entry; every character that TeX would act on is written so that it does not. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xmlns:r="urn:pecia:record" exclude-result-prefixes="#all">

  <xsl:mode name="m:bibtex" on-no-match="shallow-skip" visibility="private"/>

  <xsl:function name="f:bibtex" as="xs:string" visibility="public">
    <xsl:param name="record" as="element(r:record)"/>
    <xsl:variable name="type" as="xs:string" select="
      if (f:is-chapter($record)) then 'incollection' else if ($record/r:publisher) then 'book' else 'misc'"/>
    <xsl:variable name="fields" as="xs:string*">
      <xsl:for-each select="'author', 'editor'">
        <xsl:variable name="role" as="xs:string" select="."/>
        <xsl:sequence select="f:field($role, string-join($record/r:person[@role = $role] ! f:bibtex-name(.), ' and '))"/>
      </xsl:for-each>
      <!-- Doubled braces keep the capitals that a style would take away. -->
      <xsl:sequence select="f:field('title', '{' || f:tex(f:full-title($record)) || '}')"/>
      <xsl:apply-templates select="$record/(r:container, r:series, r:publisher, r:place, r:version)" mode="m:bibtex"/>
      <xsl:sequence select="f:field('year', (f:year($record), 'n.d.')[1])"/>
      <xsl:sequence select="f:bibtex-month($record/r:date/@iso)"/>
      <xsl:sequence select="f:field('note', f:tex(string(f:locator($record, 'bibtex', $record/@xml:lang))))"/>
      <xsl:apply-templates select="$record/(r:id, r:language, r:licence)" mode="m:bibtex"/>
      <!-- Verbatim, as the package url reads it; what would end the field is percent-encoded. -->
      <xsl:sequence select="f:field('url', string($record ! f:address(.) ! replace(replace(replace(., '\{', '%7B'), '\}', '%7D'), '\\', '%5C')))"/>
    </xsl:variable>
    <xsl:sequence select="'@' || $type || '{' || f:citation-key($record) || ',&#10;' || string-join($fields, ',&#10;') || '&#10;}&#10;'"/>
  </xsl:function>

  <xsl:function name="f:field" as="xs:string?" visibility="private">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:sequence select="if ($value = ('', '{}')) then () else '  ' || $name || ' = {' || $value || '}'"/>
  </xsl:function>

  <xsl:template match="r:container" mode="m:bibtex" as="xs:string?">
    <xsl:sequence select="f:field('booktitle', '{' || f:tex(.) || '}')"/>
  </xsl:template>
  <xsl:template match="r:series" mode="m:bibtex" as="xs:string?"><xsl:sequence select="f:field('series', '{' || f:tex(.) || '}')"/></xsl:template>
  <xsl:template match="r:publisher" mode="m:bibtex" as="xs:string?"><xsl:sequence select="f:field('publisher', f:tex(.))"/></xsl:template>
  <xsl:template match="r:place" mode="m:bibtex" as="xs:string?"><xsl:sequence select="f:field('address', f:tex(.))"/></xsl:template>
  <xsl:template match="r:version" mode="m:bibtex" as="xs:string?"><xsl:sequence select="f:field('edition', f:tex(.))"/></xsl:template>
  <xsl:template match="r:id[@type = ('DOI', 'ISBN', 'ISSN')]" mode="m:bibtex" as="xs:string?">
    <xsl:sequence select="f:field(lower-case(@type), string())"/>
  </xsl:template>
  <xsl:template match="r:language" mode="m:bibtex" as="xs:string?"><xsl:sequence select="f:field('language', f:tex(.))"/></xsl:template>
  <xsl:template match="r:licence" mode="m:bibtex" as="xs:string?"><xsl:sequence select="f:field('copyright', f:tex(.))"/></xsl:template>

  <!-- von Last, Jr, First; an organisation in braces is not taken apart. -->
  <xsl:function name="f:bibtex-name" as="xs:string" visibility="private">
    <xsl:param name="person" as="element(r:person)"/>
    <xsl:variable name="family" as="xs:string" select="
      string-join(($person/@particle[. ne ''] ! f:tex(.), $person/@family ! f:grouped(.)), ' ')"/>
    <xsl:sequence select="
      if ($person/@literal) then '{' || f:tex($person/@literal) || '}'
      else string-join(($family, $person/@suffix ! f:tex(.), $person/@given ! f:grouped(.))[. ne ''], ', ')"/>
  </xsl:function>

  <!-- BibTeX reads “and” and commas in a name as more names. -->
  <xsl:function name="f:grouped" as="xs:string" visibility="private">
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="if (matches($name, ',|(^|\s)and(\s|$)', 'i')) then '{' || f:tex($name) || '}' else f:tex($name)"/>
  </xsl:function>

  <xsl:function name="f:bibtex-month" as="xs:string?" visibility="private">
    <xsl:param name="date" as="xs:string?"/>
    <xsl:variable name="months" as="xs:string+" select="
      'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'"/>
    <xsl:variable name="month" as="xs:string?" select="tokenize($date, '-')[2]"/>
    <xsl:sequence select="$month ! $months[xs:integer($month)] ! ('  month = ' || .)"/>
  </xsl:function>

  <!-- A character that TeX would act on, as TeX prints it; braces by name, because BibTeX counts even escaped ones. -->
  <xsl:function name="f:tex" as="xs:string" visibility="private">
    <xsl:param name="text" as="xs:string"/>
    <xsl:variable name="parts" as="xs:string*">
      <xsl:analyze-string select="normalize-space($text)" regex="[\\{{}}$&amp;%#_^~&quot;]">
        <xsl:matching-substring><xsl:sequence select="$f:tex(.)"/></xsl:matching-substring>
        <xsl:non-matching-substring><xsl:sequence select="."/></xsl:non-matching-substring>
      </xsl:analyze-string>
    </xsl:variable>
    <xsl:sequence select="string-join($parts)"/>
  </xsl:function>

  <xsl:variable name="f:tex" as="map(xs:string, xs:string)" visibility="private" select="map {
    '\': '\textbackslash{}', '{': '\textbraceleft{}', '}': '\textbraceright{}', '$': '\$', '&amp;': '\&amp;',
    '%': '\%', '#': '\#', '_': '\_', '^': '\textasciicircum{}', '~': '\textasciitilde{}', '&quot;': '{&quot;}' }"/>
</xsl:stylesheet>
