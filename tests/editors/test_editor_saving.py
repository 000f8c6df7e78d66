"""What the editor in the browser may change: tried first, confined, whole, and never over what somebody else saved."""

from __future__ import annotations

import json
import shutil
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from careers.app import create_app
from careers.clock import Clock
from careers.config import ROOT, Config
from careers.content.builder import build
from careers.editing.browser import desk as desks
from careers.editing.browser.desk import Desk
from careers.editing.browser.merging import ConflictError
from careers.editing.browser.protocol import answer
from careers.editing.trial import EditingError
from careers.site.current import EXTENSION
from careers.site.preview import editor as view
from tests.conftest import NOON
from tests.factories import TODAY, content_folder
from tests.html import StrictClient

Make = Callable[[Flask], StrictClient]
Answer = dict[str, Any]
STORY = "content/stories/kyle.md"
HEADERS = {"Host": "127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}


@dataclass
class Told:
    """An answer as the view would send it."""

    status_code: int
    json: Any


class Editor:
    """The editor's program as the server sees it: it opens a file, changes its text and sends it back."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(folder)

    def ask(self, action: str, **params: object) -> Told:
        try:
            return Told(200, answer(self.desk, {"action": action, "params": params}, NOON.date()))
        except ConflictError as error:
            return Told(409, {"error": str(error)})
        except EditingError as error:
            return Told(422, {"error": str(error)})

    def open(self, path: str) -> Answer:
        response = self.ask("getEntry", path=path, branch="files")
        assert response.status_code == 200, response.json
        return dict(response.json)

    def save(self, path: str, raw: str, marks: object) -> Told:
        file = {"path": path, "slug": "x", "raw": raw, "marks": marks}
        return self.ask("persistEntry", dataFiles=[file], assets=[], options={"commitMessage": "x"})


@pytest.fixture
def editor(folder: Path) -> Editor:
    return Editor(folder)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Return one preview for the tests that ask the view; they change nothing that another would see."""
    place = tmp_path_factory.mktemp("editor")
    content = shutil.copytree(ROOT / "content", place / "content")
    config = Config(instance=place / "instance", content=content, secret_key="tests", preview=True)
    return create_app(config, Clock.fixed(NOON))


@pytest.fixture
def web(site: Flask, make_client: Make) -> StrictClient:
    return make_client(site)


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(response: Told, status: int, words: str) -> None:
    assert response.status_code == status, response.json
    assert words in response.json["error"]


def test_a_changed_sentence_changes_that_line_alone(editor: Editor, folder: Path) -> None:
    opened = editor.open(STORY)
    raw = opened["data"].replace("You often know little", "Often you know little")
    before = (folder / "stories/kyle.md").read_text("utf-8").split("\n")
    response = editor.save(STORY, raw, opened["marks"])
    assert response.status_code == 200
    after = (folder / "stories/kyle.md").read_text("utf-8").split("\n")
    assert [row for row, old in zip(after, before, strict=True) if row != old] == [
        "The work is quick. Often you know little when you ring the bell. "
        "And what you decide in those weeks shapes what comes next."
    ]


def test_a_changed_field_leaves_notes_folding_and_order_of_the_others(editor: Editor, folder: Path) -> None:
    path = "content/vacancies/social-worker-locality-north.md"
    file = folder / "vacancies/social-worker-locality-north.md"
    before = file.read_text("utf-8")
    opened = editor.open(path)
    raw = opened["data"].replace('"car": "useful"', '"car": required').replace('"hours": 35', '"hours": 30.0')
    assert editor.save(path, raw, opened["marks"]).status_code == 200
    assert file.read_text("utf-8") == before.replace("car: useful", "car: required").replace("hours: 35", "hours: 30")


def test_opening_and_saving_without_a_change_leaves_every_file_as_it_is(editor: Editor, folder: Path) -> None:
    before = everything(folder)
    files = [f"content/{path.relative_to(folder)}" for path in folder.rglob("*.md")]
    assert len(files) > 40
    for path in files[::8]:
        opened = editor.open(path)
        assert editor.save(path, opened["data"], opened["marks"]).status_code == 200
    assert everything(folder) == before


def test_a_wrong_value_is_refused_in_the_words_of_the_check_and_nothing_is_lost(editor: Editor, folder: Path) -> None:
    path = "content/vacancies/social-worker-locality-north.md"
    before = everything(folder)
    opened = editor.open(path)
    raw = opened["data"].replace('"closes_at": "2026-11-27 12:00"', '"closes_at": "2026-10-01"')
    response = editor.save(path, raw, opened["marks"])
    refused(response, 422, "write a closes_at after opens_at (2026-10-26 00:00)")
    assert "vacancies/social-worker-locality-north.md:" in response.json["error"]
    assert everything(folder) == before


def test_a_new_advert_is_a_sound_file_in_the_form_of_the_others(editor: Editor, folder: Path) -> None:
    source = (folder / "vacancies/social-worker-locality-north.md").read_text("utf-8")
    raw = source.replace("SAMPLE-SW-01", "CSW-0999").replace("yes", "true")
    path = "content/vacancies/social-worker-gorton.md"
    assert editor.save(path, raw, None).status_code == 200
    written = (folder / "vacancies/social-worker-gorton.md").read_text("utf-8")
    assert written.startswith("---\ntitle: Social worker, locality team (north Manchester)\nreference: CSW-0999\n")
    assert "visa_sponsorship: yes\n" in written
    assert build(folder, NOON.date()).vacancies["social-worker-gorton"].front.visa_sponsorship


def test_a_second_save_of_the_same_form_goes_on_from_the_first(editor: Editor, folder: Path) -> None:
    opened = editor.open(STORY)
    raw = opened["data"].replace("The work is quick.", "The work is fast.")
    told = editor.save(STORY, raw, opened["marks"]).json
    again = raw.replace("The work is fast.", "The work is brisk.")
    assert editor.save(STORY, again, told["entries"][0]["marks"]).status_code == 200
    assert "The work is brisk." in (folder / "stories/kyle.md").read_text("utf-8")


def test_what_somebody_else_saved_meanwhile_stays(editor: Editor, folder: Path) -> None:
    mine, theirs = editor.open(STORY), editor.open(STORY)
    other = theirs["data"].replace("Kyle and the second pair of eyes", "Kyle and four eyes")
    assert editor.save(STORY, other, theirs["marks"]).status_code == 200
    raw = mine["data"].replace("The work is quick.", "The work is fast.")
    assert editor.save(STORY, raw, mine["marks"]).status_code == 200
    text = (folder / "stories/kyle.md").read_text("utf-8")
    assert "title: Kyle and four eyes" in text
    assert "The work is fast." in text


def test_two_changes_of_the_same_field_are_told_and_the_first_stays(editor: Editor, folder: Path) -> None:
    mine = editor.open(STORY)
    file = folder / "stories/kyle.md"
    file.write_text(file.read_text("utf-8").replace("Kyle and the second pair of eyes", "Theirs"), "utf-8")
    before = everything(folder)
    raw = mine["data"].replace("Kyle and the second pair of eyes", "Mine")
    refused(editor.save(STORY, raw, mine["marks"]), 409, "somebody else has changed title")
    assert everything(folder) == before


def test_a_file_that_is_there_or_gone_is_not_written_over_or_brought_back(editor: Editor, folder: Path) -> None:
    opened = editor.open(STORY)
    refused(editor.save(STORY, opened["data"], None), 409, "a file of this name already")
    changed = {**opened["marks"]}
    (folder / "stories/kyle.md").unlink()
    refused(editor.save(STORY, opened["data"], changed), 409, "deleted or renamed")
    assert not (folder / "stories/kyle.md").exists()


def test_a_file_written_while_a_save_is_tried_is_merged_and_not_lost(
    editor: Editor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = editor.open(STORY)
    file = folder / "stories/kyle.md"
    tried = desks.try_no_worse
    times: list[int] = []

    def interrupted(*words: Any) -> None:
        tried(*words)
        if not times:
            file.write_text(file.read_text("utf-8").replace("Kyle and the second pair of eyes", "Theirs"), "utf-8")
        times.append(1)

    monkeypatch.setattr(desks, "try_no_worse", interrupted)
    raw = opened["data"].replace("The work is quick.", "The work is fast.")
    assert editor.save(STORY, raw, opened["marks"]).status_code == 200
    text = file.read_text("utf-8")
    assert "title: Theirs" in text
    assert "The work is fast." in text
    assert len(times) == 2


def test_a_mistake_in_another_file_keeps_nobody_from_saving(editor: Editor, folder: Path) -> None:
    other = folder / "stories/lucy.md"
    other.write_text(other.read_text("utf-8").replace("standfirst:", "standfrist:"), "utf-8")
    opened = editor.open(STORY)
    raw = opened["data"].replace("The work is quick.", "The work is fast.")
    assert editor.save(STORY, raw, opened["marks"]).status_code == 200
    wrong = raw.replace('"review_by": "2027-05-31"', '"review_by": "2027-02-31"')
    refused(editor.save(STORY, wrong, (editor.open(STORY))["marks"]), 422, "February 2027 has 28 days")


ELSEWHERE = [
    "content/../wsgi.py",
    "content/stories/../../wsgi.md",
    "/etc/passwd",
    "content//etc/x.md",
    "stories/kyle.md",
    "content/stories/.hidden.md",
    "content/stories/deep/x.md",
    "content/site.yaml",
    "content/secrets/x.md",
    "content/stories/x.html",
    "content/stories/A B.md",
    "content/stories/x\\..\\y.md",
    "content/stories/x\n.md",
    "content/images/x.md",
    "content",
    "",
]


def messages(path: str) -> list[Answer]:
    file = {"path": path, "raw": "---\ntitle: x\n---\n", "marks": None}
    return [
        {"action": "getEntry", "params": {"path": path}},
        {"action": "persistEntry", "params": {"dataFiles": [file], "assets": []}},
        {"action": "persistEntry", "params": {"dataFiles": [], "assets": [asset(path, b"x")]}},
        {"action": "persistMedia", "params": {"asset": asset(path, b"x")}},
        {"action": "getMediaFile", "params": {"path": path}},
        {"action": "deleteFiles", "params": {"paths": [path]}},
    ]


def test_a_path_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    folder = content_folder(tmp_path).root
    before = everything(tmp_path)
    for path in ELSEWHERE:
        for message in messages(path):
            with pytest.raises(EditingError):
                answer(Desk(folder), message, TODAY)
    assert everything(tmp_path) == before


def test_a_link_is_followed_neither_to_read_nor_to_write(tmp_path: Path) -> None:
    site = content_folder(tmp_path)
    outside = tmp_path / "outside.md"
    outside.write_text(next(site.root.glob("stories/[!i]*.md")).read_text("utf-8"), "utf-8")
    (site.root / "stories/zoe.md").symlink_to(outside)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/a.png").write_bytes(picture())
    (site.root / "downloads").rename(tmp_path / "kept") if (site.root / "downloads").exists() else None
    (site.root / "downloads").symlink_to(tmp_path / "elsewhere")
    before = everything(tmp_path)
    desk = Desk(site.root)
    for message in (*messages("content/stories/zoe.md"), *messages("content/downloads/a.png")):
        with pytest.raises(EditingError):
            answer(desk, message, TODAY)
    with pytest.raises(EditingError, match="a link to another place"):
        answer(desk, {"action": "getMedia", "params": {"mediaFolder": "content/downloads"}}, TODAY)
    listed = answer(desk, {"action": "entriesByFolder", "params": {"folder": "content/stories"}}, TODAY)
    assert listed
    assert not [one for one in listed if "zoe" in one["file"]["path"]]
    assert everything(tmp_path) == before


def picture(colour: str = "navy") -> bytes:
    data = BytesIO()
    Image.new("RGB", (60, 40), colour).save(data, "PNG")
    return data.getvalue()


def asset(path: str, data: bytes) -> Answer:
    return {"path": path, "content": b64encode(data).decode(), "encoding": "base64"}


def test_a_picture_is_taken_in_listed_used_and_deleted_only_when_unused(editor: Editor, folder: Path) -> None:
    name = "content/images/desk.png"
    assert editor.ask("persistMedia", asset=asset(name, picture())).status_code == 200
    assert (folder / "images/desk.png").read_bytes() == picture()
    told = editor.ask("getMedia", mediaFolder="content/images").json
    assert [one["name"] for one in told] == ["desk.png"]
    refused(editor.ask("persistMedia", asset=asset(name, picture("red"))), 422, "another file of this name")
    refused(editor.ask("persistMedia", asset=asset("content/images/x.png", b"no picture")), 422, "not a picture")
    refused(editor.ask("persistMedia", asset=asset("content/images/x.exe", b"MZ")), 422, "no place in images")
    page = "content/pages/contact.md"
    opened = editor.open(page)
    assert editor.save(page, opened["data"] + "\n![A desk](desk.png)\n", opened["marks"]).status_code == 200
    refused(editor.ask("deleteFiles", paths=[name]), 422, "desk.png")
    assert (folder / "images/desk.png").exists()
    opened = editor.open(page)
    raw = opened["data"].replace("\n![A desk](desk.png)\n", "")
    assert editor.save(page, raw, opened["marks"]).status_code == 200
    assert editor.ask("deleteFiles", paths=[name]).status_code == 200
    assert not (folder / "images/desk.png").exists()


def test_a_page_is_not_deleted_or_moved_from_the_browser(editor: Editor, folder: Path) -> None:
    refused(editor.ask("deleteFiles", paths=[STORY]), 422, "a page is not deleted here")
    opened = editor.open(STORY)
    file = {"path": STORY, "raw": opened["data"], "marks": opened["marks"], "newPath": "content/stories/new.md"}
    refused(editor.ask("persistEntry", dataFiles=[file], assets=[]), 422, "careers rename")
    assert (folder / "stories/kyle.md").exists()


def test_a_message_that_makes_no_sense_is_answered_in_a_sentence(tmp_path: Path) -> None:
    broken = {"dataFiles": [{"path": STORY}], "assets": []}
    for message in (
        [],
        "x",
        {},
        {"action": "runProgram"},
        {"action": ["getEntry"]},
        {"action": "getEntry"},
        {"action": "getEntry", "params": 7},
        {"action": "getEntry", "params": {"path": 7}},
        {"action": "persistEntry", "params": broken},
    ):
        with pytest.raises(EditingError, match=r"\w"):
            answer(Desk(tmp_path), message, TODAY)


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
