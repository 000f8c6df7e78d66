"""Visitors who have registered an interest, or said whether a page helped."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date

from flask import Flask

from careers.forms.reference import new_reference
from careers.storage import expressions, page_feedback
from careers.storage.once import digest
from careers.storage.records import NewExpression, NewFeedback

TODAY = date(2026, 11, 22)
SAID_ON = date(2026, 11, 20)
STUDENT = {"situation": ("student",), "roles": ("newly-qualified",)}
MANAGER = {"situation": ("manager",), "roles": ("team-manager", "service-manager"), "localities": ("north-manchester",)}


def register(
    app: Flask, choices: Mapping[str, tuple[str, ...]] = STUDENT, day: date = TODAY, page: str = "/our-journey/"
) -> str:
    """Keep an expression of interest and return its reference."""
    reference = new_reference()
    with app.app_context():
        new = NewExpression(reference, f"address {reference}", choices, day, 1, page)
        assert expressions.record(new, f"key {reference}")
    return reference


def entry(reference: str) -> str:
    """Return where colleagues see what was kept for a reference."""
    return f"/staff/reference/{digest(f'address {reference}')}/"


def crowd(app: Flask, number: int, seed: int = 1) -> list[str]:
    """Keep many, with answers that differ."""
    dice = random.Random(seed)
    made = []
    for _ in range(number):
        choices = {
            "situation": (dice.choice(("student", "newly-qualified", "experienced", "manager", "returning")),),
            "roles": tuple(
                sorted(dice.sample(("newly-qualified", "social-worker", "team-manager"), dice.randint(1, 2)))
            ),
            "localities": (dice.choice(("north-manchester", "central-manchester", "anywhere")),),
        }
        if dice.random() < 0.7:
            choices["start"] = (dice.choice(("within-three-months", "just-looking")),)
        day = date(2026, dice.randint(8, 11), dice.randint(1, 20))
        made.append(register(app, choices, day, dice.choice(("/", "/our-journey/", "/vacancies/"))))
    return made


def fingerprint(app: Flask, path: str) -> str:
    return next(d.fingerprint for d in app.extensions["careers"].shelf.library.documents() if d.url == path)


def say(
    app: Flask,
    path: str,
    helpful: int = 0,
    unhelpful: int = 0,
    *,
    version: str | None = None,
    reason: str | None = None,
    comment: str | None = None,
    day: date = SAID_ON,
) -> None:
    """Keep answers about a page, in its present version unless another is given."""
    with app.app_context():
        for number in range(helpful + unhelpful):
            new = NewFeedback(path, version or fingerprint(app, path), number < helpful, reason, comment, day)
            assert page_feedback.record(new, f"{path} {version} {reason} {comment} {day} {helpful} {number}")
