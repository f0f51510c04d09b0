"""XML in and out: read without network, entities or external parts, bounded; written in one canonical form."""

from __future__ import annotations

from lxml import etree

from pecia.core.errors import SourceError

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
NAMESPACES = {"tei": TEI}
XML_ID = f"{{{XML}}}id"
XML_LANG = f"{{{XML}}}lang"

MAX_BYTES = 256 * 1024 * 1024
"""The largest document that is parsed; a corpus is cut into documents long before."""


def tei(name: str) -> str:
    """The name in Clark notation: `p` -> `{http://www.tei-c.org/ns/1.0}p`."""
    return f"{{{TEI}}}{name}"


def local(element: etree._Element) -> str:
    """The name without its namespace; "" for a comment or a processing instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def is_tei(element: etree._Element) -> bool:
    """True for an element in the TEI namespace; False for others, comments and processing instructions."""
    return isinstance(element.tag, str) and element.tag.startswith(f"{{{TEI}}}")


def parse(content: bytes, path: str) -> etree._Element:
    """The root of the tree. No network, DTD, external entity or XInclude is ever followed. Entities that the document
    declares itself are expanded, and bounded by libxml2, as is depth (256 elements; text of 10 MB a node).

    Raises SourceError `path:line:column: …` for what is too large, not well-formed, or not safe.
    """
    if len(content) > MAX_BYTES:
        raise SourceError(f"{path}: {len(content):,} bytes are more than the {MAX_BYTES:,} that a document may have")
    # collect_ids=False: lxml would raise on a doubled xml:id, which is a finding and no failure.
    # huge_tree stays off: it lifts the bounds on depth and expansion.
    parser = etree.XMLParser(
        # Not False: together with collect_ids=False that makes lxml read external parameter entities.
        resolve_entities="internal",
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise SourceError(f"{path}:{line}:{column}: not well-formed XML: {error.msg}") from error
    except ValueError as error:
        raise SourceError(f"{path}: not XML: {error}") from error
    return root


def serialize(tree: etree._Element) -> bytes:
    """UTF-8 with declaration; what stands before and after the root is kept; one newline at the end."""
    document = etree.tostring(tree.getroottree(), encoding="UTF-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + document.rstrip(b"\n") + b"\n"
