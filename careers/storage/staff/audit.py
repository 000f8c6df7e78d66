"""The audit: lines are only ever added, and read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import Session

from careers.storage.database import reading, writing
from careers.storage.staff.records import Action, Entry, Event
from careers.storage.staff.tables import DETAIL_LIMIT, StaffAccount, StaffAudit, moment, seconds

PAGE = 100


def add(session: Session, event: Event, now: datetime) -> None:
    """Add a line in the caller's transaction. Numbers have no gaps: one writer at a time, in PostgreSQL by a lock."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE staff_audit IN EXCLUSIVE MODE"))
    number = (session.scalar(select(func.max(StaffAudit.number))) or 0) + 1
    detail = event.detail[:DETAIL_LIMIT]
    session.add(StaffAudit(number=number, at=seconds(now), who=event.who, action=event.action.value, detail=detail))
    session.flush()


def record(event: Event, now: datetime) -> None:
    """Add a line by itself."""
    with writing() as session:
        add(session, event, now)


def count() -> int:
    """Return how many lines there are."""
    with reading() as session:
        return session.scalar(select(func.count()).select_from(StaffAudit)) or 0


def latest(offset: int = 0, limit: int = PAGE) -> tuple[Entry, ...]:
    """Return up to ``limit`` lines after the first ``offset``, the newest first."""
    with reading() as session:
        query = _named().order_by(StaffAudit.number.desc()).offset(offset).limit(limit)
        return tuple(_entry(*row) for row in session.execute(query))


def newest(action: Action) -> Entry | None:
    """Return the last line about something, nothing when it never happened."""
    with reading() as session:
        query = _named().where(StaffAudit.action == action.value).order_by(StaffAudit.number.desc()).limit(1)
        row = session.execute(query).first()
        return _entry(*row) if row else None


def count_since(action: Action, since: datetime) -> int:
    """Return how often something happened since a moment."""
    with reading() as session:
        query = select(func.count()).where(StaffAudit.action == action.value, StaffAudit.at >= seconds(since))
        return session.scalar(query) or 0


def everything() -> Iterator[Entry]:
    """Yield every line from the first on, as they were at one moment, without holding them all."""
    with reading() as session:
        for row in session.execute(_named().order_by(StaffAudit.number).execution_options(yield_per=500)):
            yield _entry(*row)


def _entry(row: StaffAudit, known: str | None) -> Entry:
    return Entry(row.number, moment(row.at), f"{known} ({row.who})" if known else row.who, row.action, row.detail)


def _named() -> Select[tuple[StaffAudit, str | None]]:
    """Return lines with the name that a pseudonym stands for today; a line itself keeps the pseudonym only."""
    joined = select(StaffAudit, StaffAccount.display_name)
    return joined.outerjoin(StaffAccount, StaffAccount.name == StaffAudit.who)
