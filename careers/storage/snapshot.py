"""Read the database as it is at one moment, for as long as it takes, while others write.

In PostgreSQL that is a transaction of its own kind. SQLite would make every writer wait until the last row was read, so the
file is copied page by page, which takes a fraction of a second, and read from the copy. The copy has no name: it is gone
when this process ends, however it ends.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import current_app
from sqlalchemy import Engine, StaticPool, create_engine
from sqlalchemy.orm import Session

from careers.storage import database
from careers.storage.database import UnavailableError
from careers.storage.models import db

_AS_COPY = ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY")
_FORMAT, _ROLLBACK, _COUNTER = 18, b"\x01\x01", 24
"""Places in the file's header (sqlite.org/fileformat2.html, 1.3): which kind of journal, and the count of changes."""


@contextmanager
def one_moment() -> Iterator[None]:
    """Let every :func:`~careers.storage.database.reading` inside see the database as it is now.

    Writing inside goes to the database itself. Raises :class:`~careers.storage.database.UnavailableError`.
    """
    database.make_ready()
    with _engine() as engine, Session(engine) as session:
        if engine.dialect.name == "postgresql":
            with database.faults():
                session.connection(
                    execution_options={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
                )
        token = database.MOMENT.set(session)
        try:
            yield
        finally:
            database.MOMENT.reset(token)


@contextmanager
def _engine() -> Iterator[Engine]:
    if db.engine.dialect.name == "postgresql":
        yield db.engine
        return
    copy = _copy(current_app.extensions[database.NAME].config.instance)
    engine = create_engine("sqlite://", creator=lambda: copy, poolclass=StaticPool, hide_parameters=True)
    try:
        yield engine
    finally:
        engine.dispose()
        copy.close()


def _copy(folder: Path) -> sqlite3.Connection:
    """Return a connection to a copy of the database in a file without a name."""
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".moment-") as file:  # readable by its owner only
            copy = sqlite3.connect(file.name, isolation_level=None, check_same_thread=False)
            for pragma in _AS_COPY:
                copy.execute(f"PRAGMA {pragma}")
            pages = os.dup(file.fileno())
        source = db.engine.raw_connection()
        try:
            driver = source.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            driver.backup(copy, progress=_stop_when_locked)
            _forget_wal(pages)
        finally:
            os.close(pages)
            source.close()
    except sqlite3.Error as error:
        raise UnavailableError(error.sqlite_errorname if hasattr(error, "sqlite_errorname") else "copy") from None
    except OSError as error:
        raise UnavailableError(type(error).__name__) from None
    return copy


def _forget_wal(pages: int) -> None:
    """Tell a copy that it has no WAL, whatever the database has: a file without a name can have no file beside it."""
    os.pwrite(pages, _ROLLBACK, _FORMAT)
    os.pwrite(pages, os.urandom(4), _COUNTER)  # so that the connection reads the header again


def _stop_when_locked(status: int, _remaining: int, _total: int) -> None:
    """Give up when the lock could not be had within the usual wait; the driver would try for ever."""
    if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        raise sqlite3.OperationalError("database is locked")
