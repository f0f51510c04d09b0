"""The automaton that documents drive: its states are made when a document first comes to them.

An element that is open may be one of several that the grammar has (alternatives). A state of it is what may still come
in each; of its parent's alternatives, a link knows what is left in each when the child has turned out to be some of its
own. So a stack of links is all that a document needs, and an element's states do not depend on where it stands.
"""

from __future__ import annotations

from pecia.relaxng.datatypes import Context, Datatype
from pecia.relaxng.patterns import Attribute, Data, Element, Loom, Pattern

MOST_STATES = 200_000
"""When there are more, they are all forgotten; they come again as they are needed."""
_MOST_VALUES = 500
"""How many values of an attribute, or texts of an element, have their verdict remembered, at each state."""
_LONGEST = 60
"""Longer values are hardly met twice."""


class State:
    """`patterns` is what may come in each alternative, in their order; an alternative that is out may have nothing.

    `survivors` are the alternatives that may end here, as bits; in a `mixed` state text changes nothing.
    """

    __slots__ = (
        "_texts",
        "attributes",
        "automaton",
        "dead",
        "mixed",
        "patterns",
        "ready",
        "starts",
        "survivors",
        "valued",
    )

    def __init__(self, automaton: Automaton, patterns: tuple[Pattern, ...]) -> None:
        self.automaton = automaton
        self.patterns = patterns
        self.valued = any(pattern.valued for pattern in patterns)
        self.dead = all(pattern is automaton.loom.not_allowed for pattern in patterns)
        self.starts = Starts(self)
        self.attributes = Attributes(self)
        self._texts: dict[str, State] = {}
        self.ready: State | None = None
        self.survivors = sum(1 << at for at, pattern in enumerate(patterns) if pattern.nullable)
        self.mixed = not self.valued and all(pattern.text("", {}) is pattern for pattern in patterns) and not self.dead

    def close(self) -> State:
        """The state when no more attribute comes; it is `ready` from the second time on."""
        self.ready = self.ready or self.automaton.state(tuple(pattern.closed() for pattern in self.patterns))
        return self.ready

    def text(self, text: str, context: Context) -> State:
        """After a text that is all of the element up to its next tag."""
        if not self.valued:
            text = ""
        found = self._texts.get(text)
        if found is None:
            found = self.automaton.state(tuple(pattern.text(text, context) for pattern in self.patterns))
            if self.automaton.remembers(text, self._texts):
                self._texts[text] = found
        return found

    def ending(self, text: str, context: Context) -> int:
        """The alternatives that may end after this text, which is empty or white space."""
        if not self.valued:
            return self.survivors
        return self.survivors | self.text(text, context).survivors

    def __repr__(self) -> str:
        return f"State{self.patterns!r}"


class Link(dict[int, State]):
    """The state of the parent after a child, by the alternatives of the child that survived."""

    __slots__ = ("_automaton", "_rests", "name", "parent")

    def __init__(self, parent: State, name: str, rests: tuple[tuple[Pattern, ...], ...]) -> None:
        """`rests[i][k]` is what is left in the parent's alternative i when the child was its own alternative k."""
        super().__init__()
        self._automaton = parent.automaton
        self._rests = rests
        self.parent = parent
        self.name = name

    def __missing__(self, survivors: int) -> State:
        loom = self._automaton.loom
        left = tuple(loom.choice(rest for at, rest in enumerate(row) if survivors >> at & 1) for row in self._rests)
        found = self[survivors] = self._automaton.state(left)
        return found


class Starts(dict[str, "tuple[State, Link] | None"]):
    """The state in a child of this name, and the link back; None where there may be no such child."""

    __slots__ = ("_state",)

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state

    def __missing__(self, name: str) -> tuple[State, Link] | None:
        found = self[name] = link(self._state, name, [pattern.start(name) for pattern in self._state.patterns])
        return found


def link(parent: State, name: str, found: list[tuple[tuple[Element, Pattern], ...]]) -> tuple[State, Link] | None:
    """`found` has, for each alternative of the parent, the elements that the child may be and what then is left."""
    automaton = parent.automaton
    contents = list(dict.fromkeys(element.content for row in found for element, _ in row))
    contents = [content for content in contents if content is not automaton.loom.not_allowed]
    if not contents:
        return None
    rests = tuple(
        tuple(
            automaton.loom.choice(rest for element, rest in row if element.content is content) for content in contents
        )
        for row in found
    )
    return automaton.state(tuple(contents)), Link(parent, name, rests)


class Step(dict[str, State]):
    """The state after an attribute, by its value; `whatever` it is where that makes no difference.

    `kind` is ID, IDREF or IDREFS where values are one of those.
    """

    __slots__ = ("_by_verdict", "_rows", "_sole", "_state", "attributes", "kind", "whatever")

    def __init__(self, state: State, rows: list[tuple[tuple[Attribute, Pattern], ...]]) -> None:
        super().__init__()
        self._state = state
        self._rows = rows
        self._by_verdict: dict[tuple[bool, ...], State] = {}
        self.attributes = tuple(dict.fromkeys(attribute for row in rows for attribute, _ in row))
        self.kind = next((kind for attribute in self.attributes if (kind := _identity(attribute.value))), "")
        self._sole = _sole(self.attributes)
        free = all(attribute.value is state.automaton.loom.any_text for attribute in self.attributes)
        self.whatever = self.forgiven() if free else None

    def forgiven(self) -> State:
        """The state after the attribute as if its value were right."""
        return self._after((True,) * len(self.attributes))

    def __missing__(self, value: str) -> State:
        automaton = self._state.automaton
        context = automaton.context
        if self._sole is not None:
            verdict: tuple[bool, ...] = (self._sole.form(value, context) is not None,)
        else:
            verdict = tuple([attribute.allows(value, context) for attribute in self.attributes])
        found = self._by_verdict.get(verdict) or self._after(verdict)
        # An id comes once.
        if not self.kind and automaton.remembers(value, self):
            self[value] = found
        return found

    def _after(self, verdict: tuple[bool, ...]) -> State:
        automaton = self._state.automaton
        right = {attribute for attribute, good in zip(self.attributes, verdict, strict=True) if good}
        left = (automaton.loom.choice(rest for attribute, rest in row if attribute in right) for row in self._rows)
        found = self._by_verdict[verdict] = automaton.state(tuple(left))
        return found


def _sole(attributes: tuple[Attribute, ...]) -> Datatype | None:
    """The datatype that decides alone, as it mostly does."""
    value = attributes[0].value if len(attributes) == 1 else None
    return value.datatype if isinstance(value, Data) and value.besides is None else None


def _identity(value: Pattern) -> str:
    """ID, IDREF or IDREFS where the value is one (RELAX NG DTD Compatibility, 5)."""
    name = value.datatype.name if isinstance(value, Data) else ""
    return name if name in ("ID", "IDREF", "IDREFS") else ""


class Attributes(dict[str, "Step | None"]):
    """What an attribute of this name leads to; None where there may be no such attribute."""

    __slots__ = ("_state",)

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state

    def __missing__(self, name: str) -> Step | None:
        rows = [pattern.attribute(name) for pattern in self._state.patterns]
        found = self[name] = Step(self._state, rows) if any(rows) else None
        return found


class Automaton:
    """`contextual` where a value may mean two things at two places; `context` is what prefixes mean just now."""

    def __init__(self, loom: Loom, start: Pattern, *, contextual: bool = False) -> None:
        self.loom = loom
        self.contextual = contextual
        self.context: Context = {}
        self._pattern = start
        self._states: dict[tuple[Pattern, ...], State] = {}

    @property
    def start(self) -> State:
        """Before the root element. When there are too many states, this forgets them."""
        if len(self._states) > MOST_STATES:
            self._states.clear()
        self.loom.begin()
        return self.state((self._pattern,))

    def state(self, patterns: tuple[Pattern, ...]) -> State:
        found = self._states.get(patterns)
        if found is None:
            found = State(self, patterns)
            self._states[patterns] = found
        return found

    def remembers(self, value: str, known: dict[str, State]) -> bool:
        """Whether the verdict on a value is kept for the next time."""
        return not self.contextual and len(value) <= _LONGEST and len(known) < _MOST_VALUES
