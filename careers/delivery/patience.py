"""How long the server waits for a stranger: for the body of a request to arrive, and for an answer to be taken.

A server of threads gives one to each request in hand. Whoever announces a form and then falls silent, or asks for a
large file and does not read it, would keep that thread for as long as they like, and a handful of them all threads. So
only some of the threads may wait, for bodies and for readers apart; the others always answer pages. Knows nothing of
what is in a request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from threading import BoundedSemaphore, Thread
from typing import IO, TYPE_CHECKING

from werkzeug.exceptions import RequestTimeout, ServiceUnavailable

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Headers = list[tuple[str, str]]

THREADS, BODIES, READERS = 32, 16, 8
"""Threads of a server process, and how many of them may wait for bodies and for readers; the rest answer pages."""

BODY_SECONDS = 10
"""A form of 32 KB has to arrive in this time, which the slowest telephone line (28 kbit/s) manages."""

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


class PatientBody:
    """``wsgi.input`` that is read in a thread of its own, for at most :data:`BODY_SECONDS` in all.

    Raises :class:`RequestTimeout` (408) when the body is late, and :class:`ServiceUnavailable` (503) when too many
    bodies are waited for already. A late reader ends by itself: the server closes the connection after the answer.
    """

    def __init__(self, body: IO[bytes], seats: BoundedSemaphore, seconds: float) -> None:
        self._body, self._seats, self._seconds = body, seats, seconds

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, all of them without a size."""
        if not self._seats.acquire(blocking=False):
            raise ServiceUnavailable("Many forms are arriving at once.", retry_after=60)
        arrived: list[bytes] = []

        def wait() -> None:
            try:
                arrived.append(self._body.read(size) if size >= 0 else self._body.read())
            finally:
                self._seats.release()

        reader = Thread(target=wait, name="body", daemon=True)
        reader.start()
        reader.join(self._seconds)
        if not arrived:
            raise RequestTimeout
        return arrived[0]


class Patience:
    """WSGI middleware that lets at most ``bodies`` requests wait for their bodies and ``readers`` for their readers."""

    def __init__(
        self,
        application: WSGIApplication,
        *,
        bodies: int = BODIES,
        readers: int = READERS,
        seconds: float = BODY_SECONDS,
    ) -> None:
        self._application = application
        self._bodies, self._readers = BoundedSemaphore(bodies), BoundedSemaphore(readers)
        self._seconds = seconds

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the application does; 503 for a large answer while too many are being read."""
        environ["wsgi.input"] = PatientBody(environ["wsgi.input"], self._bodies, self._seconds)
        begun: list[tuple[str, Headers]] = []

        def start(status: str, headers: Headers, _exc_info: object = None) -> Callable[[bytes], object]:
            begun.append((status, headers))
            return lambda _: None

        parts = self._application(environ, start)
        status, headers = begun[-1]
        if _is_small(status, headers):
            start_response(status, headers)
            return _whole(parts)
        if not self._readers.acquire(blocking=False):
            _close(parts)
            start_response("503 Service Unavailable", [*_BUSY_HEADERS])
            return [_BUSY]
        start_response(status, headers)
        return _Stream(parts, self._readers)


def _is_small(status: str, headers: Headers) -> bool:
    """Tell whether an answer is known to be no longer than :data:`WHOLE`; one without a length may have no end."""
    length = next((value for name, value in headers if name.lower() == "content-length"), "")
    return status.startswith(("1", "204", "304")) or (length.isdigit() and int(length) <= WHOLE)


class _Stream:
    """A large answer that gives its seat back when it is sent or its reader has gone."""

    def __init__(self, parts: Iterable[bytes], seats: BoundedSemaphore) -> None:
        self._parts, self._seats, self._is_open = parts, seats, True

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._parts)

    def close(self) -> None:
        """Let the next reader have the seat."""
        if self._is_open:
            self._is_open = False
            self._seats.release()
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
