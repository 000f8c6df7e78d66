"""Colleagues at their browsers: enrol, sign in, open pages and send the forms that are on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pyotp
from flask import Flask
from werkzeug.test import TestResponse

from careers.staff import invitations
from careers.storage.staff.records import Role
from tests.html import Page, StrictClient

BASE = "https://careers.example"
PASSWORD = "seven quiet windows"


@dataclass
class Watch:
    """The time, which tests move."""

    now: datetime

    def wait(self, **length: float) -> None:
        self.now += timedelta(**length)


@dataclass
class Colleague:
    """Somebody with a browser of their own, an authenticator and an account."""

    app: Flask
    watch: Watch
    name: str = "sam.jones"
    key: str = ""
    codes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.app.test_client_class = StrictClient
        client = self.app.test_client()
        assert isinstance(client, StrictClient)
        self.client = client

    def get(self, path: str, status: int = 200) -> Page:
        return self.client.page(path, status, base_url=BASE)

    def ask(self, path: str, **more: object) -> TestResponse:
        return self.client.get(path, base_url=BASE, **more)

    def token(self, path: str = "/staff/sign-in/") -> str:
        fields = self.get(path).all("input", name="token")
        assert fields, f"{path} has no form"
        return fields[0].get("value", "")

    def send(self, path: str, form_on: str, **values: object) -> TestResponse:
        """Send a form with the token that is on the page ``form_on``."""
        return self.client.post(path, data={"token": self.token(form_on), **values}, base_url=BASE, buffered=True)

    def code(self) -> str:
        """Wait for the next code, as each works once, and read it off."""
        self.watch.wait(seconds=30)
        return pyotp.TOTP(self.key).at(int(self.watch.now.timestamp()))

    def invite(self, role: Role) -> str:
        with self.app.app_context():
            return invitations.add(self.name, role, by="tests", now=self.watch.now)

    def enrol(self, path: str, password: str = PASSWORD) -> Page:
        shown = list(self.get(path).all("span", class_="numbers"))
        self.key = "".join("".join(shown[0].itertext()).split())
        answer = self.send(path, path, password=password, again=password, code=self.code())
        page = Page(answer)
        self.codes = ["".join(e.itertext()) for e in page.all("code")]
        return page

    def sign_in(self, password: str = PASSWORD, code: str | None = None, onward: str = "") -> TestResponse:
        values = {"name": self.name, "password": password, "code": code or self.code(), "next": onward}
        return self.send("/staff/sign-in/", "/staff/sign-in/", **values)

    def is_in(self) -> bool:
        return self.ask("/staff/").status_code == 200


def join(app: Flask, watch: Watch, role: Role, name: str = "sam.jones") -> Colleague:
    """Return a colleague who is signed in."""
    colleague = Colleague(app, watch, name)
    colleague.enrol(colleague.invite(role))
    assert colleague.sign_in().status_code == 303
    return colleague
