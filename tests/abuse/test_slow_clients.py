"""Clients that are slow on purpose: pages are served meanwhile, and the waiting ends."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from select import select
from time import monotonic

from careers.delivery.patience import BODIES
from tests.abuse.conftest import LARGE
from tests.abuse.wire import FORM, connect, get, message, parse, post, say, somewhere

FIFTY = 50
QUICK = 3


@contextmanager
def crowd(port: int, count: int, data: bytes, *, takes: int | None = None) -> Iterator[list[socket.socket]]:
    """Yield connections on which this was said and nothing follows."""
    with ExitStack() as stack:
        links = [stack.enter_context(connect(port, source=somewhere(), takes=takes)) for _ in range(count)]
        for link in links:
            link.sendall(data)
        yield links


def assert_served(port: int) -> None:
    """Fail unless pages, stored and not, come at once."""
    for target in ("/", "/our-journey/", "/vacancies/?q=duty", "/healthz"):
        began = monotonic()
        assert get(port, target).status == 200
        assert monotonic() - began < QUICK, f"{target} was slow"


def slow_form() -> bytes:
    """Return a form of which most is still to come."""
    return message("/interest/send/", "POST", [("Content-Type", FORM), ("Content-Length", "1000")], b"situation=")


def test_fifty_forms_that_fall_silent(port: int) -> None:
    """Some wait, the others are told at once to come back; when the slow ones have gone forms are taken as before."""
    with crowd(port, FIFTY, slow_form()) as links:
        assert_served(port)
        answered, _, _ = select(links, [], [], QUICK)
        answers = [parse(link.recv(1 << 16)) for link in answered]
        assert len(answers) >= FIFTY - BODIES
        assert {answer.status for answer in answers} == {503}
        assert all(answer.header("retry-after") for answer in answers)
    assert any(post(port, "/interest/send/", b"situation=none").status == 422 for _ in range(20))


def test_one_network_cannot_take_every_place(port: int) -> None:
    source = somewhere()
    with ExitStack() as stack:
        for _ in range(FIFTY):
            stack.enter_context(connect(port, source=source)).sendall(slow_form())
        assert_served(port)
        for _ in range(5):
            assert post(port, "/interest/send/", b"situation=none").status == 422


def test_slow_form_that_arrives_is_taken(port: int) -> None:
    body = b"situation=" + b"n" * 40
    data = message("/interest/send/", "POST", [("Content-Type", FORM), ("Content-Length", str(len(body)))])
    with connect(port, source=somewhere()) as link:
        link.sendall(data)
        for byte in body:
            link.sendall(bytes([byte]))
        assert parse(link.recv(1 << 16)).status == 422


def test_heads_that_never_end_and_connections_that_say_nothing(port: int) -> None:
    with crowd(port, FIFTY, b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "), crowd(port, 400, b""):
        assert_served(port)


def test_connection_that_says_nothing_is_closed(port: int) -> None:
    began = monotonic()
    with crowd(port, 3, b"") as links:
        for link in links:
            assert link.recv(100) == b""
    assert 8 < monotonic() - began < 14


def test_fifty_readers_who_do_not_read(port: int) -> None:
    with crowd(port, FIFTY, message(LARGE), takes=2048):
        assert_served(port)
        assert get(port, "/downloads/improvement-journey-poster.pdf").status == 200
        assert say(port, message(LARGE), source=somewhere()).status == 503
    for _ in range(20):
        if get(port, LARGE).status == 200:
            break
    answer = get(port, LARGE)
    assert answer.status == 200
    assert len(answer.body) == int(answer.header("content-length"))


def test_clients_who_leave_in_the_middle(port: int) -> None:
    for data in (slow_form(), message(LARGE), message("/vacancies/?q=duty"), b"GET /"):
        with crowd(port, 20, data, takes=2048):
            pass
    assert_served(port)
    assert post(port, "/interest/send/", b"situation=none").status == 422
