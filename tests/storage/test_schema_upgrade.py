"""The database comes up to date by itself, whoever starts first, and a newer one is left alone."""

from __future__ import annotations

import multiprocessing
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import Migrate
from sqlalchemy import inspect, text

from careers.storage import database, expressions
from careers.storage.engine import address_and_options, journal_mode
from careers.storage.models import db
from careers.storage.schema import KNOWN, MIGRATIONS, SchemaTooNewError
from tests.storage.conftest import make_app


def start(url: str, folder: Path, results: multiprocessing.Queue[str]) -> None:
    """Start the application in a process of its own."""
    try:
        app = make_app(url, folder)
        with app.app_context():
            ready = app.extensions["careers.storage"].is_ready
            results.put("ready" if ready and expressions.find("none") is None else "not ready")
    except Exception as error:
        results.put(repr(error))


def test_processes_that_start_together_upgrade_once(database_url: str, tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    results: multiprocessing.Queue[str] = context.Queue()
    processes = [context.Process(target=start, args=(database_url, tmp_path, results)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [results.get(timeout=60) for _ in processes] == ["ready"] * 4


UPGRADED = """
import sys
from careers.storage.schema import KNOWN, upgrade_apart
from careers.storage.engine import engine_of
upgrade_apart(sys.argv[1])
with engine_of(sys.argv[1]).connect() as connection:
    assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == KNOWN[-1]
assert "alembic" not in sys.modules
print("upgraded")
"""


@pytest.mark.parametrize("children", ["watched", "ignored"])
def test_a_server_does_not_keep_the_memory_of_what_upgraded_its_database(tmp_path: Path, children: str) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'careers.sqlite3'}"
    before = "import signal; signal.signal(signal.SIGCHLD, signal.SIG_IGN)\n" if children == "ignored" else ""
    said = subprocess.run([sys.executable, "-c", before + UPGRADED, url], check=True, capture_output=True, text=True)
    assert said.stdout == "upgraded\n"


FAILED = """
import sys
from pathlib import Path
from sqlalchemy import create_engine
from careers.storage.schema import SchemaTooNewError, upgrade, upgrade_apart
folder = Path(sys.argv[1])
(folder / "file").touch()
upgrade_apart(f"sqlite:///{folder / 'file' / 'careers.sqlite3'}")
newer = f"sqlite:///{folder / 'newer.sqlite3'}"
upgrade_apart(newer)
engine = create_engine(newer)
with engine.begin() as connection:
    connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
upgrade_apart(newer)
try:
    upgrade(engine)
except SchemaTooNewError:
    print("told once")
"""


def test_what_keeps_a_server_from_upgrading_is_told_by_the_server_and_not_by_its_child(tmp_path: Path) -> None:
    said = subprocess.run([sys.executable, "-c", FAILED, str(tmp_path)], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout, said.stderr) == (0, "told once\n", "")


def test_newer_schema_is_refused_in_plain_words(app: Flask, database_url: str, tmp_path: Path) -> None:
    with db.engine.connect() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()
    with pytest.raises(SchemaTooNewError, match=r"schema 9999.*newer version"):
        make_app(database_url, tmp_path)
    with db.engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


def test_starting_again_changes_nothing(app: Flask, database_url: str, tmp_path: Path) -> None:
    before = inspect(db.engine).get_table_names()
    again = make_app(database_url, tmp_path)
    with again.app_context():
        assert inspect(db.engine).get_table_names() == before
        db.engine.dispose()


def test_migrations_can_be_undone(app: Flask) -> None:
    Migrate(app, db, directory=str(MIGRATIONS))
    config = app.extensions["migrate"].migrate.get_config()
    command.downgrade(config, "base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]
    command.upgrade(config, "head")
    assert "choice" in inspect(db.engine).get_table_names()


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "delete"),
        ((3, 44, 5), "delete"),
        ((3, 44, 6), "wal"),
        ((3, 45, 0), "delete"),
        ((3, 50, 6), "delete"),
        ((3, 50, 7), "wal"),
        ((3, 51, 2), "delete"),
        ((3, 51, 3), "wal"),
        ((3, 52, 0), "wal"),
    ],
)
def test_journal_is_the_one_that_is_safe(version: tuple[int, ...], mode: str) -> None:
    assert journal_mode(version) == mode


def test_sqlite_is_set_up_to_lose_nothing_and_to_keep_nothing_deleted(sqlite_url: str, tmp_path: Path) -> None:
    app = make_app(sqlite_url, tmp_path)
    with app.app_context(), db.engine.connect() as connection:
        found = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "temp_store", "busy_timeout")
        }
    assert found == {
        "journal_mode": journal_mode(sqlite3.sqlite_version_info),
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "temp_store": 2,
        "busy_timeout": 5000,
    }


def test_new_file_is_for_its_owner_only(sqlite_url: str, tmp_path: Path) -> None:
    make_app(sqlite_url, tmp_path)
    assert stat.S_IMODE((tmp_path / "careers.sqlite3").stat().st_mode) == 0o600


def test_names_with_odd_characters_work(tmp_path: Path) -> None:
    path = tmp_path / "100% ours, #1 é" / "data.sqlite3"
    app = make_app(f"sqlite:///{path}", tmp_path)
    assert app.extensions["careers.storage"].is_ready
    assert path.exists()


def test_other_databases_are_refused_with_what_to_write() -> None:
    with pytest.raises(ValueError, match="write sqlite:///FILE or postgresql"):
        address_and_options("mysql://localhost/careers")


def test_values_never_reach_the_message_of_a_fault(app: Flask) -> None:
    from careers.storage.records import NewExpression  # noqa: PLC0415
    from tests.storage.test_records_are_kept import DAY  # noqa: PLC0415

    expressions.record(NewExpression("AAAA", "one", {}, DAY, 1, ""), "key")
    with pytest.raises(database.UnavailableError) as caught:
        expressions.record(NewExpression("AAAA", "two", {}, DAY, 1, ""), "another key")
    assert "AAAA" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_the_names_of_the_migrations_are_their_numbers() -> None:
    config = AlembicConfig(str(MIGRATIONS / "alembic.ini"))
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert {script.revision for script in scripts.walk_revisions()} == set(KNOWN)
    assert scripts.get_current_head() == KNOWN[-1]
