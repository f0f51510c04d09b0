"""RELAX NG: whether a document is valid, and in words for an editor, why not.

lxml (libxml2) gives the verdict for now, and this one function is all that the rest of pecia knows of it. Its
messages are few and often name an innocent element, so `explain` looks for itself at what the grammar allows.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from pecia.core.findings import Finding, Location, Severity, by_place
from pecia.relaxng.complaint import Trouble, rest
from pecia.relaxng.explain import troubles
from pecia.relaxng.schema import Schema, load

__all__ = ["RULE", "Schema", "check", "load"]

RULE = "V301"
MAX_FINDINGS = 100
"""A document in which more is wrong has one fault in its head; a longer list would not help to find it."""


def check(schema: Path, tree: etree._Element, path: str) -> tuple[Finding, ...]:
    """What is wrong with the document by this grammar: nothing at all, or at least one finding V301, in reading order.

    Lines count as lxml counted them; columns are unknown. Raises SchemaError when the grammar cannot be used.
    """
    loaded = load(schema)
    verdict = loaded.verdict(tree)
    if verdict is None:
        return ()
    noticed = list(troubles(tree, loaded.vocabulary))
    noticed += rest(verdict, noticed)
    if not noticed:
        noticed = [Trouble(tree, "the document does not fit the schema, and the engine cannot say where")]
    findings = by_place(
        Finding(RULE, Severity.ERROR, trouble.message, Location(path, trouble.line), trouble.hint)
        for trouble in noticed
    )
    return findings[:MAX_FINDINGS]
