"""How long the server waits for a stranger: for the body of a request to arrive, and for an answer to be taken.

A server of threads gives one to each request in hand. Whoever announces a form and then falls silent, or asks for a
large file and does not read it, would keep that thread for as long as they like, and a handful of them all threads. So
only some of the threads may wait, for bodies and for readers apart; the others always answer pages. Knows nothing of
what is in a request.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from threading import Lock
from typing import IO, TYPE_CHECKING

from werkzeug.exceptions import ServiceUnavailable

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Headers = list[tuple[str, str]]

THREADS, BODIES, READERS = 32, 16, 8
"""Threads of a server process, and how many of them may wait for bodies and for readers; the rest answer pages."""

WHOLE = 256 * 1024
"""Bytes up to which an answer is handed over in one piece, so that the server sends it and no thread waits."""

_BUSY = (
    b'<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Busy just now</title>'
    b"<h1>Busy just now</h1><p>Many large files are being fetched at once. Please try again in a minute.</p>"
    b'<p><a href="/">Home page</a></p></html>'
)
_BUSY_HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Length", str(len(_BUSY))),
    ("Cache-Control", "no-store"),
    ("Retry-After", "60"),
)


class Seats:
    """Places to wait in: so many in all, and no more than ``share`` of them for one network, known only meanwhile."""

    def __init__(self, count: int, share: int) -> None:
        self._count, self._share = count, share
        self._taken: Counter[str] = Counter()
        self._lock = Lock()

    def take(self, network: str) -> bool:
        """Take a seat if there is one."""
        with self._lock:
            if self._taken.total() >= self._count or self._taken[network] >= self._share:
                return False
            self._taken[network] += 1
            return True

    def leave(self, network: str) -> None:
        """Give a seat back, and forget a network that has none."""
        with self._lock:
            self._taken[network] -= 1
            self._taken += Counter()


class PatientBody:
    """``wsgi.input`` that is read only when there is a seat to wait in.

    The wait itself has no end of its own: ending a request while its body was being read hung the server when tried.
    """

    def __init__(self, body: IO[bytes], seats: Seats, network: str) -> None:
        self._body, self._seats, self._network = body, seats, network

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, all of them without a size. Raises :class:`ServiceUnavailable` (503)."""
        if not self._seats.take(self._network):
            raise ServiceUnavailable("Many forms are arriving at once.", retry_after=60)
        try:
            return self._body.read(size) if size >= 0 else self._body.read()
        finally:
            self._seats.leave(self._network)


class Patience:
    """WSGI middleware that lets at most ``bodies`` requests wait for their bodies and ``readers`` for their readers.

    ``share`` is the part of these that one network may have; 1 behind a proxy, which all visitors seem to come from.
    """

    def __init__(
        self,
        application: WSGIApplication,
        *,
        bodies: int = BODIES,
        readers: int = READERS,
        share: float = 1 / 4,
    ) -> None:
        self._application = application
        self._bodies = Seats(bodies, max(1, int(bodies * share)))
        self._readers = Seats(readers, max(1, int(readers * share)))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does; 503 for a large answer while too many are being read."""
        network = environ.get("REMOTE_ADDR", "")
        environ["wsgi.input"] = PatientBody(environ["wsgi.input"], self._bodies, network)
        begun: list[tuple[str, Headers]] = []

        def start(status: str, headers: Headers, _exc_info: object = None) -> Callable[[bytes], object]:
            begun.append((status, headers))
            return lambda _: None

        parts = self._application(environ, start)
        status, headers = begun[-1]
        if _is_small(status, headers):
            start_response(status, headers)
            return _whole(parts)
        if not self._readers.take(network):
            _close(parts)
            start_response("503 Service Unavailable", [*_BUSY_HEADERS])
            return [_BUSY]
        start_response(status, headers)
        return _Stream(parts, self._readers, network)


def _is_small(status: str, headers: Headers) -> bool:
    """Tell whether an answer is known to be no longer than :data:`WHOLE`; one without a length may have no end."""
    length = next((value for name, value in headers if name.lower() == "content-length"), "")
    return status.startswith(("1", "204", "304")) or (length.isdigit() and int(length) <= WHOLE)


class _Stream:
    """A large answer that gives its seat back when it is sent or its reader has gone."""

    def __init__(self, parts: Iterable[bytes], seats: Seats, network: str) -> None:
        self._parts, self._seats, self._network, self._is_open = parts, seats, network, True

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._parts)

    def close(self) -> None:
        """Let the next reader have the seat."""
        if self._is_open:
            self._is_open = False
            self._seats.leave(self._network)
            _close(self._parts)


def _whole(parts: Iterable[bytes]) -> list[bytes]:
    """Return an answer as a list, which is what a server can send without asking a thread for more."""
    if isinstance(parts, list):
        return parts
    try:
        return list(parts)
    finally:
        _close(parts)


def _close(parts: Iterable[bytes]) -> None:
    """Close an answer, as WSGI asks of whoever takes it (PEP 3333)."""
    close = getattr(parts, "close", None)
    if close:
        close()
