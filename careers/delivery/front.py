"""The front: what the server asks for every request, in an event loop. Stored pages leave from here at once.

Everything else has its body collected here, so that a slow sender holds no thread, runs in the WSGI application in one of a
few threads, and leaves whole or from the disk, so that a slow reader holds none either. What a stranger can make it keep
is bounded: bodies by number, size and time, requests that wait for a thread, and of each of these one network's share.
Source: the RSGI specification 1.5.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from werkzeug.sansio.utils import host_is_trusted

from careers.delivery.gateway import REFUSED, FilePart, address_of, call, environ_of
from careers.delivery.page_store import Headers, PageStore
from careers.delivery.seats import Seats
from careers.network import network_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from granian._granian import RSGIHTTPProtocol as HTTPProtocol
    from granian.rsgi import Scope

THREADS = 32
"""Requests that the application answers at once. Forms that come together are kept together, so that fewer take longer."""
WAITING, BODIES = 256, 256
"""How many requests may wait for a thread, and how many bodies be on their way."""
SHARE = 1 / 4
"""The part of these that one network may have; all of it behind a proxy, from which every visitor seems to come."""
BODY_SECONDS = 10.0
SWITCH_SECONDS = 0.001
"""After how long a thread lets the event loop have its turn; Python's 5 ms would show in how late pages come."""

READING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
"""Methods whose body, if any, means nothing (RFC 9110, 9.3) and is not read."""

_BUSY = (
    b'<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Busy just now</title>'
    b"<h1>Busy just now</h1><p>Very many requests are coming in. Please try again in a minute. Nothing was kept.</p>"
    b'<p><a href="/">Home page</a></p></html>'
)
_TWO_HOSTS = (
    b'<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>That did not work</title>'
    b"<h1>That did not work</h1><p>The request names two sites, so nobody can tell which of them is meant.</p>"
    b'<p><a href="/">Home page</a></p></html>'
)
_FAULT = (
    b'<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Sorry, something went wrong</title>'
    b"<h1>Sorry, something went wrong</h1><p>The fault is ours. Please try again in a few minutes.</p>"
    b'<p><a href="/">Home page</a></p></html>'
)
log = logging.getLogger(__name__)


class Front:
    """RSGI application in front of a WSGI one.

    ``store`` is asked first; ``None`` leaves everything to the application. ``hosts`` are the names that stored pages are
    given to, ``always`` the headers of answers made here, ``largest`` the bytes that a body may have.
    """

    def __init__(
        self,
        application: WSGIApplication,
        store: PageStore | None,
        *,
        hosts: Sequence[str] | None,
        always: Headers,
        largest: int,
        share: float = SHARE,
        body_seconds: float = BODY_SECONDS,
        started: Callable[[], None] = lambda: None,
    ) -> None:
        self._application, self._store, self._always, self._largest = application, store, always, largest
        self._body_seconds, self._started = body_seconds, started
        self._work, self._bodies = Seats(WAITING, share), Seats(BODIES, share)
        self._knows = lru_cache(maxsize=256)(lambda host: host_is_trusted(host, hosts)) if hosts else None
        self._threads: ThreadPoolExecutor | None = None

    def __rsgi_init__(self, _loop: asyncio.AbstractEventLoop) -> None:
        """Begin, once in each process that serves."""
        sys.setswitchinterval(SWITCH_SECONDS)
        self._threads = ThreadPoolExecutor(THREADS, "request")
        self._started()

    def __rsgi_del__(self, _loop: asyncio.AbstractEventLoop) -> None:
        """End, when the last request has been answered."""
        if self._threads:
            self._threads.shutdown()

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request."""
        method = scope.method
        if self._store is not None and (method == "GET" or method == "HEAD"):  # noqa: PLR1714 - the quickest way to ask
            headers: Any = scope.headers
            names = headers.get_all("host")
            if len(names) < 2 and (self._knows is None or self._knows(scope.authority or "".join(names))):
                answer = self._store.look_up(
                    method,
                    scope.path,
                    scope.query_string,
                    headers.get("accept-encoding", ""),
                    headers.get("if-none-match"),
                )
                if answer is not None:
                    protocol.response_bytes(answer.status, answer.headers, answer.body)
                    return
        await self._pass_on(scope, protocol)

    async def _pass_on(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Let the application answer, if there is room."""
        network, refused, body = network_of(address_of(scope)), 0, b""
        length = 0 if scope.method in READING else _announced(scope)
        given: Any = scope.headers
        if len(given.get_all("host")) > 1:  # RFC 9112, 3.2
            return self._say(protocol, 400, _TWO_HOSTS)
        if length is None:
            refused, length = 411, 0
        elif 0 < length <= self._largest:
            if not self._bodies.take(network):
                return self._say(protocol, 503, _BUSY)
            try:
                arrived = await self._collect(protocol)
            finally:
                self._bodies.leave(network)
            refused, body = (0, arrived) if arrived is not None else (408, b"")
        if not self._work.take(network):
            return self._say(protocol, 503, _BUSY)
        try:
            environ = environ_of(scope, body, length)
            if refused:
                environ |= {REFUSED: refused, "CONTENT_LENGTH": "0"}
            assert self._threads is not None
            loop = asyncio.get_running_loop()
            reply = await loop.run_in_executor(self._threads, call, self._application, environ)
        except Exception:
            log.exception("a request could not be answered")
            return self._say(protocol, 500, _FAULT)
        finally:
            self._work.leave(network)
        must_close = bool(refused) or length > self._largest
        headers = [*reply.headers, ("Connection", "close")] if must_close else reply.headers
        if isinstance(reply.body, FilePart):
            part = reply.body
            protocol.response_file_range(reply.status, headers, part.path, part.start, part.start + part.length)
        else:
            protocol.response_bytes(reply.status, headers, reply.body)
        return None

    async def _collect(self, protocol: HTTPProtocol) -> bytes | None:
        """Return the body, ``None`` when it has not arrived in time or the client has gone."""
        try:
            async with asyncio.timeout(self._body_seconds):
                return await protocol()
        except Exception:
            return None

    def _say(self, protocol: HTTPProtocol, status: int, page: bytes) -> None:
        own = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(page))),
            ("Cache-Control", "no-store"),
            ("Connection", "close"),
        ]
        if status == 503:
            own.append(("Retry-After", "60"))
        protocol.response_bytes(status, [*own, *self._always], page)


def _announced(scope: Scope) -> int | None:
    """Return the announced length of a body, ``None`` for one of unknown length, whose end could not be told from a loss."""
    headers = scope.headers
    if "transfer-encoding" in headers:
        return None
    length = headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 16 else None
