"""Sessions: every piece of work is one short transaction that is kept whole or not at all.

Whatever goes wrong with the database becomes :class:`UnavailableError`, whose message never holds a value. The site
starts and serves its pages without a database; the next piece of work tries again.
"""

from __future__ import annotations

import logging
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock, RLock

from flask import Flask, current_app
from sqlalchemy import FromClause
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, TimeoutError
from sqlalchemy.orm import Session

from careers.config import Config
from careers.storage.engine import BEGIN, WAIT_SECONDS, address_and_options, create_sqlite_file, sqlite_file, watch
from careers.storage.models import db
from careers.storage.schema import MIGRATIONS, SchemaTooNewError, upgrade
from careers.storage.staff import tables as _staff_tables  # noqa: F401 - so that the metadata knows them

NAME = "careers.storage"
MOMENT: ContextVar[Session | None] = ContextVar("moment", default=None)
"""The session of a moment that is being read, which :mod:`careers.storage.snapshot` sets."""
log = logging.getLogger(__name__)
_WRITER = RLock()


class UnavailableError(Exception):
    """The database cannot do its work now, and nothing of it was kept. The message names the fault, never a value."""


@dataclass(slots=True)
class Readiness:
    """Whether this process has found the schema in order."""

    config: Config
    is_ready: bool = False
    lock: Lock = field(default_factory=Lock)


def init(app: Flask, config: Config) -> None:
    """Connect ``app`` to its database and bring the schema up to date.

    Raises :class:`~careers.storage.schema.SchemaTooNewError`. A database that cannot be used is logged and tried again
    later.
    """
    address, options = address_and_options(config.effective_database_url)
    app.config["SQLALCHEMY_DATABASE_URI"] = address
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    if "flask_migrate" in sys.modules:  # loaded by Flask's own command line, for whoever writes a migration
        sys.modules["flask_migrate"].Migrate(app, db, directory=str(MIGRATIONS))
    app.extensions[NAME] = Readiness(config)
    with app.app_context():
        watch(db.engine)
        try:
            make_ready()
        except UnavailableError as fault:
            log.error("the database cannot be used yet, the forms will answer 503: %s", fault)
        except SchemaTooNewError:
            db.engine.dispose()
            raise


def begin(app: Flask) -> None:
    """Make the connections of this process its own: those of the process that it was forked from stay with that."""
    with app.app_context():
        db.engine.dispose(close=False)


def close(app: Flask) -> None:
    """Close the connections that wait to be used again, as a process that is forked must not find them open."""
    with app.app_context():
        db.engine.dispose()


def is_a_file(config: Config) -> bool:
    """Tell whether the database is a file of this machine, which no other program keeps busy."""
    return sqlite_file(config.effective_database_url) is not None


def make_ready() -> None:
    """Bring the schema up to date unless this process has done so. Raises :class:`UnavailableError`."""
    readiness: Readiness = current_app.extensions[NAME]
    if readiness.is_ready:
        return
    with readiness.lock, faults():
        if not readiness.is_ready:
            path = sqlite_file(readiness.config.effective_database_url)
            if path:
                create_sqlite_file(path)
            upgrade(db.engine)
            readiness.is_ready = True


@contextmanager
def reading() -> Iterator[Session]:
    """Give a session for queries, of the present or of :func:`careers.storage.snapshot.one_moment`.

    Raises :class:`UnavailableError`.
    """
    moment = MOMENT.get()
    if moment is None:
        with _session("DEFERRED") as session:
            yield session
    else:
        with faults():
            yield moment


@contextmanager
def writing() -> Iterator[Session]:
    """Give a session whose changes are committed at the end, or all undone. Raises :class:`UnavailableError`."""
    with _turn(), _session("IMMEDIATE") as session:
        yield session
        session.commit()


@contextmanager
def _turn() -> Iterator[None]:
    """Let the threads of this process write to SQLite one after the other. Raises :class:`UnavailableError`.

    SQLite lets one write as well, but whoever finds it taken there sleeps, ever longer, and may be passed by others.
    """
    if db.engine.dialect.name != "sqlite":
        yield
        return
    if not _WRITER.acquire(timeout=WAIT_SECONDS):
        raise UnavailableError("every writer waits")
    try:
        yield
    finally:
        _WRITER.release()


@contextmanager
def _session(begin: str) -> Iterator[Session]:
    make_ready()
    try:
        with faults():
            db.session.connection(execution_options={BEGIN: begin})
            yield db.session()
    finally:
        db.session.remove()


@contextmanager
def faults() -> Iterator[None]:
    """Turn faults into :class:`UnavailableError`, without their cause: drivers put values into their messages."""
    try:
        yield
    except DBAPIError as error:
        original = error.orig
        code = getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None)
        raise UnavailableError(code or type(original).__name__) from None
    except sqlite3.Error as error:  # of a statement that SQLAlchemy does not stand between, such as VACUUM
        raise UnavailableError(getattr(error, "sqlite_errorname", None) or type(error).__name__) from None
    except (TimeoutError, OSError) as error:
        raise UnavailableError(type(error).__name__) from None


def insert_into(session: Session, table: FromClause) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT for the session's database, with ``on_conflict_do_nothing`` and ``..._do_update``."""
    return sqlite.insert(table) if session.get_bind().dialect.name == "sqlite" else postgresql.insert(table)  # type: ignore[arg-type]
