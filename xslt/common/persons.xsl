<?xml version="1.0" encoding="UTF-8"?>
<!-- Names as catalogues want them: family name, particle, forenames; organisations whole. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xmlns:r="urn:pecia:record" xpath-default-namespace="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="#all">

  <xsl:mode name="m:person" on-no-match="shallow-skip" visibility="private"/>

  <!-- “and”, in every language that we have words of. -->
  <xsl:variable name="f:joining" as="xs:string+" visibility="private" select="
    '&amp;', $f:languages ! normalize-space(f:label('cite-and', .))"/>

  <!-- author, editor and the like: one r:person for each name in it. -->
  <xsl:function name="f:people" as="element(r:person)*" visibility="private">
    <xsl:param name="statements" as="element()*"/>
    <xsl:param name="role" as="xs:string"/>
    <xsl:for-each select="$statements[normalize-space()]">
      <xsl:variable name="names" as="element()*" select=".[self::author or self::editor]/(persName | orgName | name)"/>
      <xsl:apply-templates select="if (exists($names)) then $names else ." mode="m:person">
        <xsl:with-param name="role" select="$role" tunnel="yes"/>
      </xsl:apply-templates>
    </xsl:for-each>
  </xsl:function>

  <!-- Encoded parts first. -->
  <xsl:template match="*[surname]" mode="m:person" as="element(r:person)" priority="2">
    <xsl:param name="role" as="xs:string" tunnel="yes"/>
    <r:person role="{$role}" family="{f:plain(surname)}" given="{string-join(forename ! f:plain(.), ' ')}"
      particle="{string-join(nameLink ! f:plain(.), ' ')}" suffix="{string-join(genName ! f:plain(.), ' ')}"/>
  </xsl:template>

  <xsl:template match="orgName | *[orgName] | name[@type = ('org', 'organisation', 'organization')]" mode="m:person"
    as="element(r:person)" priority="1">
    <xsl:param name="role" as="xs:string" tunnel="yes"/>
    <r:person role="{$role}" literal="{f:plain(.)}"/>
  </xsl:template>

  <!-- Else “Family, Given” by its comma; else the last word is the family name, after particles in lower case. -->
  <xsl:template match="*" mode="m:person" as="element(r:person)">
    <xsl:param name="role" as="xs:string" tunnel="yes"/>
    <xsl:variable name="name" as="xs:string" select="f:plain(.)"/>
    <xsl:variable name="suffix" as="xs:string" select="
      (analyze-string($name, ',?\s+((Jr|Sr)\.?|I{2,3}|IV)$')/*:match/*:group[1]/string(), '')[1]"/>
    <xsl:variable name="bare" as="xs:string" select="replace($name, ',?\s+((Jr|Sr)\.?|I{2,3}|IV)$', '')"/>
    <xsl:variable name="turned" as="xs:string" select="
      if (contains($bare, ',')) then normalize-space(substring-after($bare, ',') || ' ' || substring-before($bare, ','))
      else $bare"/>
    <xsl:variable name="words" as="xs:string*" select="tokenize($turned)"/>
    <xsl:variable name="family" as="xs:integer" select="
      if (contains($bare, ',')) then count(tokenize(substring-before($bare, ','))) else 1"/>
    <xsl:variable name="surname" as="xs:string*" select="$words[position() gt last() - $family]"/>
    <xsl:variable name="others" as="xs:string*" select="$words[position() le last() - $family]"/>
    <!-- Counted from the family name back: the run of words that begin in lower case. -->
    <xsl:variable name="particles" as="xs:integer" select="
      (for $n in 0 to count($others) return $n[not(matches($others[last() - $n], '^\p{Ll}'))], 0)[1]"/>
    <xsl:choose>
      <!-- One word, “Brand and Sons”, “The canal project”: nothing to take apart. -->
      <xsl:when test="count($words) le 1 or $words = $f:joining or matches($words[last()], '^\p{Ll}')">
        <r:person role="{$role}" literal="{$name}"/>
      </xsl:when>
      <xsl:otherwise>
        <r:person role="{$role}" family="{string-join($surname, ' ')}"
          given="{string-join($others[position() le last() - $particles], ' ')}"
          particle="{string-join($others[position() gt last() - $particles], ' ')}" suffix="{$suffix}"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
