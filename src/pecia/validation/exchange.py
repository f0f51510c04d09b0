"""Findings for other programs: JSON lines, GitLab's code quality, Checkstyle's XML, and a page for a browser."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from html import escape
from importlib.metadata import version
from itertools import groupby

from lxml import etree

from pecia.core.findings import Finding, Severity
from pecia.core.legal import replaced
from pecia.validation.pages import page
from pecia.validation.reports import Report, name_of, record

_GITLAB = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def jsonl(report: Report) -> str:
    """A finding a line, each an object with the keys of `--format json`; nothing where nothing is found."""
    return "".join(json.dumps(record(finding), ensure_ascii=False) + "\n" for finding in report.findings)


def gitlab(report: Report) -> str:
    """GitLab's code quality report. A fingerprint is of file, rule and message, so that it survives moved lines."""
    seen: Counter[str] = Counter()
    found = []
    for finding in report.findings:
        key = f"{finding.where.path}\0{finding.rule}\0{finding.message}"
        seen[key] += 1
        found.append(
            {
                "description": _said(finding),
                "check_name": f"{finding.rule} {name_of(finding.rule)}",
                "fingerprint": hashlib.sha256(f"{key}\0{seen[key]}".encode(errors="surrogateescape")).hexdigest(),
                "severity": _GITLAB[finding.severity],
                "location": {
                    "path": finding.where.path.replace("\\", "/"),
                    "lines": {"begin": finding.where.line or 1},
                },
            }
        )
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def checkstyle(report: Report) -> str:
    """The XML of Checkstyle, which many editors and continuous integrations read."""
    root = etree.Element("checkstyle", version=version("pecia"))
    for path, findings in groupby(report.findings, key=lambda finding: finding.where.path):
        file = etree.SubElement(root, "file", name=replaced(path))
        for finding in findings:
            error = etree.SubElement(file, "error", line=str(finding.where.line or 1))
            if finding.where.column:
                error.set("column", str(finding.where.column))
            error.set("severity", finding.severity.label)
            error.set("message", replaced(_said(finding)))
            error.set("source", f"pecia.{finding.rule}")
    return etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8").decode()


def _said(finding: Finding) -> str:
    return finding.message + (f" ({finding.hint})" if finding.hint else "")


_STYLE = """body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% } td, th { text-align: start; vertical-align: top; padding: .25rem .5rem;
border-bottom: 1px solid #8886 } td:first-child { white-space: nowrap } .error { color: #b00020 }
.warning { color: #8a5a00 } .hint { opacity: .8 }
h2 { font-size: 1.1rem; overflow-wrap: anywhere } :root { color-scheme: light dark }
@media (prefers-color-scheme: dark) { .error { color: #ff8a80 } .warning { color: #ffcc66 } }"""


def html(report: Report) -> str:
    """One page without scripts or anything from elsewhere: the findings by document, then what the codes mean."""
    codes = sorted({finding.rule for finding in report.findings})
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">\n<title>pecia validate</title>',
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>What is to be mended</h1>\n<p>{_html(report.summary())}</p>",
    ]
    for path, findings in groupby(report.findings, key=lambda finding: finding.where.path):
        rows = "\n".join(map(_row, findings))
        head = '<tr><th scope="col">place</th><th scope="col">code</th><th scope="col">what</th></tr>'
        parts.append(f"<section>\n<h2>{_html(path)}</h2>\n<table>\n{head}\n{rows}\n</table>\n</section>")
    if codes:
        meanings = "\n".join(_meaning(code) for code in codes)
        parts.append(f"<section>\n<h2>What the codes mean</h2>\n<dl>\n{meanings}\n</dl>\n</section>")
    return "\n".join([*parts, "</body>\n</html>\n"])


def _row(finding: Finding) -> str:
    where = ":".join(str(part) for part in (finding.where.line, finding.where.column) if part)
    hint = f'<br><span class="hint">{_html(finding.hint)}</span>' if finding.hint else ""
    code = f'<a class="{finding.severity.label}" href="#{_html(finding.rule)}">{_html(finding.rule)}</a>'
    label = f" {finding.severity.label}"
    return f"<tr><td>{where}</td><td>{code}{label}</td><td>{_html(finding.message)}{hint}</td></tr>"


def _meaning(code: str) -> str:
    known = page(code)
    named, reason = f"{_html(code)} {_html(name_of(code))}", _html(known.rationale if known else "")
    return f'<dt id="{_html(code)}">{named}</dt><dd>{reason}</dd>'


def _html(text: str) -> str:
    return escape(replaced(text))


FORMATS: dict[str, Callable[[Report], str]] = {"jsonl": jsonl, "gitlab": gitlab, "checkstyle": checkstyle, "html": html}
