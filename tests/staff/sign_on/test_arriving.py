"""Colleagues come by the council's own sign-on, and go on to where they wanted."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from careers.storage.models import db
from careers.storage.staff import accounts
from careers.storage.staff.records import Role
from tests.html import Page, words
from tests.staff.conftest import make
from tests.staff.office import BASE, Colleague, Watch, join
from tests.staff.provider import CLIENT, Provider
from tests.staff.sign_on.council import (
    CALLBACK,
    COOKIE,
    START,
    leave_for_provider,
    settings,
    sign_on,
    told,
)


def test_colleague_comes_by_the_sign_on_and_goes_on_to_where_they_wanted(any_site: Flask, watch: Watch) -> None:
    sam = Colleague(any_site, watch)
    answer = sign_on(sam, "/staff/interest/?stage=new")
    assert (answer.status_code, answer.headers["Refresh"]) == (200, "0; url=/staff/interest/?stage=new")
    assert Page(answer).one("main").find(".//a").get("href") == "/staff/interest/?stage=new"  # type: ignore[union-attr]
    assert "Sam Jones" in words(sam.get("/staff/interest/").one("header", class_="staff-bar"))
    with any_site.app_context():
        (account,) = accounts.everyone()
    assert account.name.startswith("council-")
    assert (account.role, account.display_name) == (Role.HR, "Sam Jones")
    assert [line[1] for line in told(any_site)] == ["account added", "signed in by the council's sign-on"]
    other = Colleague(any_site, watch)
    assert sign_on(other).status_code == 200
    with any_site.app_context():
        assert len(accounts.everyone()) == 1


def test_what_is_kept_is_a_pseudonym_and_a_name(site: Flask, watch: Watch) -> None:
    sam = Colleague(site, watch)
    sign_on(sam)
    with site.app_context():
        rows = [str(cell) for t in db.metadata.sorted_tables for row in db.session.execute(t.select()) for cell in row]
    assert "Sam Jones" in rows
    assert not [cell for cell in rows if "subject of sam" in cell or "@" in cell or "opaque" in cell]


def test_request_asks_for_a_code_with_pkce_state_and_nonce_and_nothing_else(site: Flask, watch: Watch) -> None:
    first, second = (parse_qs(urlsplit(Colleague(site, watch).ask(START).headers["Location"]).query) for _ in range(2))
    assert set(first) == {
        "response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge",
        "code_challenge_method",
    }  # fmt: skip
    assert first["redirect_uri"] == [BASE + CALLBACK]
    assert all(first[name] != second[name] for name in ("state", "nonce", "code_challenge"))


def test_cookie_of_the_attempt_is_one_that_browsers_take_and_ends_with_it(site: Flask, watch: Watch) -> None:
    sam = Colleague(site, watch)
    header = next(h for h in sam.ask(START).headers.getlist("Set-Cookie") if h.startswith(COOKIE))
    parts = {part.strip() for part in header.split(";")[1:] if "Expires" not in part}
    assert parts == {"Secure", "HttpOnly", "Path=/staff/sign-on/", "SameSite=Lax", "Max-Age=600"}
    back = leave_for_provider(sam)
    assert sam.client.get_cookie(COOKIE, "careers.example", "/staff/sign-on/")
    answer = sam.ask(back)
    assert not sam.client.get_cookie(COOKIE, "careers.example", "/staff/sign-on/")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"


def test_sign_on_leads_to_staff_pages_only(site: Flask, watch: Watch) -> None:
    for target in ("https://evil.example/", "//evil.example/staff/", "/staff/../interest/", "/"):
        assert sign_on(Colleague(site, watch), target).headers["Refresh"] == "0; url=/staff/", target
    answer = Colleague(site, watch).ask(START, query_string={"next": "/staff/\r\nX: y"})
    assert answer.status_code == 400, "what is no text is refused before anything looks at it"


@pytest.mark.parametrize("site_of_link", ["cross-site", "same-site"])
def test_link_from_elsewhere_sets_no_cookie_and_asks_again_from_here(
    site: Flask, watch: Watch, site_of_link: str
) -> None:
    """The browser leaves our Strict cookie at home then; a fresh one would sign out whoever is signed in."""
    stranger = Colleague(site, watch)
    headers = {"Sec-Fetch-Site": site_of_link}
    for path, wanted in (
        ("/staff/interest/?stage=new&from=/vacancies/", "/staff/interest/?stage=new&from=/vacancies/"),
        ("/staff/sign-in/?next=/staff/audit/", "/staff/sign-in/?next=/staff/audit/"),
    ):
        answer = stranger.ask(path, headers=headers)
        assert (answer.status_code, answer.headers["Refresh"]) == (200, f"0; url={wanted}"), path
        assert "Set-Cookie" not in answer.headers
    for odd in ("/staff/enrol/a%0d%0aX-Evil:%201/", "/staff/reference/x;url=https:evil.example/"):
        assert stranger.ask(odd, headers=headers).headers.get("Refresh", "0; url=/staff/") == "0; url=/staff/"
    assert "Refresh" not in stranger.ask("/staff/sign-in/", headers={"Sec-Fetch-Site": "none"}).headers
    assert "Refresh" not in stranger.ask("/staff/sign-in/", headers=headers).headers, "it has a cookie by now"


def test_cookie_from_before_is_not_the_one_after(site: Flask, watch: Watch) -> None:
    sam = Colleague(site, watch)
    sam.get("/staff/sign-in/")
    before = sam.client.get_cookie("__Secure-staff", "careers.example", "/staff")
    sign_on(sam)
    after = sam.client.get_cookie("__Secure-staff", "careers.example", "/staff")
    assert before
    assert after
    assert before.value != after.value


def test_signing_out_leads_on_to_the_provider_where_it_offers_that(
    site: Flask, watch: Watch, provider: Provider
) -> None:
    sam = Colleague(site, watch)
    sign_on(sam)
    answer = sam.send("/staff/sign-out/", "/staff/")
    assert answer.headers["Location"] == "/staff/signed-out/"
    assert not sam.is_in()
    links = [link for link in sam.get("/staff/signed-out/").links if link.startswith(provider.issuer)]
    query = parse_qs(urlsplit(links[0]).query)
    assert query == {"client_id": [CLIENT], "post_logout_redirect_uri": [f"{BASE}/staff/sign-in/"]}
    provider.document["end_session_endpoint"] = "javascript:alert(1)"
    watch.wait(hours=2)
    assert not [link for link in sam.get("/staff/signed-out/").links if "alert" in link or "/leave" in link]


def test_local_sign_in_can_be_switched_off(sqlite_url: str, built: Path, watch: Watch, provider: Provider) -> None:
    both = make(sqlite_url, built, watch, **settings(provider))
    kim = join(both, watch, Role.ADMIN, "kim.lee")
    page = Colleague(both, watch).get("/staff/sign-in/")
    assert page.all("input", name="password")
    assert page.all("a", href="/staff/sign-on/?next=/staff/")
    only = make(sqlite_url, built, watch, local_sign_in=False, **settings(provider))
    cookie = kim.client.get_cookie("__Secure-staff", "careers.example", "/staff")
    assert cookie
    late = Colleague(only, watch, "kim.lee", key=kim.key)
    late.client.set_cookie("__Secure-staff", cookie.value, domain="careers.example", path="/staff", secure=True)
    assert not late.is_in(), "sessions that came by the way that is closed now are over"
    stranger = Colleague(only, watch)
    page = stranger.get("/staff/sign-in/")
    assert not page.all("form")
    assert page.all("a", href="/staff/sign-on/?next=/staff/")
    assert stranger.client.post("/staff/sign-in/", data={"name": "kim.lee"}, base_url=BASE).status_code == 403
    assert sign_on(Colleague(only, watch)).status_code == 200
    off = make(sqlite_url, built, watch)
    sam = Colleague(off, watch)
    assert sam.ask(START).status_code == 404
    assert sam.ask(CALLBACK).status_code == 404
