"""Facts of layout on every kind of page and width: nothing overflows, overlaps, is cut off or moves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.pages import ONE_OF_EACH, WIDTHS

pytestmark = pytest.mark.browser

OVERFLOW = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""

CLIPPED = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(element => {
  const style = getComputedStyle(element);
  const text = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  if (!text || element.closest('.visually-hidden, svg, .skip-link')) return false;
  const box = element.getBoundingClientRect();
  if (!box.width || !element.checkVisibility()) return false;
  const scrolls = element.closest('[tabindex="0"], pre');
  const cut = style.overflow !== 'visible' && (element.scrollWidth > element.clientWidth + 1);
  const outside = !scrolls && (box.left < -1 || box.right > innerWidth + 1);
  return cut || outside;
}).map(element => element.outerHTML.slice(0, 120))"""

OVERLAPS = """() => {
  const shown = [...document.querySelectorAll('h1, h2, h3, h4, p, li > a, dt, dd, .button, label')]
    .filter(e => e.checkVisibility() && e.textContent.trim() && !e.closest('.visually-hidden, svg, .skip-link, details:not([open])'));
  const boxes = shown.map(e => [e, e.getBoundingClientRect()]).filter(([, b]) => b.width > 1 && b.height > 1);
  const found = [];
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
    const [a, p] = boxes[i], [b, q] = boxes[j];
    if (a.contains(b) || b.contains(a)) continue;
    const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
    const tall = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
    if (wide > 2 && tall > 4) found.push(a.textContent.trim().slice(0, 50) + ' | ' + b.textContent.trim().slice(0, 50));
  }
  return found;
}"""

SMALL = """() => [...document.querySelectorAll('a, button, input, summary, select, textarea')].filter(e => {
  const box = e.getBoundingClientRect();
  const inText = e.tagName === 'A' && getComputedStyle(e).display.startsWith('inline');
  return e.checkVisibility() && !e.closest('.visually-hidden, .skip-link, .trap') && !inText && box.width && (box.width < 24 || box.height < 24)
    && !(e.tagName === 'INPUT' && e.labels && e.labels.length && e.labels[0].getBoundingClientRect().height >= 24);
}).map(e => e.outerHTML.slice(0, 120))"""

TINY = """() => [...document.querySelectorAll('body *')].filter(e =>
  [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.checkVisibility() &&
  !e.closest('.visually-hidden, svg') && parseFloat(getComputedStyle(e).fontSize) < 15.9).map(e => e.outerHTML.slice(0, 100))"""


def test_nothing_overflows_overlaps_or_is_cut_off(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    found = []
    for path in ONE_OF_EACH:
        page.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate(OVERFLOW) > 0:
                found.append(f"{path} at {width} is {page.evaluate(OVERFLOW)} pixels too wide")
            for what, script in (("cut", CLIPPED), ("overlap", OVERLAPS), ("too small", SMALL), ("tiny text", TINY)):
                found += [f"{path} at {width}: {what}: {told}" for told in page.evaluate(script)[:4]]
    assert not found, "\n".join(found)


def test_nothing_breaks_with_wide_text_spacing(open_page: Callable[..., Page]) -> None:
    """WCAG 2.2, success criterion 1.4.12."""
    spacing = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"
    page = open_page("/", 360, bypass_csp=True)
    found = []
    for path in ONE_OF_EACH:
        page.goto(path)
        page.add_style_tag(content=spacing)
        if page.evaluate(OVERFLOW) > 0:
            found.append(f"{path} is {page.evaluate(OVERFLOW)} pixels too wide")
        found += [f"{path}: {told}" for told in page.evaluate(CLIPPED)[:4] + page.evaluate(OVERLAPS)[:4]]
    assert not found, "\n".join(found)


def test_nothing_moves_while_a_page_loads(open_page: Callable[..., Page]) -> None:
    """A font that comes late on a busy machine may move a line by a pixel or two: a picture without its size moves far more."""
    shifts = """() => new Promise(done => { let sum = 0;
      new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; }).observe({type: 'layout-shift', buffered: true});
      requestAnimationFrame(() => requestAnimationFrame(() => done(sum))); })"""
    for width in (360, 1440):
        page = open_page("/", width)
        for path in ("/", "/our-journey/", "/stories/naomi/", "/vacancies/"):
            page.goto(path)
            page.evaluate("document.fonts.ready")
            assert page.evaluate(shifts) < 0.03, f"{path} at {width}"


def test_the_skip_link_leads_to_the_content(open_page: Callable[..., Page]) -> None:
    page = open_page("/our-journey/", 1440)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_the_menu_opens_without_a_script(open_page: Callable[..., Page]) -> None:
    page = open_page("/", 360, java_script_enabled=False)
    menu = page.get_by_role("navigation", name="Main")
    assert not menu.is_visible()
    page.get_by_text("Menu", exact=True).click()
    assert menu.is_visible()
    menu.get_by_role("link", name="Progression").click()
    assert page.url.endswith("/progression/")
