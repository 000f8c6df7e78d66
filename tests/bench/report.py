"""The page in the documentation: the chart, a table of every figure, and the machine that they were taken on."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

from tests.bench.chart import chart
from tests.bench.result import Result, goal_in_words, number
from tests.serving import ROOT

PAGE, CHART = ROOT / "docs" / "performance.md", ROOT / "docs" / "performance.svg"
BEGIN, END = "<!-- figures:begin -->", "<!-- figures:end -->"


def machine() -> str:
    """Return what the figures were taken on, in a line."""
    model = re.search(r"model name\s*:\s*(.+)", _read("/proc/cpuinfo"))
    memory = re.search(r"MemTotal:\s+(\d+)", _read("/proc/meminfo"))
    parts = [
        f"{os.cpu_count()} cores{' of ' + model[1] if model else ''}",
        f"{int(memory[1]) // 1024**2} GiB" if memory else "",
        f"{platform.system()} {platform.release().partition('-')[0]}",
        f"Python {platform.python_version()}",
        f"granian {version('granian')}",
        f"SQLite {sqlite3.sqlite_version}",
        f"a million additions of Python in {additions():.0f} ms",
        f"load {os.getloadavg()[2]:.1f} in the quarter of an hour before",
    ]
    return ", ".join(filter(None, parts))


def additions() -> float:
    """Return in milliseconds how long Python adds a million numbers, by which absolute figures of two machines compare."""
    begun, total = perf_counter(), 0
    for addend in range(1_000_000):
        total += addend
    return (perf_counter() - begun) * 1000


def table(results: Sequence[Result]) -> str:
    """Return every figure as Markdown, a table for each group."""
    said: list[str] = []
    group = ""
    for result in results:
        if result.group != group:
            group = result.group
            said += ["", f"### {group}", "", "| what | figure | of its peer | goal |", "|---|---:|---:|---|"]
        ratio = f"{number(result.ratio)} of {result.peer}" if result.ratio is not None else ""
        met = "" if result.margin is None else f"{goal_in_words(result)}: {'met' if result.margin >= 1 else 'missed'}"
        said.append(f"| {result.label} | {number(result.value)} {result.unit} | {ratio} | {met} |")
    return "\n".join(said)


def write(results: Sequence[Result], day: date, *, page: Path = PAGE, picture: Path = CHART) -> None:
    """Draw the chart, and put table and machine between the marks of the page. Raises ValueError without the marks."""
    text = page.read_text("utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page} has lost its marks")
    words = f"![How far each goal is reached]({picture.name})\n\nTaken on {day.day} {day:%B %Y} on {machine()}.\n{table(results)}"
    page.write_text(f"{before}{BEGIN}\n{words}\n{END}{after}", "utf-8")
    picture.write_text(chart(results), "utf-8")


def _read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:
        return ""
