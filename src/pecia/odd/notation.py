"""The short notation of content models: it reads like RELAX NG's compact syntax.

`teiHeader, (%model.resource+, TEI* | TEI+)`: a name is an element, `%` a model class (`!sequence` says how it
expands), `&` a macro, `$` a TEI datatype, `xsd:` one of XML Schema's with its facets in brackets, a JSON string a
literal value; `#text`, `#empty`, `#any` and `#none` are what they say; `#raw` has RELAX NG in brackets. `,` binds
closer than `~` (in any order), and that closer than `|`.
"""

from __future__ import annotations

import json
import re

from pecia.core.errors import SchemaError
from pecia.odd.content import (
    Anything,
    Choice,
    Datatype,
    Empty,
    Facets,
    Gone,
    Interleave,
    Macro,
    Model,
    Name,
    NotAllowed,
    Pattern,
    Raw,
    Repeat,
    Sequence,
    Text,
    Value,
    Xsd,
)

_SIGNS = {(0, 1): "?", (0, None): "*", (1, None): "+"}
_WORDS: dict[str, Pattern] = {"#text": Text(), "#empty": Empty(), "#none": NotAllowed(), "#gone": Gone()}


def notation(pattern: Pattern) -> str:
    """The pattern in the notation that `parsed` reads."""
    match pattern:
        case Choice(parts):
            return " | ".join(_bound(part, Choice) for part in parts)
        case Interleave(parts):
            return " ~ ".join(_bound(part, Choice, Interleave) for part in parts)
        case Sequence(parts):
            return ", ".join(_bound(part, Choice, Interleave, Sequence) for part in parts)
        case Repeat(part, least, most):
            sign = _SIGNS.get((least, most), f"{{{least},{'' if most is None else most}}}")
            return _bound(part, Choice, Interleave, Sequence, Repeat) + sign
        case _:
            return _leaf_notation(pattern)


def _bound(part: Pattern, *looser: type) -> str:
    return f"({notation(part)})" if isinstance(part, looser) else notation(part)


def _leaf_notation(pattern: Pattern) -> str:
    match pattern:
        case Name(name):
            return name
        case Model(name, expand, include, excepted):
            facets = (("include", " ".join(include)), ("except", " ".join(excepted)))
            said = _facets(tuple((key, value) for key, value in facets if value))
            return (f"%{name}!{expand}" if expand else f"%{name}") + said
        case Macro(name):
            return f"&{name}"
        case Datatype(name, facets):
            return f"${name}{_facets(facets)}"
        case Xsd(name, facets):
            return f"xsd:{name}{_facets(facets)}"
        case Value(text):
            return json.dumps(text, ensure_ascii=False)
        case Raw(xml):
            return f"#raw{_facets((('xml', xml),))}"
        case Anything(require, excepted):
            facets = (("require", " ".join(require)), ("except", " ".join(excepted)))
            return f"#any{_facets(tuple((name, value) for name, value in facets if value))}"
        case _:
            return next(word for word, known in _WORDS.items() if known == pattern)


def _facets(facets: Facets) -> str:
    said = " ".join(f"{name}={json.dumps(value, ensure_ascii=False)}" for name, value in facets)
    return f"[{said}]" if said else ""


_TOKEN = re.compile(
    r"""\s*(?:(?P<string>"(?:[^"\\]|\\.)*")|(?P<word>[#%&$]?[\w][\w.:!-]*)|(?P<sign>[()|,~?*+={}\[\]]))"""
)


def parsed(notation: str) -> Pattern:
    """The pattern that a notation means. Raises SchemaError for what is none."""
    return _Parser(notation).whole()


class _Parser:
    """Recursive descent over the tokens of one notation."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._tokens: list[str] = []
        position, end = 0, len(source.rstrip())
        while position < end:
            found = _TOKEN.match(source, position)
            if found is None:
                raise self._wrong()
            self._tokens.append(found[0].strip())
            position = found.end()
        self._tokens.reverse()

    def whole(self) -> Pattern:
        pattern = self._choice()
        if self._tokens:
            raise self._wrong()
        return pattern

    def _wrong(self) -> SchemaError:
        return SchemaError(f"not a content model: {self._source!r}")

    def _take(self, token: str) -> bool:
        if self._tokens and self._tokens[-1] == token:
            self._tokens.pop()
            return True
        return False

    def _next(self) -> str:
        if not self._tokens:
            raise self._wrong()
        return self._tokens.pop()

    def _choice(self) -> Pattern:
        parts = [self._interleave()]
        while self._take("|"):
            parts.append(self._interleave())
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def _interleave(self) -> Pattern:
        parts = [self._sequence()]
        while self._take("~"):
            parts.append(self._sequence())
        return parts[0] if len(parts) == 1 else Interleave(tuple(parts))

    def _sequence(self) -> Pattern:
        parts = [self._repeated()]
        while self._take(","):
            parts.append(self._repeated())
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _repeated(self) -> Pattern:
        part = self._atom()
        for (least, most), sign in _SIGNS.items():
            if self._take(sign):
                return Repeat(part, least, most)
        if self._take("{"):
            least = int(self._next())
            self._expect(",")
            upper = None if self._take("}") else int(self._next())
            if upper is not None:
                self._expect("}")
            return Repeat(part, least, upper)
        return part

    def _expect(self, token: str) -> None:
        if not self._take(token):
            raise self._wrong()

    def _atom(self) -> Pattern:
        word = self._next()
        if word == "(":
            inner = self._choice()
            self._expect(")")
            return inner
        if word in _WORDS:
            return _WORDS[word]
        if word.startswith('"'):
            return Value(str(json.loads(word)))
        if word.startswith("xsd:"):
            return Xsd(word.removeprefix("xsd:"), self._facets())
        if word == "#raw":
            return Raw(dict(self._facets())["xml"])
        if word == "#any":
            facets = dict(self._facets())
            return Anything(tuple(facets.get("require", "").split()), tuple(facets.get("except", "").split()))
        return self._reference(word)

    def _reference(self, token: str) -> Pattern:
        match token[0]:
            case "%":
                name, _, expand = token[1:].partition("!")
                facets = dict(self._facets())
                return Model(
                    name, expand, tuple(facets.get("include", "").split()), tuple(facets.get("except", "").split())
                )
            case "&":
                return Macro(token[1:])
            case "$":
                return Datatype(token[1:], self._facets())
            case sign if sign in "#()|,~?*+={}[]":
                raise self._wrong()
            case _:
                return Name(token)

    def _facets(self) -> Facets:
        facets: list[tuple[str, str]] = []
        if self._take("["):
            while not self._take("]"):
                name = self._next()
                self._expect("=")
                facets.append((name, str(json.loads(self._next()))))
        return tuple(facets)
