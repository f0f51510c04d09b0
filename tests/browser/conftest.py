"""A real headless Chromium, and the pages that it opens: from a file, with no network to reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from pecia.engines import trees
from pecia.exporters import EXPORTERS

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "html"
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # Playwright gives each browser a profile folder of its own.
        started = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The address of each sample's page."""
    folder = tmp_path_factory.mktemp("pages")
    options = {option.name: option.default for option in EXPORTERS["html"].options}
    addresses = {}
    for source in sorted(GOLDEN.glob("*.xml")):
        (artifact,) = (
            EXPORTERS["html"].export(trees.parse(source.read_bytes(), source.name), source.stem, options).value
        )
        path = folder / artifact.path
        path.write_bytes(artifact.content)
        addresses[source.stem] = path.as_uri()
    return addresses


@pytest.fixture
def opened(browser: Browser, pages: dict[str, str]) -> Iterator[Callable[..., Page]]:
    """`opened("winter", width=360, dark=True, scripts=False, forced=True, at="p2")` is the page, at that address."""
    contexts = []

    def open_page(
        name: str = "winter",
        *,
        width: int = 1440,
        height: int = 900,
        dark: bool = False,
        forced: bool = False,
        scripts: bool = True,
        at: str = "",
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            forced_colors="active" if forced else "none",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(pages[name] + (f"#{at}" if at else ""))
        return page

    yield open_page
    for context in contexts:
        context.close()
