"""Whatever goes wrong, the answer is a page in plain words, with the right status and a way on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, abort

from careers.app import create_app
from careers.clock import Clock
from careers.config import Config
from careers.site.current import EXTENSION
from careers.site.errors import describe
from tests.conftest import NOON
from tests.html import StrictClient, words

CODES = (400, 403, 404, 405, 408, 410, 413, 414, 415, 422, 429, 500, 503)


@pytest.fixture
def faulty(config: Config, make_client: Callable[[Flask], StrictClient]) -> StrictClient:
    """Return a client for a site with an address for each thing that can go wrong."""
    app = create_app(config, Clock.fixed(NOON))
    app.add_url_rule("/wrong/<int:code>", "wrong", abort)
    app.add_url_rule("/broken", "broken", lambda: 1 // 0)
    client = make_client(app)
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return client


@pytest.mark.parametrize("code", CODES)
def test_each_error_is_a_page_with_a_way_on(faulty: StrictClient, code: int) -> None:
    page = faulty.page(f"/wrong/{code}", status=code)
    heading = words(page.one("h1"))
    assert heading
    assert heading in page.title
    assert page.all("meta", name="robots", content="noindex")
    ways = [href for href in (a.get("href") for a in page.main.iter("a")) if href]
    assert ways
    assert all(faulty.get(way).status_code == 200 for way in ways)
    assert not page.all("form", action="/feedback/"), "an error is no page to rate"


def test_errors_say_different_things(faulty: StrictClient) -> None:
    headings = {words(faulty.page(f"/wrong/{code}", status=code).one("h1")) for code in CODES}
    assert len(headings) == len(CODES)


def test_a_fault_of_ours_shows_nothing_of_the_program(faulty: StrictClient, caplog: pytest.LogCaptureFixture) -> None:
    page = faulty.page("/broken?name=canary-3b1", status=500)
    text = page.response.get_data(as_text=True)
    for secret in ("Traceback", "ZeroDivisionError", "careers/", ".py"):
        assert secret not in text
    assert "ZeroDivisionError" in caplog.text
    assert "canary-3b1" not in caplog.text


def test_a_mistyped_address_is_met_with_the_nearest_pages(client: StrictClient) -> None:
    page = client.page("/our-jurney/", status=404)
    assert "/our-journey/" in list(page.links)


def test_one_wrong_letter_in_any_address_still_leads_to_its_page(full_site: Flask) -> None:
    addresses = [address for address in full_site.extensions[EXTENSION].edition().by_url if len(address) > 6]
    assert len(addresses) > 30
    for place, address in enumerate(addresses):
        at = 1 + place % (len(address) - 2)
        mistyped = f"{address[:at]}x{address[at + 1 :]}"
        with full_site.test_request_context(mistyped):
            assert address in {link.url for link in describe(404, mistyped).links[:3]}, mistyped


@pytest.mark.parametrize("written", ["/old-plan/", "/old-plan", "/downloads/old-plan.pdf"])
def test_an_address_that_moved_leads_on_however_its_end_is_written(
    config: Config, tmp_path: Path, make_client: Callable[[Flask], StrictClient], written: str
) -> None:
    content = Path(shutil.copytree(config.content, tmp_path / "content"))
    (content / "redirects.yaml").write_text(f"redirects:\n  - path: {written}\n    to: /contact/\n", "utf-8")
    client = make_client(create_app(replace(config, content=content), Clock.fixed(NOON)))
    for asked in {written, written.rstrip("/"), f"{written.rstrip('/')}/"}:
        answer = client.get(asked)
        assert (answer.status_code, answer.headers.get("Location")) == (301, "/contact/"), asked


def test_a_page_taken_down_for_good_says_so(
    config: Config, make_client: Callable[[Flask], StrictClient], tmp_path: Path
) -> None:
    content = shutil.copytree(config.content, tmp_path / "content")
    (content / "redirects.yaml").write_text("redirects:\n  - path: /old-scheme/\n", "utf-8")
    client = make_client(create_app(replace(config, content=content), Clock.fixed(NOON)))
    client.page("/old-scheme/", status=410)
    client.page("/old-scheme", status=410)


def test_reading_works_only_by_reading(client: StrictClient) -> None:
    answer = client.post("/our-journey/", headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_too_large_a_form_is_refused_with_a_page(client: StrictClient) -> None:
    answer = client.post("/feedback/", data={"comment": "x" * 100_000}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 413
    assert answer.mimetype == "text/html"


def test_every_status_has_words(full_site: Flask) -> None:
    with full_site.test_request_context("/"):
        assert describe(418, "/").title
