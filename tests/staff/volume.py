"""A database with tens of thousands of expressions of interest of the last year, laid down quickly, as different as real ones."""

from __future__ import annotations

import random
from datetime import date, timedelta
from hashlib import sha256
from operator import itemgetter

from sqlalchemy import insert

from careers.content.questionnaire import Questionnaire
from careers.forms.reference import new_reference
from careers.storage.database import writing
from careers.storage.letters import spell
from careers.storage.models import ExpressionOfInterest
from careers.storage.records import HrStage

DIFFERENT = 5_000
"""How many different sets of answers there are."""


def fill(questionnaire: Questionnaire, rows: int, today: date) -> None:
    """Keep ``rows`` expressions of interest, in the database of the application that is at work."""
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
                    "day": today - timedelta(days=int(dice.random() ** 1.3 * 360)),
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
