"""Clients that are slow on purpose: pages are served meanwhile, and the waiting ends."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic

from careers.delivery.patience import BODIES, BODY_SECONDS
from tests.abuse.conftest import LARGE
from tests.abuse.wire import FORM, connect, get, message, parse, post, somewhere

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
    """Some wait and are told 408, the others are told at once to come back; then forms are taken as before."""
    began = monotonic()
    with crowd(port, FIFTY, slow_form()) as links:
        assert_served(port)
        answers = [parse(link.recv(1 << 16)) for link in links]
        took = monotonic() - began
        statuses = [answer.status for answer in answers]
    assert set(statuses) == {408, 503}
    assert statuses.count(408) <= BODIES
    assert took < BODY_SECONDS + QUICK
    assert all(answer.header("retry-after") for answer in answers if answer.status == 503)
    assert post(port, "/interest/send/", b"situation=none").status == 422


def test_body_that_trickles_is_given_no_more_time(port: int) -> None:
    began = monotonic()
    with crowd(port, 1, slow_form()) as (link,):
        link.settimeout(0.5)
        answer = b""
        while not answer and monotonic() - began < BODY_SECONDS + QUICK:
            try:
                link.send(b"a")
                answer = link.recv(1 << 16)
            except TimeoutError:
                continue
    assert parse(answer).status == 408
    assert monotonic() - began > BODY_SECONDS - 1


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
        assert get(port, LARGE).status == 503
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
