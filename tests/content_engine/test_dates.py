"""Dates are read strictly, and adverts open and close at their very second in any server's time zone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from careers.clock import LONDON, Clock, as_instant, end_of_day, start_of_day
from careers.content.edition import Edition
from careers.content.fields import parse_as_at, parse_closing, parse_date, parse_opening
from tests.factories import content_folder

SECOND = timedelta(seconds=1)
DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Tokyo", "Europe/London"])
def server_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@given(DAYS)
def test_a_date_is_read_as_it_is_written(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_as_at(day.isoformat()).first == day


@pytest.mark.parametrize("text", ["9999-12-31", "3000-01-01", "1899-12-31", "0000-01-01"])
def test_a_year_that_nobody_means_is_refused(text: str) -> None:
    for parse in (parse_date, parse_opening, parse_closing):
        with pytest.raises(PydanticCustomError, match="write a year from 1900 to 2999"):
            parse(text)


@given(st.text())
def test_any_text_is_a_date_or_a_plain_fault(text: str) -> None:
    for parse in (parse_date, parse_opening, parse_closing, parse_as_at):
        try:
            parse(text)
        except PydanticCustomError as error:
            assert error.message().startswith("found ")


@given(st.datetimes())
def test_a_moment_is_read_as_london_time_unless_the_clock_skips_it(moment: datetime) -> None:
    moment = moment.replace(year=1950 + moment.year % 150, day=min(moment.day, 28), microsecond=0)
    try:
        read = parse_opening(moment.strftime("%Y-%m-%d %H:%M:%S"))
    except PydanticCustomError as error:
        assert "the clocks go forward" in error.message() or moment.year < 1996
        return
    assert read.replace(tzinfo=None) == moment
    assert read.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) == moment


@given(DAYS)
def test_a_bare_date_opens_at_its_first_second_and_closes_at_its_last(day: date) -> None:
    assert parse_opening(str(day)) == start_of_day(day)
    assert parse_closing(str(day)) == end_of_day(day)
    assert parse_closing(str(day)).strftime("%H:%M:%S") == "23:59:59"


MOMENTS = {
    "a bare date in summer": ("2026-07-01", "2026-07-31", "2026-06-30T23:00:00", "2026-07-31T22:59:59"),
    "a bare date in winter": ("2026-12-01", "2026-12-31", "2026-12-01T00:00:00", "2026-12-31T23:59:59"),
    "the day that has 25 hours": ("2026-10-25", "2026-10-25", "2026-10-24T23:00:00", "2026-10-25T23:59:59"),
    "the hour that comes twice": ("2026-10-01", "2026-10-25 01:30", "2026-09-30T23:00:00", "2026-10-25T00:30:00"),
    "the hour after it": ("2026-10-01", "2026-10-25 02:00", "2026-09-30T23:00:00", "2026-10-25T02:00:00"),
    "the day that has 23 hours": ("2027-03-28", "2027-03-28", "2027-03-28T00:00:00", "2027-03-28T22:59:59"),
    "the minute before the skipped hour": (
        "2027-03-01",
        "2027-03-28 00:59",
        "2027-03-01T00:00:00",
        "2027-03-28T00:59:00",
    ),
    "the minute after the skipped hour": (
        "2027-03-01",
        "2027-03-28 02:00",
        "2027-03-01T00:00:00",
        "2027-03-28T01:00:00",
    ),
}


@pytest.mark.parametrize("times", MOMENTS.values(), ids=MOMENTS)
def test_an_advert_opens_and_closes_at_its_second(
    tmp_path: Path, server_zone: str, times: tuple[str, str, str, str]
) -> None:
    opens, closes, opening, closing = times
    folder = content_folder(tmp_path)
    folder.vacancy("v", reference="CSW-2", opens_at=opens, closes_at=closes, interviews_on=None)
    library = folder.build()
    advert = library.vacancies["v"]
    first = datetime.fromisoformat(opening).replace(tzinfo=UTC)
    last = datetime.fromisoformat(closing).replace(tzinfo=UTC)

    def is_open(moment: datetime) -> bool:
        return "v" in Edition.at(library, Clock.fixed(moment).now()).open_vacancies

    assert (advert.front.opening, advert.front.closing) == (first, last)
    assert [is_open(first - SECOND), is_open(first), is_open(last - SECOND), is_open(last)] == [
        False,
        True,
        True,
        False,
    ]


def test_an_edition_lasts_exactly_until_the_next_moment(tmp_path: Path, server_zone: str) -> None:
    folder = content_folder(tmp_path)
    folder.vacancy("v", reference="CSW-2", closes_at="2026-10-25 01:30", interviews_on=None)
    library = folder.build()
    edition = Edition.at(library, datetime(2026, 10, 25, 0, 10, tzinfo=LONDON))
    assert edition.until == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    following = Edition.at(library, edition.until)
    assert "v" not in following.open_vacancies
    assert following.until == datetime(2026, 10, 26, 0, 0, tzinfo=UTC)


def test_today_is_the_day_in_london(server_zone: str) -> None:
    assert Clock.fixed(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)).today() == date(2026, 7, 2)
    assert Clock.fixed(datetime(2026, 12, 1, 23, 30, tzinfo=UTC)).today() == date(2026, 12, 1)


def test_a_story_appears_on_the_first_second_of_its_day(tmp_path: Path, server_zone: str) -> None:
    folder = content_folder(tmp_path)
    folder.story("eve", published_on="2027-03-28")
    library = folder.build()
    midnight = as_instant(start_of_day(date(2027, 3, 28)))
    assert "eve" not in Edition.at(library, midnight - SECOND).stories
    assert "eve" in Edition.at(library, midnight).stories
