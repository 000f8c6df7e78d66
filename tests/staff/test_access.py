"""Who may reach which page, and what tries to get around it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from careers.staff.blueprint import ADDRESSES, ANYBODY
from careers.staff.frame import NAVIGATION, ROLE_NAMES
from careers.storage.staff import audit
from careers.storage.staff.records import Role
from tests.html import Page, words
from tests.staff.conftest import Join
from tests.staff.office import BASE, Colleague, Watch

FILLED = {"token": "x", "handle": "x", "kind": "rows", "format": "csv"}
"""Something for each variable part of an address."""


def paths(method: str) -> list[tuple[str, frozenset[Role]]]:
    filled = [
        ("/staff" + re.sub(r"<(\w+)>", lambda m: FILLED[m[1]], a.rule), a.roles)
        for a in ADDRESSES
        if a.method == method
    ]
    assert len(filled) > 3
    return filled


def test_every_rule_under_staff_is_declared_with_its_roles(site: Flask) -> None:
    rules = {
        (rule.rule, method)
        for rule in site.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/staff")
    }
    assert len(rules) > 8
    assert rules == {(f"/staff{address.rule}", address.method) for address in ADDRESSES}
    open_to_all = {address.endpoint for address in ADDRESSES if address.roles == ANYBODY}
    assert open_to_all == {
        "show_sign_in", "take_sign_in", "show_enrolment", "take_enrolment", "start_sign_on", "come_back", "signed_out",
    }  # fmt: skip


def test_stranger_is_sent_to_sign_in(site: Flask, watch: Watch) -> None:
    stranger = Colleague(site, watch)
    for path, roles in paths("GET"):
        if roles != ANYBODY:
            answer = stranger.ask(path)
            assert answer.status_code == 303, path
            assert answer.headers["Location"].startswith("/staff/sign-in/?next="), path
    token = stranger.token()
    for path, roles in paths("POST"):
        if roles != ANYBODY:
            answer = stranger.client.post(path, data={"token": token}, base_url=BASE)
            assert (answer.status_code, answer.headers["Location"]) == (303, "/staff/sign-in/"), path


@pytest.mark.parametrize("role", list(Role))
def test_role_opens_its_own_pages_and_no_others(signed_in: Join, role: Role) -> None:
    sam = signed_in(role)
    token = sam.token("/staff/")
    refused = 0
    for method in ("GET", "POST"):
        for path, roles in paths(method):
            if roles == ANYBODY or path.endswith("/sign-out/"):
                continue
            data = {"token": token} if method == "POST" else None
            status = sam.client.open(path, method=method, data=data, base_url=BASE).status_code
            assert (status == 403) == (role not in roles), f"{role} {method} {path} {status}"
            refused += status == 403
    assert refused
    shown = [words(link) for nav in sam.get("/staff/").all("nav", aria_label="Staff") for link in nav.iter("a")]
    assert shown == [label for label, _, roles in NAVIGATION if role in roles]
    assert ROLE_NAMES.keys() == set(Role)


def test_every_staff_form_carries_a_token_and_none_is_taken_without_it(signed_in: Join) -> None:
    sam = signed_in(Role.ADMIN)
    forms = 0
    for path, _roles in paths("GET"):
        answer = sam.ask(path)
        if answer.status_code != 200:
            continue
        for form in Page(answer).all("form", method="post"):
            forms += 1
            assert [e for e in form.iter("input") if e.get("name") == "token" and e.get("value")], path
    assert forms > 3
    for path, _ in paths("POST"):
        for data in ({}, {"token": ""}, {"token": "0" * 64}, {"token": "é"}):
            assert sam.client.post(path, data=data, base_url=BASE).status_code == 403, path
    assert sam.is_in()


def test_token_of_another_browser_is_refused(signed_in: Join) -> None:
    sam, kim = signed_in(Role.ADMIN), signed_in(Role.ADMIN, "kim.lee")
    answer = kim.client.post(
        "/staff/accounts/change/",
        data={"token": sam.token("/staff/"), "name": "sam.jones", "do": "disable"},
        base_url=BASE,
    )
    assert answer.status_code == 403
    assert sam.is_in()


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_form_from_another_site_is_refused(signed_in: Join, headers: dict[str, str]) -> None:
    sam = signed_in(Role.ADMIN)
    data = {"token": sam.token("/staff/")}
    answer = sam.client.post("/staff/sign-out/", data=data, headers=headers, base_url=BASE)
    assert answer.status_code == 403
    assert sam.is_in()


def test_nothing_under_staff_may_be_kept_by_anybody(signed_in: Join) -> None:
    sam = signed_in(Role.ADMIN)
    stranger = Colleague(sam.app, sam.watch)
    answers = [(who, path) for path, _ in paths("GET") for who in (sam, stranger)]
    answers += [(sam, "/staff/nothing-here/"), (stranger, "/staff"), (sam, "/staff/accounts/nobody/")]
    statuses = set()
    for who, path in answers:
        answer = who.ask(path)
        statuses.add(answer.status_code)
        assert answer.headers["Cache-Control"] == "no-store", path
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow", path
        assert "ETag" not in answer.headers, path
    assert statuses >= {200, 303, 404, 410}
    assert sam.ask("/").headers["Cache-Control"].startswith("public")


EVIL = (
    "https://evil.example/",
    "//evil.example/staff/",
    "/staff//evil.example",
    "/\\evil.example",
    "/staff/\\evil.example/",
    "/staff/../interest/",
    "/staff/%2e%2e/",
    "javascript:alert(1)",
    "/staffing/",
    "/",
)


def test_sign_in_leads_to_staff_pages_only(signed_in: Join) -> None:
    sam = signed_in()
    for target in EVIL:
        other = Colleague(sam.app, sam.watch, key=sam.key)
        assert other.sign_in(onward=target).headers["Location"] == "/staff/", target
        answer = sam.ask("/staff/sign-in/", query_string={"next": target})
        assert answer.headers["Location"] == "/staff/", target
    broken = "/staff/\r\nSet-Cookie: a=b"
    other = Colleague(sam.app, sam.watch, key=sam.key)
    for answer in (other.sign_in(onward=broken), sam.ask("/staff/sign-in/", query_string={"next": broken})):
        assert answer.status_code == 400, "what is no text is refused before anything looks at it"
        assert "Location" not in answer.headers
    other = Colleague(sam.app, sam.watch, key=sam.key)
    assert other.sign_in(onward="/staff/audit/?page=2").headers["Location"] == "/staff/audit/?page=2"


@given(target=st.text())
def test_no_text_leads_away(site_context: Flask, target: str) -> None:
    from careers.staff.frame import onward  # noqa: PLC0415

    with site_context.test_request_context():
        found = onward(target)
    assert re.fullmatch(r"/staff/[A-Za-z0-9_./?%&=+-]*", found)
    assert "//" not in found


@pytest.fixture(scope="module")
def site_context(full_site: Flask) -> Flask:
    return full_site


def test_administrator_cannot_lock_themselves_out(signed_in: Join) -> None:
    sam = signed_in(Role.ADMIN)
    for todo in ("disable", "reset"):
        answer = sam.send("/staff/accounts/change/", "/staff/accounts/", name="sam.jones", do=todo)
        assert answer.status_code == 403
    assert sam.is_in()


def test_administrator_adds_an_account_whose_link_is_shown_once(signed_in: Join) -> None:
    sam = signed_in(Role.ADMIN)
    page = Page(sam.send("/staff/accounts/add/", "/staff/accounts/", name="Kim.Lee ", role="hr"))
    link = words(page.all("code")[0])
    assert link.startswith(f"{BASE}/staff/enrol/")
    assert not sam.get("/staff/accounts/").all("code")
    kim = Colleague(sam.app, sam.watch, "kim.lee")
    kim.enrol(link.removeprefix(BASE))
    assert kim.sign_in().status_code == 303
    again = Page(sam.send("/staff/accounts/add/", "/staff/accounts/", name="kim.lee", role="hr"))
    assert again.response.status_code == 422
    assert "already" in words(again.one("p", class_="field-error"))


def test_refused_page_is_in_the_audit(signed_in: Join) -> None:
    sam = signed_in()
    assert sam.ask("/staff/audit/").status_code == 403
    with sam.app.app_context():
        line = audit.latest()[0]
    assert (line.who, line.action, line.detail) == ("sam.jones", "page of another role refused", "GET staff.audit")


@pytest.mark.parametrize("role", list(Role))
def test_every_signed_in_page_has_a_way_out(signed_in: Join, role: Role) -> None:
    sam = signed_in(role)
    seen = 0
    for path, roles in paths("GET"):
        if role in roles and "/x/" not in path:
            seen += 1
            asked = f"{path}?path=/contact/" if path == "/staff/feedback/page/" else path
            page = sam.get(asked)
            assert page.all("form", action="/staff/sign-out/"), path
            assert not [meta for meta in page.all("meta") if meta.get("property")], f"{path} is there to be shared"
    assert seen


def test_the_address_in_which_somebody_enrols_is_not_in_its_page_to_be_shared_or_printed(signed_in: Join) -> None:
    sam = signed_in()
    kim = Colleague(sam.app, sam.watch, "kim.lee")
    path = kim.invite(Role.HR)
    page = kim.get(path)
    assert page.one("form")
    assert not [meta for meta in page.all("meta") if meta.get("property")]
