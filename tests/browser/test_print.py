"""What an advert and a way take up on paper. A sheet has two sides."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from careers.config import ROOT

pytestmark = pytest.mark.browser
ADVERTS = sorted(path.stem for path in (ROOT / "content" / "vacancies").glob("*.md") if path.stem != "index")


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


@pytest.mark.parametrize("ends", ["from=student&to=service-manager", "from=asye&to=team-manager"])
def test_a_way_prints_on_one_sheet_and_nothing_of_a_step_is_lost(open_page: Callable[..., Page], ends: str) -> None:
    page = open_page(f"/progression/?{ends}")
    page.emulate_media(media="print")
    steps = page.locator(".way > li")
    assert steps.count() >= 4
    assert all(steps.nth(number).locator("dl").is_visible() for number in range(steps.count()))
    assert not page.locator(".stage-map").is_visible()
    assert sides(page) <= 2
