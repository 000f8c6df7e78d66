"""Calendars: read by the parser of a calendar program, with the times that London's clocks show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest

from careers.clock import LONDON
from careers.content.edition import Edition
from careers.content.library import Library
from careers.site import calendars
from careers.site.vacancies.filters import VacancyFilter
from tests.candidates.node import ask
from tests.factories import NOW, content_folder
from tests.html import StrictClient

BASE = "https://careers.example"


def text_of(edition: Edition, *, demonstration: bool = False) -> str:
    """Return the calendar of every open advert."""
    return calendars.closing_dates(edition, BASE, VacancyFilter(), demonstration=demonstration)


def read(text: str) -> dict[str, Any]:
    """Return the events of a calendar by their id, as an independent parser reads them."""
    return {event["uid"]: event for event in ask("read-calendar.mjs", text)["events"]}


def test_closing_dates_and_interviews_are_events(edition: Edition) -> None:
    events = read(text_of(edition))
    assert len(events) == 7
    assert events["closing-manager@www.example.org"]["start"] == "2026-10-08T16:00:00Z"
    assert events["closing-manager@www.example.org"]["summary"] == "Applications close: Team manager"
    assert events["interview-20261012-duty-central@www.example.org"]["start"] == "2026-10-12"
    assert events["interview-20261012-duty-central@www.example.org"]["end"] == "2026-10-13"


def test_the_dates_of_a_sample_advert_say_that_it_is_one(edition: Edition) -> None:
    (event,) = read(calendars.advert_dates(edition, BASE, edition.vacancies["pretend"])).values()
    assert event["summary"] == "Applications close: Pretend post (sample advert)"


@pytest.mark.parametrize(
    "closes",
    [
        "2026-10-24 12:00",
        "2026-10-25 00:59",
        "2026-10-25 01:30",
        "2026-10-25 02:30",
        "2026-10-25",
        "2027-03-27 23:00",
        "2027-03-28 00:30",
        "2027-03-28 02:00",
        "2027-03-28 02:30",
        "2027-03-29 12:00",
        "2045-07-01 12:00",
    ],
)
def test_times_are_londons_on_both_sides_of_each_clock_change(tmp_path: Path, closes: str) -> None:
    folder = content_folder(tmp_path)
    folder.vacancy("social-worker-north", closes_at=closes, interviews_on=None)
    edition = Edition.at(folder.build(), NOW)
    (vacancy,) = edition.open_vacancies.values()
    (event,) = read(text_of(edition)).values()
    assert event["zone"] == ("UTC" if closes == "2026-10-25 01:30" else "Europe/London")
    assert datetime.fromisoformat(event["start"]) == vacancy.front.closing


def test_the_calendar_carries_its_own_rules_and_they_agree_with_the_clocks(edition: Edition) -> None:
    zone = next(iter(icalendar.Calendar.from_ical(text_of(edition)).walk("VTIMEZONE"))).to_tz()
    for month in range(1, 13):
        for day in (1, 15, 28):
            noon = datetime(2027, month, day, 12, tzinfo=LONDON)
            assert noon.replace(tzinfo=zone).astimezone(UTC) == noon.astimezone(UTC)


def test_lines_are_short_and_end_as_the_standard_says(edition: Edition) -> None:
    raw = text_of(edition).encode()
    lines = raw.split(b"\r\n")
    assert len(lines) > 50
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75


def test_every_event_has_what_the_standard_requires(edition: Edition) -> None:
    calendar = icalendar.Calendar.from_ical(text_of(edition))
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    events = calendar.walk("VEVENT")
    assert events
    for event in events:
        assert event["UID"]
        assert event["DTSTART"]
        assert event["DTSTAMP"].dt.tzinfo is not None
        assert event["DTSTAMP"].dt <= NOW


def test_the_same_advert_gives_the_same_bytes_at_any_hour(library: Library, at: Callable[..., Edition]) -> None:
    assert text_of(at(2026, 10, 1, 12)) == text_of(at(2026, 10, 1, 18))


def test_samples_are_left_out_unless_the_site_demonstrates(edition: Edition) -> None:
    assert "Pretend post" not in text_of(edition)
    assert "Pretend post" in text_of(edition, demonstration=True)


def test_matches_have_a_calendar(edition: Edition) -> None:
    vacancies = tuple(edition.open_vacancies.values())
    text = calendars.matches_calendar(
        edition, vacancies, title="Matches for you", address=f"{BASE}/interest/x/dates.ics"
    )
    assert len(read(text.decode())) == 7
    assert b"/interest/" not in text


def test_an_open_advert_offers_its_dates_and_a_closed_one_no_longer(site: StrictClient) -> None:
    response = site.get("/vacancies/manager/dates.ics")
    assert response.headers["Content-Disposition"] == 'attachment; filename="manager.ics"'
    assert list(read(response.get_data(as_text=True))) == ["closing-manager@www.example.org"]
    assert site.get("/vacancies/closed-north/dates.ics").status_code == 410
    assert site.get("/vacancies/coming/dates.ics").status_code == 404
    assert site.get("/vacancies/nothing/dates.ics").status_code == 404
