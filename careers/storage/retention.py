"""Delete what has been kept long enough, give the space back, and lose the order in which rows came.

A database file remembers more than its tables: deleted bytes, and rows lying in the order in which they were written.
Once a day everything is written anew in the order of its random keys, so that neither remains.
"""

from __future__ import annotations

import logging
from calendar import monthrange
from datetime import date, timedelta
from threading import Event, Thread

from flask import Flask
from sqlalchemy import delete, select, text

from careers.clock import Clock, next_midnight
from careers.config import Config
from careers.storage.database import UnavailableError, insert_into, reading, writing
from careers.storage.letters import respell
from careers.storage.models import ExpressionOfInterest, GuardCounter, Housekeeping, PageFeedback, SubmissionKey, db

KEY_DAYS = 2
JOB, LEAP = "tidy", "leap"
LEAP_DAYS = 31
"""Days without tidying after which a new day is believed only if it is still so on the next: a clock can be wrong."""
log = logging.getLogger(__name__)

_KEPT = (ExpressionOfInterest, PageFeedback, GuardCounter)
_REWRITTEN = ("submission_key", "expression_of_interest", "choice", "page_feedback")
"""In the order in which forms need them, so that a form and the rewriting never wait for each other."""


def months_before(day: date, months: int) -> date:
    """Return the same day ``months`` earlier, or the last of that month: 31 March less one is 28 February."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def deleted_on(day: date, months: int) -> date:
    """Return the day on which :func:`tidy` deletes what is of ``day``: the same day ``months`` later.

    Where that month has no such day it is the first of the next: what is of 31 August goes after six months on 1 March.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if day.day <= monthrange(year, month + 1)[1]:
        return date(year, month + 1, day.day)
    return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)


def tidy(today: date, months: int, *, is_sure: bool = False) -> int:
    """Delete what is ``months`` old and used keys of two days ago; return how many answers and comments went.

    The files are written anew when something went, and once a day by the process that comes first. The day is noted
    after that, so that a fault in between is made good at the next try. After a leap of more than :data:`LEAP_DAYS`
    nothing goes until the day after, unless the caller ``is_sure`` of the day. Raises
    :class:`~careers.storage.database.UnavailableError`.
    """
    if not is_sure and not _is_believed(today):
        log.warning("the last tidying is over %d days ago, or the clock is wrong: deleting nothing today", LEAP_DAYS)
        return 0
    end = months_before(today, months)
    with writing() as session:
        gone = sum(session.execute(delete(table).where(table.day <= end)).rowcount for table in _KEPT)  # type: ignore[attr-defined]
        session.execute(delete(SubmissionKey).where(SubmissionKey.day <= today - timedelta(days=KEY_DAYS)))
    last = last_tidied()
    if last != today:
        with writing() as session:
            respell(session, min(last or today, today) - timedelta(days=1))
    if gone or last != today:
        rewrite()
        _note(JOB, today)
    return gone


def last_tidied() -> date | None:
    """Return the day on which everything was last tidied, for the operators' health page."""
    return _noted(JOB)


def _is_believed(today: date) -> bool:
    """Tell whether ``today`` may be acted on; note a leap, so that the next day can confirm it."""
    last = last_tidied()
    if last is None or today - last <= timedelta(days=LEAP_DAYS):
        return True
    leap = _noted(LEAP)
    if leap is not None and timedelta(0) < today - leap <= timedelta(days=2):
        return True
    if leap != today:
        _note(LEAP, today)
    return False


def _noted(job: str) -> date | None:
    with reading() as session:
        return session.scalar(select(Housekeeping.day).where(Housekeeping.job == job))


def _note(job: str, day: date) -> None:
    with writing() as session:
        done = insert_into(session, Housekeeping.__table__).values(job=job, day=day)
        session.execute(done.on_conflict_do_update(index_elements=["job"], set_={"day": day}))


def rewrite() -> None:
    """Write the tables anew in the order of their random keys, which also gives the space of deleted rows back.

    In PostgreSQL every row is first given the same transaction number, which would otherwise tell the order too.
    """
    if db.engine.dialect.name == "sqlite":
        with reading() as session:
            raw = session.connection().connection.driver_connection
            assert raw is not None
            raw.execute("ROLLBACK")
            raw.execute("VACUUM")
        return
    with writing() as session:
        session.execute(text("SET LOCAL statement_timeout = '60s'"))
        session.execute(text(f"LOCK TABLE {', '.join(_REWRITTEN)}"))
        for table in _REWRITTEN:
            column = "option" if table == "choice" else "day"
            session.execute(text(f'UPDATE {table} SET "{column}" = "{column}"'))  # noqa: S608 - constants
        for table in _REWRITTEN:
            session.execute(text(f"CLUSTER {table} USING pk_{table}"))


class Housekeeper(Thread):
    """Tidy at the start and after each midnight in London, for as long as the process lives."""

    def __init__(self, app: Flask, config: Config, clock: Clock, done_on: date | None = None) -> None:
        super().__init__(name="housekeeper", daemon=True)
        self._app, self._config, self._clock = app, config, clock
        self._ending = Event()
        self.done_on = done_on

    def run(self) -> None:
        """Look each hour, and at midnight, whether a new day has begun."""
        stopped = False
        while not stopped:
            self.look()
            now = self._clock.now()
            stopped = self._ending.wait(min(3600.0, max(1.0, (next_midnight(now) - now).total_seconds() + 1)))

    def look(self) -> None:
        """Tidy if that has not been done today; a fault is logged and tried again at the next look."""
        today = self._clock.today()
        if self.done_on == today:
            return
        with self._app.app_context():
            try:
                gone = tidy(today, self._config.retention_months)
            except UnavailableError as fault:
                log.error("could not delete what has been kept long enough, will try again: %s", fault)
                return
        self.done_on = today
        log.info("kept %d months: deleted %d", self._config.retention_months, gone)

    def stop(self) -> None:
        """End the thread, for tests and an orderly stop."""
        self._ending.set()
