"""The rendered-page store: each public page is rendered once an edition, then leaves by a look-up before Flask.

It knows bytes and headers, not content. What an edition is, and until when it holds, comes from outside as a key that
changes with it: when the key changes, everything stored is forgotten in the same moment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from careers.delivery import encoding

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Headers = list[tuple[str, str]]

STORABLE = "careers.storable"
"""Key in the WSGI environment that the application sets to true on an answer that is the same for everybody."""

LONGEST_AGE = 60
"""Seconds for which a browser may use a page without asking; never past the moment at which the edition ends."""

_COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/atom+xml",
    "application/feed+json",
    "application/xml",
    "image/svg",
)


class Edition(Protocol):
    """What the store needs to know of an edition: until when it holds, as an instant in UTC."""

    @property
    def until(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Variant:
    """One page in one content coding: its headers without Cache-Control, its validator and its bytes."""

    headers: Headers
    etag: str
    body: bytes


@dataclass(slots=True)
class _Shelf:
    """What is stored of one edition, by path and coding."""

    edition: Edition
    variants: dict[tuple[str, str], Variant] = field(default_factory=dict)


class PageStore:
    """WSGI middleware that answers GET and HEAD for stored pages and stores what the application marks as storable.

    ``edition`` returns the present edition; it is called once a request and must be quick. ``now`` gives the time in
    UTC. The number of stored pages is bounded by ``capacity``; an address with a query is never stored, so that a
    stranger's queries cannot fill the memory.
    """

    def __init__(
        self,
        application: WSGIApplication,
        edition: Callable[[], Edition],
        now: Callable[[], datetime],
        *,
        capacity: int = 20_000,
    ) -> None:
        self._application = application
        self._edition = edition
        self._now = now
        self._capacity = capacity
        self._shelf: _Shelf | None = None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from the store, or pass the request on."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self._application(environ, start_response)
        shelf = self._current_shelf()
        coding = encoding.choose(environ.get("HTTP_ACCEPT_ENCODING", ""))
        key = None if environ.get("QUERY_STRING") else (environ["PATH_INFO"], coding)
        variant = shelf.variants.get(key) if key else None
        if variant is None:
            return self._render(shelf, key, coding, environ, start_response)
        return self._send(shelf, variant, environ, start_response)

    def _current_shelf(self) -> _Shelf:
        edition = self._edition()
        shelf = self._shelf
        if shelf is None or shelf.edition is not edition:
            shelf = self._shelf = _Shelf(edition)
        return shelf

    def _render(
        self,
        shelf: _Shelf,
        key: tuple[str, str] | None,
        coding: str,
        environ: WSGIEnvironment,
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        """Let the application answer as to a plain GET; keep under ``key`` what it says may be kept."""
        captured: list[tuple[str, Headers]] = []

        def capture(status: str, headers: Headers, _exc_info: object = None) -> Callable[[bytes], object]:
            captured.append((status, headers))
            return lambda _: None

        inner = environ | {"REQUEST_METHOD": "GET"}
        parts = self._application(inner, capture)
        if not inner.get(STORABLE):
            start_response(*captured[-1])
            return parts if environ["REQUEST_METHOD"] == "GET" else _closed(parts)
        content = b"".join(parts)
        _closed(parts)
        headers = captured[-1][1]
        kind = dict(headers).get("Content-Type", "")
        if len(content) < encoding.SMALLEST_WORTH_IT or not kind.startswith(_COMPRESSIBLE):
            coding = encoding.IDENTITY
        is_kept = key is not None and len(shelf.variants) < self._capacity
        variant = _variant(headers, content, coding, is_kept=is_kept)
        if key and is_kept:
            shelf.variants[key] = variant
        return self._send(shelf, variant, environ, start_response)

    def _send(
        self, shelf: _Shelf, variant: Variant, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        left = int((shelf.edition.until - self._now()).total_seconds())
        headers = [("Cache-Control", f"public, max-age={max(0, min(LONGEST_AGE, left))}"), *variant.headers]
        asked_for = environ.get("HTTP_IF_NONE_MATCH")
        if asked_for and _matches(asked_for, variant.etag):
            start_response("304 Not Modified", [pair for pair in headers if not pair[0].startswith("Content-")])
            return []
        start_response("200 OK", headers)
        return [variant.body] if environ["REQUEST_METHOD"] == "GET" else []


def _closed(parts: Iterable[bytes]) -> Iterable[bytes]:
    """Close an answer that is not sent, as WSGI asks (PEP 3333), and return an empty one."""
    close = getattr(parts, "close", None)
    if close:
        close()
    return []


def _variant(headers: Headers, content: bytes, coding: str, *, is_kept: bool) -> Variant:
    body = encoding.encode(content, coding, lasting=is_kept)
    etag = f'"{hashlib.sha256(content).hexdigest()[:24]}{"-" + coding if coding else ""}"'
    kept = [pair for pair in headers if pair[0].lower() not in {"content-length", "cache-control", "vary", "etag"}]
    kept += [("Content-Length", str(len(body))), ("ETag", etag), ("Vary", "Accept-Encoding")]
    if coding:
        kept.append(("Content-Encoding", coding))
    return Variant(kept, etag, body)


def _matches(header: str, etag: str) -> bool:
    """Tell whether ``If-None-Match`` names a validator, by weak comparison (RFC 9110, section 13.1.2)."""
    if header.strip() == "*":
        return True
    return any(item.strip().removeprefix("W/") == etag for item in header.split(","))
