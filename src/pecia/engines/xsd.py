"""XML Schema by xmlschema, behind one function. Only the schema's own folder is read, never the network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

from pecia.core.errors import SchemaError
from pecia.core.findings import Finding, Location, Severity, by_place
from pecia.engines.trees import local
from pecia.resources import folder

if TYPE_CHECKING:
    # Started only when there is something to judge: it takes 0.15 s.
    from xmlschema import XMLSchema10, XMLSchema11, XMLSchemaValidationError

RULE = "V302"
MAX_FINDINGS = 100
_VERSION = "{http://www.w3.org/2007/XMLSchema-versioning}minVersion"


def check(schema: Path, tree: etree._Element, path: str) -> tuple[Finding, ...]:
    """What is wrong with the document by this schema, each a finding V302, in reading order, with lines and no columns.

    Where the document says that its schema lies (`xsi:schemaLocation`) does not count.
    Raises SchemaError when the schema cannot be used.
    """
    from xmlschema import XMLResource, XMLSchemaException

    loaded = load(schema)
    try:
        # A tree of lxml serves as well as one of ElementTree, though the annotations know only the latter.
        resource = XMLResource(cast("Any", tree), allow="none")
        errors = list(islice(loaded.iter_errors(resource, use_location_hints=False), MAX_FINDINGS))
    except RecursionError:
        message = "elements are nested too deeply to be judged by XML Schema"
        return (Finding(RULE, Severity.ERROR, message, Location(path), "take some of the nesting away"),)
    except XMLSchemaException as error:
        raise SchemaError(f"{schema}: {error}") from error
    return by_place(_finding(error, path) for error in errors)


def load(schema: Path) -> XMLSchema10 | XMLSchema11:
    """The schema in a file, compiled once for each state of it. Raises SchemaError."""
    try:
        state = schema.stat()
    except OSError as error:
        raise SchemaError(f"{schema}: {error.strerror}") from error
    return _load(schema.resolve(), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4)
def _load(schema: Path, _mtime: int, _size: int) -> XMLSchema10 | XMLSchema11:
    from xmlschema import XMLSchema10, XMLSchema11, XMLSchemaException

    # Our own schemas are judged when they are tested; judging them again would take a third of the time.
    validation = "skip" if schema.parent == folder("schemas") else "strict"
    try:
        kind = XMLSchema11 if _wants_1_1(schema) else XMLSchema10
        return kind(str(schema), allow="sandbox", defuse="always", validation=validation)
    except (XMLSchemaException, OSError, RecursionError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise SchemaError(f"{schema}: not an XML Schema that can be used: {reason}") from error


def _wants_1_1(schema: Path) -> bool:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(schema.read_bytes(), parser).get(_VERSION) == "1.1"
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SchemaError(f"{schema}: the schema is not well-formed XML: {error}") from error


def _finding(error: XMLSchemaValidationError, path: str) -> Finding:
    element = getattr(error, "invalid_child", None)
    if element is None:
        element = error.elem
    line = getattr(element, "sourceline", None) or 0
    message, hint = _said(error)
    return Finding(RULE, Severity.ERROR, message, Location(path, line), hint)


_REASONS = [
    (r"'([^']*)' attribute not allowed for element", r"{name} has no attribute \1"),
    (r"missing required attribute '([^']*)'", r"{name} needs the attribute \1"),
    (r"character data between child elements not allowed", "{name} may not have text of its own"),
    (r"attribute (\S+)='(.*)': value must be one of \[(.*)\]", r"\1='\2' is not among the values that {name} may have"),
    (r"attribute (\S+)='(.*)': (?:in)?valid.*", r"\1='\2' is not a value that {name} may have"),
    (r".*duplicated xs:ID value '(.*)'", r"the identifier \1 is there twice"),
]
_COMPILED = [(re.compile(pattern, re.DOTALL), words) for pattern, words in _REASONS]


def _said(error: XMLSchemaValidationError) -> tuple[str, str]:
    """The error in words for an editor, and what would have been right."""
    name = f"<{local(error.elem)}>" if isinstance(error.elem, etree._Element) else "the document"
    expected = ", ".join(islice(_expected(error), 6))
    hint = f"expected: {expected}" if expected else ""
    child = getattr(error, "invalid_child", None)
    if isinstance(child, etree._Element):
        return f"<{local(child)}> may not stand in {name} at this place", hint
    if hasattr(error, "particle"):
        return f"{name} is not complete", hint
    return _in_editors_words(error.reason or "does not fit the schema", name), ""


def _in_editors_words(reason: str, name: str) -> str:
    for pattern, words in _COMPILED:
        found = pattern.match(reason)
        if found:
            return found.expand(words).replace("{name}", name)
    return f"{name}: {_NAMESPACE.sub('', reason).rstrip('.')}"


_NAMESPACE = re.compile(r"\{[^{}]*\}")


def _expected(error: XMLSchemaValidationError) -> Iterator[str]:
    expected = getattr(error, "expected", None) or ()
    for each in expected if isinstance(expected, (list, tuple)) else (expected,):
        name = each if isinstance(each, str) else getattr(each, "name", None)
        if name:
            yield f"<{_NAMESPACE.sub('', name)}>"
