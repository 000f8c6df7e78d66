"""Every state of the forms, every error and the preview, by keyboard, at 400% zoom and as their trees of names and roles.

These are the questions of WCAG 2.2 that no rule of axe asks, as ``tests/sweeps`` asks them of every page. The states are
read from the journey through the forms. ``docs/accessibility/record.md`` names these tests.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask, abort
from playwright.sync_api import Browser, Page, Route

from careers.app import create_app
from careers.clock import Clock
from careers.config import Config
from careers.site.current import EXTENSION
from tests.browser import probes
from tests.browser.layout import DESK, ZOOMED, resize, spilled, tree
from tests.forms.test_in_a_browser import EXPECTED, states
from tests.serving import serve
from tests.sweeps.pages import one_of_each

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", [DESK, ZOOMED], ids=["desk", "at 400%"])
ERRORS = (400, 403, 404, 405, 408, 410, 413, 414, 415, 422, 429, 500, 503)


@SIZES
def test_every_state_of_the_forms_can_be_used_by_keyboard_and_read_by_machine(
    open_page: Callable[..., Page], size: tuple[int, int], record_property: Callable[[str, object], None]
) -> None:
    record_property("states", EXPECTED)
    page = open_page("/interest/", size[0])
    resize(page, size)
    protocol, found, reached, errors = tree(page), [], 0, 0
    for state in states(page):
        reached += 1
        focused = page.evaluate_handle("document.activeElement")
        named, faults = probes.recovery(page)
        errors += named
        found += [f"{state}: {fault}" for fault in (*faults, *probes.names(page, protocol), *probes.targets(page))]
        found += [f"{state}: {fault}" for fault in (*probes.order(page), *spilled(page))]
        found += [f"{state}: {fault}" for fault in probes.focus(page)]
        focused.evaluate("element => element.focus()")
    assert (reached, errors >= 4) == (EXPECTED, True)
    assert not found, "\n".join(found)


def test_the_menu_opens_by_keyboard_and_hides_nothing(open_page: Callable[..., Page]) -> None:
    page = open_page("/stories/naomi/", 360)
    protocol = tree(page)
    menu = page.get_by_role("navigation", name="Main")
    assert not menu.is_visible()
    page.locator(".site-nav summary").focus()
    page.keyboard.press("Enter")
    menu.wait_for()
    found = [*probes.focus(page), *probes.order(page), *probes.targets(page), *probes.names(page, protocol)]
    assert not found, "\n".join(found)


def test_no_two_things_on_a_page_have_one_name(open_page: Callable[..., Page], full_site: Flask) -> None:
    """On the tests' content, as editors are free to give two adverts one title; the sweep asks the rest of every page."""
    page = open_page("/", DESK[0])
    protocol, found = tree(page), []
    for address in one_of_each(full_site.extensions[EXTENSION].edition()):
        page.goto(address)
        found += [f"{address}: {fault}" for fault in probes.names(page, protocol)]
    assert not found, "\n".join(found)


def test_every_page_for_an_error_can_be_used_by_keyboard_and_read_by_machine(
    open_page: Callable[..., Page], config: Config
) -> None:
    app = create_app(config, Clock())
    app.add_url_rule("/wrong/<int:code>", "wrong", abort)
    client = app.test_client()

    def answered(route: Route) -> None:
        answer = client.get(urlsplit(route.request.url).path)
        route.fulfill(status=answer.status_code, body=answer.get_data(), content_type="text/html; charset=utf-8")

    page = open_page("/", DESK[0])
    page.route("**/wrong/*", answered)
    protocol, found = tree(page), []
    for code in ERRORS:
        shown = page.goto(f"/wrong/{code}")
        assert shown is not None
        assert shown.status == code
        found += [f"{code}: {fault}" for fault in (*probes.everything(page, protocol), *spilled(page))]
    assert not found, "\n".join(found)


def test_the_editors_preview_can_be_used_by_keyboard_and_read_by_machine(browser: Browser, tmp_path: Path) -> None:
    found = []
    with serve(tmp_path, CAREERS_PREVIEW="yes") as server:
        page = browser.new_page(base_url=server.url, viewport={"width": DESK[0], "height": DESK[1]})
        protocol = tree(page)
        for address in ("/preview/", "/stories/naomi/", "/vacancies/", "/"):
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            found += [f"{address}: {fault}" for fault in (*probes.everything(page, protocol), *spilled(page))]
        # Every component in every state at once: the same links stand on it many times, under several first headings.
        page.goto("/patterns/")
        found += [f"patterns: {fault}" for fault in (*probes.focus(page), *probes.targets(page), *spilled(page))]
        page.close()
    assert not found, "\n".join(found)


def test_signing_in_needs_no_memory(open_page: Callable[..., Page]) -> None:
    """3.3.8: a password manager can fill in every field, and what is pasted stays."""
    page = open_page("/staff/sign-in/")
    fields = page.locator("form input:not([type=hidden])")
    purposes = fields.evaluate_all("all => all.map(e => [e.name, e.autocomplete])")
    assert dict(purposes) == {"name": "username", "password": "current-password", "code": "one-time-code"}
    page.focus("#name")
    page.fill("#name", "seven quiet windows")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+C")
    for name in ("password", "code"):
        page.focus(f"#{name}")
        page.keyboard.press("Control+V")
        assert page.input_value(f"#{name}") == "seven quiet windows"
