<?xml version="1.0" encoding="UTF-8"?>
<!-- Divisions, paragraphs, quotations, lists, verse, tables, figures, title pages. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" default-mode="m:html" exclude-result-prefixes="#all">

  <xsl:template name="f:text" as="element(Q{}div)*">
    <xsl:for-each select="$f:text">
      <div class="text">
        <xsl:call-template name="f:identity"/>
        <xsl:if test="not(@xml:lang)"><xsl:attribute name="lang" select="$f:text-language"/></xsl:if>
        <xsl:apply-templates/>
      </div>
    </xsl:for-each>
  </xsl:template>

  <!-- id and language, wherever the document has them. -->
  <xsl:template name="f:identity" as="attribute()*">
    <xsl:if test="@xml:id"><xsl:attribute name="id" select="@xml:id"/></xsl:if>
    <xsl:if test="@xml:lang"><xsl:sequence select="f:language-attributes(.)"/></xsl:if>
  </xsl:template>

  <!-- The catch-all: an element that nobody foresaw keeps its text. -->
  <xsl:template match="*" as="element()*">
    <xsl:element name="{if (f:has-blocks(.)) then 'div' else 'span'}">
      <xsl:attribute name="class" select="local-name()"/>
      <xsl:call-template name="f:identity"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <!-- The same for what stands between paragraphs. -->
  <xsl:template match="front | body | back | group | text | floatingText | argument | epigraph | opener | closer | postscript
    | titlePage | docTitle | docImprint | sp | castList | castGroup | set | div/* | body/* | front/* | back/*" as="element()*" priority="-0.4">
    <div class="{local-name()}">
      <xsl:call-template name="f:identity"/>
      <xsl:apply-templates/>
    </div>
  </xsl:template>

  <xsl:template match="teiHeader | standOff | facsimile | sourceDoc | index | interp | interpGrp | spanGrp | linkGrp | joinGrp
    | timeline | notesStmt | xenoData | certainty | precision | respons" as="element()*"/>

  <!-- Divisions -->
  <xsl:function name="f:division-id" as="xs:string" visibility="private">
    <xsl:param name="division" as="element()"/>
    <xsl:sequence select="
      if ($division/@xml:id) then $division/@xml:id
      else 'div:' || string-join($division/ancestor-or-self::*[not(self::TEI or self::text)] ! string(1 + count(preceding-sibling::*)), '.')"/>
  </xsl:function>

  <xsl:template match="div | div1 | div2 | div3 | div4 | div5 | div6 | div7" as="element()">
    <xsl:element name="{if (head[normalize-space()]) then 'section' else 'div'}">
      <xsl:attribute name="class" select="'div', @type"/>
      <xsl:call-template name="f:identity"/>
      <xsl:if test="head[normalize-space()] and not(@xml:id)"><xsl:attribute name="id" select="f:division-id(.)"/></xsl:if>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <!-- The page's title is h1; a division's heading is one lower than that of the next division around it that has one. -->
  <xsl:template match="div/head | div1/head | div2/head | div3/head | div4/head | div5/head | div6/head | div7/head" as="element()*">
    <xsl:variable name="level" as="xs:integer" select="min((1 + count(ancestor::*[head]), 6))"/>
    <xsl:element name="{if (@type = 'sub' or preceding-sibling::head or not(normalize-space())) then 'p' else 'h' || $level}">
      <xsl:attribute name="class" select="if (@type = 'sub' or preceding-sibling::head) then 'subhead' else if (f:is-repeated(.)) then 'head repeated' else 'head'"/>
      <xsl:call-template name="f:identity"/>
      <xsl:apply-templates/>
    </xsl:element>
    <xsl:call-template name="f:late-notes"/>
  </xsl:template>

  <!-- The heading of a chapter that is the title of the page stands there already; a listener still hears where the text begins. -->
  <xsl:function name="f:is-repeated" as="xs:boolean" visibility="private">
    <xsl:param name="head" as="element(head)"/>
    <xsl:sequence select="empty($head/*) and empty($head/ancestor::div[parent::div]) and lower-case(normalize-space($head)) = lower-case(normalize-space($f:title))"/>
  </xsl:function>

  <xsl:template match="head" as="element()*">
    <p class="head"><xsl:call-template name="f:identity"/><xsl:apply-templates/></p>
    <xsl:call-template name="f:late-notes"/>
  </xsl:template>

  <xsl:template match="byline | dateline | salute | signed | trailer | docAuthor | docDate | docEdition | imprimatur | titlePart
    | speaker | stage | address | castItem | publisher[parent::docImprint] | pubPlace[parent::docImprint]" as="element()*">
    <div class="{local-name()}">
      <xsl:call-template name="f:identity"/>
      <xsl:apply-templates/>
    </div>
    <xsl:call-template name="f:late-notes"/>
  </xsl:template>

  <xsl:template match="p//stage | p//address | l//stage | p//salute | p//signed | p//dateline | head//*[self::docDate or self::docAuthor]" as="element(Q{}span)">
    <span class="{local-name()}">
      <xsl:call-template name="f:identity"/>
      <xsl:apply-templates/>
    </span>
  </xsl:template>

  <!-- Paragraphs. HTML's p holds no block, TEI's does: then ours is a div. -->
  <xsl:variable name="f:with-blocks" as="map(xs:string, xs:boolean)" select="
    map:merge($f:text/(descendant::list | descendant::table | descendant::lg | descendant::l | descendant::p[ancestor::p or ancestor::ab] | descendant::ab[ancestor::p or ancestor::ab]
      | descendant::figure | descendant::floatingText | descendant::listBibl | descendant::listPerson | descendant::listPlace | descendant::listOrg
      | descendant::listEvent | descendant::sp | descendant::egXML | descendant::head)/ancestor::*[ancestor-or-self::p or ancestor-or-self::ab] ! map:entry(generate-id(), true()))"/>

  <xsl:function name="f:has-blocks" as="xs:boolean" visibility="private">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="map:size($f:with-blocks) ne 0 and map:contains($f:with-blocks, generate-id($element))"/>
  </xsl:function>

  <xsl:template match="p | ab" as="element()*">
    <xsl:element name="{if (f:has-blocks(.)) then 'div' else 'p'}">
      <xsl:attribute name="class" select="local-name()"/>
      <xsl:call-template name="f:numbered"/>
    </xsl:element>
    <xsl:call-template name="f:late-notes"/>
  </xsl:template>

  <xsl:variable name="f:paragraph-before" as="xs:string" select="substring-before(f:words('paragraph'), '{0}')"/>
  <xsl:variable name="f:paragraph-after" as="xs:string" select="substring-after(f:words('paragraph'), '{0}')"/>

  <!-- The id, the number in the margin that leads to it, the content, and its citation: shown when the address leads here. -->
  <xsl:template name="f:numbered" as="node()*">
    <xsl:variable name="number" as="xs:string?" select="$f:paragraph-numbers(generate-id())"/>
    <xsl:choose>
      <xsl:when test="exists($number)">
        <xsl:variable name="id" as="xs:string" select="string((@xml:id, 'p:' || $number)[1])"/>
        <xsl:attribute name="id" select="$id"/>
        <xsl:if test="@xml:lang"><xsl:sequence select="f:language-attributes(.)"/></xsl:if>
        <a class="number" href="#{$id}" aria-label="{$f:paragraph-before || $number || $f:paragraph-after}"><xsl:value-of select="$number"/></a>
        <xsl:apply-templates/>
        <span class="citation"><xsl:value-of select="$f:cite-before || $number || $f:cite-between || (if ($f:cite-address) then $id else '') || $f:cite-after"/></span>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="f:identity"/>
        <xsl:apply-templates/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Quotations -->
  <xsl:template match="quote[p | lg | ab | list | l] | div/quote | body/quote | div/cit | body/cit | epigraph/cit | epigraph/quote | cit[quote/(p | lg | ab | l)]" as="element()*">
    <xsl:element name="{if (self::cit) then 'div' else 'blockquote'}">
      <xsl:attribute name="class" select="local-name()"/>
      <xsl:call-template name="f:identity"/>
      <xsl:apply-templates/>
    </xsl:element>
    <xsl:call-template name="f:late-notes"/>
  </xsl:template>

  <!-- Verse -->
  <xsl:template match="lg" as="element()*">
    <div class="lg">
      <xsl:call-template name="f:numbered"/>
    </div>
    <xsl:call-template name="f:late-notes"/>
  </xsl:template>

  <xsl:template match="l" as="element(Q{}span)">
    <span class="l">
      <xsl:call-template name="f:identity"/>
      <xsl:apply-templates/>
    </span>
  </xsl:template>

  <!-- Lists -->
  <xsl:template match="list" as="element()*">
    <xsl:apply-templates select="head"/>
    <xsl:element name="{if (@type = ('ordered', 'numbered') or @rend = ('ordered', 'numbered')) then 'ol' else 'ul'}">
      <xsl:attribute name="class" select="string-join(('list', @type, 'labelled'[current()/(label | item/label)]), ' ')"/>
      <xsl:call-template name="f:identity"/>
      <xsl:apply-templates select="* except (head, label)"/>
    </xsl:element>
    <xsl:call-template name="f:late-notes"/>
  </xsl:template>

  <xsl:template match="list[@type = 'gloss'][label]" as="element()*" priority="1">
    <xsl:apply-templates select="head"/>
    <dl class="list gloss">
      <xsl:call-template name="f:identity"/>
      <xsl:for-each select="label | item">
        <xsl:element name="{if (self::label) then 'dt' else 'dd'}">
          <xsl:call-template name="f:identity"/>
          <xsl:apply-templates/>
        </xsl:element>
      </xsl:for-each>
    </dl>
    <xsl:call-template name="f:late-notes"/>
  </xsl:template>

  <xsl:template match="label" as="element(Q{}span)">
    <span class="label"><xsl:call-template name="f:identity"/><xsl:apply-templates/></span>
  </xsl:template>

  <!-- A label, before the item or in it, hangs beside it. -->
  <xsl:template match="item" as="element(Q{}li)">
    <xsl:variable name="label" as="element(label)?" select="(preceding-sibling::*[1][self::label], label[not(preceding-sibling::*)])[1]"/>
    <li>
      <xsl:call-template name="f:identity"/>
      <xsl:choose>
        <xsl:when test="$label">
          <xsl:apply-templates select="$label"/>
          <xsl:text> </xsl:text>
          <div class="labelled"><xsl:apply-templates select="node() except $label"/></div>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
      </xsl:choose>
    </li>
  </xsl:template>

  <xsl:template match="list/*" as="element(Q{}li)" priority="-0.3">
    <li class="{local-name()}"><xsl:next-match/></li>
  </xsl:template>

  <xsl:template match="listBibl | listPerson | listPlace | listOrg | listEvent | listNym | listWit | listRelation" as="element()*">
    <xsl:apply-templates select="head"/>
    <ul class="{local-name()}">
      <xsl:call-template name="f:identity"/>
      <xsl:for-each select="* except head">
        <li>
          <xsl:call-template name="f:identity"/>
          <xsl:apply-templates/>
        </li>
      </xsl:for-each>
    </ul>
  </xsl:template>

  <!-- Tables scroll in their own box, which the keyboard reaches: the page never does sideways. -->
  <xsl:template match="table" as="element()*">
    <div class="table" tabindex="0" role="group" aria-label="{(head[1]/normalize-space(f:reading(.))[. ne ''], f:words('table'))[1]}">
      <table>
        <xsl:call-template name="f:identity"/>
        <xsl:for-each select="head[1]"><caption><xsl:apply-templates/></caption></xsl:for-each>
        <tbody><xsl:apply-templates select="row"/></tbody>
      </table>
      <xsl:apply-templates select="* except (head[1], row)"/>
    </div>
    <xsl:call-template name="f:late-notes"/>
  </xsl:template>

  <xsl:template match="row" as="element(Q{}tr)">
    <tr><xsl:call-template name="f:identity"/><xsl:apply-templates select="*"/></tr>
  </xsl:template>

  <xsl:template match="cell" as="element()">
    <xsl:element name="{if (@role = 'label' or ../@role = 'label') then 'th' else 'td'}">
      <xsl:call-template name="f:identity"/>
      <xsl:if test="@role = 'label' or ../@role = 'label'"><xsl:attribute name="scope" select="if (../@role = 'label') then 'col' else 'row'"/></xsl:if>
      <xsl:if test="@cols castable as xs:positiveInteger"><xsl:attribute name="colspan" select="xs:positiveInteger(@cols)"/></xsl:if>
      <xsl:if test="@rows castable as xs:positiveInteger"><xsl:attribute name="rowspan" select="xs:positiveInteger(@rows)"/></xsl:if>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <!-- Figures -->
  <xsl:template match="figure" as="element()*">
    <figure>
      <xsl:call-template name="f:identity"/>
      <xsl:apply-templates select="* except (head, figDesc)"/>
      <xsl:where-populated>
        <figcaption>
          <xsl:for-each select="head"><strong><xsl:apply-templates/></strong></xsl:for-each>
          <xsl:if test="not(graphic | media | binaryObject)"><xsl:apply-templates select="figDesc/node()"/></xsl:if>
        </figcaption>
      </xsl:where-populated>
    </figure>
    <xsl:call-template name="f:late-notes"/>
  </xsl:template>

  <!-- An image beside the page, or within it, is shown; one of another host is a link: the page asks no one. -->
  <xsl:template match="graphic | binaryObject" as="element()?">
    <xsl:variable name="address" as="xs:string?" select="f:image(.)"/>
    <xsl:variable name="about" as="xs:string" select="normalize-space((desc, ../figDesc, ../head)[1])"/>
    <xsl:choose>
      <xsl:when test="$address"><img src="{$address}" alt="{$about}" loading="lazy"/></xsl:when>
      <xsl:when test="f:safe-link(@url)"><a class="graphic" href="{f:safe-link(@url)}"><xsl:sequence select="($about[. ne ''], f:words('image'))[1]"/></a></xsl:when>
      <xsl:otherwise><span class="graphic"><xsl:sequence select="($about[. ne ''], f:words('image'))[1]"/></span></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:variable name="f:image-types" as="xs:string+" select="'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'"/>

  <xsl:function name="f:image" as="xs:string?" visibility="private">
    <xsl:param name="graphic" as="element()"/>
    <xsl:variable name="url" as="xs:string" select="normalize-space($graphic/@url)"/>
    <xsl:variable name="link" as="xs:string?" select="f:safe-link($url)"/>
    <xsl:sequence select="
      if ($graphic/self::binaryObject) then
        (if ($graphic/@mimeType = $f:image-types) then 'data:' || $graphic/@mimeType || ';base64,' || translate($graphic, ' &#xA;&#x9;&#xD;', '') else ())
      else if (some $type in $f:image-types satisfies starts-with($url, 'data:' || $type || ';base64,')) then $url
      else if (empty($link) or contains($link, '//') or contains($link, '\') or contains($link, ':')) then ()
      else $url"/>
  </xsl:function>

  <xsl:template match="formula | egXML" as="element(Q{}code)">
    <code class="{local-name()}"><xsl:call-template name="f:identity"/><xsl:value-of select="."/></code>
  </xsl:template>
</xsl:stylesheet>
