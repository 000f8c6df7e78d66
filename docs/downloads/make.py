"""Make the two files that visitors download: the one-page summary and the poster of the improvement journey.

Run from the project's root, with the test dependencies installed:

    python docs/downloads/make.py [--chromium PATH] [--fonts FOLDER]

The words stand in the two HTML files beside this one, the figures are read from ``content/figures``, and the streets
are drawn by ``facades.py`` from a fixed seed, so the same content gives the same files. Chromium prints them as tagged
PDFs with a title and a language. Knows nothing of the site: run it by hand when a figure or a judgement changes.
"""

from __future__ import annotations

import argparse
import base64
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

import yaml
from facades import street
from playwright.sync_api import sync_playwright

from careers.content.figure_words import in_words
from careers.content.front_matter import FigureFront

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
DOWNLOADS = ROOT / "content" / "downloads"
MAXIMUM_BYTES = 300_000
PRINTED_ON = b"D:20261122000000+00'00'"  # chromium writes the moment of printing, which would change the file each time


@dataclass(frozen=True, slots=True)
class Judgement:
    """One row of the poster: when, the inspectors' word, and the share of windows that are lit (0 to 1)."""

    when: str
    word: str
    lit: float


JUDGEMENTS = (
    Judgement("Summer 2014", "Inadequate", 0.07),
    Judgement("Autumn 2017", "Requires improvement", 0.5),
    Judgement("Spring 2022", "Good", 0.9),
)


def figure(name: str) -> FigureFront:
    """Return the front matter of ``content/figures/<name>.md``."""
    text = (ROOT / "content" / "figures" / f"{name}.md").read_text(encoding="utf-8")
    return FigureFront.model_validate(yaml.safe_load(text.split("---\n")[1]))


def words(name: str, point: int = -1) -> str:
    """Return one value of a figure as the site writes it: "7.5%", "15 to 18", "over £24 million"."""
    front = figure(name)
    return in_words(front, front.points[point])


def year(name: str, point: int = -1) -> str:
    """Return the date of one value of a figure: "2021", "about 2016"."""
    return figure(name).points[point].as_at.words


def faces(folder: Path) -> str:
    """Return ``@font-face`` rules for the site's own fonts, or nothing when the folder lacks them."""
    rules = []
    for family, stem in (("Bricolage Grotesque", "bricolage"), ("Atkinson Hyperlegible Next", "atkinson")):
        files = [f for f in sorted(folder.glob("*.woff2")) if stem in f.name.lower() and "italic" not in f.name.lower()]
        if files:
            data = base64.b64encode(files[0].read_bytes()).decode()
            source = f"url(data:font/woff2;base64,{data}) format('woff2')"
            rules.append(f"@font-face{{font-family:'{family}';font-weight:200 800;src:{source}}}")
    return "".join(rules)


def values() -> dict[str, str]:
    """Return everything that the two pages take from the content."""
    found = {"funding": words("funding"), "caseload": words("caseload_average"), "target": words("caseload_target")}
    found["caseload_year"], found["target_year"] = year("caseload_average"), year("caseload_target")
    for name in ("vacancy", "agency"):
        rate = f"{name}_rate"
        found |= {f"{name}_then": words(rate, 0), f"{name}_now": words(rate)}
        found |= {f"{name}_from": year(rate, 0), f"{name}_to": year(rate)}
    return {key: escape(value) for key, value in found.items()}


def poster_streets() -> str:
    """Return the three streets of the poster, from a dark one to one in which most windows are lit."""
    rows = []
    for index, (judgement, height) in enumerate(zip(JUDGEMENTS, (44, 58, 82), strict=True)):
        drawing = street(width=297, height=height, lit=judgement.lit, storeys=index, seed=judgement.when)
        rows.append(
            f"<section>{drawing}<div class='pavement'><h2><span>{judgement.when}</span> "
            f"<strong>{judgement.word}</strong></h2></div></section>"
        )
    return "".join(rows)


def without_moment(pdf: bytes) -> bytes:
    """Return the PDF with a fixed date of the same length, so that printing it twice gives the same bytes."""
    return re.sub(rb"D:\d{14}\+00'00'", PRINTED_ON, pdf)


def main() -> None:
    """Print both files into ``content/downloads``; raise ``SystemExit`` when one is too large to send to a phone."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--chromium", help="the browser to print with, if not playwright's own")
    arguments.add_argument("--fonts", type=Path, default=ROOT / "static" / "fonts", help="folder of the site's fonts")
    chosen = arguments.parse_args()
    common = values() | {"fonts": faces(chosen.fonts)}
    drawings = {
        "poster": {"streets": poster_streets()},
        "summary": {"street": street(width=182, height=22, lit=0.9, storeys=1, seed="summary")},
    }
    DOWNLOADS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chosen.chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        for name, drawing in drawings.items():
            template = Template((HERE / f"{name}.html").read_text(encoding="utf-8"))
            page.set_content(template.substitute(common | drawing))
            page.evaluate("document.fonts.ready")
            pdf = without_moment(page.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True))
            if len(pdf) > MAXIMUM_BYTES:
                raise SystemExit(f"{name}: {len(pdf)} bytes, the most is {MAXIMUM_BYTES}")
            (DOWNLOADS / f"improvement-journey-{name}.pdf").write_bytes(pdf)
        browser.close()


if __name__ == "__main__":
    main()
