"""Schemas and rules as sources of findings. A rule is a record around one function over all documents at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from pecia.core.findings import Finding, Severity
from pecia.registry import Registry
from pecia.validation.exemplar import Checked, Exemplar

__all__ = ["RULES", "Checked", "Exemplar", "Rule", "Trouble", "rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that no schema can say. `check` sees every document under validation at once, and is pure.

    A code never comes back from the dead; `rationale` is one sentence on why an editor should care, and the page
    `docs/rules/CODE.md` shows an example that breaks the rule and one that keeps it.
    """

    code: str
    name: str
    severity: Severity
    rationale: str
    check: Callable[[Exemplar], Iterable[Finding]]


RULES: Registry[Rule] = Registry("pecia.rules", Rule)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one element, in words for an editor."""

    element: etree._Element
    message: str
    hint: str = ""


def rule(
    code: str, name: str, severity: Severity, rationale: str, check: Callable[[Checked, Exemplar], Iterable[Trouble]]
) -> Rule:
    """A rule that looks at one document after the other, and says what is wrong with which element."""

    def every(exemplar: Exemplar) -> Iterator[Finding]:
        for document in exemplar.documents:
            for trouble in check(document, exemplar):
                where = document.where(trouble.element)
                yield Finding(code, severity, trouble.message, where, trouble.hint)

    return Rule(code, name, severity, rationale, every)
