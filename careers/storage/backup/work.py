"""Take, verify and put back a backup, whichever database the site has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url

from careers.storage.backup import of_postgresql, of_sqlite
from careers.storage.backup.archive import BackupError, check_digest, new_backup
from careers.storage.engine import sqlite_file
from careers.storage.schema import SchemaTooNewError, refuse_unknown


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: ``before`` is a backup of what was there, ``None`` where nothing sound was."""

    before: Path | None


def take(database_url: str, folder: Path, moment: datetime) -> Path:
    """Write a backup of the database as it is now into ``folder``; return its path.

    It is safe while the site is used. Raises :class:`BackupError`.
    """
    source = sqlite_file(database_url)
    try:
        if source is None:
            with new_backup(folder, moment, of_postgresql.SUFFIX) as target:
                of_postgresql.write(make_url(database_url), target)
        else:
            with new_backup(folder, moment, of_sqlite.SUFFIX) as target:
                of_sqlite.write(source, target)
    except OSError as error:
        raise BackupError(f"{error.filename or folder} cannot be written: {error.strerror}") from None
    return folder / target.name


def verify(file: Path) -> None:
    """Check that a backup is whole, unchanged and of a schema that this program knows. Raises :class:`BackupError`."""
    kind = {of_sqlite.SUFFIX: of_sqlite, of_postgresql.SUFFIX: of_postgresql}.get(file.suffix)
    if kind is None:
        raise BackupError(f"{file} is no backup: their names end in {of_sqlite.SUFFIX} or {of_postgresql.SUFFIX}")
    check_digest(file)
    kind.check(file)
    try:
        refuse_unknown(kind.revision(file))
    except SchemaTooNewError as error:
        raise BackupError(str(error)) from None


def restore(database_url: str, file: Path, moment: datetime) -> Restored:
    """Make the database what a verified backup is, after a backup of what is there now, beside it.

    The site may run meanwhile: forms wait or are answered with 503, and are never half kept. Raises
    :class:`BackupError`; the database is then what it was.
    """
    verify(file)
    target = sqlite_file(database_url)
    if (target is None) != (file.suffix == of_postgresql.SUFFIX):
        raise BackupError(f"{file} is a backup of another kind of database than the one in the settings")
    try:
        before = take(database_url, file.parent, moment) if target is None or target.exists() else None
    except BackupError:
        if target is None:
            raise
        before = None  # a damaged file is set aside instead
    try:
        if target is None:
            of_postgresql.put_back(file, make_url(database_url))
        else:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            of_sqlite.put_back(file, target)
    except OSError as error:
        raise BackupError(f"{error.filename} cannot be written: {error.strerror}") from None
    return Restored(before)
