"""How the database is reached: the options of SQLite and PostgreSQL, and no more than a few seconds' wait for either.

SQLite opens an existing file only, with a new connection for each piece of work: a file that vanished is a fault that
is seen, not an empty database that is quietly begun, and one that comes back is used at once.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, make_url

WAIT_SECONDS = 5
BEGIN = "sqlite_begin"

Version = tuple[int, ...]


def journal_mode(version: Version) -> str:
    """Return the journal that is safe in a version of SQLite.

    Versions before 3.51.3 (and the fixed 3.50.7 and 3.44.6) can corrupt a WAL database in a rare race, by SQLite's own
    notice, so they get the rollback journal.
    """
    fixed = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    return "wal" if fixed else "delete"


def address_and_options(database_url: str) -> tuple[str, dict[str, Any]]:
    """Return the address for SQLAlchemy and the options of its engine.

    Parameters never appear in error messages (``hide_parameters``): a comment must not reach a log by that way.
    """
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        path = quote(str(Path(url.database or "").resolve()))
        url = url.set(database=f"file:{path}", query={"mode": "rw", "uri": "true"})
        return url.render_as_string(hide_password=False), {
            "poolclass": NullPool,
            "hide_parameters": True,
            "connect_args": {"timeout": WAIT_SECONDS},
        }
    if url.get_backend_name() == "postgresql":
        milliseconds = WAIT_SECONDS * 1000
        return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False), {
            "hide_parameters": True,
            "pool_pre_ping": True,
            "pool_timeout": WAIT_SECONDS,
            "connect_args": {
                "connect_timeout": WAIT_SECONDS,
                "options": f"-c lock_timeout={milliseconds} -c statement_timeout={milliseconds}",
            },
        }
    raise ValueError(f"the database address starts with {url.drivername}: write sqlite:///FILE or postgresql://...")


def engine_of(database_url: str) -> Engine:
    """Return an engine of its own for whoever needs no application."""
    address, options = address_and_options(database_url)
    engine = create_engine(address, **options)
    watch(engine)
    return engine


def sqlite_file(database_url: str) -> Path | None:
    """Return the file of a SQLite database, ``None`` for another one."""
    url = make_url(database_url)
    return Path(url.database or "").resolve() if url.get_backend_name() == "sqlite" else None


def create_sqlite_file(path: Path) -> None:
    """Create an empty database that only its owner can read; leave one that is there alone. Raises :class:`OSError`."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def watch(engine: Engine) -> None:
    """Set up each new SQLite connection, and begin its transactions in the way the caller asked for."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    for pragma in ("synchronous = FULL", "secure_delete = ON", "foreign_keys = ON", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Take the lock at the start of a transaction that writes; taking it later could fail without a wait."""
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get(BEGIN, 'DEFERRED')}")


def use_safe_journal(engine: Engine) -> None:
    """Give a SQLite database the journal that is safe in this version; it stays with the file."""
    wanted = journal_mode(sqlite3.sqlite_version_info)
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA journal_mode")
        if cursor.fetchone() != (wanted,):
            cursor.execute(f"PRAGMA journal_mode = {wanted}")
    finally:
        raw.close()
