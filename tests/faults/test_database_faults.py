"""A database that is locked, full, read-only or gone: 503 in time, nothing typed is lost, and it recovers by itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import pytest
from flask import Flask
from sqlalchemy import event

from careers.storage import database, expressions, page_feedback
from careers.storage import engine as storage_engine
from careers.storage.database import UnavailableError
from careers.storage.models import db
from careers.storage.records import NewExpression, NewFeedback
from tests.forms.pages import Page, Visitor
from tests.forms.site import Adjustable, make_config, make_content, make_site
from tests.forms.stored import Stored
from tests.forms.test_change_and_withdraw import path_of
from tests.forms.test_feedback import form_for
from tests.forms.test_interest_journey import reference_on

COMMENT = "The journey page is clear, thank you"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "careers.sqlite3"


@contextmanager
def locked(path: Path) -> Iterator[sqlite3.Connection]:
    """Hold the database so that nobody else can write or read."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield connection
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.close()


@contextmanager
def full(site: Flask) -> Iterator[None]:
    """Let the database not grow by a single page, as on a full disk."""

    def stop_growing(connection: sqlite3.Connection, _record: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    with site.app_context():
        engine = db.engine
    event.listen(engine, "connect", stop_growing)
    try:
        yield
    finally:
        event.remove(engine, "connect", stop_growing)


@contextmanager
def missing(path: Path) -> Iterator[None]:
    """Take the database away for a while."""
    kept = path.with_suffix(".kept")
    path.rename(kept)
    try:
        yield
        assert not path.exists(), "an empty database was begun in place of the one that is away"
    finally:
        kept.rename(path)


@contextmanager
def broken(path: Path) -> Iterator[None]:
    """Put something else in the place of the database."""
    kept = path.with_suffix(".kept")
    path.rename(kept)
    path.write_bytes(b"This is not a database. " * 400)
    try:
        yield
    finally:
        kept.replace(path)


@contextmanager
def read_only(site: Flask) -> Iterator[None]:
    """Let the database refuse to be written, as a read-only file does (root may write to any file)."""

    def refuse(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA query_only = ON")

    with site.app_context():
        engine = db.engine
    event.listen(engine, "connect", refuse)
    try:
        yield
    finally:
        event.remove(engine, "connect", refuse)


@contextmanager
def fault(kind: str, site: Flask, path: Path) -> Iterator[None]:
    with {
        "locked": lambda: locked(path),
        "full": lambda: full(site),
        "read-only": lambda: read_only(site),
        "missing": lambda: missing(path),
        "broken": lambda: broken(path),
    }[kind]():
        yield


KINDS = ("locked", "full", "read-only", "missing", "broken")


@pytest.fixture
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait one second for a locked database. Feedback is sent with the wait that the site has."""
    for module in (storage_engine, database):
        monkeypatch.setattr(module, "WAIT_SECONDS", 1)


IN_TIME = 30
"""Seconds that people wait for an answer. It comes after those of the lock; the rest is a busy machine's."""


def assert_sorry(page: Page, began: float) -> None:
    assert page.status == 503
    assert monotonic() - began < IN_TIME
    assert page.title.startswith("Error:")
    assert "Nothing is lost" in page.text
    assert page.response.headers["Retry-After"]


@pytest.mark.parametrize("kind", KINDS)
def test_feedback_survives_a_fault(visitor: Visitor, site: Flask, stored: Stored, path: Path, kind: str) -> None:
    form, comment = form_for(visitor), COMMENT
    if kind == "full":
        comment = "x" * 1200
        fill_pages(site)
    with fault(kind, site, path):
        began = monotonic()
        page = visitor.send(form, "/feedback/send/", comment=comment, reason="answered")
        assert_sorry(page, began)
        fields = page.form("/feedback/send/").fields
        assert {("comment", comment), ("reason", "answered"), ("helpful", "no")} <= set(fields)
        assert visitor.get("/interest/").status == 200, "pages are still served"
    before = len(stored.rows("page_feedback"))
    assert visitor.send(page, "/feedback/send/").status == 303, "it recovers by itself"
    assert len(stored.rows("page_feedback")) == before + 1


def fill_pages(site: Flask) -> None:
    """Use up the free room inside the pages of each table, so that one more row needs a new page."""
    today = Adjustable().clock().today()

    def feedback(number: int) -> None:
        page_feedback.record(NewFeedback("/", "f", True, None, "y" * 1200, today), f"key {number}")

    def expression(number: int) -> None:
        choices = {"roles": ("social-worker",), "situation": ("returning",)}
        new = NewExpression(f"{number:014d}", f"address {number}", choices, today, 1, "")
        expressions.record(new, f"other key {number}")

    with site.app_context(), full(site):
        for keep in (feedback, expression):
            with pytest.raises(UnavailableError, match="SQLITE_FULL"):
                for number in range(500):
                    keep(number)


@pytest.mark.usefixtures("short_wait")
@pytest.mark.parametrize("kind", KINDS)
def test_expression_survives_a_fault(visitor: Visitor, site: Flask, stored: Stored, path: Path, kind: str) -> None:
    check = visitor.check_page(localities=("north-manchester",))
    if kind == "full":
        fill_pages(site)
    sent = [(name, value) for name, value in check.form("/interest/send/").fields if name != "website"]
    with fault(kind, site, path):
        began = monotonic()
        page = visitor.send(check, "/interest/send/")
        assert_sorry(page, began)
        assert set(sent) <= set(page.form("/interest/send/").fields)
    before = len(stored.rows("expression_of_interest"))
    assert visitor.send(page, "/interest/send/").status == 303
    assert len(stored.rows("expression_of_interest")) == before + 1


@pytest.mark.usefixtures("short_wait")
@pytest.mark.parametrize("kind", ["locked", "missing", "broken"])
def test_private_page_and_reference_say_so_and_recover(visitor: Visitor, site: Flask, path: Path, kind: str) -> None:
    private = visitor.register()
    with fault(kind, site, path):
        began = monotonic()
        assert visitor.get(path_of(private)).status == 503
        assert monotonic() - began < IN_TIME
        began = monotonic()
        asked = visitor.post("/interest/change/", {"reference": reference_on(private)})
        assert_sorry(asked, began)
        assert asked.form("/interest/change/").fields == [("reference", reference_on(private))]
    assert visitor.get(path_of(private)).status == 200


def test_stopped_comment_comes_back_although_it_cannot_be_counted(visitor: Visitor, path: Path) -> None:
    form = form_for(visitor)
    with missing(path):
        page = visitor.send(form, "/feedback/send/", comment="Call 0161496000")
    assert page.status == 422
    assert page.all("mark")


def test_lock_of_three_seconds_is_waited_for(visitor: Visitor, stored: Stored, path: Path) -> None:
    form, taken, asked = form_for(visitor), Event(), Event()

    def hold() -> None:
        with locked(path):
            taken.set()
            asked.wait(60)
            Event().wait(3)

    holder = Thread(target=hold)
    holder.start()
    assert taken.wait(60)
    began = monotonic()
    asked.set()
    page = visitor.send(form, "/feedback/send/", comment=COMMENT)
    took = monotonic() - began
    holder.join()
    assert page.status == 303
    assert took >= 3, "nothing was locked"
    assert len(stored.rows("page_feedback")) == 1


def test_site_starts_without_a_database_and_finds_it_later(tmp_path: Path, sqlite_url: str) -> None:
    blocked = tmp_path / "folder"
    blocked.write_text("a file where the folder should be")
    url = f"sqlite:///{blocked / 'careers.sqlite3'}"
    site = make_site(make_config(url, tmp_path), Adjustable(), make_content())
    visitor = Visitor(site.test_client(use_cookies=False))
    page = visitor.send(form_for(visitor), "/feedback/send/", comment=COMMENT)
    assert page.status == 503
    blocked.unlink()
    assert visitor.send(page, "/feedback/send/").status == 303


def test_answer_that_was_kept_although_503_was_said_is_not_doubled(
    visitor: Visitor, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = visitor.check_page()
    from careers.forms import interest_views  # noqa: PLC0415

    keep = interest_views.keep

    def keep_and_fail(*arguments: object) -> None:
        keep(*arguments)
        raise UnavailableError("the answer of the database was lost")

    with monkeypatch.context() as patch:
        patch.setattr(interest_views, "keep", keep_and_fail)
        page = visitor.send(check, "/interest/send/")
    assert page.status == 503
    assert visitor.follow(visitor.send(page, "/interest/send/")).status == 200
    assert len(stored.rows("expression_of_interest")) == 1
