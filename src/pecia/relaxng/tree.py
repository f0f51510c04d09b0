"""A document that is a tree already, told as the events of a stream: only lines are known, as far as lxml has them."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from pecia.relaxng.automaton import Automaton
from pecia.relaxng.faults import Place, Places, Report
from pecia.relaxng.stream import handlers


class _Spot:
    """The element that is being read."""

    def __init__(self, tree: etree._Element) -> None:
        self.element = tree

    def tag(self) -> Place:
        return self.element.sourceline or 0, 0

    def attribute(self, name: str) -> Place:
        return self.tag()

    def text(self) -> Place:
        return self.tag()


def walk(tree: etree._Element, automaton: Automaton, report_of: Callable[[Places], Report]) -> Report:
    """The element with all that is in it, judged as a document."""
    spot = _Spot(tree)
    report = report_of(spot)
    events = handlers(automaton, report)
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start":
            spot.element = element
            automaton.context = _context(element)
            events.start(_name(element.tag), [part for pair in element.items() for part in (_name(pair[0]), pair[1])])
            text = element.text
        else:
            if event == "end":
                spot.element = element
                automaton.context = _context(element)
                events.end(_name(element.tag))
            text = element.tail if element is not tree else None
        if text:
            events.text(text)
    events.finish()
    return report


def _context(element: etree._Element) -> dict[str, str]:
    return {prefix or "": uri for prefix, uri in element.nsmap.items()}


def _name(name: object) -> str:
    """As expat has it: the first brace of Clark's notation is not there."""
    shown = name.decode() if isinstance(name, bytes) else str(name)
    return shown.removeprefix("{")
