"""Facets of order and of digits: what a value may not pass (XML Schema Part 2, 4.3.7 to 4.3.12)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Order = Callable[[Any, Any], bool]
"""Whether the first of two values is less; False where they cannot be compared."""
Test = Callable[[str, Any], bool]

ORDERED = frozenset({"minInclusive", "minExclusive", "maxInclusive", "maxExclusive"})
DIGITS = frozenset({"totalDigits", "fractionDigits"})
DECIMAL = frozenset({"decimal", "integer", "nonPositiveInteger", "negativeInteger", "long", "int", "short", "byte"})
DECIMAL |= {"nonNegativeInteger", "positiveInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"}


def within(name: str, less: Order, limit: Any) -> Test:
    match name:
        case "minInclusive":
            return lambda text, form: form == limit or less(limit, form)
        case "minExclusive":
            return lambda text, form: less(limit, form)
        case "maxInclusive":
            return lambda text, form: form == limit or less(form, limit)
        case _:
            return lambda text, form: less(form, limit)


def digits(name: str, most: int) -> Test:
    def test(text: str, form: Any) -> bool:
        whole, _, fraction = text.lstrip("+-").partition(".")
        whole, fraction = whole.lstrip("0"), fraction.rstrip("0")
        return len(fraction) <= most if name == "fractionDigits" else len(whole) + len(fraction) <= most

    return test
