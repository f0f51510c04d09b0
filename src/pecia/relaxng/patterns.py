"""Patterns of the simple syntax, each made once: two that are built alike are one object.

What a pattern becomes after a name or a text (its derivative: Brzozowski 1964, Clark 2002) is worked out when it is
first asked for, and kept with the pattern. Elements and attributes are more than structure, and are not looked into: a
derivative by a name is the list of those that have the name, each with what is left to come after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from pecia.core.errors import SchemaError
from pecia.relaxng.datatypes import Context, Datatype, words
from pecia.relaxng.names import NameClass

MOST_PATTERNS = 1_000_000
"""A grammar that needs more for a document is made to exhaust its reader: the largest of TEI need some ten thousand."""
HIGHEST = 150
"""How deep patterns may be nested in each other, elements not counted: the deepest of TEI is 20."""

Elements = tuple[tuple["Element", "Pattern"], ...]
Attributes = tuple[tuple["Attribute", "Pattern"], ...]


class Pattern:
    """`nullable`: nothing need come; `attributed`: has attributes; `valued`: text counts; `height`: its nesting."""

    __slots__ = (
        "_attributes",
        "_closed",
        "_starts",
        "_texted",
        "attributed",
        "height",
        "loom",
        "nullable",
        "serial",
        "valued",
    )

    def __init__(
        self, loom: Loom, *, nullable: bool = False, attributed: bool = False, valued: bool = False, height: int = 1
    ) -> None:
        self.loom = loom
        self.nullable = nullable
        self.attributed = attributed
        self.valued = valued
        self.height = height
        self.serial = loom.number()
        self._starts: dict[str, Elements] = {}
        self._attributes: dict[str, Attributes] = {}
        self._texted: Pattern | None = None
        self._closed: dict[bool, Pattern] = {}

    @property
    def parts(self) -> tuple[Pattern, ...]:
        return ()

    def start(self, name: str) -> Elements:
        """The elements of this name that may come next, each with what may follow it."""
        found = self._starts.get(name)
        if found is None:
            found = self._starts[name] = self.loom.merged(self._start(name))
        return found

    def attribute(self, name: str) -> Attributes:
        """The attributes of this name that may be here, each with what is left when it is there."""
        if not self.attributed:
            return ()
        found = self._attributes.get(name)
        if found is None:
            found = self._attributes[name] = self.loom.merged(self._attribute(name))
        return found

    def text(self, text: str, context: Context) -> Pattern:
        """What is left after this text."""
        if self.valued:
            return self._text(text, context)
        if self._texted is None:
            self._texted = self._text(text, context)
        return self._texted

    def closed(self, *, leniently: bool = False) -> Pattern:
        """What is left when no more attribute comes; `leniently` as if those that are missing had come."""
        if not self.attributed:
            return self
        found = self._closed.get(leniently)
        if found is None:
            found = self._closed[leniently] = self._close(leniently)
        return found

    def _start(self, name: str) -> Iterable[tuple[Element, Pattern]]:
        return ()

    def _attribute(self, name: str) -> Iterable[tuple[Attribute, Pattern]]:
        return ()

    def _text(self, text: str, context: Context) -> Pattern:
        return self.loom.not_allowed

    def _close(self, leniently: bool) -> Pattern:
        return self


class Empty(Pattern):
    __slots__ = ()


class NotAllowed(Pattern):
    __slots__ = ()


class Text(Pattern):
    __slots__ = ()

    def _text(self, text: str, context: Context) -> Pattern:
        return self


class Data(Pattern):
    """A value of a datatype with its facets, but for those that `besides` has."""

    __slots__ = ("besides", "datatype")

    def __init__(self, loom: Loom, datatype: Datatype, besides: Pattern | None) -> None:
        super().__init__(loom, valued=True, height=1 + (besides.height if besides else 0))
        self.datatype = datatype
        self.besides = besides

    def _text(self, text: str, context: Context) -> Pattern:
        fits = self.datatype.allows(text, context)
        if fits and self.besides is not None:
            fits = not self.besides.text(text, context).nullable
        return self.loom.empty if fits else self.loom.not_allowed


class Value(Pattern):
    """One value: `form` is what every way of writing it has in common, `shown` is how the grammar writes it."""

    __slots__ = ("datatype", "form", "shown")

    def __init__(self, loom: Loom, datatype: Datatype, form: object, shown: str) -> None:
        super().__init__(loom, valued=True)
        self.datatype = datatype
        self.form = form
        self.shown = shown

    def _text(self, text: str, context: Context) -> Pattern:
        form = self.datatype.form(text, context)
        return self.loom.empty if form is not None and form == self.form else self.loom.not_allowed


class List(Pattern):
    __slots__ = ("part",)

    def __init__(self, loom: Loom, part: Pattern) -> None:
        super().__init__(loom, valued=True, height=part.height + 1)
        self.part = part

    @property
    def parts(self) -> tuple[Pattern, ...]:
        return (self.part,)

    def _text(self, text: str, context: Context) -> Pattern:
        left = self.part
        for word in words(text):
            left = left.text(word, context)
        return self.loom.empty if left.nullable else self.loom.not_allowed


class Attribute(Pattern):
    """`where` is the place in the grammar that first had it."""

    __slots__ = ("names", "value", "where")

    def __init__(self, loom: Loom, names: NameClass, value: Pattern, where: str) -> None:
        super().__init__(loom, attributed=True, height=value.height + 1)
        self.names = names
        self.value = value
        self.where = where

    @property
    def parts(self) -> tuple[Pattern, ...]:
        return (self.value,)

    def allows(self, text: str, context: Context) -> bool:
        """Whether this may be its value. White space alone is as good as nothing."""
        if self.value.text(text, context).nullable:
            return True
        return self.value.nullable and not text.strip(" \t\r\n")

    def _attribute(self, name: str) -> Iterable[tuple[Attribute, Pattern]]:
        if self.names.has(name):
            yield self, self.loom.empty

    def _close(self, leniently: bool) -> Pattern:
        return self.loom.empty if leniently else self.loom.not_allowed


class Element(Pattern):
    """`content` is worked out when it is first asked for: that is where a grammar may come back to itself."""

    __slots__ = ("_content", "_make", "names", "where")

    def __init__(self, loom: Loom, names: NameClass, make: Callable[[], Pattern], where: str) -> None:
        super().__init__(loom)
        self.names = names
        self.where = where
        self._make = make
        self._content: Pattern | None = None

    @property
    def content(self) -> Pattern:
        return self.build() if self._content is None else self._content

    def build(self) -> Pattern:
        if self._content is None:
            self._content = self._make()
        return self._content

    def _start(self, name: str) -> Iterable[tuple[Element, Pattern]]:
        if self.names.has(name):
            yield self, self.loom.empty


class _Several(Pattern):
    __slots__ = ("_parts",)

    def __init__(self, loom: Loom, items: tuple[Pattern, ...], *, nullable: bool) -> None:
        super().__init__(
            loom,
            nullable=nullable,
            attributed=any(item.attributed for item in items),
            valued=any(item.valued for item in items),
            height=1 + max(item.height for item in items),
        )
        self._parts = items

    @property
    def parts(self) -> tuple[Pattern, ...]:
        return self._parts


class Choice(_Several):
    __slots__ = ()

    def _start(self, name: str) -> Iterable[tuple[Element, Pattern]]:
        return (pair for part in self._parts for pair in part.start(name))

    def _attribute(self, name: str) -> Iterable[tuple[Attribute, Pattern]]:
        return (pair for part in self._parts for pair in part.attribute(name))

    def _text(self, text: str, context: Context) -> Pattern:
        return self.loom.choice(part.text(text, context) for part in self._parts)

    def _close(self, leniently: bool) -> Pattern:
        return self.loom.choice(part.closed(leniently=leniently) for part in self._parts)


class Group(_Several):
    __slots__ = ()

    def _start(self, name: str) -> Iterable[tuple[Element, Pattern]]:
        for at, part in enumerate(self._parts):
            for element, rest in part.start(name):
                yield element, self.loom.group((rest, *self._parts[at + 1 :]))
            if not part.nullable:
                return

    def _attribute(self, name: str) -> Iterable[tuple[Attribute, Pattern]]:
        for at, part in enumerate(self._parts):
            for attribute, rest in part.attribute(name):
                yield attribute, self.loom.group((*self._parts[:at], rest, *self._parts[at + 1 :]))

    def _text(self, text: str, context: Context) -> Pattern:
        ways = []
        for at, part in enumerate(self._parts):
            ways.append(self.loom.group((part.text(text, context), *self._parts[at + 1 :])))
            if not part.nullable:
                break
        return self.loom.choice(ways)

    def _close(self, leniently: bool) -> Pattern:
        return self.loom.group(part.closed(leniently=leniently) for part in self._parts)


class Interleave(_Several):
    __slots__ = ()

    def _with(self, at: int, rest: Pattern) -> Pattern:
        return self.loom.interleave((*self._parts[:at], rest, *self._parts[at + 1 :]))

    def _start(self, name: str) -> Iterable[tuple[Element, Pattern]]:
        for at, part in enumerate(self._parts):
            for element, rest in part.start(name):
                yield element, self._with(at, rest)

    def _attribute(self, name: str) -> Iterable[tuple[Attribute, Pattern]]:
        for at, part in enumerate(self._parts):
            for attribute, rest in part.attribute(name):
                yield attribute, self._with(at, rest)

    def _text(self, text: str, context: Context) -> Pattern:
        return self.loom.choice(self._with(at, part.text(text, context)) for at, part in enumerate(self._parts))

    def _close(self, leniently: bool) -> Pattern:
        return self.loom.interleave(part.closed(leniently=leniently) for part in self._parts)


class OneOrMore(Pattern):
    __slots__ = ("part",)

    def __init__(self, loom: Loom, part: Pattern) -> None:
        super().__init__(
            loom, nullable=part.nullable, attributed=part.attributed, valued=part.valued, height=part.height + 1
        )
        self.part = part

    @property
    def parts(self) -> tuple[Pattern, ...]:
        return (self.part,)

    def _again(self, rest: Pattern) -> Pattern:
        return self.loom.group((rest, self.loom.optional(self)))

    def _start(self, name: str) -> Iterable[tuple[Element, Pattern]]:
        return ((element, self._again(rest)) for element, rest in self.part.start(name))

    def _attribute(self, name: str) -> Iterable[tuple[Attribute, Pattern]]:
        return ((attribute, self._again(rest)) for attribute, rest in self.part.attribute(name))

    def _text(self, text: str, context: Context) -> Pattern:
        return self._again(self.part.text(text, context))

    def _close(self, leniently: bool) -> Pattern:
        return self.loom.one_or_more(self.part.closed(leniently=leniently))


_P = TypeVar("_P", bound=Pattern)


class Loom:
    """Makes patterns. What comes to the same is one pattern as far as that is quickly seen (section 4.20, 4.21)."""

    def __init__(self) -> None:
        self._made: dict[tuple[Any, ...], Pattern] = {}
        self._count = self._before = 0
        self.empty = Empty(self, nullable=True)
        self.not_allowed = NotAllowed(self)
        self.any_text = Text(self, nullable=True)

    def number(self) -> int:
        """The next number. Raises SchemaError where there are too many patterns to be in good faith."""
        self._count += 1
        if self._count > self._before + MOST_PATTERNS:
            raise SchemaError("the grammar has more ways to go than can be followed; it is ambiguous beyond use")
        return self._count

    def begin(self) -> None:
        """Another document: it may have as many patterns as any."""
        self._before = self._count

    def _one(self, key: tuple[Any, ...], make: Callable[[], _P]) -> Pattern:
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = make()
            if found.height > HIGHEST:
                raise SchemaError(f"the grammar has patterns that are nested more than {HIGHEST} deep")
        return found

    def choice(self, items: Iterable[Pattern]) -> Pattern:
        flat: dict[Pattern, None] = {}
        for item in items:
            if type(item) is Choice:
                flat.update(dict.fromkeys(item.parts))
            elif item is not self.not_allowed:
                flat[item] = None
        if self.empty in flat and any(item.nullable for item in flat if item is not self.empty):
            del flat[self.empty]
        if len(flat) < 2:
            return next(iter(flat), self.not_allowed)
        parts = tuple(sorted(flat, key=lambda part: part.serial))
        return self._one((Choice, parts), lambda: Choice(self, parts, nullable=any(part.nullable for part in parts)))

    def merged(self, pairs: Iterable[tuple[_P, Pattern]]) -> tuple[tuple[_P, Pattern], ...]:
        """Each element or attribute once, with all that may be left after it."""
        found: dict[_P, list[Pattern]] = {}
        for one, rest in pairs:
            found.setdefault(one, []).append(rest)
        return tuple((one, rests[0] if len(rests) == 1 else self.choice(rests)) for one, rests in found.items())

    def optional(self, item: Pattern) -> Pattern:
        return self.choice((item, self.empty))

    def group(self, items: Iterable[Pattern]) -> Pattern:
        return self._all(Group, tuple(items))

    def interleave(self, items: Iterable[Pattern]) -> Pattern:
        return self._all(Interleave, tuple(items))

    def _all(self, kind: type[Group] | type[Interleave], items: tuple[Pattern, ...]) -> Pattern:
        if self.not_allowed in items:
            return self.not_allowed
        parts = tuple(item for item in items if item is not self.empty)
        if len(parts) < 2:
            return parts[0] if parts else self.empty
        return self._one((kind, parts), lambda: kind(self, parts, nullable=all(part.nullable for part in parts)))

    def one_or_more(self, item: Pattern) -> Pattern:
        if item is self.empty or item is self.not_allowed or isinstance(item, OneOrMore):
            return item
        return self._one((OneOrMore, item), lambda: OneOrMore(self, item))

    def listing(self, item: Pattern) -> Pattern:
        return item if item is self.not_allowed else self._one((List, item), lambda: List(self, item))

    def data(self, datatype: Datatype, besides: Pattern | None = None) -> Pattern:
        besides = None if besides is self.not_allowed else besides
        return self._one((Data, datatype, besides), lambda: Data(self, datatype, besides))

    def value(self, datatype: Datatype, form: object, shown: str) -> Pattern:
        # The same value written in two ways is two patterns, so that messages show it as the grammar does.
        return self._one((Value, datatype, form, shown), lambda: Value(self, datatype, form, shown))

    def attribute(self, names: NameClass, value: Pattern, where: str) -> Pattern:
        if value is self.not_allowed:
            return value
        return self._one((Attribute, names, value), lambda: Attribute(self, names, value, where))
