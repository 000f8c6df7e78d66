"""The list of stories: whole while it is short, in pages once it is long."""

from __future__ import annotations

from pathlib import Path

import pytest

from careers.app import create_app
from careers.clock import Clock
from careers.config import Config
from careers.site.views.stories import PER_PAGE
from tests.factories import NOW, ContentFolder, content_folder
from tests.html import Page, StrictClient, words


@pytest.fixture
def folder(tmp_path: Path) -> ContentFolder:
    """Return a site whose large story is Ada's, with as many others as fit on one page."""
    found = content_folder(tmp_path / "content")
    found.write(
        "stories/index.md", "---\ntitle: Stories\ndescription: All of them.\n---\n\nWhat an editor wrote first.\n"
    )
    for number in range(PER_PAGE):
        found.story(f"story-{number}", title=f"The story with number {number}", published_on=f"2026-08-{number + 1:02}")
    return found


def site(folder: ContentFolder, built: Path) -> StrictClient:
    app = create_app(Config(content=folder.root, instance=built, secret_key="tests"), Clock.fixed(NOW))
    app.test_client_class = StrictClient
    client = app.test_client()
    assert isinstance(client, StrictClient)
    return client


def listed(page: Page) -> list[str]:
    return [a.get("href", "") for card in page.all("article", class_="story-card") for a in card.iter("a")]


def test_as_many_as_fit_stand_on_one_page_with_nothing_to_turn(folder: ContentFolder, built: Path) -> None:
    client = site(folder, built)
    page = client.page("/stories/")
    assert listed(page) == ["/stories/ada/", *(f"/stories/story-{n}/" for n in reversed(range(PER_PAGE)))]
    assert not page.all("nav", class_="pagination")
    assert client.page("/stories/?page=7").one("title").text == page.one("title").text


def test_one_more_begins_a_second_page_and_none_is_shown_twice_or_lost(folder: ContentFolder, built: Path) -> None:
    folder.story("oldest", title="The story that came first", published_on="2026-07-01")
    client = site(folder, built)
    first = client.page("/stories/")
    (onward,) = [a.get("href", "") for a in first.all("a", rel="next")]
    second = client.page(onward)
    assert onward == "/stories/?page=2"
    assert (len(listed(first)), listed(second)) == (1 + PER_PAGE, ["/stories/oldest/"])
    assert [a.get("href") for a in second.all("a", rel="prev")] == ["/stories/"]
    assert "Page 2 of 2" in words(second.main)
    assert "page 2" in (second.one("title").text or "")
    assert ("What an editor wrote" in words(first.main), "What an editor wrote" in words(second.main)) == (True, False)
    assert (len(first.all("meta", name="robots")), second.one("meta", name="robots").get("content")) == (0, "noindex")
    assert listed(client.page("/stories/?page=999999")) == listed(second)
