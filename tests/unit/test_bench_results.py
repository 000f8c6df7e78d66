"""What the benchmarks say of a figure: ratio, goal, and how far it is reached."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.bench import report
from tests.bench.chart import LAMP, chart
from tests.bench.result import Result, goal_in_words, lines

RATE = Result(group="G", label="ours", value=50, unit="requests/s", peer="nginx", peer_value=100, goal=0.4)
TIME = Result(group="G", label="late <1>", value=6, unit="ms", goal=3, less_is_better=True)
BARE = Result(group="H", label="alone", value=1_234.5, unit="MB")


def test_a_goal_is_about_the_ratio_where_there_is_a_peer() -> None:
    assert (RATE.ratio, RATE.margin, goal_in_words(RATE)) == (0.5, pytest.approx(1.25), "at least 0.4")
    assert (TIME.ratio, TIME.margin, goal_in_words(TIME)) == (None, 0.5, "under 3 ms")
    assert BARE.margin is None


def test_the_lines_say_what_is_met_and_what_is_missed() -> None:
    said = "\n".join(lines([RATE, TIME, BARE]))
    assert "0.5 of nginx" in said
    assert said.count("met") == said.count("MISSED") == 1
    assert "1,234" in said


def test_the_chart_lights_as_many_windows_as_the_goal_is_reached() -> None:
    drawn = chart([RATE, TIME, BARE])
    root = ElementTree.fromstring(drawn)
    assert len([pane for pane in root.iter() if pane.get("fill") == LAMP]) == 12 + 5
    assert "late &lt;1&gt;" in drawn
    assert "alone" not in drawn


def test_the_page_is_written_between_its_marks(tmp_path: Path) -> None:
    page, picture = tmp_path / "performance.md", tmp_path / "performance.svg"
    page.write_text(f"Before\n{report.BEGIN}\nold\n{report.END}\nAfter\n")
    for _ in range(2):
        report.write([RATE, TIME, BARE], date(2026, 11, 25), page=page, picture=picture)
    text = page.read_text()
    assert text.startswith("Before\n")
    assert text.endswith("After\n")
    assert "old" not in text
    assert text.count("25 November 2026") == 1
    assert "| ours | 50 requests/s | 0.5 of nginx | at least 0.4: met |" in text
    page.write_text("no marks")
    with pytest.raises(ValueError, match="marks"):
        report.write([RATE], date(2026, 11, 25), page=page, picture=picture)
