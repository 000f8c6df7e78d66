"""The WSGI side of the page store: answers from it before the application is asked, and fills it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING

from careers.delivery import encoding
from careers.delivery.page_store import Answer, Headers, PageStore

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

STORABLE = "careers.storable"
"""Key in the WSGI environment that the application sets to true on an answer that is the same for everybody."""

_NOT_OURS = frozenset({"etag", "last-modified", "content-encoding", "set-cookie"})
"""Headers of answers that are left as they are: files with validators of their own, and what belongs to somebody."""


class StoredPages:
    """WSGI middleware that answers GET and HEAD for stored pages and stores what the application marks as storable.

    Other text is compressed on the way, unless a cookie travels with it. What an attacker could guess from the length of
    a compressed page (BREACH) is what a visitor's credentials open; without a cookie there are none, and whoever could
    make a browser ask for the page could ask for it themselves.
    """

    def __init__(self, application: WSGIApplication, store: PageStore) -> None:
        self._application, self._store = application, store

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from the store, or as the application does."""
        method, path, query = environ["REQUEST_METHOD"], _text(environ, "PATH_INFO"), _text(environ, "QUERY_STRING")
        accept, condition = environ.get("HTTP_ACCEPT_ENCODING", ""), environ.get("HTTP_IF_NONE_MATCH")
        is_reading = method in {"GET", "HEAD"}
        stored = self._store.look_up(method, path, query, accept, condition, make=True) if is_reading else None
        if stored is not None:
            return _send(stored, start_response)
        begun: list[tuple[str, Headers]] = []

        def start(status: str, headers: Headers, _exc_info: object = None) -> Callable[[bytes], object]:
            begun.append((status, headers))
            return lambda _: None

        shelf = self._store.current()
        # HEAD is answered as GET, so that it has the same headers and its page is stored.
        inner = environ | {"REQUEST_METHOD": "GET"} if is_reading else environ
        parts = self._application(inner, start)
        status, headers = begun[-1]
        if is_reading and inner.get(STORABLE):
            page = self._store.keep(shelf, path, query, whole(parts), headers)
            return _send(self._store.answer(shelf, page, method, accept, condition), start_response)
        if "HTTP_COOKIE" not in environ:
            headers, parts = _compressed(headers, parts, encoding.choose(accept))
        start_response(status, headers)
        if method == "HEAD":
            close(parts)
            return []
        return parts


def _send(answer: Answer, start_response: StartResponse) -> Iterable[bytes]:
    start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", answer.headers)
    return [answer.body] if answer.body else []


def _compressed(headers: Headers, parts: Iterable[bytes], coding: str) -> tuple[Headers, Iterable[bytes]]:
    """Return an answer in a coding, quickly made, if it is text in one piece and not one to be left alone."""
    named = {name.lower(): value for name, value in headers}
    length = named.get("content-length", "")
    kind = named.get("content-type", "")
    if _NOT_OURS & named.keys() or not length.isdigit() or not encoding.is_worth_it(kind, int(length)):
        return headers, parts
    kept = [pair for pair in headers if pair[0].lower() not in {"content-length", "vary"}]
    varies = ", ".join(filter(None, (named.get("vary"), "Accept-Encoding")))
    body = encoding.encode(whole(parts), coding)
    kept += [("Vary", varies), ("Content-Length", str(len(body)))]
    return kept + ([("Content-Encoding", coding)] if coding else []), [body]


def _text(environ: WSGIEnvironment, name: str) -> str:
    """Return a part of the address as text; PEP 3333 hands over its bytes as if they were Latin-1."""
    return str(environ.get(name, "").encode("latin-1").decode("utf-8", "replace"))


def whole(parts: Iterable[bytes]) -> bytes:
    """Return an answer in one piece, and close it."""
    try:
        return b"".join(parts)
    finally:
        close(parts)


def close(parts: Iterable[bytes]) -> None:
    """Close an answer, as WSGI asks of whoever takes it (PEP 3333)."""
    closing = getattr(parts, "close", None)
    if closing:
        closing()
