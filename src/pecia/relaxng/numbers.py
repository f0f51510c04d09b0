"""The numbers of XML Schema: decimals as exact as they are written, integers within their bounds, floating point."""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pecia.relaxng.limits import Order

_DECIMAL = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?")
_INTEGER = re.compile(r"([+-]?)([0-9]+)")
_FLOAT = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?")
_ENDLESS = {"INF": math.inf, "-INF": -math.inf}


@dataclass(frozen=True, slots=True)
class Number:
    read: Callable[[str, Mapping[str, str]], Any]
    order: Order


def _decimal(text: str, context: Mapping[str, str]) -> Any:
    """(sign, digits before the point, digits after it): compared as written, for a number may have a million digits."""
    found = _DECIMAL.fullmatch(text)
    if found is None or not (found[2] or found[3]):
        return None
    return _signed(found[1], found[2], found[3] or "")


def _signed(sign: str, whole: str, fraction: str) -> tuple[bool, str, str]:
    whole, fraction = whole.lstrip("0"), fraction.rstrip("0")
    return (sign == "-" and bool(whole or fraction), whole, fraction)


def _less(one: Any, other: Any) -> bool:
    if one[0] != other[0]:
        return bool(one[0])
    if one[0]:
        one, other = other, one
    return (len(one[1]), one[1], one[2]) < (len(other[1]), other[1], other[2])


def _integer(least: str = "", most: str = "") -> Number:
    low, high = (_decimal(bound, {}) if bound else None for bound in (least, most))

    def read(text: str, context: Mapping[str, str]) -> Any:
        found = _INTEGER.fullmatch(text)
        if found is None:
            return None
        form = _signed(found[1], found[2], "")
        return None if (low and _less(form, low)) or (high and _less(high, form)) else form

    return Number(read, _less)


def _floating(text: str, context: Mapping[str, str]) -> Any:
    if text == "NaN":
        return "NaN"
    if text in _ENDLESS:
        return _ENDLESS[text]
    return float(text) if _FLOAT.fullmatch(text) else None


def _single(text: str, context: Mapping[str, str]) -> Any:
    """Rounded to 32 bits."""
    form = _floating(text, context)
    if not isinstance(form, float) or math.isinf(form):
        return form
    try:
        return struct.unpack("f", struct.pack("f", form))[0]
    except OverflowError:
        return math.copysign(math.inf, form)


def _floating_less(one: Any, other: Any) -> bool:
    return one != "NaN" and other != "NaN" and bool(one < other)


NUMBERS = {
    "decimal": Number(_decimal, _less),
    "integer": _integer(),
    "nonPositiveInteger": _integer(most="0"),
    "negativeInteger": _integer(most="-1"),
    "nonNegativeInteger": _integer("0"),
    "positiveInteger": _integer("1"),
    "long": _integer(str(-(2**63)), str(2**63 - 1)),
    "int": _integer(str(-(2**31)), str(2**31 - 1)),
    "short": _integer("-32768", "32767"),
    "byte": _integer("-128", "127"),
    "unsignedLong": _integer("0", str(2**64 - 1)),
    "unsignedInt": _integer("0", str(2**32 - 1)),
    "unsignedShort": _integer("0", "65535"),
    "unsignedByte": _integer("0", "255"),
    "float": Number(_single, _floating_less),
    "double": Number(_floating, _floating_less),
}
