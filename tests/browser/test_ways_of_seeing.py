"""The same pages by night, on paper, in forced colours and without motion: what matters stays, what cannot be used goes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from careers.site.current import EXTENSION
from tests.browser.layout import OVERFLOW
from tests.forms.test_in_a_browser import EXPECTED, states
from tests.sweeps.pages import one_of_each

pytestmark = pytest.mark.browser

SHOWN = """selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility() && e.getBoundingClientRect().height > 0).length"""
COLOUR = """([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"""

PARTED = """() => { const found = [], range = document.createRange(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; node = walk.nextNode();) { const e = node.parentElement;
    if (!e.checkVisibility() || e.closest('.visually-hidden, svg, thead, select, textarea')) continue;
    for (const word of node.data.matchAll(/[^\\s\\d\\-\\/]{2,}/g)) {
      range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
      const tops = [...range.getClientRects()].filter(box => box.width).map(box => box.top);
      if (Math.max(...tops) - Math.min(...tops) > 8) found.push(word[0]); } }
  return found; }"""
"""The words of a page that go on in the next line. Where a date has no room at all, its year may."""


def test_paper_leaves_out_what_only_a_screen_can_do(open_page: Callable[..., Page]) -> None:
    page = open_page("/our-journey/", 1024)
    gone = [".feedback-bar", ".site-nav", ".breadcrumbs", ".skip-link"]
    assert all(page.evaluate(SHOWN, selector) for selector in gone[:3])
    page.emulate_media(media="print")
    assert {selector: page.evaluate(SHOWN, selector) for selector in gone} == dict.fromkeys(gone, 0)
    page.goto("/vacancies/")
    assert page.evaluate(SHOWN, ".job-card") > 3
    assert not page.evaluate(SHOWN, ".filters, .search-box, .subscribe")


def test_paper_shows_the_tables_of_charts_and_where_links_lead(open_page: Callable[..., Page]) -> None:
    page = open_page("/our-journey/", 1024)
    charts = page.locator(".chart-figure").count()
    assert charts >= 2
    assert page.evaluate(SHOWN, ".chart-figure table") == 0
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN, ".chart-figure table") == charts
    addresses = page.evaluate(
        """() => [...document.querySelectorAll('.prose a[href^=http]')].map(a => [a.href, getComputedStyle(a, '::after').content])"""
    )
    assert addresses
    assert all(href in content for href, content in addresses)


def test_paper_is_black_on_white_even_at_night(open_page: Callable[..., Page]) -> None:
    page = open_page("/stories/naomi/", 1024, "dark")
    assert page.evaluate(COLOUR, ["body", "backgroundColor"]) == "rgb(14, 17, 38)"
    page.emulate_media(media="print")
    assert page.evaluate(COLOUR, ["body", "backgroundColor"]) == "rgb(255, 255, 255)"
    assert page.evaluate(COLOUR, ["h1", "color"]) == "rgb(0, 0, 0)"
    assert page.evaluate(COLOUR, [".rail dd", "color"]) == "rgb(0, 0, 0)"


def test_night_changes_every_surface(open_page: Callable[..., Page]) -> None:
    places = [
        ["body", "backgroundColor"],
        [".key-facts", "backgroundColor"],
        [".notice", "backgroundColor"],
        [".facade .f-sky", "fill"],
    ]
    day, night = (
        [page.evaluate(COLOUR, place) for place in places]
        for page in (
            open_page("/vacancies/social-worker-locality-north/", 1440, scheme) for scheme in ("light", "dark")
        )
    )
    assert len(day) == len(places)
    assert all(a != b for a, b in zip(day, night, strict=True)), (day, night)


def test_forced_colours_keep_charts_icons_and_the_map(open_page: Callable[..., Page]) -> None:
    """Each mark stands out from the background that the reader has chosen."""
    marks = {
        "/our-journey/": [
            (".chart .c-line", "stroke"),
            (".chart .c-value", "fill"),
            (".timeline .grade svg path", "fill"),
        ],
        "/progression/?from=student&to=team-manager": [
            (".m-kerb", "stroke"),
            (".m-wall", "fill"),
            (".m-label", "fill"),
        ],
        "/contact/": [(".roofline .f-roof", "fill")],
    }
    page = open_page("/", 1440, forced_colors="active")
    canvas = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    for path, places in marks.items():
        page.goto(path)
        for selector, name in places:
            assert page.evaluate(COLOUR, [selector, name]) not in {canvas, "none"}, f"{path}: {selector}"
    page.goto("/")
    assert page.evaluate(COLOUR, [".site-footer > .roofline", "backgroundColor"]) == canvas


def test_who_wants_no_motion_gets_none(open_page: Callable[..., Page]) -> None:
    page = open_page("/", 1440, reduced_motion="reduce")
    assert page.locator(".lights-on .f-lit").count()
    for path in ("/", "/stories/naomi/", "/our-journey/"):
        page.goto(path)
        assert page.evaluate("document.getAnimations().length") == 0, path


def test_the_lights_are_on_within_600_milliseconds(open_page: Callable[..., Page]) -> None:
    # From the style and not from the running animation, which is over before its event comes when the machine is busy.
    listening = """window.ends = []; document.addEventListener('animationstart', event => {
      const style = getComputedStyle(event.target), each = text => text.split(',').map(time => parseFloat(time) * (time.includes('ms') ? 1 : 1000));
      const delays = each(style.animationDelay);
      each(style.animationDuration).forEach((time, i) => window.ends.push(time + delays[i % delays.length])); });"""
    for path in ("/", "/stories/naomi/"):
        page = open_page("about:blank", 1440, reduced_motion="no-preference", bypass_csp=True)
        page.add_init_script(listening)
        page.goto(path)
        page.wait_for_function("window.ends.length && document.getAnimations().length === 0")
        assert max(page.evaluate("window.ends")) <= 600, path
        assert page.evaluate(COLOUR, [".lights-on .f-lit", "fill"]) == "rgb(255, 200, 61)", path


def test_the_map_is_large_enough_to_read_where_it_is_drawn(open_page: Callable[..., Page]) -> None:
    size = """() => { const svg = document.querySelector('.m-map'), box = svg.getBoundingClientRect();
      const scale = box.width / svg.viewBox.baseVal.width;
      return [...svg.querySelectorAll('text')].map(t => parseFloat(getComputedStyle(t).fontSize) * scale); }"""
    for width in (1200, 1440, 1920):
        page = open_page("/progression/", width)
        found = page.evaluate(size)
        assert len(found) > 10
        assert min(found) >= 16, width
    assert not open_page("/progression/", 360).locator(".m-map").is_visible()


def test_no_label_of_the_map_runs_into_another(open_page: Callable[..., Page]) -> None:
    page = open_page("/progression/", 1440)
    found = page.evaluate("""() => { const all = [...document.querySelectorAll('.m-map text, .m-map .m-wall')];
      const boxes = all.map(e => [e.textContent.trim() || 'a building', e.getBoundingClientRect()]), hits = [];
      for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
        const [a, p] = boxes[i], [b, q] = boxes[j];
        if (Math.min(p.right, q.right) - Math.max(p.left, q.left) > 3 && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 5) hits.push(a + ' | ' + b);
      } return hits; }""")
    assert page.locator(".m-map text").count() > 10
    assert not found


def test_a_page_reads_in_order_without_its_styles(open_page: Callable[..., Page]) -> None:
    page = open_page("about:blank", 800)
    page.route("**/*.css", lambda route: route.abort())
    page.goto("/progression/")
    assert page.locator("main h2").count() >= 1
    assert page.locator("main ol ul h4").count() > 3


def test_a_phone_with_text_twice_as_large_cuts_nothing_off_and_parts_no_word(
    open_page: Callable[..., Page], full_site: Flask
) -> None:
    page = open_page("/", 180, bypass_csp=True)  # which is what 360 pixels hold of it
    for path in one_of_each(full_site.extensions[EXTENSION].edition()):
        page.goto(path)
        page.add_style_tag(content=":root { hyphens: manual !important }")  # a browser that knows no rules for it
        page.evaluate("document.fonts.ready")
        assert page.evaluate(OVERFLOW) <= 0, path
        assert page.evaluate(PARTED) == [], path
        assert page.evaluate("[...document.querySelectorAll('.pay')].every(e => e.clientWidth > 120)"), path
        assert page.evaluate("[...document.querySelectorAll('[type=search]')].every(e => e.clientWidth > 120)"), path
    page.goto("/")
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("link", name="Stories", exact=True).first.click()
    page.wait_for_url("**/stories/")


def test_the_forms_fit_a_phone_with_text_twice_as_large(open_page: Callable[..., Page]) -> None:
    page = open_page("/interest/", 180)
    found = {state: (page.evaluate(OVERFLOW), page.evaluate(PARTED)) for state in states(page)}
    assert len(found) == EXPECTED
    assert not {state: told for state, told in found.items() if told != (0, [])}


def test_the_name_leaves_the_menu_alone_on_the_narrowest_phone(open_page: Callable[..., Page]) -> None:
    page = open_page("/vacancies/", 320)
    name, menu = (page.locator(s).bounding_box() for s in (".site-name span", ".site-nav summary"))
    assert name
    assert menu
    assert name["x"] + name["width"] < menu["x"]


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
