"""Keep feedback on pages, and count the comments that the personal-data guard stopped."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from careers.storage.database import insert_into, reading, writing
from careers.storage.grouped import keep
from careers.storage.models import GuardCounter, PageFeedback
from careers.storage.once import claim
from careers.storage.records import NewFeedback

_INSERT = insert(PageFeedback.__table__)  # type: ignore[arg-type]
_FIELDS = ("page", "fingerprint", "helpful", "reason", "comment", "day")


def record(new: NewFeedback, key: str) -> bool:
    """Keep feedback under its one-time key; tell whether it is new.

    The same key once more completes what is kept, if that was a yes or no alone: who says it at the foot of a page may
    add why, and is counted once. After that a form that is sent again changes nothing.
    """
    own = _id_of(key)

    def work(session: Session) -> bool:
        is_new = claim(session, key, new.day)
        if is_new:
            values = {name: getattr(new, name) for name in _FIELDS}
            session.connection().execute(_INSERT, {"id": own, **values})
            if new.reason or new.comment:
                _claim_completion(session, key, new.day)
        else:
            _complete(session, own, new, key)
        return is_new

    return keep(work)


def _id_of(key: str) -> str:
    """Return the id of what is sent with a key; the mark that the key is used does not lead to it."""
    return hmac.digest(key.encode(), b"page feedback", "sha256").hex()[:32]


def _complete(session: Session, own: str, new: NewFeedback, key: str) -> None:
    """Add to feedback on the same page what a second form says more, once: a comment that was deleted stays deleted."""
    kept = session.get(PageFeedback, own)
    if kept is None or kept.page != new.page:
        return
    is_same = (kept.helpful, kept.reason, kept.comment) == (new.helpful, new.reason, new.comment)
    if not is_same and _claim_completion(session, key, new.day):
        kept.helpful, kept.reason, kept.comment = new.helpful, new.reason, new.comment


def _claim_completion(session: Session, key: str, day: date) -> bool:
    return claim(session, f"{key} completed", day)


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
