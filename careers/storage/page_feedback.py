"""Keep feedback on pages, and count the comments that the personal-data guard stopped."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from careers.storage.database import insert_into, reading, writing
from careers.storage.grouped import keep
from careers.storage.models import GuardCounter, PageFeedback
from careers.storage.once import claim
from careers.storage.records import Feedback, NewFeedback


def record(new: NewFeedback, key: str) -> bool:
    """Keep feedback unless ``key`` was used before; tell whether it is new."""

    def work(session: Session) -> bool:
        is_new = claim(session, key, new.day)
        if is_new:
            values = {
                name: getattr(new, name) for name in ("page", "fingerprint", "helpful", "reason", "comment", "day")
            }
            session.execute(insert(PageFeedback.__table__), {"id": secrets.token_hex(16), **values})  # type: ignore[arg-type]
        return is_new

    return keep(work)


def of_page(page: str) -> tuple[Feedback, ...]:
    """Return the feedback on a page, the latest day first."""
    with reading() as session:
        query = select(PageFeedback).where(PageFeedback.page == page)
        rows = session.scalars(query.order_by(PageFeedback.day.desc(), PageFeedback.id))
        return tuple(
            Feedback(row.id, row.page, row.fingerprint, row.helpful, row.reason, row.comment, row.day) for row in rows
        )


def count_stopped(day: date) -> None:
    """Add one to the day's count of comments that the guard stopped. Nothing of the comment is known here."""
    with writing() as session:
        statement = insert_into(session, GuardCounter.__table__).values(day=day, count=1)
        session.execute(statement.on_conflict_do_update(index_elements=["day"], set_={"count": GuardCounter.count + 1}))


def stopped() -> Mapping[date, int]:
    """Return the count of stopped comments by day, in order."""
    with reading() as session:
        rows = session.scalars(select(GuardCounter).order_by(GuardCounter.day))
        return {row.day: row.count for row in rows}
