"""Which host names a process answers to, asked before anything stored leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from werkzeug.sansio.utils import host_is_trusted

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class KnownHosts:
    """WSGI middleware that leads requests for other names past the store, to the application that refuses them."""

    def __init__(self, known: WSGIApplication, other: WSGIApplication, hosts: Sequence[str]) -> None:
        self._known, self._other, self._hosts = known, other, hosts

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as one or the other does."""
        is_known = host_is_trusted(environ.get("HTTP_HOST", ""), self._hosts)
        return (self._known if is_known else self._other)(environ, start_response)
