"""Every kind of answer as an independent linter of HTTP sees it, and the rules of caching that it cannot see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from httplint import HttpRequestLinter, HttpResponseLinter, levels

from tests.abuse.wire import FORM, Answer, message, say
from tests.serving import Server, serve

CODINGS = ("", "gzip", "br", "zstd")
TARGETS = {
    "page": "/",
    "page with a query": "/vacancies/?level=social-worker",
    "page with an argument that nobody heeds": "/our-journey/?from=a-newsletter",
    "search": "/search/?q=supervision",
    "form": "/interest/",
    "feed": "/stories/feed.atom",
    "feed as JSON": "/vacancies/feed.json",
    "calendar": "/vacancies/closing-dates.ics",
    "download": "/downloads/improvement-journey-poster.pdf",
    "icon": "/favicon.ico",
    "manifest": "/site.webmanifest",
    "robots": "/robots.txt",
    "sitemap": "/sitemap.xml",
    "missing": "/nothing-here/",
    "redirect": "/our-journey",
    "health": "/healthz",
    "sign-in": "/staff/sign-in/",
}
LEFT = {
    "STORE_PUBLIC_UNNECESSARY": "said for readers of the header, and harmless",
}
"""Notes of the linter that stand, and why."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a server as an operator runs it behind TLS."""
    folder = Path(tmp_path_factory.mktemp("standards"))
    with serve(folder, CAREERS_BASE_URL="https://careers.example", CAREERS_DEMONSTRATION="yes") as running:
        yield running


@pytest.fixture(scope="module")
def sheet(server: Server) -> str:
    """Return the address of a style sheet."""
    found = re.search(rb'href="(/static/[^"]+\.css)"', server.ask("/")[2])
    assert found
    return found[1].decode()


def faults(answer: Answer, method: str, target: str, sent: list[tuple[str, str]]) -> list[str]:
    """Return what the linter finds wrong or doubtful."""
    request = HttpRequestLinter()
    request.process_request_topline(method.encode(), f"http://careers.example{target}".encode(), b"HTTP/1.1")
    request.process_headers([(b"Host", b"careers.example"), *((k.encode(), v.encode()) for k, v in sent)])
    request.finish_content(True)
    linter = HttpResponseLinter(_related=request, no_content=method == "HEAD")
    linter.process_response_topline(b"HTTP/1.1", str(answer.status).encode(), b"")
    linter.process_headers([(name.encode(), value.encode("latin-1")) for name, value in answer.headers])
    linter.feed_content(answer.body)
    linter.finish_content(True)
    assert len(linter.notes) > 1, "the linter has looked at nothing"
    return [
        f"{type(note).__name__}: {note.summary}"
        for note in linter.notes
        if note.level in {levels.BAD, levels.WARN} and type(note).__name__ not in LEFT
    ]


def ask(server: Server, target: str, method: str = "GET", **headers: str) -> tuple[Answer, list[str]]:
    """Return an answer and what the linter says of it."""
    sent = [(name.replace("_", "-"), value) for name, value in headers.items() if value]
    answer = say(server.port, message(target, method, sent))
    return answer, faults(answer, method, target, sent)


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS.keys())
def test_every_kind_of_answer_keeps_to_the_standard(server: Server, target: str) -> None:
    for coding in CODINGS:
        whole, found = ask(server, target, Accept_Encoding=coding)
        assert not found, (target, coding, found)
        head, found = ask(server, target, "HEAD", Accept_Encoding=coding)
        assert not found, (target, coding, found)
        assert head.status == whole.status
        tag = whole.header("etag")
        if tag:
            unchanged, found = ask(server, target, Accept_Encoding=coding, If_None_Match=tag)
            if unchanged.status == 200 and unchanged.header("etag") != tag:  # compressed better since it was asked for
                whole = unchanged
                unchanged, found = ask(server, target, Accept_Encoding=coding, If_None_Match=whole.header("etag"))
            assert (unchanged.status, unchanged.body, found) == (304, b"", [])
            for name in ("etag", "cache-control", "vary"):  # but for the seconds, which go down before an edition ends
                held, told = (re.sub(r"(?<=max-age=)\d+", "", one.header(name)) for one in (unchanged, whole))
                assert held == told, name


def test_static_files_keep_to_the_standard(server: Server, sheet: str) -> None:
    for coding in CODINGS:
        whole, found = ask(server, sheet, Accept_Encoding=coding)
        assert (whole.status, found) == (200, [])
        assert "immutable" in whole.header("cache-control")
    for value, status in (("bytes=0-9", 206), ("bytes=99999999-", 416)):
        part, found = ask(server, sheet, Range=value)
        assert (part.status, found) == (status, [])


def test_parts_of_a_download_keep_to_the_standard(server: Server) -> None:
    target = TARGETS["download"]
    whole, _ = ask(server, target)
    assert whole.header("accept-ranges") == "bytes"
    for value, status in (("bytes=10-19", 206), ("bytes=-10", 206), ("bytes=99999999-", 416)):
        part, found = ask(server, target, Range=value)
        assert (part.status, found) == (status, [])
    part, _ = ask(server, target, Range="bytes=10-19", If_Range=whole.header("etag"))
    assert (part.status, part.body) == (206, whole.body[10:20])
    other, _ = ask(server, target, Range="bytes=10-19", If_Range='"another"')
    assert (other.status, other.body) == (200, whole.body)


def test_refusals_keep_to_the_standard(server: Server) -> None:
    for target, status, sent, body in (
        ("/our-journey/", 405, [("Content-Length", "0")], b""),
        ("/interest/send/", 411, [("Content-Type", FORM), ("Transfer-Encoding", "chunked")], b"0\r\n\r\n"),
        ("/interest/send/", 413, [("Content-Type", FORM), ("Content-Length", "70000")], b"a" * 70_000),
        ("/interest/send/", 415, [("Content-Type", "text/plain"), ("Content-Length", "1")], b"a"),
        ("/interest/send/", 422, [("Content-Type", FORM), ("Content-Length", "14")], b"situation=none"),
    ):
        answer = say(server.port, message(target, "POST", sent, body))
        assert (answer.status, faults(answer, "POST", target, sent)) == (status, [])


def test_answers_vary_by_coding_alone_and_never_by_what_a_visitor_is(server: Server) -> None:
    for target in TARGETS.values():
        answer, _ = ask(server, target, Accept_Encoding="gzip")
        names = {name.strip().lower() for name in answer.header("vary").split(",")} - {""}
        assert names <= {"accept-encoding"} or target.startswith("/staff/"), target


def test_a_shared_cache_may_keep_what_is_public_and_nothing_else(server: Server) -> None:
    public = {"/", "/vacancies/?level=social-worker", "/search/?q=supervision", "/stories/feed.atom", "/sitemap.xml"}
    for target in TARGETS.values():
        answer, _ = ask(server, target)
        if target in public:
            assert answer.header("cache-control").startswith("public, max-age=")
            assert answer.header("etag")
        elif target in {"/interest/", "/healthz", "/staff/sign-in/", "/nothing-here/"}:
            assert answer.header("cache-control") == "no-store", target
