"""Photograph, for the editors' guide, what can be placed in a text, as the patterns page shows it.

Run ``make screenshots``. Beside the pictures stands what they were made from, as hashes of each component's template and
style sheet: a test compares them with the files, so that a picture that is out of date is not overlooked.
"""

from __future__ import annotations

import json
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import FloatRect, Page, sync_playwright
from take import launch, served

ROOT = Path(__file__).resolve().parent.parent.parent
PICTURES = ROOT / "docs" / "editors" / "pictures"
MADE_FROM = PICTURES / "components.json"
COMPONENTS = (
    "achievements",
    "button",
    "chart",
    "data-table",
    "downloads",
    "job-card",
    "key-facts",
    "notice",
    "objectives",
    "photo",
    "prose",
    "pull-out",
    "statistic",
    "story-card",
    "timeline",
)
"""The entries of the patterns page that show what an editor can write."""
WIDTH, TALLEST, AROUND = 900, 760, 24
OURS = ".preview-panel { display: none }"


def fingerprint(component: str) -> str:
    """Return a hash of a component's template and style sheet."""
    files = (ROOT / f"templates/components/{component}.html", ROOT / f"static/css/components/{component}.css")
    return sha256(b"\0".join(file.read_bytes() for file in files if file.exists())).hexdigest()[:16]


def photograph(page: Page, component: str) -> Image.Image:
    """Return the first states of a component, no taller than a screen."""
    box = page.locator(f'[data-pattern="{component}"] > .flow').first.bounding_box()
    if box is None:
        raise SystemExit(f"The patterns page has no {component}: put it there, or take it off the list.")
    top, height = box["y"] - AROUND, min(box["height"] + 2 * AROUND, TALLEST)
    clip: FloatRect = {"x": box["x"], "y": top, "width": box["width"], "height": height}
    picture = page.screenshot(full_page=True, clip=clip, style=OURS, animations="disabled")
    return Image.open(BytesIO(picture)).convert("RGB")


def main() -> None:
    """Write every picture, and what it was made from."""
    PICTURES.mkdir(exist_ok=True)
    with served(preview=True) as site, sync_playwright() as playwright:
        browser = launch(playwright)
        context = browser.new_context(viewport={"width": WIDTH, "height": 900}, reduced_motion="reduce")
        page = context.new_page()
        page.goto(f"{site}/patterns/")
        page.evaluate("document.fonts.ready")
        for component in COMPONENTS:
            photograph(page, component).save(PICTURES / f"{component}.webp", quality=80, method=6)
        browser.close()
    made = {component: fingerprint(component) for component in COMPONENTS}
    MADE_FROM.write_text(json.dumps(made, indent=2) + "\n", "utf-8")
    weight = sum(path.stat().st_size for path in PICTURES.glob("*.webp"))
    print(f"{len(COMPONENTS)} pictures of components, {weight / 1000:.0f} kB")


if __name__ == "__main__":
    main()
