"""A provider and the site beside it, one of each for the tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from careers.storage.models import db
from tests.conftest import NOON
from tests.staff import provider as tests_provider
from tests.staff.conftest import make
from tests.staff.office import Watch
from tests.staff.provider import Provider
from tests.staff.sign_on.council import (
    Office,
    settings,
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Iterator[Office]:
    watch = Watch(NOON)
    with tests_provider.run(watch) as running:
        url = f"sqlite:///{tmp_path_factory.mktemp('sign-on') / 'careers.sqlite3'}"
        yield Office(make(url, built, watch, **settings(running)), running, watch)


@pytest.fixture
def site(office: Office) -> Flask:
    office.refresh()
    return office.app


@pytest.fixture
def watch(office: Office) -> Watch:
    return office.watch


@pytest.fixture
def provider(office: Office) -> Provider:
    return office.provider


@pytest.fixture
def any_site(database_url: str, built: Path, watch: Watch, site: Flask, provider: Provider) -> Iterator[Flask]:
    app = make(database_url, built, watch, **settings(provider))
    yield app
    with app.app_context():
        db.engine.dispose()
