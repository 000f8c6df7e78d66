"""The whole site with a clock that tests move, and colleagues who use it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask

from careers.app import create_app
from careers.clock import Clock
from careers.config import Config
from careers.staff import secret
from careers.storage.models import db
from careers.storage.staff.records import Role
from tests.conftest import NOON
from tests.staff.office import BASE, Colleague, Watch, join
from tests.storage.databases import (
    postgresql_server,
    postgresql_template,
    sqlite_template,
)
from tests.storage.databases import ready_database_url as database_url
from tests.storage.databases import ready_sqlite_url as sqlite_url

__all__ = ["database_url", "postgresql_server", "postgresql_template", "sqlite_template", "sqlite_url"]

Join = Callable[..., Colleague]


CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def full_cost() -> None:
    """Let passwords cost what they cost on the site."""


@pytest.fixture(autouse=True)
def cheap_passwords(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords at next to no cost, those of nobody too, but not where the cost itself is tested."""
    if "full_cost" not in request.fixturenames:
        monkeypatch.setattr(secret, "_hasher", CHEAP)
        monkeypatch.setattr(secret, "_NOBODY", CHEAP.hash(""))


@pytest.fixture
def watch() -> Watch:
    """Return the time, at noon on 22 November 2026."""
    return Watch(NOON)


def make(url: str, built: Path, watch: Watch, base: str = BASE, **settings: object) -> Flask:
    config = Config(instance=built, database_url=url, secret_key="tests", base_url=base, **settings)  # type: ignore[arg-type]
    app = create_app(config, Clock(lambda: watch.now))
    app.testing = True
    return app


@pytest.fixture
def site(sqlite_url: str, built: Path, watch: Watch) -> Iterator[Flask]:
    """Yield the site on a database of its own."""
    yield make(sqlite_url, built, watch)


@pytest.fixture
def any_site(database_url: str, built: Path, watch: Watch) -> Iterator[Flask]:
    """Yield the site on each kind of database."""
    app = make(database_url, built, watch)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def signed_in(site: Flask, watch: Watch) -> Join:
    """Return a function that gives a colleague of a role, signed in."""
    return lambda role=Role.HR, name="sam.jones": join(site, watch, role, name)
