"""Colleagues enrol and sign in with password and code; everybody else stays outside and learns nothing."""

from __future__ import annotations

from pathlib import Path

import pyotp
import pytest
from argon2 import extract_parameters
from flask import Flask

from careers.staff import secret, sign_in
from careers.staff.presence import IDLE, LONGEST
from careers.storage.models import db
from careers.storage.staff import accounts, audit, sessions
from careers.storage.staff.records import Role
from tests.html import Page, words
from tests.staff.conftest import Join, make
from tests.staff.office import BASE, PASSWORD, Colleague, Watch, join


def test_colleague_enrols_once_and_signs_in(full_cost: None, any_site: Flask, watch: Watch) -> None:
    sam = Colleague(any_site, watch)
    path = sam.invite(Role.ADMIN)
    page = sam.enrol(path)
    assert page.response.status_code == 200
    assert len(set(sam.codes)) == 10
    assert not sam.is_in()
    assert sam.sign_in().headers["Location"] == "/staff/"
    assert "sam.jones" in words(sam.get("/staff/").one("header", class_="staff-bar"))
    assert sam.get(path, 410)
    with any_site.app_context():
        told = [(entry.who, entry.action) for entry in audit.latest()]
    assert told == [("sam.jones", "signed in"), ("sam.jones", "account enrolled"), ("tests", "account added")]


def test_enrolment_link_ends_after_two_days(site: Flask, watch: Watch) -> None:
    sam = Colleague(site, watch)
    path = sam.invite(Role.HR)
    watch.wait(hours=47, minutes=59)
    sam.get(path)
    watch.wait(minutes=1)
    sam.get(path, 410)
    sam.get("/staff/enrol/nothing/", 410)


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("short", id="short"),
        pytest.param("x" * 201, id="long"),
        pytest.param("sam.jones sam.jones", id="the name"),
        pytest.param("sam.jones1985x", id="the name and a year"),
        pytest.param("aaaaaaaaaaaaaaaa", id="one letter"),
        pytest.param("password1234", id="well known"),
        pytest.param("Iloveyou12345", id="well known with a capital"),
        pytest.param("qwertyuiop123", id="along the keyboard"),
        pytest.param("letmein letmein", id="well known twice"),
        pytest.param("Manchester United", id="of the place"),
        pytest.param("careers council", id="of the site"),
        pytest.param("socialworker2026", id="of the work"),
    ],
)
def test_weak_passwords_are_refused_with_what_to_write(site: Flask, watch: Watch, password: str) -> None:
    sam = Colleague(site, watch)
    page = sam.enrol(sam.invite(Role.HR), password)
    assert page.response.status_code == 422
    assert page.title.startswith("Error:")
    assert len(page.all("a", href="#password")) == 1
    assert not page.all("input", value=password)


@pytest.mark.parametrize(
    "password",
    [
        "ünß 🪟 ok wörter",
        "only small letters here",
        "7391 0284 6650 1177",
        "a long sentence that nobody else will ever think of, about a heron, two kettles and the last tram to Bury on a wet Monday",
    ],
)
def test_any_characters_are_a_password(site: Flask, watch: Watch, password: str) -> None:
    sam = Colleague(site, watch)
    assert sam.enrol(sam.invite(Role.HR), password).response.status_code == 200
    assert sam.sign_in(password).status_code == 303


def test_password_is_compared_whole(full_cost: None) -> None:
    longest = "seven quiet windows ".ljust(secret.LONGEST, "x")
    kept = secret.hash_password(longest)
    assert secret.password_fault(longest, longest, "sam.jones") is None
    assert secret.is_password(longest, kept)
    for other in (longest + "x", longest[:-1], longest.upper(), f" {longest}", longest.strip() + " "):
        assert not secret.is_password(other, kept)


def test_passwords_are_typed_unseen_and_managers_may_help(site: Flask, watch: Watch) -> None:
    sam = Colleague(site, watch)
    boxes = sam.get("/staff/sign-in/").all("input", name="password")
    page = sam.get(sam.invite(Role.HR))
    boxes += [*page.all("input", name="password"), *page.all("input", name="again")]
    assert [box.get("autocomplete") for box in boxes] == ["current-password", "new-password", "new-password"]
    assert {(box.get("type"), box.get("maxlength")) for box in boxes} == {("password", None)}


def test_code_works_once(signed_in: Join) -> None:
    sam = signed_in()
    again = pyotp.TOTP(sam.key).at(int(sam.watch.now.timestamp()))
    other = Colleague(sam.app, sam.watch, key=sam.key)
    assert other.sign_in(code=again).status_code == 422
    earlier = pyotp.TOTP(sam.key).at(int(sam.watch.now.timestamp()) - 30)
    assert other.sign_in(code=earlier).status_code == 422
    assert other.sign_in().status_code == 303


def test_enrolments_own_code_does_not_sign_in(site: Flask, watch: Watch) -> None:
    sam = Colleague(site, watch)
    sam.enrol(sam.invite(Role.HR))
    assert sam.sign_in(code=pyotp.TOTP(sam.key).at(int(watch.now.timestamp()))).status_code == 422


def test_recovery_code_works_once_however_it_is_typed(signed_in: Join) -> None:
    sam = signed_in()
    other = Colleague(sam.app, sam.watch)
    code = sam.codes[3].upper().replace("-", " ")
    assert other.sign_in(code=code).status_code == 303
    assert Colleague(sam.app, sam.watch).sign_in(code=code).status_code == 422
    with sam.app.app_context():
        assert audit.latest()[0].action == "signed in with a recovery code"


def test_refusals_are_the_same_in_words_for_everything_that_is_wrong(signed_in: Join) -> None:
    sam = signed_in()
    with sam.app.app_context():
        accounts.set_disabled("sam.jones", disabled=True, by="tests", now=sam.watch.now)
    join(sam.app, sam.watch, Role.HR, "kim.lee")
    answers = set()
    for name, password, code in (
        ("nobody", PASSWORD, "123456"),
        ("sam.jones", PASSWORD, sam.code()),
        ("kim.lee", "wrong password", "123456"),
        ("kim.lee", PASSWORD, "123456"),
        ("", "", ""),
        ("x" * 5000, "\u202e", "\ud7ff"),
    ):
        visitor = Colleague(sam.app, sam.watch, name)
        page = Page(visitor.sign_in(password, code or " "))
        assert page.response.status_code == 422
        answers.add(words(page.one("div", role="alert")))
    assert len(answers) == 1


def test_refusals_do_the_same_work(full_cost: None, signed_in: Join, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown name costs one Argon2 verification of the same parameters, as a known one does."""
    sam = signed_in()
    assert extract_parameters(secret._NOBODY) == extract_parameters(secret.hash_password(PASSWORD))
    seen: list[str | None] = []
    real = secret.is_password
    monkeypatch.setattr(secret, "is_password", lambda password, kept: seen.append(kept) or real(password, kept))
    with sam.app.app_context():
        for name in ("nobody", "sam.jones"):
            sign_in.sign_in("tests", name, "wrong password", "123456", sam.watch.now)
    assert len(seen) == 2


@pytest.mark.parametrize("name", ["sam.jones", "nobody"])
def test_guessing_is_slowed_down_whether_the_name_is_known_or_not(
    signed_in: Join, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    sam = signed_in()
    with sam.app.app_context():
        compared: list[str | None] = []
        real = secret.is_password
        monkeypatch.setattr(secret, "is_password", lambda password, kept: compared.append(kept) or real(password, kept))
        for _ in range(7):
            assert sign_in.sign_in("tests", name, "wrong password", "123456", sam.watch.now) is None
        assert len(compared) == 5, "after five tries nothing is compared any more"
        assert sign_in.sign_in("tests", "sam.jones", PASSWORD, sam.code(), sam.watch.now) is None or name == "nobody"
        sam.watch.wait(minutes=15)
        assert sign_in.sign_in("tests", "sam.jones", PASSWORD, sam.code(), sam.watch.now)
        blocked = [entry.who for entry in audit.latest() if entry.action.startswith("sign-in blocked")]
    assert blocked == (["sam.jones"] if name == "sam.jones" else [])


def test_tries_are_counted_before_they_are_compared_and_forgotten_by_success(any_site: Flask, watch: Watch) -> None:
    with any_site.app_context():
        since = watch.now - sign_in.WINDOW
        assert [sessions.try_once("a" * 64, since, watch.now) for _ in range(3)] == [1, 2, 3]
        assert sessions.try_once("b" * 64, since, watch.now) == 1
        watch.wait(minutes=15)
        assert sessions.try_once("a" * 64, watch.now - sign_in.WINDOW, watch.now) == 1
    join(any_site, watch, Role.HR)
    with any_site.app_context():
        hashed = secret.keyed("tests", "sign-in", "sam.jones")
        assert sessions.try_once(hashed, watch.now - sign_in.WINDOW, watch.now) == 1


def test_network_that_guesses_is_asked_to_wait(site: Flask, watch: Watch) -> None:
    guesser = Colleague(site, watch)
    token = guesser.token()
    data = {"name": "", "password": "", "code": ""}
    answers = [
        guesser.client.post(
            "/staff/sign-in/", data={**data, "name": f"n{n}", "token": token}, base_url=BASE
        ).status_code
        for n in range(31)
    ]
    assert answers == [422] * 30 + [429]


def test_session_ends_when_nobody_is_there_and_after_21_hours(signed_in: Join) -> None:
    sam = signed_in()
    sam.watch.now += IDLE * 0.9
    assert sam.is_in()
    sam.watch.now += IDLE * 0.9
    assert sam.is_in()
    sam.watch.now += IDLE
    assert not sam.is_in()
    sam.sign_in()
    begun = sam.watch.now
    while sam.watch.now + IDLE * 0.9 < begun + LONGEST:
        sam.watch.now += IDLE * 0.9
        assert sam.is_in()
    sam.watch.now = begun + LONGEST
    assert not sam.is_in()


def test_signing_out_ends_the_session_itself_not_only_the_cookie(signed_in: Join) -> None:
    sam = signed_in()
    stolen = sam.client.get_cookie("__Secure-staff", "careers.example", "/staff")
    assert stolen
    answer = sam.send("/staff/sign-out/", "/staff/")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert not sam.is_in()
    sam.client.set_cookie("__Secure-staff", stolen.value, domain="careers.example", path="/staff", secure=True)
    assert not sam.is_in()


@pytest.mark.parametrize("change", ["disable", "reset"])
def test_closing_or_resetting_an_account_signs_it_out_at_once(signed_in: Join, change: str) -> None:
    admin, sam = signed_in(Role.ADMIN, "pat.admin"), signed_in()
    assert sam.is_in()
    answer = admin.send("/staff/accounts/change/", "/staff/accounts/", name="sam.jones", do=change)
    assert answer.status_code == 200
    assert not sam.is_in()
    assert sam.sign_in().status_code == 422
    if change == "disable":
        admin.send("/staff/accounts/change/", "/staff/accounts/", name="sam.jones", do="enable")
        assert sam.sign_in().status_code == 303
    else:
        link = next(e for e in Page(answer).all("code"))
        other = Colleague(sam.app, sam.watch)
        other.enrol("".join(link.itertext()).removeprefix(BASE))
        assert other.sign_in().status_code == 303


def test_cookie_is_set_by_staff_pages_only_and_out_of_reach(site: Flask, watch: Watch) -> None:
    sam = join(site, watch, Role.HR)
    header = sam.ask("/staff/sign-in/").headers.get("Set-Cookie")
    assert header is None
    header = Colleague(site, watch).ask("/staff/sign-in/").headers["Set-Cookie"]
    assert {part.strip() for part in header.split(";")[1:]} == {"Secure", "HttpOnly", "Path=/staff", "SameSite=Strict"}
    assert header.startswith("__Secure-staff=")
    for public in ("/", "/vacancies/", "/interest/", "/staffing/"):
        answer = sam.ask(public)
        assert "Set-Cookie" not in answer.headers


def test_cookie_changes_at_sign_in(site: Flask, watch: Watch) -> None:
    sam = Colleague(site, watch)
    sam.enrol(sam.invite(Role.HR))
    before = sam.client.get_cookie("__Secure-staff", "careers.example", "/staff")
    sam.sign_in()
    after = sam.client.get_cookie("__Secure-staff", "careers.example", "/staff")
    assert before and after and before.value != after.value


def test_cookie_without_https_has_no_prefix(sqlite_url: str, built: Path, watch: Watch) -> None:
    app = make(sqlite_url, built, watch, "")
    header = app.test_client().get("/staff/sign-in/").headers["Set-Cookie"]
    assert header.startswith("staff=")
    assert "Secure" not in header


def test_database_alone_is_not_enough_to_sign_in(signed_in: Join) -> None:
    """Nothing that is kept is a secret that could be typed or sent."""
    sam = signed_in()
    cookie = sam.client.get_cookie("__Secure-staff", "careers.example", "/staff")
    assert cookie
    secrets = [PASSWORD, sam.key, cookie.value, *sam.codes, *(code.replace("-", "") for code in sam.codes)]
    with sam.app.app_context():
        rows = []
        for table in db.metadata.sorted_tables:
            rows += [str(cell) for row in db.session.execute(table.select()) for cell in row]
    assert "sam.jones" in rows
    assert not [cell for cell in rows for word in secrets if word in cell]
