"""A document goes by once: expat's events, or those of a tree, drive the automaton; only the stack of it is kept."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple
from xml.parsers import expat

from pecia.core.errors import SourceError
from pecia.relaxng.automaton import Automaton, Link
from pecia.relaxng.faults import Place, Places, Report
from pecia.relaxng.names import XML
from pecia.relaxng.recovery import Recovery

_WHITE = " \t\r\n"
_PIECE = 1 << 18
_ATTRIBUTE = re.compile(rb"\s([^\s=\"'<>/]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")


class Handlers(NamedTuple):
    """`start` has names and values of attributes by turns."""

    start: Callable[[str, Sequence[str]], None]
    end: Callable[[str], None]
    text: Callable[[str], None]
    finish: Callable[[], None]


def handlers(automaton: Automaton, report: Report) -> Handlers:  # noqa: C901 - the cost of a call is what it saves
    """Functions for the events of one document. They are closures: this is the loop in which all time is spent."""
    recovery = Recovery(automaton, report)
    state = automaton.start
    stack: list[Link] = []
    push, pop = stack.append, stack.pop
    chunks: list[str] = []
    ids = recovery.ids

    def start(name: str, attributes: Sequence[str]) -> None:
        nonlocal state
        if chunks:
            between()
        child, link = state.starts[name] or recovery.child(state, stack[-1].name if stack else "", name)
        push(link)
        if not attributes:
            state = child.ready or child.close()
            if state.dead:
                state = recovery.attributes(name, child, ())
            return
        state = child
        identities: list[tuple[str, str, str]] | None = None
        pairs = iter(attributes)
        for attribute, value in zip(pairs, pairs, strict=True):
            step = state.attributes[attribute]
            if step is None:
                state = recovery.attributes(name, child, attributes)
                return
            if step.kind:
                identities = identities or []
                identities.append((step.kind, attribute, value.strip(_WHITE)))
            state = step.whatever or step[value]
        state = state.ready or state.close()
        if state.dead:
            state = recovery.attributes(name, child, attributes)
            return
        for kind, attribute, value in identities or ():
            if kind == "ID" and value not in ids:
                ids.add(value)
            else:
                recovery.identify(kind, name, attribute, value)

    def between() -> None:
        """Text before a child."""
        nonlocal state
        text = "".join(chunks)
        chunks.clear()
        if text.strip(_WHITE):
            after = state.text(text, automaton.context)
            state = recovery.text(state, stack[-1].name, text) if after.dead else after

    def end(name: str) -> None:
        nonlocal state
        survivors = state.survivors
        if chunks:
            text = "".join(chunks)
            chunks.clear()
            if text.strip(_WHITE):
                after = state.text(text, automaton.context)
                state = recovery.text(state, name, text) if after.dead else after
                survivors = state.survivors
            else:
                survivors = state.ending(text, automaton.context)
        elif not survivors and state.valued:
            survivors = state.ending("", automaton.context)
        link = pop()
        state = link[survivors or recovery.end(state, name, report.places.tag())]

    def text(text: str) -> None:
        if not state.mixed and (state.valued or text.strip(_WHITE)):
            chunks.append(text)

    return Handlers(start, end, text, recovery.finish)


class _Spot:
    """Where expat is. Columns count characters."""

    def __init__(self, parser: expat.XMLParserType, content: bytes) -> None:
        self._parser = parser
        self._content = content

    def tag(self) -> Place:
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    def attribute(self, name: str) -> Place:
        at = self._parser.CurrentByteIndex
        # As long as a tag of honest length is; beyond it the tag itself is place enough.
        tag = self._content[at : at + (1 << 16)]
        namespace, _, local = name.rpartition("}")
        for found in _ATTRIBUTE.finditer(tag):
            prefix, _, own = found[1].decode(errors="replace").rpartition(":")
            if own == local and bool(prefix) == bool(namespace) and (namespace != XML or prefix == "xml"):
                return self._moved(self.tag(), tag[: found.start(1)])
        return self.tag()

    def text(self) -> Place:
        """The first character of the text that ended just now."""
        at = self._parser.CurrentByteIndex
        begin = self._content.rfind(b">", 0, at) + 1
        raw = self._content[begin:at]
        ahead = len(raw) - len(raw.lstrip())
        line = self._parser.CurrentLineNumber - raw.count(b"\n", ahead)
        start = self._content.rfind(b"\n", 0, begin + ahead) + 1
        return line, len(self._content[start : begin + ahead].decode(errors="replace")) + 1

    def _moved(self, place: Place, over: bytes) -> Place:
        lines = over.count(b"\n")
        last = over[over.rfind(b"\n") + 1 :].decode(errors="replace")
        return (place[0] + lines, len(last) + 1) if lines else (place[0], place[1] + len(last))


_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._-]*)")


def in_utf8(content: bytes) -> bytes:
    """The same document in UTF-8, whatever it says of itself. Raises LookupError or UnicodeError where it cannot be."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding).encode()
    declared = _DECLARED.match(content[:300])
    encoding = declared[1].decode() if declared else "utf-8"
    return content if encoding.lower() in ("utf-8", "us-ascii") else content.decode(encoding).encode()


def run(content: bytes, path: str, automaton: Automaton, report_of: Callable[[Places], Report]) -> Report:
    """The document, judged. Raises SourceError `path:line:column: …` where it is not well-formed."""
    content = in_utf8(content)
    parser = expat.ParserCreate("utf-8", "}")
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.ordered_attributes = True
    report = report_of(_Spot(parser, content))
    events = handlers(automaton, report)
    parser.StartElementHandler = events.start
    parser.EndElementHandler = events.end
    parser.CharacterDataHandler = events.text
    if automaton.contextual:
        _follow(parser, automaton)
    view = memoryview(content)
    try:
        for at in range(0, len(content), _PIECE):
            parser.Parse(view[at : at + _PIECE], False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        said = expat.errors.messages.get(error.code, str(error))
        raise SourceError(f"{path}:{error.lineno}:{error.offset + 1}: not well-formed XML: {said}") from error
    events.finish()
    return report


def _follow(parser: expat.XMLParserType, automaton: Automaton) -> None:
    """Keeps what prefixes mean, where values depend on it."""
    scopes: list[dict[str, str]] = [{"xml": XML}]
    automaton.context = scopes[-1]

    def bind(prefix: str | None, uri: str | None) -> None:
        scopes.append({**scopes[-1], prefix or "": uri or ""})
        automaton.context = scopes[-1]

    def unbind(prefix: str | None) -> None:
        scopes.pop()
        automaton.context = scopes[-1]

    def entity(name: str, base: str | None, system: str, public: str | None, notation: str | None) -> None:
        scopes[-1][f"&{name}"] = ""

    parser.StartNamespaceDeclHandler = bind
    parser.EndNamespaceDeclHandler = unbind
    parser.UnparsedEntityDeclHandler = entity
