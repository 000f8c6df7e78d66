"""The forms on a database of each kind, with a visitor in front of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from careers.storage.models import db
from tests.forms.pages import Visitor
from tests.forms.site import Adjustable, Content, make_config, make_content, make_site
from tests.forms.stored import Stored
from tests.storage.databases import (
    postgresql_server,
    postgresql_template,
    sqlite_template,
)
from tests.storage.databases import ready_database_url as database_url
from tests.storage.databases import ready_sqlite_url as sqlite_url

__all__ = ["database_url", "postgresql_server", "postgresql_template", "sqlite_template", "sqlite_url"]


@pytest.fixture
def time() -> Adjustable:
    return Adjustable()


@pytest.fixture
def content() -> Content:
    return make_content()


@pytest.fixture
def site_url(database_url: str) -> str:
    """Return the address of the site's database, one of each kind."""
    return database_url


@pytest.fixture
def site(site_url: str, tmp_path: Path, time: Adjustable, content: Content) -> Iterator[Flask]:
    """Yield the forms on an empty database."""
    app = make_site(make_config(site_url, tmp_path), time, content)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def visitor(site: Flask) -> Visitor:
    return Visitor(site.test_client(use_cookies=False))


@pytest.fixture
def stored(site: Flask) -> Stored:
    return Stored(site)
