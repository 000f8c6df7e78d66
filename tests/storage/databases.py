"""Databases for tests: a SQLite file, and a throw-away PostgreSQL from Debian's packages.

Without PostgreSQL's programs its tests are skipped, but on a build server (``CI=true``) they fail: there, a test that
does not run is not known to pass.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

_numbers = count()


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    if on_path:
        return Path(on_path).parent
    message = "PostgreSQL's programs (initdb, postgres) are not installed: on Debian, install the package postgresql"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def _as_postgres() -> dict[str, object]:
    """Return how to run PostgreSQL's programs, which refuse to run as root."""
    if os.geteuid() != 0:
        return {}
    try:
        account = pwd.getpwnam("postgres")
    except KeyError:
        account = pwd.getpwnam("nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Start PostgreSQL on a socket in a temporary folder; yield the folder."""
    binaries, account = _binaries(), _as_postgres()
    folder = Path(tempfile.mkdtemp(prefix="careers-pg-"))
    if account:
        os.chown(folder, account["user"], account["group"])
    data = folder / "data"
    settings = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off"

    def run(*command: object, check: bool = True) -> None:
        subprocess.run([str(part) for part in command], check=check, cwd=folder, stdout=subprocess.DEVNULL, **account)

    run(binaries / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync")
    try:
        run(binaries / "pg_ctl", "-D", data, "-w", "-o", settings, "-l", folder / "log", "start")
        yield str(folder)
    finally:
        run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop", check=False)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Yield the address of an empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'careers.sqlite3'}"
        return
    folder = request.getfixturevalue("postgresql_server")
    name = f"test_{next(_numbers)}"
    with psycopg.connect(host=folder, user="tests", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield f"postgresql://tests@/{name}?host={folder}"
    with psycopg.connect(host=folder, user="tests", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Return the address of an empty SQLite database."""
    return f"sqlite:///{tmp_path / 'careers.sqlite3'}"
