"""Every page and every state, by keyboard, at 400% zoom, in large text, in forced colours, as its tree of names and roles.

axe has its own sweep; these are the questions of WCAG 2.2 that no rule of axe asks. The public addresses are read from the
content, the states of the forms from the journey through them. ``docs/accessibility/record.md`` names these tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask, abort
from playwright.sync_api import Browser, CDPSession, Page, Route

from careers.app import create_app
from careers.clock import Clock
from careers.config import Config
from careers.site.current import EXTENSION
from tests.browser import probes
from tests.browser.pages import KINDS, ONE_OF_EACH, WIDTHS
from tests.browser.test_layout import CLIPPED, OVERFLOW, OVERLAPS
from tests.forms.test_in_a_browser import EXPECTED, states
from tests.serving import serve

pytestmark = pytest.mark.browser

DESK, ZOOMED = (1280, 800), (320, 256)
"""A screen of 1280 by 800 pixels, and what is left of it at 400% zoom (1.4.10)."""
SIZES = pytest.mark.parametrize("size", [DESK, ZOOMED], ids=["desk", "at 400%"])
ERRORS = (400, 403, 404, 405, 408, 410, 413, 414, 415, 422, 429, 500, 503)


@pytest.fixture(scope="module")
def addresses(full_site: Flask) -> tuple[str, ...]:
    """Return every public page: one of each state that an address can ask for, and every document."""
    documents = [document.url for document in full_site.extensions[EXTENSION].edition().documents()]
    assert len(documents) > 40
    return tuple(dict.fromkeys((*ONE_OF_EACH, *documents)))


def tree(page: Page) -> CDPSession:
    """Return the browser's own protocol, which gives the accessibility tree."""
    return page.context.new_cdp_session(page)


def spilled(page: Page) -> Iterator[str]:
    """Yield what is too wide, cut off or lies on something else."""
    if page.evaluate(OVERFLOW) > 0:
        yield f"1.4.10 {page.evaluate(OVERFLOW)} pixels too wide"
    yield from (f"1.4.10 cut: {told}" for told in page.evaluate(CLIPPED)[:4])
    yield from (f"1.4.4 overlap: {told}" for told in page.evaluate(OVERLAPS)[:4])


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def test_every_page_can_be_used_by_keyboard_and_read_by_machine(
    open_page: Callable[..., Page], addresses: tuple[str, ...], record_property: Callable[[str, object], None]
) -> None:
    """On a desk, and again as the same page is zoomed to 400%."""
    record_property("pages", len(addresses))
    page = open_page("/")
    protocol, found, helps = tree(page), [], set()
    for address in addresses:
        resize(page, DESK)
        page.goto(address)
        found += [f"{address}: {fault}" for fault in (*probes.everything(page, protocol), *spilled(page))]
        helps.add(tuple(page.locator(".site-footer a").evaluate_all("all => all.map(a => a.textContent)")))
        resize(page, ZOOMED)
        zoomed = (*probes.focus(page), *probes.targets(page), *probes.order(page), *spilled(page))
        found += [f"{address} at 400%: {fault}" for fault in zoomed]
    assert not found, "\n".join(found)
    assert len(helps) == 1, "3.2.6: help stands in the same place and order on every page"
    assert "Contact us" in helps.pop()


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


def test_tab_reaches_every_stop_in_order_and_leaves_again(open_page: Callable[..., Page]) -> None:
    """On each kind of page; on every page and at every width in the long run, below."""
    page = open_page("/", DESK[0])
    protocol, found = tree(page), []
    for address in KINDS:
        page.goto(address)
        found += [f"{address}: {fault}" for fault in probes.walk(page, protocol)]
        assert page.locator("a, button").first.evaluate("e => e.matches('.skip-link')"), address
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


def test_text_of_twice_the_size_fits(open_page: Callable[..., Page]) -> None:
    """1.4.4, by the browser's own setting for the size of text."""
    page = open_page("/", DESK[0])
    tree(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    found = []
    for address in ONE_OF_EACH:
        page.goto(address)
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 32
        found += [f"{address}: {fault}" for fault in spilled(page)]
    assert not found, "\n".join(found)


def test_focus_is_seen_in_forced_colours(open_page: Callable[..., Page]) -> None:
    found = []
    for scheme in ("light", "dark"):
        page = open_page("/", DESK[0], scheme, forced_colors="active")
        for address in ("/", "/our-journey/", "/stories/naomi/", "/vacancies/", "/progression/", "/interest/"):
            page.goto(address)
            found += [f"{scheme} {address}: {fault}" for fault in probes.focus(page)]
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


@pytest.mark.soak
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_at_every_width_by_day_and_by_night(
    open_page: Callable[..., Page], addresses: tuple[str, ...], width: int
) -> None:
    """By night only what the colours can change is asked again: the ring of focus."""
    page = open_page("/", width)
    protocol, found = tree(page), []
    for address in addresses:
        page.emulate_media(color_scheme="light")
        page.goto(address)
        walked = probes.walk(page, protocol)
        found += [f"{address}: {fault}" for fault in (*walked, *probes.everything(page, protocol), *spilled(page))]
        page.emulate_media(color_scheme="dark")
        found += [f"{address} by night: {fault}" for fault in probes.focus(page)]
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
