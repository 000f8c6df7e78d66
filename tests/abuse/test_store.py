"""What is kept between requests: nobody can put anything there for the next reader, and nothing private goes in."""

from __future__ import annotations

import gzip
import re

import brotli
import pytest

from careers.clock import Clock
from careers.forms.one_time import new_key
from tests.abuse.conftest import LARGE
from tests.abuse.wire import CANARY, Answer, get, message, post, say

PAGE = "/stories/naomi/"
CODINGS = ("br", "gzip", "identity")


def plain(answer: Answer) -> bytes:
    """Return the body without its content coding."""
    coding = answer.header("content-encoding")
    return {"br": brotli.decompress, "gzip": gzip.decompress}.get(coding, bytes)(answer.body)


@pytest.mark.parametrize("path", ["/progression/", "/contact/", "/stories/", "/vacancies/"])
def test_page_cannot_be_poisoned(port: int, path: str) -> None:
    """The first readers of a page are strangers of every kind; the next one gets the page that the first would have."""
    headers = [("X-Forwarded-Host", CANARY), ("Accept-Encoding", "\xff, gzip;q=1e999"), ("Range", "bytes=0-1")]
    for data in (
        message(path, "HEAD", headers, host=CANARY),
        message(path, "get", headers, host=CANARY),
        message(f"{path}?{CANARY}", headers=headers, host=CANARY),
        message(f"//{path.strip('/')}/", headers=headers, host=CANARY),
        message(path, "POST", [("Content-Length", "0")], host=CANARY),
        message(path, headers=[("X-HTTP-Method-Override", "DELETE"), ("If-None-Match", "*")], host=CANARY),
        message(path, host=None, version="1.0"),
    ):
        assert say(port, data).status < 500
    pages = {plain(get(port, path, Accept_Encoding=coding)) for coding in CODINGS}
    assert len(pages) == 1
    page = pages.pop()
    assert page.startswith(b"<!doctype html>")
    assert page.rstrip().endswith(b"</html>")
    assert CANARY.encode() not in page
    assert plain(get(port, f"{path}?")) == page


def test_validators_and_codings(port: int) -> None:
    answers = {coding: get(port, PAGE, Accept_Encoding=coding) for coding in CODINGS}
    assert {a.header("vary") for a in answers.values()} == {"Accept-Encoding"}
    assert len({a.header("etag") for a in answers.values()}) == 3
    for answer in answers.values():
        assert re.fullmatch(r"public, max-age=\d+", answer.header("cache-control"))
        assert int(answer.header("content-length")) == len(answer.body)


GARBAGE = ("", "*", '"', 'W/"', '"a", "b', "\xff", '"' + "a" * 60_000, '"a",' * 15_000, ",,,,", "None", "W/W/W/")
DATES = (
    "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
    "Sun, 06 Nov 1994 08:49:37 +99999999999999999999",
    "Sun, 06 Nov 0000 08:49:37 GMT",
    "Sun, 31 Feb 2026 08:49:37 GMT",
    "Mon, 01 Jan 0001 00:00:00 +2359",
    "Fri, 31 Dec 9999 23:59:59 -2359",
    "0",
    "-1",
    "now",
    "\xff\xfe",
    "9" * 5_000,
    "Sun, 06 Nov 1994 08:49:37 GMT" * 500,
)
RANGES = (
    "bytes=0-" + "9" * 5_000,
    "bytes=" + "9" * 5_000 + "-",
    "bytes=-" + "9" * 5_000,
    "bytes=5-1",
    "bytes=-0",
    "bytes=0-0" + ",0-0" * 5_000,
    "bytes=a-b",
    "bytes=\u0661-".encode().decode("latin-1"),
    "lines=1-2",
    "=",
    "bytes",
    "bytes=--1",
)


def test_conditions_that_cannot_be_read_are_no_fault(port: int, sheet: str) -> None:
    """A year or a zone that no calendar has once made every download answer 500."""
    targets = (PAGE, sheet, "/downloads/improvement-journey-poster.pdf", "/favicon.ico", "/stories/feed.atom")
    for target in targets:
        for value in GARBAGE:
            assert get(port, target, If_None_Match=value).status in {200, 304}
        for value in DATES:
            for name in ("If-Modified-Since", "If-Unmodified-Since"):
                assert say(port, message(target, headers=[(name, value)])).status in {200, 304}, (target, name, value)
            with_range = [("If-Range", value), ("Range", "bytes=0-5")]
            assert say(port, message(target, headers=with_range)).status in {200, 206}, (target, value)
        for value in RANGES:
            assert get(port, target, Range=value).status in {200, 206, 416}, (target, value)


def test_nothing_private_is_stored_or_may_be(port: int) -> None:
    key = new_key(Clock().today())
    private = post(port, "/interest/send/", f"situation=returning&roles=social-worker&key={key}".encode()).header(
        "location"
    )
    assert private.startswith("/interest/yours/")
    for target in (
        private,
        f"{private}feed.atom",
        f"{private}calendar.ics",
        "/interest/",
        "/feedback/?page=/our-journey/",
    ):
        for method in ("HEAD", "GET", "GET"):
            answer = say(port, message(target, method))
            assert answer.status == 200, target
            assert answer.header("cache-control") == "no-store"
            assert not answer.header("etag")
    keys = [
        re.search(rb'name="key" value="([^"]+)"', get(port, "/feedback/?page=/our-journey/").body) for _ in range(2)
    ]
    assert keys[0]
    assert keys[1]
    assert keys[0][1] != keys[1][1], "two visitors were given the same form"


@pytest.mark.parametrize("target", ["/nothing/", "/our-journey", "/healthz", "/feedback/thanks/"])
def test_what_depends_on_the_request_is_not_public(port: int, target: str) -> None:
    assert not get(port, target).header("etag")


def test_large_file_is_whole(port: int) -> None:
    answer = get(port, LARGE)
    assert len(answer.body) == int(answer.header("content-length")) == 6_000_000
