"""An application that is nothing but its database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from careers.config import Config
from careers.storage import database
from careers.storage.models import db
from tests.storage.databases import database_url, postgresql_server, sqlite_url

__all__ = ["database_url", "postgresql_server", "sqlite_url"]


def make_app(url: str, folder: Path) -> Flask:
    """Return an application with its database at ``url``."""
    app = Flask("storage")
    database.init(app, Config(database_url=url, instance=folder))
    return app


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Yield an application in its context, on each kind of database."""
    app = make_app(database_url, tmp_path)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
