"""Time what an editor waits for: from saving a file to the changed page painted in the browser.

    python -m tests.bench live_reload

Each round writes a new heading into a story, waits until chromium shows it, and asks the page when it was first painted after
its reload. The peer is the same page loaded anew without a change, painted in the same browser and the same run: what of
the wait is the browser's own.
"""

from __future__ import annotations

import shutil
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from tests.bench.result import Result
from tests.browsing import ARGUMENTS
from tests.serving import ROOT, serve

ROUNDS = 12
AIM_MS = 300.0
HEADING = "First through the door"
PAINTED = "() => performance.timeOrigin + performance.getEntriesByName('first-contentful-paint')[0].startTime"
IS_PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length > 0"


def measure() -> list[Result]:
    """Return the median and the slowest of a dozen saves."""
    with TemporaryDirectory() as temporary:
        folder = shutil.copytree(ROOT / "content", Path(temporary) / "content")
        with (
            serve(Path(temporary), CAREERS_PREVIEW="yes", CAREERS_CONTENT=str(folder)) as server,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
            page = browser.new_page(base_url=server.url)
            page.goto("/stories/kyle/")
            saved = [_save(page, folder / "stories/kyle.md", number) for number in range(ROUNDS)]
            plain = [_load(page) for _ in range(ROUNDS)]
            browser.close()
    group = "From saving a file to the changed page painted"
    bare = statistics.median(plain)
    peer = {"peer": "the same page loaded anew", "peer_value": bare}
    return [
        Result(
            group=group, label="median", value=statistics.median(saved), unit="ms", goal=AIM_MS, less_is_better=True
        ),
        Result(group=group, label="slowest", value=max(saved), unit="ms"),
        Result(group=group, label="median, beside", value=statistics.median(saved), unit="ms", **peer),  # type: ignore[arg-type]
    ]


def _save(page: Page, story: Path, number: int) -> float:
    """Return the milliseconds from writing a file to the paint of the page that shows it."""
    words = f"Door number {number}"
    text = story.read_text("utf-8")
    old = HEADING if number == 0 else f"Door number {number - 1}"
    began = time.time() * 1000
    story.write_text(text.replace(old, words), "utf-8")
    page.get_by_role("heading", name=words, exact=True).wait_for()
    page.wait_for_function(IS_PAINTED)
    return float(page.evaluate(PAINTED)) - began


def _load(page: Page) -> float:
    began = time.time() * 1000
    page.reload()
    page.wait_for_function(IS_PAINTED)
    return float(page.evaluate(PAINTED)) - began
