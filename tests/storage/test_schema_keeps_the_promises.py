"""The database holds what the definition says, and nothing that leads back to a person or a moment."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Boolean, Date, Integer, String, inspect, text

from careers.storage import expressions, page_feedback
from careers.storage.definition import DEFINITION, KEPT_TWO_DAYS, NOT_ABOUT_VISITORS, TABLES, Nature, privacy_notice
from careers.storage.models import Base, db
from careers.storage.records import COMMENT_LIMIT, NewExpression, NewFeedback
from careers.storage.retention import rewrite
from careers.storage.staff.definition import STAFF_DEFINITION
from careers.storage.staff.definition import TABLES as STAFF_TABLES

DAY = date(2026, 11, 22)
OURS = "alembic_version"

pytestmark = pytest.mark.usefixtures("app")


def columns() -> dict[tuple[str, str], object]:
    """Return the type of every column that is really there."""
    inspector = inspect(db.engine)
    tables = [table for table in inspector.get_table_names() if table != OURS]
    assert len(tables) > 3
    return {(table, column["name"]): column["type"] for table in tables for column in inspector.get_columns(table)}


def visitors_columns() -> dict[tuple[str, str], object]:
    """Return the type of every column in a table that visitors' answers go into, or that is nobody's."""
    found = {place: kind for place, kind in columns().items() if place[0] not in STAFF_TABLES}
    assert len(found) > 15
    return found


def test_every_column_is_described_and_every_description_has_a_column() -> None:
    described = [(column.table, column.name) for column in (*DEFINITION, *STAFF_DEFINITION)]
    assert len(described) == len(set(described))
    assert set(described) == columns().keys()
    assert {column.table for column in DEFINITION} == TABLES.keys()
    assert {column.table for column in STAFF_DEFINITION} == STAFF_TABLES.keys()


def test_tables_of_colleagues_and_of_visitors_know_nothing_of_each_other() -> None:
    colleagues = {Nature.COLLEAGUE, Nature.MOMENT}
    assert not [column for column in DEFINITION if column.nature in colleagues]
    assert not TABLES.keys() & STAFF_TABLES.keys()
    inspector = inspect(db.engine)
    keys = [(t, k["referred_table"]) for t in Base.metadata.tables for k in inspector.get_foreign_keys(t)]
    assert len(keys) > 2
    assert all((mine in STAFF_TABLES) == (other in STAFF_TABLES) for mine, other in keys)


def test_models_and_migrations_agree() -> None:
    modelled = {(table.name, column.name) for table in Base.metadata.tables.values() for column in table.columns}
    assert modelled == columns().keys()
    inspector = inspect(db.engine)
    for table in Base.metadata.tables.values():
        there = {column["name"]: column for column in inspector.get_columns(table.name)}
        for column in table.columns:
            assert there[column.name]["nullable"] == column.nullable, column
            assert str(there[column.name]["type"]) == str(column.type.compile(db.engine.dialect)), column
        indexed = {tuple(index["column_names"]) for index in inspector.get_indexes(table.name)}
        assert {tuple(column.name for column in index.columns) for index in table.indexes} <= indexed


def test_comment_is_the_only_free_text() -> None:
    free = [(column.table, column.name) for column in DEFINITION if column.nature is Nature.FREE_TEXT]
    assert free == [("page_feedback", "comment")]
    for place, kind in columns().items():
        if isinstance(kind, String):
            assert kind.length is not None, f"{place} has no limit"
            assert kind.length <= (COMMENT_LIMIT if place in free else 200)


def test_nothing_is_finer_than_a_day() -> None:
    natures = {(column.table, column.name): column.nature for column in DEFINITION}
    for place, kind in visitors_columns().items():
        assert isinstance(kind, (String, Integer, Boolean, Date)), f"{place} could hold a time or something opaque"
        assert (natures[place] is Nature.DAY) == isinstance(kind, Date), place


def test_no_column_is_for_an_address_an_agent_or_a_name() -> None:
    suspicious = ("ip", "addr", "agent", "refer", "mail", "phone", "name", "cookie", "session", "time", "created")
    allowed = {
        ("expression_of_interest", "address_hash"),
        ("expression_of_interest", "reference"),
        ("choice", "reference"),
    }
    found = {place for place in visitors_columns() if any(word in place[1].lower() for word in suspicious)}
    assert found == allowed


def test_keys_are_random_and_no_column_counts_up() -> None:
    inspector = inspect(db.engine)
    for table in Base.metadata.tables:
        for column in inspector.get_columns(table):
            assert not column.get("autoincrement") or db.engine.dialect.name == "sqlite", (table, column["name"])
            assert not str(column.get("default") or "").startswith("nextval")
            assert "identity" not in column
    natures = {(c.table, c.name): c.nature for c in DEFINITION}
    keys = {
        (t.name, c.name)
        for t in Base.metadata.tables.values()
        for c in t.primary_key.columns
        if t.name not in STAFF_TABLES
    }
    closed = {Nature.RANDOM, Nature.DAY, Nature.CHOICE}
    assert {natures[key] for key in keys} <= closed


def keep_in_order(count: int) -> tuple[list[str], list[str]]:
    """Keep ``count`` of both; return the references and the pages, in the order in which they came."""
    generator = random.Random(7)
    references = [f"{generator.randrange(10**12):012d}" for _ in range(count)]
    pages = [f"/page-{number}/" for number in range(count)]
    for number, (reference, page) in enumerate(zip(references, pages, strict=True)):
        new = NewExpression(reference, f"address {number}", {"roles": ("a",)}, DAY, 1, "")
        assert expressions.record(new, f"key {number}")
        assert page_feedback.record(NewFeedback(page, "f", True, None, None, DAY), f"feedback {number}")
    return references, pages


def natural_order(query: str) -> list[str]:
    with db.engine.connect() as connection:
        return [row[0] for row in connection.execute(text(query))]


def agreement(first: list[str], second: list[str]) -> float:
    """Return how far two orders agree, from -1 (opposite) over 0 (not at all) to 1 (the same), by Kendall's tau."""
    places = {item: place for place, item in enumerate(second)}
    pairs = [(a, b) for i, a in enumerate(first) for b in first[i + 1 :]]
    return sum(1 if places[a] < places[b] else -1 for a, b in pairs) / len(pairs)


def test_order_of_rows_says_nothing_about_the_order_in_which_they_came() -> None:
    references, pages = keep_in_order(150)
    rewrite()
    stored_references = natural_order("SELECT reference FROM expression_of_interest")
    stored_pages = natural_order("SELECT page FROM page_feedback")
    assert sorted(stored_references) == sorted(references)
    assert sorted(stored_pages) == sorted(pages)
    assert abs(agreement(references, stored_references)) < 0.25
    assert abs(agreement(pages, stored_pages)) < 0.25


def test_engines_own_row_numbers_say_nothing_either() -> None:
    references, _ = keep_in_order(100)
    rewrite()
    if db.engine.dialect.name == "postgresql":
        for table in ("expression_of_interest", "choice", "page_feedback", "submission_key"):
            assert len(set(natural_order(f"SELECT xmin::text FROM {table}"))) == 1
        by_place = natural_order("SELECT reference FROM expression_of_interest ORDER BY ctid")
        assert by_place == sorted(references)
        return
    for table in Base.metadata.tables:
        with db.engine.connect() as connection, pytest.raises(Exception, match="no such column: rowid"):
            connection.execute(text(f"SELECT rowid FROM {table}"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_bytes_of_the_file_do_not_lie_in_the_order_in_which_they_came(app: Flask) -> None:
    references, _ = keep_in_order(100)
    rewrite()
    raw = app.extensions["careers.storage"].config.effective_database_url.removeprefix("sqlite:///")
    content = Path(raw).read_bytes()
    places = {reference: content.index(reference.encode()) for reference in references}
    assert abs(agreement(references, sorted(references, key=places.__getitem__))) < 0.25


def test_privacy_notice_tells_everything_that_is_kept_and_for_how_long() -> None:
    tables = list(privacy_notice(12))
    told = {row.what for table in tables for row in table.rows}
    expected = {
        column.what
        for column in DEFINITION
        if column.table not in NOT_ABOUT_VISITORS and (column.table, column.name) != ("choice", "reference")
    }
    assert {"housekeeping", "option_letter"} == NOT_ABOUT_VISITORS
    assert told == expected
    assert {table.kept_for for table in tables} == {"12 months", "2 days"}
    assert {table.kept_for for table in privacy_notice(1)} == {"1 month", "2 days"}
    assert TABLES.keys() >= KEPT_TWO_DAYS
