"""The way to a git host, as the guide tells it: three files on any web server, which the editor's program takes as they are."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import yaml
from playwright.sync_api import Browser, expect

from careers.cli import editor
from careers.config import ROOT
from tests.browsing import PATIENCE
from tests.editors.conftest import Run

pytestmark = pytest.mark.browser
GUIDE = (ROOT / "docs/editors/git-host.md").read_text("utf-8")
PROGRAM = ROOT / ".tools/editor"
HOSTS = {
    "github": ("council/careers", {"base_url": "https://sign-in.example.gov.uk"}, "GitHub"),
    "gitlab": (
        "council/careers",
        {
            "base_url": "https://git.example.gov.uk",
            "api_root": "https://git.example.gov.uk/api/v4",
            "auth_type": "pkce",
            "app_id": "0123",
        },
        "GitLab",
    ),
    "gitea": (
        "council/careers",
        {
            "base_url": "https://git.example.gov.uk",
            "api_root": "https://git.example.gov.uk/api/v1",
            "app_id": "0123",
        },
        "Gitea",
    ),
    "azure": ("council/project/careers", {"tenant_id": "0123", "app_id": "4567"}, "Azure"),
}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def folder_on_a_server(program: None, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Return a folder with the program and the page of the guide, and the address under which any web server has it."""
    place = tmp_path / "on-a-server"
    place.mkdir()
    for file in (*PROGRAM.glob("*.js"), *PROGRAM.glob("*.wasm")):
        shutil.copy(file, place)
    page = re.search(r"```html\n(.*?)```", GUIDE, re.DOTALL)
    assert page
    (place / "index.html").write_text(page[1], "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(place)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield place, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_every_host_of_the_command_is_in_the_guide_and_tried_here() -> None:
    told = set(re.findall(r"^\| `(\w+)` \|", GUIDE, re.MULTILINE))
    assert told == HOSTS.keys() == set(editor.HOSTS)


@pytest.mark.parametrize(
    "host", [pytest.param(host, marks=() if host == "gitlab" else pytest.mark.soak) for host in HOSTS]
)
def test_the_editors_program_takes_the_forms_of_a_host(
    folder_on_a_server: tuple[Path, str], run: Run, browser: Browser, host: str
) -> None:
    place, address = folder_on_a_server
    repository, settings, name = HOSTS[host]
    words = [part for pair in settings.items() for part in ("--setting", "=".join(pair))]
    made = run("forms", host, repository, *words)
    assert made.exit_code == 0, made.output
    (place / "config.yml").write_text(made.output, "utf-8")
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    expect(page.get_by_role("button", name=re.compile(name))).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("configuration")
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    page.close()


@pytest.mark.soak
def test_forms_that_the_program_does_not_know_are_refused_by_it(
    folder_on_a_server: tuple[Path, str], run: Run, browser: Browser
) -> None:
    """The test above can fail: the program looks at what it is given."""
    place, address = folder_on_a_server
    config = yaml.safe_load(run("forms", "gitlab", "council/careers").output)
    del config["collections"][0]["fields"][0]["name"]
    (place / "config.yml").write_text(yaml.safe_dump(config), "utf-8")
    page = browser.new_page()
    page.goto(address)
    expect(page.locator("body")).to_contain_text("collections[0].fields[0]")
    page.close()
