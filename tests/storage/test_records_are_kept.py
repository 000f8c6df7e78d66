"""What is recorded comes back, is kept once, changes and goes."""

from __future__ import annotations

from datetime import date
from threading import Barrier, Thread

import pytest
from flask import Flask

from careers.storage import expressions, feedback_review, page_feedback
from careers.storage.models import Choice, db
from careers.storage.records import NewExpression, NewFeedback

DAY = date(2026, 11, 22)
CHOICES = {"situation": ("returning",), "roles": ("social-worker", "team-manager")}

pytestmark = pytest.mark.usefixtures("app")


def new(reference: str = "AAAA-BBBB-CCCC", address: str = "secret") -> NewExpression:
    return NewExpression(reference, address, CHOICES, DAY, 1, "/vacancies/")


def test_expression_comes_back_by_reference_and_by_address() -> None:
    kept = expressions.record(new(), "key")
    assert kept is not None
    assert (kept.choices, kept.day, kept.form_version, kept.started_from) == (CHOICES, DAY, 1, "/vacancies/")
    assert kept.hr_stage == "new"
    assert expressions.find("AAAA-BBBB-CCCC") == kept
    assert expressions.find_by_address("secret") == kept


def test_same_key_keeps_one_and_answers_with_the_first() -> None:
    first = expressions.record(new(), "key")
    again = expressions.record(new("DDDD-DDDD-DDDD"), "key")
    assert first == again
    assert expressions.find("DDDD-DDDD-DDDD") is None


def test_two_keys_keep_two() -> None:
    expressions.record(new(), "key")
    expressions.record(new("DDDD-DDDD-DDDD", "other"), "other key")
    assert expressions.find("AAAA-BBBB-CCCC")
    assert expressions.find("DDDD-DDDD-DDDD")


def test_withdrawn_is_deleted_and_a_replay_does_not_bring_it_back() -> None:
    expressions.record(new(), "key")
    assert expressions.withdraw("AAAA-BBBB-CCCC")
    assert not expressions.withdraw("AAAA-BBBB-CCCC")
    assert db.session.query(Choice).count() == 0
    db.session.remove()
    assert expressions.record(new(), "key") is None
    assert expressions.find("AAAA-BBBB-CCCC") is None


def test_change_replaces_the_choices_and_restarts_the_period() -> None:
    expressions.record(new(), "key")
    later = date(2027, 1, 2)
    changed = expressions.change("AAAA-BBBB-CCCC", {"situation": ("student",)}, form_version=2, day=later)
    assert changed == expressions.find("AAAA-BBBB-CCCC")
    assert changed is not None
    assert (changed.choices, changed.day, changed.form_version) == ({"situation": ("student",)}, later, 2)
    assert expressions.change("none", {}, form_version=2, day=later) is None


def test_change_to_overlapping_choices_works() -> None:
    expressions.record(new(), "key")
    changed = expressions.change("AAAA-BBBB-CCCC", CHOICES, form_version=1, day=DAY)
    assert changed is not None
    assert changed.choices == CHOICES


def test_moved_page_answers_at_the_new_address_only() -> None:
    expressions.record(new(), "key")
    assert expressions.move("AAAA-BBBB-CCCC", "fresh")
    assert expressions.find_by_address("secret") is None
    assert expressions.find_by_address("fresh")
    assert expressions.move("none", "fresh") is None


def test_feedback_is_kept_once_a_key() -> None:
    feedback = NewFeedback("/journey/", "abc", True, None, "Çok güzel 👍", DAY)
    assert page_feedback.record(feedback, "key")
    assert not page_feedback.record(feedback, "key")
    (kept,) = feedback_review.comments("/journey/")
    assert (kept.comment, kept.fingerprint, kept.day) == ("Çok güzel 👍", "abc", DAY)


def test_stopped_comments_are_counted_by_day() -> None:
    for _ in range(3):
        page_feedback.count_stopped(DAY)
    page_feedback.count_stopped(date(2026, 11, 23))
    assert page_feedback.stopped() == {DAY: 3, date(2026, 11, 23): 1}


def test_same_key_at_the_same_moment_keeps_one(app: Flask) -> None:
    together, results = Barrier(4), []

    def send(number: int) -> None:
        with app.app_context():
            together.wait()
            results.append(expressions.record(new(f"AAAA-AAAA-AAA{number}"), "key"))

    threads = [Thread(target=send, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert len({result.reference for result in results if result}) == 1
    assert None not in results
