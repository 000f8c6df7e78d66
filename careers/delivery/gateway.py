"""A WSGI application called from the event loop's server: a request with its whole body in, a whole answer out.

Sources: PEP 3333, and the RSGI specification 1.5 for the scope.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

from werkzeug.wsgi import FileWrapper

from careers.delivery.page_store import Headers
from careers.delivery.stored_pages import close, whole

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment
    from granian.rsgi import Scope

LARGEST_WHOLE = 256 * 1024
"""Bytes up to which a file is read and sent in one piece; a larger one is sent from the disk as the client takes it."""

REFUSED = "careers.refused"
"""Key in the WSGI environment: the status with which the application is to refuse the request, in its own words."""

_RANGE = re.compile(r"bytes (\d+)-\d+/\d+")


@dataclass(frozen=True, slots=True)
class FilePart:
    """A part of a file, that the server reads as the client takes it."""

    path: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What the application answers."""

    status: int
    headers: Headers
    body: bytes | FilePart


def environ_of(scope: Scope, body: bytes, length: int) -> WSGIEnvironment:
    """Return the WSGI environment of a request.

    ``length`` is what the client announced, which may be more than was read. Header fields with an underscore in their
    name are left out: they would pass for those with a hyphen, which a proxy in front may have set or taken away. A value
    that is not ASCII counts as empty.
    """
    server, _, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode().decode("latin-1"),
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": address_of(scope),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    headers: Any = scope.headers
    for name in headers.keys():  # noqa: SIM118 - it is no mapping
        if "_" not in name:
            separator = ";" if name == "cookie" else ","
            environ[f"HTTP_{name.upper().replace('-', '_')}"] = separator.join(headers.get_all(name))
    environ["HTTP_HOST"] = scope.authority or environ.get("HTTP_HOST", "")
    environ.pop("HTTP_CONTENT_LENGTH", None)
    environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "")
    environ["CONTENT_LENGTH"] = str(length)
    return environ


def address_of(scope: Scope) -> str:
    """Return the address that a request comes from, without the port."""
    return scope.client.rpartition(":")[0].strip("[]")


def call(application: WSGIApplication, environ: WSGIEnvironment) -> Reply:
    """Let the application answer, in the thread that calls. Raises whatever it raises."""
    begun: list[tuple[str, Headers]] = []

    def start(status: str, headers: Headers, _exc_info: object = None) -> Callable[[bytes], object]:
        begun.append((status, headers))
        return lambda _: None

    files = _Files()
    environ["wsgi.file_wrapper"] = files
    parts = application(environ, start)
    status, headers = int(begun[-1][0][:3]), begun[-1][1]
    body = files.part(status, headers) if environ["REQUEST_METHOD"] == "GET" else None
    if body is not None:
        close(parts)
        return Reply(status, headers, body)
    return Reply(status, headers, whole(parts))


class _Files:
    """``wsgi.file_wrapper`` that remembers the file, so that the server can send it by itself."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None

    def __call__(self, file: IO[bytes], block_size: int = 8192) -> Iterable[bytes]:
        """Return the file as a WSGI answer."""
        self._file = file
        return FileWrapper(file, block_size)

    def part(self, status: int, headers: Headers) -> FilePart | None:
        """Return the part of the file that is the answer, if it is a large one."""
        named = {name.lower(): value for name, value in headers}
        length = named.get("content-length", "")
        path = getattr(self._file, "name", None)
        if not isinstance(path, str) or not length.isdigit() or int(length) <= LARGEST_WHOLE:
            return None
        found = _RANGE.fullmatch(named.get("content-range", "")) if status == 206 else None
        if status not in {200, 206} or (status == 206 and not found):
            return None
        return FilePart(path, int(found[1]) if found else 0, int(length))
