"""Every page for colleagues in every state that somebody can meet, as the application answers it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Page, Route
from werkzeug.test import TestResponse

from careers.staff.presence import IDLE
from careers.storage import pipeline
from careers.storage.records import HrStage
from careers.storage.staff.records import Role
from tests import CONTENT
from tests.conftest import NOON
from tests.html import Page as Parsed
from tests.staff.conftest import make
from tests.staff.office import BASE, PASSWORD, Colleague, Watch, join
from tests.staff.visitors import crowd, entry, say

EXPECTED = 58
"""How many states there are: fewer means that one has got lost."""


@dataclass
class Answers:
    """What was answered, by the name of the state, and under which address."""

    found: dict[str, tuple[str, TestResponse]] = field(default_factory=dict)

    def add(self, name: str, answer: TestResponse, status: int = 200) -> TestResponse:
        assert answer.status_code == status, f"{name}: {answer.status_code}"
        assert name not in self.found
        self.found[name] = (urlsplit(answer.request.url).path, answer)
        return answer


def answers(folder: Path, built: Path) -> Answers:
    """Ask for every state once. Takes some seconds; the browser can look at them as often as it likes.

    ``built`` is an instance folder in which the texts of the content are rendered already; what is kept goes to ``folder``.
    """
    content, watch, got = Path(shutil.copytree(CONTENT, folder / "content")), Watch(NOON), Answers()
    app = make(f"sqlite:///{folder / 'careers.sqlite3'}", built, watch, content=content)
    _before_sign_in(got, app, watch)
    hr, editor, admin = (join(app, watch, role, f"{role.value}.jones") for role in (Role.HR, Role.EDITOR, Role.ADMIN))
    _empty(got, hr, admin)
    references = crowd(app, 40)
    say(app, "/our-journey/", 3, 9, reason="unclear", comment="<b>A word</b> " + "that-cannot-be-broken" * 20)
    say(app, "/stories/naomi/", 9, 1)
    say(app, "/how-to-apply/", 1)
    _of_hr(got, hr, references)
    _of_administrator(got, admin)
    _of_account(got, hr)
    _too_late(got, hr, references[0])
    _of_editor(got, editor, content)
    return got


def _before_sign_in(got: Answers, app: Flask, watch: Watch) -> None:
    stranger = Colleague(app, watch, "kim.lee")
    got.add("signing in", stranger.ask("/staff/sign-in/"))
    got.add("signing in, refused", stranger.send("/staff/sign-in/", "/staff/sign-in/", name="x", code="1"), 422)
    link = stranger.invite(Role.HR)
    got.add("enrolling", stranger.ask(link))
    got.add("enrolling, refused", stranger.send(link, link, password="short", again="x", code="1"), 422)
    got.add("recovery codes", stranger.enrol(link).response)
    got.add("enrolment link, used", stranger.ask(link), 410)


def _empty(got: Answers, hr: Colleague, admin: Colleague) -> None:
    for name, path in (("first page", "/staff/"), ("counts", "/staff/interest/"), ("list", "/staff/interest/list/")):
        got.add(f"HR's {name}, empty", hr.ask(path))
    got.add("feedback, empty", hr.ask("/staff/feedback/"))
    got.add("feedback of a page, empty", hr.ask("/staff/feedback/page/?path=/contact/"))
    got.add("administrator's first page, new", admin.ask("/staff/"))


def _of_hr(got: Answers, hr: Colleague, references: list[str]) -> None:
    one, looking = entry(references[0]), "/staff/reference/"
    for name, path in {
        "HR's first page": "/staff/",
        "counts": "/staff/interest/",
        "counts, filtered": "/staff/interest/?situation=student&stage=new",
        "counts, nobody": "/staff/interest/?stage=closed",
        "list": "/staff/interest/list/",
        "list, second page": "/staff/interest/list/?page=2",
        "list, nobody": "/staff/interest/list/?stage=closed",
        "looking up": looking,
        "a reference": one,
        "a reference, moved": f"{one}?moved=yes",
        "exports": "/staff/exports/",
        "exports, filtered": "/staff/exports/?situation=student&from=/vacancies/",
        "feedback": "/staff/feedback/",
        "feedback, filtered": "/staff/feedback/?kind=stage&period=7",
        "feedback of a page": "/staff/feedback/page/?path=/our-journey/",
        "feedback of a page, comment deleted": "/staff/feedback/page/?path=/our-journey/&deleted=yes",
        "content, to HR": "/staff/content/",
    }.items():
        got.add(name, hr.ask(path))
    got.add("looking up, unreadable", hr.send(looking, looking, reference="wrong"), 422)
    got.add("looking up, unknown", hr.send(looking, looking, reference="KXTR-7M2P-9WQN"), 422)
    got.add("a reference that is not there", hr.ask(f"{looking}KXTR-7M2P-9WQN/"), 404)
    got.add("a page that is not there", hr.ask("/staff/nothing/"), 404)
    got.add("a page of another role", hr.ask("/staff/audit/"), 403)
    got.add("characters that are no text", hr.ask("/staff/interest/?from=%00"), 400)
    with hr.app.app_context():
        assert pipeline.move(references[0], HrStage.NEW, HrStage.APPLIED, by="kim.lee", now=hr.watch.now)
    got.add("moved by somebody else meanwhile", hr.send(one, one, was="new", stage="closed"), 409)
    gone = {"page": "/our-journey/", "comment": "999999"}
    got.add("a comment that is gone", hr.send("/staff/feedback/delete/", "/staff/", **gone), 404)
    got.add("a form of another site", hr.client.post("/staff/exports/rows/", headers=ELSEWHERE, base_url=BASE), 403)


ELSEWHERE = {"Sec-Fetch-Site": "cross-site"}


def _of_administrator(got: Answers, admin: Colleague) -> None:
    accounts = "/staff/accounts/"
    got.add("administrator's first page", admin.ask("/staff/"))
    got.add("accounts", admin.ask(accounts))
    got.add("account added", admin.send(f"{accounts}add/", accounts, name="pat.green", role="editor"))
    got.add("account refused", admin.send(f"{accounts}add/", accounts, name="Pat Green", role="editor"), 422)
    got.add("account closed", admin.send(f"{accounts}change/", accounts, name="pat.green", do="disable"))
    got.add("audit", admin.ask("/staff/audit/"))


def _of_account(got: Answers, hr: Colleague) -> None:
    own = "/staff/account/"
    got.add("one's own account", hr.ask(own))
    assert Colleague(hr.app, hr.watch, hr.name, hr.key).sign_in().status_code == 303
    got.add("one's own account, signed in elsewhere", hr.ask(own))
    got.add("ending sessions, refused", hr.send(f"{own}sessions/", own, current="x"), 422)
    got.add("changing the password, refused", hr.send(f"{own}password/", own, old="x", password="short"), 422)
    got.add("password changed", hr.ask(f"{own}?done=password"))
    got.add("staying signed in", hr.ask("/staff/stay/"))


def _too_late(got: Answers, hr: Colleague, reference: str) -> None:
    path = entry(reference)
    data = {"token": hr.token(path), "was": "applied", "stage": "closed"}
    own = hr.token("/staff/account/")
    hr.watch.now += IDLE
    late = got.add("a form that came too late", hr.client.post(path, data=data, base_url=BASE), 403)
    secret = {"token": own, "old": PASSWORD, "password": "x"}
    got.add(
        "a password that came too late", hr.client.post("/staff/account/password/", data=secret, base_url=BASE), 403
    )
    assert hr.sign_in().status_code == 303
    token = Parsed(late).all("input", name="token")[0].get("value", "")
    again = hr.client.post(path, data={**data, "token": token}, base_url=BASE)
    got.add("a form from before signing in again", again, 403)


def _of_editor(got: Answers, editor: Colleague, content: Path) -> None:
    assert editor.sign_in().status_code == 303
    got.add("editor's first page", editor.ask("/staff/"))
    got.add("content", editor.ask("/staff/content/"))
    story = content / "stories/kyle.md"
    story.write_text(story.read_text("utf-8").replace("published_on: ", "publshed_on: ", 1), "utf-8")
    got.add("content, newer on disk", editor.ask("/staff/content/"))
    with editor.app.app_context():
        assert not editor.app.extensions["careers"].shelf.reload()
    got.add("editor's first page, content faulty", editor.ask("/staff/"))
    got.add("content, faulty", editor.ask("/staff/content/"))


def show(page: Page, got: Answers, name: str) -> None:
    """Open a state in the browser under its own address."""
    path, answer = got.found[name]
    body = answer.get_data()

    def fulfil(route: Route) -> None:
        route.fulfill(status=200, body=body, content_type="text/html; charset=utf-8")

    page.route(f"**{path}", fulfil)
    page.goto(path)
    page.unroute(f"**{path}", fulfil)
