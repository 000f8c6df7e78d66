"""How long the recruitment team waits for the pipeline when 100,000 have registered an interest: under 300 ms each.

On SQLite, with answers as many and as different as the questionnaire allows. What is measured is what the database is
asked and, in the last lines, the whole page as it leaves the program. The database works inside the process, so the
processor's time is what a colleague waits for, whatever else the machine is doing.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from operator import itemgetter
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from flask import Flask
from sqlalchemy import insert

from careers.app import create_app
from careers.clock import Clock
from careers.config import Config
from careers.content.questionnaire import Questionnaire
from careers.forms.reference import new_reference
from careers.staff.selection import QUESTIONS
from careers.storage import pipeline
from careers.storage.database import writing
from careers.storage.letters import spell
from careers.storage.models import ExpressionOfInterest
from careers.storage.pipeline import Selection, Span
from careers.storage.records import HrStage
from careers.storage.staff.records import Role
from tests.bench.result import Result
from tests.conftest import NOON
from tests.staff.office import BASE, Colleague, Watch, join

ROWS = 100_000
DIFFERENT = 5_000
"""How many different sets of answers there are."""
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
    "the page, still new, page 40": "/staff/interest/?stage=new&page=40",
}


def measure() -> list[Result]:
    """Return the milliseconds of counting for every chart, of listing, and of whole pages."""
    with TemporaryDirectory() as name:
        watch = Watch(NOON)
        config = Config(instance=Path(name), secret_key="bench", base_url=BASE)
        app = create_app(config, Clock(lambda: watch.now))
        with app.app_context():
            fill(app.extensions["careers"].shelf.library.questionnaire)
        results = []
        for group, ask in (("Counting for all charts", _count), ("Listing 25", _list)):
            for label, wanted in SELECTIONS.items():
                results.append(_result(group, label, _time(app, partial(ask, wanted))))
        colleague = join(app, watch, Role.HR)
        for label, path in PAGES.items():
            results.append(_result("Whole pages", label, _time(app, partial(_open, colleague, path))))
        return results


def fill(questionnaire: Questionnaire, rows: int = ROWS) -> None:
    """Keep ``rows`` expressions of interest of the last year."""
    dice = random.Random(5)
    pages = [f"/page-{number}/" for number in range(40)]
    kept, chosen = [], []
    with writing() as session:
        letters = {(q.id, o.id): spell(session, {q.id: (o.id,)}) for q in questionnaire.questions for o in q.options}
        answers = [_chosen(questionnaire, dice) for _ in range(DIFFERENT)]
        for _ in range(rows):
            reference, pairs = new_reference(), dice.choice(answers)
            stage = dice.choices(list(HrStage), (50, 20, 12, 6, 12))[0]
            kept.append(
                {
                    "reference": reference,
                    "address_hash": sha256(reference.encode()).hexdigest(),
                    "day": NOON.date() - timedelta(days=int(dice.random() ** 1.3 * 360)),
                    "form_version": 1,
                    "started_from": dice.choice(pages),
                    "hr_stage": stage.value,
                    "hr_reached": "applied" if stage is HrStage.CLOSED else stage.value,
                    "answers": "".join(sorted(letters[pair] for pair in pairs)),
                }
            )
            chosen += [(reference, question, option) for question, option in pairs]
        session.execute(insert(ExpressionOfInterest), sorted(kept, key=itemgetter("reference")))
        connection = session.connection()
        connection.exec_driver_sql(
            'INSERT INTO choice (reference, question, "option") VALUES (?, ?, ?)', sorted(chosen)
        )


def _chosen(questionnaire: Questionnaire, dice: random.Random) -> list[tuple[str, str]]:
    pairs = []
    for question in questionnaire.questions:
        options = [option.id for option in question.options]
        many = min(len(options), dice.choice((0, 1, 1, 2, 3))) if question.answers == "many" else dice.random() < 0.8
        pairs += [(question.id, option) for option in dice.sample(options, int(many))]
    return pairs


def _count(wanted: Selection) -> None:
    pipeline.count(wanted, QUESTIONS)


def _list(wanted: Selection) -> None:
    pipeline.latest(wanted, 1000, 25)


def _open(colleague: Colleague, path: str) -> None:
    assert colleague.ask(path).status_code == 200


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
