"""How long a large content folder takes to become a library, and one changed page to reach its readers.

Beside plain Python-Markdown on one core and Hugo, over the same texts in the same run, at sizes that show how it grows.
Builds count from when Python has loaded the program, as in a server that runs; those of Hugo with its start, which is short.
"""

from __future__ import annotations

import math
import subprocess
import sys
import time
from contextlib import suppress
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import markdown

from tests.bench.big_folder import write
from tests.bench.hugo_site import HUGO, hugo_build, hugo_watching, until, write_hugo_site
from tests.bench.result import Result
from tests.serving import Server, serve

SIZES = (100, 1_000, 10_000)
EXTENSIONS = ("tables", "footnotes", "toc", "smarty", "attr_list", "def_list", "admonition")
CHANGES = 5
ROUNDS = 2
"""How often each builds, in turn, so that a slow minute of the machine is nobody's own; the best counts."""
PLAIN = 1_000
"""Texts that Python-Markdown is measured on; it takes as long for each, however many there are."""
_BUILD = """
import sys, time, resource
from datetime import date
from pathlib import Path
from careers.content import press
from careers.content.builder import Memory, build
from careers.content.store import Store
content, store, cores = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
if cores == "one":
    press.WORTH_IT = sys.maxsize
memory = Memory(Store(store))
start = time.perf_counter()
build(content, date(2026, 11, 25), memory=memory)
print(time.perf_counter() - start, memory.desk.rendered, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def build_in_a_process(content: Path, store: Path, cores: str = "all") -> tuple[float, int, float]:
    """Return seconds, texts rendered, and the most memory that the building process held, in MB."""
    said = subprocess.run(
        [sys.executable, "-c", _BUILD, content, store, cores], check=True, capture_output=True, text=True
    ).stdout
    seconds, rendered, memory = said.split()
    return float(seconds), int(rendered), float(memory)


def measure(sizes: tuple[int, ...] = SIZES) -> list[Result]:
    """Return what building takes at each size, with Python-Markdown and Hugo beside it."""
    return [result for size in sizes for result in _at(size)]


def _at(size: int) -> list[Result]:
    group = f"Building {size:,} pages of 400 words"
    judged = size == max(SIZES)  # the goals are those of a large folder; smaller ones show how the cost grows
    with TemporaryDirectory() as name:
        content, site = Path(name) / "content", Path(name) / "hugo"
        write(content, size)
        if HUGO.exists():
            write_hugo_site(content, site)
        one_core = build_in_a_process(content, Path(name) / "one.sqlite3", "one")[0] if size <= 1_000 else None
        plain, cold, hugo = 0.0, math.inf, math.inf
        for turn in range(ROUNDS):
            plain = max(plain, _plain_markdown(content))
            store = Path(name) / f"store-{turn}.sqlite3"
            seconds, rendered, held = build_in_a_process(content, store)
            assert rendered >= size
            cold, hugo = min(cold, seconds), min(hugo, hugo_build(site) if HUGO.exists() else math.inf)
        warm, nothing, _ = build_in_a_process(content, store)
        assert nothing == 0
        live = _changed_page(content, Path(name))
        results = [Result(group=group, label="plain Python-Markdown, one core", value=plain, unit="pages/s")]
        rate = {
            "group": group,
            "unit": "pages/s",
            "peer": "plain Python-Markdown, one core",
            "peer_value": plain,
        }
        if one_core:
            results.append(Result(label="cold, one core", value=size / one_core, **rate))
        results.append(Result(label="cold, all cores", value=size / cold, goal=1.7 if judged else None, **rate))
        if HUGO.exists():
            peer = {"peer": "Hugo", "peer_value": size / hugo}
            results.append(
                Result(
                    group=group,
                    label="cold, all cores",
                    value=size / cold,
                    unit="pages/s",
                    goal=0.3 if judged else None,
                    **peer,
                )
            )
            seen = _hugo_change(site)
            peer = {"peer": "Hugo watching", "peer_value": seen * 1000} if seen else {}
        else:
            peer = {}
        few = {"group": group, "less_is_better": True}
        results += [
            Result(label="start, nothing changed", value=warm, unit="s", goal=3.0 if judged else None, **few),
            Result(
                label="one changed page live", value=live * 1000, unit="ms", goal=1 / 3 if peer else 150, **few, **peer
            ),
            Result(label="memory of the building process", value=held, unit="MB", goal=400, **few),
        ]
        return results


def _plain_markdown(content: Path) -> float:
    """Return the pages a second of the library by itself."""
    files = islice(content.rglob("team-*.md"), PLAIN)
    texts = [path.read_text("utf-8").split("\n---\n", 1)[1] for path in files]
    start = time.perf_counter()
    for text in texts:
        markdown.markdown(text, extensions=EXTENSIONS)
    return len(texts) / (time.perf_counter() - start)


def _changed_page(content: Path, folder: Path) -> float:
    """Return the median seconds from writing a page to a visitor of the running server getting it."""
    page, taken = content / "pages/many/team-7.md", []
    text = page.read_text("utf-8")
    with serve(folder, CAREERS_CONTENT=str(content)) as server:
        for number in range(CHANGES):
            until(lambda: _is_searched(server))  # so that the index after the start, or the change before, is made
            words = f"Sentence number {number} is new".encode()
            page.write_text(f"{text}\n\n{words.decode()}.\n", "utf-8")
            (folder / "instance/reload").write_bytes(b"")
            taken.append(until(lambda words=words: words in server.ask("/many/team-7/")[2]))  # type: ignore[misc]
    return sorted(taken)[len(taken) // 2]


def _is_searched(server: Server) -> bool:
    with suppress(TimeoutError):
        return server.ask("/search/?q=team")[0] == 200
    return False


def _hugo_change(site: Path) -> float | None:
    """Return the same of Hugo; ``None`` when it does not see changes on this machine."""
    source, page, taken = site / "content/pages/many/team-7.md", site / "public/pages/many/team-7/index.html", []
    text = source.read_text("utf-8")
    page.unlink()
    with hugo_watching(site), suppress(TimeoutError):
        until(lambda: page.exists() and "team-7" in page.read_text("utf-8"))
        time.sleep(2)  # Hugo begins to watch a moment after it has written
        for number in range(CHANGES):
            words = f"Sentence number {number} is new"
            source.write_text(f"{text}\n\n{words}.\n", "utf-8")
            taken.append(until(lambda words=words: words in page.read_text("utf-8"), patience=20))  # type: ignore[misc]
    return sorted(taken)[len(taken) // 2] if taken else None
