"""Time what an editor waits for: from saving a file to the changed page painted in the browser.

    python -m tests.bench live_reload

Each round writes a new heading into a story and takes the time at which the browser has drawn the frame after the one in
which the heading is there. The peer is the same page loaded anew without a change, painted in the same browser and the
same run. The last line saves one of a thousand pages.
"""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from tests import CONTENT
from tests.bench.big_folder import write
from tests.bench.result import Result
from tests.browsing import ARGUMENTS
from tests.serving import serve

ROUNDS = 12
AIM_MS = 300.0
HEADING = "First through the door"
PAGES = 1_000
PAINTED = "() => performance.timeOrigin + performance.getEntriesByName('first-contentful-paint')[0].startTime"
IS_PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length > 0"
WATCH = """(words) => {
  const isThere = () => [...document.querySelectorAll("h2")].some((heading) => heading.textContent.includes(words));
  const now = () => performance.timeOrigin + performance.now();
  window.shown = new Promise((done) => {
    const look = () => (isThere() ? requestAnimationFrame(() => done(now())) : requestAnimationFrame(look));
    look();
  });
}"""
"""Asks at every frame whether the words are there, and answers with the time one frame later, when they are painted."""


def measure() -> list[Result]:
    """Return the median and the slowest of a dozen saves, and how the median grows with the site."""
    saved, plain = _rounds(lambda folder: shutil.copytree(CONTENT, folder))
    many, _ = _rounds(lambda folder: write(folder, PAGES))
    group = "From saving a file to the changed page painted"
    peer = {"peer": "the same page loaded anew", "peer_value": statistics.median(plain)}
    return [
        Result(
            group=group, label="median", value=statistics.median(saved), unit="ms", goal=AIM_MS, less_is_better=True
        ),
        Result(group=group, label="slowest", value=max(saved), unit="ms"),
        Result(group=group, label="median, beside", value=statistics.median(saved), unit="ms", **peer),  # type: ignore[arg-type]
        Result(
            group=group,
            label=f"median with {PAGES:,} pages more",
            value=statistics.median(many),
            unit="ms",
            goal=AIM_MS,
            less_is_better=True,
        ),
    ]


def _rounds(lay_out: Callable[[Path], object]) -> tuple[list[float], list[float]]:
    """Return the milliseconds of each save, and of each load without a change."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "content"
        lay_out(folder)
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
    return saved, plain


def _save(page: Page, story: Path, number: int) -> float:
    """Return the milliseconds from writing a file to the paint of the page that shows it."""
    words = f"Door number {number}"
    text = story.read_text("utf-8")
    old = HEADING if number == 0 else f"Door number {number - 1}"
    page.evaluate(WATCH, words)
    began = time.time() * 1000
    story.write_text(text.replace(old, words), "utf-8")
    return float(page.evaluate("window.shown")) - began


def _load(page: Page) -> float:
    began = time.time() * 1000
    page.reload()
    page.wait_for_function(IS_PAINTED)
    return float(page.evaluate(PAINTED)) - began
