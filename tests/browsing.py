"""A real browser and a real server, one of each for all browser tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.serving import Server, serve

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 90_000
"""Milliseconds that a busy machine may take in a browser; nothing is about speed."""
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return the production server on the tests' content."""
    with serve(tmp_path_factory.mktemp("browser"), CAREERS_DEMONSTRATION="yes") as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return chromium: the system's own, or the one that playwright installed."""
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser, server: Server) -> Iterator[object]:
    """Return a function that opens a path at a width in a colour scheme.

    Fails on any request to elsewhere, and on anything on the page that the policy forbids.
    """
    contexts, refused = [], []

    def opened(path: str, width: int = 1440, scheme: str = "light", **options: object) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            base_url=server.url,
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: _is_ours(request.url, server.url))
        page.on("console", lambda told: refused.append(told.text) if "Security Policy" in told.text else None)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not refused


def _is_ours(url: str, ours: str) -> None:
    assert url.startswith((ours, "data:")), f"the page asked for {url}"
