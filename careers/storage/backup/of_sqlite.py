"""Backups of SQLite: a copy in the order of the keys, put back through SQLite's own locks.

VACUUM INTO writes the state of one moment while others go on, and lays the rows in the order of their random keys, so
that a backup of the middle of a day tells no more than the database does after its nightly tidying. Putting back uses
SQLite's backup interface: one transaction, which a killed process leaves undone. Sources: sqlite.org/lang_vacuum.html,
sqlite.org/c3ref/backup_finish.html.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from careers.storage.backup.archive import BackupError, settle
from careers.storage.schema import PATIENCE_SECONDS

SUFFIX = ".sqlite3"
_BESIDE = ("", "-journal", "-wal", "-shm")


def write(source: Path, target: Path) -> None:
    """Write a checked copy of the database into ``target``. Raises :class:`BackupError`."""
    with _open(source, "ro") as connection:
        connection.execute("VACUUM INTO ?", [str(target)])
    check(target)


def check(file: Path) -> None:
    """Read the whole of a backup: its pages, its indexes, and what refers to what. Raises :class:`BackupError`."""
    with _open(file, "ro") as connection:
        faults = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        lost = connection.execute("PRAGMA foreign_key_check").fetchall()
    if faults != ["ok"] or lost:
        raise BackupError(f"{file} is damaged: {faults[0] if faults != ['ok'] else 'rows refer to rows that are gone'}")


def revision(file: Path) -> str | None:
    """Return the number of the schema in a backup. Raises :class:`BackupError`."""
    with _open(file, "ro") as connection:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else None


def put_back(file: Path, target: Path) -> None:
    """Make the database what the backup is, in one transaction; a target that is no database is set aside first.

    Raises :class:`BackupError`; the database is then what it was.
    """
    if target.exists() and not _is_database(target):
        set_aside(target)
    with _open(file, "ro") as source, _open(target, "rwc") as connection:
        connection.execute("PRAGMA synchronous = FULL")
        source.backup(connection)
    target.chmod(0o600)
    check(target)
    settle(target.parent)


def set_aside(path: Path) -> None:
    """Rename a damaged database and what belongs to it, so that nothing of it is lost."""
    number = next(n for n in range(1, 1_000) if not path.with_name(f"{path.name}.damaged-{n}").exists())
    for ending in _BESIDE:
        file = path.with_name(path.name + ending)
        if file.exists():
            file.rename(path.with_name(f"{path.name}.damaged-{number}{ending}"))


def _is_database(path: Path) -> bool:
    try:
        check(path)
    except BackupError:
        return False
    return True


@contextmanager
def _open(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """Give a connection; what goes wrong becomes :class:`BackupError`."""
    try:
        connection = sqlite3.connect(
            f"file:{quote(str(path))}?mode={mode}", uri=True, timeout=PATIENCE_SECONDS, isolation_level=None
        )
        try:
            yield connection
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise BackupError(f"{path}: {error}") from None
