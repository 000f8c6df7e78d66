"""How long the recruitment team waits for the pipeline when 100,000 have registered an interest: under 300 ms each.

On SQLite, with answers as many and as different as the questionnaire allows. What is measured is what the database is
asked and, in the last lines, the whole page as it leaves the program. The database works inside the process, so the
processor's time is what a colleague waits for, whatever else the machine is doing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from flask import Flask
from flask.testing import FlaskClient

from careers.app import create_app
from careers.clock import Clock
from careers.config import Config
from careers.staff.selection import QUESTIONS
from careers.storage import pipeline
from careers.storage.pipeline import Selection, Span
from careers.storage.staff.records import Role
from tests.bench.result import Result
from tests.conftest import NOON
from tests.staff.office import BASE, Colleague, Watch, join
from tests.staff.volume import fill

ROWS = 100_000
GOAL_MS = 300
ROUNDS = 7
SELECTIONS = {
    "everybody": Selection(),
    "three situations and two roles": Selection(
        {"situation": ("student", "experienced", "manager"), "roles": ("social-worker", "team-manager")}
    ),
    "still new": Selection(stages=("new",)),
    "two months": Selection(
        spans=(Span(date(2026, 8, 1), date(2026, 9, 1)), Span(date(2026, 11, 1), date(2026, 12, 1)))
    ),
}
PAGES = {
    "the page, everybody": "/staff/interest/",
    "the page, filtered": "/staff/interest/?situation=student&situation=manager&roles=social-worker",
    "the list, still new, page 40": "/staff/interest/list/?stage=new&page=40",
}


def measure() -> list[Result]:
    """Return the milliseconds of counting for every chart, of listing, and of whole pages."""
    with TemporaryDirectory() as name:
        watch = Watch(NOON)
        config = Config(instance=Path(name), secret_key="bench", base_url=BASE)
        app = create_app(config, Clock(lambda: watch.now))
        with app.app_context():
            fill(app.extensions["careers"].shelf.library.questionnaire, ROWS, NOON.date())
        results = []
        for group, ask in (("Counting for all charts", _count), ("Listing 25", _list)):
            for label, wanted in SELECTIONS.items():
                results.append(_result(group, label, _time(app, partial(ask, wanted))))
        colleague = join(app, watch, Role.HR)
        for label, path in PAGES.items():
            results.append(_result("Whole pages", label, _time(app, partial(_open, colleague, path))))
        return results


def _count(wanted: Selection) -> None:
    pipeline.count(wanted, QUESTIONS)


def _list(wanted: Selection) -> None:
    pipeline.latest(wanted, 1000, 25)


def _open(colleague: Colleague, path: str) -> None:
    """Ask without the tests' strict client, which would parse the page and take as long again."""
    assert FlaskClient.open(colleague.client, path, base_url=BASE).status_code == 200


def _result(group: str, label: str, milliseconds: float) -> Result:
    return Result(
        group=f"{group}, {ROWS:,} expressions of interest",
        label=label,
        value=milliseconds,
        unit="ms of CPU",
        goal=GOAL_MS,
        less_is_better=True,
    )


def _time(app: Flask, work: Callable[[], None]) -> float:
    """Return the median of several rounds in milliseconds of the processor."""
    times = []
    for _ in range(ROUNDS):
        begun = process_time()
        with app.app_context():
            work()
        times.append((process_time() - begun) * 1000)
    return median(times)
