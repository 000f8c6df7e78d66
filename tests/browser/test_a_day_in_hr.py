"""The way through docs/hr.md in a browser without JavaScript: from the command that invites to the Back button after signing out."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page

from careers.app import create_app
from careers.config import Config
from tests import environment
from tests.serving import ROOT, serve
from tests.staff.visitors import STUDENT, register

pytestmark = [pytest.mark.browser, pytest.mark.soak]
PASSWORD, ANOTHER = "seven quiet windows", "four loud kettles on a tram"


def command(folder: Path, *words: str) -> str:
    """Run a command as an administrator does on the server, and return what it prints."""
    env = environment(CAREERS_INSTANCE=str(folder / "instance"))
    done = subprocess.run(
        [sys.executable, "-m", "careers", *words], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def fill(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f"main [name={name}]").fill(value)


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_hr_does_all_that_its_guide_tells_of(browser: Browser, tmp_path: Path) -> None:
    with serve(tmp_path, CAREERS_DEMONSTRATION="yes") as server:
        day = datetime.now(UTC).date()
        app = create_app(Config(instance=tmp_path / "instance"))
        references = [register(app, STUDENT, day) for _ in range(3)]
        link = command(tmp_path, "staff", "add", "sam.jones", "--role", "hr")
        context = browser.new_context(base_url=server.url, java_script_enabled=False, accept_downloads=True)
        page = context.new_page()

        page.goto("/staff/enrol/" + link.split("/enrol/")[1])
        key = page.locator("p:has-text('Key:') .numbers").inner_text().replace(" ", "")
        fill(page, password=PASSWORD, again=PASSWORD, code=pyotp.TOTP(key).at(datetime.now(UTC)))
        page.get_by_role("button", name="Set up my account").click()
        codes = page.locator("main code").all_inner_texts()
        assert len(codes) == 10
        page.get_by_role("link", name="Sign in").click()
        fill(page, name="sam.jones", password=PASSWORD, code=codes[0])
        page.get_by_role("button", name="Sign in").click()
        assert heading(page) == "Good to see you, sam.jones"

        page.get_by_role("link", name="Interest").first.click()
        page.get_by_text("Filter", exact=True).click()
        page.get_by_label("I am a student").check()
        page.get_by_role("button", name="Show").click()
        assert "situation=student" in page.url
        assert "3 expressions of interest with these filters" in page.locator("main").inner_text()
        page.get_by_role("link", name="How far, only: New").click()
        page.get_by_role("navigation", name="Views").get_by_role("link", name="List").click()
        assert page.locator("main tbody tr").count() == 3
        page.get_by_role("link", name="Export these").click()
        assert "Filters: I am a student; New." in page.locator("main").inner_text()
        with page.expect_download() as download:
            page.get_by_role("button", name="Rows for Excel").click()
        with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as book:
            assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == 4
        with page.expect_download() as download:
            page.get_by_role("button", name="Statistics as CSV").click()
        assert download.value.suggested_filename.endswith(".zip")

        page.get_by_role("link", name="Look up", exact=True).click()
        fill(page, reference=references[1].lower().replace("-", " "))
        page.get_by_role("button", name="Look up").click()
        assert heading(page) == references[1]
        page.get_by_label("In conversation").check()
        page.get_by_role("button", name="Move").click()
        assert page.get_by_label("In conversation").is_checked()

        page.get_by_role("link", name="Your account: sam.jones").click()
        fill(page, old=PASSWORD, password=ANOTHER, again=ANOTHER)
        page.get_by_role("button", name="Change the password").click()
        assert "Your password is changed" in page.locator("main").inner_text()
        with context.expect_page() as tab:
            page.get_by_role("link", name="stay signed in").click()
        assert heading(tab.value) == "You stay signed in"
        page.get_by_role("button", name="Sign out").click()
        assert heading(page) == "Sign in"
        page.go_back()
        assert heading(page) == "Sign in", "the page from before is not shown"
        fill(page, name="sam.jones", password=ANOTHER, code=codes[1])
        page.get_by_role("button", name="Sign in").click()
        assert page.get_by_role("button", name="Sign out").is_visible()
        context.close()
