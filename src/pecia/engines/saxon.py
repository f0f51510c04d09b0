"""XSLT 3.0 by SaxonC-HE: a stylesheet takes a document and strings, gives bytes and findings, and touches nothing else.

What it reads is only what it was compiled from; what it would write is captured; its messages are findings; the
library's own noise is caught, and used to say where a stylesheet failed. A `Stylesheet` belongs to one process and
one thread. An edition's own stylesheet, which nobody here has read, runs in `saxon_apart`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote, urlsplit

import saxonche
from lxml import etree

from pecia.core.errors import StylesheetError
from pecia.core.findings import Finding, Location, Outcome, Severity
from pecia.engines import trees
from pecia.resources import folder

Parameter: TypeAlias = str | int | bool
Content: TypeAlias = bytes | str | etree._Element
Compiling: TypeAlias = Callable[[saxonche.PySaxonProcessor], saxonche.PyXsltExecutable]

_FEATURE = "http://saxon.sf.net/feature/"
_XERCES = _FEATURE + "parserFeature?uri="
# Escaped as Saxon wants it: the name of the parser's feature stands in the query of Saxon's own.
_UNREAD = (
    "http%3A//xml.org/sax/features/external-general-entities",
    "http%3A//xml.org/sax/features/external-parameter-entities",
    "http%3A//apache.org/xml/features/nonvalidating/load-external-dtd",
)
_RESULTS = "file:///results/"
_PLACE = re.compile(r"on line (\d+)(?: column (\d+))? of (\S*?):?\s*$", re.MULTILINE)
_CODE = re.compile(r"^\s+((?:[A-Z]{4}\d{4})|(?:\w+:\S+))\s\s", re.MULTILINE)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)""")
_SEVERITIES = {severity.label: severity for severity in Severity}


@dataclass(frozen=True, slots=True)
class Transformed:
    """The principal result, and every `xsl:result-document` as (relative href, content), ordered by href. UTF-8."""

    principal: bytes
    results: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A node that a stylesheet returned, and the strings after it, up to the next node.

    `line` and `column` are those just after the element's start tag (Saxon keeps no other), 0 if unknown.
    """

    line: int
    column: int
    texts: tuple[str, ...]


class Stylesheet:
    """A compiled stylesheet. `name` is what its errors are said of; `compiling` is given the processor.

    Raises StylesheetError `file:line:column: message [code]` when it does not compile.
    """

    def __init__(self, name: str, compiling: Compiling) -> None:
        self.name = name
        # One processor per stylesheet: once forbidden, reading stays forbidden for all that a processor compiles later.
        settings = str(folder("xslt") / "saxon.xml")
        self._processor = saxonche.PySaxonProcessor(config_file=settings)  # type: ignore[call-arg]  # the stubs lack it
        with _heard() as noise:
            try:
                self._executable = compiling(self._processor)
            except saxonche.PySaxonApiError as error:
                raise _explained(name, error, noise()) from None
        self._close()
        self._executable.set_capture_result_documents(True, True)
        self._executable.set_save_xsl_message(True)
        self._executable.set_base_output_uri(_RESULTS)

    def _close(self) -> None:
        for feature in _UNREAD:
            self._processor.set_configuration_property(_XERCES + feature, "false")
        close(self._processor)
        # Only after compiling: xsl:result-document does not compile without, and captured it does no harm.
        self._processor.set_configuration_property(_FEATURE + "allow-external-functions", "false")

    def transform(
        self, source: Content, parameters: Mapping[str, Parameter] | None = None, path: str = "", *, mode: str = ""
    ) -> Outcome[Transformed]:
        """What the stylesheet makes of the document; `path` is what findings name as its place.

        Each parameter is set as a global parameter and as a tunnel parameter of the first template, as most handy.
        A mode (Clark notation) is only needed where the stylesheet's default is not meant. Raises StylesheetError.
        """
        with _heard() as noise:
            try:
                node = self._read(source)
                self._prepare(parameters or {}, mode, raw=False)
                principal = self._executable.transform_to_string(xdm_node=node) or ""
                results = self._results()
                findings = self._findings(source, path)
            except saxonche.PySaxonApiError as error:
                raise _explained(self.name, error, noise(), self._last_words()) from None
        return Outcome(Transformed(principal.encode(), results), findings)

    def nodes(
        self, source: Content, parameters: Mapping[str, Parameter] | None = None, *, mode: str = ""
    ) -> tuple[Marked, ...]:
        """The raw sequence that the stylesheet returns, each node with its place and the strings that follow it.

        Places are those in `source` as given (bytes, str) or as lxml writes it from the root. Raises StylesheetError.
        """
        self._processor.set_configuration_property(_FEATURE + "linenumbering", "on")
        with _heard() as noise:
            try:
                node = self._read(source)
                self._prepare(parameters or {}, mode, raw=True)
                self._executable.set_initial_match_selection(xdm_value=node)
                value = self._executable.apply_templates_returning_value()
            except saxonche.PySaxonApiError as error:
                raise _explained(self.name, error, noise()) from None
        return tuple(_marked(value))

    def call(self, function: str, *arguments: Parameter | etree._Element) -> tuple[str, ...]:
        """The string values that a public function (Clark notation) returns: how XSLT is unit-tested from Python."""
        with _heard() as noise:
            try:
                given = [self._argument(argument) for argument in arguments]
                self._executable.set_result_as_raw_value(True)
                value = self._executable.call_function_returning_value(function, given)
            except saxonche.PySaxonApiError as error:
                raise _explained(self.name, error, noise()) from None
        return tuple(item.string_value for item in value or ())

    def _argument(self, argument: Parameter | etree._Element) -> saxonche.PyXdmItem:
        if isinstance(argument, etree._Element):
            return self._read(argument).children[0]
        return self._value(argument)

    def _read(self, source: Content) -> saxonche.PyXdmNode:
        # As a string: quicker than by a file, and without a base URI that could be followed.
        return self._processor.parse_xml(xml_text=_text(source))

    def _prepare(self, parameters: Mapping[str, Parameter], mode: str, *, raw: bool) -> None:
        executable = self._executable
        executable.clear_parameters()
        executable.clear_xsl_messages()
        executable.set_result_as_raw_value(raw)
        values = {name: self._value(value) for name, value in parameters.items()}
        for name, value in values.items():
            executable.set_parameter(name, value)
        # A global parameter of a used package cannot be set from outside; a tunnel parameter reaches everywhere.
        executable.set_initial_template_parameters(True, values)
        if mode:
            executable.set_initial_mode(mode)

    def _value(self, value: Parameter) -> saxonche.PyXdmAtomicValue:
        if isinstance(value, bool):
            return self._processor.make_boolean_value(value)
        if isinstance(value, int):
            return self._processor.make_integer_value(value)
        return self._processor.make_string_value(value)

    def _results(self) -> tuple[tuple[str, bytes], ...]:
        captured = self._executable.get_result_documents()
        return tuple(
            (self._inside(uri), self._serialized(uri, captured[uri]).encode()) for uri in sorted(captured or ())
        )

    def _inside(self, uri: str) -> str:
        path = unquote(urlsplit(uri).path)
        if not path.startswith("/results/") or ".." in path.split("/"):
            raise StylesheetError(f"{self.name}: the result document {uri} would leave the output folder")
        return path.removeprefix("/results/")

    def _serialized(self, uri: str, value: saxonche.PyXdmValue) -> str:
        # The library captures the tree and forgets its xsl:output, so the suffix says which method is meant.
        suffix = uri.rpartition(".")[2].lower()
        if suffix in {"xml", "xhtml", "svg", "tei", "rng", "xsd", "sch"}:
            return "".join(str(item) for item in value)
        if suffix not in {"html", "htm"}:
            return "".join(item.string_value for item in value)
        xpath = self._processor.new_xpath_processor()
        xpath.declare_variable("result")
        xpath.set_parameter("result", value)
        method = "map{'method':'html','version':'5.0','html-version':5,'indent':false()}"
        return "".join(item.string_value for item in xpath.evaluate(f"serialize($result, {method})") or ())

    def _last_words(self) -> str:
        """What the last message said: of `xsl:message terminate="yes"` the library reports only the place."""
        said = [item.string_value for item in self._executable.get_xsl_messages() or ()]
        return " ".join(said[-1].split()) if said else ""

    def _findings(self, source: Content, path: str) -> tuple[Finding, ...]:
        messages = self._executable.get_xsl_messages()
        return tuple(_finding(item.get_node_value(), source, path) for item in messages or () if item.is_node)


@cache
def package(name: str) -> Stylesheet:
    """One of our own: `xslt/NAME/export.xsl`, compiled once per process. Raises StylesheetError when there is none."""
    return stylesheet(folder("xslt") / name / "export.xsl")


@cache
def stylesheet(path: Path) -> Stylesheet:
    """A stylesheet of our own or one that we made, from a file; it may use our packages by name."""
    if not path.is_file():
        raise StylesheetError(f"{path}: there is no such stylesheet")
    return Stylesheet(path.name, lambda processor: compiler(processor).compile_stylesheet(stylesheet_file=str(path)))


def written(content: str, name: str) -> Stylesheet:
    """A stylesheet that we wrote just now (a compiled Schematron); `name` is what its errors are said of."""
    return Stylesheet(name, lambda processor: compiler(processor).compile_stylesheet(stylesheet_text=content))


def compiler(processor: saxonche.PySaxonProcessor) -> saxonche.PyXslt30Processor:
    return processor.new_xslt30_processor()


def close(processor: saxonche.PySaxonProcessor) -> None:
    """From now on nothing that this processor compiles or runs reads a file or the network."""
    processor.set_configuration_property(_FEATURE + "allowedProtocols", "")


def text(element: etree._Element) -> str:
    """The element as XML. Of the element, not of its tree: so no DOCTYPE goes along."""
    return etree.tostring(element, encoding="unicode", with_tail=False)


def _text(source: Content) -> str:
    if isinstance(source, str):
        return source
    if isinstance(source, bytes):
        declared = _DECLARED.match(source[:200])
        if declared is None or declared[1].lower() in {b"utf-8", b"utf8", b"us-ascii"}:
            try:
                return source.decode("utf-8-sig")
            except UnicodeDecodeError:
                pass
        source = trees.parse(source, "-")
    return text(source)


def _marked(value: saxonche.PyXdmValue | None) -> Iterator[Marked]:
    place, started = (0, 0), False
    texts: list[str] = []
    for item in value or ():
        if item.is_node:
            if started:
                yield Marked(*place, tuple(texts))
            started, place, texts = True, _place(item.get_node_value()), []
        else:
            texts.append(item.string_value)
    if started:
        yield Marked(*place, tuple(texts))


def _place(node: saxonche.PyXdmNode) -> tuple[int, int]:
    element: saxonche.PyXdmNode | None = node
    while element is not None and element.node_kind_str != "element":
        element = element.get_parent()
    return (0, 0) if element is None else (max(element.line_number, 0), max(element.column_number, 0))


def _finding(message: saxonche.PyXdmNode, source: Content, path: str) -> Finding:
    made = next((child for child in message.children if child.local_name == "finding"), None)
    said = " ".join((made or message).string_value.split())
    if made is None:
        return Finding("X499", Severity.INFO, said, Location(path))
    severity = _SEVERITIES.get(made.get_attribute_value("severity") or "", Severity.WARNING)
    line = _line(source, made.get_attribute_value("at") or "")
    hint = made.get_attribute_value("hint") or ""
    return Finding(made.get_attribute_value("code") or "X499", severity, said, Location(path, line), hint)


def _line(source: Content, identifier: str) -> int:
    if not identifier or not isinstance(source, etree._Element):
        return 0
    found = next(iter(source.xpath("//*[@xml:id=$id]", id=identifier)), None)
    return (found.sourceline or 0) if isinstance(found, etree._Element) else 0


def _explained(name: str, error: Exception, noise: str, last_words: str = "") -> StylesheetError:
    """The error as an editor can use it: the place is in the message of a static error, else in the noise."""
    raw = str(error)
    known = raw if _PLACE.search(raw) else noise
    place, code = _PLACE.search(known), _CODE.search(known)
    lines = [line.strip() for line in raw.splitlines() if line.strip() and not _PLACE.search(line)]
    said = _CODE.sub("", "  " + " ".join(lines) if code else " ".join(lines)).strip()
    said = said.removeprefix(code[1]).strip() if code else said
    if code and code[1] == "XTMM9000":
        said = last_words or said
    where = name
    if place is not None:
        file = unquote(place[3].rsplit("/", 1)[-1]) or name
        where = ":".join([file, *(part for part in (place[1], place[2]) if part)])
    return StylesheetError(f"{where}: {said or 'the stylesheet failed'}" + (f" [{code[1]}]" if code else ""))


@contextmanager
def _heard() -> Iterator[Callable[[], str]]:
    """Meanwhile, what the library writes on standard error goes into a pipe; gives a function that reads it.

    The library writes past Python, to file descriptor 2. A full pipe drops the rest and blocks nobody.
    """
    read, write = os.pipe()
    os.set_blocking(read, False)
    os.set_blocking(write, False)
    try:
        saved = os.dup(2)
    except OSError:
        saved = None
    os.dup2(write, 2)
    os.close(write)

    def noise() -> str:
        try:
            return os.read(read, 1 << 16).decode(errors="replace")
        except BlockingIOError:
            return ""

    try:
        yield noise
    finally:
        if saved is None:
            os.close(2)
        else:
            os.dup2(saved, 2)
            os.close(saved)
        os.close(read)
