"""RELAX NG: whether a document is valid, and in words for an editor, why not.

    grammar ──syntax, resolver──▶ nodes ──grammar, restrictions──▶ patterns ──automaton──▶ states ◀──stream── document
                                                                                        │
                                                                    recovery, faults ◀──┘ where there is none

The engine is pecia's own, in Python on expat's events. Derivatives of patterns are worked out when a document first
needs them and kept, so that a document after the first goes by at the speed of looking things up.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from pecia.core.findings import Finding, Location, Severity, by_place
from pecia.relaxng.schema import Schema, load

__all__ = ["MAX_FINDINGS", "RULE", "Schema", "check", "load"]

RULE = "V301"
MAX_FINDINGS = 100
"""A document in which more is wrong has one fault in its head; a longer list would not help to find it."""


def check(schema: Path, tree: etree._Element, path: str, content: bytes | None = None) -> tuple[Finding, ...]:
    """What is wrong with the document by this grammar: nothing at all, or at least one finding V301, in reading order.

    With the `content` that the tree was parsed from, places have columns; without it they are lines as lxml has them.
    Raises SchemaError when the grammar cannot be used.
    """
    faults = load(schema).faults(tree, content, most=MAX_FINDINGS)
    return by_place(
        Finding(RULE, Severity.ERROR, fault.message, Location(path, fault.line, fault.column), fault.hint)
        for fault in faults
    )
