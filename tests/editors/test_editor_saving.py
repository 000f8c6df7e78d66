"""What the editor in the browser saves: tried first, only what was changed, and never over what somebody else saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from careers.content.builder import build
from careers.editing.browser import desk as desks
from tests.conftest import NOON
from tests.editors.browser_editor import STORY, Editor, everything, refused


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
