"""In preview every page says what is wrong with its file, can be seen on another day, and follows what is saved."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from careers.app import create_app
from careers.clock import Clock
from careers.config import Config
from careers.content.lookout import Lookout
from careers.content.problem import Problem
from careers.forms.personal_data import find
from careers.site import current
from careers.site.current import EXTENSION
from careers.site.preview import views
from careers.site.preview.as_at import carried, read, sign
from careers.site.preview.state import marked
from careers.storage.page_feedback import record
from careers.storage.records import NewFeedback
from tests.editors.test_writing_commands import NOON
from tests.html import StrictClient
from tests.own_script import INTEGRITY

Make = Callable[[Flask], StrictClient]


@pytest.fixture
def site(config: Config, folder: Path) -> Flask:
    """Return the preview of content that a test may change."""
    return create_app(replace(config, content=folder, preview=True), Clock.fixed(NOON))


@pytest.fixture
def look(site: Flask, make_client: Make) -> StrictClient:
    return make_client(site)


def text(client: StrictClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.get_data(as_text=True)


def edit(path: Path, old: str, new: str) -> None:
    words = path.read_text("utf-8")
    assert old in words
    path.write_text(words.replace(old, new, 1), "utf-8")


def test_nothing_of_the_preview_is_on_the_public_site(client: StrictClient) -> None:
    page = client.get("/stories/kyle/")
    assert "preview" not in page.get_data(as_text=True)
    assert f"script-src '{INTEGRITY}';" in page.headers["Content-Security-Policy"]
    assert "X-Robots-Tag" not in page.headers
    for address in ("/preview/", "/preview/preview.js", "/preview/changed", "/preview/as-at?date=2026-12-01"):
        assert client.get(address).status_code == 404
    public = {d.url: client.get(f"{d.url}?as-at=2026-12-01.x").status_code for d in _documents(client)}
    assert set(public.values()) == {200}


def _documents(client: StrictClient) -> list[object]:
    return list(client.application.extensions[EXTENSION].edition().documents())[:3]


def test_a_page_names_its_file_and_what_is_to_do(look: StrictClient, folder: Path) -> None:
    assert "content/stories/kyle.md" in text(look, "/stories/kyle/")
    edit(folder / "stories/kyle.md", "A duty and assessment team is where", "Their suprvision is where")
    page = text(look, "/stories/kyle/")
    assert "suprvision" in page
    assert re.search(r"Look at, line \d+</strong> &#34;suprvision&#34; is not known", page)


def test_a_mistake_is_shown_on_the_last_good_page_with_line_and_fix(look: StrictClient, folder: Path) -> None:
    text(look, "/stories/kyle/")
    edit(folder / "stories/kyle.md", "standfirst:", "standfrist:")
    page = text(look, "/stories/kyle/")
    assert "You see the last good version" in page
    assert "Put right, line 3</strong> standfrist: there is no field" in page
    assert "did you mean &#34;standfirst&#34;" in page
    assert "1 to put right in other files" in text(look, "/contact/")
    assert "content/stories/kyle.md" in text(look, "/preview/")
    edit(folder / "stories/kyle.md", "standfrist:", "standfirst:")
    assert "last good version" not in text(look, "/stories/kyle/")


def test_a_change_is_in_whatever_is_asked_for_first(look: StrictClient, folder: Path) -> None:
    own = {"Host": "127.0.0.1:8000"}
    edit(folder / "stories/kyle.md", "standfirst:", "standfrist:")
    assert "1 to put right" in text(look, "/preview/")
    edit(folder / "stories/kyle.md", "standfrist:", "standfirst:")
    assert "0 to put right" in text(look, "/preview/")
    edit(folder / "vocabulary.yaml", "label: Newly qualified social worker", "label: Brand new social worker")
    assert "Brand new social worker" in look.get("/editor/config.json", headers=own).get_data(as_text=True)


def test_a_file_that_is_halfway_written_is_no_mistake(
    look: StrictClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = folder / "stories/kyle.md"
    words = story.read_text("utf-8").replace("A duty and", "The duty and")
    text(look, "/stories/kyle/")
    monkeypatch.setattr(current, "sleep", lambda _seconds: story.write_text(words, "utf-8"))
    story.write_text(words[: len(words) // 9], "utf-8")
    page = text(look, "/stories/kyle/")
    assert "The duty and" in page
    assert "Put right" not in page


def test_a_new_faulty_file_explains_itself_at_its_own_address(look: StrictClient, folder: Path) -> None:
    (folder / "pages/soon.md").write_text("---\ntitle: Soon\n---\nText.\n", "utf-8")
    response = look.get("/soon/")
    assert response.status_code == 404
    page = response.get_data(as_text=True)
    assert "description: missing" in page
    assert "it has no page yet" in page


def test_drafts_and_coming_pages_are_marked_where_they_are_linked(look: StrictClient, folder: Path) -> None:
    edit(folder / "stories/lucy.md", "title:", "draft: yes\ntitle:")
    listing = text(look, "/stories/")
    assert re.search(r'<a data-preview="draft"[^>]*href="/stories/lucy/"', listing)
    assert 'data-preview="sample"' in text(look, "/vacancies/")
    overview = text(look, "/preview/")
    assert 'data-preview="draft"' in overview
    assert 'data-preview="from' in overview


def test_another_day_is_chosen_kept_on_links_and_signed(look: StrictClient, folder: Path, config: Config) -> None:
    edit(folder / "stories/kyle.md", "published_on: 2026-11-17", "published_on: 2026-12-01")
    edit(folder / "stories/lucy.md", "title:", "draft: yes\ntitle:")
    before = look.get("/preview/as-at?date=2026-11-30&to=/stories/").headers["Location"]
    after = look.get("/preview/as-at?date=2026-12-01&to=/stories/").headers["Location"]
    assert after == f"/stories/?as-at={sign(date(2026, 12, 1), config.secret_key)}"
    assert 'href="/stories/kyle/' not in text(look, before)
    page = text(look, after)
    assert f'href="/stories/kyle/{after.removeprefix("/stories/")}"' in page
    assert "/stories/lucy/" not in page, "a draft is not published by waiting"
    assert "Preview as at 2026-12-01" in page
    assert look.get(after).headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in look.get(after).headers
    assert look.get("/preview/as-at?date=2026-11-22&to=/stories/").headers["Location"] == "/stories/"
    assert look.get("/preview/as-at?date=nonsense&to=/stories/").headers["Location"] == "/stories/"


def test_an_advert_opens_and_closes_on_the_chosen_day(look: StrictClient, site: Flask, config: Config) -> None:
    edition = site.extensions[EXTENSION].edition()
    coming = next(v for v in edition.library.vacancies.values() if v.front.opening > edition.now)
    assert coming.front.opens_at.date() > NOON.date()
    assert look.get(f"{coming.url}?as-at={sign(NOON.date(), config.secret_key)}").status_code == 404
    day = sign(coming.front.closes_at.date().replace(year=coming.front.closes_at.year + 1), config.secret_key)
    assert "closed" in text(look, f"{coming.url}?as-at={day}").lower()


def test_a_day_that_was_not_signed_here_is_refused(look: StrictClient) -> None:
    for value in ("2026-12-01", "2026-12-01.forged", "x", ".", "2026-12-01."):
        assert look.get("/stories/", query_string={"as-at": value}).status_code == 404, value


def test_the_chooser_leads_nowhere_else(look: StrictClient) -> None:
    for to in ("https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "x"):
        response = look.get("/preview/as-at", query_string={"date": "2026-12-01", "to": to})
        assert response.status_code == 404, to


def test_every_page_holds_on_another_day(look: StrictClient, site: Flask, config: Config) -> None:
    value = sign(date(2027, 6, 1), config.secret_key)
    documents = list(site.extensions[EXTENSION].edition().documents())
    assert len(documents) > 30
    found = {d.url: look.get(f"{d.url}?as-at={value}").status_code for d in documents}
    assert {url for url, status in found.items() if status != 200} == set()


def test_a_waiting_page_hears_of_a_change_and_of_nothing_else(config: Config, folder: Path, make_client: Make) -> None:
    app = create_app(replace(config, content=folder), Clock.fixed(NOON))
    pauses: list[float] = []
    edits: list[int] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) in edits:
            edit(folder / "stories/kyle.md", "A duty", "The duty")

    site = app.extensions[EXTENSION]
    app.before_request_funcs.clear()
    app._got_first_request = False
    views.register(app, site, find, lambda _path: None, pause)
    client = make_client(app)
    shown = re.search(r'data-seen="(\w+)"', text(client, "/stories/kyle/"))
    assert shown
    seen = shown[1]
    assert client.get(f"/preview/changed?seen={seen}").get_data(as_text=True) == "no"
    assert views.PATIENCE <= sum(pauses) < 2 * views.PATIENCE, "a page that was left must not hold a thread for long"
    edits.append(len(pauses) + 3)
    assert client.get(f"/preview/changed?seen={seen}").get_data(as_text=True) == "yes"
    assert len(pauses) == edits[0]


def test_a_page_goes_through_the_folder_once_and_twice_after_a_change(
    look: StrictClient, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []
    real = Lookout.look

    def counted(lookout: Lookout, problems: list[Problem]) -> frozenset[str]:
        looks.append("look")
        return real(lookout, problems)

    text(look, "/stories/kyle/")
    monkeypatch.setattr(Lookout, "look", counted)
    text(look, "/stories/kyle/")
    assert len(looks) == 1
    edit(folder / "stories/kyle.md", "A duty", "The duty")
    assert "The duty" in text(look, "/stories/kyle/")
    assert len(looks) == 3


def test_the_preview_allows_its_own_script_and_keeps_nothing(look: StrictClient) -> None:
    response = look.get("/stories/kyle/")
    assert "script-src 'self'" in response.headers["Content-Security-Policy"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "no-store"
    assert "<style" not in response.get_data(as_text=True)
    address = re.search(r'<script src="(/preview/preview.js[^"]*)"', response.get_data(as_text=True))
    assert address
    script = look.get(address[1])
    assert len(script.data) < 5_000
    assert "immutable" in script.headers["Cache-Control"]
    assert look.get("/preview/preview.js?old").headers["Cache-Control"] == "no-store"
    assert script.mimetype == "text/javascript"
    assert look.get("/preview/preview.css").status_code == 200
    assert look.get("/preview/views.py").status_code == 404


def test_the_panel_tells_what_visitors_said_of_the_page(look: StrictClient, site: Flask) -> None:
    assert "Visitors:" not in text(look, "/stories/kyle/")
    kyle = next(d for d in site.extensions[EXTENSION].shelf.library.documents() if d.url == "/stories/kyle/")
    with site.app_context():
        for number, helpful in enumerate((True, True, False)):
            said = NewFeedback(kyle.url, kyle.fingerprint, helpful, "unclear", f"<i>No. {number}</i>", NOON.date())
            record(said, f"key {number}")
        record(NewFeedback(kyle.url, "0" * 32, False, None, "Of long ago", NOON.date()), "another key")
    page = text(look, "/stories/kyle/")
    assert "Of 3 who answered about this version, 2 found it helpful." in page
    assert "the true share is probably between 21% and 94%" in page
    assert "0 of 1 found earlier versions helpful." in page
    assert "It was hard to understand (3)." in page
    assert page.count("<blockquote>&lt;i&gt;No. ") == 3
    assert "Of long ago" not in page
    assert 'href="/staff/feedback/page/?path=/stories/kyle/"' in page
    assert "Visitors:" not in text(look, "/stories/lucy/")


def test_a_signed_day_is_read_back_and_carried_on() -> None:
    value = sign(date(2026, 12, 1), "key")
    assert read(value, "key").isoformat() == "2026-12-01T12:00:00+00:00"
    with pytest.raises(ValueError, match="not chosen"):
        read(value, "another key")
    page = '<a href="/a/#b">x</a><a href="/s/?q=1">y</a><a href="https://e.example/">z</a><form method="get"></form>'
    assert carried(page, "V") == (
        '<a href="/a/?as-at=V#b">x</a><a href="/s/?q=1&amp;as-at=V">y</a><a href="https://e.example/">z</a>'
        '<form method="get"><input type="hidden" name="as-at" value="V"></form>'
    )
    post = '<form method="post"></form>'
    assert carried(post, "V") == post
    assert marked('<a href="/a/">x</a>', {"/a/": "draft"}) == '<a data-preview="draft" href="/a/">x</a>'
