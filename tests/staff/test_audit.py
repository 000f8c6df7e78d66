"""The audit: lines are added, never changed, and hold nothing about visitors."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import text

from careers.storage.database import UnavailableError, writing
from careers.storage.staff import audit
from careers.storage.staff.records import Action, Event, Role
from careers.storage.staff.tables import StaffAudit
from tests.conftest import NOON
from tests.html import words
from tests.staff.conftest import Join

ATTACKS = (
    "UPDATE staff_audit SET who = 'nobody'",
    "DELETE FROM staff_audit",
    "DELETE FROM staff_audit WHERE number = 1",
    "INSERT OR REPLACE INTO staff_audit VALUES (1, 0, 'nobody', 'nothing', '')",
    "REPLACE INTO staff_audit VALUES (1, 0, 'nobody', 'nothing', '')",
    "TRUNCATE staff_audit",
    "INSERT INTO staff_audit VALUES (1, 0, 'nobody', 'nothing', '') ON CONFLICT (number) DO UPDATE SET who = 'nobody'",
)


def test_database_refuses_to_change_or_delete_a_line(any_site: Flask) -> None:
    with any_site.app_context():
        audit.record(Event("sam.jones", Action.EXPORTED, "12 rows"), NOON)
        for attack in ATTACKS:
            with pytest.raises(UnavailableError), writing() as session:
                session.execute(text(attack))
        assert [(e.number, e.who, e.detail) for e in audit.everything()] == [(1, "sam.jones", "12 rows")]


def test_every_action_fits_its_column() -> None:
    """SQLite would take longer words, PostgreSQL would not."""
    width = StaffAudit.__table__.columns["action"].type.length
    assert len(Action) > 5
    assert max(len(action) for action in Action) <= width


def test_lines_are_numbered_without_gaps_even_when_written_together(any_site: Flask) -> None:
    def write(number: int) -> None:
        with any_site.app_context():
            audit.record(Event(f"colleague-{number}", Action.EXPORTED), NOON)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(20)))
    with any_site.app_context():
        assert [entry.number for entry in audit.everything()] == list(range(1, 21))


def test_administrator_sees_the_newest_first_page_by_page(signed_in: Join) -> None:
    sam = signed_in(Role.ADMIN)
    with sam.app.app_context():
        for number in range(150):
            audit.record(Event("kim.lee", Action.EXPORTED, f"{number} <rows>"), NOON)
    first = sam.get("/staff/audit/")
    rows = [[words(cell) for cell in row] for row in first.one("tbody").iter("tr")]
    assert len(rows) == 100
    assert rows[0] == ["153", "22 November 2026, 12:00", "kim.lee", "exported", "149 <rows>"]
    second = sam.get("/staff/audit/?page=2")
    assert words(second.one("tbody")).endswith("account addedsam.jones, admin")
    for page in ("0", "3", "x", "-1", "²", "9" * 30):
        sam.get(f"/staff/audit/?page={page}", 404)
