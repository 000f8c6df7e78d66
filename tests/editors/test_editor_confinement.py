"""What the editor in the browser may reach: files of the content folder, pictures that are pictures, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from careers.editing.browser.desk import Desk
from careers.editing.browser.protocol import answer
from careers.editing.trial import EditingError
from tests.editors.browser_editor import STORY, Answer, Editor, asset, everything, picture, refused
from tests.factories import TODAY, content_folder

ELSEWHERE = [
    "content/../wsgi.py",
    "content/stories/../../wsgi.md",
    "/etc/passwd",
    "content//etc/x.md",
    "stories/kyle.md",
    "content/stories/.hidden.md",
    "content/stories/deep/x.md",
    "content/accessibility-run.yaml",
    "content/words.txt",
    "content/pages/site.yaml",
    "content/sub/site.yaml",
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
