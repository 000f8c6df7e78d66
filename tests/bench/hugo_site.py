"""The same texts as a Hugo site, the fastest of the generators, for the benchmarks of building to be held against."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

HUGO = Path(sys.executable).with_name("hugo")
_CONFIG = 'baseURL = "https://example.org/"\ntitle = "Bench"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
_PAGE = (
    "<!doctype html><html lang=en><title>{{ .Title }}</title><main><h1>{{ .Title }}</h1>{{ .Content }}</main></html>"
)
_LIST = "<!doctype html><html lang=en><title>{{ .Title }}</title><main>{{ range .Pages }}<p>{{ .Title }}</p>{{ end }}</main>"


def write_hugo_site(content: Path, site: Path) -> None:
    """Write the Markdown files of a content folder as a Hugo site with the plainest templates."""
    (site / "layouts/_default").mkdir(parents=True)
    (site / "hugo.toml").write_text(_CONFIG)
    (site / "layouts/_default/single.html").write_text(_PAGE)
    (site / "layouts/_default/list.html").write_text(_LIST)
    for path in content.rglob("*.md"):
        target = site / "content" / path.relative_to(content)
        if path.stem == "index":  # to Hugo a plain index.md makes the files beside it parts of one page
            target = target.with_name("_index.md")
        target.parent.mkdir(parents=True, exist_ok=True)
        body = path.read_text("utf-8").split("\n---\n", 1)[1]
        target.write_text(f"---\ntitle: {path.stem}\n---\n{body}", "utf-8")


def hugo_build(site: Path) -> float:
    """Return the seconds of a cold build."""
    shutil.rmtree(site / "public", ignore_errors=True)
    start = time.perf_counter()
    subprocess.run([HUGO, "--quiet"], cwd=site, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


@contextmanager
def hugo_watching(site: Path) -> Iterator[None]:
    """Run Hugo so that it builds anew when a file changes."""
    process = subprocess.Popen([HUGO, "--watch"], cwd=site, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def until(is_there: Callable[[], bool], patience: float = 120) -> float:
    """Return the seconds until something is so; look a hundred times a second."""
    start = time.perf_counter()
    while not is_there():
        if time.perf_counter() - start > patience:
            raise TimeoutError
        time.sleep(0.01)
    return time.perf_counter() - start
