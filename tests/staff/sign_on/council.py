"""The site with the council's sign-on beside it, and colleagues who come by it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

import requests
from flask import Flask
from werkzeug.test import TestResponse

from careers.staff.sign_on.discovery import Discovery
from careers.storage.staff import audit, refusals
from careers.storage.staff.records import Role
from tests.html import Page, words
from tests.staff.office import BASE, Colleague, Watch, join
from tests.staff.provider import CLIENT, SECRET, Provider

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


def settings(provider: Provider) -> dict[str, object]:
    return {"sign_on_issuer": provider.issuer, "sign_on_client_id": CLIENT, "sign_on_client_secret": SECRET}


def leave_for_provider(sam: Colleague, onward: str = "/staff/interest/") -> str:
    """Begin to sign in; return the address at which the provider sends the browser back."""
    answer = sam.ask(START, query_string={"next": onward})
    assert answer.status_code == 303
    back = requests.get(answer.headers["Location"], allow_redirects=False, timeout=60)
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
