"""The pages for colleagues in every state, by keyboard and as assistive technology is given them, like those for visitors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Page

from careers.staff import secret
from tests.browser import axe, probes
from tests.browser.layout import SMALL, TINY
from tests.browser.staff_states import EXPECTED, Answers, answers, show
from tests.browser.test_every_state import DESK, ZOOMED, spilled, tree
from tests.browser.test_print import sides
from tests.html import Page as Parsed
from tests.html import words

pytestmark = pytest.mark.browser
ONE_OF_EACH = (
    "signing in, refused",
    "enrolling, refused",
    "HR's first page",
    "counts, filtered",
    "list",
    "looking up, unreadable",
    "a reference",
    "exports",
    "feedback of a page",
    "one's own account, signed in elsewhere",
    "a form that came too late",
    "a page of another role",
    "accounts",
    "content, faulty",
)
OPENED = "() => document.querySelectorAll('main details').forEach(e => e.open = true)"


@pytest.fixture(scope="module")
def got(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Iterator[Answers]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secret, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield answers(tmp_path_factory.mktemp("staff"), built)


def faults(page: Page, got: Answers, name: str) -> list[str]:
    """Look at a state as it comes, and with all that folds opened."""
    protocol = tree(page)
    show(page, got, name)
    assert page.locator("h1").inner_text() == words(Parsed(got.found[name][1]).one("h1"))
    found = [*probes.everything(page, protocol), *spilled(page)]
    if page.locator("main details").count():
        page.evaluate(OPENED)
        found += [f"opened: {fault}" for fault in (*probes.names(page, protocol), *spilled(page))]
    for what, script in (("too small", SMALL), ("tiny text", TINY)):
        found += [f"{what}: {told}" for told in page.evaluate(script)[:4]]
    protocol.detach()
    return [f"{name}: {fault}" for fault in found]


def test_each_kind_of_page_can_be_used_by_keyboard_and_read_by_machine(
    open_page: Callable[..., Page], got: Answers, record_property: Callable[[str, object], None]
) -> None:
    record_property("states", len(ONE_OF_EACH))
    assert len(got.found) == EXPECTED
    page = open_page("/robots.txt", DESK[0])
    found = [fault for name in ONE_OF_EACH for fault in faults(page, got, name)]
    assert not found, "\n".join(found)


def test_on_paper_a_list_names_its_filters_and_begins_below_its_heading(
    open_page: Callable[..., Page], got: Answers
) -> None:
    page = open_page("/robots.txt")
    show(page, got, "list")
    assert page.locator("tbody tr").count() > 20
    assert sides(page) == 2, "A table that is longer than what is left of a side doesn't wait for the next."
    assert page.get_by_text("Page 1 of 2").is_visible(), "A sheet with a part of the list says so."
    show(page, got, "counts, filtered")
    assert page.locator(".tags li").all_inner_texts()
    assert page.locator(".tags li").first.is_visible()
    assert not page.get_by_text("Clear all filters").last.is_visible()


@pytest.mark.soak
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (360, "dark"), (768, "light"), (1440, "dark")])
def test_every_state_at_every_width_by_day_and_by_night(
    open_page: Callable[..., Page], got: Answers, width: int, scheme: str
) -> None:
    page, found, walked = open_page("/robots.txt", width, scheme), [], 0
    for name in got.found:
        found += faults(page, got, name)
        show(page, got, name)
        if page.locator("[autofocus]").count():
            continue  # the walk begins at the top; here the focus begins at what is wrong
        protocol = tree(page)
        found += [f"{name}: {fault}" for fault in probes.walk(page, protocol)]
        walked += 1
        protocol.detach()
    assert walked > 30
    assert not found, "\n".join(found)


@pytest.mark.soak
@pytest.mark.parametrize(("scheme", "size"), [("light", DESK), ("dark", ZOOMED)], ids=["light desk", "dark at 400%"])
def test_axe_finds_nothing_in_any_state(
    open_page: Callable[..., Page], got: Answers, scheme: str, size: tuple[int, int]
) -> None:
    page, found = open_page("/robots.txt", size[0], scheme, bypass_csp=True), []
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for name in got.found:
        show(page, got, name)
        found += [f"{name}: {fault}" for fault in axe.faults(page)]
    assert not found, "\n".join(found)
