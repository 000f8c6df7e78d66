"""Whom a form may come from, as a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from careers.forms.same_site import is_own
from tests.forms.pages import Visitor
from tests.forms.site import Adjustable, Content, make_config, make_site

HOSTS = {"careers.example.org", "localhost:8000"}

TRUST = [
    ("a form on a page of this site", {"Sec-Fetch-Site": "same-origin"}, True),
    ("reload, pressed by the person", {"Sec-Fetch-Site": "none"}, True),
    ("a page of another site", {"Sec-Fetch-Site": "cross-site"}, False),
    ("a sister site on a neighbouring name", {"Sec-Fetch-Site": "same-site"}, False),
    ("a value that no browser sends", {"Sec-Fetch-Site": "whatever"}, False),
    (
        "the header that browsers protect wins",
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://careers.example.org"},
        False,
    ),
    ("a sandboxed frame of this site", {"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
    ("an older browser on this site", {"Origin": "https://careers.example.org"}, True),
    ("behind a proxy that ends TLS", {"Origin": "http://careers.example.org"}, True),
    ("with a port", {"Origin": "http://localhost:8000"}, True),
    ("capitals in the name", {"Origin": "https://Careers.Example.ORG"}, True),
    ("an older browser on another site", {"Origin": "https://evil.example"}, False),
    ("a name that begins like ours", {"Origin": "https://careers.example.org.evil.example"}, False),
    ("a name that ends like ours", {"Origin": "https://evilcareers.example.org"}, False),
    ("another port", {"Origin": "https://careers.example.org:8443"}, False),
    ("our name as a user", {"Origin": "https://careers.example.org@evil.example"}, False),
    ("an origin kept secret", {"Origin": "null"}, False),
    ("an empty origin", {"Origin": ""}, False),
    ("a broken origin", {"Origin": "https://[::1"}, False),
    ("another scheme", {"Origin": "file://careers.example.org"}, False),
    ("neither header: no browser that can be misused, and no cookie to misuse", {}, True),
]


@pytest.mark.parametrize(("headers", "expected"), [row[1:] for row in TRUST], ids=[row[0] for row in TRUST])
def test_trust(headers: dict[str, str], expected: bool) -> None:
    assert is_own(headers, HOSTS) is expected


def test_form_without_either_header_is_taken(visitor: Visitor) -> None:
    response = visitor.client.post("/feedback/", data={"page": "/", "helpful": "yes"})
    assert response.status_code == 303


def test_older_browser_is_taken_by_its_origin(visitor: Visitor) -> None:
    data = {"page": "/", "helpful": "yes"}
    statuses = [
        visitor.client.post("/feedback/", data=data, headers={"Origin": origin}).status_code
        for origin in ("http://localhost", "https://careers.example.org", "https://evil.example")
    ]
    assert statuses == [303, 303, 403]


COPY = "https://copy.example.org"
FROM_COPY = {"Origin": COPY, "Sec-Fetch-Site": "cross-site"}


def test_a_frozen_copy_may_send_the_bar_and_nothing_else(sqlite_url: str, tmp_path: Path, content: Content) -> None:
    config = make_config(sqlite_url, tmp_path, copies=f"https://other.example, {COPY}/")
    client = make_site(config, Adjustable(), content).test_client(use_cookies=False)
    bar = {"page": "/journey/", "helpful": "yes"}
    answer = client.post("/feedback/", data=bar, headers=FROM_COPY)
    assert (answer.status_code, answer.location) == (303, "/feedback/?page=/journey/&helpful=yes")
    assert client.post("/feedback/", data=bar, headers=FROM_COPY | {"Sec-Fetch-Site": "same-site"}).status_code == 303
    for path in ("/feedback/send/", "/interest/check/", "/interest/send/", "/interest/withdraw/"):
        assert client.post(path, data=bar, headers=FROM_COPY).status_code == 403, path
    for origin in ("http://copy.example.org", "https://copy.example.org.evil.example", "null", "https://evil.example"):
        assert client.post("/feedback/", data=bar, headers=FROM_COPY | {"Origin": origin}).status_code == 403, origin


def test_without_a_copy_nobody_elses_bar_is_taken(visitor: Visitor) -> None:
    answer = visitor.client.post("/feedback/", data={"page": "/", "helpful": "yes"}, headers=FROM_COPY)
    assert answer.status_code == 403
