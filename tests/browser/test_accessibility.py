# ruff: noqa: E501 # samples of markup and script stay on one line
"""axe-core finds nothing, in whatever light and at whatever width."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = {
    "light": {}, "dark": {"dark": True}, "forced colours": {"forced": True}, "forced colours, dark": {"forced": True, "dark": True},
    "phone": {"width": 320}, "phone, dark": {"width": 360, "dark": True}, "tablet": {"width": 1024},
}  # fmt: skip


def violations(page: Page, *without: str) -> list[str]:
    page.evaluate(AXE)
    rules = {rule: {"enabled": False} for rule in without}
    found = page.evaluate("([tags, rules]) => axe.run(document, {runOnly: tags, rules})", [TAGS, rules])
    assert len(found["passes"]) > 20
    return [f"{one['id']}: {node['html']}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", ["winter", "elements"])
def test_axe_finds_no_violation(opened: Callable[..., Page], name: str, look: str) -> None:
    assert violations(opened(name, **LOOKS[look])) == []


@pytest.mark.parametrize("corrections", ["source", "both"])
def test_axe_finds_none_with_everything_open(opened: Callable[..., Page], corrections: str) -> None:
    page = opened("winter", width=360, at="p2")
    page.locator(".settings summary").click()
    page.locator(f"[name=corrections][value={corrections}]").check()
    page.locator("[name=theme][value=dark]").check()
    for anchor in page.locator("a.noteref").all():
        anchor.click()
    assert violations(page) == []


def test_axe_finds_none_on_paper(opened: Callable[..., Page]) -> None:
    page = opened("winter")
    page.emulate_media(media="print")
    assert violations(page, "target-size") == []  # nobody clicks on paper
