"""An editor opens, changes and begins pages in the browser; the real program, the real server, and files on the disk."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Request, expect

from careers.content.builder import MODELS, build
from careers.content.document import Kind
from careers.editing.browser.merging import read
from tests import CONTENT
from tests.browsing import PATIENCE
from tests.conftest import NOON
from tests.serving import Server, serve
from tests.todays_content import todays_content

pytestmark = pytest.mark.browser
STORY = "stories/kyle.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one copy of the tests' content for all tests here; each of them changes files of its own."""
    return todays_content(tmp_path_factory.mktemp("editor") / "content", reviewed=True)


@pytest.fixture(scope="module")
def server(program: None, folder: Path) -> Iterator[Server]:
    with serve(folder.parent, CAREERS_PREVIEW="yes", CAREERS_CONTENT=str(folder)) as running:
        yield running


class Desk:
    """The editor in a browser, with everything that it asked for and complained about."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page, self.elsewhere, self.complaints = page, list[str](), list[str]()
        self.sent: list[dict[str, Any]] = []
        self._own = server.url
        page.on("request", self._note)
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, request: Request) -> None:
        if not request.url.startswith((self._own, f"blob:{self._own}", "data:")):
            self.elsewhere.append(request.url)
        if request.method == "POST" and "persistEntry" in (request.post_data or ""):
            self.sent.append(json.loads(request.post_data or ""))

    def open(self, kind: str, title: str) -> None:
        self.page.goto(f"/editor/#/collections/{kind}")
        self.page.get_by_role("link", name=title, exact=True).click()
        self.page.get_by_role("textbox", name="Title").first.wait_for()

    def save(self) -> None:
        self.page.get_by_role("button", name="Save").click()
        self.page.get_by_role("menuitem", name="Save now").click()

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).first.press("Control+a")
        self.page.keyboard.insert_text(text)

    def choose(self, label: str, option: str, index: int = 0) -> None:
        """Choose by keyboard, as a list that scrolls while it opens can lose the click of a mouse."""
        box, wanted = (
            self.page.get_by_label(label, exact=True).nth(index),
            self.page.get_by_role("option", name=option, exact=True),
        )
        box.press_sequentially(option)
        name = wanted.get_attribute("id") or ""
        for _ in range(wanted.locator("..").get_by_role("option").count()):
            if box.get_attribute("aria-activedescendant") == name:
                break
            box.press("ArrowDown")
        box.press("Enter")
        wanted.wait_for(state="hidden")


@pytest.fixture
def desk(server: Server, browser: Browser) -> Iterator[Desk]:
    context = browser.new_context(base_url=server.url, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield Desk(context.new_page(), server)
    context.close()


def test_a_sentence_of_a_story_is_changed_saved_and_seen_on_a_phone(desk: Desk, folder: Path, server: Server) -> None:
    file = folder / STORY
    before = file.read_text("utf-8")
    desk.page.set_viewport_size({"width": 360, "height": 740})
    desk.page.goto("/stories/kyle/")
    desk.page.get_by_role("complementary", name="Preview").locator("summary").click()
    desk.page.get_by_role("link", name="Edit this page").click()
    box = desk.page.get_by_label(re.compile("^Text"))
    box.wait_for()
    assert desk.page.evaluate("document.documentElement.scrollWidth") == 360
    box.fill(box.input_value().replace("The work is quick.", "The work is fast."))
    desk.save()
    desk.page.get_by_text("Changes saved").wait_for()
    assert file.read_text("utf-8") == before.replace("The work is quick.", "The work is fast.")
    desk.page.goto("/stories/kyle/")
    expect(desk.page.get_by_role("main")).to_contain_text("The work is fast.")
    assert (desk.elsewhere, desk.complaints) == ([], [])


ADVERT = {
    "Title": "Social worker, Gorton",
    "Reference": "CSW-0777",
    "Description": "A social worker for families in Gorton.",
    "Grade": "Grade 8",
    "Salary min": "38000",
    "Salary max": "43000",
    "Hours": "35",
    "Caseload": "About 16.",
    "Supervision": "Every four weeks.",
    "Team size": "Six people.",
    "Starts": "March 2027",
    "Apply url": "https://www.manchester.gov.uk/jobs",
}
CHOICES = {
    "Level": "Social worker",
    "Team": "Locality team",
    "Locality": "North Manchester",
    "Contract": "permanent",
    "Patterns": "Full time",
    "Visa sponsorship": "yes",
    "Car": "useful",
    "Registration required": "yes",
    "Asye suitable": "no",
}


def test_a_new_advert_is_begun_refused_for_a_wrong_date_mended_and_saved(desk: Desk, folder: Path) -> None:
    page = desk.page
    page.goto("/editor/#/collections/vacancies/new")
    page.get_by_label("Title", exact=True).wait_for()
    for label, text in ADVERT.items():
        desk.write(label, text)
    for label, option in CHOICES.items():
        desk.choose(label, option)
    for index, detail in enumerate(("Compressed hours.", "Some days at home.")):
        desk.choose("Offered", "yes", index)
        page.get_by_label("Detail (optional)", exact=True).nth(index).fill(detail)
    page.get_by_role("button", name="Add benefits").click()
    page.get_by_label("Benefits", exact=True).last.fill("A pension")
    page.get_by_label("Role", exact=True).fill("The team manager")
    page.get_by_label("Phone (optional)", exact=True).fill("0161 496 0000")
    right = page.get_by_label("Closes at", exact=True).input_value()
    desk.write("Closes at", "2026-01-01")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    desk.save()
    notice = page.get_by_role("alert").filter(has_text="Not saved").filter(has_text="What you typed")
    expect(notice).to_contain_text(
        re.compile(r"vacancies/social-worker-gorton\.md:\d+: closes_at: found .* write a closes_at")
    )
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert page.get_by_label("Grade", exact=True).input_value() == "Grade 8"

    desk.write("Closes at", right)
    desk.save()
    page.get_by_text("Changes saved").wait_for()
    expect(notice).to_be_hidden()
    advert = build(folder, NOON.date()).vacancies["social-worker-gorton"]
    assert (advert.front.draft, advert.front.salary_max, advert.front.patterns) == (True, 43000, ("full-time",))
    assert advert.front.benefits == ("A pension",)
    assert "## A week in this role" in (folder / "vacancies/social-worker-gorton.md").read_text("utf-8")
    assert desk.elsewhere == []


PHOTO = {
    "Alt": "A man at a desk reads a letter",
    "Caption": "Nadeen's team in north Manchester",
    "Credit": "A photographer",
    "Licence": "Used with permission",
}


@pytest.mark.soak
def test_a_photo_is_taken_in_only_with_its_alternative_and_consent(desk: Desk, folder: Path, tmp_path: Path) -> None:
    page, file = desk.page, folder / "stories/nadeen.md"
    picture, kept = tmp_path / "nadeen-at-work.jpg", folder / "images/nadeen-at-work.jpg"
    Image.new("RGB", (1200, 800), "teal").save(picture)
    before = file.read_text("utf-8")
    page.goto("/editor/#/collections/stories/entries/nadeen")
    page.get_by_role("button", name="Add photos").click()
    page.get_by_role("button", name="Choose an image").click()
    page.locator("input[type=file]").first.set_input_files(picture)
    page.get_by_role("button", name="Choose selected").click()
    desk.save()
    page.get_by_text("Alt is required").wait_for()
    for label, text in PHOTO.items():
        page.get_by_label(label, exact=True).last.fill(text)
    desk.save()
    page.get_by_text("Consent on is required").wait_for()
    assert (file.read_text("utf-8"), kept.exists()) == (before, False)
    page.get_by_label("Consent on", exact=True).fill("2026-11-20")
    page.get_by_label("Consent until", exact=True).fill("2028-11-20")
    desk.save()
    page.get_by_text("Changes saved").wait_for()
    photo = build(folder, NOON.date()).stories["nadeen"].front.photos[0]
    assert (photo.src, photo.alt, str(photo.consent_until)) == (picture.name, PHOTO["Alt"], "2028-11-20")
    assert kept.read_bytes() == picture.read_bytes()
    assert desk.elsewhere == []


@pytest.mark.soak
def test_an_address_that_moved_is_added_in_the_settings(desk: Desk, folder: Path) -> None:
    page, file = desk.page, folder / "redirects.yaml"
    before = file.read_text("utf-8")
    page.goto("/editor/#/collections/settings")
    page.get_by_role("link", name="Addresses that moved").click()
    page.get_by_text("/current-vacancies/").wait_for()
    page.get_by_role("button", name="Add redirects").click()
    page.get_by_label("Path", exact=True).last.fill("/careers/")
    page.get_by_label("To (optional)", exact=True).last.fill("/nowhere/")
    desk.save()
    notice = page.get_by_role("alert").filter(has_text="Not saved").filter(has_text="What you typed")
    expect(notice).to_contain_text(re.compile(r"redirects\.yaml:\d+: "))
    assert file.read_text("utf-8") == before
    page.get_by_label("To (optional)", exact=True).last.press("Control+a")
    page.keyboard.insert_text("/vacancies/")
    desk.save()
    page.get_by_text("Changes saved").wait_for()
    assert file.read_text("utf-8") == f"{before}  - path: /careers/\n    to: /vacancies/\n"
    assert desk.elsewhere == []


FILES = [f"{kind}/{path.stem}" for kind in ("stories", "vacancies") for path in sorted((CONTENT / kind).glob("*.md"))]
PAGES = [name for name in FILES if not name.endswith("/index")]


SHORT = ["stories/naomi", "vacancies/team-manager-duty-and-assessment"]


@pytest.mark.parametrize("names", [SHORT, pytest.param(PAGES, marks=pytest.mark.soak)], ids=["two", "every"])
def test_the_browser_sends_back_what_it_was_given(desk: Desk, folder: Path, names: list[str]) -> None:
    """A story and an advert, or each of them: a letter more in its title, and nothing else is rewritten, sent or written."""
    assert set(SHORT) < set(PAGES)
    for name in names:
        kind = name.partition("/")[0]
        file, model = folder / f"{name}.md", MODELS[Kind(kind)]
        before = file.read_text("utf-8")
        held = read(before, name, model)
        desk.open(kind, str(held.values["title"]))
        title = desk.page.get_by_label("Title", exact=True).first
        expect(title).to_have_value(str(held.values["title"]))
        title.press("End")
        desk.page.keyboard.insert_text("x")
        desk.save()
        desk.page.get_by_text("Changes saved").wait_for()
        sent = desk.sent[-1]["params"]["dataFiles"][0]
        assert sent["path"] == f"content/{name}.md"
        wanted = replace(held, values={**held.values, "title": f"{held.values['title']}x"})
        assert read(sent["raw"], name, model) == wanted
        assert read(file.read_text("utf-8"), name, model) == wanted
        old, new = before.split("\n"), file.read_text("utf-8").split("\n")
        assert [row for row in new if row not in old] == [f"{row}x" for row in old if row not in new]
    assert (desk.elsewhere, desk.complaints) == ([], [])
