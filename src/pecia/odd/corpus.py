"""An ODD from a corpus: exactly the elements, attributes and values that its files use, with counts.

Values become a closed list where an attribute of an element has few of them, and each comes more than once; a free
text, a number or a pointer is left to its datatype.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from pecia.odd.content import Datatype
from pecia.odd.facts import Facts
from pecia.odd.reading import parse
from pecia.odd.schema import Attribute, Schema
from pecia.odd.specs import TEI, XML

_WORDS = frozenset({"teidata.enumerated", "teidata.word"})
_MOST_VALUES = 40


@dataclass(slots=True)
class Usage:
    """What the files use, counted: elements, attributes of an element, values of an attribute of an element; and the
    names that TEI does not have."""

    files: int = 0
    elements: Counter[str] = field(default_factory=Counter)
    attributes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    values: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    roots: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)


def usage(files: Iterable[tuple[str, bytes]], schema: Schema) -> Usage:
    """What files, given as (name, content), use. Raises SchemaError for one that is not well-formed."""
    found = Usage()
    for name, content in files:
        root = parse(content, name)
        found.files += 1
        found.roots[etree.QName(root).localname] += 1
        for element in root.iter(f"{{{TEI}}}*", "{http://www.tei-c.org/ns/Examples}egXML"):
            _count(element, found, schema)
    return found


def _count(element: etree._Element, found: Usage, schema: Schema) -> None:
    name = etree.QName(element).localname
    known = schema.elements.get(name)
    if known is None:
        found.unknown[f"<{name}>"] += 1
        return
    found.elements[name] += 1
    for key, value in element.attrib.items():
        attribute = str(key).replace(f"{{{XML}}}", "xml:")
        if not any(each.name == attribute for each in known.attributes):
            found.unknown[f"{name}/@{attribute}"] += 1
            continue
        found.attributes[name][attribute] += 1
        found.values[name, attribute].update(str(value).split())


def odd(found: Usage, schema: Schema, facts: Facts, ident: str, title: str) -> str:
    """The text of the ODD. It is compiled with the facts that it was made from."""
    modules: dict[str, list[str]] = {"tei": []}
    for name in sorted(found.elements):
        modules.setdefault(facts.elements[name].module, []).append(name)
    classes = sorted({each.origin for name in found.elements for each in _used(name, found, schema) if each.origin})
    extra = [name for name in classes if facts.classes[name].module not in modules]
    lines = [_module(module, names) for module, names in modules.items()]
    lines += [f'<classRef key="{name}"/>' for name in extra]
    here = {name for name, spec in facts.classes.items() if spec.module in modules} | set(extra)
    idle = {name: _idle(name, found, schema) for name in schema.classes if name in here}
    for name, attributes in idle.items():
        lines += _class(name, attributes, schema)
    for name in sorted(found.elements):
        lines += _element(name, found, schema, idle)
    body = "\n".join(f"          {line}" for line in lines)
    start = " ".join(sorted(root for root in found.roots if root in found.elements)) or "TEI"
    return _FRAME.format(title=escape(title), ident=ident, start=start, files=found.files, body=body)


def _used(name: str, found: Usage, schema: Schema) -> list[Attribute]:
    return [each for each in schema.elements[name].attributes if each.name in found.attributes[name]]


def _module(module: str, names: list[str]) -> str:
    include = f" include={quoteattr(' '.join(names))}" if names else ""
    return f'<moduleRef key="{module}"{include}/>'


def _idle(owner: str, found: Usage, schema: Schema) -> tuple[str, ...]:
    """The attributes of a class that no element uses which has them from there."""
    used = {each.name for name in found.elements for each in _used(name, found, schema) if each.origin == owner}
    return tuple(each.name for each in schema.classes[owner].attributes if each.name not in used)


def _class(name: str, idle: tuple[str, ...], schema: Schema) -> list[str]:
    known = schema.classes[name]
    if not idle:
        return []
    if len(idle) == len(known.attributes) and not known.classes:
        return [f'<classSpec ident="{name}" type="atts" mode="delete"/>']
    gone = [f'    <attDef ident="{each}" mode="delete"/>' for each in idle]
    return [
        f'<classSpec ident="{name}" type="atts" mode="change">',
        "  <attList>",
        *gone,
        "  </attList>",
        "</classSpec>",
    ]


def _element(name: str, found: Usage, schema: Schema, idle: dict[str, tuple[str, ...]]) -> list[str]:
    lines = []
    for each in schema.elements[name].attributes:
        if found.attributes[name][each.name]:
            lines += _values(name, each, found)
        elif not each.origin or (each.origin in idle and each.name not in idle[each.origin]):
            lines.append(f'    <attDef ident="{each.name}" mode="delete"/>')
    head = f'<elementSpec ident="{name}" mode="change"><!-- {found.elements[name]} -->'
    return [head, "  <attList>", *lines, "  </attList>", "</elementSpec>"] if lines else [head + "</elementSpec>"]


def _values(name: str, attribute: Attribute, found: Usage) -> list[str]:
    values = found.values[name, attribute.name]
    listed = isinstance(attribute.datatype, Datatype) and attribute.datatype.name in _WORDS
    if not listed or not values or len(values) > _MOST_VALUES or len(values) == values.total() > 1:
        return []
    items = [f"        <valItem ident={quoteattr(value)}/><!-- {count} -->" for value, count in sorted(values.items())]
    head = f'    <attDef ident="{attribute.name}" mode="change"><!-- {found.attributes[name][attribute.name]} -->'
    return [head, '      <valList type="closed" mode="replace">', *items, "      </valList>", "    </attDef>"]


_FRAME = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
  <teiHeader>
    <fileDesc>
      <titleStmt>
        <title>{title}</title>
      </titleStmt>
      <publicationStmt>
        <p>Unpublished.</p>
      </publicationStmt>
      <sourceDesc>
        <p>Made from what is used in files ({files} of them); the numbers in comments say how often.</p>
      </sourceDesc>
    </fileDesc>
  </teiHeader>
  <text>
    <body>
      <div>
        <head>The schema</head>
        <schemaSpec ident="{ident}" start="{start}">
{body}
        </schemaSpec>
      </div>
    </body>
  </text>
</TEI>
"""
