"""What is wrong at a place, in words; how validation goes on after it is in `recovery`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pecia.relaxng import messages as say
from pecia.relaxng.datatypes import Context, words
from pecia.relaxng.inventory import Vocabulary, attributes, first, needed, shown, tags
from pecia.relaxng.names import names, parts
from pecia.relaxng.patterns import Attribute, Choice, Data, Group, List, Pattern, Value
from pecia.relaxng.suggestion import likely

Place = tuple[int, int]
"""Line and column, from 1; 0 where unknown."""

_WORDS = frozenset({r"\S+", r"[^\p{C}\p{Z}]+", r"(\p{L}|\p{N}|\p{P}|\p{S})+"})
"""How TEI says: a word without white space."""
_DATES = frozenset({"date", "gYear", "gYearMonth", "dateTime"})


class Places(Protocol):
    """Where the thing is that is being read."""

    def tag(self) -> Place: ...

    def attribute(self, name: str) -> Place: ...

    def text(self) -> Place: ...


@dataclass(frozen=True, slots=True)
class Fault:
    line: int
    column: int
    message: str
    hint: str = ""


@dataclass
class Report:
    """Collects faults, up to `most`."""

    places: Places
    inventory: Callable[[], Vocabulary]
    most: int
    faults: list[Fault] = field(default_factory=list)

    @property
    def vocabulary(self) -> Vocabulary:
        return self.inventory()

    @property
    def full(self) -> bool:
        return len(self.faults) >= self.most

    def add(self, where: Place, message: str, hint: str = "", **parts: str) -> None:
        if not self.full:
            said = say.sentence(message, **parts)
            self.faults.append(Fault(*where, said, hint if len(hint) <= say.LONGEST else hint[: say.LONGEST - 1] + "…"))

    def unknown(self, name: str, meant: str) -> None:
        """An element that the schema does not know anywhere; `meant` is the name that it takes it for."""
        namespace, local = parts(name)
        same = sorted(known for known in self.vocabulary.elements if parts(known)[1] == local)
        if same:
            hint = say.ITS_NAMESPACE.format(namespace=parts(same[0])[0] or "none")
            where = namespace or "no namespace"
            self.add(self.places.tag(), say.UNKNOWN_NAMESPACE, hint, element=tag(name), namespace=where)
            return
        hint = say.DID_YOU_MEAN.format(name=tag(meant)) if meant else ""
        self.add(self.places.tag(), say.UNKNOWN, hint, element=tag(name))

    def misplaced(self, name: str, parent: str, patterns: Sequence[Pattern]) -> None:
        """An element that the schema knows, but not here."""
        if not parent:
            here = tags(element for pattern in patterns for element in first(pattern))
            self.add(self.places.tag(), say.WRONG_ROOT, say.ONE_OF.format(values=say.some(here)), element=tag(name))
            return
        parents = self.vocabulary.parents.get(name, [])
        if parent in parents:
            self.add(self.places.tag(), say.OUT_OF_ORDER, _here(patterns), element=tag(name))
            return
        shown_parents = [tag(each) for each in _near(parents)]
        hint = say.ALLOWED_IN.format(parents=say.some(shown_parents), parent=tag(parent)) if parents else say.NOWHERE
        self.add(self.places.tag(), say.MISPLACED, hint, element=tag(name), parent=tag(parent))

    def early(self, name: str, parent: str, patterns: Sequence[Pattern]) -> None:
        """An element before which another is missing."""
        missing = tags(element for pattern in patterns for element in needed(pattern))
        hint = say.ALLOWED_MISSING.format(names=say.some(missing)) if missing else ""
        self.add(self.places.tag(), say.TOO_EARLY, hint, element=tag(name), parent=tag(parent))

    def incomplete(self, name: str, patterns: Sequence[Pattern], where: Place) -> None:
        missing = tags(element for pattern in patterns for element in needed(pattern))
        hint = say.ALLOWED_AT_END.format(names=say.some(missing)) if missing else ""
        self.add(where, say.INCOMPLETE, hint, element=tag(name))

    def text(self, name: str, text: str, patterns: Sequence[Pattern]) -> None:
        here = tags(element for pattern in patterns for element in first(pattern))
        hint = say.PUT_INTO.format(names=say.some(here)) if here else say.MUST_BE_EMPTY
        if "<p>" in here:
            hint = say.PUT_INTO.format(names="a <p>")
        self.add(self.places.text(), say.NO_TEXT, hint, element=tag(name), text=say.spoken(text))

    def content(self, name: str, text: str, patterns: Sequence[Pattern], context: Context) -> None:
        """A text where a value is wanted."""
        _, _, hint = wrong(text, patterns, context)
        self.add(self.places.text(), say.WRONG_TEXT, hint, element=tag(name), text=say.spoken(text))

    def attribute(self, element: str, name: str, patterns: Sequence[Pattern]) -> None:
        """An attribute that may not be here; `patterns` are what the element may have as a whole."""
        allowed = sorted({each for pattern in patterns for item in attributes(pattern) for each in names(item.names)})
        where = self.places.attribute(name)
        if name in allowed:
            self.add(where, say.NOT_BESIDE, say.BESIDE, element=tag(element), attribute=shown(name))
            return
        owners = self.vocabulary.owners.get(name, [])
        meant = "" if owners else likely(shown(name), map(shown, allowed))
        hint = say.DID_YOU_MEAN.format(name=meant) if meant else self._owned(name, owners, allowed)
        self.add(where, say.NO_ATTRIBUTE, hint, element=tag(element), attribute=shown(name))

    def _owned(self, name: str, owners: Sequence[str], allowed: Sequence[str]) -> str:
        if owners and len(owners) <= 6:
            elements = say.some([tag(each) for each in owners])
            return say.BELONGS_TO.format(attribute=shown(name), elements=elements)
        # What nearly every element may have is no news.
        many = len(self.vocabulary.elements) // 2
        own = [shown(each) for each in allowed if len(self.vocabulary.owners.get(each, ())) < many]
        return say.ATTRIBUTES_HERE.format(names=say.some(own)) if own else ""

    def missing(self, element: str, patterns: Sequence[Pattern]) -> None:
        """Attributes that must be there."""
        for either in _demanded(patterns):
            listed = [shown(name) for name in either]
            if len(listed) == 1:
                self.add(self.places.tag(), say.MISSING_ATTRIBUTE, element=tag(element), attribute=listed[0])
            else:
                several = say.some(listed)
                self.add(self.places.tag(), say.MISSING_ONE_OF, element=tag(element), attributes=several)

    def value(self, element: str, name: str, value: str, found: Sequence[Attribute], context: Context) -> None:
        word, template, hint = wrong(value, [attribute.value for attribute in found], context)
        template = template if value.strip() else say.NO_VALUE
        wanted = hint if template == say.WRONG_VALUE else ""
        self.add(
            self.places.attribute(name),
            template,
            "" if wanted else hint,
            element=tag(element),
            attribute=shown(name),
            value=say.quoted(word),
            wanted=wanted,
        )

    def doubled(self, element: str, attribute: str, value: str) -> None:
        where = self.places.attribute(attribute)
        self.add(
            where, say.DOUBLED_ID, say.ONCE, element=tag(element), attribute=shown(attribute), value=say.quoted(value)
        )

    def dangling(self, element: str, attribute: str, value: str, where: Place) -> None:
        self.add(where, say.DANGLING_ID, element=tag(element), attribute=shown(attribute), value=say.quoted(value))


def tag(name: str) -> str:
    return f"<{shown(name)}>"


def _near(parents: Sequence[str]) -> list[str]:
    """The commonest places first: an editor asks for <div> and <p> before <argument>."""
    return sorted(parents, key=lambda name: (shown(name) not in _COMMON, len(shown(name)), shown(name)))


_COMMON = frozenset({"body", "div", "p", "list", "item", "lg", "head", "note", "table", "row", "TEI", "text"})


def _here(patterns: Sequence[Pattern]) -> str:
    here = tags(element for pattern in patterns for element in first(pattern))
    return say.ALLOWED_HERE.format(names=say.some(here)) if here else say.NOTHING_MORE


def _demanded(patterns: Sequence[Pattern]) -> list[tuple[str, ...]]:
    """The attributes that the first alternative cannot do without; several in one where one of them is enough."""
    return next((found for pattern in patterns if (found := list(_must(pattern)))), [])


def _must(pattern: Pattern) -> Iterable[tuple[str, ...]]:
    if not pattern.attributed or pattern.closed() is not pattern.loom.not_allowed:
        return
    if isinstance(pattern, Attribute):
        yield tuple(sorted(names(pattern.names))) or ("…",)
    elif isinstance(pattern, Choice):
        yield tuple(sorted({name for part in pattern.parts for either in _must(part) for name in either}))
    else:
        for part in pattern.parts:
            yield from _must(part)


def wrong(text: str, patterns: Sequence[Pattern], context: Context) -> tuple[str, str, str]:
    """The word that is wrong, the sentence for it, and what may be instead."""
    word, leaves = _offending(text, patterns, context)
    listed = [leaf.shown for leaf in leaves if isinstance(leaf, Value)]
    types = [leaf for leaf in leaves if isinstance(leaf, Data)]
    if {leaf.datatype.name for leaf in types} & _DATES:
        return word, say.NO_DATE, say.DATE_FORMS
    meant = likely(word, listed)
    if meant:
        return word, say.NOT_LISTED, say.DID_YOU_MEAN.format(name=say.quoted(meant))
    quoted = [say.quoted(value) for value in listed]
    if listed and not types:
        return word, say.NOT_LISTED, say.ONE_OF.format(values=say.some(quoted))
    return word, say.WRONG_VALUE, " or ".join(dict.fromkeys([*quoted[:5], *map(_kind, types)])) or say.A_VALUE


def _kind(leaf: Data) -> str:
    pattern = next((value for name, value in leaf.datatype.facets if name == "pattern"), "")
    if pattern and leaf.datatype.name in ("token", "string", "normalizedString"):
        return say.WORD if pattern in _WORDS else say.LIKE.format(pattern=pattern)
    return say.KINDS.get(leaf.datatype.name, say.A_VALUE)


def _offending(text: str, patterns: Sequence[Pattern], context: Context) -> tuple[str, list[Pattern]]:
    """The value itself, or in a list the first word that does not fit; and what would fit instead of it."""
    leaves = [leaf for pattern in patterns for leaf in _leaves(pattern)]
    lists = [leaf for leaf in leaves if isinstance(leaf, List)]
    if not lists or len(lists) < len(leaves):
        return text, [leaf for leaf in leaves if not isinstance(leaf, List)]
    left = lists[0].loom.choice(leaf.part for leaf in lists)
    for word in words(text):
        after = left.text(word, context)
        if after is left.loom.not_allowed:
            return word, [leaf for leaf in _leaves(left) if not isinstance(leaf, List)]
        left = after
    return text, []


def _leaves(pattern: Pattern) -> Iterable[Pattern]:
    """The data and values that may come first."""
    if isinstance(pattern, Data | Value | List):
        yield pattern
    elif not isinstance(pattern, Attribute):
        for part in pattern.parts:
            yield from _leaves(part)
            if isinstance(pattern, Group) and not part.nullable:
                return
