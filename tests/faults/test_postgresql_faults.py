"""A PostgreSQL that is locked, or drops its connections: 503 in time, nothing typed is lost, recovery by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import psycopg
import pytest
from flask import Flask
from sqlalchemy import make_url

from careers.storage.models import db
from tests.faults.test_database_faults import COMMENT, assert_sorry
from tests.forms.pages import Visitor
from tests.forms.site import Adjustable, make_config, make_content, make_site
from tests.forms.stored import Stored
from tests.forms.test_feedback import form_for
from tests.storage.databases import database_url, postgresql_server

__all__ = ["database_url", "postgresql_server"]

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
def site_url(database_url: str) -> str:
    return database_url


@pytest.fixture
def other(database_url: str, site: Flask) -> Iterator[psycopg.Connection]:
    """Yield a connection of somebody else."""
    url = make_url(database_url)
    with psycopg.connect(host=url.query["host"], user=url.username, dbname=url.database) as connection:
        yield connection


def test_lock_that_lasts_is_answered_with_503(visitor: Visitor, stored: Stored, other: psycopg.Connection) -> None:
    form = form_for(visitor)
    other.execute("LOCK TABLE page_feedback IN ACCESS EXCLUSIVE MODE")
    began = monotonic()
    page = visitor.send(form, "/feedback/send/", comment=COMMENT)
    assert_sorry(page, began)
    assert ("comment", COMMENT) in page.form("/feedback/send/").fields
    other.rollback()
    assert visitor.send(page, "/feedback/send/").status == 303
    assert len(stored.rows("page_feedback")) == 1


def test_dropped_connections_are_made_anew(visitor: Visitor, stored: Stored, other: psycopg.Connection) -> None:
    assert visitor.send(form_for(visitor), "/feedback/send/").status == 303
    other.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
    )
    other.commit()
    assert visitor.send(form_for(visitor), "/feedback/send/").status == 303
    assert len(stored.rows("page_feedback")) == 2


def test_server_that_is_away_is_answered_with_503(tmp_path: Path, database_url: str) -> None:
    nowhere = make_url(database_url).update_query_dict({"host": str(tmp_path)}).render_as_string(hide_password=False)
    site = make_site(make_config(nowhere, tmp_path), Adjustable(), make_content())
    visitor = Visitor(site.test_client(use_cookies=False))
    began = monotonic()
    page = visitor.send(form_for(visitor), "/feedback/send/", comment=COMMENT)
    assert_sorry(page, began)
    with site.app_context():
        db.engine.dispose()
