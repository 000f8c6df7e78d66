"""Every kind of answer carries the security headers, no cookie, and nothing about the software."""

from __future__ import annotations

import re

import pytest

from tests.abuse.conftest import LARGE
from tests.abuse.wire import FORM, Answer, get, message, post, say, somewhere
from tests.own_script import HEADERS

SOFTWARE = re.compile(r"granian|werkzeug|flask|jinja|python|whitenoise|sqlalchemy|traceback|gunicorn", re.IGNORECASE)


def assert_guarded(answer: Answer) -> None:
    """Fail unless an answer has every header, once, and says nothing of what it must not."""
    names = [name for name, _ in answer.headers]
    for name, value in HEADERS.items():
        assert names.count(name.lower()) == 1, f"{name} stands {names.count(name.lower())} times"
        if name not in {"Referrer-Policy", "Cross-Origin-Resource-Policy"}:
            assert answer.header(name.lower()) == value
    policy = answer.header("content-security-policy")
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert answer.header("referrer-policy") in {"strict-origin-when-cross-origin", "no-referrer"}
    assert answer.header("cross-origin-resource-policy") in {"same-origin", "cross-origin"}
    assert answer.header("strict-transport-security").startswith("max-age=63072000")
    assert "set-cookie" not in names
    assert "x-powered-by" not in names
    assert not SOFTWARE.search(" ".join(value for _, value in answer.headers))


KINDS = {
    "page": ("/", 200),
    "page with a query": ("/vacancies/?q=duty", 200),
    "form": ("/interest/", 200),
    "search": ("/search/?q=duty", 200),
    "missing": ("/nothing-here/", 404),
    "missing private page": (f"/interest/yours/{'A' * 32}/", 404),
    "redirect": ("/our-journey", 308),
    "feed": ("/stories/feed.atom", 200),
    "feed as JSON": ("/vacancies/feed.json", 200),
    "calendar": ("/vacancies/closing-dates.ics", 200),
    "download": ("/downloads/improvement-journey-poster.pdf", 200),
    "large download": (LARGE, 200),
    "icon": ("/favicon.ico", 200),
    "manifest": ("/site.webmanifest", 200),
    "robots": ("/robots.txt", 200),
    "sitemap": ("/sitemap.xml", 200),
    "health": ("/healthz", 200),
}


@pytest.mark.parametrize(("target", "status"), KINDS.values(), ids=KINDS.keys())
def test_every_kind_of_answer_is_guarded(port: int, target: str, status: int) -> None:
    for method in ("GET", "HEAD"):
        answer = say(port, message(target, method))
        assert answer.status == status
        assert_guarded(answer)


TYPES = {
    "page": "text/html; charset=utf-8",
    "missing": "text/html; charset=utf-8",
    "redirect": "text/html; charset=utf-8",
    "feed": "application/atom+xml; charset=utf-8",
    "feed as JSON": "application/feed+json; charset=utf-8",
    "calendar": "text/calendar; charset=utf-8",
    "download": "application/pdf",
    "large download": "text/csv; charset=utf-8",
    "icon": "image/png",
    "manifest": "application/manifest+json",
    "robots": "text/plain; charset=utf-8",
    "sitemap": "application/xml; charset=utf-8",
    "health": "application/json",
}


@pytest.mark.parametrize("kind", TYPES)
def test_every_answer_says_what_it_is(port: int, kind: str) -> None:
    """Types of the IANA; text has its encoding, and JSON is UTF-8 by its standard (RFC 8259)."""
    assert get(port, KINDS[kind][0]).header("content-type") == TYPES[kind]


def test_only_public_lists_are_for_other_sites(port: int) -> None:
    """Programs of other sites may read the list of roles, as everybody can; nothing else, and nothing with a cookie."""
    for kind, (target, _) in KINDS.items():
        answer = get(port, target, Origin="https://evil.example", Cookie="__Secure-staff=x")
        allowed = answer.header("access-control-allow-origin")
        assert allowed == ("*" if kind == "feed as JSON" else ""), kind
        assert not answer.header("access-control-allow-credentials")
    assert not get(port, "/staff/sign-in/", Origin="https://evil.example").header("access-control-allow-origin")


def test_static_files_and_what_they_refuse_are_guarded(port: int, sheet: str) -> None:
    for target, method, headers, status in (
        (sheet, "GET", [], 200),
        (sheet, "POST", [], 405),
        (sheet, "GET", [("Range", "bytes=99999999-")], 416),
        (sheet + "x", "GET", [], 404),
    ):
        answer = say(port, message(target, method, headers))
        assert answer.status == status
        assert_guarded(answer)


def test_conditions_and_ranges_are_guarded(port: int) -> None:
    tag = get(port, "/").header("etag")
    answers = {
        304: get(port, "/", If_None_Match=tag),
        206: get(port, "/downloads/improvement-journey-poster.pdf", Range="bytes=0-9"),
        416: get(port, "/downloads/improvement-journey-poster.pdf", Range="bytes=99999999-"),
    }
    for status, answer in answers.items():
        assert answer.status == status
        assert_guarded(answer)
    assert answers[304].body == b""
    assert len(answers[206].body) == 10


def test_every_refusal_is_guarded(port: int) -> None:
    answers = {
        405: say(port, message("/", "DELETE")),
        400: post(port, "/interest/send/", b"nobody=asked"),
        403: post(port, "/interest/send/", b"", Sec_Fetch_Site="cross-site"),
        413: post(port, "/interest/send/", b"a" * 40_000),
        415: post(port, "/interest/send/", b"{}", kind="application/json"),
        422: post(port, "/interest/send/", b"situation=none"),
    }
    for status, answer in answers.items():
        assert answer.status == status
        assert_guarded(answer)
        assert b'href="/' in answer.body, "there is no way on"
        assert not SOFTWARE.search(answer.body.decode())


def test_flood_is_refused_politely_while_others_are_served(port: int) -> None:
    """More than 300 forms from one network in ten minutes: 429, with the time to come back."""
    source = somewhere()
    data = message("/feedback/", "POST", [("Content-Type", FORM), ("Content-Length", "0")])
    answer = next((a for a in (say(port, data, source=source) for _ in range(320)) if a.status == 429), None)
    assert answer, "nothing was ever refused"
    assert_guarded(answer)
    assert int(answer.header("retry-after")) > 0
    assert get(port, "/").status == 200
    assert say(port, message("/interest/"), source=source).status == 200
    assert post(port, "/interest/send/", b"situation=none").status == 422
