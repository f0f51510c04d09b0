# ruff: noqa: E501 # samples of markup and script stay on one line
"""How the page looks and behaves: on a wide screen and a phone, enlarged, by keyboard, on paper, without scripts, without a network."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

BOXES = "all => all.map(e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] })"


def boxes(page: Page, selector: str) -> list[list[float]]:
    found: list[list[float]] = page.locator(selector).evaluate_all(BOXES)
    return found


def focused(page: Page) -> Any:
    return page.evaluate(
        """() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
           return {tag: e.tagName, id: e.id, href: e.getAttribute('href'), outline: s.outlineStyle, width: parseFloat(s.outlineWidth),
                   seen: b.width > 0 && b.height > 0 && b.bottom > 0 && b.top < innerHeight} }"""
    )


# The measure and the notes


def test_the_measure_is_about_sixty_six_characters(opened: Callable[..., Page]) -> None:
    lines = opened("winter").evaluate(
        """() => { const p = document.querySelector('#p1'), text = document.createTreeWalker(p, NodeFilter.SHOW_TEXT), tops = new Map();
           for (let n; n = text.nextNode();) {
             if (n.parentElement.closest('.note, .citation, .number')) continue;
             for (let i = 0; i < n.length; i++) {
               const r = document.createRange(); r.setStart(n, i); r.setEnd(n, i + 1);
               const box = r.getBoundingClientRect(); if (box.height < 12) continue;
               const line = Math.round(box.bottom / 12); tops.set(line, (tops.get(line) ?? 0) + 1); } }
           return [...tops.values()] }"""
    )
    full = sorted(lines)[len(lines) // 2]
    assert 58 <= full <= 74, lines


def test_notes_stand_beside_their_anchors_and_apart_from_each_other(opened: Callable[..., Page]) -> None:
    page = opened("winter", width=1440)
    notes, column = boxes(page, ".note"), boxes(page, "#p1")[0]
    assert all(left > column[2] for left, *_ in notes)
    for above, below in pairwise(sorted(notes, key=lambda box: box[1])):
        assert below[1] >= above[3]
    anchor, note = boxes(page, "#n1-ref")[0], boxes(page, "#n1")[0]
    assert abs(anchor[1] - note[1]) < 16


def test_notes_open_in_their_place_on_a_phone(opened: Callable[..., Page]) -> None:
    page = opened("winter", width=360)
    anchor, note = page.locator("#n2-ref"), page.locator("#n2")
    assert not note.is_visible()
    assert anchor.get_attribute("aria-expanded") == "false"
    anchor.click()
    assert note.is_visible()
    assert anchor.get_attribute("aria-expanded") == "true"
    assert boxes(page, "#n2")[0][1] >= boxes(page, "#n2-ref")[0][1]
    note.locator("a.back").click()
    assert not note.is_visible()
    assert focused(page)["id"] == "n2-ref"


def test_an_address_of_a_note_opens_it_on_a_phone(opened: Callable[..., Page]) -> None:
    assert opened("winter", width=360, at="n2").locator("#n2").is_visible()


def test_a_mention_within_a_closed_note_is_reached(opened: Callable[..., Page]) -> None:
    page = opened("winter", width=360)
    page.locator("#kirov .contexts a").nth(3).click()
    assert page.locator("#n2").is_visible()


# Widths


@pytest.mark.parametrize("name", ["winter", "elements"])
@pytest.mark.parametrize("width", [320, 360, 640, 768, 959, 960, 1024, 1279, 1280, 1440, 2560])
def test_nothing_is_wider_than_the_screen(opened: Callable[..., Page], name: str, width: int) -> None:
    page = opened(name, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelectorAll('.note').forEach(n => n.classList.add('open'))")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [640, 1280])
def test_it_can_be_enlarged_to_two_hundred_per_cent(browser: Browser, pages: dict[str, str], width: int) -> None:
    # Zoom makes CSS pixels larger, so the viewport has half as many.
    context = browser.new_context(viewport={"width": width // 2, "height": 400}, device_scale_factor=2)
    page = context.new_page()
    page.goto(pages["winter"])
    assert page.evaluate("document.documentElement.scrollWidth") <= width // 2
    # And so does larger text alone (WCAG 1.4.4).
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= width // 2
    context.close()


def test_spaced_out_text_loses_nothing(opened: Callable[..., Page]) -> None:
    page = opened("winter", width=320)
    page.evaluate(  # WCAG 1.4.12
        """document.querySelectorAll('*').forEach(e => e.style.cssText +=
           ';line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important')"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


# By keyboard


@pytest.mark.parametrize("width", [1440, 360])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(opened: Callable[..., Page], width: int) -> None:
    page = opened("winter", width=width)
    page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")
    expected = page.evaluate(
        """[...document.querySelectorAll('a[href], button, summary, [tabindex="0"], input')].filter(e => e.checkVisibility()
           && !(e.type === 'radio' && !e.checked)).length"""
    )
    reached = 0
    page.keyboard.press("Tab")
    assert focused(page)["href"] == "#:text"
    while (now := focused(page))["tag"] != "BODY" and reached <= expected:
        assert now["outline"] != "none", now
        assert now["width"] >= 1, now
        assert now["seen"], now
        reached += 1
        page.keyboard.press("Tab")
    assert reached == expected


def test_the_skip_link_leads_to_the_text(opened: Callable[..., Page]) -> None:
    page = opened("winter")
    page.keyboard.press("Tab")
    assert page.locator(".skip").is_visible()
    page.keyboard.press("Enter")
    assert focused(page)["id"] == ":text"


def test_a_note_is_reached_and_left_by_keyboard(opened: Callable[..., Page]) -> None:
    page = opened("winter")
    page.locator("#n2-ref").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#n2")
    page.keyboard.press("Tab")
    assert focused(page)["href"] == "#n2-ref"
    page.keyboard.press("Enter")
    assert page.url.endswith("#n2-ref")


# Settings


def test_corrections_are_shown_or_hidden(opened: Callable[..., Page]) -> None:
    page = opened("winter")
    pair = page.locator(".choice").first
    assert pair.inner_text() == "Kirov"
    page.locator(".settings summary").click()
    page.locator("[name=corrections][value=source]").check()
    assert pair.inner_text() == "ICirov"
    assert page.locator("div.fw").first.is_visible()
    page.locator("[name=corrections][value=both]").check()
    assert pair.inner_text() == "KirovICirov"  # the brackets are the style sheet's


def test_settings_are_remembered(opened: Callable[..., Page]) -> None:
    page = opened("winter")
    page.locator(".settings summary").click()
    page.locator("[name=theme][value=dark]").check()
    page.reload()
    assert page.locator("[name=theme][value=dark]").is_checked()


def test_dark_is_dark(opened: Callable[..., Page]) -> None:
    def paper(page: Page) -> list[int]:
        return [
            int(part)
            for part in re.findall(r"\d+", page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
        ]

    page = opened("winter", dark=True)
    assert max(paper(page)) < 60
    page.locator(".settings summary").click()
    page.locator("[name=theme][value=light]").check()
    assert min(paper(page)) > 200


# Paragraphs


def test_the_number_of_a_paragraph_shows_its_citation(opened: Callable[..., Page]) -> None:
    page = opened("winter")
    assert not page.locator("#p2 > .citation").is_visible()
    page.locator("#p2 > .number").click()
    assert page.locator("#p2 > .citation").is_visible()
    assert page.url.endswith("#p2")


# Alone in the world


@pytest.mark.parametrize("name", ["winter", "elements"])
def test_the_page_asks_no_other_host(browser: Browser, pages: dict[str, str], name: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(pages[name], wait_until="networkidle")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    for anchor in page.locator("a.noteref, a.number").all():
        anchor.click()
    assert [url for url in asked if not url.startswith("file:")] == []
    assert (
        page.evaluate("performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith('file:'))")
        == []
    )
    context.close()


def test_the_console_is_silent(browser: Browser, pages: dict[str, str]) -> None:
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(pages["winter"])
    page.locator("#n1-ref").click()
    assert said == []
    assert page.evaluate("document.documentElement.classList.contains('js')"), "the policy stops our own script"
    context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_all_is_read_without_scripts(opened: Callable[..., Page], width: int) -> None:
    page = opened("winter", width=width, scripts=False)
    for key in ("n1", "n2", "n3", "n4", "n5", "fn1"):
        assert page.locator(f"#{key}").is_visible()
    assert page.locator("#kirov .contexts li").count() == 4
    assert page.locator("#kirov .contexts li").first.is_visible()
    page.locator(".settings summary").click()
    page.locator("[name=corrections][value=source]").check()
    assert page.locator(".choice").first.inner_text() == "ICirov"
    page.locator("#p2 > .number").click()
    assert page.locator("#p2 > .citation").is_visible()


# On paper


def test_paper_has_the_notes_and_no_settings(opened: Callable[..., Page]) -> None:
    page = opened("winter", width=360)
    page.emulate_media(media="print")
    assert not page.locator(".settings").is_visible()
    assert not page.locator("nav").is_visible()
    assert all(page.locator(f"#{key}").is_visible() for key in ("n1", "n5", "fn1"))
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_the_landmarks_are_there(opened: Callable[..., Page]) -> None:
    page = opened("winter")
    for role in ("banner", "navigation", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1, role
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.evaluate("document.documentElement.lang") == "en"
