"""A colleague with malice, or somebody at their screen: whatever is sent to staff pages, an answer and never a fault."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careers.staff.blueprint import is_text
from careers.storage.models import db
from careers.storage.staff.records import Role
from tests.staff.conftest import Join
from tests.staff.office import BASE, Colleague, Watch, join
from tests.staff.test_access import paths
from tests.staff.visitors import register

FIELDS = [
    "name",
    "role",
    "do",
    "quarter",
    "format",
    "stage",
    "was",
    "reference",
    "page",
    "situation",
    "roles",
    "localities",
    "month",
    "from",
    "next",
    "password",
    "code",
    "again",
]
REFUSED = {400, 403, 404, 409, 410, 413, 415, 422, 429}
ODD = (
    "", "\0", "a\0b", "\x1b[31m", "\r\nSet-Cookie: a=b", "\u202e\u2066", "\u200b\ufeff", "\ud7ff\uffff", "\U0001f600" * 200,
    "'; DROP TABLE staff_audit;--", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "{{7*7}}", "../../etc/passwd",
    "//evil.example", "9" * 5_000, "-1", "1e9", "\u0661", "a" * 2_000, "%s%n%x", "2026-Q9", "0000-Q0", "NaN",
)  # fmt: skip
ROUNDS = 3
"""How often each page is tried, each field with another odd value each time."""
BUDGET = [pytest.param(25, id="short"), pytest.param(1_500, id="long", marks=pytest.mark.soak)]


def asked(sam: Colleague, method: str, path: str, pairs: list[tuple[str, str]], token: str) -> tuple[int, bytes]:
    """Send fields to a page as its form would, and return what comes back."""
    text = urlencode(pairs, errors="surrogatepass")
    if method == "GET":
        answer = sam.client.get(f"{path}?{text}", base_url=BASE, buffered=True)
    else:
        kind = "application/x-www-form-urlencoded"
        answer = sam.client.post(path, data=f"token={token}&{text}", content_type=kind, base_url=BASE, buffered=True)
    return answer.status_code, answer.get_data()


def targets(role: Role) -> list[tuple[str, str]]:
    """Return the pages of a role with their methods, but not signing out."""
    every = [(method, path, roles) for method in ("GET", "POST") for path, roles in paths(method)]
    return [(method, path) for method, path, roles in every if role in roles and "sign-out" not in path]


@pytest.mark.parametrize("role", [Role.HR, Role.ADMIN])
def test_odd_values_in_every_field_are_no_fault(any_site: Flask, watch: Watch, role: Role) -> None:
    """On each database: PostgreSQL takes no null byte, where SQLite does."""
    sam = join(any_site, watch, role)
    token = sam.token("/staff/")
    for method, path in targets(role):
        for turn in range(ROUNDS):
            fields = [(field, ODD[(7 * turn + place) % len(ODD)]) for place, field in enumerate(FIELDS)]
            for sent in (fields, [pair for pair in fields if is_text(pair[1])]):
                status, body = asked(sam, method, path, sent, token)
                assert status in {200, 303} | REFUSED, (method, path, turn, status)
                assert b"<script>alert" not in body
    assert sam.is_in()


def test_odd_names_and_codes_at_sign_in_are_refused_in_the_usual_words(any_site: Flask, watch: Watch) -> None:
    join(any_site, watch, Role.HR)
    for value in ODD[:-1]:
        stranger = Colleague(any_site, watch)
        token = stranger.token()
        fields = [("name", value), ("password", value), ("code", value), ("next", value)]
        status, _ = asked(stranger, "POST", "/staff/sign-in/", fields, token)
        assert status in {400, 413, 422, 429}, (value[:20], status)


def test_references_that_are_none_are_told_so(any_site: Flask, watch: Watch) -> None:
    register(any_site)
    sam = join(any_site, watch, Role.HR)
    for value in ODD:
        path = f"/staff/reference/{quote(value or 'x', safe='', errors='surrogatepass')}/"
        assert sam.client.get(path, base_url=BASE).status_code in {308, 400, 404}, value[:20]


@pytest.mark.parametrize(
    "raw", [b"name=%ff%fe&do=%c0%af", b"\xff\xfe\x00", b"&&&===;;;", b"name[]=1&name[a]=2", b"=" * 5_000]
)
def test_bytes_that_are_no_form_are_no_fault(signed_in: Join, raw: bytes) -> None:
    sam = signed_in(Role.ADMIN)
    body = f"token={sam.token('/staff/')}&".encode() + raw
    for path, roles in paths("POST"):
        if Role.ADMIN in roles and "sign-out" not in path:
            for kind in (
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json",
                "",
            ):
                answer = sam.client.post(path, data=body, content_type=kind, base_url=BASE, buffered=True)
                assert answer.status_code in {200, 303} | REFUSED, (path, kind)


def test_nothing_hostile_is_kept(any_site: Flask, watch: Watch) -> None:
    """An administrator who sends every odd value as a name has made no account."""
    pat = join(any_site, watch, Role.ADMIN, "pat.admin")
    token = pat.token("/staff/")
    for value in ODD:
        asked(pat, "POST", "/staff/accounts/add/", [("name", value), ("role", "hr")], token)
        asked(pat, "POST", "/staff/accounts/add/", [("name", "new.name"), ("role", value)], token)
    with any_site.app_context():
        names = [row.name for row in db.session.execute(db.metadata.tables["staff_account"].select())]
    assert sorted(names) == ["nan", "pat.admin"], "one of the values is a name as any other"


@pytest.mark.parametrize("count", BUDGET)
def test_any_fields_on_any_page(signed_in: Join, count: int) -> None:
    sam = {role: signed_in(role, f"sam.{role.value}") for role in (Role.HR, Role.ADMIN)}
    tokens = {role: colleague.token("/staff/") for role, colleague in sam.items()}
    places = [(role, *target) for role in sam for target in targets(role)]
    pairs = st.lists(st.tuples(st.sampled_from(FIELDS) | st.text(max_size=6), st.text(max_size=40)), max_size=6)

    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(places), pairs)
    def send(place: tuple[Role, str, str], fields: list[tuple[str, str]]) -> None:
        role, method, path = place
        status, body = asked(sam[role], method, path, fields, tokens[role])
        assert status in {200, 303} | REFUSED, (method, path, status)
        assert not re.search(rb"Traceback|sqlalchemy|werkzeug", body)

    send()
