"""The accessibility statement follows from the limits and the latest run, and cannot go out old, failed or without results."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
import yaml
from flask import Flask

from careers.app import create_app
from careers.check.matter import gather
from careers.check.rules.accessibility import statement
from careers.clock import LONDON, Clock
from careers.config import ROOT, Config
from careers.content.builder import build
from careers.content.problem import ContentError
from careers.forms.personal_data import find
from tests.accessibility_run import in_words, written
from tests.html import StrictClient, words

RULE = "accessibility-statement"
NOW = datetime(2026, 11, 26, 12, tzinfo=LONDON)
RECORD = (ROOT / "docs" / "accessibility" / "record.md").read_text("utf-8")
ROWS = re.findall(r"^\| (\d\.\d\.\d+) [^|]+\((AA?)\) \| ([^|]+) \| (.+) \|$", RECORD, re.MULTILINE)


def told(folder: Path, now: datetime = NOW) -> list[str]:
    """Return what the rule says of a folder."""
    return [f.message for f in statement(gather(folder, build(folder, now.date()), now, find)) if f.rule == RULE]


def rewrite(path: Path, **changes: object) -> None:
    """Change fields of a YAML file."""
    path.write_text(yaml.safe_dump(yaml.safe_load(path.read_text("utf-8")) | changes), "utf-8")


def test_the_statement_stands_as_committed(folder: Path) -> None:
    assert told(folder) == []


def test_it_blocks_from_the_day_after_its_review(folder: Path) -> None:
    rewrite(folder / "accessibility.yaml", review_by="2026-11-26")
    assert told(folder) == []
    assert ["due for review by 26 November 2026" in message for message in told(folder, NOW.replace(day=27))] == [True]


def test_it_blocks_without_results_and_without_limits(folder: Path) -> None:
    (folder / "accessibility-run.yaml").unlink()
    (folder / "accessibility.yaml").unlink()
    assert len(told(folder)) == 2


def test_it_blocks_when_the_latest_run_failed(folder: Path) -> None:
    rewrite(folder / "accessibility-run.yaml", checks=[{"name": "Focus is seen", "passed": "no"}])
    assert "Focus is seen" in told(folder)[0]


def test_a_site_without_a_statement_needs_no_results(folder: Path) -> None:
    page = folder / "pages" / "accessibility.md"
    page.write_text(re.sub(r"\{\{ accessibility-[a-z]+ \}\}", "", page.read_text("utf-8")), "utf-8")
    (folder / "accessibility-run.yaml").unlink()
    assert told(folder) == []


def test_a_failed_criterion_is_named_with_the_day_by_which_it_is_mended(folder: Path) -> None:
    limit = {"title": "No captions", "kind": "fails", "problem": "One film has none."}
    rewrite(folder / "accessibility.yaml", limits=[limit])
    with pytest.raises(ContentError, match="criteria of WCAG"):
        build(folder, date(2026, 11, 26))
    rewrite(folder / "accessibility.yaml", limits=[limit | {"criteria": ["1.2.2"]}])
    with pytest.raises(ContentError, match="will be mended"):
        build(folder, date(2026, 11, 26))


@pytest.mark.parametrize("place", ["pages/index.md", "stories/kyle.md"])
def test_a_part_of_the_statement_where_it_would_not_be_drawn_is_refused(folder: Path, place: str) -> None:
    with (folder / place).open("a", encoding="utf-8") as file:
        file.write("\n\n{{ accessibility-run }}\n")
    with pytest.raises(ContentError, match="stands on pages of text only"):
        build(folder, date(2026, 11, 26))


@pytest.mark.parametrize(
    ("limits", "status"),
    [
        (
            [{"title": "A", "kind": "fails", "problem": "B.", "criteria": ["1.2.2"], "mend_by": "2027-03-31"}],
            "partially",
        ),
        ([{"title": "A", "kind": "untried", "problem": "B."}], "partially"),
        ([{"title": "A", "kind": "outside", "problem": "B."}], "fully"),
    ],
)
def test_the_status_follows_from_the_limits(
    folder: Path,
    config: Config,
    make_client: Callable[[Flask], StrictClient],
    limits: list[dict[str, object]],
    status: str,
) -> None:
    rewrite(folder / "accessibility.yaml", limits=limits)
    client = make_client(create_app(replace(config, content=folder), Clock.fixed(NOW)))
    page = client.page("/accessibility/")
    text = words(page.main)
    assert f"This website is {status} compliant" in text
    for heading in ("Non-compliance with", "Disproportionate burden", "within the scope", "Enforcement", "Feedback"):
        assert any(heading in words(h) for level in ("h2", "h3") for h in page.all(level)), heading
    assert "We know of no success criterion" in text or "This fails success criterion 1.2.2" in text
    assert "due for review by 25 May 2027" in text
    assert len(page.all("td")) == len(yaml.safe_load((folder / "accessibility-run.yaml").read_text("utf-8"))["checks"])


def test_a_run_is_written_as_the_site_reads_it(folder: Path) -> None:
    name = in_words("tests/browser/test_a.py::test_axe_finds_nothing[360 light]")
    assert name == "axe finds nothing (360 light)"
    (folder / "accessibility-run.yaml").write_text(written({name: False}, {"pages": 3, "states": 2}), "utf-8")
    run = build(folder, date(2026, 11, 26)).accessibility_run
    assert run is not None
    assert (run.failed, run.pages) == ((name,), 3)


def test_running_one_test_again_keeps_what_the_others_found_that_day() -> None:
    first = written({"A": False, "B": True}, {"pages": 9, "states": 2})
    again = yaml.safe_load(written({"A": True}, {"pages": 0, "states": 0}, first))
    assert [check["passed"] for check in again["checks"]] == ["yes", "yes"]
    assert (again["pages"], again["states"]) == (9, 2)
    older = re.sub(r"ran_on: .+", "ran_on: '2026-01-01'", first)
    assert len(yaml.safe_load(written({"A": True}, {"pages": 9, "states": 2}, older))["checks"]) == 1


def test_the_record_has_every_criterion_once_and_names_tests_that_exist() -> None:
    assert len({number for number, *_ in ROWS}) == len(ROWS) == 55
    assert [level for _, level, *_ in ROWS].count("A") == 31
    assert {result for _, _, result, _ in ROWS} <= {"Supports", "Partly", "Does not support", "Not applicable"}
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    named = {name for *_, how in ROWS for name in re.findall(r"`(test_\w+)`", how)}
    assert len(named) > 10
    assert not {name for name in named if f"def {name}(" not in tests}
