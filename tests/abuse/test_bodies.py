"""Forms that no page of the site could send: refused in words, nothing kept, nothing repeated, never a fault."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from careers.clock import Clock
from careers.forms.one_time import new_key
from tests.abuse.wire import FORM, get, message, post, say, somewhere

SEND, FEEDBACK = "/interest/send/", "/feedback/send/"
WHOLE = "situation=returning&roles=social-worker"
BIDI, ZERO_WIDTH = "\u202e\u2066", "\u200b\u2060\ufeff"


def rows(house: Path) -> dict[str, int]:
    """Return how many rows each table of the database has."""
    with sqlite3.connect(house / "instance" / "careers.sqlite3") as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        counts = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
    connection.close()
    assert {"expression_of_interest", "page_feedback"} <= counts.keys()
    counts.pop("housekeeping")  # the server notes there, at its own time, that it has tidied up
    return counts


@pytest.fixture
def _nothing_kept(port: int, house: Path) -> Iterator[None]:
    """Fail when a test leaves a row of any table."""
    before = rows(house)
    yield
    assert rows(house) == before


HOSTILE = {
    "nothing": ("", {422}),
    "ten thousand fields": ("&".join(f"f{n}=" for n in range(5_000)) + "&" * 5_000, {413}),
    "a field a hundred times": ("&".join(["roles=social-worker"] * 100), {400}),
    "the first question twice": ("situation=returning&situation=student", {400}),
    "unknown field": ("situation=returning&admin=1", {400}),
    "prototype": ("__proto__[x]=1&constructor=1", {400}),
    "no equals sign": ("situation", {400, 422}),
    "null byte": ("situation=returning%00", {400}),
    "null byte in a name": ("situa%00tion=returning", {400}),
    "raw null byte": ("situation=\0", {400, 422}),
    "CR LF": ("situation=returning%0d%0aSet-Cookie:%20a=b", {400}),
    "CR LF in a name": ("situation%0d%0a=returning", {400}),
    "invalid UTF-8": ("situation=%ff%fe", {400}),
    "half a surrogate": ("situation=%ed%a0%80", {400}),
    "overlong": ("situation=%c0%af", {400}),
    "raw bytes": ("situation=\xff", {400}),
    "broken escape": ("situation=%zz", {422}),
    "right to left": (f"situation={quote(BIDI)}returning", {422}),
    "zero width": (f"situation=return{quote(ZERO_WIDTH)}ing", {422}),
    "markup": ("situation=%3Cscript%3Ealert(1)%3C/script%3E", {422}),
    "template": ("situation={{7*7}}", {422}),
    "query language": ("situation=' OR 1=1;--", {422}),
    "formula": ("situation==cmd|' /C calc'!A0", {422}),
    "path": ("situation=../../etc/passwd", {422}),
    "a long answer": ("situation=" + "a" * 400, {413}),
    "a large form": ("situation=" + "a" * 40_000, {413}),
    "a very large form": ("situation=" + "a" * 3_000_000, {413}),
    "another reference": (f"{WHOLE}&reference=KXTR-7M2P-9WQN", {400, 422}),
    "a forged key": (f"{WHOLE}&key=2026-01-01.{'A' * 43}", {422}),
    "a key from tomorrow": (f"{WHOLE}&key=2999-01-01.{'A' * 43}", {422}),
    "a key with a line": (f"{WHOLE}&key=2026-01-01.{'A' * 43}%0a", {400, 422}),
    "no key": (WHOLE, {422}),
}


@pytest.mark.usefixtures("_nothing_kept")
@pytest.mark.parametrize(("body", "statuses"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_form_is_refused(port: int, body: str, statuses: set[int]) -> None:
    answer = post(port, SEND, body.encode("latin-1"))
    assert answer.status in statuses
    assert b"<script>alert" not in answer.body
    assert not answer.header("set-cookie")


TYPES = (
    "",
    "text/plain",
    "application/json",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=x",
    f"{FORM}; charset=utf-7",
    f"{FORM}; charset=utf-16",
    f"{FORM}; charset*=utf-99''x",
    "application/x-www-form-urlencoded\t, text/plain",
    ";;;;=",
    "\xff\xfe",
    "a" * 20_000,
    "/".join("a" * 500),
)


@pytest.mark.usefixtures("_nothing_kept")
@pytest.mark.parametrize("kind", TYPES, ids=range(len(TYPES)))
def test_wrong_content_types_and_broken_multipart_are_refused(port: int, kind: str) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="situation"; filename="\r\n\r\nreturning\r\n--'
    for target in (SEND, FEEDBACK, "/feedback/", "/interest/change/"):
        assert post(port, target, body, kind).status == 415


def test_missing_content_type_and_compressed_form_are_refused(port: int) -> None:
    assert say(port, message(SEND, "POST", [("Content-Length", "3")], b"a=b")).status == 415
    assert post(port, SEND, b"\x1f\x8b" + bytes(20), Content_Encoding="gzip").status == 415


@pytest.mark.usefixtures("_nothing_kept")
@pytest.mark.parametrize("comment", ["a\0b", "a\x1b[31mb", "a\x7f", "a\x85b"])
def test_control_characters_in_a_comment_are_refused(port: int, comment: str) -> None:
    key = new_key(Clock().today())
    body = f"page=%2Four-journey%2F&helpful=no&key={key}&comment={quote(comment)}"
    assert post(port, FEEDBACK, body.encode()).status == 400


def test_personal_details_are_seen_through_invisible_characters(port: int, house: Path) -> None:
    before = rows(house)["page_feedback"]
    key = new_key(Clock().today())
    for comment in (f"Ring 0161{ZERO_WIDTH}4960000", f"Ring {BIDI}0161 496 0000", "Ring \uff10161 496 0000"):
        body = f"page=%2Four-journey%2F&helpful=no&key={key}&comment={quote(comment)}"
        assert post(port, FEEDBACK, body.encode()).status == 422
    assert rows(house)["page_feedback"] == before


@pytest.mark.usefixtures("_nothing_kept")
def test_other_sites_cannot_send_forms(port: int) -> None:
    strangers = (
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Sec_Fetch_Site": "none, none"},
        {"Sec_Fetch_Site": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "https://careers.example.evil.example"},
        {"Origin": "https://careers.example@evil.example"},
        {"Origin": "null"},
        {"Origin": "http://[::1"},
        {"Origin": "\xff"},
        {"Origin": "https://evil.example", "X_Forwarded_Host": "evil.example"},
    )
    for headers in strangers:
        body = f"{WHOLE}&key={new_key(Clock().today())}".encode()
        assert post(port, SEND, body, **headers).status == 403, headers


def test_form_sent_again_is_kept_once(port: int, house: Path) -> None:
    body = f"{WHOLE}&key={new_key(Clock().today())}".encode()
    before = rows(house)["expression_of_interest"]
    answers = [post(port, SEND, body) for _ in range(4)]
    assert {answer.status for answer in answers} == {303}
    assert len({answer.header("location") for answer in answers}) == 1
    assert answers[0].header("location").startswith("/interest/yours/")
    assert rows(house)["expression_of_interest"] == before + 1


@pytest.mark.usefixtures("_nothing_kept")
@pytest.mark.parametrize(
    "framing",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n",
        b"Content-Length: 3\r\nContent-Length: 4\r\n\r\na=bc",
        b"Content-Length: 3, 4\r\n\r\na=bc",
        b"Content-Length: -1\r\n\r\na=b",
        b"Content-Length: +3\r\n\r\na=b",
        b"Content-Length: 0x3\r\n\r\na=b",
        b"Content-Length: 99999999999999999999999\r\n\r\na=b",
        b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\na=b\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\na=b\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n5\r\nsitua\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\nX: y\r\n\r\n",
        b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\na=b",
        b"X: a\r\n b: folded\r\nContent-Length: 3\r\n\r\na=b",
    ],
)
def test_no_request_is_smuggled_in_another(port: int, framing: bytes) -> None:
    """One answer at most to what may be read as two requests, and none that a fault of ours."""
    head = f"POST {SEND} HTTP/1.1\r\nHost: a\r\nContent-Type: {FORM}\r\n".encode()
    answer = say(port, head + framing, source=somewhere(), seconds=1)
    assert answer.status in {0, 100, 400, 411, 415, 422, 501}
    assert b"HTTP/1.1 404" not in answer.raw, "the request inside was answered"
    assert b"HTTP/1.1 5" not in answer.raw.replace(b"HTTP/1.1 501", b"")


def test_body_that_nobody_reads_is_not_taken_for_a_request(port: int) -> None:
    inside = b"GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
    head = f"POST /our-journey/ HTTP/1.1\r\nHost: a\r\nContent-Length: {len(inside)}\r\n\r\n".encode()
    answer = say(port, head + inside + message("/healthz"))
    assert answer.status == 405
    assert re.findall(rb"HTTP/1.1 (\d+)", answer.raw) in ([b"405"], [b"405", b"200"])


def test_get_with_a_body_is_answered_as_without(port: int) -> None:
    for method in ("GET", "HEAD"):
        answer = say(port, message("/our-journey/", method, [("Content-Length", "100000")], b"x" * 100_000))
        assert answer.status == 200
    assert get(port, "/our-journey/").status == 200
