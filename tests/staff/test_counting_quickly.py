"""Counting stays quick when there is much to count: few statements, each over an index that holds all it needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from flask import Flask
from sqlalchemy import event, text

from careers.staff import selection
from careers.storage import expressions, feedback_review, letters, pipeline
from careers.storage.database import reading
from careers.storage.models import ExpressionOfInterest, db
from careers.storage.pipeline import Selection, Span
from careers.storage.records import HrStage
from tests.conftest import NOON
from tests.staff.visitors import MANAGER, crowd, register


@contextmanager
def statements() -> Iterator[list[tuple[str, object]]]:
    """Collect what the database is asked."""
    asked: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_more: object) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def plan(statement: str, parameters: object) -> list[str]:
    with db.engine.connect() as connection:
        found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return [row[3] for row in found]


MADE_BY = "SELECT sql FROM sqlite_master WHERE name = 'expression_of_interest'"
SELECTIONS = {
    "all": Selection(),
    "answers": Selection({"situation": ("student", "manager"), "roles": ("social-worker",)}),
    "months": Selection(spans=(Span(date(2026, 8, 1), date(2026, 9, 1)), Span(date(2026, 11, 1), date(2026, 12, 1)))),
    "pages": Selection(pages=("/", "/vacancies/")),
    "stages": Selection(stages=("new", "closed")),
}


def test_all_charts_take_two_passes_over_indexes_however_many_there_are(site: Flask) -> None:
    with site.app_context():
        register(site)
        for name, wanted in SELECTIONS.items():
            with statements() as asked:
                pipeline.count(wanted, selection.QUESTIONS)
            about = [one for one in asked if "expression_of_interest" in one[0]]
            assert (len(about), len(asked)) == (2, 3), name
            for statement, parameters in about:
                steps = plan(statement, parameters)
                assert "USING COVERING INDEX ix_expression_of_interest_by_" in steps[0], (name, steps)
                assert steps[1:] in ([], ["USE TEMP B-TREE FOR GROUP BY"]), (name, steps)
                if name in {"all", "answers", "stages"}:
                    assert len(steps) == 1, "it is sorted although the index has the order"


def test_list_and_offered_pages_come_from_indexes(site: Flask) -> None:
    with site.app_context():
        register(site)
        for look in (lambda: pipeline.latest(Selection(), 0, 25), pipeline.known_pages):
            with statements() as asked:
                look()
            about = [one for one in asked if "expression_of_interest" in one[0] and "choice" not in one[0]]
            assert about
            assert all("COVERING INDEX" in plan(*one)[0] for one in about)


def test_feedback_is_counted_without_reading_comments(site: Flask) -> None:
    with site.app_context(), statements() as asked:
        feedback_review.tallies()
        assert len(asked) == 2
        counted, commented = (plan(*one)[0] for one in asked)
        assert counted == "SCAN page_feedback USING COVERING INDEX ix_page_feedback_counted"
        assert commented == "SCAN page_feedback USING INDEX ix_page_feedback_commented"


def spelt_and_chosen(app: Flask) -> list[tuple[set[tuple[str, str]], set[tuple[str, str]]]]:
    with app.app_context(), reading() as session:
        meaning = {letter: pair for pair, letter in letters.known(session).items()}
        return [
            ({meaning[letter] for letter in row.answers}, {(c.question, c.option) for c in row.choices})
            for row in session.query(ExpressionOfInterest)
        ]


def test_letters_say_what_the_choices_say_also_after_a_change(any_site: Flask) -> None:
    references = crowd(any_site, 12)
    with any_site.app_context():
        assert expressions.change(references[0], MANAGER, form_version=2, day=date(2026, 11, 22))
        expressions.withdraw(references[1])
    both = spelt_and_chosen(any_site)
    assert len(both) == 11
    assert all(spelt == chosen and chosen for spelt, chosen in both)


def test_conversion_counts_what_was_reached_before_closing(any_site: Flask) -> None:
    november = [register(any_site) for _ in range(4)]
    october = register(any_site, MANAGER, date(2026, 10, 3), "/vacancies/")
    moves = [
        (november[0], "new", "in conversation"),
        (november[0], "in conversation", "applied"),
        (november[0], "applied", "closed"),
        (november[1], "new", "appointed"),
        (november[1], "appointed", "applied"),  # somebody had pressed the wrong one
        (november[2], "new", "closed"),
        (october, "new", "appointed"),
    ]
    with any_site.app_context():
        for reference, was, to in moves:
            assert pipeline.move(reference, HrStage(was), HrStage(to), by="tests", now=NOON)
        counts = pipeline.count(Selection(), selection.QUESTIONS)
    newest = counts.months[date(2026, 11, 1)]
    assert (newest.total, newest.closed) == (4, 2)
    assert newest.reached == {"in conversation": 2, "applied": 2, "appointed": 0}
    assert counts.pages["/vacancies/"].reached == {"in conversation": 1, "applied": 1, "appointed": 1}


def test_upgrade_spells_what_was_kept_before(site: Flask) -> None:
    from alembic import command  # noqa: PLC0415
    from flask_migrate import Migrate  # noqa: PLC0415

    from careers.storage.schema import MIGRATIONS  # noqa: PLC0415

    references = crowd(site, 5)
    with site.app_context():
        assert pipeline.move(references[0], HrStage.NEW, HrStage.APPLIED, by="tests", now=NOON)
        config = Migrate(site, db, directory=str(MIGRATIONS)).get_config()
        db.session.remove()
        command.downgrade(config, "0003")
        with db.engine.connect() as connection:
            assert "answers" not in connection.scalar(text(MADE_BY))
        command.upgrade(config, "head")
        assert pipeline.count(Selection(), selection.QUESTIONS).total == 5
        assert sum(p.reached["applied"] for p in pipeline.count(Selection(), ()).months.values()) == 1
    both = spelt_and_chosen(site)
    assert len(both) == 5
    assert all(spelt == chosen and chosen for spelt, chosen in both)
