"""Photograph the main pages for the README: a phone and a desk, by day and by night.

Run ``make screenshots``. The site is served from this process on its own content with a clock that stands still, so the
same content gives the same pictures. Needs chromium, as the browser tests do.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Playwright, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from careers.app import create_app
from careers.clock import LONDON, Clock
from careers.config import Config

HERE = Path(__file__).resolve().parent
NOON = datetime(2026, 11, 22, 12, tzinfo=LONDON)
PAGES = {
    "home": "/",
    "journey": "/our-journey/",
    "story": "/stories/naomi/",
    "vacancies": "/vacancies/",
    "vacancy": "/vacancies/social-worker-locality-north/",
    "progression": "/progression/?from=student&to=team-manager",
}
SIZES = {360: 1200, 1440: 1500}
"""Heights of the pictures by their widths, in pixels."""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
COLOURS = 96
MOST_BYTES = 3_000_000
"""For all pictures together, so that the repository stays quick to fetch."""


class Quiet(WSGIRequestHandler):
    """A handler that does not write down each request."""

    def log_request(self, *_: object) -> None:
        """Write nothing."""


@contextmanager
def served(*, preview: bool = False) -> Iterator[str]:
    """Serve the site at the fixed moment, or its preview, and give its address."""
    with TemporaryDirectory() as folder:
        address = "https://careers.example"
        config = Config(instance=Path(folder), secret_key=token_hex(), base_url=address, preview=preview)
        server = make_server(
            "127.0.0.1", 0, create_app(config, Clock.fixed(NOON)), threaded=True, request_handler=Quiet
        )
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.port}"
        finally:
            server.shutdown()
            thread.join()


def photograph(browser: Browser, address: str, width: int, scheme: Literal["light", "dark"]) -> Image.Image:
    """Return the top of a page as a reader sees it once its windows are lit."""
    context = browser.new_context(
        viewport={"width": width, "height": SIZES[width]}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    answer = page.goto(address)
    if answer is None or not answer.ok:
        raise SystemExit(f"There is no page at {address}: name another in PAGES.")
    page.evaluate("document.fonts.ready")
    picture = Image.open(BytesIO(page.screenshot()))
    context.close()
    return picture.convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def launch(playwright: Playwright) -> Browser:
    """Return the chromium of this machine."""
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    return playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])


def main() -> None:
    """Write every picture beside this file; fail when they grow too heavy."""
    sizes = []
    with served() as site, sync_playwright() as playwright:
        browser = launch(playwright)
        for name, path in PAGES.items():
            for width in SIZES:
                for scheme in SCHEMES:
                    target = HERE / f"{name}-{width}-{scheme}.png"
                    photograph(browser, site + path, width, scheme).save(target, optimize=True)
                    sizes.append(target.stat().st_size)
        browser.close()
    print(f"{len(sizes)} pictures, {sum(sizes) / 1e6:.1f} MB")
    if sum(sizes) > MOST_BYTES:
        raise SystemExit("The pictures are too heavy: use fewer colours or less height.")


if __name__ == "__main__":
    main()
