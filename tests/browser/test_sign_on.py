"""The council's sign-on in a real browser: there to another site and back, with cookies that do not cross sites.

127.0.0.1 and localhost are different sites to a browser. The provider is one that we did not write.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
import requests
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.test_staff_pages import _looked_at
from tests.serving import Server, free_port, serve

pytestmark = pytest.mark.browser
SAM = {"sub": "0001", "name": "Sam Jones", "roles": ["careers-hr"]}
NOBODY = {"sub": "0002", "name": "Pat Lee", "roles": ["something-else"]}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """Yield the address of a provider under another host name than the site's."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    people = [part for person in (SAM, NOBODY) for part in ("--user-claims", json.dumps(person))]
    process = subprocess.Popen([*command, *people], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        for _ in range(600):
            try:
                if requests.get(f"{address}/.well-known/openid-configuration", timeout=5).ok:
                    break
            except requests.RequestException:
                Event().wait(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, provider: str) -> Iterator[Server]:
    folder: Path = tmp_path_factory.mktemp("sign-on")
    settings = {
        "CAREERS_SIGN_ON_ISSUER": provider,
        "CAREERS_SIGN_ON_CLIENT_ID": "careers",
        "CAREERS_SIGN_ON_CLIENT_SECRET": "secret",
    }
    with serve(folder, **settings) as server:
        yield server


OURS = re.compile(r"http://(127\.0\.0\.1|localhost):")


def opened(browser: Browser, **options: object) -> BrowserContext:
    """Return a context from which nothing leaves this machine, as the provider's own pages would like to."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    context.route(lambda url: not OURS.match(url), lambda route: route.abort())
    return context


def go_to_provider(page: Page, site: Server, person: str, start: str = "/staff/interest/") -> None:
    page.goto(site.url + start)
    page.get_by_role("link", name="Sign in with your council account").click()
    page.wait_for_url("http://localhost:*/**")
    page.get_by_role("button", name=person).first.click()


@pytest.mark.parametrize(
    ("width", "scheme"), [(1440, "light"), (360, "dark"), pytest.param(768, "dark", marks=pytest.mark.soak)]
)
def test_sign_in_page_holds_with_both_ways(browser: Browser, site: Server, width: int, scheme: str) -> None:
    context = opened(
        browser,
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        java_script_enabled=True,
        bypass_csp=scheme == "dark",
    )
    page = context.new_page()
    page.goto(f"{site.url}/staff/sign-in/")
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        page.screenshot(path=f"{folder}/sign-in-{width}-{scheme}.png", full_page=True)
    found = _looked_at(page, width)
    page.goto(f"{site.url}/staff/sign-on/callback/?state=x")
    found += _looked_at(page, width)
    page.goto(f"{site.url}/staff/signed-out/")
    found += _looked_at(page, width)
    context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scripts", [True, False])
def test_colleague_goes_to_another_site_and_comes_back_signed_in(browser: Browser, site: Server, scripts: bool) -> None:
    context = opened(browser, java_script_enabled=scripts)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if site.url in said.location["url"] else None)
    go_to_provider(page, site, SAM["sub"])
    page.wait_for_url(f"{site.url}/staff/interest/")
    expect(page.locator(".staff-bar")).to_contain_text("Sam Jones")
    ours = {cookie["name"]: cookie for cookie in context.cookies() if cookie["name"].startswith("staff")}
    assert {(c["name"], c["path"], c["sameSite"], c["httpOnly"]) for c in ours.values()} == {
        ("staff", "/staff", "Strict", True)
    }
    page.go_back()
    assert "code=" not in page.url, "the answer of the provider is no page to come back to"
    assert not faults
    context.close()


def test_link_on_another_site_finds_a_colleague_signed_in_and_does_not_sign_them_out(
    browser: Browser, site: Server, provider: str
) -> None:
    context = opened(browser)
    page = context.new_page()
    go_to_provider(page, site, SAM["sub"])
    page.wait_for_url(f"{site.url}/staff/interest/")
    before = [c["value"] for c in context.cookies() if c["name"] == "staff"]
    other = context.new_page()
    other.goto(provider)
    other.evaluate(
        "url => { const a = document.createElement('a'); a.href = url; a.textContent = 'x'; a.id = 'onward';"
        " document.body.append(a) }",
        f"{site.url}/staff/interest/?stage=new",
    )
    other.locator("#onward").click()
    other.wait_for_url(f"{site.url}/staff/interest/?stage=new")
    expect(other.locator(".staff-bar")).to_contain_text("Sam Jones")
    assert [c["value"] for c in context.cookies() if c["name"] == "staff"] == before
    context.close()


def test_colleague_without_a_role_is_told_and_one_who_signs_out_is_led_on(
    browser: Browser, site: Server, provider: str
) -> None:
    context = opened(browser)
    page = context.new_page()
    go_to_provider(page, site, NOBODY["sub"])
    expect(page.get_by_role("alert")).to_contain_text("no role on this site")
    context.close()
    context = opened(browser)
    page = context.new_page()
    go_to_provider(page, site, SAM["sub"])
    page.wait_for_url(f"{site.url}/staff/interest/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{site.url}/staff/signed-out/")
    page.get_by_role("link", name="Sign out of my council account").click()
    page.wait_for_url(f"{provider}/**")
    page.goto(f"{site.url}/staff/interest/")
    page.wait_for_url("**/staff/sign-in/**")
    context.close()


def test_page_of_the_back_button_shows_nothing_after_signing_out(browser: Browser, site: Server) -> None:
    """Neither from the disk nor from the page that the browser keeps alive in memory for Back."""
    context = opened(browser)
    page = context.new_page()
    go_to_provider(page, site, SAM["sub"], "/staff/exports/")
    page.wait_for_url(f"{site.url}/staff/exports/")
    page.goto(f"{site.url}/staff/reference/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{site.url}/staff/signed-out/")
    for _ in range(3):
        page.go_back()
        assert "Sam Jones" not in page.content()
        assert "Working rows" not in page.content()
    context.close()
