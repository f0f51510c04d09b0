"""The constraints of a resolved schema as ISO Schematron: one pattern for each `constraintSpec`, its name the id."""

from __future__ import annotations

from lxml import etree

from pecia.core.errors import SchemaError
from pecia.odd.customization import SCHEMATRON, Constraint
from pecia.odd.schema import Schema

_CHECKS = frozenset({"assert", "report"})


def schematron(schema: Schema, *, coded: bool = True) -> etree._Element:
    """The schema. Raises SchemaError for a check without a code, or a code that is used twice, where it is `coded`."""
    root = etree.Element(_tag("schema"), nsmap={"sch": SCHEMATRON}, queryBinding="xslt2")
    etree.SubElement(root, _tag("title")).text = schema.title
    for prefix, uri in schema.namespaces:
        etree.SubElement(root, _tag("ns"), prefix=prefix, uri=uri)
    codes: set[str] = set()
    for constraint in schema.constraints:
        pattern = etree.SubElement(root, _tag("pattern"), id=_identifier(constraint))
        for source in constraint.rules:
            pattern.extend(_rule(part, codes, coded=coded) for part in _parts(source, constraint.owner))
    etree.cleanup_namespaces(root, keep_ns_prefixes=["sch"])
    return root


def _tag(name: str) -> str:
    return f"{{{SCHEMATRON}}}{name}"


def _identifier(constraint: Constraint) -> str:
    return "-".join(part.replace(":", "") for part in (constraint.owner, constraint.name) if part)


def _parts(source: str, owner: str) -> list[etree._Element]:
    """What stands in a pattern: rules; a check that stands alone is about the element that the constraint is of."""
    made = etree.fromstring(source)
    kind = etree.QName(made).localname
    if kind == "pattern":
        return list(made)
    if kind in _CHECKS:
        rule = etree.Element(_tag("rule"), context=f"tei:{owner}" if owner else "/")
        rule.append(made)
        return [rule]
    return [] if kind == "ns" else [made]


def _rule(rule: etree._Element, codes: set[str], *, coded: bool) -> etree._Element:
    for element in rule.iter(*map(_tag, sorted(_CHECKS))):
        code = element.get("id", "")
        if coded and (not code or code in codes):
            trouble = (
                f"the code {code} is used twice" if code else f"no code (id) for the check {element.get('test')!r}"
            )
            raise SchemaError(f"the constraints of the ODD: {trouble}")
        codes.add(code)
        _tidied(element)
    return rule


def _tidied(message: etree._Element) -> None:
    """White space in a message is for whoever writes the ODD: runs of it become one space, none stands at the ends."""
    pieces = [message, *message.iterdescendants()]
    message.text = _spaced(message.text)
    for piece in pieces[1:]:
        piece.tail = _spaced(piece.tail)
    message.text = (message.text or "").lstrip()
    if len(pieces) > 1:
        pieces[-1].tail = (pieces[-1].tail or "").rstrip()
    else:
        message.text = message.text.rstrip()


def _spaced(text: str | None) -> str:
    words = " ".join((text or "").split())
    if not text:
        return ""
    before = " " if text[0].isspace() else ""
    after = " " if text[-1].isspace() and words else ""
    return f"{before}{words}{after}"
