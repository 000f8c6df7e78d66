"""Every verb on every route: never a fault, 405 with Allow where a route does not take it, HEAD as GET without a body."""

from __future__ import annotations

import pytest

from tests.abuse.wire import message, say, somewhere

VERBS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "QUERY", "get", "A-B")
READING = {"GET", "HEAD", "OPTIONS"}
CHANGING = {"date", "expires", "cache-control", "connection"}
Routes = list[tuple[str, frozenset[str]]]


@pytest.mark.parametrize("verb", VERBS)
def test_verb_on_every_route(port: int, addresses: Routes, verb: str) -> None:
    allowed: dict[str, set[str]] = {}
    for path, methods in addresses:
        allowed.setdefault(path, set()).update(methods)
    refused = 0
    for path, methods in allowed.items():
        answer = say(port, message(path, verb, [("Content-Length", "0")]), source=somewhere())
        assert 200 <= answer.status < 500, f"{verb} {path} answered {answer.status}"
        if verb.upper() not in methods:
            assert answer.status in {405, 404}, f"{verb} {path} answered {answer.status}"
            if answer.status == 405:
                refused += 1
                assert set(answer.header("allow").replace(" ", "").split(",")) <= methods | READING
        if verb in {"TRACE", "PUT", "DELETE", "PATCH"}:
            assert answer.status in {405, 404}
    assert refused or verb in {"GET", "HEAD", "OPTIONS", "get"}


def test_head_is_get_without_its_body(port: int, addresses: Routes, sheet: str) -> None:
    compared = 0
    for path in (*dict(addresses), sheet):
        get, head = (say(port, message(path, verb)) for verb in ("GET", "HEAD"))
        assert head.body == b"", path
        assert head.status == get.status, path
        if get.status == 405:
            continue
        ours, theirs = ({k: v for k, v in a.headers if k not in CHANGING} for a in (head, get))
        assert ours.keys() == theirs.keys(), path
        if get.status == 200 and not path.startswith(("/interest/", "/staff/")):
            assert ours == theirs, path
            compared += 1
    assert compared > 10


@pytest.mark.parametrize(
    "data",
    [
        b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\nConnection: close\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0",
        b"GET /\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
        b"\r\n" * 2000 + b"X",
        bytes(range(256)),
    ],
    ids=["connect", "options", "http2", "http0.9", "tls", "lines", "bytes"],
)
def test_what_is_no_request_is_refused(port: int, data: bytes) -> None:
    answer = say(port, data, seconds=1)
    assert answer.status in {0, 400, 404, 405}
    assert b"evil.example" not in answer.raw
