"""A program killed while it brings the database up to date leaves the old schema or the new one, and every row."""

from __future__ import annotations

import random
from pathlib import Path
from time import perf_counter

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from sqlalchemy import Engine, NullPool, create_engine, text

from careers.storage.engine import BEGIN, address_and_options, create_sqlite_file, sqlite_file, watch
from careers.storage.schema import MIGRATIONS, upgrade
from tests.faults.killing import killed
from tests.storage.databases import database_url, postgresql_server

__all__ = ["database_url", "postgresql_server"]

FIRST = "0001"
ROWS = 300


def engine_for(url: str) -> Engine:
    address, options = address_and_options(url)
    engine = create_engine(address, **{k: v for k, v in options.items() if k == "connect_args"}, poolclass=NullPool)
    watch(engine)
    return engine


def old_database(url: str) -> None:
    """Make a database as the first version of the program left it, with rows."""
    path = sqlite_file(url)
    if path:
        create_sqlite_file(path)
    config = AlembicConfig(str(MIGRATIONS / "alembic.ini"))
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine_for(url).connect().execution_options(**{BEGIN: "IMMEDIATE"}) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, f"{FIRST}")
        for number in range(ROWS):
            connection.execute(
                text(
                    "INSERT INTO expression_of_interest (reference, address_hash, day, form_version, started_from, hr_stage)"
                    " VALUES (:r, :a, '2026-11-22', 1, '', 'new')"
                ),
                {"r": f"{number:014d}", "a": f"{number:064d}"},
            )


def back_to_old(url: str) -> None:
    config = AlembicConfig(str(MIGRATIONS / "alembic.ini"))
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine_for(url).connect().execution_options(**{BEGIN: "IMMEDIATE"}) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.downgrade(config, f"{FIRST}")


def state(url: str) -> tuple[str, int]:
    """Return the schema and the count of rows; fail when a SQLite file is damaged."""
    with engine_for(url).connect() as connection:
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        version = connection.scalar(text("SELECT version_num FROM alembic_version"))
        count = connection.scalar(text("SELECT count(*) FROM expression_of_interest"))
        return str(version), int(count or 0)


@pytest.mark.parametrize("rounds", [pytest.param(8, id="short"), pytest.param(100, id="long", marks=pytest.mark.soak)])
def test_killed_upgrade_is_all_or_nothing(database_url: str, rounds: int, tmp_path: Path) -> None:
    old_database(database_url)
    old = state(database_url)[0]
    start = perf_counter()
    assert not killed(lambda: upgrade(engine_for(database_url)), 60), "it takes for ever"
    usual = perf_counter() - start  # of a copy of this process, which is slower than the process itself
    new = state(database_url)[0]
    assert new != old
    chance, seen = random.Random(7), set()
    for _ in range(rounds):
        back_to_old(database_url)
        killed(lambda: upgrade(engine_for(database_url)), chance.uniform(0, usual * 1.2))
        found, count = state(database_url)
        assert found in {old, new}
        assert count == ROWS
        seen.add(found)
        upgrade(engine_for(database_url))
        assert state(database_url) == (new, ROWS), "the next start finishes what was begun"
    if rounds > 50:
        assert seen == {old, new}, "the kills fell on one side only"
