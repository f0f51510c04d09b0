"""What a TEI attribute can point to: an id in this file, a file of the edition, the web, a declared prefix."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from urllib.parse import unquote, urlsplit

from lxml import etree

from pecia.engines.trees import TEI

# The attributes of datatype teidata.pointer (TEI P5, appendix C), but for names that mean something else elsewhere.
POINTING = frozenset(
    re.findall(
        r"\w+",
        """active ana calendar change copyOf corresp datingMethod decls edRef exclude facs hand mutual next parts
        passive period prev ref rendition resp sameAs scheme scribe scribeRef script select since source spanTo
        synch target targetEnd url who wit""",
    )
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):", re.ASCII)
_WEB = frozenset({"http", "https", "ftp", "ftps"})
_OPAQUE = frozenset(
    re.findall(r"\w+", "ark cid data doi geo hdl info isbn lccn mailto news oai orcid tag tel urn viaf wikidata")
)
_DANGEROUS = frozenset({"javascript", "vbscript", "data"})


class Kind(Enum):
    """Where a pointer leads."""

    LOCAL = "an id in the same file"
    FILE = "a file, and perhaps an id in it"
    WEB = "an address on the web"
    OTHER = "a name in a public scheme"
    PREFIX = "a prefix that the header should declare"


@dataclass(frozen=True, slots=True)
class Pointer:
    """One of the pointers in an attribute: `value` without spaces."""

    element: etree._Element
    attribute: str
    value: str

    @property
    def kind(self) -> Kind:
        if self.value.startswith("#"):
            return Kind.LOCAL
        scheme = scheme_of(self.value)
        if not scheme or scheme == "file":
            return Kind.FILE
        if scheme in _WEB:
            return Kind.WEB
        return Kind.OTHER if scheme in _OPAQUE | _DANGEROUS else Kind.PREFIX

    @property
    def fragment(self) -> str:
        return unquote(self.value.partition("#")[2])

    @property
    def file(self) -> str:
        """The path part, percent signs decoded, as it stands: relative to the document's folder."""
        return unquote(self.value.partition("#")[0].partition("?")[0]).removeprefix("file://")


@dataclass(frozen=True, slots=True)
class Prefix:
    """A private scheme that a header declares: what its pointers look like, and what they stand for."""

    scheme: str
    pattern: str
    replacement: str

    def expanded(self, value: str) -> str | None:
        """The address that is meant by the value without its scheme; None where the pattern does not fit, or cannot be
        trusted: a pattern is the document's, and some take for ever."""
        if len(value) > _LONGEST or len(self.pattern) > _LONGEST or _ENDLESS.search(self.pattern):
            return None
        try:
            found = re.fullmatch(self.pattern, value)
        except re.error:
            return None
        if found is None:
            return None
        return re.sub(r"\$(\d)", lambda number: _group(found, int(number[1])), self.replacement)


_LONGEST = 200
# A repetition of what holds a repetition or a choice, or one after the other without end.
_ENDLESS = re.compile(r"\([^()]*[*+|{][^()]*\)\s*[*+{]|\([^()]*\([^()]*\)[^()]*\)\s*[*+{]|(?:[*+][^*+]*){4}|\\\d")


def _group(found: re.Match[str], number: int) -> str:
    return found[number] or "" if number <= (found.re.groups) else ""


def prefixes_in(tree: etree._Element) -> tuple[Prefix, ...]:
    """The private schemes that the header declares, in its order (TEI Guidelines, 17.2.3)."""
    definitions = tree.iter(f"{{{TEI}}}prefixDef")
    return tuple(
        Prefix(str(d.get("ident", "")).lower(), str(d.get("matchPattern", "")), str(d.get("replacementPattern", "")))
        for d in definitions
    )


def led(pointer: Pointer, prefixes: Iterable[Prefix]) -> Pointer:
    """The pointer that a private one stands for, by the first definition that fits; any other as it is."""
    if pointer.kind is not Kind.PREFIX:
        return pointer
    scheme, _, rest = pointer.value.partition(":")
    meant = (prefix.expanded(rest) for prefix in prefixes if prefix.scheme == scheme.lower())
    address = next((value for value in meant if value is not None), None)
    return pointer if address is None else replace(pointer, value=address)


def scheme_of(value: str) -> str:
    found = _SCHEME.match(value)
    return found[1].lower() if found else ""


def pointers_in(tree: etree._Element) -> Iterator[Pointer]:
    """Every pointer of the document, in document order, attributes in the order of the file."""
    for element in tree.iter("*"):
        for name, value in element.attrib.items():
            if name in POINTING:
                yield from (Pointer(element, str(name), part) for part in str(value).split())


def fault(pointer: Pointer, prefixes: frozenset[str]) -> str:
    """Why this is no link at all; "" for one that may lead somewhere."""
    scheme = scheme_of(pointer.value)
    if scheme in _DANGEROUS:
        return f"runs or embeds something instead of pointing to it ({scheme}:)"
    if pointer.kind is Kind.LOCAL and not pointer.fragment:
        return "has no id after its #"
    if pointer.kind is Kind.WEB:
        return _web_fault(pointer.value)
    if pointer.kind is Kind.PREFIX and scheme not in prefixes:
        return f"begins with {scheme}: which is no known scheme and no prefix that the header declares"
    if pointer.kind is Kind.FILE and not re.search(r"[./#]", pointer.value):
        return "is a word, not an address"
    return "has a backslash" if "\\" in pointer.value else ""


def _web_fault(value: str) -> str:
    try:
        host = urlsplit(value).hostname or ""
    except ValueError:
        return "is no address that a browser could open"
    if not host:
        return "names no host"
    return "" if "." in host or host == "localhost" or ":" in host else f"names a host that cannot be ({host})"
