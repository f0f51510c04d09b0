"""Identifiers: every division, paragraph and note gets an `xml:id`; one that is there already is never changed."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from itertools import chain, count

from lxml import etree

from pecia.core.register import slug
from pecia.core.text import MACHINE
from pecia.engines.trees import XML_ID, local

IDENTIFIED = frozenset({"div", "p", "ab", "head", "l", "lg", "list", "item", "quote", "note", "table"})


def xml_name(text: str) -> str:
    """The text itself where it is an NCName of plain letters and digits already, else a slug of it."""
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", text):
        return text
    return slug(re.sub(r"[^\w]", lambda match: f"u{ord(match[0]):x}", text))


def is_xml_name(text: str) -> bool:
    """Whether the text may be an `xml:id`: an NCName of whatever letters (Namespaces in XML 1.0, 3)."""
    try:
        return "{" not in text and etree.QName(text).localname == text
    except ValueError:
        return False


def free(wanted: str, taken: Container[str]) -> str:
    """The id itself where nothing has it yet, else with the first number that makes it new."""
    return next(name for name in chain([wanted], (f"{wanted}-{n}" for n in count(2))) if name not in taken)


def identify(root: etree._Element) -> bool:
    """Gives `p1`, `p2`, `div1` … in document order to what has no `xml:id` yet, passing over what is taken.

    Returns whether anything was without one.
    """
    taken = set(root.xpath("//@xml:id"))
    numbers: dict[str, int] = {}
    changed = False
    for element in _identifiable(root):
        name = local(element)
        if element.get(XML_ID):
            continue
        while True:
            numbers[name] = numbers.get(name, 0) + 1
            made = f"{name}{numbers[name]}"
            if made not in taken:
                break
        taken.add(made)
        element.set(XML_ID, made)
        changed = True
    return changed


def is_ours(root: etree._Element) -> bool:
    """Whether pecia encoded this, as the header says. Other people's files keep the identifiers that they have."""
    return any(application.get("ident") == MACHINE for application in root.iter("{*}application"))


def _identifiable(root: etree._Element) -> Iterable[etree._Element]:
    text = next(root.iter("{http://www.tei-c.org/ns/1.0}text"), None)
    return () if text is None else (element for element in text.iter() if local(element) in IDENTIFIED)
