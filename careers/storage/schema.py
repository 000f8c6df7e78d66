"""Bring the database to this program's schema when it starts, once, however many processes start together.

Whether there is anything to do is read with one query; the library that does it takes 11 MB and is loaded only then.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from careers.storage.engine import BEGIN, create_sqlite_file, engine_of, sqlite_file, use_safe_journal

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
KNOWN = tuple(sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")))
"""The numbers of the schemas that this program knows, in order: the names of its migrations begin with them."""

PATIENCE_SECONDS = 60
_LOCK = 0x63617265  # any number that nothing else in the database uses for an advisory lock


class SchemaTooNewError(RuntimeError):
    """The database was written by a newer version of this program, so this one must not touch it."""


def upgrade(engine: Engine) -> None:
    """Apply the migrations that are missing, all or none. Raises :class:`SchemaTooNewError`.

    A database that is up to date is only read, so that the site starts on a read-only one. Otherwise the first process
    takes the database's lock and the others find the work done.
    """
    if engine.dialect.name == "sqlite":
        use_safe_journal(engine)
    with engine.connect() as connection:
        if _is_current(connection):
            return
    with engine.connect().execution_options(**{BEGIN: "IMMEDIATE"}) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            for name in ("lock_timeout", "statement_timeout"):
                connection.execute(text(f"SET LOCAL {name} = '{PATIENCE_SECONDS}s'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if not _is_current(connection):
            from careers.storage.migration import migrate

            migrate(connection, MIGRATIONS)


def upgrade_apart(database_url: str) -> None:
    """Do the same in a process of its own, so that a server does not keep the library's memory for good.

    For a program that has one thread yet. What goes wrong is not told: :func:`upgrade` comes upon it after this. Does
    nothing where a program may not be forked safely, on systems other than Linux, nor for a database that is no file:
    who waits in vain for one that cannot be reached should do it once.
    """
    path = sqlite_file(database_url)
    if path is None or sys.platform != "linux":
        return
    child = os.fork()
    if child:
        with suppress(ChildProcessError):  # who started the program may have told the system to forget its children
            os.waitpid(child, 0)
        return
    try:
        create_sqlite_file(path)
        upgrade(engine_of(database_url))
    finally:
        os._exit(0)


def refuse_unknown(present: str | None) -> None:
    """Raise :class:`SchemaTooNewError` for the number of a schema that this program does not know."""
    if present is not None and present not in KNOWN:
        raise SchemaTooNewError(
            f"The database has schema {present}, which this version of the program does not know: a newer version has "
            f"used it. Start that version, or restore a backup made before. This version knows up to {KNOWN[-1]}."
        )


def _is_current(connection: Connection) -> bool:
    has_any = inspect(connection).has_table("alembic_version")
    present = connection.scalar(text("SELECT version_num FROM alembic_version")) if has_any else None
    refuse_unknown(present)
    return present == KNOWN[-1]
