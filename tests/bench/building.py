"""How long the content takes to become a library, beside plain Python-Markdown over the same texts in the same run."""

from __future__ import annotations

import time
from datetime import date

import markdown

from careers.content.builder import Memory, build
from tests.bench.result import Result
from tests.serving import ROOT

ROUNDS = 5


def measure() -> list[Result]:
    """Return the time of a cold build, a build with nothing changed, and the plain renderer."""
    content = ROOT / "content"
    texts = [path.read_text("utf-8").split("---\n", 2)[-1] for path in content.rglob("*.md")]
    cold, warm, plain = [], [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for text in texts:
            markdown.markdown(text, extensions=["tables", "footnotes", "toc", "smarty", "attr_list", "def_list"])
        plain.append(time.perf_counter() - start)
        memory = Memory()
        for taken in (cold, warm):
            start = time.perf_counter()
            build(content, date(2026, 11, 22), memory=memory)
            taken.append(time.perf_counter() - start)
    group, peer = f"Building {len(texts)} files of content (best of {ROUNDS})", "plain Python-Markdown"
    return [Result(group=group, label=peer, value=min(plain) * 1000, unit="ms")] + [
        Result(group=group, label=label, value=min(taken) * 1000, unit="ms", peer=peer, peer_value=min(plain) * 1000)
        for label, taken in (("everything, checked and linked", cold), ("nothing changed", warm))
    ]
