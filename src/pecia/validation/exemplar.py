"""All documents under validation, seen together, so that a pointer from one into another can be followed."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from pecia.core.findings import Location
from pecia.engines.places import Places
from pecia.engines.trees import NAMESPACES, TEI, XML_ID, tei
from pecia.validation.folder import Folder, normal
from pecia.validation.pointers import Kind, Pointer, Prefix, led, pointers_in, prefixes_in


@dataclass(frozen=True, eq=False)
class Checked:
    """One well-formed document. `path` is how the editor named it; `content` the bytes, for columns."""

    path: str
    tree: etree._Element
    content: bytes = field(default=b"", repr=False)

    @cached_property
    def ids(self) -> dict[str, tuple[etree._Element, ...]]:
        """Elements by `xml:id`, in document order; more than one is trouble."""
        found: dict[str, list[etree._Element]] = {}
        for element in self.tree.iter("*"):
            identifier = element.get(XML_ID)
            if identifier is not None:
                found.setdefault(identifier, []).append(element)
        return {identifier: tuple(elements) for identifier, elements in found.items()}

    @cached_property
    def pointers(self) -> tuple[Pointer, ...]:
        return tuple(pointers_in(self.tree))

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """The prefixes of private pointers that the header declares (TEI Guidelines, 17.2.3)."""
        return frozenset(prefix.scheme for prefix in self._schemes)

    @cached_property
    def _schemes(self) -> tuple[Prefix, ...]:
        return prefixes_in(self.tree)

    def led(self, pointer: Pointer) -> Pointer:
        """The pointer that one in a private scheme stands for; any other as it is."""
        return led(pointer, self._schemes)

    @cached_property
    def _places(self) -> Places:
        return Places(self.path, self.tree, self.content)

    @property
    def is_text(self) -> bool:
        """True for a document with something to read; False for a register file."""
        return self.tree.find(f".//{{{TEI}}}text") is not None

    def where(self, element: etree._Element) -> Location:
        return self._places.of(element)

    def beginning_in(self, line: int, name: str) -> tuple[Location, ...]:
        return self._places.beginning_in(line, name)

    def all(self, *names: str) -> Iterator[etree._Element]:
        """TEI elements by these names, in document order."""
        return self.tree.iter(*map(tei, names))

    def find(self, xpath: str) -> list[etree._Element]:
        """What an XPath 1.0 finds, with the prefix `tei`; elements only."""
        found = self.tree.xpath(xpath, namespaces=NAMESPACES)
        return [node for node in found if isinstance(node, etree._Element)] if isinstance(found, list) else []


@dataclass(frozen=True, eq=False)
class Exemplar:
    """`documents` are judged, `beside` only looked up (registers, when one chapter alone is asked for).

    `folder` is the edition's, None where there is none; `complete` says that nothing of the edition is missing
    here, so that what nobody mentions is truly unmentioned.
    """

    documents: tuple[Checked, ...]
    beside: tuple[Checked, ...] = ()
    folder: Folder | None = None
    complete: bool = False

    @cached_property
    def _by_path(self) -> dict[str, Checked]:
        return {normal(document.path): document for document in (*self.beside, *self.documents)}

    def at(self, path: str) -> Checked | None:
        return self._by_path.get(normal(path))

    def all(self) -> tuple[Checked, ...]:
        return tuple(self._by_path.values())

    def resolve(self, document: Checked, pointer: Pointer) -> tuple[etree._Element, ...] | None:
        """The elements that it leads to: none if it dangles, None if nobody here can know (the web, an image)."""
        pointer = document.led(pointer)
        if pointer.kind not in (Kind.LOCAL, Kind.FILE) or "(" in pointer.fragment:
            return None
        target = document if pointer.kind is Kind.LOCAL else self.at(target_path(document, pointer))
        if target is None:
            return self._absent(document, pointer)
        return target.ids.get(pointer.fragment, ()) if pointer.fragment else (target.tree,)

    def _absent(self, document: Checked, pointer: Pointer) -> tuple[etree._Element, ...] | None:
        path = target_path(document, pointer)
        if self.folder is None or not self.folder.inside(path) or self.folder.has(path):
            return None
        return ()

    @cached_property
    def targets(self) -> dict[etree._Element, tuple[tuple[Checked, Pointer], ...]]:
        """Who points to an element: the way of every pointer back."""
        found: dict[etree._Element, list[tuple[Checked, Pointer]]] = {}
        for document in self.all():
            for pointer in document.pointers:
                for element in self.resolve(document, pointer) or ():
                    found.setdefault(element, []).append((document, pointer))
        return {element: tuple(sources) for element, sources in found.items()}


def target_path(document: Checked, pointer: Pointer) -> str:
    """The path of the file that is meant, in the same terms as the document's own."""
    here = "" if document.path == "-" else posixpath.dirname(document.path.replace("\\", "/"))
    return normal(posixpath.join(here, pointer.file))
