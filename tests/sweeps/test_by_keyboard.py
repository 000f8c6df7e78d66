"""Every page by keyboard, at 400% zoom, in large text, in forced colours, as its tree of names and roles.

axe has its own sweep; these are the questions of WCAG 2.2 that no rule of axe asks. ``docs/accessibility/record.md`` names
these tests.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from careers.content.document import Prose
from careers.content.edition import Edition
from tests.browser import probes
from tests.browser.layout import DESK, ZOOMED, resize, spilled, tree
from tests.html import fragment, words
from tests.sweeps.pages import NOTHING, WIDTHS, every_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def addresses(edition: Edition) -> tuple[str, ...]:
    """Return every public page, and one of each state that an address can ask for."""
    return (*every_page(edition), NOTHING)


@pytest.fixture(scope="module")
def free(edition: Edition) -> frozenset[str]:
    """Return the words of titles, headings and links that editors wrote."""
    documents = list(edition.documents())
    titles = {document.title for document in documents}
    headings = {heading.text for document in documents for heading in document.body.headings}
    prose = (block.html for document in documents for block in document.body.blocks if isinstance(block, Prose))
    return frozenset(titles | headings | {words(link) for html in prose for link in fragment(html).iter("a")})


def test_every_page_can_be_used_by_keyboard_and_read_by_machine(
    open_page: Callable[..., Page],
    addresses: tuple[str, ...],
    free: frozenset[str],
    record_property: Callable[[str, object], None],
) -> None:
    """On a desk, and again as the same page is zoomed to 400%."""
    record_property("pages", len(addresses))
    page = open_page("/")
    protocol, found, helps = tree(page), [], set()
    for address in addresses:
        resize(page, DESK)
        page.goto(address)
        found += [f"{address}: {fault}" for fault in (*probes.everything(page, protocol, free), *spilled(page))]
        helps.add(tuple(page.locator(".site-footer a").evaluate_all("all => all.map(a => a.textContent)")))
        resize(page, ZOOMED)
        zoomed = (*probes.focus(page), *probes.targets(page), *probes.order(page), *spilled(page))
        found += [f"{address} at 400%: {fault}" for fault in zoomed]
    assert not found, "\n".join(found)
    assert len(helps) == 1, "3.2.6: help stands in the same place and order on every page"
    assert helps.pop()


def test_tab_reaches_every_stop_in_order_and_leaves_again(
    open_page: Callable[..., Page], kinds: tuple[str, ...]
) -> None:
    """On each kind of page; on every page and at every width in the long run, below."""
    page = open_page("/", DESK[0])
    protocol, found = tree(page), []
    for address in kinds:
        page.goto(address)
        found += [f"{address}: {fault}" for fault in probes.walk(page, protocol)]
        assert page.locator("a, button").first.evaluate("e => e.matches('.skip-link')"), address
    assert not found, "\n".join(found)


def test_text_of_twice_the_size_fits(open_page: Callable[..., Page], one_of_each: tuple[str, ...]) -> None:
    """1.4.4, by the browser's own setting for the size of text."""
    page = open_page("/", DESK[0])
    tree(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    found = []
    for address in one_of_each:
        page.goto(address)
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 32
        found += [f"{address}: {fault}" for fault in spilled(page)]
    assert not found, "\n".join(found)


def test_focus_is_seen_in_forced_colours(open_page: Callable[..., Page], kinds: tuple[str, ...]) -> None:
    found = []
    for scheme in ("light", "dark"):
        page = open_page("/", DESK[0], scheme, forced_colors="active")
        for address in kinds:
            page.goto(address)
            found += [f"{scheme} {address}: {fault}" for fault in probes.focus(page)]
    assert not found, "\n".join(found)


@pytest.mark.soak
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_at_every_width_by_day_and_by_night(
    open_page: Callable[..., Page], addresses: tuple[str, ...], free: frozenset[str], width: int
) -> None:
    """By night only what the colours can change is asked again: the ring of focus."""
    page = open_page("/", width)
    protocol, found = tree(page), []
    for address in addresses:
        page.emulate_media(color_scheme="light")
        page.goto(address)
        told = (*probes.walk(page, protocol), *probes.everything(page, protocol, free), *spilled(page))
        found += [f"{address}: {fault}" for fault in told]
        page.emulate_media(color_scheme="dark")
        found += [f"{address} by night: {fault}" for fault in probes.focus(page)]
    assert not found, "\n".join(found)
