"""A fragment of TEI, set into a document that is otherwise without fault: what the examples on the rules' pages are."""

from __future__ import annotations

from lxml import etree

from pecia.engines.trees import TEI, local, parse
from pecia.validation import Checked

_WHOLE = f"""<TEI xmlns="{TEI}" xml:id="whole" xml:lang="en">
  <teiHeader>
    <fileDesc>
      <titleStmt><title>A title</title><author>Ada Example</author>
        <respStmt xml:id="ada"><resp>encoded by</resp><name>Ada Example</name></respStmt></titleStmt>
      <publicationStmt><publisher>A publisher</publisher><date when="2026">2026</date><availability>
        <licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence></availability>
      </publicationStmt>
      <sourceDesc><bibl>A book.</bibl></sourceDesc>
    </fileDesc>
    <profileDesc><langUsage><language ident="en">English</language></langUsage></profileDesc>
  </teiHeader>
  <text xml:lang="en"><body><div type="chapter" xml:id="div1"></div></body><back></back></text>
</TEI>"""
_REPLACED = ("titleStmt", "publicationStmt", "sourceDesc", "profileDesc", "teiHeader", "text")


def document(fragment: str, path: str = "example.xml") -> Checked:
    """Parts of the header, or a whole text, take the place of what is there; `standOff` and notes go to theirs."""
    whole = parse(_WHOLE.encode(), path)
    for part in list(parse(f'<x xmlns="{TEI}">{fragment}</x>'.encode(), path)):
        name = local(part)
        if name == "TEI":
            whole = part
        elif name in _REPLACED:
            old = next(whole.iter(f"{{{TEI}}}{name}"))
            old.getparent().replace(old, part)
        elif name == "standOff":
            whole.insert(1, part)
        else:
            notes = name == "div" and part.get("type") == "notes"
            next(whole.iter(f"{{{TEI}}}back" if notes else f"{{{TEI}}}div")).append(part)
    content = etree.tostring(whole, encoding="UTF-8", xml_declaration=True)
    return Checked(path, parse(content, path), content)


def register(fragment: str, path: str = "register.xml") -> Checked:
    """A document without a text, which is what a register is."""
    made = document(fragment, path)
    text = next(made.tree.iter(f"{{{TEI}}}text"))
    text.getparent().remove(text)
    content = etree.tostring(made.tree, encoding="UTF-8", xml_declaration=True)
    return Checked(path, parse(content, path), content)
