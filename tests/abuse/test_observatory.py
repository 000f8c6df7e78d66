"""MDN's HTTP Observatory gives its best grade to every page, over TLS, with the program behind nginx as the guide has it."""

from __future__ import annotations

import json
import os
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from tests.abuse.front import NAME, Front, front, nginx
from tests.abuse.wire import Answer, message, parse, say
from tests.candidates.node import FOLDER, node
from tests.own_script import HEADERS

PUBLIC = (
    "/",
    "/stories/naomi/",
    "/vacancies/?q=duty",
    "/vacancies/team-manager-duty-and-assessment/",
    "/search/?q=asye",
    "/interest/",
    "/feedback/?page=/our-journey/",
    "/stories/feed.atom",
)
STAFF = "/staff/sign-in/"
WITHOUT = {"cookies", "strict-transport-security"}
"""Tests with points for a safe cookie and for a domain that browsers preload: a page has none.

Why it has none: ``docs/decisions/one-script.md``.
"""
NEWER = {
    "cross-origin-embedder-policy": ({"require-corp", "credentialless"}, 10),
    "cross-origin-opener-policy": ({"same-origin", "same-origin-allow-popups", "noopener-allow-popups"}, 10),
}
"""Tests of the grader's newest rules (1.6) that its package on npm does not have: which values get how many points."""


@pytest.fixture(scope="module")
def behind(port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Yield nginx before the server."""
    if not nginx():
        reason = "nginx is not installed"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with front(tmp_path_factory.mktemp("front") / "nginx", port) as there:
        yield there


@pytest.fixture(scope="module")
def told(behind: Front) -> dict[str, Any]:
    """Return what the grader says of every page."""
    program = node()
    if not program:
        reason = "the node tools are missing: run npm ci in tests/node"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    asked = {"name": NAME, "http": behind.http, "https": behind.https, "pages": [*PUBLIC, STAFF]}
    done = subprocess.run(
        [program, "grade.mjs"],
        input=json.dumps(asked).encode(),
        capture_output=True,
        timeout=240,
        check=False,
        cwd=FOLDER,
        env=os.environ | {"NODE_EXTRA_CA_CERTS": str(behind.certificate)},
    )
    assert done.returncode == 0, done.stderr.decode()
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("page", [*PUBLIC, STAFF])
def test_grade_is_the_best_and_every_test_is_passed(told: dict[str, Any], page: str) -> None:
    grade = told[page]
    failed = {name: test["result"] for name, test in grade["tests"].items() if not test["pass"]}
    assert not failed
    assert grade["testsPassed"] == grade["testsQuantity"] >= 10
    assert grade["grade"] == "A+"
    assert grade["tests"]["redirection"]["result"] == "redirection-to-https"
    assert grade["tests"]["strict-transport-security"]["result"] == "hsts-implemented-max-age-at-least-six-months"


@pytest.mark.parametrize("page", [page for page in PUBLIC if not page.endswith(".atom")])
def test_no_point_is_missed_but_those_for_what_a_page_does_not_have(told: dict[str, Any], page: str) -> None:
    """A test's best result is had, except for cookies and a preloaded domain, of which there are none."""
    grade = told[page]
    judged = {name: test for name, test in grade["tests"].items() if name not in WITHOUT}
    assert len(judged) == grade["testsQuantity"] - len(WITHOUT) >= 7
    assert {name: test["result"] for name, test in judged.items() if test["points"] < test["best"]} == {}
    assert grade["score"] == 100 + sum(test["best"] for test in judged.values())
    assert grade["score"] >= 135
    assert grade["tests"]["subresource-integrity"]["result"] == "sri-implemented-and-all-scripts-loaded-securely"


def test_newest_rules_give_what_the_decision_says(told: dict[str, Any]) -> None:
    """135 and the points that the package does not know yet, on each page.

    Staff pages have five for their cookie and none for a script, a feed has neither.
    """
    for page in (*PUBLIC, STAFF):
        grade = told[page]
        sent = {name.lower(): value for name, value in grade["responseHeaders"].items()}
        missing = {name: rule for name, rule in NEWER.items() if name not in grade["tests"]}
        score = grade["score"] + sum(points for name, (values, points) in missing.items() if sent[name] in values)
        assert score == (150 if page.endswith(".atom") else 155), page
        assert grade["testsPassed"] + len(missing) == 12


def test_staff_cookie_earns_its_points(told: dict[str, Any]) -> None:
    cookies = told[STAFF]["tests"]["cookies"]
    assert cookies["result"] == "cookies-secure-with-httponly-sessions-and-samesite"
    assert cookies["points"] == 5


def test_plain_http_leads_to_the_same_page_over_tls_and_nothing_else_is_said(behind: Front) -> None:
    for target in ("/", "/stories/naomi/?a=b", "/staff/"):
        answer = say(behind.http, message(target, host=NAME))
        assert answer.status == 301
        assert answer.header("location") == f"https://{NAME}{target}"
        assert "nginx/" not in answer.raw.decode("latin-1")
    foreign = say(behind.http, message("/", host="evil.example"))
    assert foreign.header("location") == f"https://{NAME}/"


def said(behind: Front, data: bytes) -> Answer:
    """Say something over TLS."""
    trust = ssl.create_default_context(cafile=str(behind.certificate))
    raw = b""
    with (
        socket.create_connection(("127.0.0.1", behind.https), timeout=15) as plain,
        trust.wrap_socket(plain, server_hostname=NAME) as link,
    ):
        link.sendall(data)
        with suppress(OSError):
            while piece := link.recv(1 << 16):
                raw += piece
    return parse(raw)


GUARDS = {"strict-transport-security", *(name.lower() for name in HEADERS)} - {"permissions-policy", "server"}
"""What an answer has that the program did not make; it asks for no feature, and nginx names itself."""

REFUSED = {
    "foreign name": (message("/", host="evil.example"), 421),
    "no HTTP": (b"GET / HTTP/1.1\r\nHost: a\r\nX Y: z\r\nbad\0\r\n\r\n", 400),
    "large header": (message("/", headers=[("X-Long", "a" * 70_000)], host=NAME), 400),
    "taken by nginx, not by the server behind it": (message("/?q=<b>", host=NAME), 400),
    "large form": (message("/interest/send/", "POST", [("Content-Length", "9999999")], host=NAME), 413),
}


@pytest.mark.parametrize(("data", "status"), REFUSED.values(), ids=REFUSED.keys())
def test_what_nginx_itself_refuses_is_guarded_too(behind: Front, data: bytes, status: int) -> None:
    answer = said(behind, data)
    assert answer.status == status
    names = [name for name, _ in answer.headers]
    for name in GUARDS:
        assert names.count(name) == 1, name
    assert b"nginx/" not in answer.raw
    assert b"evil.example" not in answer.raw


def test_headers_of_the_program_pass_through_once(behind: Front) -> None:
    for target in ("/", "/nothing/", "/our-journey", "/stories/feed.atom"):
        answer = said(behind, message(target, host=NAME))
        names = [name for name, _ in answer.headers]
        for name in HEADERS:
            assert names.count(name.lower()) == 1, f"{name} at {target}"
        assert names.count("strict-transport-security") == 1
        assert answer.header("content-security-policy") == HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_old_tls_is_refused(behind: Front, version: ssl.TLSVersion) -> None:
    """And what is taken has forward secrecy and authenticated encryption."""
    old = ssl.create_default_context(cafile=str(behind.certificate))
    old.minimum_version, old.maximum_version = version, version
    old.set_ciphers("ALL:@SECLEVEL=0")
    with socket.create_connection(("127.0.0.1", behind.https), timeout=15) as plain, pytest.raises(ssl.SSLError):
        old.wrap_socket(plain, server_hostname=NAME)
    new = ssl.create_default_context(cafile=str(behind.certificate))
    with (
        socket.create_connection(("127.0.0.1", behind.https), timeout=15) as plain,
        new.wrap_socket(plain, server_hostname=NAME) as link,
    ):
        cipher = link.cipher()
        assert link.version() == "TLSv1.3"
        assert cipher and ("GCM" in cipher[0] or "CHACHA20" in cipher[0])
