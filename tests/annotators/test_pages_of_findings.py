"""The pages of the findings that are made while reading: their examples do what they say."""

from __future__ import annotations

import re

import pytest

from pecia.annotators import ANNOTATORS, Knowledge
from pecia.core.text import Source
from pecia.readers.notes import with_notes
from pecia.readers.plain_text import read
from pecia.resources import docs

PAGES = [f"P{number:03}" for number in (*range(1, 20), *range(20, 30), *range(50, 60))]
WRITTEN = [code for code in PAGES if (docs() / "rules" / f"{code}.md").is_file()]


def _example(code: str, heading: str) -> str:
    page = (docs() / "rules" / f"{code}.md").read_text("utf-8")
    found = re.search(rf"^## {heading}\n.*?```text\n(.*?)```", page, re.DOTALL | re.MULTILINE)
    assert found, f"{code} has no example under “{heading}”"
    return found[1]


def _found(code: str, text: str, *, encoding: str) -> set[str]:
    content = text.replace("\\x02", "\x02").encode(encoding)
    if code == "P004":
        chapter = read(Source("a.txt", b"He was released, with a warning.6")).value
        return {finding.rule for finding in with_notes(chapter, Source("n.txt", content)).findings}
    outcome = read(Source("a.txt", content))
    names = ("corrections", "markers", "quotations")
    noticed = [f for name in names for f in ANNOTATORS[name].annotate(outcome.value, Knowledge()).findings]
    return {finding.rule for finding in (*outcome.findings, *noticed)}


@pytest.mark.parametrize("code", WRITTEN)
def test_the_example_that_breaks_it_is_found_and_the_other_is_not(code: str) -> None:
    encoding = "cp1252" if code == "P001" else "utf-8"
    assert code in _found(code, _example(code, "Breaks it"), encoding=encoding)
    assert code not in _found(code, _example(code, "Keeps it"), encoding="utf-8")
