"""A colleague sees where they are signed in, ends that elsewhere, and takes another password."""

from __future__ import annotations

import pytest
from flask import Flask

from careers.storage.staff import accounts, audit
from careers.storage.staff.records import Role
from tests.html import Page, words
from tests.staff.conftest import Join
from tests.staff.office import PASSWORD, Colleague, Watch, join

ANOTHER = "four loud kettles on a tram"
OWN = "/staff/account/"


def elsewhere(sam: Colleague) -> Colleague:
    """Return the same person at another computer, signed in."""
    other = Colleague(sam.app, sam.watch, sam.name, sam.key)
    assert other.sign_in().status_code == 303
    return other


def boxes(page: Page) -> list[str]:
    return [box.get("value", "") for box in page.all("input", name="session")]


def change(sam: Colleague, old: str = PASSWORD, new: str = ANOTHER, again: str | None = None) -> Page:
    return Page(sam.send(f"{OWN}password/", OWN, old=old, password=new, again=new if again is None else again))


def told(sam: Colleague) -> tuple[str, str, str]:
    with sam.app.app_context():
        newest = audit.latest()[0]
    return newest.who, newest.action, newest.detail


@pytest.mark.parametrize("role", list(Role))
def test_own_sessions_are_seen_and_no_others(any_site: Flask, watch: Watch, role: Role) -> None:
    sam = join(any_site, watch, role)
    join(any_site, watch, role, "kim.lee")
    assert "Nowhere." in words(sam.get(OWN).main)
    watch.wait(minutes=7)
    other = elsewhere(sam)
    page = sam.get(OWN)
    assert len(boxes(page)) == 1
    assert "Signed in on 22 November 2026 at 12:09, last used on 22 November 2026 at 12:09" in words(page.main)
    cookies = [who.client.get_cookie("__Secure-staff", "careers.example", "/staff") for who in (sam, other)]
    assert not [cookie for cookie in cookies if cookie is None or cookie.value in page.response.get_data(as_text=True)]


def test_session_elsewhere_is_ended_by_whoever_knows_the_password(any_site: Flask, watch: Watch) -> None:
    sam = join(any_site, watch, Role.HR)
    lost, kept = elsewhere(sam), elsewhere(sam)
    watch.wait(minutes=3)
    assert kept.is_in()
    handle = boxes(sam.get(OWN))[1]
    answer = sam.send(f"{OWN}sessions/", OWN, session=handle, current="something else")
    assert answer.status_code == 422
    assert lost.is_in()
    answer = sam.send(f"{OWN}sessions/", OWN, current=PASSWORD)
    assert "Tick the ones to end" in words(Page(answer).main)
    watch.wait(minutes=3)
    assert kept.is_in()
    answer = sam.send(f"{OWN}sessions/", OWN, session=handle, current=PASSWORD)
    assert answer.headers["Location"] == f"{OWN}?done=ended"
    assert (sam.is_in(), kept.is_in(), lost.is_in()) == (True, True, False)
    assert told(sam) == ("sam.jones", "signed out elsewhere", "sessions: 1")


def test_nobody_ends_the_session_of_somebody_else(signed_in: Join) -> None:
    sam, kim = signed_in(), signed_in(name="kim.lee")
    elsewhere(sam)
    handle = boxes(sam.get(OWN))[0]
    kim.send(f"{OWN}sessions/", OWN, session=handle, current=PASSWORD)
    assert boxes(sam.get(OWN)) == [handle]
    assert told(sam)[1] != "signed out elsewhere"


def test_changed_password_is_the_one_that_works_and_ends_sessions_elsewhere(any_site: Flask, watch: Watch) -> None:
    sam = join(any_site, watch, Role.EDITOR)
    other = elsewhere(sam)
    before = sam.client.get_cookie("__Secure-staff", "careers.example", "/staff")
    answer = change(sam)
    assert answer.response.status_code == 303
    assert told(sam) == ("sam.jones", "password changed", "")
    after = sam.client.get_cookie("__Secure-staff", "careers.example", "/staff")
    assert before and after and before.value != after.value
    assert "Your password is changed" in words(sam.get(answer.response.headers["Location"]).main)
    assert not other.is_in()
    assert other.sign_in().status_code == 422
    assert other.sign_in(ANOTHER).status_code == 303
    assert Colleague(sam.app, watch).sign_in(ANOTHER, code=sam.codes[0]).status_code == 303, "codes stay as they were"


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"old": "not this one"}, "old", "not your password"),
        ({"old": ""}, "old", "not your password"),
        ({"new": "short"}, "password", "12 characters"),
        ({"new": "password1234"}, "password", "harder to guess"),
        ({"new": "sam.jones sam.jones"}, "password", "harder to guess"),
        ({"again": "four quiet kettles"}, "password", "not the same"),
        ({"new": PASSWORD}, "password", "another one"),
    ],
)
def test_password_that_cannot_be_taken_is_refused_with_the_reason(
    signed_in: Join, given: dict[str, str], field: str, says: str
) -> None:
    sam = signed_in()
    page = change(sam, **given)
    assert page.response.status_code == 422
    assert page.title.startswith("Error:")
    assert [words(link) for link in page.all("a", href=f"#{field}")]
    assert says in words(page.main)
    assert not [box for box in page.all("input", type="password") if box.get("value")]
    assert Colleague(sam.app, sam.watch, key=sam.key).sign_in().status_code == 303


def test_guessing_the_password_from_an_open_session_is_slowed_down_like_signing_in(signed_in: Join) -> None:
    sam = signed_in()
    for number in range(5):
        assert change(sam, old=f"guess {number}").response.status_code == 422
    assert told(sam)[1] == "sign-in blocked after wrong tries"
    assert change(sam).response.status_code == 422, "not even the right one"
    sam.watch.wait(minutes=16)
    assert change(sam).response.status_code == 303


def test_password_is_not_changed_for_an_account_that_was_closed_or_signed_out_meanwhile(
    any_site: Flask, watch: Watch
) -> None:
    sam = join(any_site, watch, Role.HR)
    cookie = sam.client.get_cookie("__Secure-staff", "careers.example", "/staff")
    assert cookie
    with any_site.app_context():
        assert not accounts.change_password("sam.jones", "x", "another token", "new", watch.now)
        assert accounts.set_disabled("sam.jones", disabled=True, by="tests", now=watch.now)
        assert not accounts.change_password("sam.jones", "x", cookie.value, "new", watch.now)
        assert not accounts.change_password("nobody", "x", cookie.value, "new", watch.now)
        assert accounts.set_disabled("sam.jones", disabled=False, by="tests", now=watch.now)
    assert sam.sign_in().status_code == 303
