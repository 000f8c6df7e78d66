"""How long the content takes to become a library, beside plain Python-Markdown over the same texts in the same run."""

from __future__ import annotations

import time
from datetime import date

import markdown

from careers.content.builder import Cache, build
from tests.serving import ROOT

ROUNDS = 5


def main() -> None:
    """Print the time of a cold build, a build with nothing changed, and the plain renderer."""
    content = ROOT / "content"
    texts = [path.read_text("utf-8").split("---\n", 2)[-1] for path in content.rglob("*.md")]
    cold, warm, plain = [], [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for text in texts:
            markdown.markdown(text, extensions=["tables", "footnotes", "toc", "smarty", "attr_list", "def_list"])
        plain.append(time.perf_counter() - start)
        cache: Cache = {}
        for taken in (cold, warm):
            start = time.perf_counter()
            build(content, date(2026, 11, 22), cache=cache)
            taken.append(time.perf_counter() - start)
    best = min(plain)
    print(f"Building {len(texts)} files of content (best of {ROUNDS})")
    for label, taken in (
        ("plain Python-Markdown", plain),
        ("everything, checked and linked", cold),
        ("nothing changed", warm),
    ):
        print(f"  {label:<32} {min(taken) * 1000:>7.0f} ms   {min(taken) / best:.2f} of the plain renderer")


if __name__ == "__main__":
    main()
