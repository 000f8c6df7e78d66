"""The pages for colleagues in a real browser: axe finds nothing, nothing is too wide, and Back shows nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page

from careers.app import create_app
from careers.clock import Clock
from careers.config import Config
from careers.staff import invitations
from careers.storage.staff.records import Role
from tests.browser import axe
from tests.serving import serve
from tests.staff.visitors import crowd, entry, say

pytestmark = pytest.mark.browser
PASSWORD = "seven quiet windows"
PAGES = {
    Role.HR: (
        "/staff/",
        "/staff/interest/",
        "/staff/interest/?situation=student&stage=new",
        "/staff/interest/?stage=closed",
        "/staff/interest/list/",
        "/staff/reference/",
        "/staff/exports/",
    ),
    Role.EDITOR: (
        "/staff/",
        "/staff/feedback/",
        "/staff/feedback/?kind=stage&period=7",
        "/staff/feedback/page/?path=/our-journey/",
        "/staff/feedback/page/?path=/contact/",
        "/staff/content/",
    ),
    Role.ADMIN: ("/staff/", "/staff/accounts/", "/staff/audit/"),
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[Role, str], str]]:
    """Yield the address of a running site, an enrolment link for each role, and a reference."""
    folder: Path = tmp_path_factory.mktemp("office")
    with serve(folder) as server:
        app = create_app(Config(instance=folder / "instance", secret_key=_key(folder)))
        references = crowd(app, 30)
        say(app, "/our-journey/", 3, 9, reason="unclear", comment="<b>A word</b> " + "that-cannot-be-broken" * 20)
        say(app, "/stories/naomi/", 9, 1)
        say(app, "/how-to-apply/", 1)
        with app.app_context():
            now = Clock().now()
            links = {role: invitations.add(f"sam.{role.value}", role, by="tests", now=now) for role in PAGES}
        yield server.url, links, references[0]


def _key(folder: Path) -> str:
    return (folder / "instance" / "secret-key").read_text()


def _looked_at(page: Page, width: int) -> list[str]:
    found = axe.faults(page)
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append(f"{page.url} is wider than {width}")
    return found


def _sign_in(page: Page, role: Role, code: str) -> None:
    page.goto("/staff/sign-in/")
    for field, value in (("name", f"sam.{role.value}"), ("password", PASSWORD), ("code", code)):
        page.fill(f"#{field}", value)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("role", list(PAGES))
def test_pages_hold_in_light_and_dark_on_a_desk_and_on_a_phone(
    browser: Browser, office: tuple[str, dict[Role, str], str], role: Role
) -> None:
    address, links, reference = office
    found: list[str] = []
    codes: list[str] = []
    for scheme, width in (("light", 1440), ("dark", 360)):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            base_url=address,
            bypass_csp=scheme == "dark",
        )
        page = context.new_page()
        if not codes:
            page.goto(links[role])
            found += _looked_at(page, width)
            key = page.locator("p:has-text('Key:') .numbers").inner_text().replace(" ", "")
            page.fill("#password", PASSWORD)
            page.fill("#again", PASSWORD)
            page.fill("#code", pyotp.TOTP(key).at(datetime.now(UTC)))
            page.get_by_role("button", name="Set up my account").click()
            page.get_by_role("heading", name="Your recovery codes").wait_for()
            found += _looked_at(page, width)
            codes = page.locator("code").all_inner_texts()
        _sign_in(page, role, codes.pop())
        for path in (*PAGES[role], *((entry(reference),) if role is Role.HR else ())):
            page.goto(path)
            found += _looked_at(page, width)
        page.goto(PAGES[role][1])
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/staff/sign-in/**")
        found += _looked_at(page, width)
        page.go_back()
        page.wait_for_url("**/staff/sign-in/**")
        assert page.get_by_role("heading", level=1).inner_text() == "Sign in"
        context.close()
    assert not found, "\n".join(found)
