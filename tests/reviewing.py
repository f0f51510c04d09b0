"""What the tests of `pecia review` share: a chapter whose marks do not change, and ways to answer."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from pecia.cli.main import group
from pecia.core.errors import PeciaError
from pecia.engines.trees import parse, tei

TEXT = """The Appeal

On 23 September 1932 Martemyan Ryutin was arrested by the OGPU in Moscow.1 General Smith had read the Appeal. Smith
knew John Smith and Mary Smith. On 13 October Smith left for the Moscow Committee. ICirov stayed, and Na saw Na.

1. See the report of 1989.
"""

# What the machine finds changes with each release; what a review makes of it does not.
MARKED = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
  <teiHeader>
    <fileDesc>
      <titleStmt>
        <title>The Appeal</title>
        <respStmt xml:id="pecia">
          <resp>marked</resp>
          <name type="software">pecia</name>
        </respStmt>
      </titleStmt>
      <publicationStmt><p>Nothing is said about the publication.</p></publicationStmt>
      <sourceDesc><p>Nothing is said about the source.</p></sourceDesc>
    </fileDesc>
  </teiHeader>
  <standOff>
    <listPerson>
      <person xml:id="john-smith" resp="#pecia">
        <persName type="main">John Smith</persName>
        <persName type="variant">Smith</persName>
      </person>
      <person xml:id="mary-smith" resp="#pecia">
        <persName type="main">Mary Smith</persName>
      </person>
      <person xml:id="na" resp="#pecia">
        <persName type="main">Na</persName>
      </person>
    </listPerson>
    <listOrg>
      <org xml:id="moscow-committee" resp="#pecia">
        <orgName type="main">Moscow Committee</orgName>
      </org>
    </listOrg>
  </standOff>
  <text>
    <body>
      <div type="chapter" xml:id="div1">
        <head xml:id="head1">The Appeal</head>
        <p xml:id="p1">General <persName ref="#john-smith" resp="#pecia" cert="low">Smith</persName> had read the
          Appeal. <persName ref="#john-smith" resp="#pecia" cert="high">Smith</persName> knew <persName
          ref="#john-smith" resp="#pecia" cert="high">John Smith</persName> &#38; <persName
          ref='#mary-smith' resp='#pecia' cert='high'>Mary Smith</persName>. On <date
          when="1932-10-13" resp="#pecia" cert="medium">13 October</date>
          <persName ref="#mary-smith" resp="#pecia" cert="low">Smith</persName> left for the <orgName
          ref="#moscow-committee" resp="#pecia" cert="medium">Moscow Committee</orgName>.<!-- which? -->
          <choice resp="#pecia"><sic>ICirov</sic><corr resp="#pecia" cert="high">Kirov</corr></choice> stayed, and
          <persName ref="#na" resp="#pecia" cert="medium">Na</persName> saw <persName ref="#na" resp="#pecia"
          cert="medium">Na</persName>.</p>
      </div>
    </body>
  </text>
</TEI>
"""
SOURCE = """The Appeal

General Smith had read the Appeal. Smith knew John Smith & Mary Smith. On 13 October Smith left for the Moscow
Committee. ICirov stayed, and Na saw Na.
"""


def pecia(*arguments: str | Path, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(group, [str(a) for a in arguments], input=stdin)
    if isinstance(result.exception, PeciaError):
        return result
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def review(chapter: Path, *lines: str, options: tuple[str, ...] = ()) -> Result:
    return pecia("review", chapter, "--as", "Ada Example", *options, stdin="".join(f"{line}\n" for line in lines))


def listed(chapter: Path, *options: str) -> list[dict[str, object]]:
    shown = pecia("review", chapter, "--list", "--json", *options)
    assert shown.exit_code == 0
    return [json.loads(line) for line in shown.stdout.splitlines()]


def carried_out(chapter: Path, *rows: dict[str, object]) -> Result:
    path = chapter.with_name("d.jsonl")
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return pecia("review", chapter, "--as", "Ada Example", "--decisions", path)


def marks(chapter: Path, who: str = "#ada-example") -> list[tuple[str, str]]:
    """What is somebody's in the text: the name of the element, and its words."""
    root = parse(chapter.read_bytes(), "c.xml")
    return [
        (str(e.tag).rpartition("}")[2], "".join(e.itertext()))
        for e in root.find(tei("text")).iter(tei("*"))
        if e.get("resp") == who
    ]
