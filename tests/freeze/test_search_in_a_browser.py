"""The search of a copy: by the script in a browser, the same groups and corrections as the application; without it, A to Z."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from careers.app import create_app
from careers.clock import Clock
from careers.config import Config
from careers.site.frozen.model import Copy
from tests.browser import axe
from tests.conftest import NOON
from tests.html import StrictClient, words

pytestmark = pytest.mark.browser
SURE = {"nqsw": "Roles: Newly qualified", "Debbie": "Frontline stories: Debbie"}
QUESTIONS = ("nqsw", "caseload", "caseloed supervison", "nobody knows xyzzyqq", "pay", "Debbie")


@pytest.fixture(
    scope="module", params=["https://apply.careers.example", ""], ids=["with an application", "without one"]
)
def copy(request: pytest.FixtureRequest, built: Path) -> Iterator[tuple[str, str]]:
    """Serve the site as it is frozen; return its address and that of the application."""
    app = create_app(Config(instance=built, secret_key="tests"), Clock.fixed(NOON), Copy(request.param))
    running = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=running.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{running.port}", request.param
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.fixture
def page(browser: Browser, copy: tuple[str, str]) -> Iterator[Page]:
    """Return the search page, on which any message of the console about the policy or the script is a fault."""
    context = browser.new_context(base_url=copy[0])
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text) if "Security Policy" in said.text else None)
    opened.goto("/search/")
    yield opened
    context.close()
    assert not faults


def groups_shown(page: Page) -> list[str]:
    """Return the names of the groups, the counts and the first result of each."""
    return page.eval_on_selector_all(
        ".search-results section",
        "found => found.map(s => s.querySelector('h2').firstChild.textContent.trim() + ': ' + s.querySelector('a').textContent)",
    )


def test_it_finds_what_the_application_finds(page: Page, client: StrictClient) -> None:
    """In the same groups; the application's stems find a little more, such as a pair of eyes for "pay"."""
    for asked in QUESTIONS:
        page.fill("input[type=search]", asked)
        page.keyboard.press("Enter")
        page.wait_for_function(
            "asked => document.querySelector('[role=status]')?.textContent.includes(asked)", arg=asked
        )
        theirs = client.page(f"/search/?q={asked}")
        groups = [words(h).split(" found")[0].rsplit(" ", 1)[0] for h in theirs.main.iter("h2") if " found" in words(h)]
        ours = [group.partition(": ")[0] for group in groups_shown(page)]
        assert [group for group in groups if group in ours] == ours, asked
        assert bool(ours) == bool(groups), asked
        assert SURE.get(asked, "") in " | ".join(groups_shown(page)), asked
        if "spelt" in words(theirs.main):
            assert "Nothing here is spelt" in page.inner_text("[role=status]"), asked
        assert page.url.endswith("?q=" + asked.replace(" ", "%20"))


def test_typing_alone_changes_nothing(page: Page) -> None:
    """Nothing happens before the form is sent (WCAG 2.2, 3.2.1 and 3.2.2), but that the index is fetched."""
    before = page.url, page.inner_text("main")
    page.focus("input[type=search]")
    page.keyboard.type("supervision")
    page.wait_for_load_state("networkidle")
    assert (page.url, page.inner_text("main")) == before
    assert page.evaluate("document.activeElement.type") == "search"


def test_an_address_with_a_question_is_answered(page: Page) -> None:
    page.goto("/search/?q=asye")
    page.wait_for_selector(".search-results a")
    assert page.input_value("input[type=search]") == "asye"
    more = page.locator(".search-results button").first
    if more.count():
        more.focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.tagName") == "A"


def test_what_is_typed_is_shown_as_text(page: Page) -> None:
    page.fill("input[type=search]", "<img src=x onerror=alert(1)> caseload")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=status]")
    assert page.locator("#t-results img").count() == 0


def test_the_results_are_accessible(page: Page) -> None:
    page.goto("/search/?q=supervision")
    page.wait_for_selector(".search-results a")
    assert not axe.faults(page)


def test_without_a_script_there_is_everything_from_a_to_z(browser: Browser, copy: tuple[str, str]) -> None:
    context = browser.new_context(base_url=copy[0], java_script_enabled=False)
    opened = context.new_page()
    opened.goto("/search/")
    assert opened.locator(".a-to-z a").count() > 40
    letters = opened.locator(".a-to-z").get_by_role("heading").all_inner_texts()
    assert "S" in letters
    assert letters == sorted(letters)
    assert opened.locator(".a-to-z").get_by_role("region").count() == 0, "twenty landmarks lead nobody anywhere"
    context.close()


@pytest.mark.parametrize("path", ["/search/", "/vacancies/", "/progression/", "/stories/", "/"])
def test_headings_of_a_copy_are_in_order(copy: tuple[str, str], path: str) -> None:
    with urlopen(f"{copy[0]}{path}") as answer:
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", answer.read().decode())]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
