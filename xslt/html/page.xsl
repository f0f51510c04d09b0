<?xml version="1.0" encoding="UTF-8"?>
<!-- The page around the text: head, header, contents, settings, footer. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="urn:pecia:functions" xmlns:m="urn:pecia:modes"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0" default-mode="m:html" exclude-result-prefixes="#all">

  <xsl:variable name="f:stylesheet" as="xs:string" static="yes" select="unparsed-text('page.css')"/>
  <xsl:variable name="f:script" as="xs:string" static="yes" select="unparsed-text('page.js')"/>
  <!-- XSLT can't reckon it; a test holds it to page.js. -->
  <xsl:variable name="f:script-hash" as="xs:string" static="yes" select="normalize-space(unparsed-text('page.js.sha256'))"/>

  <!-- To override: CSS after ours, and the colour of links and rubrics by day and by night. What may be overridden has no type:
       an edition would have to repeat it to the letter. -->
  <xsl:variable name="f:css-extra" select="''" visibility="public"/>
  <xsl:variable name="f:accent" select="'#8a2c1a'" visibility="public"/>
  <xsl:variable name="f:accent-dark" select="'#eb9e80'" visibility="public"/>

  <xsl:variable name="f:title" as="element(title)?" select="
    ($f:header/fileDesc/titleStmt/(title[@type = 'main'], title[@level = 'a'], title))[1]"/>

  <xsl:template name="f:page" as="element(Q{}html)">
    <html lang="{$f:language}">
      <xsl:sequence select="f:direction($f:language)"/>
      <xsl:call-template name="f:head"/>
      <body>
        <a class="skip" href="#:text"><xsl:sequence select="f:words('skip')"/></a>
        <xsl:call-template name="f:page-header"/>
        <div class="page">
          <div class="side">
            <xsl:call-template name="f:contents"/>
            <xsl:call-template name="f:settings"/>
          </div>
          <main id=":text" tabindex="-1">
            <xsl:call-template name="f:text"/>
            <xsl:call-template name="f:registers"/>
          </main>
        </div>
        <xsl:call-template name="f:page-footer"/>
        <script><xsl:sequence select="$f:script"/></script>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="f:head" as="element(Q{}head)">
    <head>
      <meta charset="utf-8"/>
      <!-- Whatever a document smuggled in, no script but ours would run and no host be asked. -->
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '{$f:script-hash}'; style-src 'unsafe-inline'; img-src 'self' file: data:; media-src 'self' file:; base-uri 'none'; form-action 'none'"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <meta name="referrer" content="no-referrer"/>
      <meta name="generator" content="pecia"/>
      <title><xsl:sequence select="f:page-title()"/></title>
      <xsl:call-template name="f:catalogue"/>
      <style>
        <xsl:sequence select="$f:stylesheet"/>
        <xsl:sequence select="':root{--accent-day:' || $f:accent || ';--accent-night:' || $f:accent-dark || '}' || $f:css-extra"/>
      </style>
      <xsl:call-template name="f:head-extra"/>
    </head>
  </xsl:template>

  <!-- To override: more of the head. -->
  <xsl:template name="f:head-extra" visibility="public"/>

  <xsl:function name="f:page-title" as="xs:string" visibility="private">
    <xsl:variable name="author" as="xs:string?" select="$f:header/fileDesc/titleStmt/author[1]/normalize-space()"/>
    <xsl:sequence select="string-join((($f:title ! normalize-space(f:reading(.)), f:words('untitled'))[. ne ''][1], $author[. ne '']), ' · ')"/>
  </xsl:function>

  <!-- To override: the head of the page. -->
  <xsl:template name="f:page-header" visibility="public">
    <xsl:variable name="statement" as="element(titleStmt)?" select="$f:header/fileDesc/titleStmt"/>
    <header class="page-header">
      <xsl:for-each select="$f:header/fileDesc/seriesStmt[1]/title[normalize-space()][1]">
        <p class="series"><xsl:sequence select="f:language-attributes(.)"/><xsl:apply-templates/></p>
      </xsl:for-each>
      <h1>
        <xsl:sequence select="f:language-attributes(($f:title, $f:tei)[1])"/>
        <xsl:apply-templates select="$f:title/node()"/>
        <xsl:if test="not(normalize-space($f:title))"><xsl:sequence select="f:words('untitled')"/></xsl:if>
      </h1>
      <xsl:for-each select="$statement/title[@type = 'sub'][normalize-space()]">
        <p class="subtitle"><xsl:sequence select="f:language-attributes(.)"/><xsl:apply-templates/></p>
      </xsl:for-each>
      <xsl:if test="$statement/author[normalize-space()]">
        <p class="author"><xsl:sequence select="f:names($statement/author)"/></p>
      </xsl:if>
      <xsl:if test="$statement/editor[normalize-space()]">
        <p class="editor"><xsl:sequence select="f:words('edited-by', f:names($statement/editor))"/></p>
      </xsl:if>
      <xsl:call-template name="f:licence-line"/>
    </header>
  </xsl:template>

  <xsl:function name="f:names" as="xs:string" visibility="private">
    <xsl:param name="people" as="element()*"/>
    <xsl:sequence select="string-join($people[normalize-space()] ! normalize-space(f:reading(.)), ', ')"/>
  </xsl:function>

  <xsl:template name="f:contents" as="element(Q{}nav)">
    <nav class="contents" aria-label="{f:words('contents')}">
      <details open="open">
        <summary><xsl:sequence select="f:words('contents')"/></summary>
        <ol>
          <xsl:apply-templates select="$f:text/(front | body | back | group)/*" mode="m:contents"/>
          <xsl:call-template name="f:register-contents"/>
          <li class="apparatus"><a href="#:cite"><xsl:sequence select="f:words('how-to-cite')"/></a></li>
          <li class="apparatus"><a href="#:about"><xsl:sequence select="f:words('about')"/></a></li>
        </ol>
      </details>
    </nav>
  </xsl:template>

  <xsl:mode name="m:contents" on-no-match="deep-skip" visibility="private"/>

  <xsl:template match="div | div1 | div2 | div3 | div4 | div5 | div6 | div7 | text | group | body | front | back" mode="m:contents" as="element()*">
    <xsl:apply-templates select="div | div1 | div2 | div3 | div4 | div5 | div6 | div7 | text | group | body | front | back" mode="#current"/>
  </xsl:template>

  <xsl:template match="*[head[normalize-space()]][self::div or self::div1 or self::div2 or self::div3 or self::div4 or self::div5 or self::div6 or self::div7]"
    mode="m:contents" as="element(Q{}li)" priority="1">
    <xsl:variable name="inner" as="element()*">
      <xsl:apply-templates select="div | div1 | div2 | div3 | div4 | div5 | div6 | div7" mode="#current"/>
    </xsl:variable>
    <li>
      <a href="#{f:division-id(.)}"><xsl:sequence select="f:language-attributes(head[normalize-space()][1]), normalize-space(f:reading(head[normalize-space()][1]))"/></a>
      <xsl:where-populated><ol><xsl:sequence select="$inner"/></ol></xsl:where-populated>
    </li>
  </xsl:template>

  <!-- Radio buttons and :has(): the settings work without a script; the script only remembers them. -->
  <xsl:template name="f:settings" as="element(Q{}section)">
    <xsl:param name="corrections" as="xs:string" tunnel="yes"/>
    <section class="settings" aria-label="{f:words('settings')}"><details>
      <summary><xsl:sequence select="f:words('settings')"/></summary>
      <xsl:if test="$f:text//choice[(sic and corr) or (orig and reg) or (abbr and expan)]">
        <xsl:sequence select="f:choices('corrections', ('corrected', 'source', 'both'), $corrections)"/>
      </xsl:if>
      <xsl:sequence select="f:choices('theme', ('auto', 'light', 'dark'), 'auto')"/>
    </details></section>
  </xsl:template>

  <xsl:function name="f:choices" as="element(Q{}fieldset)" visibility="private">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="values" as="xs:string+"/>
    <xsl:param name="chosen" as="xs:string"/>
    <fieldset>
      <legend><xsl:sequence select="f:words($name)"/></legend>
      <xsl:for-each select="$values">
        <label>
          <input type="radio" name="{$name}" value="{.}">
            <xsl:if test=". = $chosen"><xsl:attribute name="checked" select="'checked'"/></xsl:if>
          </input>
          <xsl:sequence select="f:words($name || '-' || .)"/>
        </label>
      </xsl:for-each>
    </fieldset>
  </xsl:function>

  <!-- To override: the foot of the page. -->
  <xsl:template name="f:page-footer" visibility="public">
    <footer class="page-footer">
      <xsl:call-template name="f:how-to-cite"/>
      <xsl:call-template name="f:about"/>
    </footer>
  </xsl:template>

  <!-- The attributes of a language, where it is said. -->
  <xsl:function name="f:language-attributes" as="attribute()*" visibility="private">
    <xsl:param name="element" as="element()?"/>
    <xsl:variable name="language" as="xs:string?" select="$element/@xml:lang[. ne '']"/>
    <xsl:if test="$language">
      <xsl:attribute name="lang" select="$language"/>
      <xsl:sequence select="f:direction($language)"/>
    </xsl:if>
  </xsl:function>

  <xsl:function name="f:direction" as="attribute(dir)?" visibility="private">
    <xsl:param name="language" as="xs:string"/>
    <xsl:if test="tokenize($language, '-')[1] = ('ar', 'arc', 'dv', 'fa', 'he', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi')">
      <xsl:attribute name="dir" select="'rtl'"/>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
