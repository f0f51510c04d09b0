<?xml version="1.0" encoding="UTF-8"?>
<!-- Each note stands once on the page, where its first anchor is; it is led to from there, and leads back. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" default-mode="m:html" exclude-result-prefixes="#all">

  <!-- The notes that something may point to, and the anchor in the text itself that each stands at. -->
  <xsl:variable name="f:notes" as="map(xs:string, element(note))">
    <xsl:map>
      <xsl:for-each-group select="$f:text/descendant::note[@xml:id]" group-by="@xml:id">
        <xsl:map-entry key="string(current-grouping-key())" select="."/>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:variable>

  <xsl:variable name="f:placed" as="map(xs:string, element())">
    <xsl:map>
      <xsl:for-each-group select="$f:text/(descendant::ref | descendant::ptr)[starts-with(@target, '#')][not(ancestor::note or ancestor::fw)]"
        group-by="substring(@target, 2)">
        <xsl:if test="map:contains($f:notes, current-grouping-key())">
          <xsl:map-entry key="current-grouping-key()" select="."/>
        </xsl:if>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:variable>

  <!-- The anchor that the note stands at; none for a note that nothing in the text itself leads to. -->
  <xsl:function name="f:anchor-of" as="element()?" visibility="private">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="if ($note/@xml:id) then $f:placed(string($note/@xml:id)) else ()"/>
  </xsl:function>

  <xsl:function name="f:anchor-id" as="xs:string" visibility="private">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="string((f:anchor-of($note)/@xml:id, f:note-id($note) || ':ref')[1])"/>
  </xsl:function>

  <xsl:function name="f:note-id" as="xs:string" visibility="private">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="string(($note/@xml:id, 'note:' || $f:inline-numbers(generate-id($note)), 'note:')[1])"/>
  </xsl:function>

  <!-- Notes that are written where they belong. Unnumbered ones get letters, where numbers are taken. -->
  <xsl:variable name="f:inline-notes" as="element(note)*" select="
    $f:text//note[not(parent::noteGrp or parent::div/@type = 'notes')][not(ancestor::note or ancestor::fw)][empty(f:anchor-of(.))]"/>

  <xsl:variable name="f:inline-numbers" as="map(xs:string, xs:string)">
    <xsl:variable name="picture" as="xs:string" select="if (exists($f:text//note/@n)) then 'a' else '1'"/>
    <xsl:map>
      <xsl:for-each select="$f:inline-notes">
        <xsl:map-entry key="generate-id()" select="format-integer(position(), $picture)"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:variable>

  <xsl:function name="f:note-label" as="xs:string" visibility="private">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="
      (normalize-space($note/@n), normalize-space(f:anchor-of($note)), $f:inline-numbers(generate-id($note)), '*')[. ne ''][1]"/>
  </xsl:function>

  <!-- A note with more than paragraphs cannot stand within a line: it follows its paragraph. -->
  <xsl:function name="f:is-late" as="xs:boolean" visibility="private">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="exists($note/*[not(self::label or self::title)]) and exists($note/descendant::*[self::list or self::table or self::lg or self::l or self::quote[p]
      or self::figure or self::floatingText or self::listBibl or self::egXML or self::address])"/>
  </xsl:function>

  <!-- Late notes by what they follow. -->
  <xsl:variable name="f:late" as="map(xs:string, element(note)+)">
    <xsl:map>
      <xsl:for-each-group select="$f:text/descendant::note/*[not(self::label or self::title or self::gap)]/ancestor::note[1][f:is-late(.)]" group-by="(f:anchor-of(.), .[some $note in $f:inline-notes satisfies . is $note])[1] ! generate-id(f:host(.))">
        <xsl:map-entry key="current-grouping-key()" select="current-group()"/>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:variable>

  <!-- The block that a late note follows: never a cell or an item, which cannot have it beside them. -->
  <xsl:function name="f:host" as="element()?" visibility="private">
    <xsl:param name="anchor" as="element()"/>
    <xsl:sequence select="$anchor/ancestor::*[self::p or self::ab or self::head or self::lg or self::list or self::table or self::figure
      or self::quote[p or lg or ab or list or l] or self::byline or self::dateline or self::titlePart or self::trailer or self::signed or self::salute][1]
      ! (ancestor::*[self::p or self::ab or self::list or self::table or self::figure][last()], .)[1]"/>
  </xsl:function>

  <xsl:template name="f:late-notes" as="element()*">
    <xsl:if test="map:size($f:late)">
      <xsl:apply-templates select="$f:late(generate-id())" mode="m:beside">
        <xsl:with-param name="element" select="'div'" tunnel="yes"/>
      </xsl:apply-templates>
    </xsl:if>
  </xsl:template>

  <xsl:variable name="f:back-before" as="xs:string" select="substring-before(f:words('note-back'), '{0}')"/>
  <xsl:variable name="f:back-after" as="xs:string" select="substring-after(f:words('note-back'), '{0}')"/>

  <xsl:variable name="f:note-before" as="xs:string" select="substring-before(f:words('note'), '{0}')"/>
  <xsl:variable name="f:note-after" as="xs:string" select="substring-after(f:words('note'), '{0}')"/>

  <xsl:mode name="m:beside" visibility="private"/>

  <!-- The note itself. Its number leads back. -->
  <xsl:template match="note" mode="m:beside" as="element()">
    <xsl:param name="element" as="xs:string" select="'span'" tunnel="yes"/>
    <xsl:param name="label" as="xs:string" select="f:note-label(.)"/>
    <xsl:param name="id" as="xs:string" select="f:note-id(.)"/>
    <xsl:param name="anchor" as="xs:string" select="f:anchor-id(.)"/>
    <xsl:element name="{$element}">
      <xsl:attribute name="class" select="'note', @type"/>
      <xsl:attribute name="role" select="'doc-footnote'"/>
      <xsl:attribute name="id" select="$id"/>
      <xsl:if test="@xml:lang"><xsl:sequence select="f:language-attributes(.)"/></xsl:if>
      <a class="back" role="doc-backlink" href="#{$anchor}" aria-label="{$f:back-before || $label || $f:back-after}"><xsl:sequence select="$label"/></a>
      <xsl:text> </xsl:text>
      <xsl:apply-templates select="." mode="m:note-body">
        <xsl:with-param name="linked" select="false()" tunnel="yes"/>
        <xsl:with-param name="link" select="()" tunnel="yes"/>
      </xsl:apply-templates>
    </xsl:element>
  </xsl:template>

  <xsl:mode name="m:note-body" visibility="private"/>

  <xsl:template match="note" mode="m:note-body" as="node()*">
    <xsl:apply-templates mode="m:html"/>
  </xsl:template>

  <!-- The label is the number that stands there already. -->
  <xsl:template match="note/label[not(preceding-sibling::*)]" as="empty-sequence()" priority="1"/>

  <xsl:template match="note[gap][not(*[not(self::gap or self::label)][normalize-space()] or text()[normalize-space()])]" mode="m:note-body" as="element(Q{}span)">
    <span class="gap"><xsl:sequence select="f:words('note-absent')"/></span>
  </xsl:template>

  <!-- Anchors -->
  <xsl:template match="ref[map:contains($f:notes, substring(@target, 2))] | ptr[map:contains($f:notes, substring(@target, 2))]" as="element()*" priority="2">
    <xsl:variable name="id" as="xs:string" select="substring(@target, 2)"/>
    <xsl:variable name="note" as="element(note)" select="$f:notes($id)"/>
    <xsl:variable name="first" as="xs:boolean" select="exists($f:placed($id)[. is current()])"/>
    <xsl:variable name="label" as="xs:string" select="f:note-label($note)"/>
    <a class="noteref" role="doc-noteref" href="#{$id}" aria-label="{$f:note-before || $label || $f:note-after}">
      <xsl:choose>
        <xsl:when test="@xml:id"><xsl:attribute name="id" select="@xml:id"/></xsl:when>
        <xsl:when test="$first"><xsl:attribute name="id" select="$id || ':ref'"/></xsl:when>
      </xsl:choose>
      <xsl:value-of select="(normalize-space(.)[. ne ''], $label)[1]"/>
    </a>
    <xsl:if test="$first and not(f:is-late($note))">
      <xsl:apply-templates select="$note" mode="m:beside">
        <xsl:with-param name="label" select="$label"/>
        <xsl:with-param name="id" select="$id"/>
        <xsl:with-param name="anchor" select="string((@xml:id, $id || ':ref')[1])"/>
      </xsl:apply-templates>
    </xsl:if>
  </xsl:template>

  <!-- An anchor whose note is not there stays what it was: a small number. -->
  <xsl:template match="ref[@type = 'noteAnchor']" as="element(Q{}sup)">
    <sup class="noteref"><xsl:call-template name="f:identity"/><xsl:value-of select="."/></sup>
  </xsl:template>

  <!-- Notes where they are written -->
  <xsl:template match="note" as="element()*">
    <xsl:variable name="label" as="xs:string" select="f:note-label(.)"/>
    <a class="noteref" role="doc-noteref" id="{f:anchor-id(.)}" href="#{f:note-id(.)}" aria-label="{f:words('note', $label)}"><xsl:sequence select="$label"/></a>
    <xsl:if test="not(f:is-late(.))"><xsl:apply-templates select="." mode="m:beside"/></xsl:if>
  </xsl:template>

  <!-- Between paragraphs nothing leads to it: it stands beside what follows. -->
  <xsl:template match="div/note | body/note | front/note | back/note | quote/note[../p] | lg/note | figure/note | sp/note" as="element(Q{}div)" priority="1">
    <div class="{string-join(('note', 'free', @type[. castable as xs:NMTOKEN]), ' ')}" role="note">
      <xsl:call-template name="f:identity"/>
      <xsl:apply-templates/>
    </div>
  </xsl:template>

  <xsl:template match="note[@place = 'inline'] | note//note | figDesc//note | rdg//note" as="element(Q{}span)" priority="1.5">
    <span class="note-inline" role="note">
      <xsl:call-template name="f:identity"/>
      <xsl:text>[</xsl:text>
      <xsl:apply-templates/>
      <xsl:text>]</xsl:text>
    </span>
  </xsl:template>

  <xsl:template match="note[@xml:id][map:contains($f:placed, string(@xml:id))]" as="empty-sequence()" priority="3"/>

  <xsl:template match="noteGrp" as="element()*">
    <xsl:apply-templates select="*"/>
  </xsl:template>

  <!-- The division of the notes says where they went, and keeps those that nothing leads to. -->
  <xsl:template match="div[@type = 'notes']" as="element(Q{}section)?">
    <xsl:variable name="placed" as="element(note)*" select=".//note[exists(f:anchor-of(.))]"/>
    <xsl:if test="head[normalize-space()] or exists(* except (head, $placed))">
      <section class="div notes" id="{f:division-id(.)}">
        <xsl:apply-templates select="head"/>
        <xsl:if test="$placed">
          <p class="notes-beside">
            <xsl:sequence select="f:words('notes-beside')"/>
            <xsl:for-each select="$placed">
              <xsl:text> </xsl:text>
              <a href="#{f:note-id(.)}"><xsl:sequence select="f:note-label(.)"/></a>
            </xsl:for-each>
          </p>
        </xsl:if>
        <xsl:apply-templates select="* except (head, $placed)"/>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Paragraphs of a note: not HTML's within a line, and never numbered. -->
  <xsl:template match="note//p | note//ab" as="element()" priority="0.8">
    <xsl:param name="element" as="xs:string" select="'span'" tunnel="yes"/>
    <xsl:element name="{if ($element = 'span') then 'span' else if (f:has-blocks(.)) then 'div' else 'p'}">
      <xsl:attribute name="class" select="'np'"/>
      <xsl:call-template name="f:identity"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>
</xsl:stylesheet>
