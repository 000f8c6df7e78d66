"""Count refused sign-ins by day. Who tried is not known here, and no name that was typed comes this far."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import delete, select

from careers.storage.database import insert_into, reading, writing
from careers.storage.staff.records import Way
from careers.storage.staff.tables import StaffRefusal

KEPT = timedelta(days=90)


def count(way: Way, day: date) -> None:
    """Count one more, and forget days that are long past."""
    with writing() as session:
        session.execute(delete(StaffRefusal).where(StaffRefusal.day <= day - KEPT))
        new = insert_into(session, StaffRefusal.__table__).values(day=day, way=way.value, count=1)
        more = new.on_conflict_do_update(index_elements=["day", "way"], set_={"count": StaffRefusal.count + 1})
        session.execute(more)


def latest(limit: int = 14) -> tuple[tuple[date, str, int], ...]:
    """Return day, way and number of the latest days with any, the newest first."""
    with reading() as session:
        rows = session.scalars(select(StaffRefusal).order_by(StaffRefusal.day.desc(), StaffRefusal.way).limit(limit))
        return tuple((row.day, row.way, row.count) for row in rows)
