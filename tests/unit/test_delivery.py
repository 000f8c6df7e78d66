"""The rendered-page store and content coding, on an application of three lines and a clock whose hands are moved."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import brotli
import pytest
from werkzeug.test import Client, TestResponse

from careers.delivery.conditions import is_date
from careers.delivery.encoding import choose
from careers.delivery.page_store import STORABLE, PageStore
from careers.delivery.patience import WHOLE, Patience, Seats
from careers.delivery.security import HEADERS, SecurityHeaders

NINE = datetime(2026, 6, 1, 9, tzinfo=UTC)
TEXT = b"<p>" + b"A lit window means that somebody is there. " * 40 + b"</p>"


@dataclass
class Edition:
    """An edition that holds until a moment."""

    until: datetime


class House:
    """An application that counts how often it is asked, behind a store."""

    def __init__(self) -> None:
        self.asked = 0
        self.body = TEXT
        self.storable = True
        self.now = NINE
        self.edition = Edition(NINE + timedelta(hours=1))
        self.client = Client(SecurityHeaders(PageStore(self, lambda: self.edition, lambda: self.now), https=True))

    def __call__(self, environ, start_response):  # type: ignore[no-untyped-def]
        self.asked += 1
        environ[STORABLE] = self.storable
        start_response(
            "200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(self.body)))]
        )
        return [self.body]

    def get(self, path: str = "/", **headers: str) -> TestResponse:
        """Ask for a page, header names with underscores."""
        return self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_a_page_is_rendered_once_for_each_coding() -> None:
    house = House()
    first = [house.get(Accept_Encoding=coding) for coding in ("br", "gzip", "")]
    again = [house.get(Accept_Encoding=coding) for coding in ("br", "gzip", "")]
    assert house.asked == 3
    assert [answer.data for answer in first] == [answer.data for answer in again]
    assert brotli.decompress(first[0].data) == gzip.decompress(first[1].data) == first[2].data == TEXT


def test_each_coding_has_its_own_strong_validator_and_varies() -> None:
    house = House()
    answers = [house.get(Accept_Encoding=coding) for coding in ("br", "gzip", "")]
    tags = {answer.headers["ETag"] for answer in answers}
    assert len(tags) == 3
    assert not any(tag.startswith("W/") for tag in tags)
    assert {answer.headers["Vary"] for answer in answers} == {"Accept-Encoding"}


def test_a_reader_who_has_the_page_gets_no_body() -> None:
    house = House()
    tag = house.get(Accept_Encoding="gzip").headers["ETag"]
    for value in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = house.get(Accept_Encoding="gzip", If_None_Match=value)
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == tag
        assert "Content-Encoding" not in answer.headers
    assert house.get(Accept_Encoding="gzip", If_None_Match='"other"').status_code == 200


def test_head_has_the_headers_of_get_and_no_body() -> None:
    house = House()
    head = house.client.head("/", headers={"Accept-Encoding": "gzip"})
    get = house.get(Accept_Encoding="gzip")
    assert (head.data, head.headers) == (b"", get.headers)
    assert house.asked == 1


def test_everything_is_forgotten_when_the_edition_changes() -> None:
    house = House()
    before = house.get().data
    house.body = TEXT + b"<p>A new advert.</p>"
    assert house.get().data == before
    house.edition = Edition(NINE + timedelta(hours=2))
    assert house.get().data == house.body


@pytest.mark.parametrize(("left", "age"), [(3600, 60), (60, 60), (59, 59), (1, 1), (0, 0), (-5, 0)])
def test_no_browser_keeps_a_page_past_the_end_of_its_edition(left: int, age: int) -> None:
    house = House()
    house.edition = Edition(NINE + timedelta(seconds=left))
    assert house.get().headers["Cache-Control"] == f"public, max-age={age}"


def test_what_is_not_marked_and_what_has_a_query_is_never_stored() -> None:
    house = House()
    house.get("/?q=1")
    house.get("/?q=1")
    house.storable = False
    house.get("/private")
    answer = house.get("/private")
    assert house.asked == 4
    assert "ETag" not in answer.headers


def test_the_store_is_bounded() -> None:
    house = House()
    house.client = Client(PageStore(house, lambda: house.edition, lambda: house.now, capacity=2))
    for _ in range(2):
        for number in range(4):
            house.get(f"/{number}")
    assert house.asked == 4 + 2


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("gzip;q=0", ""),
        ("gzip;q=nonsense", ""),
        ("GZIP;Q=0.5", "gzip"),
        ("identity", ""),
    ],
)
def test_the_coding_is_one_that_the_client_takes(header: str, coding: str) -> None:
    assert choose(header) == coding


def test_every_answer_carries_the_security_headers() -> None:
    answer = House().get()
    assert HEADERS.items() <= dict(answer.headers).items()
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("text", "readable"),
    [
        ("Sun, 06 Nov 1994 08:49:37 GMT", True),
        ("Sun, 06 Nov 99999999999999999999 08:49:37 GMT", False),
        ("Sun, 06 Nov 1994 08:49:37 +99999999999999999999", False),
        ("Sun, 31 Feb 2026 08:49:37 GMT", False),
        ("", False),
        ("9" * 5_000, False),
    ],
)
def test_a_date_is_one_that_a_calendar_has(text: str, readable: bool) -> None:
    assert is_date(text) is readable


def test_seats_are_shared_out_and_given_back() -> None:
    seats = Seats(3, share=2)
    assert [seats.take(network) for network in "aaabb"] == [True, True, False, True, False]
    seats.leave("a")
    assert seats.take("b")
    assert not seats.take("a")


def test_small_answers_leave_whole_and_large_ones_only_while_there_are_seats() -> None:
    closed: list[bool] = []

    class Large:
        def __iter__(self):  # type: ignore[no-untyped-def]
            yield bytes(WHOLE + 1)

        def close(self) -> None:
            closed.append(True)

    def application(environ, start_response):  # type: ignore[no-untyped-def]
        length = 5 if environ["PATH_INFO"] == "/small" else WHOLE + 1
        start_response("200 OK", [("Content-Length", str(length))])
        return iter([b"small"]) if length == 5 else Large()

    patient = Patience(application, readers=2, share=1)
    begun: list[str] = []

    def ask(path: str):  # type: ignore[no-untyped-def]
        environ = {"PATH_INFO": path, "REMOTE_ADDR": "192.0.2.1", "wsgi.input": None}
        return patient(environ, lambda status, *_: begun.append(status))  # type: ignore[arg-type,func-returns-value]

    assert ask("/small") == [b"small"]
    first, _, refused = ask("/large"), ask("/large"), ask("/large")
    assert begun[-1].startswith("503")
    assert b"Busy just now" in refused[0]
    assert closed == [True], "the file that was not sent stayed open"
    first.close()
    first.close()
    ask("/large")
    assert begun[-1].startswith("200")
    assert len(closed) == 2
