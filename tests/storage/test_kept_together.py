"""Forms that come at the same time are kept by one transaction, and the fault of one is not the fault of the others."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from careers.storage import grouped
from careers.storage.database import UnavailableError
from careers.storage.grouped import keep
from careers.storage.models import db
from tests.storage.conftest import make_app


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """Return an application on SQLite, where works are grouped."""
    return make_app(f"sqlite:///{tmp_path / 'careers.sqlite3'}", tmp_path)


def count_day(day: str) -> Callable[[Session], str]:
    """Return a work that writes one row, a faulty one for a day that is there."""

    def work(session: Session) -> str:
        session.execute(text("INSERT INTO guard_counter (day, count) VALUES (:day, 1)"), {"day": day})
        return day

    return work


def together(app: Flask, days: list[str]) -> tuple[list[Future[str]], int]:
    """Have works of several threads wait behind one; return what became of them, and the number of commits."""
    holds, goes_on = Event(), Event()
    commits: list[object] = []

    def first(session: Session) -> str:
        holds.set()
        assert goes_on.wait(4)
        return count_day("2026-01-01")(session)

    def run(work: Callable[[Session], str]) -> str:
        with app.app_context():
            return keep(work)

    with app.app_context():
        event.listen(db.engine, "commit", commits.append)
    with ThreadPoolExecutor(len(days) + 1) as threads:
        begun = threads.submit(run, first)
        assert holds.wait(4)
        waiting = [threads.submit(run, count_day(day)) for day in days]
        queue = app.extensions["careers.storage.grouped"]
        while len(queue.jobs) < len(days):
            Event().wait(0.01)
        goes_on.set()
        assert begun.result() == "2026-01-01"
    return waiting, len(commits)


def days_kept(app: Flask) -> set[str]:
    """Return what is in the file."""
    with app.app_context(), closing(sqlite3.connect(db.engine.url.database.removeprefix("file:"))) as connection:
        return {day for (day,) in connection.execute("SELECT day FROM guard_counter")}


def test_those_who_wait_share_one_commit(app: Flask) -> None:
    days = [f"2026-02-{day:02}" for day in range(1, 13)]
    outcomes, commits = together(app, days)
    assert [outcome.result() for outcome in outcomes] == days
    assert commits == 2
    assert days_kept(app) == {"2026-01-01", *days}


def test_a_fault_is_told_to_whom_it_belongs_and_the_others_are_kept(app: Flask) -> None:
    outcomes, _ = together(app, ["2026-02-01", "2026-01-01", "2026-02-02"])
    assert outcomes[0].result() == "2026-02-01"
    assert outcomes[2].result() == "2026-02-02"
    with pytest.raises(UnavailableError, match="CONSTRAINT"):
        outcomes[1].result()
    assert days_kept(app) == {"2026-01-01", "2026-02-01", "2026-02-02"}


def test_whoever_finds_a_writer_that_does_not_end_is_told_so(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        keep(count_day("2026-01-01"))
        queue = app.extensions["careers.storage.grouped"]
        queue.is_writing = True
        monkeypatch.setattr(grouped, "WAIT_SECONDS", 0.05)
        with pytest.raises(UnavailableError, match="every writer waits"):
            keep(count_day("2026-01-02"))
        assert not queue.jobs
        queue.is_writing = False
        assert keep(count_day("2026-01-03")) == "2026-01-03"
    assert days_kept(app) == {"2026-01-01", "2026-01-03"}


def test_a_thread_that_is_made_to_end_while_it_waits_leaves_its_turn_to_the_next(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(self: Event, timeout: float | None = None) -> bool:
        self.set()  # its turn came in the same moment
        raise KeyboardInterrupt

    with app.app_context():
        keep(count_day("2026-01-01"))
        queue = app.extensions["careers.storage.grouped"]
        queue.is_writing = True
        with monkeypatch.context() as patch:
            patch.setattr(Event, "wait", interrupted)
            with pytest.raises(KeyboardInterrupt):
                keep(count_day("2026-01-02"))
        assert not queue.jobs
        assert keep(count_day("2026-01-03")) == "2026-01-03"
    assert days_kept(app) == {"2026-01-01", "2026-01-03"}
