"""A pytest plugin that writes what the tests in a browser found, for the accessibility statement (`make accessibility`).

A test tells how many pages or states it looked at with ``record_property``; the largest number counts. A run that was cut short
or in which nothing was collected writes nothing. Running some of the tests again on the same day replaces their results and
keeps the others; `make accessibility` begins anew.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import axe_playwright_python
import pytest
import yaml

from careers.clock import LONDON
from careers.config import ROOT

RESULTS = ROOT / "content" / "accessibility-run.yaml"
HEAD = "# Written by `make accessibility`, read by the accessibility statement. Do not change it by hand.\n"


class Recorder:
    """Takes the report of each test; knows at the end what passed and how much was looked at."""

    def __init__(self) -> None:
        self.outcomes: dict[str, bool] = {}
        self.counts = {"pages": 0, "states": 0}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test that ran; a fault before or after it counts as its failure, a skipped one as not passed."""
        name = in_words(report.nodeid)
        if report.when == "call" or report.outcome != "passed":
            self.outcomes[name] = self.outcomes.get(name, True) and report.outcome == "passed"
        for key, value in report.user_properties:
            if key in self.counts:
                self.counts[key] = max(self.counts[key], int(str(value)))

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Write the results when the run came to its end."""
        is_worker = hasattr(session.config, "workerinput")
        if is_worker or exitstatus not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED} or not self.outcomes:
            return
        before = RESULTS.read_text("utf-8") if RESULTS.exists() else ""
        RESULTS.write_text(written(self.outcomes, self.counts, before), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Take the reports of this run."""
    config.pluginmanager.register(Recorder(), "accessibility-recorder")


def in_words(nodeid: str) -> str:
    """Return a test's name as a sentence: ``tests/a.py::test_every_page_holds[desk]`` is "Every page holds (desk)"."""
    name, _, case = nodeid.rpartition("::")[2].removeprefix("test_").partition("[")
    sentence = name.replace("_", " ").capitalize()
    sentence = re.sub(r"\baxe\b", "axe", sentence, flags=re.IGNORECASE)
    return f"{sentence} ({case.removesuffix(']').replace('Role.', '')})" if case else sentence


def written(outcomes: Mapping[str, bool], counts: Mapping[str, int], before: str = "") -> str:
    """Return the results as the file that the site reads; ``before`` is that file, whose results of the same day stay."""
    today = datetime.now(LONDON).date().isoformat()
    kept = yaml.safe_load(before) or {}
    if str(kept.get("ran_on")) != today:
        kept = {}
    checks = {check["name"]: check["passed"] for check in kept.get("checks", ())}
    checks |= {name: "yes" if passed else "no" for name, passed in outcomes.items()}
    results = {
        "ran_on": today,
        "browser": _browser(),
        "axe": _axe(),
        **{key: max(int(kept.get(key, 0)), number) for key, number in counts.items()},
        "checks": [{"name": name, "passed": passed} for name, passed in sorted(checks.items())],
    }
    return HEAD + yaml.safe_dump(results, sort_keys=False, allow_unicode=True, width=200)


def _browser() -> str:
    found = next(p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name)))
    told = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
    return " ".join(told.split()[:2])


def _axe() -> str:
    script = Path(axe_playwright_python.__file__).parent / "axe.min.js"
    match = re.search(r"axe v([\d.]+)", script.read_text("utf-8")[:200])
    assert match
    return match[1]
