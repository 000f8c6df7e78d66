"""The first day of an editor, as the guide tells it: each line is typed as it stands there, and does what is said of it."""

from __future__ import annotations

import re
import shlex
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask

from careers.app import create_app
from careers.check.matter import SILENCED, WORDS_FILE
from careers.clock import Clock
from careers.config import ROOT, Config
from careers.editing.fields_in_place import remove_field, set_field
from tests.editors.conftest import Run

GUIDE = (ROOT / "docs/editors/README.md").read_text("utf-8")
ADVERT = "vacancies/social-worker-wythenshawe.md"
PAGE = "/vacancies/social-worker-wythenshawe/"


class Guide:
    """The boxes of the guide's walk, in their order, each under the bold words that begin its step."""

    def __init__(self) -> None:
        section = re.search(r"^## Try everything once\n(.*?)^## ", GUIDE, re.MULTILINE | re.DOTALL)
        assert section
        steps = re.findall(r"^\*\*([^*]+)\.\*\*(.*?)(?=^\*\*|\Z)", section[1], re.MULTILINE | re.DOTALL)
        self.steps = {name: re.findall(r"^```\n(.*?)\n```", text, re.M | re.S) for name, text in steps}
        self.taken: list[str] = []

    def boxes(self, step: str) -> list[str]:
        """Return the boxes of a step; what was not taken at the end is not tested."""
        self.taken.append(step)
        return self.steps[step]


@pytest.fixture
def folder(folder: Path) -> Path:
    """Return a copy of the tests' content that may be published on any day: the commands ask the system's clock."""
    statement = folder / "accessibility.yaml"
    tomorrow = Clock().today() + timedelta(days=1)
    text, count = re.subn(r"(?m)^review_by: .*", f"review_by: {tomorrow}", statement.read_text("utf-8"))
    assert count == 1
    statement.write_text(text, "utf-8")
    return folder


@pytest.fixture
def preview(config: Config, folder: Path) -> Flask:
    return create_app(replace(config, content=folder, preview=True))


def git(folder: Path, *words: str) -> None:
    own = ["-c", "user.name=Editor", "-c", "user.email=editor@example.gov.uk"]
    subprocess.run(["git", "-C", str(folder), *own, *words], check=True, capture_output=True)


def test_everything_can_be_tried_once_as_the_guide_tells_it(run: Run, folder: Path, preview: Flask) -> None:
    git(folder.parent, "init", "-q")
    git(folder.parent, "add", "content")
    git(folder.parent, "commit", "-qm", "As it was")
    guide, today = Guide(), Clock().today()
    file = folder / ADVERT

    def typed(step: str, exit_code: int = 0) -> str:
        said = ""
        for line in "\n".join(guide.boxes(step)).split("\n"):
            program, *words = line.split()
            if program == "git":
                git(folder.parent, *words)
                continue
            assert program == "careers"
            result = run(*words)
            assert result.exit_code == exit_code, result.output
            said += result.output
        return said

    def panel(address: str = PAGE) -> str:
        page = preview.test_client().get(address).get_data(as_text=True)
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition('<aside class="preview-panel"')[2]))

    def write(name: str, value: str) -> None:
        file.write_text(set_field(file.read_text("utf-8"), name, value), "utf-8")

    assert PAGE in typed("Begin an advert")
    assert "draft" in panel()

    (line,) = guide.boxes("Change it")
    write(*line.split(": ", 1))
    assert "Social worker, Wythenshawe" in preview.test_client().get(PAGE).get_data(as_text=True)
    assert '"Wythenshawe" is not known'.replace('"', "&#34;") in panel()
    with (folder / WORDS_FILE).open("a") as words:
        words.write("Wythenshawe\n")
    assert "to look at" not in panel()

    assert guide.boxes("Make a mistake") == []
    right = next(row for row in file.read_text("utf-8").split("\n") if row.startswith("closes_at: "))
    assert "`closes_at: 30.12.2026`" in GUIDE
    write("closes_at", "30.12.2026")
    said = panel()
    assert "closes_at: found &#34;30.12.2026&#34;, write a date such as" in said
    assert re.search(r"Put right, line \d+", said)
    write(*right.split(": ", 1))
    assert "Put right" not in panel()

    assert guide.boxes("Schedule it") == []
    file.write_text(remove_field(file.read_text("utf-8"), "draft"), "utf-8")
    opening = re.search(r"^opens_at: (\S+)", file.read_text("utf-8"), re.MULTILINE)
    assert opening
    after = date.fromisoformat(opening[1]) + timedelta(days=1)
    shown = preview.test_client().get(f"/preview/as-at?date={after}&to=/vacancies/", follow_redirects=True)
    assert "Social worker, Wythenshawe" in shown.get_data(as_text=True)
    assert f"as at {after}" in panel(shown.request.full_path)
    assert "a new file begins with this" in panel()

    (silence,) = guide.boxes("Silence a finding")
    saturday = after + timedelta(days=21 + (5 - after.weekday()) % 7)
    file.write_text(remove_field(file.read_text("utf-8"), "interviews_on"), "utf-8")
    write("closes_at", saturday.isoformat())
    assert "Saturday" in panel()
    with (folder / SILENCED).open("a") as silenced:
        silenced.write(f"{silence}\n")
    assert "Saturday" not in panel()

    write("opens_at", (today - timedelta(days=1)).isoformat())
    assert "leaves every list" in typed("Close it early")

    assert "/vacancies/social-worker-south/" in typed("Give it another address")
    assert "Social worker, Wythenshawe" in preview.test_client().get("/vacancies/social-worker-south/").get_data(
        as_text=True
    )
    assert "file: vacancies/social-worker-south.md" in (folder / SILENCED).read_text("utf-8")
    moved = preview.test_client().get(PAGE)
    assert (moved.status_code, moved.location) == (301, "/vacancies/social-worker-south/")

    said = typed("Withdraw a story", exit_code=1)
    assert "Kyle can still be found" in said
    assert "pages/working-here.md:" in said

    said = typed("See what you did")
    assert "The content can be published" in said
    assert "changes for visitors." in said
    assert "Social worker, Wythenshawe" in said

    assert guide.boxes("Edit in the browser") == []
    (folder / "vacancies/social-worker-south.md").unlink()
    typed("Take it all back")
    assert run("diff").output == "Nothing changes for visitors.\n"
    assert guide.taken == list(guide.steps)


def test_a_change_is_handed_on_as_the_recipe_tells_it(run: Run, folder: Path, tmp_path: Path) -> None:
    recipes = (ROOT / "docs/editors/recipes.md").read_text("utf-8")
    section = re.search(r"^## Hand it on\n(.*?)^## ", recipes, re.MULTILINE | re.DOTALL)
    assert section
    lines = [
        shlex.split(line)
        for box in re.findall(r"^```\n(.*?)\n```", section[1], re.M | re.S)
        for line in box.split("\n")
    ]
    published = tmp_path / "published.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(published)], check=True)
    for words in (
        ["init", "-q", "-b", "main"],
        ["add", "content"],
        ["commit", "-qm", "As it was"],
        ["remote", "add", "origin", str(published)],
        ["push", "-q", "-u", "origin", "main"],
    ):
        git(folder.parent, *words)
    page = folder / "pages/contact.md"
    page.write_text(f"{page.read_text('utf-8')}\nWe answer within two days.\n", "utf-8")
    said = ""
    for program, *words in lines:
        if program == "git":
            git(folder.parent, *words)
        else:
            result = run(*words)
            assert result.exit_code == 0
            said += result.output
    assert "We answer within two days." in said
    assert "two days" not in page.read_text("utf-8")
    kept = subprocess.run(
        ["git", "-C", str(published), "show", "say-when-we-answer:content/pages/contact.md"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert "We answer within two days." in kept.stdout
