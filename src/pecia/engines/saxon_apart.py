"""An edition's own stylesheet runs in a process of its own, which may die or be stopped; pecia goes on.

It is one file in the edition's `xslt/` folder, with what it includes from there, and uses our packages by name:
`xsl:use-package` and `xsl:override`. In its process there is no environment, no file can be written and only a bounded
share of time and memory used; what pecia compiles into it is all that it reads, the `static` expressions included.
"""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from pecia.core.errors import PeciaError, SourceError, StylesheetError
from pecia.core.findings import Finding, Location, Outcome, Severity
from pecia.engines import trees
from pecia.resources import folder

XSL = "http://www.w3.org/1999/XSL/Transform"
_OURS = re.compile(r"urn:pecia:xslt:[a-z-]+")
_DOCUMENT = "f:tei"
SECONDS = 120
MEGABYTES = 4096
# Standard attributes of a stylesheet (XSLT 3.0, 3.4) hold for what it contains, so they move along with it.
_INHERITED = (
    "default-collation",
    "default-mode",
    "exclude-result-prefixes",
    "expand-text",
    "extension-element-prefixes",
    "use-when",
    "version",
    "xpath-default-namespace",
)


def transform(
    path: Path,
    source: etree._Element,
    parameters: Mapping[str, str | int | bool] | None = None,
    where: str = "",
    *,
    mode: str = "",
    seconds: int = SECONDS,
    megabytes: int = MEGABYTES,
) -> Outcome[Any]:
    """What this stylesheet makes of the document: an Outcome[saxon.Transformed], as `saxon.Stylesheet.transform` gives.

    Raises StylesheetError when it is at fault, uses more than `seconds` or `megabytes`, or brings its process down.
    """
    return run(gathered(path), path, source, parameters, where, mode=mode, seconds=seconds, megabytes=megabytes)


def run(
    stylesheet: etree._Element,
    path: Path,
    source: etree._Element,
    parameters: Mapping[str, str | int | bool] | None = None,
    where: str = "",
    *,
    mode: str = "",
    seconds: int = SECONDS,
    megabytes: int = MEGABYTES,
) -> Outcome[Any]:
    """The same of a stylesheet that was gathered or made already (a compiled Schematron); `path` is its name."""
    from pecia.engines.saxon import Transformed, text

    request = {
        "name": path.name,
        "base": path.resolve().as_uri(),
        "stylesheet": text(stylesheet),
        "packages": list(_packages(stylesheet)),
        "source": text(source),
        "parameters": dict(parameters or {}),
        "where": where,
        "mode": mode,
        "seconds": seconds,
        "megabytes": megabytes,
    }
    answer = _asked(path.name, json.dumps(request).encode(), seconds, megabytes)
    if "error" in answer:
        raise StylesheetError(answer["error"])
    results = tuple((href, base64.b64decode(content)) for href, content in answer["results"])
    findings = tuple(
        Finding(rule, Severity(severity), message, Location(*place), hint)
        for rule, severity, message, place, hint in answer["findings"]
    )
    return Outcome(Transformed(base64.b64decode(answer["principal"]), results), findings)


def gathered(path: Path) -> etree._Element:
    """The stylesheet with what it includes put in its place, and with the modes and the xsl:output of what it uses.

    Raises StylesheetError when it includes what lies elsewhere.
    """
    home = path.resolve().parent
    stylesheet = _included(path.resolve(), home, ())
    for use in list(stylesheet.iter(f"{{{XSL}}}use-package")):
        _taken_over(use, stylesheet)
    return stylesheet


def _taken_over(use: etree._Element, stylesheet: etree._Element) -> None:
    """What goes without saying for an editor and not for XSLT: that the result is to be as that of the package.

    Its modes would be private in the stylesheet that uses it; its way of writing would hold no more; and what it
    knows of the document (its public variable f:tei) would be nothing, since a used package has no context item.
    """
    if not any(accept.get("component") in {"mode", "*"} for accept in use.iterfind(f"{{{XSL}}}accept")):
        use.insert(0, etree.Element(f"{{{XSL}}}accept", component="mode", names="*", visibility="public"))
    package = _package(use.get("name", ""))
    if package is None:
        return
    if stylesheet.find(f"{{{XSL}}}output") is None:
        stylesheet.extend(package.findall(f"{{{XSL}}}output"))
    for variable in package.findall(f"{{{XSL}}}variable[@name='{_DOCUMENT}'][@visibility='public']"):
        etree.SubElement(use, f"{{{XSL}}}override").append(variable)


def _package(name: str) -> etree._Element | None:
    settings = folder("xslt") / "saxon.xml"
    for declared in trees.parse(settings.read_bytes(), settings.name).iter("{*}package"):
        if declared.get("name") == name:
            path = settings.parent / declared.get("sourceLocation", "")
            return _included(path.resolve(), settings.parent.resolve(), ()) if path.is_file() else None
    return None


def _included(path: Path, home: Path, above: tuple[Path, ...]) -> etree._Element:
    if path in above:
        raise StylesheetError(f"{path.name}: the stylesheet includes itself")
    if not path.is_relative_to(home):
        raise StylesheetError(f"{above[-1].name}: {path} is not in the edition's folder {home.name}/: copy it there")
    try:
        root = trees.parse(path.read_bytes(), path.name)
    except OSError as error:
        raise StylesheetError(f"{path}: the stylesheet cannot be read: {error.strerror}") from error
    except SourceError as error:
        raise StylesheetError(str(error)) from error
    for element in list(root.iter(f"{{{XSL}}}import", f"{{{XSL}}}import-schema")):
        raise StylesheetError(
            f"{path.name}:{element.sourceline}: xsl:{trees.local(element)} is not read; "
            "xsl:use-package brings in pecia's packages, xsl:include other files of this folder"
        )
    for element in list(root.iter(f"{{{XSL}}}include")):
        included = _included((path.parent / element.get("href", "")).resolve(), home, (*above, path))
        _inline(element, included)
    return root


def _inline(element: etree._Element, included: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        raise StylesheetError("xsl:include cannot be the whole of a stylesheet")
    inherited = {name: value for name in _INHERITED if (value := included.get(name)) is not None}
    at = parent.index(element)
    for offset, child in enumerate(child for child in list(included) if isinstance(child.tag, str)):
        for name, value in inherited.items():
            if child.get(name) is None:
                child.set(name, value)
        parent.insert(at + offset, child)
    parent.remove(element)


def _packages(stylesheet: etree._Element) -> Iterator[str]:
    """The names of ours that it uses; a name is only taken as far as it is harmless inside an attribute."""
    for element in stylesheet.iter(f"{{{XSL}}}use-package"):
        if _OURS.fullmatch(name := element.get("name", "")):
            yield name


def _asked(name: str, request: bytes, seconds: int, megabytes: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "pecia.engines.saxon_apart"]
    # The one variable that it needs to find pecia; it forgets it before the stylesheet is read.
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(  # noqa: S603 -- the command is ours
            command, input=request, capture_output=True, timeout=seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise StylesheetError(f"{name}: stopped after {seconds} seconds; does it ever end?") from None
    if done.returncode or not done.stdout:
        why = f"it may have asked for more than {megabytes} MB of memory or {seconds} seconds"
        raise StylesheetError(f"{name}: the stylesheet brought its process down (exit status {done.returncode}): {why}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _limit(seconds: int, megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # not on this system: the parent's time limit remains
        return
    # Not RLIMIT_AS: the library reserves far more addresses than it ever uses.
    wanted = (
        (resource.RLIMIT_DATA, megabytes << 20),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for what, limit in wanted:
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (limit, limit) if hard == resource.RLIM_INFINITY else (min(limit, hard), hard))


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    from pecia.engines import saxon

    def compiling(processor: Any) -> Any:
        compiler: Any = saxon.compiler(processor)  # Any: the stubs lack base_uri
        for package in request["packages"]:
            using = f'<xsl:package version="3.0" xmlns:xsl="{XSL}"><xsl:use-package name="{package}"/></xsl:package>'
            compiler.compile_stylesheet(stylesheet_text=using)
        # Our packages are in by now; what the stylesheet itself would read is not.
        saxon.close(processor)
        return compiler.compile_stylesheet(stylesheet_text=request["stylesheet"], base_uri=request["base"])

    sheet = saxon.Stylesheet(request["name"], compiling)
    outcome = sheet.transform(request["source"], request["parameters"], request["where"], mode=request["mode"])
    return {
        "principal": base64.b64encode(outcome.value.principal).decode(),
        "results": [(href, base64.b64encode(content).decode()) for href, content in outcome.value.results],
        "findings": [
            (f.rule, int(f.severity), f.message, (f.where.path, f.where.line, f.where.column), f.hint)
            for f in outcome.findings
        ],
    }


def _work() -> None:
    request = json.load(sys.stdin.buffer)
    # Before the library starts, which reads the environment once.
    os.environ.clear()
    _limit(request["seconds"], request["megabytes"])
    try:
        answer = _answer(request)
    except PeciaError as error:
        answer = {"error": str(error)}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    _work()
