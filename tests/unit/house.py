"""An application of three lines behind a page store, and a clock whose hands are moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from werkzeug.test import Client, TestResponse

from careers.delivery.page_store import PageStore
from careers.delivery.security import SecurityHeaders
from careers.delivery.stored_pages import STORABLE, StoredPages
from tests.own_script import HEADERS

NINE = datetime(2026, 6, 1, 9, tzinfo=UTC)
TEXT = b"<p>" + b"A lit window means that somebody is there. " * 40 + b"</p>"


@dataclass
class Edition:
    """An edition that holds until a moment."""

    until: datetime


def canonical(_path: str, query: str) -> str | None:
    """Heed the argument ``q`` alone, up to ten characters of it."""
    found = [part for part in query.split("&") if part.startswith("q=")]
    return None if len(query) > 12 else "&".join(found)


class House:
    """An application that counts how often it is asked, behind a store."""

    def __init__(self) -> None:
        self.asked = 0
        self.body = TEXT
        self.storable = True
        self.extra: list[tuple[str, str]] = []
        self.now = NINE
        self.edition = Edition(NINE + timedelta(hours=1))
        self.kind = "text/html; charset=utf-8"
        self.open()

    def open(self, **limits: Any) -> None:
        """Begin with an empty store."""
        headers = list(HEADERS.items())
        store = PageStore(lambda _now: self.edition, lambda: self.now, canonical=canonical, always=headers, **limits)
        self.store, self.stored = store, StoredPages(self, store)
        self.client = Client(SecurityHeaders(self.stored, headers), use_cookies=False)

    def __call__(self, environ, start_response):  # type: ignore[no-untyped-def]
        self.asked += 1
        environ[STORABLE] = self.storable
        body = self.body + environ["QUERY_STRING"].encode()
        start_response("200 OK", [("Content-Type", self.kind), ("Content-Length", str(len(body))), *self.extra])
        return [body]

    def get(self, path: str = "/", **headers: str) -> TestResponse:
        """Ask for a page, header names with underscores."""
        return self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
