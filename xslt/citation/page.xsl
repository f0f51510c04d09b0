<?xml version="1.0" encoding="UTF-8"?>
<!-- What a web page says of itself to reference managers and search engines: COinS, Highwire, Dublin Core, schema.org. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xmlns:r="urn:pecia:record" xmlns:j="http://www.w3.org/2005/xpath-functions" exclude-result-prefixes="#all">

  <!-- COinS: the title attribute of <span class="Z3988">. -->
  <xsl:function name="f:coins" as="xs:string" visibility="public">
    <xsl:param name="record" as="element(r:record)"/>
    <xsl:variable name="chapter" as="xs:boolean" select="f:is-chapter($record)"/>
    <xsl:variable name="authors" as="element(r:person)*" select="$record/r:person[@role = 'author']"/>
    <xsl:variable name="pairs" as="xs:string*">
      <xsl:sequence select="
        f:pair('ctx_ver', 'Z39.88-2004'), f:pair('rft_val_fmt', 'info:ofi/fmt:kev:mtx:book'),
        f:pair('rft.genre', if ($chapter) then 'bookitem' else 'book')"/>
      <xsl:sequence select="f:pair(if ($chapter) then 'rft.atitle' else 'rft.btitle', f:full-title($record))"/>
      <xsl:sequence select="f:pair('rft.btitle', $record/r:container), f:pair('rft.series', $record/r:series)"/>
      <xsl:sequence select="f:pair('rft.aulast', string-join(($authors[1]/@particle[. ne ''], $authors[1]/@family), ' ')), f:pair('rft.aufirst', $authors[1]/@given)"/>
      <xsl:sequence select="$authors[not(@literal)] ! f:pair('rft.au', f:inverted(.)), $authors/@literal ! f:pair('rft.aucorp', .)"/>
      <xsl:sequence select="f:pair('rft.pub', $record/r:publisher), f:pair('rft.place', $record/r:place)"/>
      <xsl:sequence select="f:pair('rft.date', $record/r:date/@iso), f:pair('rft.language', $record/r:language[1])"/>
      <xsl:sequence select="f:pair('rft_id', $record/r:id[@type = 'DOI'][1] ! ('info:doi/' || .)), f:pair('rft_id', f:address($record))"/>
    </xsl:variable>
    <xsl:sequence select="string-join($pairs, '&amp;')"/>
  </xsl:function>

  <xsl:function name="f:pair" as="xs:string?" visibility="private">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="value" as="xs:string?"/>
    <xsl:sequence select="$value[. ne ''] ! ($key || '=' || encode-for-uri(.))"/>
  </xsl:function>

  <!-- Highwire Press: <meta name content> each. -->
  <xsl:function name="f:highwire" as="element(r:meta)*" visibility="public">
    <xsl:param name="record" as="element(r:record)"/>
    <xsl:sequence select="
      f:meta('citation_title', f:full-title($record)),
      $record/r:person[@role = 'author'] ! f:meta('citation_author', f:inverted(.)),
      $record/r:person[@role = 'editor'] ! f:meta('citation_editor', f:inverted(.)),
      f:meta('citation_publication_date', translate($record/r:date/@iso, '-', '/')),
      f:meta('citation_inbook_title', $record/r:container),
      f:meta('citation_series_title', $record/r:series),
      f:meta('citation_publisher', $record/r:publisher),
      f:meta('citation_language', $record/r:language[1]),
      f:meta('citation_doi', $record/r:id[@type = 'DOI'][1]),
      f:meta('citation_isbn', $record/r:id[@type = 'ISBN'][1]),
      $record/r:keyword ! f:meta('citation_keywords', .),
      f:meta('citation_fulltext_html_url', $record/r:url)"/>
  </xsl:function>

  <!-- Dublin Core, the same way. -->
  <xsl:function name="f:dublin-core-meta" as="element(r:meta)*" visibility="public">
    <xsl:param name="record" as="element(r:record)"/>
    <xsl:sequence select="f:dublin-core-elements($record) ! f:meta('DC.' || local-name(), .)"/>
  </xsl:function>

  <xsl:function name="f:meta" as="element(r:meta)?" visibility="private">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="content" as="xs:string?"/>
    <xsl:if test="normalize-space($content)">
      <r:meta name="{$name}" content="{normalize-space($content)}"/>
    </xsl:if>
  </xsl:function>

  <!-- schema.org as JSON-LD, safe inside a script element. -->
  <xsl:function name="f:json-ld" as="xs:string" visibility="public">
    <xsl:param name="record" as="element(r:record)"/>
    <xsl:variable name="chapter" as="xs:boolean" select="f:is-chapter($record)"/>
    <xsl:variable name="thing" as="element(j:map)">
      <j:map>
        <xsl:sequence select="f:entry('@context', 'https://schema.org')"/>
        <xsl:sequence select="f:entry('@type', if ($chapter) then 'Chapter' else 'Book')"/>
        <xsl:sequence select="f:entry('@id', f:address($record)), f:entry('name', f:full-title($record))"/>
        <xsl:for-each select="'author', 'editor', 'contributor'">
          <xsl:variable name="role" as="xs:string" select="."/>
          <xsl:sequence select="f:members($role, $record/r:person[@role = $role] ! f:agent(.))"/>
        </xsl:for-each>
        <xsl:sequence select="$record/r:publisher ! f:thing('publisher', 'Organization', .)"/>
        <xsl:sequence select="$record/r:container ! f:thing('isPartOf', 'Book', .)"/>
        <xsl:sequence select="$record/r:series[not($chapter)] ! f:thing('isPartOf', 'CreativeWorkSeries', .)"/>
        <xsl:sequence select="
          f:entry('datePublished', $record/r:date/@iso), f:entry('inLanguage', $record/r:language[1]),
          f:entry(if ($chapter) then 'version' else 'bookEdition', $record/r:version),
          f:entry('license', ($record/r:licence/@url[. ne ''], $record/r:licence)[1]),
          f:entry('abstract', $record/r:abstract), f:entry('keywords', string-join($record/r:keyword, ', ')),
          f:entry('identifier', $record/r:id[@type = 'DOI'][1] ! ('https://doi.org/' || .)), f:entry('url', f:address($record))"/>
      </j:map>
    </xsl:variable>
    <xsl:sequence select="f:json($thing)"/>
  </xsl:function>

  <xsl:function name="f:agent" as="element(j:map)" visibility="private">
    <xsl:param name="person" as="element(r:person)"/>
    <j:map>
      <xsl:sequence select="
        f:entry('@type', if ($person/@literal) then 'Organization' else 'Person'), f:entry('name', f:direct($person)),
        f:entry('givenName', $person/@given),
        f:entry('familyName', string-join(($person/@particle[. ne ''], $person/@family), ' '))"/>
    </j:map>
  </xsl:function>

  <xsl:function name="f:thing" as="element(j:map)" visibility="private">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="type" as="xs:string"/>
    <xsl:param name="name" as="xs:string"/>
    <j:map key="{$key}">
      <xsl:sequence select="f:entry('@type', $type), f:entry('name', $name)"/>
    </j:map>
  </xsl:function>
</xsl:stylesheet>
