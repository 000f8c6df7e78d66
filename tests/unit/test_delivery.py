"""The rendered-page store, content coding and the headers of every answer."""

from __future__ import annotations

import gzip
from datetime import timedelta

import brotli
import pytest
import zstandard

from careers.delivery.conditions import is_date
from careers.delivery.encoding import choose
from careers.delivery.seats import Seats
from tests.own_script import HEADERS, INTEGRITY
from tests.unit.house import NINE, TEXT, Edition, House


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
