"""Findings in the forms that people and programs read: lines, JSON, SARIF 2.1.0, JUnit XML, GitHub's annotations."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from lxml import etree

from pecia.core.findings import Finding, Severity
from pecia.core.legal import replaced
from pecia.validation.pages import page

_SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


@dataclass(frozen=True, slots=True)
class Report:
    """What was judged and what was found. `ignored` findings were silenced, `below` lie under the level asked for."""

    findings: tuple[Finding, ...]
    documents: tuple[str, ...]
    ignored: int = 0
    below: int = 0
    known: int = 0
    """Findings that the baseline has."""

    def count(self, severity: Severity) -> int:
        return sum(1 for finding in self.findings if finding.severity is severity)

    def summary(self) -> str:
        """`2 errors, 1 warning in 3 documents (1 ignored)`."""
        counts = [_counted(self.count(s), _PLURALS[s]) for s in sorted(Severity, reverse=True) if self.count(s)]
        aside = [
            f"{n} {word}"
            for n, word in (
                (self.ignored, "ignored"),
                (self.known, "known before"),
                (self.below, "below the level asked for"),
            )
            if n
        ]
        return (
            f"{', '.join(counts) or 'nothing to mend'} in {_counted(len(self.documents), ('document', 'documents'))}"
            + (f" ({', '.join(aside)})" if aside else "")
        )


_PLURALS = {
    Severity.ERROR: ("error", "errors"),
    Severity.WARNING: ("warning", "warnings"),
    Severity.INFO: ("remark", "remarks"),
}


def _counted(number: int, words: tuple[str, str]) -> str:
    return f"{number} {words[number != 1]}"


def line(finding: Finding) -> str:
    """`path:line:column: CODE message (hint)`, always one line."""
    return str(finding)


def text(report: Report) -> str:
    return "".join(f"{line(finding)}\n" for finding in report.findings) + report.summary() + "\n"


def as_json(report: Report) -> str:
    found = [record(finding) for finding in report.findings]
    counts = {severity.label: report.count(severity) for severity in sorted(Severity, reverse=True)}
    summary = {"documents": list(report.documents), **counts, "ignored": report.ignored, "below": report.below}
    if report.known:
        summary["known"] = report.known
    return _dumped({"findings": found, "summary": summary})


def record(finding: Finding) -> dict[str, Any]:
    """A finding as JSON has it; line and column are null where they are unknown."""
    return {
        "rule": finding.rule,
        "name": name_of(finding.rule),
        "severity": finding.severity.label,
        "message": finding.message,
        "hint": finding.hint,
        "path": finding.where.path,
        "line": finding.where.line or None,
        "column": finding.where.column or None,
    }


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def name_of(code: str) -> str:
    """The name of a code; the code itself where it has no page."""
    known = page(code)
    return known.name if known else code


def sarif(report: Report) -> str:
    """One run of SARIF 2.1.0, as code hosts read it; columns count code points."""
    codes = sorted({finding.rule for finding in report.findings})
    results = [
        {
            "ruleId": finding.rule,
            "ruleIndex": codes.index(finding.rule),
            "level": _LEVELS[finding.severity],
            "message": {"text": finding.message + (f" ({finding.hint})" if finding.hint else "")},
            "locations": [{"physicalLocation": _physical(finding)}],
        }
        for finding in report.findings
    ]
    driver = {
        "name": "pecia",
        "version": version("pecia"),
        "semanticVersion": version("pecia"),
        "rules": [_descriptor(code) for code in codes],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _dumped({"$schema": _SARIF, "version": "2.1.0", "runs": [run]})


def _physical(finding: Finding) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.where.path.replace("\\", "/"))}}
    if finding.where.line:
        place["region"] = {"startLine": finding.where.line}
        if finding.where.column:
            place["region"]["startColumn"] = finding.where.column
    return place


def _descriptor(code: str) -> dict[str, Any]:
    known = page(code)
    if known is None:
        return {"id": code}
    levels = {"error": "error", "warning": "warning", "info": "note"}
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in known.name.split("-")),
        "shortDescription": {"text": known.name.replace("-", " ")},
        "fullDescription": {"text": known.rationale},
        "defaultConfiguration": {"level": levels.get(known.severity, "warning")},
        "help": {"text": known.text, "markdown": known.text},
    }


def junit(report: Report) -> str:
    """A suite per document and a failed test per finding; a document without one is a test that passed."""
    suites = etree.Element("testsuites", name="pecia validate")
    by_path: dict[str, list[Finding]] = {path: [] for path in report.documents}
    for finding in report.findings:
        by_path.setdefault(finding.where.path, []).append(finding)
    for path, findings in by_path.items():
        failed = sum(1 for finding in findings if finding.severity > Severity.INFO)
        tests = str(len(findings) or 1)
        suite = etree.SubElement(
            suites, "testsuite", name=replaced(path), tests=tests, failures=str(failed), errors="0"
        )
        if not findings:
            etree.SubElement(suite, "testcase", classname=replaced(path), name="valid")
        for finding in findings:
            _case(suite, finding)
    return etree.tostring(suites, pretty_print=True, xml_declaration=True, encoding="UTF-8").decode()


def _case(suite: etree._Element, finding: Finding) -> None:
    where = finding.where
    name = f"{finding.rule} {name_of(finding.rule)} at {where.line}:{where.column}"
    case = etree.SubElement(
        suite, "testcase", classname=replaced(where.path), name=replaced(name), file=replaced(where.path)
    )
    case.set("line", str(where.line))
    if finding.severity is Severity.INFO:
        etree.SubElement(case, "system-out").text = replaced(line(finding))
    else:
        failure = etree.SubElement(case, "failure", type=finding.severity.label, message=replaced(finding.message))
        failure.text = replaced(line(finding))


def github(report: Report) -> str:
    """Workflow commands that a GitHub run shows beside the line."""
    return "".join(map(_command, report.findings))


def _command(finding: Finding) -> str:
    where = finding.where
    properties = {
        "file": where.path,
        "line": where.line,
        "col": where.column,
        "title": f"{finding.rule} {name_of(finding.rule)}",
    }
    shown = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in properties.items() if value)
    message = finding.message + (f" ({finding.hint})" if finding.hint else "")
    return f"::{_COMMANDS[finding.severity]} {shown}::{_escaped(message)}\n"


def _escaped(string: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        string = string.replace(character, f"%{ord(character):02X}")
    return string


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": text,
    "json": as_json,
    "sarif": sarif,
    "junit": junit,
    "github": github,
}


def chosen(findings: Sequence[Finding], level: Severity) -> tuple[Finding, ...]:
    """Those at or above the level."""
    return tuple(finding for finding in findings if finding.severity >= level)
