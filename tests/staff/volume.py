"""A database with tens of thousands of expressions of interest, laid down quickly."""

from __future__ import annotations

import random
import sqlite3
from datetime import date, timedelta
from pathlib import Path

from careers.content.questionnaire import Questionnaire

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def fill(file: Path, questionnaire: Questionnaire, number: int, today: date) -> None:
    """Add ``number`` expressions of interest of the last year, each with an answer to every question."""
    dice = random.Random(7)
    connection = sqlite3.connect(file)
    questions = [(q.id, [o.id for o in q.options], q.answers == "many") for q in questionnaire.questions]
    pages = ("/", "/our-journey/", "/vacancies/")
    rows, choices = [], []
    for n in range(number):
        text = "".join(dice.choices(LETTERS, k=12))
        reference = f"{text[:4]}-{text[4:8]}-{text[8:]}"
        day = today - timedelta(days=dice.randrange(330))
        rows.append((reference, f"{n:064x}", day.isoformat(), 1, dice.choice(pages), "new"))
        for question, options, is_many in questions:
            picked = dice.sample(options, min(len(options), dice.randint(1, 3))) if is_many else [dice.choice(options)]
            choices += [(reference, question, option) for option in picked]
    with connection:
        connection.executemany("INSERT INTO expression_of_interest VALUES (?, ?, ?, ?, ?, ?)", sorted(rows))
        connection.executemany("INSERT INTO choice (reference, question, option) VALUES (?, ?, ?)", sorted(choices))
    connection.close()
