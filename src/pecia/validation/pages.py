"""The page of every code: why it matters, what breaks it, what keeps it. Reports take name and reason from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pecia import resources

_TITLE = re.compile(
    r"# (?P<code>[A-Z]\d{3}) (?P<name>[a-z0-9-]+)\s+severity: (?P<severity>\w+)\s+(?P<body>.*)", re.DOTALL
)
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """One code. `rationale` is its first paragraph on one line; `text` the whole page, in Markdown."""

    code: str
    name: str
    severity: str
    rationale: str
    text: str

    def section(self, heading: str) -> str:
        """What stands under `## heading`."""
        found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", self.text, re.MULTILINE | re.DOTALL)
        return found[1].strip() if found else ""

    def examples(self, heading: str) -> tuple[tuple[str, str], ...]:
        """The fenced examples of a section, as (language, text)."""
        return tuple((found[1], found[2]) for found in _FENCE.finditer(self.section(heading) + "\n"))


def read_page(text: str) -> Page | None:
    """The page, or None where the text does not begin as one."""
    found = _TITLE.match(text)
    if found is None:
        return None
    rationale = " ".join(found["body"].partition("\n\n")[0].split())
    return Page(found["code"], found["name"], found["severity"], rationale, text)


@cache
def codes() -> tuple[str, ...]:
    """Every code that has a page."""
    return tuple(sorted(path.stem for path in (resources.docs() / "rules").glob("*.md")))


@cache
def topics() -> tuple[str, ...]:
    """The pages that are about no code, such as `encoding`."""
    return tuple(sorted(path.stem for path in resources.docs().glob("*.md")))


@cache
def page(code: str) -> Page | None:
    """The page of a code; None for a code that nobody described (an assertion of somebody's own Schematron)."""
    if code not in codes():
        return None
    return read_page((resources.docs() / "rules" / f"{code}.md").read_text("utf-8"))


def topic(name: str) -> str:
    return (resources.docs() / f"{name}.md").read_text("utf-8")
