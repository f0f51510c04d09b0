"""Content models written in RELAX NG itself (TEI Guidelines 22.5.1): into the values of Pure ODD as far as these can
say them, and kept as they are where not.
"""

from __future__ import annotations

import re

from lxml import etree

from pecia.odd.content import (
    Datatype,
    Empty,
    Macro,
    Model,
    Name,
    NotAllowed,
    Pattern,
    Raw,
    Text,
    Value,
    Xsd,
    choice,
    interleave,
    repeat,
    sequence,
)

RELAXNG = "http://relaxng.org/ns/structure/1.0"
_EXPANDED = re.compile(r"(model\..+)_(alternation|sequence(?:Optional)?(?:Repeatable)?)")
_WORDS: dict[str, Pattern] = {"text": Text(), "empty": Empty(), "notAllowed": NotAllowed()}
_COUNTS: dict[str, tuple[int, int | None]] = {
    "optional": (0, 1),
    "zeroOrMore": (0, None),
    "oneOrMore": (1, None),
    "group": (1, 1),
    "div": (1, 1),
}


def from_relaxng(node: etree._Element) -> Pattern:
    """The pattern that an element of RELAX NG means."""
    kind = etree.QName(node).localname
    inside = list(node.iterchildren(f"{{{RELAXNG}}}*"))
    if kind in _WORDS:
        return _WORDS[kind]
    if kind in _COUNTS:
        return repeat(sequence(map(from_relaxng, inside)), *_COUNTS[kind])
    match kind:
        case "ref":
            return referred(node.get("name", ""))
        case "choice" if not _names(inside):
            return choice(map(from_relaxng, inside))
        case "interleave":
            return interleave(map(from_relaxng, inside))
        case "mixed":
            return interleave([Text(), sequence(map(from_relaxng, inside))])
        case "value" if node.get("type") in (None, "token"):
            return Value((node.text or "").strip())
        case "data" if not any(each.tag == f"{{{RELAXNG}}}except" for each in inside):
            return Xsd(node.get("type", ""), tuple((each.get("name", ""), each.text or "") for each in inside))
        case _:
            return Raw(etree.tostring(node, encoding="unicode", with_tail=False))


def _names(inside: list[etree._Element]) -> bool:
    return any(etree.QName(each).localname in ("name", "nsName", "anyName") for each in inside)


def referred(name: str) -> Pattern:
    """What a `ref` of this name is to, by the way in which TEI names things; an element where nothing else fits."""
    expanded = _EXPANDED.fullmatch(name)
    if expanded:
        kind = expanded[2]
        return Model(expanded[1], "alternate" if kind == "alternation" else kind)
    if name.startswith("model."):
        return Model(name)
    if name.startswith("macro."):
        return Macro(name)
    if name.startswith("data."):
        # The datatypes of TEI were called so until release 3.0.
        return Datatype(f"tei{name}")
    if name.startswith("teidata."):
        return Datatype(name)
    return Name(name)


def element_of(xml: str) -> etree._Element:
    """The element, ready to be put into a grammar: without a default namespace of its own, which lxml would leave
    standing over names that it writes without a prefix. Prefixes stay, for names in attributes use them."""
    root = etree.fromstring(xml)
    kept = [prefix for prefix in root.nsmap if prefix]
    etree.cleanup_namespaces(root, keep_ns_prefixes=kept)
    return root


def names_in(xml: str) -> tuple[str, ...]:
    """What the `ref`s of a pattern refer to, but for those inside a grammar of its own."""
    root = etree.fromstring(xml)
    grammars = set(root.iter(f"{{{RELAXNG}}}grammar"))
    refs = [each for each in root.iter(f"{{{RELAXNG}}}ref") if not grammars & set(each.iterancestors())]
    return tuple(dict.fromkeys(each.get("name", "") for each in refs))
