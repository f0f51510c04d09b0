"""What a document itself names as its schema: `<?xml-model?>` before the root, or `xsi:schemaLocation` on it.

Sources: W3C note Associating Schemas with XML documents 1.0 (third edition); XML Schema 1.1 part 1, section 4.3.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_PSEUDO = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_LANGUAGES = {
    "http://relaxng.org/ns/structure/1.0": ".rng",
    "http://purl.oclc.org/dsdl/schematron": ".sch",
    "http://www.ascc.net/xml/schematron": ".sch",
    "http://www.w3.org/2001/XMLSchema": ".xsd",
    "http://www.tei-c.org/ns/1.0": ".odd",
}
_TYPES = {"application/relax-ng-compact-syntax": ".rnc", "application/xml-dtd": ".dtd"}
_SUFFIX = re.compile(r"\.(?:rng|rnc|xsd|sch|odd|dtd)$")


@dataclass(frozen=True, slots=True)
class Association:
    """`href` as it is written; `language` is `.rng`, `.rnc`, `.xsd`, `.sch`, `.odd`, `.dtd`, or "" where nothing says;
    `by` is what names it, `line` where that stands (0: unknown)."""

    href: str
    language: str
    by: str
    line: int = 0

    @property
    def is_embedded(self) -> bool:
        """Whether Schematron is meant that stands inside of a grammar or an ODD."""
        suffix = _SUFFIX.search(self.href.partition("#")[0])
        return self.language == ".sch" and suffix is not None and suffix[0] != ".sch"


def associations(tree: etree._Element) -> tuple[Association, ...]:
    """Every schema that the document names, in its order. Where there are `xml-model`s, `xsi:schemaLocation` is not
    looked at: they are made for this, and it is a hint."""
    return tuple(_models(tree)) or tuple(_locations(tree))


def _models(tree: etree._Element) -> Iterator[Association]:
    before = [node for node in tree.itersiblings(preceding=True) if isinstance(node, etree._ProcessingInstruction)]
    for node in reversed(before):
        if node.target != "xml-model":
            continue
        said = {found[1]: found[2] or found[3] or "" for found in _PSEUDO.finditer(node.text or "")}
        href = said.get("href", "").strip()
        if href:
            yield Association(href, _language(href, said), "xml-model", node.sourceline or 0)


def _language(href: str, said: dict[str, str]) -> str:
    suffix = _SUFFIX.search(href.partition("#")[0])
    kind = said.get("type", "").partition(";")[0].strip()
    # The compact syntax is often declared with the namespace of RELAX NG as well: the type is the finer word.
    return _TYPES.get(kind) or _compact(suffix, said) or _LANGUAGES.get(said.get("schematypens", "")) or _plain(suffix)


def _compact(suffix: re.Match[str] | None, said: dict[str, str]) -> str:
    is_relaxng = _LANGUAGES.get(said.get("schematypens", ""), ".rng") == ".rng"
    return ".rnc" if suffix is not None and suffix[0] == ".rnc" and is_relaxng else ""


def _plain(suffix: re.Match[str] | None) -> str:
    return suffix[0] if suffix else ""


def _locations(tree: etree._Element) -> Iterator[Association]:
    line = tree.sourceline or 0
    pairs = str(tree.get(f"{_XSI}schemaLocation", "")).split()
    for href in (*pairs[1::2], *str(tree.get(f"{_XSI}noNamespaceSchemaLocation", "")).split()):
        yield Association(href, _plain(_SUFFIX.search(href)) or ".xsd", "xsi:schemaLocation", line)
