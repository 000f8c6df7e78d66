"""Backups of PostgreSQL, by PostgreSQL's own programs: pg_dump and pg_restore.

A dump is of one moment, and is put back in one transaction. The password goes by the environment of those programs,
as their arguments can be read by everybody on the machine.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from sqlalchemy import URL

from careers.storage.backup.archive import BackupError

SUFFIX = ".pgdump"


def write(url: URL, target: Path) -> None:
    """Write a dump into ``target`` and read its contents back. Raises :class:`BackupError`."""
    _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    check(target)


def check(file: Path) -> None:
    """Read the table of contents of a dump. Raises :class:`BackupError`."""
    if "TABLE DATA" not in _run("pg_restore", None, "--list", str(file)):
        raise BackupError(f"{file} holds no rows: it is no backup of this site")


def revision(file: Path) -> str | None:
    """Return the number of the schema in a dump. Raises :class:`BackupError`."""
    said = _run("pg_restore", None, "--data-only", "--table=alembic_version", "--file=-", str(file))
    lines = said.splitlines()
    start = next((n for n, line in enumerate(lines) if line.startswith("COPY ")), None)
    return lines[start + 1].strip() if start is not None else None


def put_back(file: Path, url: URL) -> None:
    """Make the database what the dump is, all or nothing. Raises :class:`BackupError`."""
    options = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
    _run("pg_restore", url, *options, str(file))


def _run(name: str, url: URL | None, *arguments: str) -> str:
    program = shutil.which(name)
    if program is None:
        raise BackupError(f"{name} is not installed: it comes with PostgreSQL's client programs (postgresql-client)")
    secrets: dict[str, str] = {}
    if url is not None:
        if url.password:
            secrets["PGPASSWORD"] = str(url.password)
        plain = url._replace(drivername="postgresql", password=None).render_as_string(hide_password=False)
        arguments = (f"--dbname={plain}", *arguments)
    done = subprocess.run([program, *arguments], env=secrets, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        first = next(iter(done.stderr.splitlines()), "no reason given")
        raise BackupError(f"{name} failed: {first}")
    return done.stdout
