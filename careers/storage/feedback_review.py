"""Questions of editors and HR about feedback: how each version of each page did, its comments, and taking one out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select, update

from careers.storage.database import reading, writing
from careers.storage.models import PageFeedback
from careers.storage.records import Feedback
from careers.storage.staff import audit
from careers.storage.staff.records import Action, Event

Row = PageFeedback


@dataclass(frozen=True, slots=True)
class Tally:
    """How one version of a page did. ``reasons`` counts those who chose one; ``first`` and ``last`` are days."""

    page: str
    fingerprint: str
    helpful: int
    unhelpful: int
    reasons: Mapping[str, int]
    comments: int
    first: date
    last: date

    @property
    def total(self) -> int:
        """Return how many answered."""
        return self.helpful + self.unhelpful


def tallies(since: date | None = None, page: str | None = None) -> tuple[Tally, ...]:
    """Return the tally of each version of each page (or of one), from the day ``since`` on, without reading comments."""
    conditions: list[ColumnElement[bool]] = []
    if since:
        conditions.append(Row.day >= since)
    if page is not None:
        conditions.append(Row.page == page)
    version = (Row.page, Row.fingerprint)
    answers = (*version, Row.helpful, Row.reason)
    with reading() as session:
        counted = select(*answers, func.count(), func.min(Row.day), func.max(Row.day))
        groups = session.execute(counted.where(*conditions).group_by(*answers)).all()
        commented = select(*version, func.count()).where(Row.comment.is_not(None), *conditions).group_by(*version)
        comments = {(page, fingerprint): number for page, fingerprint, number in session.execute(commented)}
    votes, reasons = Counter[tuple[str, str, bool]](), dict[tuple[str, str], Counter[str]]()
    days: dict[tuple[str, str], list[date]] = {}
    for path, fingerprint, helpful, reason, number, first, last in groups:
        votes[path, fingerprint, helpful] += number
        days.setdefault((path, fingerprint), []).extend((first, last))
        chosen = reasons.setdefault((path, fingerprint), Counter())
        if reason:
            chosen[reason] += number
    return tuple(
        Tally(*key, votes[*key, True], votes[*key, False], reasons[key], comments.get(key, 0), min(when), max(when))
        for key, when in days.items()
    )


def comments(
    page: str | None = None,
    *,
    fingerprint: str | None = None,
    since: date | None = None,
    offset: int = 0,
    limit: int = 20,
) -> tuple[Feedback, ...]:
    """Return comments, the latest day first."""
    query = select(Row).where(*_commented(page, fingerprint, since)).order_by(Row.day.desc(), Row.id)
    with reading() as session:
        return tuple(
            Feedback(row.id, row.page, row.fingerprint, row.helpful, row.reason, row.comment, row.day)
            for row in session.scalars(query.offset(offset).limit(limit))
        )


def count_comments(page: str | None = None, *, since: date | None = None) -> int:
    """Return how many comments there are."""
    with reading() as session:
        return session.scalar(select(func.count()).where(*_commented(page, None, since))) or 0


def delete_comment(comment_id: str, page: str, *, by: str, now: datetime) -> bool:
    """Take a comment out of the feedback on a page; tell whether it was there.

    Whether the page helped, and why, stays counted. The audit learns who did it on which page, and not a word of it.
    """
    with writing() as session:
        statement = update(Row).where(Row.id == comment_id, Row.page == page, Row.comment.is_not(None))
        gone = session.execute(statement.values(comment=None).returning(Row.id)).first() is not None
        if gone:
            audit.add(session, Event(by, Action.COMMENT_DELETED, page), now)
        return gone


def _commented(page: str | None, fingerprint: str | None, since: date | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Row.comment.is_not(None)]
    if page is not None:
        conditions.append(Row.page == page)
    if fingerprint is not None:
        conditions.append(Row.fingerprint == fingerprint)
    if since:
        conditions.append(Row.day >= since)
    return conditions
