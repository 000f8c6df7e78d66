"""A colleague knows until when they are signed in, can make it longer, and loses no form that comes too late."""

from __future__ import annotations

from datetime import timedelta

import pytest
from werkzeug.datastructures import MultiDict

from careers.staff.presence import IDLE, LONGEST
from careers.storage import expressions
from careers.storage.staff.records import Role
from tests.html import Page, words
from tests.staff.conftest import Join
from tests.staff.office import BASE, PASSWORD, Colleague
from tests.staff.visitors import entry, register


def resend(sam: Colleague, page: Page) -> Page:
    """Press the button of a form that was handed back."""
    (form,) = [form for form in page.all("form", method="post") if form.get("aria-label") == "Send it again"]
    fields = MultiDict((e.get("name", ""), e.get("value", "")) for e in form.iter("input"))
    return Page(sam.client.post(form.get("action", ""), data=fields, base_url=BASE))


@pytest.mark.parametrize("role", list(Role))
def test_every_page_says_until_when_and_how_to_stay(signed_in: Join, role: Role) -> None:
    sam = signed_in(role)
    for path in ("/staff/", "/staff/account/"):
        page = sam.get(path)
        assert "until 12:31" in words(page.one("header", class_="staff-bar"))
        foot = words(page.one("footer"))
        assert "You are signed in as sam.jones until 12:31" in foot
        (link,) = page.all("a", href="/staff/stay/")
        assert link.get("target") == "_blank", "what is in a form on this page stays there"
        assert "new tab" in words(link)


def test_staying_makes_it_longer_as_often_as_one_likes(signed_in: Join) -> None:
    sam = signed_in()
    for _ in range(12):
        sam.watch.now += IDLE - timedelta(seconds=30)
        until = (sam.watch.now + IDLE).strftime("%H:%M")
        assert f"You are signed in until {until}" in words(sam.get("/staff/stay/").main)
    assert sam.is_in()


def test_whole_session_is_longer_than_the_twenty_hours_that_need_no_warning() -> None:
    """WCAG 2.2, 2.2.1: a limit above 20 hours is exempt; a shorter one must be said and extended."""
    assert timedelta(hours=20) < LONGEST <= timedelta(hours=24)


def test_end_that_cannot_be_put_off_is_the_one_that_is_said(signed_in: Join) -> None:
    sam = signed_in()
    begun = sam.watch.now
    while sam.watch.now < begun + LONGEST - IDLE:
        sam.watch.now += IDLE - timedelta(minutes=1)
        sam.ask("/staff/stay/")
    last = (begun + LONGEST).strftime("%H:%M")
    assert f"until {last}" in words(sam.get("/staff/stay/").main)


def test_form_that_comes_after_the_session_ended_is_sent_again_after_signing_in(signed_in: Join) -> None:
    sam = signed_in()
    reference = register(sam.app)
    path = entry(reference)
    data = {"token": sam.token(path), "was": "new", "stage": "applied"}
    sam.watch.now += IDLE
    late = Page(sam.client.post(path, data=data, base_url=BASE))
    assert late.response.status_code == 403
    said = words(late.main)
    assert "Nothing is lost" in said
    assert "applied" in said
    assert late.one("a", href="/staff/sign-in/").get("target") == "_blank"
    assert stage(sam, reference) == "new"
    still_out = resend(sam, late)
    assert still_out.response.status_code == 403
    sam.sign_in()
    back = resend(sam, late)
    assert back.response.status_code == 403
    assert "from before you signed in" in words(back.main)
    assert stage(sam, reference) == "new", "nothing is done without a token of this session"
    assert resend(sam, back).response.status_code == 303
    assert stage(sam, reference) == "applied"


def stage(sam: Colleague, reference: str) -> str:
    with sam.app.app_context():
        found = expressions.find(reference)
    assert found
    return found.hr_stage


def test_form_with_several_values_comes_back_whole_and_as_text(signed_in: Join) -> None:
    sam = signed_in()
    token = sam.token("/staff/exports/")
    sam.watch.now += IDLE
    data = {"token": token, "situation": ["student", "manager"], "format": "xlsx", "name": '"><script>'}
    late = Page(sam.client.post("/staff/exports/rows/", data=data, base_url=BASE))
    kept = [(e.get("name"), e.get("value")) for e in late.all("input", type="hidden") if e.get("name") != "token"]
    assert kept == [("situation", "student"), ("situation", "manager"), ("format", "xlsx"), ("name", '"><script>')]
    sam.sign_in()
    again = resend(sam, late).all("input", type="hidden")
    assert [(e.get("name"), e.get("value")) for e in again if e.get("name") != "token"][-4:] == kept[-4:]


def test_password_that_came_too_late_is_not_shown_again(signed_in: Join) -> None:
    sam = signed_in()
    token = sam.token("/staff/account/")
    sam.watch.now += IDLE
    data = {"token": token, "old": PASSWORD, "password": "four loud kettles", "again": "four loud kettles"}
    late = Page(sam.client.post("/staff/account/password/", data=data, base_url=BASE))
    assert late.response.status_code == 403
    assert "type it again" in words(late.main)
    assert "kettles" not in late.response.get_data(as_text=True)


def test_form_of_another_site_is_never_handed_back(signed_in: Join) -> None:
    sam = signed_in(Role.ADMIN)
    data = {"name": "kim.lee", "role": "admin"}
    answer = sam.client.post("/staff/accounts/add/", data=data, headers={"Sec-Fetch-Site": "cross-site"}, base_url=BASE)
    assert answer.status_code == 403
    assert "kim.lee" not in answer.get_data(as_text=True)


def test_nothing_to_lose_leads_straight_to_signing_in(signed_in: Join) -> None:
    sam = signed_in()
    token = sam.token("/staff/")
    sam.watch.now += IDLE
    answer = sam.client.post("/staff/sign-out/", data={"token": token}, base_url=BASE)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff/sign-in/")
