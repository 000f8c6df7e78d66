"""The editor at /editor: on this machine alone, for its own messages alone, and each page leads to its form."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from careers.app import create_app
from careers.clock import Clock
from careers.config import Config
from careers.site.current import EXTENSION
from careers.site.preview import editor as view
from tests import CONTENT
from tests.conftest import NOON
from tests.editors.browser_editor import STORY
from tests.html import StrictClient

Make = Callable[[Flask], StrictClient]
HEADERS = {"Host": "127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Return one preview for the tests that ask the view; they change nothing that another would see."""
    place = tmp_path_factory.mktemp("editor")
    content = shutil.copytree(CONTENT, place / "content")
    config = Config(instance=place / "instance", content=content, secret_key="tests", preview=True)
    return create_app(config, Clock.fixed(NOON))


@pytest.fixture
def web(site: Flask, make_client: Make) -> StrictClient:
    return make_client(site)


def test_the_view_saves_tells_mistakes_and_tells_conflicts(web: StrictClient, site: Flask) -> None:
    """One round through the address that the browser uses, as it uses it."""
    folder = site.extensions[EXTENSION].config.content

    def ask(action: str, **params: object) -> TestResponse:
        return web.post("/editor/api/v1", json={"action": action, "params": params}, headers=HEADERS)

    opened = ask("getEntry", path=STORY).json or {}
    fast = {"path": STORY, "raw": opened["data"].replace("work is quick", "work is fast"), "marks": opened["marks"]}
    assert ask("persistEntry", dataFiles=[fast], assets=[]).status_code == 200
    assert "The work is fast." in (folder / "stories/kyle.md").read_text("utf-8")
    assert "The work is fast." in web.get("/stories/kyle/").get_data(as_text=True)
    slow = fast | {"raw": fast["raw"].replace("work is fast", "work is slow")}
    assert ask("persistEntry", dataFiles=[slow], assets=[]).status_code == 409
    wrong = {"path": STORY, "raw": "---\ntitel: x\n---\n", "marks": None}
    assert ask("persistEntry", dataFiles=[wrong], assets=[]).status_code == 409
    response = ask("persistEntry", dataFiles=[wrong | {"path": "content/stories/new.md"}], assets=[])
    assert response.status_code == 422
    assert 'did you mean "title"?' in (response.json or {})["error"]


def test_a_message_from_another_site_or_machine_is_refused(web: StrictClient) -> None:
    message = {"action": "info"}
    post = web.post
    assert post("/editor/api/v1", json=message, headers=HEADERS).status_code == 200
    assert post("/editor/api/v1", json=message, headers=HEADERS | {"Sec-Fetch-Site": "cross-site"}).status_code == 403
    foreign = {"Host": "127.0.0.1:8000", "Origin": "https://evil.example"}
    assert post("/editor/api/v1", json=message, headers=foreign).status_code == 403
    plain = HEADERS | {"Content-Type": "text/plain"}
    assert post("/editor/api/v1", data=json.dumps(message), headers=plain).status_code == 403
    for address in ("/editor/", "/editor/config.json", "/editor/decap-cms.js", "/editor/page/stories/kyle"):
        rebound = {"Host": "evil.example:8000"}
        assert web.get(address, headers=rebound).status_code == 404
        far = {"REMOTE_ADDR": "192.0.2.7"}
        assert web.get(address, headers=HEADERS, environ_overrides=far).status_code == 404


def test_the_editor_is_there_in_preview_on_this_machine_only(
    client: StrictClient, config: Config, folder: Path, make_client: Make
) -> None:
    far = make_client(create_app(replace(config, content=folder, preview=True, host="0.0.0.0"), Clock.fixed(NOON)))
    for one in (client, far):
        for address in ("/editor/", "/editor/config.json", "/editor/decap-cms.js"):
            assert one.get(address, headers={"Host": "127.0.0.1:8000"}).status_code == 404
        assert "Edit this page" not in one.get("/stories/kyle/").get_data(as_text=True)
        assert not any(rule.rule.startswith("/editor") for rule in one.application.url_map.iter_rules())


def test_the_looser_policy_is_the_editors_alone(web: StrictClient) -> None:
    policy = web.get("/editor/", headers=HEADERS).headers["Content-Security-Policy"]
    assert "'unsafe-inline'" in policy
    assert "connect-src 'self' blob:" in policy
    for address in ("/", "/stories/kyle/", "/preview/"):
        assert "unsafe" not in web.get(address).headers["Content-Security-Policy"]


def test_each_page_leads_to_its_form_and_its_form_to_the_page(web: StrictClient) -> None:
    page = web.get("/stories/kyle/").get_data(as_text=True)
    assert 'href="/editor/#/collections/stories/entries/kyle"' in page
    assert "content/stories/kyle.md" in page
    for file, address in {"stories/kyle": "/stories/kyle/", "pages/index": "/", "stories/index": "/stories/"}.items():
        assert web.get(f"/editor/page/{file}", headers=HEADERS).location == address
    assert web.get("/editor/page/secrets/x", headers=HEADERS).status_code == 404


def test_a_machine_without_the_editors_program_is_told_what_is_missing(
    web: StrictClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(view, "PROGRAM", tmp_path)
    told = web.get("/editor/", headers=HEADERS)
    assert told.status_code == 200
    assert "The editor is not set up yet" in told.get_data(as_text=True)
    assert web.get("/editor/decap-cms.js", headers=HEADERS).status_code == 404
    assert web.get("/stories/kyle/").status_code == 200


def test_the_day_of_the_forms_is_today(web: StrictClient) -> None:
    told = web.get("/editor/config.json", headers=HEADERS).json or {}
    adverts = next(one for one in told["collections"] if one["name"] == "vacancies")
    opens = next(field["default"] for field in adverts["fields"] if field["name"] == "opens_at")
    assert date.fromisoformat(opens[:10]) > NOON.date()
