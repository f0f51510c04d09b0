"""Datatypes: the two of RELAX NG itself, and those of XML Schema Part 2 (1.0, second edition) with their facets."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from unicodedata import category

from pecia.core.errors import SchemaError
from pecia.relaxng import limits, moments
from pecia.relaxng.letters import NAME, NAME_START
from pecia.relaxng.limits import Order
from pecia.relaxng.numbers import NUMBERS
from pecia.relaxng.regex import matcher

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
BUILT_IN = ""

Context = Mapping[str, str]
"""The namespaces by prefix at a value; "" is the one that needs no prefix. Unparsed entities are there as `&name`."""
Form = Any
"""What two ways of writing one value have in common; hashable."""
Reading = Callable[[str, Context], Form | None]
"""The value that a text, white space done with, stands for; None where it stands for none."""

_WORD = re.compile(r"[^ \t\r\n]+")
_BREAKS = str.maketrans("\t\r\n", "   ")


def words(text: str) -> list[str]:
    """The words of a list: only white space of XML parts them."""
    return _WORD.findall(text)


_spaced = re.compile(r"[ \t\r\n]").search


def collapsed(text: str) -> str:
    return text if _spaced(text) is None else " ".join(_WORD.findall(text))


@dataclass(frozen=True, slots=True)
class Datatype:
    """`tidy` is what it does with white space; `measure` is its length, `order` says which of two values is less."""

    name: str
    read: Reading = field(compare=False, repr=False)
    tidy: Callable[[str], str] = field(default=collapsed, compare=False, repr=False)
    measure: Callable[[Form], int] | None = field(default=None, compare=False, repr=False)
    order: Order | None = field(default=None, compare=False, repr=False)
    facets: tuple[tuple[str, str], ...] = ()
    library: str = XSD
    _tests: tuple[Callable[[str, Form], bool], ...] = field(default=(), compare=False, repr=False)

    def form(self, text: str, context: Context) -> Form | None:
        """What the text stands for; None where it is no value of this type."""
        tidied = self.tidy(text)
        form = self.read(tidied, context)
        if form is None or not self._tests:
            return form
        return form if all(test(tidied, form) for test in self._tests) else None

    def allows(self, text: str, context: Context) -> bool:
        return self.form(text, context) is not None

    def limited(self, facets: tuple[tuple[str, str], ...]) -> Datatype:
        """The type with these facets. Raises SchemaError for a facet that it does not have, or that is no limit."""
        tests = tuple(self._test(name, value) for name, value in facets)
        return replace(self, facets=facets, _tests=tests)

    def _test(self, name: str, value: str) -> Callable[[str, Form], bool]:
        if self.library == BUILT_IN:
            raise SchemaError(f"the type {self.name} has no parameters, but it is given {name}")
        if name == "pattern":
            matches = _expression(value)
            return lambda text, form: matches(text)
        bare = value.strip(" \t\r\n")
        if name in _LENGTHS and self.measure is not None:
            measure, within, length = self.measure, _LENGTHS[name], _count(name, bare)
            return lambda text, form: within(measure(form), length)
        if name in limits.ORDERED and self.order is not None:
            limit = self.read(bare, {})
            if limit is None:
                raise SchemaError(f"{name} of the type {self.name} cannot be {value!r}, which is no value of it")
            return limits.within(name, self.order, limit)
        if name in limits.DIGITS and self.name in limits.DECIMAL:
            return limits.digits(name, _count(name, bare))
        raise SchemaError(f"the type {self.name} has no parameter {name}")


_LENGTHS: dict[str, Callable[[int, int], bool]] = {
    "length": int.__eq__,
    "minLength": int.__ge__,
    "maxLength": int.__le__,
}


def _count(name: str, value: str) -> int:
    if not re.fullmatch(r"\+?[0-9]{1,9}", value):
        raise SchemaError(f"{name} is a number, not {value!r}")
    return int(value)


def _expression(value: str) -> Callable[[str], bool]:
    found = _EXPRESSIONS.get(value)
    if found is None:
        if len(_EXPRESSIONS) > 1000:
            _EXPRESSIONS.clear()
        found = _EXPRESSIONS[value] = matcher(value)
    return found


_EXPRESSIONS: dict[str, Callable[[str], bool]] = {}


def datatype(library: str, name: str) -> Datatype:
    """The type. Raises SchemaError where the library, or the type in it, is not known."""
    if library not in (BUILT_IN, XSD):
        raise SchemaError(f"there is no datatype library {library!r}; XML Schema's is {XSD}")
    found = (_BUILT_INS if library == BUILT_IN else _TYPES).get(name)
    if found is None:
        where = "RELAX NG itself" if library == BUILT_IN else "XML Schema"
        raise SchemaError(f"there is no datatype {name!r} in {where}")
    return found


def _itself(text: str, context: Context) -> Form | None:
    return text


def _shaped(expression: str) -> Reading:
    shape = re.compile(expression)
    return lambda text, context: text if shape.fullmatch(text) else None


def _beginning(expression: str) -> Reading:
    """A name: it does not begin with a combining character (the fourth edition of XML, by which RELAX NG goes)."""
    shape = re.compile(expression)
    return lambda text, context: text if shape.fullmatch(text) and category(text[0])[0] != "M" else None


def _many(one: Reading) -> Reading:
    def read(text: str, context: Context) -> Form | None:
        found = tuple(text.split(" "))
        return None if any(one(each, context) is None for each in found) else found

    return read


def _unchanged(text: str) -> str:
    return text


def _unbroken(text: str) -> str:
    return text.translate(_BREAKS)


_NC_START = NAME_START.replace(":", "")
_NC = rf"[{_NC_START}][{NAME.replace(':', '')}]*"
_NAME = rf"[{NAME_START}][{NAME}]*"
_NMTOKEN = rf"[{NAME}]+"
_ncname = _beginning(_NC)
_QNAME = re.compile(rf"(?:({_NC}):)?({_NC})")


def is_ncname(text: str) -> bool:
    return _ncname(text, {}) is not None


def _qname(text: str, context: Context) -> Form | None:
    found = _QNAME.fullmatch(text)
    if found is None:
        return None
    namespace = context.get(found[1] or "", None if found[1] else "")
    return None if namespace is None else (namespace, found[2])


def _entities(text: str, context: Context) -> Form | None:
    """One or more that the document declares."""
    found = tuple(text.split(" "))
    return found if all(f"&{name}" in context for name in found) else None


_HEX = "0123456789ABCDEFabcdef"


def _uri(text: str, context: Context) -> Form | None:
    """RFC 2396 as far as everybody agrees: escapes are two digits, there is one fragment, and a scheme is a name."""
    if "%" in text and any(
        len(rest) < 2 or rest[0] not in _HEX or rest[1] not in _HEX for rest in (p[:2] for p in text.split("%")[1:])
    ):
        return None
    before, colon, _ = text.partition(":")
    if colon and not re.search("[#/?]", before) and not re.fullmatch("[A-Za-z][A-Za-z0-9+.-]*", before):
        return None
    return text if text.count("#") < 2 else None


_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?", re.ASCII)


def _base64(text: str, context: Context) -> Form | None:
    bare = text.replace(" ", "")
    return bare if _BASE64.fullmatch(bare) else None


def _hexadecimal(text: str, context: Context) -> Form | None:
    return text.upper() if re.fullmatch("(?:[0-9A-Fa-f]{2})*", text) else None


def _octets(form: str) -> int:
    return len(form) * 3 // 4 - form.count("=")


def _boolean(text: str, context: Context) -> Form | None:
    return {"true": "true", "1": "true", "false": "false", "0": "false"}.get(text)


def _local_length(form: tuple[str, str]) -> int:
    return len(form[1])


_BUILT_INS = {
    "string": Datatype("string", _itself, _unchanged, library=BUILT_IN),
    "token": Datatype("token", _itself, library=BUILT_IN),
}
_TYPES = {
    each.name: each
    for each in (
        Datatype("string", _itself, _unchanged, len),
        Datatype("normalizedString", _itself, _unbroken, len),
        Datatype("token", _itself, measure=len),
        Datatype("language", _shaped("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*"), measure=len),
        Datatype("Name", _beginning(_NAME), measure=len),
        *(Datatype(name, _ncname, measure=len) for name in ("NCName", "ID", "IDREF")),
        Datatype("IDREFS", _many(_ncname), measure=len),
        *(Datatype(name, _entities, measure=len) for name in ("ENTITY", "ENTITIES")),
        Datatype("NMTOKEN", _shaped(_NMTOKEN), measure=len),
        Datatype("NMTOKENS", _many(_shaped(_NMTOKEN)), measure=len),
        Datatype("anyURI", _uri, measure=len),
        *(Datatype(name, _qname, measure=_local_length) for name in ("QName", "NOTATION")),
        Datatype("base64Binary", _base64, measure=_octets),
        Datatype("hexBinary", _hexadecimal, measure=lambda form: len(form) // 2),
        Datatype("boolean", _boolean),
        *(Datatype(name, number.read, order=number.order) for name, number in NUMBERS.items()),
        *(Datatype(name, moment.read, order=moment.order) for name, moment in moments.MOMENTS.items()),
    )
}
CONTEXTUAL = frozenset({"QName", "NOTATION", "ENTITY", "ENTITIES"})
"""Types whose values mean different things at different places."""
