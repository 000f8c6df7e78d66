"""Keep the statistics of a quarter as they were first exported, so that nobody can compare two counts of the same people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from careers.storage.database import insert_into, reading, writing
from careers.storage.staff.tables import LABEL_LIMIT, StaffStatistic


@dataclass(frozen=True, slots=True)
class Line:
    """One guarded count: what is counted by, which group, and what is published."""

    title: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The statistics of a quarter and the day on which they were counted."""

    counted_on: date
    lines: tuple[Line, ...]


def kept(quarter: str) -> Kept | None:
    """Return the statistics of a quarter if they were exported before."""
    with reading() as session:
        return _kept(session, quarter)


def kept_quarters() -> tuple[str, ...]:
    """Return every quarter whose statistics are kept, the newest first."""
    with reading() as session:
        return tuple(session.scalars(select(StaffStatistic.quarter).distinct().order_by(StaffStatistic.quarter.desc())))


def keep(quarter: str, counted_on: date, lines: Sequence[Line]) -> Kept:
    """Keep the statistics of a quarter unless somebody was first, and return what is kept."""
    with writing() as session:
        rows = [
            {
                "quarter": quarter,
                "line": number,
                "counted_on": counted_on,
                "title": line.title[:LABEL_LIMIT],
                "label": line.label[:LABEL_LIMIT],
                "text": line.text,
            }
            for number, line in enumerate(lines)
        ]
        first = insert_into(session, StaffStatistic.__table__).values(rows[0]).on_conflict_do_nothing()
        if session.execute(first.returning(StaffStatistic.line)).first() is not None:
            session.add_all(StaffStatistic(**row) for row in rows[1:])
            session.flush()
        found = _kept(session, quarter)
        assert found is not None
        return found


def _kept(session: Session, quarter: str) -> Kept | None:
    query = select(StaffStatistic).where(StaffStatistic.quarter == quarter).order_by(StaffStatistic.line)
    rows = session.scalars(query).all()
    if not rows:
        return None
    return Kept(rows[0].counted_on, tuple(Line(row.title, row.label, row.text) for row in rows))
