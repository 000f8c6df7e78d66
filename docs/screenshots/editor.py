"""Photograph the editor in the browser for the editors' guide: its lists, a form, and a save that is refused.

Run ``make screenshots``. What the pictures were made from (the version of the editor, and what we put around it) stands
beside them as a hash, which a test compares.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from threading import Thread

from PIL import Image
from playwright.sync_api import Page, sync_playwright
from take import NOON, Quiet, launch
from werkzeug.serving import make_server

from careers.app import create_app
from careers.clock import Clock
from careers.config import ROOT, Config

PICTURES = ROOT / "docs" / "editors" / "pictures"
MADE_FROM = PICTURES / "editor.json"
NAMES = ("editor-list", "editor-form", "editor-refused")
SOURCES = (".lock/editor.json", "careers/site/preview/files/editor.css", "careers/site/preview/files/editor.js")


def fingerprint() -> str:
    """Return a hash of what decides how the editor looks."""
    return sha256(b"\0".join((ROOT / name).read_bytes() for name in SOURCES)).hexdigest()[:16]


def keep(page: Page, name: str) -> None:
    """Write what is to be seen now."""
    picture = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    picture.save(PICTURES / f"{name}.webp", quality=80, method=6)


def photograph(page: Page) -> None:
    """Go through the editor as the guide does, and write a picture of each step."""
    page.goto("/editor/#/collections/stories")
    page.get_by_text("Kyle and the second pair of eyes").wait_for()
    keep(page, NAMES[0])
    page.goto("/editor/#/collections/vacancies/entries/social-worker-locality-north")
    page.get_by_label("Title", exact=True).wait_for()
    keep(page, NAMES[1])
    box = page.get_by_label("Closes at", exact=True)
    box.press("Control+a")
    page.keyboard.insert_text("2026-01-01")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("menuitem", name="Save now").click()
    page.get_by_text("What you typed is still in the form.").wait_for()
    page.get_by_text("The reason stands below").first.wait_for(state="hidden")
    keep(page, NAMES[2])


def main() -> None:
    """Serve a preview of a copy of the tests' content, whose names stay, and write the pictures."""
    subprocess.run([sys.executable, ROOT / ".ci/set_up_editor.py"], check=True)  # noqa: S603 - our own script
    with TemporaryDirectory() as folder:
        content = shutil.copytree(ROOT / "tests" / "content", Path(folder) / "content")
        probe = make_server("127.0.0.1", 0, lambda *_: [])
        port = probe.port
        probe.server_close()
        config = Config(instance=Path(folder), content=content, secret_key=token_hex(), preview=True, port=port)
        app = create_app(config, Clock.fixed(NOON))
        server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
        thread = Thread(target=server.serve_forever)
        thread.start()
        with sync_playwright() as playwright:
            browser = launch(playwright)
            page = browser.new_page(base_url=f"http://127.0.0.1:{port}", viewport={"width": 1100, "height": 720})
            photograph(page)
            browser.close()
        server.shutdown()
        thread.join()
    MADE_FROM.write_text(json.dumps({"editor": fingerprint()}, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
