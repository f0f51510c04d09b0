"""How validation goes on after a fault, so that one fault has one message: as if what is wrong had been right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pecia.relaxng.automaton import Attributes, Automaton, Link, Starts, State, Step, link
from pecia.relaxng.faults import Place, Report
from pecia.relaxng.inventory import first
from pecia.relaxng.names import named, names, parts
from pecia.relaxng.patterns import Choice, Element, Group, Interleave, OneOrMore, Pattern
from pecia.relaxng.suggestion import likely


class _Lost(State):
    """Inside an element that the schema does not know: there is nothing to judge."""

    def __init__(self, automaton: Automaton) -> None:
        super().__init__(automaton, (automaton.loom.any_text,))
        self.ready = self
        self.starts = _Everything(self)
        self.attributes = _AnyAttribute(self)


class _Everything(Starts):
    def __missing__(self, name: str) -> tuple[State, Link]:
        return self._state, _back(self._state, name)


class _AnyAttribute(Attributes):
    def __missing__(self, name: str) -> Step:
        step = Step(self._state, [])
        step.whatever = self._state
        return step


def _back(state: State, name: str) -> Link:
    """A link to the very state that there was, whatever the child turns out to be."""
    back = _Same(state, name, ())
    back[1] = state
    return back


class _Same(Link):
    def __missing__(self, survivors: int) -> State:
        return self.parent


class Recovery:
    """Each method reports one fault, and says how to go on."""

    def __init__(self, automaton: Automaton, report: Report) -> None:
        self._automaton = automaton
        self._report = report
        self._lost = _Lost(automaton)
        self.ids: set[str] = set()
        self._references: list[tuple[str, str, str, Place]] = []

    def child(self, state: State, parent: str, name: str) -> tuple[State, Link]:
        """An element that may not stand here."""
        vocabulary = self._report.vocabulary
        late = link(state, name, [tuple(skipping(pattern, name)) for pattern in state.patterns])
        if late is not None:
            self._report.early(name, parent, state.patterns)
            return late
        known = vocabulary.known(name)
        if not known:
            meant = self._meant(state, name)
            self._report.unknown(name, meant)
            # What was meant is taken as if it were there, so that what comes after it is judged rightly.
            found = state.starts[meant] if meant else None
            return found or (self._lost, _back(state, name))
        self._report.misplaced(name, parent, state.patterns)
        contents = tuple(dict.fromkeys(element.content for element in known))
        return self._automaton.state(contents), _back(state, name)

    def _meant(self, state: State, name: str) -> str:
        """The element that was probably meant, one of those that may stand here if there is such."""
        namespace, local = parts(name)
        every = [known for known in self._report.vocabulary.elements if parts(known)[0] == namespace]
        if any(parts(known)[1] == local for known in self._report.vocabulary.elements):
            return ""
        here = {name for pattern in state.patterns for element in first(pattern) for name in names(element.names)}
        found = likely(
            local, (parts(known)[1] for known in every if known in here), (parts(known)[1] for known in every)
        )
        return named(namespace, found) if found else ""

    def attributes(self, name: str, child: State, found: Sequence[str]) -> State:
        """Attributes of which at least one is wrong or missing; the state after all of them.

        `found` has names and values by turns.
        """
        state = child
        for at in range(0, len(found), 2):
            step = state.attributes[found[at]]
            if step is None:
                self._report.attribute(name, found[at], child.patterns)
                continue
            state = step.whatever or step[found[at + 1]]
            if state.dead:
                self._report.value(name, found[at], found[at + 1], step.attributes, self._automaton.context)
                state = step.forgiven()
            self.identify(step.kind, name, found[at], found[at + 1])
        if not state.close().dead:
            return state.close()
        self._report.missing(name, state.patterns)
        return self._automaton.state(tuple(pattern.closed(leniently=True) for pattern in state.patterns))

    def text(self, state: State, name: str, text: str) -> State:
        """A text that may not stand here: it is passed over."""
        if not state.valued:
            self._report.text(name, text, state.patterns)
            return state
        self._report.content(name, text, state.patterns, self._automaton.context)
        return self._automaton.state((self._automaton.loom.empty,) * len(state.patterns))

    def end(self, state: State, name: str, where: Place) -> int:
        """An element in which something is missing: it may be any of those that it could have become."""
        self._report.incomplete(name, state.patterns, where)
        loom = self._automaton.loom
        return sum(1 << at for at, pattern in enumerate(state.patterns) if pattern is not loom.not_allowed)

    def identify(self, kind: str, element: str, attribute: str, value: str) -> None:
        """Remembers an id, or a reference to one, and reports an id that is there twice."""
        if not kind or self._report.full:
            return
        report = self._report
        if kind == "ID":
            value = value.strip()
            if value in self.ids:
                report.doubled(element, attribute, value)
            self.ids.add(value)
            return
        where = report.places.attribute(attribute)
        self._references += [(element, attribute, each, where) for each in value.split()]

    def finish(self) -> None:
        """Reports the references to ids that are nowhere in the document."""
        for element, attribute, value, where in self._references:
            if value not in self.ids:
                self._report.dangling(element, attribute, value, where)


def skipping(pattern: Pattern, name: str) -> Iterable[tuple[Element, Pattern]]:
    """The elements of this name that may come if what must come before them is passed over, each with what is left."""
    if isinstance(pattern, Element):
        yield from pattern.start(name)
    elif isinstance(pattern, Choice | Group | Interleave | OneOrMore):
        for at, part in enumerate(pattern.parts):
            for element, rest in skipping(part, name):
                yield element, _left(pattern, at, rest)


def _left(pattern: Pattern, at: int, rest: Pattern) -> Pattern:
    """What is left of a pattern when of this part of it this is left."""
    loom = pattern.loom
    match pattern:
        case Group():
            return loom.group((rest, *pattern.parts[at + 1 :]))
        case Interleave():
            return loom.interleave((*pattern.parts[:at], rest, *pattern.parts[at + 1 :]))
        case OneOrMore():
            return loom.group((rest, loom.optional(pattern)))
        case _:
            return rest
