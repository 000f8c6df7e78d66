"""Settings are changed in a form too: the same check, notes that stay, and no file without a form or a line in the guide."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from careers.config import ROOT
from careers.content.builder import build
from careers.content.settings_files import NAMES
from careers.editing.browser.configuration import configuration
from careers.editing.browser.merging import read
from careers.editing.browser.settings_forms import SETTINGS_FORMS
from tests import CONTENT
from tests.conftest import NOON
from tests.editors.browser_editor import Editor, everything, refused

GUIDE = (ROOT / "docs/editors/in-the-browser.md").read_text("utf-8")
REDIRECTS = "content/redirects.yaml"


def test_every_settings_file_has_a_form_or_a_line_in_the_guide() -> None:
    as_text = set(re.findall(r"^\| `content/([\w.-]+)` \|", GUIDE, re.MULTILINE))
    at_the_top = {path.name for path in CONTENT.iterdir() if path.is_file()}
    assert len(SETTINGS_FORMS) > 5
    assert at_the_top <= NAMES
    assert as_text | SETTINGS_FORMS.keys() == NAMES, "a form in settings_forms.py, or a row in the guide, is missing"
    assert not as_text & SETTINGS_FORMS.keys()
    for form in SETTINGS_FORMS.values():
        assert form.label in GUIDE


@pytest.mark.parametrize("name", SETTINGS_FORMS)
def test_what_the_editor_is_given_means_what_the_file_means(name: str) -> None:
    model = SETTINGS_FORMS[name].model
    page = read((CONTENT / name).read_text("utf-8"), name, model)
    assert page.values
    assert read(page.for_browser(model), name, model) == page


def test_opening_and_saving_without_a_change_leaves_every_settings_file_as_it_is(editor: Editor, folder: Path) -> None:
    before = everything(folder)
    for name in SETTINGS_FORMS:
        opened = editor.open(f"content/{name}")
        assert editor.save(f"content/{name}", opened["data"], opened["marks"]).status_code == 200
    assert everything(folder) == before


def test_an_address_is_added_and_every_other_line_stays(editor: Editor, folder: Path) -> None:
    file = folder / "redirects.yaml"
    before = file.read_text("utf-8")
    opened = editor.open(REDIRECTS)
    raw = opened["data"].replace('"redirects": [', '"redirects": [{"path": "/careers/", "to": "/vacancies/"}, ', 1)
    assert raw != opened["data"]
    assert editor.save(REDIRECTS, raw, opened["marks"]).status_code == 200
    new = "  - path: /careers/\n    to: /vacancies/\n"
    assert file.read_text("utf-8") == before.replace("redirects:\n", f"redirects:\n{new}")
    assert "/careers/" in build(folder, NOON.date()).redirects


def test_groups_of_words_stay_on_their_lines_when_one_changes(editor: Editor, folder: Path) -> None:
    file = folder / "synonyms.yaml"
    before = file.read_text("utf-8")
    opened = editor.open("content/synonyms.yaml")
    raw = opened["data"].replace('"holiday", ', '"holiday", "holidays", ', 1)
    assert editor.save("content/synonyms.yaml", raw, opened["marks"]).status_code == 200
    old, new = before.split("\n"), file.read_text("utf-8").split("\n")
    assert [row for row in old if row not in new] == ["  - words: [holiday, annual leave, leave]"]
    assert "      - holidays" in new


def test_the_last_silence_can_go_and_the_notes_above_stay(editor: Editor, folder: Path) -> None:
    opened = editor.open("content/silenced.yaml")
    assert editor.save("content/silenced.yaml", '"silenced": []\n', opened["marks"]).status_code == 200
    left = (folder / "silenced.yaml").read_text("utf-8")
    assert left.strip().startswith("#")
    assert "silenced:" not in left
    again = editor.open("content/silenced.yaml")
    raw = '"silenced":\n  - "rule": "spelling"\n    "file": "pages/contact.md"\n    "reason": "A name."\n'
    assert editor.save("content/silenced.yaml", raw, again["marks"]).status_code == 200
    assert (folder / "silenced.yaml").read_text("utf-8") == (
        left + "silenced:\n  - rule: spelling\n    file: pages/contact.md\n    reason: A name.\n"
    )


def test_a_setting_that_leads_nowhere_is_refused_in_the_words_of_the_check(editor: Editor, folder: Path) -> None:
    before = everything(folder)
    opened = editor.open("content/site.yaml")
    wrong = opened["data"].replace('"lead_story": "naomi"', '"lead_story": "nobody"')
    refused(editor.save("content/site.yaml", wrong, opened["marks"]), 422, 'there is no story "nobody"')
    opened = editor.open("content/vocabulary.yaml")
    wrong = opened["data"].replace('"id": "newly-qualified"', '"id": "Newly Qualified"', 1)
    refused(editor.save("content/vocabulary.yaml", wrong, opened["marks"]), 422, "vocabulary.yaml:")
    assert everything(folder) == before


def test_two_changes_of_the_same_setting_are_told(editor: Editor, folder: Path) -> None:
    mine = editor.open("content/site.yaml")
    file = folder / "site.yaml"
    file.write_text(file.read_text("utf-8").replace("closing_soon_days: 7", "closing_soon_days: 9"), "utf-8")
    raw = mine["data"].replace('"closing_soon_days": 7', '"closing_soon_days": 5')
    refused(editor.save("content/site.yaml", raw, mine["marks"]), 409, "somebody else has changed closing_soon_days")
    other = mine["data"].replace("in a city on its way up", "in a city that grows")
    assert editor.save("content/site.yaml", other, mine["marks"]).status_code == 200
    text = file.read_text("utf-8")
    assert "closing_soon_days: 9" in text
    assert "in a city that grows" in text
    assert "# Exactly three figures stand" in text


def test_a_settings_file_that_is_not_there_has_no_form_and_is_not_made(editor: Editor, folder: Path) -> None:
    (folder / "jargon.yaml").unlink()
    assert editor.ask("getEntry", path="content/jargon.yaml").status_code == 422
    forms = configuration(folder, build(folder, NOON.date()).vocabulary, NOON.date())["collections"][-1]["files"]
    assert {form["file"] for form in forms} == {f"content/{name}" for name in SETTINGS_FORMS.keys() - {"jargon.yaml"}}
