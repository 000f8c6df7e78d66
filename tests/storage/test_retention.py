"""What has been kept long enough goes by itself, and its bytes with it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from careers.clock import LONDON, Clock
from careers.config import Config
from careers.storage import expressions, feedback_review, page_feedback, retention
from careers.storage.database import UnavailableError, reading, writing
from careers.storage.models import Choice, ExpressionOfInterest, SubmissionKey, db
from careers.storage.once import claim
from careers.storage.records import NewExpression, NewFeedback
from careers.storage.retention import Housekeeper, last_tidied, months_before, tidy

TODAY = date(2026, 11, 22)


def keep(number: int, day: date, comment: str | None = None) -> None:
    new = NewExpression(f"AAAA-AAAA-AA{number:02d}", f"address {number}", {"roles": ("a",)}, day, 1, "")
    expressions.record(new, f"key {number}")
    page_feedback.record(NewFeedback("/", "f", True, None, comment, day), f"other key {number}")


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 22), 12, date(2025, 11, 22)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 1), 12, date(2025, 12, 1)),
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
    ],
)
def test_months_before(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 120))
def test_months_before_never_keeps_longer(day: date, months: int) -> None:
    assert months_before(day, months) <= day


@pytest.mark.usefixtures("app")
def test_what_is_old_goes_and_the_rest_stays() -> None:
    keep(1, date(2025, 11, 22))
    keep(2, date(2025, 11, 23))
    assert tidy(TODAY, 12) == 2
    assert expressions.find("AAAA-AAAA-AA01") is None
    assert expressions.find("AAAA-AAAA-AA02")
    assert [(kept.total, kept.first) for kept in feedback_review.tallies()] == [(1, date(2025, 11, 23))]
    assert db.session.query(Choice).count() == 1


@pytest.mark.usefixtures("app")
def test_counts_of_stopped_comments_go_too() -> None:
    page_feedback.count_stopped(date(2025, 11, 22))
    page_feedback.count_stopped(TODAY)
    tidy(TODAY, 12)
    assert page_feedback.stopped() == {TODAY: 1}


@pytest.mark.usefixtures("app")
def test_used_keys_are_forgotten_after_two_days() -> None:
    keep(1, date(2026, 11, 20))
    keep(2, date(2026, 11, 21))
    tidy(TODAY, 12)
    assert {key.day for key in db.session.query(SubmissionKey)} == {date(2026, 11, 21)}


@pytest.mark.usefixtures("app")
def test_tidying_is_noted_by_the_day() -> None:
    assert last_tidied() is None
    tidy(TODAY, 12)
    tidy(TODAY, 12)
    assert last_tidied() == TODAY


@pytest.mark.usefixtures("app")
def test_what_failed_is_done_at_the_next_try(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise UnavailableError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(retention, "rewrite", fail)
        with pytest.raises(UnavailableError):
            tidy(TODAY, 12)
    assert last_tidied() is None
    tidy(TODAY, 12)
    assert last_tidied() == TODAY


@pytest.mark.usefixtures("app")
def test_clock_that_leaps_ahead_deletes_nothing_that_day() -> None:
    tidy(TODAY, 12)
    keep(1, TODAY)
    wrong = date(2036, 3, 1)
    assert [tidy(wrong, 12), tidy(wrong, 12)] == [0, 0]
    assert last_tidied() == TODAY
    assert tidy(TODAY + timedelta(days=1), 12) == 0, "the clock is right again"
    assert expressions.find("AAAA-AAAA-AA01")


@pytest.mark.usefixtures("app")
def test_site_that_was_off_for_months_deletes_on_its_second_day() -> None:
    tidy(TODAY, 12)
    keep(1, TODAY)
    back = date(2028, 3, 1)
    assert tidy(back, 12) == 0
    assert expressions.find("AAAA-AAAA-AA01")
    assert tidy(back + timedelta(days=1), 12) == 2
    assert expressions.find("AAAA-AAAA-AA01") is None


@pytest.mark.usefixtures("app")
def test_operator_who_is_sure_of_the_day_need_not_wait() -> None:
    tidy(TODAY, 12)
    keep(1, TODAY)
    assert tidy(date(2028, 3, 1), 12, is_sure=True) == 2


@pytest.mark.parametrize("left_by_the_version_before", ["", "another"])
@pytest.mark.usefixtures("app")
def test_rows_of_the_version_before_are_counted_after_the_next_tidying(left_by_the_version_before: str) -> None:
    tidy(TODAY, 12)
    keep(1, TODAY)
    keep(2, TODAY)
    with db.engine.begin() as connection:
        query = "UPDATE expression_of_interest SET answers = :old WHERE reference = 'AAAA-AAAA-AA01'"
        connection.execute(text(query), {"old": left_by_the_version_before})
    tidy(TODAY + timedelta(days=1), 12)
    with db.engine.connect() as connection:
        spelt = connection.execute(text("SELECT answers FROM expression_of_interest")).scalars().all()
    assert len(spelt) == 2
    assert len(set(spelt)) == 1
    assert spelt[0]


def test_housekeeper_looks_once_a_day_and_catches_up_after_a_fault(app: Flask, tmp_path: Path) -> None:
    moment = [datetime(2026, 11, 22, 23, 59, tzinfo=LONDON)]
    keeper = Housekeeper(app, Config(retention_months=1, instance=tmp_path), Clock(lambda: moment[0]))
    keep(1, date(2026, 10, 23))
    keeper.look()
    assert expressions.find("AAAA-AAAA-AA01")
    moment[0] = datetime(2026, 11, 23, 0, 1, tzinfo=LONDON)
    keeper.look()
    assert expressions.find("AAAA-AAAA-AA01") is None
    assert last_tidied() == date(2026, 11, 23)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_housekeeper_tries_again_when_the_file_could_not_be_written_anew(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = Housekeeper(app, Config(instance=tmp_path), Clock.fixed(datetime(2026, 11, 22, 12, 0, tzinfo=LONDON)))
    keep(1, date(2020, 1, 1))

    def finds_no_place() -> None:
        with reading() as session:
            raw = session.connection().connection.driver_connection
            assert raw is not None
            raw.execute("ROLLBACK")
            raw.execute("VACUUM INTO '/nowhere/at/all'")

    with monkeypatch.context() as patch:
        patch.setattr(retention, "rewrite", finds_no_place)
        keeper.look()
    assert (keeper.done_on, last_tidied()) == (None, None)
    keeper.look()
    assert last_tidied() == keeper.done_on == TODAY


def test_housekeeper_works_in_its_thread_and_stops(app: Flask, tmp_path: Path) -> None:
    keep(1, date(2020, 1, 1))
    clock = Clock.fixed(datetime(2026, 11, 22, 12, 0, tzinfo=LONDON))
    keeper = Housekeeper(app, Config(instance=tmp_path), clock)
    keeper.stop()
    keeper.start()
    keeper.join(5)
    assert not keeper.is_alive()
    assert expressions.find("AAAA-AAAA-AA01") is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_deleted_bytes_are_gone_and_space_is_given_back(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "careers.sqlite3"
    for number in range(200):
        keep(number, date(2025, 1, 1), f"KIWI{number:03d} " * 100)
    full = path.stat().st_size
    assert b"KIWI" in path.read_bytes()
    tidy(TODAY, 12)
    assert path.stat().st_size < full / 2
    assert b"KIWI" not in path.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["careers.sqlite3"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_withdrawn_bytes_are_gone_at_once(app: Flask, tmp_path: Path) -> None:
    def has_bytes() -> bool:
        return any(b"AAAA-AAAA-AA01" in path.read_bytes() for path in tmp_path.iterdir())

    keep(1, TODAY)
    assert has_bytes()
    expressions.withdraw("AAAA-AAAA-AA01")
    assert not has_bytes()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_form_that_comes_while_all_is_written_anew_is_kept(app: Flask) -> None:
    """It has marked its key before that and needs the other tables after: neither may have what the other waits for."""
    keep(1, TODAY)

    def rewrite() -> None:
        with app.app_context():
            retention.rewrite()

    with ThreadPoolExecutor(1) as pool:
        with writing() as session:
            assert claim(session, "a form's key", TODAY)
            rewriting = pool.submit(rewrite)
            assert any(_somebody_waits() for _ in range(1_000))
            assert session.get(ExpressionOfInterest, "AAAA-AAAA-AA01")
        rewriting.result(timeout=30)
    with writing() as session:
        assert not claim(session, "a form's key", TODAY)


def _somebody_waits() -> bool:
    with db.engine.connect() as connection:
        waiting = connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted"))
    Event().wait(0.01)
    return bool(waiting)
