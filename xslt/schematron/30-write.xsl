<?xml version="1.0" encoding="UTF-8"?>
<!-- Pass 3: a pattern becomes a mode, a rule a template of it; the first rule that matches a node has the highest priority. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron" xmlns:out="urn:pecia:written" xmlns:f="urn:pecia:functions"
  xmlns:m="urn:pecia:modes" exclude-result-prefixes="xs sch m" default-mode="m:write">

  <xsl:namespace-alias stylesheet-prefix="out" result-prefix="xsl"/>
  <xsl:mode name="m:write" on-no-match="fail"/>
  <xsl:mode name="m:words" on-no-match="shallow-skip"/>

  <xsl:template match="sch:schema" as="element()">
    <xsl:variable name="phase" as="xs:string" select="f:phase(.)"/>
    <xsl:variable name="patterns" as="element(sch:pattern)*" select="f:active(., $phase)"/>
    <!-- Those of the phase come before those of the schema by the same names. -->
    <xsl:variable name="variables" as="element(sch:let)*" select="sch:phase[@id = $phase]/sch:let"/>
    <out:stylesheet version="3.0" exclude-result-prefixes="#all">
      <xsl:for-each select="sch:ns">
        <xsl:namespace name="{@prefix}" select="string(@uri)"/>
      </xsl:for-each>
      <out:output method="xml" indent="no"/>
      <xsl:copy-of select="xsl:key | xsl:function"/>
      <xsl:call-template name="steps"/>
      <xsl:apply-templates select="sch:let[not(@name = $variables/@name)], $variables, $patterns/sch:let[f:is-global(.)]"/>
      <out:template match="/">
        <found>
          <xsl:for-each select="$patterns">
            <out:apply-templates select="{f:walk(.)}" mode="{f:mode(.)}"/>
          </xsl:for-each>
        </found>
      </out:template>
      <xsl:apply-templates select="$patterns"/>
    </out:stylesheet>
  </xsl:template>

  <xsl:function name="f:phase" as="xs:string">
    <xsl:param name="schema" as="element(sch:schema)"/>
    <xsl:variable name="asked" as="xs:string" select="($phase[. ne '#DEFAULT'], $schema/@defaultPhase/string(), '#ALL')[1]"/>
    <xsl:if test="not($asked = ('#ALL', $schema/sch:phase/@id))">
      <xsl:message terminate="yes" select="'there is no phase ' || $asked"/>
    </xsl:if>
    <xsl:sequence select="$asked"/>
  </xsl:function>

  <xsl:function name="f:active" as="element(sch:pattern)*">
    <xsl:param name="schema" as="element(sch:schema)"/>
    <xsl:param name="phase" as="xs:string"/>
    <xsl:sequence select="
        if ($phase eq '#ALL') then $schema/sch:pattern
        else $schema/sch:pattern[@id = $schema/sch:phase[@id = $phase]/sch:active/@pattern]"/>
  </xsl:function>

  <!-- A node's place: the child numbers of its element and those above it. -->
  <xsl:template name="steps" as="element()">
    <out:function name="f:steps" as="Q{{http://www.w3.org/2001/XMLSchema}}string">
      <out:param name="node" as="node()"/>
      <out:sequence select="string-join($node/ancestor-or-self::*/(1 + count(preceding-sibling::*)), '/')"/>
    </out:function>
  </xsl:template>

  <xsl:template match="sch:pattern" as="element()*">
    <xsl:variable name="pattern" as="element(sch:pattern)" select="."/>
    <out:mode name="{f:mode(.)}" on-no-match="deep-skip"/>
    <xsl:for-each select="sch:rule">
      <out:template match="{@context}" priority="{last() - position() + 1}" mode="{f:mode($pattern)}">
        <xsl:apply-templates select="$pattern/sch:let[not(f:is-global(.))]" mode="m:from-root"/>
        <xsl:apply-templates select="sch:let, sch:assert, sch:report"/>
      </out:template>
    </xsl:for-each>
  </xsl:template>

  <xsl:function name="f:mode" as="xs:string">
    <xsl:param name="pattern" as="element(sch:pattern)"/>
    <xsl:sequence select="'p' || count($pattern/preceding-sibling::sch:pattern)"/>
  </xsl:function>

  <!-- Which nodes a pattern is shown, in document order. Guessed from the text of its contexts: too many do no harm. -->
  <xsl:function name="f:walk" as="xs:string">
    <xsl:param name="pattern" as="element(sch:pattern)"/>
    <xsl:variable name="contexts" as="xs:string" select="string-join($pattern/sch:rule/@context, ' | ')"/>
    <xsl:sequence select="
        string-join((
          '//*',
          if (matches($contexts, '(^|\|)\s*/\s*(\[|\||$)|root\(|document-node|node\(')) then '/' else (),
          if (matches($contexts, '@|attribute')) then '//@*' else (),
          if (matches($contexts, 'text\s*\(|node\s*\(')) then '//text()' else (),
          if (matches($contexts, 'comment\s*\(|node\s*\(')) then '//comment()' else (),
          if (matches($contexts, 'processing-instruction\s*\(|node\s*\(')) then '//processing-instruction()' else ()
        ), ' | ')"/>
  </xsl:function>

  <!-- A variable of a pattern may serve in the contexts of its rules if it is global; but then its name must be its own. -->
  <xsl:function name="f:is-global" as="xs:boolean">
    <xsl:param name="let" as="element(sch:let)"/>
    <xsl:sequence select="count(root($let)//sch:let[@name = $let/@name]) = 1"/>
  </xsl:function>

  <xsl:template match="sch:let[@value]" as="element()">
    <out:variable name="{@name}" select="{@value}"/>
  </xsl:template>

  <xsl:template match="sch:let" as="element()">
    <out:variable name="{@name}">
      <xsl:copy-of select="node()"/>
    </out:variable>
  </xsl:template>

  <xsl:template match="sch:let[@value]" mode="m:from-root" as="element()">
    <out:variable name="{@name}" as="item()*">
      <out:for-each select="root()">
        <out:sequence select="{@value}"/>
      </out:for-each>
    </out:variable>
  </xsl:template>

  <xsl:template match="sch:let" mode="m:from-root" as="element()">
    <xsl:apply-templates select="."/>
  </xsl:template>

  <xsl:template match="sch:assert" as="element()">
    <out:if test="not({@test})">
      <xsl:call-template name="finding"/>
    </out:if>
  </xsl:template>

  <xsl:template match="sch:report" as="element()">
    <out:if test="{@test}">
      <xsl:call-template name="finding"/>
    </out:if>
  </xsl:template>

  <xsl:template name="finding" as="element()*">
    <xsl:variable name="subject" as="xs:string" select="(@subject, ../@subject, '.')[1]"/>
    <finding>
      <xsl:sequence select="f:named('code', @id)"/>
      <xsl:sequence select="f:named('role', (@role, @severity, ../@role, ../../@role)[1])"/>
      <out:attribute name="steps" select="f:steps((({$subject})[. instance of node()], .)[1])"/>
      <message>
        <xsl:apply-templates mode="m:words"/>
      </message>
      <hint>
        <xsl:apply-templates select="root()//sch:diagnostic[@id = tokenize(current()/@diagnostics)]/node()" mode="m:words"/>
      </hint>
    </finding>
  </xsl:template>

  <xsl:function name="f:named" as="attribute()?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="value" as="attribute()?"/>
    <xsl:if test="exists($value)">
      <!-- Braces would be read as an attribute value template. -->
      <xsl:attribute name="{$name}" select="replace($value, '([{}])', '$1$1')"/>
    </xsl:if>
  </xsl:function>

  <xsl:template match="text()" mode="m:words" as="element()">
    <out:text><xsl:value-of select="."/></out:text>
  </xsl:template>

  <xsl:template match="sch:name" mode="m:words" as="element()">
    <out:value-of select="{(@path, 'name(.)')[1]}"/>
  </xsl:template>

  <xsl:template match="sch:value-of" mode="m:words" as="element()">
    <out:value-of select="{@select}"/>
  </xsl:template>

</xsl:stylesheet>
