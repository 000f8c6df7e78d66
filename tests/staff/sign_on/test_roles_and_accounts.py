"""The provider says who somebody is and for which pages; the account here can be closed all the same."""

from __future__ import annotations

import pytest
from flask import Flask

from careers.config import Config
from careers.staff.presence import LONGEST
from careers.staff.sign_on.identity import UNNAMED, roles_of, subject_of
from careers.storage.models import db
from careers.storage.staff.records import Role
from careers.storage.staff.tables import StaffAudit
from tests.html import Page, words
from tests.staff.office import BASE, Colleague, Watch
from tests.staff.provider import Provider
from tests.staff.sign_on.council import (
    Office,
    refused,
    sign_on,
    told,
)


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
    assert words(page.one("dl")).startswith("NameSam Jones Kept in the audit ascouncil-")
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
