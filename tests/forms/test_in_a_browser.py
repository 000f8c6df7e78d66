"""The forms in a real browser: with the keyboard alone, without a script, and without a fault that axe finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from careers.forms.reference import parse_reference
from tests.browser import axe

pytestmark = pytest.mark.browser


def press_until(page: Page, selector: str, key: str = "Tab") -> None:
    """Press a key until what ``selector`` names has the focus."""
    for _ in range(120):
        page.keyboard.press(key)
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"{selector} cannot be reached with {key}")


def enter(page: Page) -> None:
    """Press Enter and wait for the page that follows."""
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")


def submit(page: Page, words: str) -> None:
    """Reach a button with the keyboard and press it."""
    press_until(page, f'button[type=submit]:not([tabindex="-1"]):has-text("{words}")')
    enter(page)


def states(page: Page) -> Iterator[str]:
    """Go through the forms with the keyboard alone; yield the name of each state reached, one less without a script."""
    page.goto("/interest/?from=/vacancies/")
    yield "situation"
    submit(page, "Continue")
    yield "situation missing"
    assert page.title().startswith("Error:")
    assert page.locator(":focus .error-summary").count() == 1
    press_until(page, ".error-summary a")
    page.keyboard.press("Enter")
    expect(page.locator("#situation-1")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    submit(page, "Continue")
    yield "questions"
    submit(page, "Check my answers")
    yield "questions missing"
    press_until(page, ".error-summary a")
    page.keyboard.press("Enter")
    expect(page.locator("#roles-1")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#roles-1")).to_be_checked()
    submit(page, "Check my answers")
    yield "check"
    submit(page, "Send my answers")
    reference = page.locator("h2 .numbers").inner_text()
    assert parse_reference(reference) == reference
    yield "yours"
    page.goto("/interest/change/")
    yield "change"
    press_until(page, "#reference")
    page.keyboard.type("nonsense")
    enter(page)
    yield "reference wrong"
    press_until(page, "#reference")
    page.keyboard.press("Control+A")
    page.keyboard.type(reference.lower().replace("-", " "))
    enter(page)
    yield "found"
    submit(page, "Withdraw my answers")
    yield "withdrawal not confirmed"
    press_until(page, "#sure-1")
    page.keyboard.press("Space")
    submit(page, "Withdraw my answers")
    yield "withdrawn"
    assert "deleted" in page.locator("h1").inner_text()
    page.goto("/")
    press_until(page, '.feedback-bar button:has-text("No")')
    page.keyboard.press("Enter")
    page.wait_for_selector(".feedback-bar a, #helpful-2")
    if why := page.query_selector(".feedback-bar a"):
        yield "answered in place"
        page.goto(str(why.get_attribute("href")))
    yield "feedback"
    assert page.locator("#helpful-2:checked").count() == 1
    press_until(page, "#comment")
    page.keyboard.type("My name is Peter Smith, call me on 07700 900123")
    submit(page, "Send feedback")
    yield "comment stopped"
    assert page.locator("mark").count() == 2
    assert page.evaluate(
        "[...document.querySelectorAll('mark')].every(e => [...e.getClientRects()].every(b => b.width > 8))"
    )
    press_until(page, "#comment")
    page.keyboard.press("Control+A")
    page.keyboard.type("The caseload figures are clear")
    submit(page, "Send feedback")
    yield "thanks"
    assert "Thank you" in page.locator("h1").inner_text()


EXPECTED = 15


def test_everything_works_with_the_keyboard_alone_and_without_a_script(open_page: Callable[..., Page]) -> None:
    page = open_page("/interest/", 360, java_script_enabled=False)
    assert len(list(states(page))) == EXPECTED - 1
    assert page.context.cookies() == []


@pytest.mark.parametrize("scheme", ["dark", pytest.param("light", marks=pytest.mark.soak)])
def test_axe_finds_nothing_in_any_state(open_page: Callable[..., Page], scheme: str) -> None:
    page = open_page("/interest/", 360, scheme, bypass_csp=True)
    found, reached = [], []
    for state in states(page):
        reached.append(state)
        found += [f"{state}: {fault}" for fault in axe.faults(page)]
        if state == "yours":
            page.locator("h2 .numbers").evaluate("element => { element.textContent = 'WWWW-MMMM-WWWW' }")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{state} scrolls sideways"
    assert len(reached) == EXPECTED
    assert not found, "\n".join(found)
