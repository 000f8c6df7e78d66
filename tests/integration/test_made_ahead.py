"""Pages are there before anybody asks for them, in the process that serves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from threading import Event
from threading import enumerate as enumerate_threads

import pytest
from flask import Flask

from careers import serving
from careers.app import create_app
from careers.clock import Clock
from careers.config import Config
from careers.content.edition import Edition
from careers.delivery.page_store import PageStore
from careers.forms.personal_data import vocabulary
from careers.serving import begin, load, make_ahead, tidy
from careers.site.current import EXTENSION, Site
from tests import CONTENT
from tests.conftest import NOON
from tests.factories import content_folder
from tests.html import parse


def test_every_page_of_content_is_made_when_the_server_begins(instance: Path) -> None:
    config = Config(instance=instance, secret_key="tests", base_url="https://careers.example")
    app = create_app(config, Clock.fixed(NOON))
    store: PageStore = app.extensions["careers.page_store"]
    wanted = {document.url for document in app.extensions[EXTENSION].edition().documents()}
    wanted |= {"/", "/stories/", "/vacancies/", "/search/"}
    assert len(wanted) > 30
    begin(app)
    wait_until(lambda: wanted <= store.current().pages.keys())


def wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(600):
        if is_so():
            return
        Event().wait(0.1)
    raise AssertionError("it did not come to that within a minute")


def test_copies_of_photographs_leave_the_disk_when_nobody_may_see_them(tmp_path: Path) -> None:
    content, copies = content_folder(tmp_path / "content"), tmp_path / "instance" / "photographs"
    photo = {"alt": "A desk", "caption": "At work", "credit": "Sam", "licence": "ours", "consent_on": "2026-01-01"}
    photos = {"ada.png": "2026-11-21", "ada-at-work.png": "2027-11-21"}
    for name in photos:
        content.image(name)
    content.story("ada", photos=[photo | {"src": name, "consent_until": last} for name, last in photos.items()])
    copies.mkdir(parents=True)
    mark = "0123456789ab"
    for name in (f"ada-{mark}-480.jpg", f"ada-at-work-{mark}-480.jpg", f"gone-{mark}-bare.png", "somebody-elses.png"):
        (copies / name).touch()
    begin(
        create_app(Config(content=content.root, instance=tmp_path / "instance", secret_key="tests"), Clock.fixed(NOON))
    )
    wait_until(lambda: not (copies / f"gone-{mark}-bare.png").exists())
    wait_until(lambda: not (copies / f"ada-{mark}-480.jpg").exists())
    assert (copies / f"ada-at-work-{mark}-480.jpg").exists()
    assert (copies / "somebody-elses.png").exists()


def test_a_small_site_is_made_before_its_processes_are_and_leaves_nothing_running(instance: Path) -> None:
    config = Config(instance=instance, secret_key="tests", base_url="https://careers.example")
    app = create_app(config, Clock.fixed(NOON))
    store: PageStore = app.extensions["careers.page_store"]
    running = set(enumerate_threads())
    make_ahead(app)
    tidy(app)
    made = store.current().pages
    assert {document.url for document in app.extensions[EXTENSION].edition().documents()} <= made.keys()
    assert set(enumerate_threads()) <= running
    assert "br" not in made["/"].variants
    begin(app)
    assert store.current().pages is made
    wait_until(lambda: all("br" in page.variants for page in made.values() if page.is_compressible))


def test_a_signal_during_the_preparation_is_heeded_when_the_process_begins(instance: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    copytree(CONTENT, content)
    config = Config(instance=instance, secret_key="tests", content=content, base_url="https://careers.example")
    app = create_app(config, Clock.fixed(NOON))
    site: Site = app.extensions[EXTENSION]
    before = site.shelf.library
    edited = content / "pages" / "our-journey.md"
    edited.write_text(edited.read_text("utf-8").replace("title:", "title: Anew,", 1), "utf-8")
    site.reload_signal.give()
    make_ahead(app)
    assert site.shelf.library is before
    begin(app)
    assert site.shelf.library is not before
    assert site.edition().by_url["/our-journey/"].title.startswith("Anew,")


def test_a_site_that_cannot_be_made_ahead_is_served_all_the_same(
    instance: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    app, prepare = create_app(Config(instance=instance, secret_key="tests"), Clock.fixed(NOON)), serving.search.prepare

    def fail(prepared: Flask, edition: Edition) -> None:
        if prepared is app:  # another test's site may be preparing beside this one
            raise OSError("the disk is full")
        prepare(prepared, edition)

    with monkeypatch.context() as patch:
        patch.setattr(serving.search, "prepare", fail)
        make_ahead(app)
    assert "not everything could be made ahead" in caplog.text
    assert "the disk is full" in caplog.text
    for path in ("/", "/search/?q=supervision"):
        answer = app.test_client().get(path)
        assert answer.status_code == 200
        parse(answer.get_data(as_text=True))


def test_a_large_site_is_made_beside_its_visitors(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(Config(instance=instance, secret_key="tests"), Clock.fixed(NOON))
    monkeypatch.setattr(serving, "AT_ONCE", 30)
    make_ahead(app)
    store: PageStore = app.extensions["careers.page_store"]
    assert not store.current().pages


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
