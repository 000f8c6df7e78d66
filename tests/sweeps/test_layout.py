"""Facts of layout on every kind of page and width: nothing overflows, overlaps, is cut off or moves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from careers.content.edition import Edition
from tests.browser.layout import CLIPPED, OVERFLOW, OVERLAPS, SMALL, TINY
from tests.sweeps.pages import WIDTHS, first_open, first_story

pytestmark = pytest.mark.browser


def test_nothing_overflows_overlaps_or_is_cut_off(open_page: Callable[..., Page], one_of_each: tuple[str, ...]) -> None:
    page = open_page("/")
    found = []
    for path in one_of_each:
        page.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate(OVERFLOW) > 0:
                found.append(f"{path} at {width} is {page.evaluate(OVERFLOW)} pixels too wide")
            for what, script in (("cut", CLIPPED), ("overlap", OVERLAPS), ("too small", SMALL), ("tiny text", TINY)):
                found += [f"{path} at {width}: {what}: {told}" for told in page.evaluate(script)[:4]]
    assert not found, "\n".join(found)


def test_nothing_breaks_with_wide_text_spacing(open_page: Callable[..., Page], one_of_each: tuple[str, ...]) -> None:
    """WCAG 2.2, success criterion 1.4.12."""
    spacing = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"
    page = open_page("/", 360, bypass_csp=True)
    found = []
    for path in one_of_each:
        page.goto(path)
        page.add_style_tag(content=spacing)
        if page.evaluate(OVERFLOW) > 0:
            found.append(f"{path} is {page.evaluate(OVERFLOW)} pixels too wide")
        found += [f"{path}: {told}" for told in page.evaluate(CLIPPED)[:4] + page.evaluate(OVERLAPS)[:4]]
    assert not found, "\n".join(found)


def test_nothing_moves_while_a_page_loads(open_page: Callable[..., Page], edition: Edition) -> None:
    """A font that comes late on a busy machine may move a line by a pixel or two: a picture without its size moves far more."""
    shifts = """() => new Promise(done => { let sum = 0;
      new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; }).observe({type: 'layout-shift', buffered: true});
      requestAnimationFrame(() => requestAnimationFrame(() => done(sum))); })"""
    for width in (360, 1440):
        page = open_page("/", width)
        for path in ("/", first_open(edition), first_story(edition), "/vacancies/"):
            page.goto(path)
            page.evaluate("document.fonts.ready")
            assert page.evaluate(shifts) < 0.03, f"{path} at {width}"
