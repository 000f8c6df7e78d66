"""Pages are there before anybody asks for them, in the process that serves."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from careers.app import begin, create_app, load
from careers.clock import Clock
from careers.config import Config
from careers.delivery.page_store import PageStore
from careers.forms.personal_data import vocabulary
from careers.site.current import EXTENSION
from tests.conftest import NOON
from tests.html import parse


def test_every_page_of_content_is_made_when_the_server_begins(instance: Path) -> None:
    config = Config(instance=instance, secret_key="tests", base_url="https://careers.example")
    app = create_app(config, Clock.fixed(NOON))
    store: PageStore = app.extensions["careers.page_store"]
    wanted = {document.url for document in app.extensions[EXTENSION].edition().documents()}
    wanted |= {"/", "/stories/", "/vacancies/", "/search/"}
    assert len(wanted) > 30
    begin(app)
    for _ in range(600):
        missing = {path for path in wanted if path not in store.current().pages}
        if not missing:
            break
        Event().wait(0.1)
    assert not missing


def test_the_first_visitor_of_a_form_waits_for_no_template_and_no_list_of_names(
    instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(Config(instance=instance, secret_key="tests"), Clock.fixed(NOON))
    load(app)

    def too_late(*_: object, **__: object) -> None:
        raise AssertionError("this is loaded while somebody waits")

    monkeypatch.setattr(app.jinja_env.loader, "load", too_late)
    monkeypatch.setattr(vocabulary, "_read", too_late)
    visitor = app.test_client()
    for path in ("/interest/", "/feedback/?page=/our-journey/", "/staff/sign-in/"):
        answer = visitor.get(path)
        assert answer.status_code == 200
        parse(answer.get_data(as_text=True))
    form = {"page": "/our-journey/", "helpful": "no", "comment": "Ask Jane Smith on 07700 900123"}
    stopped = visitor.post("/feedback/send/", data=form | {"key": "x"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert stopped.status_code == 422
