"""What pages take up on paper, and what paper says that a screen need not. A sheet has two sides."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests import CONTENT
from tests.forms.test_in_a_browser import states

pytestmark = pytest.mark.browser
ADVERTS = sorted(path.stem for path in (CONTENT / "vacancies").glob("*.md") if path.stem != "index")


def sides(page: Page) -> int:
    """Return how many A4 sides a page takes on paper."""
    page.emulate_media(media="print")
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    count = re.search(rb"/Count (\d+)", printed)
    assert count
    return int(count[1])


def test_an_advert_prints_on_one_or_two_sheets(open_page: Callable[..., Page]) -> None:
    pages = {slug: open_page(f"/vacancies/{slug}/") for slug in ADVERTS[:4]}
    taken = {slug: sides(page) for slug, page in pages.items() if page.locator("article.advert").count()}
    assert len(taken) >= 2
    assert max(taken.values()) <= 4, taken


def test_a_story_prints_on_one_sheet(open_page: Callable[..., Page]) -> None:
    taken = {slug: sides(open_page(f"/stories/{slug}/")) for slug in ("naomi", "kyle")}
    assert max(taken.values()) <= 2, taken


@pytest.mark.parametrize(
    ("path", "most"),
    [("/", 3), ("/our-journey/", 7), ("/about-the-figures/", 5), ("/privacy/", 4), ("/accessibility/", 4)],
)
def test_a_long_page_prints_on_no_more_sides_than_it_fills(
    open_page: Callable[..., Page], path: str, most: int
) -> None:
    taken = sides(open_page(path))
    assert taken <= most


def test_paper_says_at_which_address_the_page_is_found(open_page: Callable[..., Page]) -> None:
    page = open_page("/vacancies/social-worker-locality-north/")
    shown = page.locator('meta[property="og:url"]')
    assert not shown.is_visible()
    page.emulate_media(media="print")
    assert shown.bounding_box()
    said = shown.evaluate("place => getComputedStyle(place, '::after').content")
    assert said == "attr(content)" or said.endswith('/vacancies/social-worker-locality-north/"')


def test_paper_says_where_each_file_to_take_away_is_found(open_page: Callable[..., Page]) -> None:
    page = open_page("/our-journey/")
    page.emulate_media(media="print")
    files = page.locator(".downloads a")
    assert files.count() == 2
    for number in range(files.count()):
        path = files.nth(number).get_attribute("href")
        shown = files.nth(number).evaluate("link => getComputedStyle(link, '::after').content")
        assert re.fullmatch(rf'"https?://[^/]+{re.escape(path or "")}"', shown)


def test_answers_and_their_reference_can_be_kept_on_paper(open_page: Callable[..., Page]) -> None:
    page, told = open_page("/interest/"), {}
    for state in states(page):
        page.emulate_media(media="print")
        told[state] = page.locator("main :is(h2, dd):visible").all_inner_texts()
        if state == "yours":
            told["pale"] = page.evaluate(
                "[...document.querySelectorAll('.reference-card *')].filter(e => getComputedStyle(e).color !== 'rgb(0, 0, 0)').map(e => e.className)"
            )
        page.emulate_media(media="screen")
        if state == "found":
            break
    assert told["check"] == told["found"] == ["I am newly qualified", "Newly qualified social worker"]
    assert told["pale"] == []


@pytest.mark.parametrize("ends", ["from=student&to=service-manager", "from=asye&to=team-manager"])
def test_a_way_prints_on_one_sheet_and_nothing_of_a_step_is_lost(open_page: Callable[..., Page], ends: str) -> None:
    page = open_page(f"/progression/?{ends}")
    page.emulate_media(media="print")
    steps = page.locator(".way > li")
    assert steps.count() >= 4
    assert all(steps.nth(number).locator("dl").is_visible() for number in range(steps.count()))
    assert not page.locator(".stage-map").is_visible()
    assert sides(page) <= 2
