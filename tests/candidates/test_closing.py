"""The second in which an advert opens and closes: everything that shows it changes at once, whatever the server's zone."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from careers.app import create_app
from careers.clock import LONDON
from careers.config import Config
from careers.content.edition import Edition
from careers.content.fields import parse_opening
from careers.content.library import Library
from careers.site.vacancies.advert import advert_of
from careers.site.vacancies.card import card_of
from tests.conftest import Hands
from tests.factories import content_folder
from tests.html import StrictClient, words

CLOSINGS = {
    "2026-10-20 12:00": datetime(2026, 10, 20, 11, tzinfo=UTC),
    "2026-10-20": datetime(2026, 10, 20, 22, 59, 59, tzinfo=UTC),
    "2026-10-25 00:30": datetime(2026, 10, 24, 23, 30, tzinfo=UTC),
    "2026-10-25 01:30": datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    "2026-10-25 02:00": datetime(2026, 10, 25, 2, tzinfo=UTC),
    "2026-10-25": datetime(2026, 10, 25, 23, 59, 59, tzinfo=UTC),
    "2027-03-28 00:59": datetime(2027, 3, 28, 0, 59, tzinfo=UTC),
    "2027-03-28 02:00": datetime(2027, 3, 28, 1, tzinfo=UTC),
    "2027-03-28": datetime(2027, 3, 28, 22, 59, 59, tzinfo=UTC),
}
PLACES = ("/vacancies/", "/vacancies/feed.atom", "/vacancies/feed.json", "/vacancies/closing-dates.ics", "/sitemap.xml")
SECOND = timedelta(seconds=1)


@pytest.fixture(params=["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
def server_zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """Put the server into another time zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def library_closing(folder: Path, closes: str) -> Library:
    """Return a library whose only advert closes at ``closes``."""
    content = content_folder(folder)
    content.vacancy("social-worker-north", title="Closing post", closes_at=closes, interviews_on=None)
    return content.build()


@pytest.mark.parametrize(("closes", "instant"), CLOSINGS.items())
def test_an_advert_is_open_until_its_closing_second_and_not_in_it(
    tmp_path: Path, server_zone: str, closes: str, instant: datetime
) -> None:
    library = library_closing(tmp_path, closes)
    zone = ZoneInfo(server_zone)
    assert list(Edition.at(library, (instant - SECOND).astimezone(zone)).open_vacancies) == ["social-worker-north"]
    assert not Edition.at(library, instant.astimezone(zone)).open_vacancies


@pytest.mark.parametrize("closes", ["2026-10-20 12:00", "2026-10-25 01:30", "2027-03-28 02:00", "2027-03-28"])
def test_it_leaves_every_list_feed_and_map_in_the_same_second(
    tmp_path: Path, built: Path, closes: str, make_client: Callable[[Flask], StrictClient]
) -> None:
    library_closing(tmp_path, closes)
    instant = CLOSINGS[closes]
    hands = Hands(instant - SECOND)
    config = Config(content=tmp_path, instance=built, secret_key="tests", base_url="https://careers.example")
    app: Flask = create_app(config, hands.clock())
    site: StrictClient = make_client(app)
    page = "/vacancies/social-worker-north/"
    places = [place for place in PLACES if site.get(place).status_code == 200]
    assert places == list(PLACES)
    for place in places:
        assert "social-worker-north" in site.get(place).get_data(as_text=True), place
    assert "JobPosting" in site.get(page).get_data(as_text=True)
    assert "noindex" not in site.get(page).get_data(as_text=True)

    hands.moment = instant
    for place in places:
        assert "social-worker-north" not in site.get(place).get_data(as_text=True), place
    closed = site.page(page)
    assert "JobPosting" not in closed.response.get_data(as_text=True)
    assert closed.one("meta", name="robots").get("content") == "noindex"
    assert "This role has closed" in words(closed.main)
    assert not [link for link in closed.links if link.startswith("https://jobs.example.org")]
    assert site.get("/search/?q=closing+post").get_data(as_text=True).count(f'href="{page}"') == 0


def test_it_joins_every_list_in_its_opening_second(site: StrictClient, hands: Hands) -> None:
    opening = datetime(2026, 12, 1, tzinfo=LONDON)
    hands.moment = opening - SECOND
    assert site.get("/vacancies/coming/").status_code == 404
    assert "coming" not in json.dumps(site.get("/vacancies/feed.json").get_json(force=True))
    hands.moment = opening
    assert site.get("/vacancies/coming/").status_code == 200
    assert "/vacancies/coming/" in json.dumps(site.get("/vacancies/feed.json").get_json(force=True))


def test_an_advert_that_is_to_come_says_on_which_day_it_opens(edition: Edition, library: Library) -> None:
    vacancy = library.vacancies["coming"]
    assert advert_of(edition, vacancy).status_words == "It opens on Tuesday 1 December 2026"
    at_nine = replace(vacancy, front=vacancy.front.model_copy(update={"opens_at": parse_opening("2026-12-01 09:00")}))
    assert advert_of(edition, at_nine).status_words == "It opens at 9am on Tuesday 1 December 2026"


@pytest.mark.parametrize(
    ("now", "words_shown"),
    [
        ("2026-10-23T23:59:59", "2 days left"),
        ("2026-10-24T00:00:00", "Closes tomorrow at noon"),
        ("2026-10-24T23:59:59", "Closes tomorrow at noon"),
        ("2026-10-25T00:00:00", "Closes today at noon"),
        ("2026-10-25T11:59:59", "Closes today at noon"),
        ("2026-10-25T12:00:00", ""),
    ],
)
def test_days_left_change_at_londons_midnight(tmp_path: Path, server_zone: str, now: str, words_shown: str) -> None:
    library = library_closing(tmp_path, "2026-10-25 12:00")
    moment = datetime.fromisoformat(now).replace(tzinfo=LONDON).astimezone(ZoneInfo(server_zone))
    edition = Edition.at(library, moment)
    card = card_of(edition, edition.vacancies["social-worker-north"])
    assert card.days_left == words_shown
    assert card.is_closing_soon == bool(words_shown)


@pytest.mark.parametrize(
    ("now", "words_shown"),
    [("2026-10-24T12:00:00", "2 days left"), ("2026-10-25T12:00:00", "Closes tomorrow at midnight"),
     ("2026-10-26T23:59:59", "Closes today at midnight"), ("2026-10-27T00:00:00", "")],
)  # fmt: skip
def test_the_first_second_of_a_day_is_the_end_of_the_day_before_wherever_it_is_told(
    tmp_path: Path, now: str, words_shown: str
) -> None:
    library = library_closing(tmp_path, "2026-10-27 00:00")
    edition = Edition.at(library, datetime.fromisoformat(now).replace(tzinfo=LONDON))
    card = card_of(edition, edition.vacancies["social-worker-north"])
    assert card.closes == "the end of Monday 26 October 2026"
    assert card.days_left == words_shown


def test_a_day_with_a_clock_change_counts_as_one_day(tmp_path: Path) -> None:
    library = library_closing(tmp_path, "2027-03-29 00:30")
    edition = Edition.at(library, datetime(2027, 3, 27, 23, 30, tzinfo=LONDON))
    assert edition.days_left(edition.vacancies["social-worker-north"]) == 2
