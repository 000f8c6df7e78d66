"""The picture in the browser follows what an editor saves, at once and without a request to anywhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe
from tests.browsing import PATIENCE
from tests.serving import Server, serve
from tests.todays_content import todays_content

pytestmark = pytest.mark.browser
SAVES = 3
STORY = "stories/kyle.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one copy of the tests' content for all tests here; the story that they change is put back after each."""
    return todays_content(tmp_path_factory.mktemp("preview") / "content", reviewed=True)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with serve(folder.parent, CAREERS_PREVIEW="yes", CAREERS_CONTENT=str(folder)) as running:
        yield running


@pytest.fixture
def page(server: Server, browser: Browser, folder: Path) -> Iterator[Page]:
    shown, before = browser.new_page(base_url=server.url), (folder / STORY).read_bytes()
    shown.set_default_timeout(PATIENCE)
    yield shown
    shown.close()
    (folder / STORY).write_bytes(before)


def test_the_picture_follows_what_is_saved(page: Page, folder: Path, server: Server) -> None:
    elsewhere: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(server.url) else elsewhere.append(request.url))
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.goto("/stories/kyle/")
    story = folder / STORY
    text = story.read_text("utf-8")
    assert "First through the door" in text
    for number in range(SAVES):
        words = f"Door number {number}"
        story.write_text(text.replace("First through the door", words), "utf-8")
        page.get_by_role("heading", name=words).wait_for()
    assert (elsewhere, complaints) == ([], [])


def test_what_an_editor_was_doing_goes_on_when_the_page_changes(page: Page, folder: Path) -> None:
    page.goto("/stories/kyle/")
    page.evaluate("window.isTheSame = true")
    beside = page.get_by_role("complementary", name="Preview")
    beside.locator("summary").press("Enter")
    page.get_by_label("See it as visitors will on").focus()
    page.evaluate("scrollTo(0, 400)")
    story = folder / STORY
    text = story.read_text("utf-8")
    story.write_text(text.replace("First through the door", "Door number 1").replace("title: ", "title: My "), "utf-8")
    page.get_by_role("heading", name="Door number 1").wait_for()
    assert page.evaluate("[window.isTheSame, scrollY]") == [True, 400], "the page was loaded anew"
    expect(page.get_by_label("See it as visitors will on")).to_be_focused()
    expect(page).to_have_title(re.compile("^My "))
    expect(page.get_by_role("status")).to_contain_text("The page has changed")
    story.write_text(text.replace("The work is quick.", "The work is suprvision."), "utf-8")
    expect(beside).to_contain_text("suprvision")
    beside.locator("summary").click()
    story.write_text(text.replace("The work is quick.", "All the work is suprvision."), "utf-8")
    page.get_by_text("All the work is suprvision.").wait_for()
    expect(beside.locator("details")).not_to_have_attribute("open", "")
    story.write_text(text.replace("The work is quick.", "All the work is suprvision, reslly."), "utf-8")
    expect(beside).to_contain_text("reslly")
    expect(beside.locator("details")).to_have_attribute("open", "")


def test_a_mistake_and_another_day_are_seen_by_an_editor(page: Page, folder: Path) -> None:
    page.goto("/stories/kyle/")
    story = folder / STORY
    text = story.read_text("utf-8")
    story.write_text(text.replace("standfirst:", "standfrist:"), "utf-8")
    beside = page.get_by_role("complementary", name="Preview")
    expect(beside).to_contain_text("did you mean")
    story.write_text(text, "utf-8")
    expect(beside).not_to_contain_text("did you mean")
    beside.locator("summary").click()
    page.get_by_label("See it as visitors will on").fill("2026-12-24")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"/stories/kyle/\?as-at=2026-12-24"))
    page.get_by_role("link", name="Stories").first.click()
    expect(page).to_have_url(re.compile(r"/stories/\?as-at=2026-12-24"))


def test_axe_finds_nothing_in_the_panel_and_the_overview(page: Page, folder: Path) -> None:
    story = folder / STORY
    story.write_text(
        story.read_text("utf-8").replace("The work is quick.", "[Click here](/contact/) for the colur."), "utf-8"
    )
    found: list[str] = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for path in ("/stories/kyle/", "/preview/"):
            page.goto(path)
            expect(page.locator(".preview-findings").first).to_contain_text("Put right, line")
            found += [f"{scheme} {fault}" for fault in axe.faults(page)]
    assert not found, "\n".join(found)


def test_the_keyboard_reaches_the_panel_first_and_every_problem_in_it(page: Page, folder: Path) -> None:
    story = folder / STORY
    wrong = "\n\n".join(f"[Click here](/contact/) for number {number}." for number in range(40))
    story.write_text(f"{story.read_text('utf-8')}\n{wrong}\n", "utf-8")
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("/stories/kyle/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the preview")).to_be_focused()
    page.keyboard.press("Enter")
    summary = page.locator(".preview-panel summary")
    page.keyboard.press("Tab") if not summary.evaluate("one => one === document.activeElement") else None
    expect(summary).to_be_focused()
    assert summary.evaluate("one => getComputedStyle(one).outlineStyle") != "none"
    last = page.locator(".preview-findings li").last
    assert page.locator(".preview-findings li").count() >= 40
    for _ in range(60):
        if last.evaluate(IN_SIGHT):
            break
        page.keyboard.press("PageDown")
        page.wait_for_timeout(50)
    assert last.evaluate(IN_SIGHT), "the last problem cannot be scrolled to by keyboard"
    page.keyboard.press("Enter")
    expect(page.locator(".preview-inside")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator(".preview-inside")).to_be_visible()


IN_SIGHT = """(one) => {
  const panel = one.closest(".preview-panel").getBoundingClientRect();
  return one.getBoundingClientRect().bottom <= panel.bottom + 1;
}"""
