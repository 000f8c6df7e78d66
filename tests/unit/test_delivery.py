"""The rendered-page store and content coding, on an application of three lines and a clock whose hands are moved."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

import brotli
import pytest
import zstandard
from werkzeug.test import Client, TestResponse

from careers.delivery.compressor import Compressor
from careers.delivery.conditions import is_date
from careers.delivery.encoding import choose
from careers.delivery.page_store import PageStore, Shelf
from careers.delivery.seats import Seats
from careers.delivery.security import SecurityHeaders
from careers.delivery.stored_pages import STORABLE, StoredPages
from careers.delivery.warming import one_at_a_time, warm
from tests.own_script import HEADERS, INTEGRITY

NINE = datetime(2026, 6, 1, 9, tzinfo=UTC)
TEXT = b"<p>" + b"A lit window means that somebody is there. " * 40 + b"</p>"


@dataclass
class Edition:
    """An edition that holds until a moment."""

    until: datetime


def canonical(_path: str, query: str) -> str | None:
    """Heed the argument ``q`` alone, up to ten characters of it."""
    found = [part for part in query.split("&") if part.startswith("q=")]
    return None if len(query) > 12 else "&".join(found)


class House:
    """An application that counts how often it is asked, behind a store."""

    def __init__(self) -> None:
        self.asked = 0
        self.body = TEXT
        self.storable = True
        self.extra: list[tuple[str, str]] = []
        self.now = NINE
        self.edition = Edition(NINE + timedelta(hours=1))
        self.kind = "text/html; charset=utf-8"
        self.open()

    def open(self, **limits: Any) -> None:
        """Begin with an empty store."""
        headers = list(HEADERS.items())
        store = PageStore(lambda _now: self.edition, lambda: self.now, canonical=canonical, always=headers, **limits)
        self.store, self.stored = store, StoredPages(self, store)
        self.client = Client(SecurityHeaders(self.stored, headers), use_cookies=False)

    def __call__(self, environ, start_response):  # type: ignore[no-untyped-def]
        self.asked += 1
        environ[STORABLE] = self.storable
        body = self.body + environ["QUERY_STRING"].encode()
        start_response("200 OK", [("Content-Type", self.kind), ("Content-Length", str(len(body))), *self.extra])
        return [body]

    def get(self, path: str = "/", **headers: str) -> TestResponse:
        """Ask for a page, header names with underscores."""
        return self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_a_page_is_rendered_once_for_every_coding() -> None:
    house = House()
    codings = ("br", "zstd", "gzip", "")
    first = [house.get(Accept_Encoding=coding) for coding in codings]
    again = [house.get(Accept_Encoding=coding) for coding in codings]
    assert house.asked == 1
    assert [answer.data for answer in first] == [answer.data for answer in again]
    assert [answer.headers.get("Content-Encoding", "") for answer in first] == list(codings)
    assert brotli.decompress(first[0].data) == zstandard.decompress(first[1].data) == TEXT
    assert gzip.decompress(first[2].data) == first[3].data == TEXT


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


def test_what_is_not_marked_is_never_stored() -> None:
    house = House()
    house.storable = False
    house.get("/private")
    answer = house.get("/private")
    assert house.asked == 2
    assert "ETag" not in answer.headers


def test_a_page_with_a_query_is_stored_when_it_is_asked_for_again() -> None:
    house = House()
    answers = [house.get("/?q=1&other=2"), house.get("/?q=1"), house.get("/?other=3&q=1"), house.get("/?q=1&x=y")]
    assert house.asked == 2
    assert answers[1].headers["ETag"] == answers[2].headers["ETag"]
    assert house.get("/?q=1", If_None_Match=answers[2].headers["ETag"]).status_code == 304
    assert house.get("/?q=2").data != answers[1].data


def test_arguments_that_a_page_does_not_heed_lead_to_the_page_itself() -> None:
    house = House()
    house.get("/")
    assert house.get("/?from=a&b").data == TEXT
    assert house.asked == 1


def test_a_query_that_is_too_long_is_answered_and_not_stored() -> None:
    house = House()
    for _ in range(3):
        assert house.get("/?q=123456789012345").data.endswith(b"345")
    assert house.asked == 3


def test_the_store_is_bounded() -> None:
    house = House()
    house.open(capacity=2)
    for _ in range(2):
        for number in range(4):
            house.get(f"/{number}")
    assert house.asked == 4 + 2


def test_a_stranger_with_ever_new_queries_drives_nothing_out() -> None:
    house = House()
    house.open(queries=3)
    for _ in range(2):
        house.get("/?q=good")
    for number in range(1_000):
        house.get(f"/?q={number}")
    asked = house.asked
    house.get("/?q=good")
    assert house.asked == asked


@pytest.mark.parametrize("limits", [{"queries": 2}, {"query_bytes": 5_000}])
def test_pages_with_queries_are_bounded_and_the_longest_unused_go(limits: dict[str, int]) -> None:
    house = House()
    house.open(**limits)
    for name in "abac":
        house.get(f"/?q={name}")
        house.get(f"/?q={name}")
    asked = house.asked
    house.get("/?q=a")
    house.get("/?q=c")
    assert house.asked == asked
    house.get("/?q=b")
    assert house.asked == asked + 1


def test_a_page_that_was_rendered_across_the_end_of_its_edition_is_not_found_again() -> None:
    house = House()
    render = house.__class__.__call__

    class Slow(House):
        def __call__(self, environ, start_response):  # type: ignore[no-untyped-def]
            self.edition = Edition(NINE + timedelta(hours=2 + self.asked))
            return render(self, environ, start_response)

    slow = Slow()
    slow.get()
    slow.get()
    assert slow.asked == 2


def test_a_page_that_is_the_same_in_the_next_edition_keeps_its_validator_and_its_bytes() -> None:
    house = House()
    before = house.get(Accept_Encoding="br")
    house.edition = Edition(NINE + timedelta(hours=2))
    after = house.get(Accept_Encoding="br")
    assert (house.asked, after.headers["ETag"]) == (2, before.headers["ETag"])


def test_pages_made_ahead_are_not_rendered_again_and_leave_at_the_best_level() -> None:
    house, compressor = House(), Compressor()
    house.store.on_keep = compressor.take
    shelf = house.store.current()
    assert warm(house.store, shelf, house.stored, "https://careers.example", ["/a/", "/b/", "/a/"]) == 2
    compressor.finish()
    answers = [house.client.get(path, headers={"Accept-Encoding": "br"}) for path in ("/a/", "/b/")]
    assert house.asked == 2
    assert {answer.data for answer in answers} == {brotli.compress(TEXT, quality=11)}


def test_a_page_that_was_asked_for_first_leaves_quickly_and_then_at_the_best_level() -> None:
    house, compressor = House(), Compressor()
    quick = house.client.get("/", headers={"Accept-Encoding": "br"})
    compressor.take(house.store.current().pages["/"])
    compressor.finish()
    best = house.client.get("/", headers={"Accept-Encoding": "br"})
    assert (quick.data, best.data) == (brotli.compress(TEXT, quality=5), brotli.compress(TEXT, quality=11))
    assert quick.headers["ETag"] != best.headers["ETag"]


def test_making_ahead_goes_on_after_a_fault_and_ends_with_the_edition(caplog: pytest.LogCaptureFixture) -> None:
    house = House()
    shelf = house.store.current()

    def some(environ: Any, start_response: Any) -> Any:
        if environ["PATH_INFO"] == "/broken/":
            raise ValueError("broken")
        if environ["PATH_INFO"] == "/last/":
            house.edition = Edition(NINE + timedelta(hours=2))
        return house.stored(environ, start_response)

    paths = ["/broken/", "/sound/", "/last/", "/never/"]
    assert warm(house.store, shelf, some, "https://careers.example", paths) == 3
    assert "/sound/" in shelf.pages
    assert house.asked == 2
    assert "could not be made ahead" in caplog.text


def test_nothing_is_made_ahead_for_an_edition_that_is_over() -> None:
    house, prepared = House(), list[Shelf]()
    work = one_at_a_time(house.store, prepared.append)
    over = house.store.current()
    house.edition = Edition(NINE + timedelta(hours=2))
    present = house.store.current()
    threads = [Thread(target=work, args=(shelf,)) for shelf in (over, present)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert [shelf is present for shelf in prepared] == [True]


def test_other_text_is_compressed_on_the_way() -> None:
    house = House()
    house.storable = False
    answer = house.client.post("/", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(answer.data) == TEXT
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    head = house.client.head("/", headers={"Accept-Encoding": "gzip"})
    assert (head.headers["Content-Length"], head.data) == (answer.headers["Content-Length"], b"")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"Cookie": "session=secret"}, []),
        ({}, [("Set-Cookie", "session=secret")]),
        ({}, [("ETag", '"of-a-file"')]),
        ({}, [("Content-Encoding", "gzip")]),
    ],
)
def test_what_belongs_to_somebody_or_has_its_own_validator_is_left_as_it_is(
    sent: dict[str, str], said: list[tuple[str, str]]
) -> None:
    house = House()
    house.storable, house.extra = False, said
    answer = house.client.get("/", headers={"Accept-Encoding": "gzip, br", **sent})
    assert answer.data == TEXT


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, zstd", "zstd"),
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
    assert f"script-src '{INTEGRITY}';" in answer.headers["Content-Security-Policy"]
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
    seats = Seats(3, share=2 / 3)
    assert [seats.take(network) for network in "aaabb"] == [True, True, False, True, False]
    seats.leave("a")
    assert seats.take("b")
    assert not seats.take("a")
