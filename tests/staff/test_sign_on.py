"""Colleagues come by the council's own sign-on; a provider that breaks a rule lets nobody in."""

from __future__ import annotations

import base64
import hmac
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask
from joserfc.jwk import ECKey, RSAKey
from werkzeug.test import TestResponse

from careers.config import Config
from careers.staff.presence import LONGEST
from careers.staff.sign_on.attempt import LASTS, Attempt
from careers.staff.sign_on.discovery import PAUSE, Discovery
from careers.staff.sign_on.identity import UNNAMED, roles_of, subject_of
from careers.storage.models import db
from careers.storage.staff import accounts, audit, refusals
from careers.storage.staff.records import Role
from careers.storage.staff.tables import StaffAudit
from tests.conftest import NOON
from tests.html import Page, words
from tests.staff import provider as tests_provider
from tests.staff.conftest import make
from tests.staff.office import BASE, Colleague, Watch, join
from tests.staff.provider import CLIENT, SECRET, Claims, Provider, unsigned

COOKIE = "__Secure-staff-sign-on"
START, CALLBACK = "/staff/sign-on/", "/staff/sign-on/callback/"


@dataclass
class Office:
    """The site with a provider beside it, shared by the tests of this module; each begins some hours after the last."""

    app: Flask
    provider: Provider
    watch: Watch
    lines: int = 0

    def refresh(self) -> None:
        """Give the provider its manners back, and let everything that the site remembers be over."""
        self.watch.wait(hours=20)
        fresh = Provider(self.watch)
        for name in ("person", "changed", "document", "sign", "names_itself", "is_ill", "asked", "codes", "keys"):
            setattr(self.provider, name, getattr(fresh, name))
        self.provider.person["sub"] = f"subject of sam, {next(numbers)}"
        sign_on = self.app.extensions["careers.staff"].sign_on
        sign_on._discovery = Discovery(self.provider.issuer, sign_on._clock)
        with self.app.app_context():
            self.lines = audit.count()

    def told(self) -> list[tuple[str, str, str]]:
        """Return what the audit has been told in this test."""
        with self.app.app_context():
            return [(e.who, e.action, e.detail) for e in audit.everything()][self.lines :]

    def join(self) -> Colleague:
        """Return an administrator with a local account."""
        return join(self.app, self.watch, Role.ADMIN, f"pat.admin{next(numbers)}")


numbers = count()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Iterator[Office]:
    watch = Watch(NOON)
    with tests_provider.run(watch) as running:
        url = f"sqlite:///{tmp_path_factory.mktemp('sign-on') / 'careers.sqlite3'}"
        yield Office(make(url, built, watch, **settings(running)), running, watch)


@pytest.fixture
def site(office: Office) -> Flask:
    office.refresh()
    return office.app


@pytest.fixture
def watch(office: Office) -> Watch:
    return office.watch


@pytest.fixture
def provider(office: Office) -> Provider:
    return office.provider


def settings(provider: Provider) -> dict[str, object]:
    return {"sign_on_issuer": provider.issuer, "sign_on_client_id": CLIENT, "sign_on_client_secret": SECRET}


@pytest.fixture
def any_site(database_url: str, built: Path, watch: Watch, site: Flask, provider: Provider) -> Iterator[Flask]:
    app = make(database_url, built, watch, **settings(provider))
    yield app
    with app.app_context():
        db.engine.dispose()


def leave_for_provider(sam: Colleague, onward: str = "/staff/interest/") -> str:
    """Begin to sign in; return the address at which the provider sends the browser back."""
    answer = sam.ask(START, query_string={"next": onward})
    assert answer.status_code == 303
    back = requests.get(answer.headers["Location"], allow_redirects=False, timeout=5)
    assert back.status_code == 302, back.text
    return back.headers["Location"].removeprefix(BASE)


def sign_on(sam: Colleague, onward: str = "/staff/interest/") -> TestResponse:
    return sam.ask(leave_for_provider(sam, onward))


def refused(answer: TestResponse) -> str:
    """Return what a page says to somebody who is not let in; no session has begun."""
    page = Page(answer)
    assert "Refresh" not in answer.headers
    if answer.request.path == CALLBACK:
        assert not [header for header in answer.headers.getlist("Set-Cookie") if header.startswith("__Secure-staff=")]
    assert "Traceback" not in answer.get_data(as_text=True)
    return words(page.one("div", role="alert"))


def told(app: Flask) -> list[tuple[str, str, str]]:
    with app.app_context():
        return [(e.who, e.action, e.detail) for e in audit.everything()]


def refusals_so_far(app: Flask) -> int:
    with app.app_context():
        return sum(number for _, way, number in refusals.latest(1000) if way == "council sign-on")


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


def rogue(provider: Provider, kid: str) -> str:
    """Return a token with right claims, signed by a stranger who borrows the name of the provider's key."""
    stranger = ECKey.generate_key("P-256", {"kid": kid})
    provider.sign = lambda claims: provider.signed(claims, stranger)
    return kid


def confuse(provider: Provider) -> None:
    """Sign with the published key as if it were a shared secret."""

    def sign(claims: Claims) -> str:
        head, body, _ = unsigned(claims, "HS256").split(".")
        secret = json.dumps(provider.keys[0].as_dict(private=False)).encode()
        mac = hmac.digest(secret, f"{head}.{body}".encode(), "sha256")
        return f"{head}.{body}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"

    provider.sign = sign


def swap(provider: Provider) -> None:
    """Name one of the provider's keys and sign with another of them."""
    other = ECKey.generate_key("P-256", {"kid": "two", "use": "sig"})
    provider.keys.append(other)
    provider.sign = lambda claims: provider.signed(claims, other, kid="one")


def embed(provider: Provider) -> None:
    """Bring the key along in the token."""
    stranger = ECKey.generate_key("P-256", {"kid": "one"})
    public = stranger.as_dict(private=False)
    provider.sign = lambda claims: provider.signed(claims, stranger, jwk=public)  # type: ignore[arg-type]


HOSTILE: dict[str, Callable[[Provider], object]] = {
    "nonce of somebody else": lambda p: p.changed.update(nonce="0" * 64),
    "no nonce": lambda p: p.changed.update(nonce=None),
    "for another program": lambda p: p.changed.update(aud="another-program"),
    "for several programs, of which another asked": lambda p: p.changed.update(aud=[CLIENT, "other"], azp="other"),
    "for several programs, nobody asked": lambda p: p.changed.update(aud=[CLIENT, "other"]),
    "no audience": lambda p: p.changed.update(aud=None),
    "of another issuer": lambda p: p.changed.update(iss="https://evil.example"),
    "no issuer": lambda p: p.changed.update(iss=None),
    "expired": lambda p: p.changed.update(exp=int(p.watch.now.timestamp()) - 61),
    "never expires": lambda p: p.changed.update(exp=None),
    "expiry that is no number": lambda p: p.changed.update(exp="tomorrow"),
    "of the future": lambda p: p.changed.update(iat=int(p.watch.now.timestamp()) + 3600),
    "not valid yet": lambda p: p.changed.update(nbf=int(p.watch.now.timestamp()) + 3600),
    "no subject": lambda p: p.changed.update(sub=None),
    "empty subject": lambda p: p.changed.update(sub=""),
    "endless subject": lambda p: p.changed.update(sub="x" * 256),
    "subject that is a list": lambda p: p.changed.update(sub=["subject of sam"]),
    "hash of another access token": lambda p: p.changed.update(at_hash="AAAA"),
    "algorithm none": lambda p: setattr(p, "sign", unsigned),
    "algorithm None": lambda p: setattr(p, "sign", lambda claims: unsigned(claims, "None")),
    "shared secret": confuse,
    "stranger's key under a known name": lambda p: rogue(p, "one"),
    "stranger's key under a new name": lambda p: rogue(p, "three"),
    "another key than it names": swap,
    "key in the token": embed,
    "no token": lambda p: setattr(p, "sign", lambda _: ""),
    "not a token": lambda p: setattr(p, "sign", lambda _: "a.b.c"),
    "answer of another issuer": lambda p: setattr(p, "names_itself", "https://evil.example"),
    "answer without the promised issuer": lambda p: p.document.update(
        authorization_response_iss_parameter_supported=True
    ),
}


@pytest.mark.parametrize("wrong", HOSTILE)
def test_answer_that_breaks_a_rule_lets_nobody_in(
    site: Flask, office: Office, wrong: str, caplog: pytest.LogCaptureFixture
) -> None:
    HOSTILE[wrong](office.provider)
    sam, before = Colleague(site, office.watch), refusals_so_far(site)
    with caplog.at_level(logging.INFO):
        answer = sign_on(sam)
    assert answer.status_code == 403
    assert "failed a check" in refused(answer)
    assert not sam.is_in()
    assert office.told() == []
    assert refusals_so_far(site) == before + 1
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert "refused" in logged
    assert not [word for word in ("subject of sam", "Sam", "eyJ", "code=", "state=", "opaque") if word in logged]


def test_answers_of_the_same_shape_that_break_no_rule_let_a_colleague_in(
    site: Flask, watch: Watch, provider: Provider
) -> None:
    """So that the refusals above are for what is wrong, and not for everything."""
    stale = ECKey.generate_key("P-256", {"kid": "old", "use": "sig"})
    fresh = RSAKey.generate_key(2048, {"kid": "fresh", "use": "sig"})
    now = int(watch.now.timestamp())
    for change in (
        {"aud": [CLIENT]},
        {"aud": [CLIENT, "other"], "azp": CLIENT},
        {"exp": now - 59},
        {"iat": now + 59, "nbf": now + 59},
        {"at_hash": base64.urlsafe_b64encode(sha256(b"opaque").digest()[:16]).decode().rstrip("=")},
    ):
        provider.changed = change
        assert sign_on(Colleague(site, watch)).status_code == 200, change
    provider.changed = {}
    provider.names_itself = provider.issuer
    provider.document = {"authorization_response_iss_parameter_supported": True}
    assert sign_on(Colleague(site, watch)).status_code == 200
    watch.wait(minutes=2)
    provider.keys = [fresh, stale]
    assert sign_on(Colleague(site, watch)).status_code == 200, "a key that is new since is asked for"


def test_answer_belongs_to_the_browser_that_asked(site: Flask, watch: Watch) -> None:
    """Somebody signs in and sends the last address of it to a colleague, who would work in their name."""
    attacker, sam = Colleague(site, watch), Colleague(site, watch)
    link = leave_for_provider(attacker)
    assert "Begin again" in refused(sam.ask(link))
    leave_for_provider(sam)
    assert "Begin again" in refused(sam.ask(link))
    assert not sam.is_in()
    for query in ("", "?state=x", "?code=x", "?code=x&state=", "?error=access_denied", "?code=a&code=b&state=é"):
        assert sam.ask(CALLBACK + query).status_code == 400, query


def test_answer_is_taken_once_and_in_time(site: Flask, watch: Watch, provider: Provider) -> None:
    sam = Colleague(site, watch)
    link = leave_for_provider(sam)
    kept = sam.client.get_cookie(COOKIE, "careers.example", "/staff/sign-on/")
    assert kept
    codes = dict(provider.codes)
    assert sam.ask(link).status_code == 200
    for _ in range(2):
        sam.client.set_cookie(COOKIE, kept.value, domain="careers.example", path="/staff/sign-on/", secure=True)
        provider.codes.update(codes)  # even when the provider takes a code twice
        assert "Begin again" in refused(sam.ask(link))
    late = Colleague(site, watch)
    link = leave_for_provider(late)
    watch.now += LASTS
    watch.wait(seconds=1)
    assert late.ask(link).status_code == 400


def test_code_that_was_used_is_refused_by_the_provider(site: Flask, watch: Watch, provider: Provider) -> None:
    sam = Colleague(site, watch)
    link = leave_for_provider(sam)
    provider.codes.clear()
    assert "failed a check" in refused(sam.ask(link))


def test_changed_cookie_of_an_attempt_is_worth_nothing(site: Flask, watch: Watch) -> None:
    for change in (
        lambda a: Attempt(a.seed + "x", a.begun, a.onward),
        lambda a: Attempt(a.seed, a.begun + 1, a.onward),
        lambda a: Attempt(a.seed, a.begun, "/staff/audit/"),
    ):
        sam = Colleague(site, watch)
        link = leave_for_provider(sam)
        kept = sam.client.get_cookie(COOKIE, "careers.example", "/staff/sign-on/")
        assert kept
        attempt = Attempt.read(kept.value)
        assert attempt
        sam.client.set_cookie(
            COOKIE, change(attempt).cookie, domain="careers.example", path="/staff/sign-on/", secure=True
        )
        assert sam.ask(link).status_code == 400
    for text in ("", ".", "..", "a.²." + "é", "a.b.c", "a.1." + "x" * 3000):
        assert Attempt.read(text) is None


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


def test_role_follows_the_provider_at_each_sign_in(any_site: Flask, watch: Watch, provider: Provider) -> None:
    sam = Colleague(any_site, watch)
    sign_on(sam)
    provider.person["roles"] = "careers-admin"
    again = Colleague(any_site, watch)
    sign_on(again)
    assert again.ask("/staff/audit/").status_code == 200
    assert sam.ask("/staff/interest/").status_code == 403, "a session that is open has the new role at once"
    changes = [(who, detail) for who, action, detail in told(any_site) if action.startswith("role changed")]
    assert changes[0][0] == "council sign-on"
    assert changes[0][1].endswith(", hr to admin")
    provider.person["roles"] = ["another-program"]
    assert "no role" in refused(sign_on(Colleague(any_site, watch)))
    assert not sam.is_in()
    assert not again.is_in()
    assert told(any_site)[-1][1].startswith("role lost")


@pytest.mark.parametrize(
    "roles", [None, [], "", ["CAREERS-HR"], {"careers-hr": True}, [["careers-hr"]], 7, "careers-hr,x"]
)
def test_claim_that_names_no_role_lets_nobody_in(
    site: Flask, office: Office, watch: Watch, provider: Provider, roles: object
) -> None:
    provider.person["roles"] = roles
    sam = Colleague(site, watch)
    assert "no role" in refused(sign_on(sam))
    assert office.told() == []


def test_several_roles_are_kept_apart(site: Flask, watch: Watch, provider: Provider) -> None:
    provider.person["roles"] = ["careers-hr", "careers-admin"]
    assert "more than one role" in refused(sign_on(Colleague(site, watch)))


def test_session_ends_after_21_hours_however_busy(site: Flask, watch: Watch) -> None:
    sam = Colleague(site, watch)
    sign_on(sam)
    end = watch.now + LONGEST
    while watch.now < end:
        assert sam.is_in()
        watch.wait(minutes=29)
    assert not sam.is_in()


def test_session_elsewhere_is_ended_by_whoever_has_just_signed_on(site: Flask, watch: Watch) -> None:
    sam, other = Colleague(site, watch), Colleague(site, watch)
    sign_on(sam)
    sign_on(other)
    watch.wait(minutes=11)
    page = sam.get("/staff/account/")
    assert "To end one, sign out and in again" in words(page.main)
    assert not page.all("input", type="password"), "the password is not ours"
    token = page.all("input", name="token")[0].get("value")
    late = sam.client.post("/staff/account/sessions/", data={"token": token, "session": "x"}, base_url=BASE)
    changed = sam.client.post("/staff/account/password/", data={"token": token, "old": "x"}, base_url=BASE)
    assert (late.status_code, changed.status_code) == (403, 403)
    sam.send("/staff/sign-out/", "/staff/account/")
    sign_on(sam)
    handle = sam.get("/staff/account/").one("input", name="session").get("value")
    assert sam.send("/staff/account/sessions/", "/staff/account/", session=handle).status_code == 303
    assert (sam.is_in(), other.is_in()) == (True, False)


def test_account_closed_here_is_out_at_once_and_stays_out(site: Flask, office: Office, watch: Watch) -> None:
    sam, admin = Colleague(site, watch), office.join()
    sign_on(sam)
    page = admin.get("/staff/accounts/")
    assert "Sam Jones" in words(page.one("table"))
    name = next(detail.split(",")[0] for _, action, detail in office.told() if detail.startswith("council-"))
    admin.send("/staff/accounts/change/", "/staff/accounts/", name=name, do="disable")
    assert not sam.is_in()
    assert "closed" in refused(sign_on(sam))
    admin.send("/staff/accounts/change/", "/staff/accounts/", name=name, do="enable")
    assert sign_on(sam).status_code == 200
    answer = admin.send("/staff/accounts/change/", "/staff/accounts/", name=name, do="reset")
    assert answer.status_code == 404, "a password would be a second door"


def test_nobody_is_linked_by_name_or_e_mail(site: Flask, office: Office, watch: Watch, provider: Provider) -> None:
    admin = office.join()
    provider.person |= {"name": admin.name, "preferred_username": admin.name, "email": f"{admin.name}@council.example"}
    sam = Colleague(site, watch)
    sign_on(sam)
    assert sam.ask("/staff/audit/").status_code == 403
    assert admin.is_in()
    provider.person |= {"sub": "a third"}
    sign_on(Colleague(site, watch))
    added = [detail for _, action, detail in office.told() if action == "account added"]
    assert len(set(added)) == 3
    page = Page(admin.send("/staff/accounts/add/", "/staff/accounts/", name="council-abcdefghij", role="hr"))
    assert page.response.status_code == 422


def test_audit_shows_the_administrator_who_it_was_and_keeps_only_the_pseudonym(
    site: Flask, office: Office, watch: Watch
) -> None:
    sign_on(Colleague(site, watch))
    admin = office.join()
    assert "Sam Jones (council-" in words(admin.get("/staff/audit/").all("tbody")[0])
    with site.app_context():
        kept = [str(cell) for row in db.session.execute(StaffAudit.__table__.select()) for cell in row]
    assert any(cell.startswith("council-") for cell in kept)
    assert not [cell for cell in kept if "Sam" in cell]


@pytest.mark.parametrize("how", ["away", "ill", "another name", "no keys", "plain addresses"])
def test_provider_that_is_down_is_said_in_plain_words_and_local_accounts_go_on(
    site: Flask, office: Office, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    provider, watch = office.provider, office.watch
    if how == "away":
        site.extensions["careers.staff"].sign_on._discovery._issuer = "http://127.0.0.1:9"
    provider.is_ill = how == "ill"
    if how == "another name":
        provider.document["issuer"] = "https://evil.example"
    if how == "no keys":
        provider.document["jwks_uri"] = provider.issuer + "/.well-known/openid-configuration"
    if how == "plain addresses":
        provider.document["token_endpoint"] = "ftp://evil.example/token"
    sam = Colleague(site, watch)
    with caplog.at_level(logging.INFO):
        answer = sam.ask(START)
    assert answer.status_code == 503
    assert "does not answer" in refused(answer)
    assert len([record for record in caplog.records if "sign-on" in record.getMessage()]) == 1
    assert not [record for record in caplog.records if record.exc_info]
    asked = len(provider.asked)
    for _ in range(5):
        assert Colleague(site, watch).ask(START).status_code == 503
    assert len(provider.asked) == asked, "a silent provider is left alone for a while"
    assert office.join().is_in()
    if how != "away":
        provider.is_ill, provider.document = False, {}
        watch.now += PAUSE
        assert sign_on(Colleague(site, watch)).status_code == 200


def test_provider_that_fails_halfway_is_said_in_plain_words(site: Flask, watch: Watch, provider: Provider) -> None:
    sam = Colleague(site, watch)
    link = leave_for_provider(sam)
    provider.is_ill = True
    answer = sam.ask(link)
    assert answer.status_code == 503
    assert "does not answer" in refused(answer)


def test_metadata_is_fetched_once_an_hour_and_outlives_an_outage(site: Flask, watch: Watch, provider: Provider) -> None:
    for _ in range(3):
        assert sign_on(Colleague(site, watch)).status_code == 200
    assert provider.asked.count("/.well-known/openid-configuration") == 1
    assert provider.asked.count("/keys") == 1
    watch.wait(hours=2)
    provider.is_ill = True
    assert Colleague(site, watch).ask(START).status_code == 303, "what is known goes on being used"


def test_declined_sign_in_is_said_without_the_providers_words(site: Flask, watch: Watch) -> None:
    sam = Colleague(site, watch)
    state = parse_qs(urlsplit(sam.ask(START).headers["Location"]).query)["state"][0]
    answer = sam.ask(
        CALLBACK, query_string={"state": state, "error": "access_denied", "error_description": "<b>Call 0900"}
    )
    assert "0900" not in answer.get_data(as_text=True)
    assert "did not let you in" in refused(answer)


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


def test_network_that_guesses_at_the_callback_is_asked_to_wait(site: Flask, watch: Watch) -> None:
    guesser = Colleague(site, watch)
    assert [guesser.ask(f"{CALLBACK}?state={n}").status_code for n in range(31)] == [400] * 30 + [429]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Sam  \n Jones", "Sam Jones"),
        ("\u202egnp.exe", "gnp.exe"),
        ("x" * 500, "x" * 60),
        ("\u200b\0", UNNAMED),
        (None, UNNAMED),
        (["Sam"], UNNAMED),
        ("<b>Sam</b>", "<b>Sam</b>"),
    ],
)
def test_name_from_the_provider_is_one_short_line(given: object, shown: str) -> None:
    config = Config(secret_key="tests", sign_on_issuer="https://a.example")
    assert subject_of({"sub": "s", "name": given}, config).display_name == shown


def test_subject_is_another_one_at_another_issuer_and_with_another_key() -> None:
    configs = [
        Config(secret_key=key, sign_on_issuer=issuer) for key in ("a", "b") for issuer in ("https://a", "https://b")
    ]
    assert len({subject_of({"sub": "s"}, config).subject_hash for config in configs}) == 4
    assert roles_of({"groups": "g-1"}, Config(secret_key="x", sign_on_claim="groups", sign_on_editor="g-1")) == {
        Role.EDITOR
    }
