"""Bring the database to this program's schema when it starts, once, however many processes start together."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from careers.storage.engine import BEGIN, use_safe_journal

MIGRATIONS = Path(__file__).resolve().parent / "migrations"
PATIENCE_SECONDS = 60
_LOCK = 0x63617265  # any number that nothing else in the database uses for an advisory lock


class SchemaTooNewError(RuntimeError):
    """The database was written by a newer version of this program, so this one must not touch it."""


def upgrade(engine: Engine) -> None:
    """Apply the migrations that are missing, all or none. Raises :class:`SchemaTooNewError`.

    A database that is up to date is only read, so that the site starts on a read-only one. Otherwise the first process
    takes the database's lock and the others find the work done.
    """
    config = _alembic()
    scripts = ScriptDirectory.from_config(config)
    if engine.dialect.name == "sqlite":
        use_safe_journal(engine)
    with engine.connect() as connection:
        if _is_current(connection, scripts):
            return
    with engine.connect().execution_options(**{BEGIN: "IMMEDIATE"}) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            for name in ("lock_timeout", "statement_timeout"):
                connection.execute(text(f"SET LOCAL {name} = '{PATIENCE_SECONDS}s'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if not _is_current(connection, scripts):
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def refuse_unknown(present: str | None) -> None:
    """Raise :class:`SchemaTooNewError` for the number of a schema that this program does not know."""
    _refuse_unknown(present, ScriptDirectory.from_config(_alembic()))


def _alembic() -> AlembicConfig:
    config = AlembicConfig(str(MIGRATIONS / "alembic.ini"))
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _is_current(connection: Connection, scripts: ScriptDirectory) -> bool:
    present = MigrationContext.configure(connection).get_current_revision()
    _refuse_unknown(present, scripts)
    return present == scripts.get_current_head()


def _refuse_unknown(present: str | None, scripts: ScriptDirectory) -> None:
    known = {script.revision for script in scripts.walk_revisions()}
    if present is not None and present not in known:
        raise SchemaTooNewError(
            f"The database has schema {present}, which this version of the program does not know: a newer version has "
            f"used it. Start that version, or restore a backup made before. This version knows up to "
            f"{scripts.get_current_head()}."
        )
