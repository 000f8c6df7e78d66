"""Changed files: seen at once in preview, never a reason for the site to go down, and any folder will do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from careers.app import create_app
from careers.config import Config
from careers.content.problem import ContentError
from tests import CONTENT
from tests.conftest import Hands
from tests.html import StrictClient, words


@pytest.fixture
def content(tmp_path: Path, instance: Path) -> Path:
    """Return a copy of the content that a test may change."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def config(content: Path, **settings: bool) -> Config:
    """Return settings for a folder of content."""
    return Config(content=content, instance=content.parent / "instance", secret_key="tests", **settings)


def test_preview_shows_a_changed_file_at_the_next_look(
    content: Path, hands: Hands, make_client: Callable[[Flask], StrictClient]
) -> None:
    client = make_client(create_app(config(content, preview=True), hands.clock()))
    page = content / "pages" / "working-here.md"
    old = words(client.page("/working-here/").one("h1"))
    text = page.read_text("utf-8")
    page.write_text(text.replace(f"title: {old}", "title: A new title", 1), "utf-8")
    assert words(client.page("/working-here/").one("h1")) == "A new title"
    page.write_text("---\ntitle: [unclosed\n", "utf-8")
    assert words(client.page("/working-here/").one("h1")) == "A new title"
    health = client.get("/healthz")
    assert health.status_code == 200
    assert health.get_json()["status"].startswith("faulty content")
    assert "working-here" not in health.get_data(as_text=True)


def test_a_running_site_keeps_its_content_until_it_is_told(
    content: Path, hands: Hands, make_client: Callable[[Flask], StrictClient]
) -> None:
    client = make_client(create_app(config(content), hands.clock()))
    before = client.get("/working-here/").get_data()
    shutil.rmtree(content / "pages")
    assert client.get("/working-here/").get_data() == before


def test_faulty_content_at_the_very_first_start_is_an_error_with_every_mistake(content: Path, hands: Hands) -> None:
    for name in ("lucy", "kyle"):
        (content / "stories" / f"{name}.md").write_text("---\ntitle: Only a title\n---\n", "utf-8")
    with pytest.raises(ContentError) as caught:
        create_app(config(content), hands.clock())
    told = str(caught.value)
    assert "stories/lucy.md:" in told
    assert "stories/kyle.md:" in told


def test_drafts_show_in_preview_and_nowhere_else(
    content: Path, hands: Hands, make_client: Callable[[Flask], StrictClient]
) -> None:
    story = content / "stories" / "kyle.md"
    story.write_text(story.read_text("utf-8").replace("---\n", "---\ndraft: yes\n", 1), "utf-8")
    public = make_client(create_app(config(content), hands.clock()))
    preview = make_client(create_app(config(content, preview=True), hands.clock()))
    assert public.get("/stories/kyle/").status_code == 404
    assert b"/stories/kyle/" not in public.get("/stories/").get_data()
    assert b"/stories/kyle/" not in public.get("/sitemap.xml").get_data()
    assert preview.get("/stories/kyle/").status_code == 200
    assert preview.get("/patterns/").status_code == 200
    assert public.get("/patterns/").status_code == 404
