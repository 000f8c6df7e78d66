"""Clients that are slow on purpose: pages are served meanwhile, and the waiting ends."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from select import select
from threading import Event
from time import monotonic

import pytest

from careers.cli.listening import READER_SECONDS
from careers.delivery.front import BODIES, BODY_SECONDS, SHARE
from tests.abuse.conftest import LARGE
from tests.abuse.wire import FORM, connect, get, message, parse, post, say, somewhere

FIFTY = 50
QUICK = BODY_SECONDS / 2
"""Seconds in which pages come. Who had to wait for the slow ones would wait until these are given up."""


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
    """All others are served meanwhile, forms too; the silent ones are told after a while that it took too long."""
    began = monotonic()
    with crowd(port, FIFTY, slow_form()) as links:
        assert_served(port)
        assert post(port, "/interest/send/", b"situation=none").status == 422
        answers = [parse(link.recv(1 << 16)) for link in links]
    assert BODY_SECONDS - 1 < monotonic() - began < 2 * BODY_SECONDS
    assert {answer.status for answer in answers} == {408}
    assert all(b'href="/' in answer.body and answer.header("content-security-policy") for answer in answers)


def test_one_network_cannot_take_every_place(port: int) -> None:
    source, share = somewhere(), int(BODIES * SHARE)
    with ExitStack() as stack:
        links = [stack.enter_context(connect(port, source=source)) for _ in range(share + FIFTY)]
        for link in links:
            link.sendall(slow_form())
        assert_served(port)
        answered, _, _ = select(links, [], [], QUICK)
        answers = [parse(link.recv(1 << 16)) for link in answered]
        assert len(answers) >= FIFTY
        assert {answer.status for answer in answers} == {503}
        assert all(answer.header("retry-after") and answer.header("content-security-policy") for answer in answers)
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
    assert 8 < monotonic() - began < 30


def test_readers_who_do_not_read(port: int) -> None:
    """They hold no thread: pages, downloads and the same large file come at once for everybody else."""
    with crowd(port, 4 * FIFTY, message(LARGE), takes=2048):
        assert_served(port)
        assert get(port, "/downloads/improvement-journey-poster.pdf").status == 200
        whole = say(port, message(LARGE), source=somewhere())
        assert (whole.status, len(whole.body)) == (200, int(whole.header("content-length")))


@pytest.mark.soak
def test_readers_who_take_nothing_are_dropped(port: int) -> None:
    with crowd(port, 3, message(LARGE), takes=2048) as links:
        Event().wait(READER_SECONDS * 1.5)
        for link in links:
            with pytest.raises(ConnectionError):
                while link.recv(1 << 16):
                    pass


def test_part_of_a_large_file(port: int) -> None:
    answer = say(port, message(LARGE, headers=[("Range", "bytes=3000001-3999999")]))
    assert answer.status == 206
    assert answer.header("content-range") == "bytes 3000001-3999999/6000000"
    assert answer.body == (b"a,b\n" * 250_001)[1:1_000_000]


def test_clients_who_leave_in_the_middle(port: int) -> None:
    for data in (slow_form(), message(LARGE), message("/vacancies/?q=duty"), b"GET /"):
        with crowd(port, 20, data, takes=2048):
            pass
    assert_served(port)
    assert post(port, "/interest/send/", b"situation=none").status == 422
