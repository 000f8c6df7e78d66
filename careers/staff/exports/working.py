"""Working rows: one line for each expression of interest, with the reference that a candidate may quote. For HR only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from careers.content.questionnaire import Questionnaire
from careers.staff.exports.model import Cell, Column, Export, Kind
from careers.staff.selection import Filters
from careers.storage import pipeline
from careers.storage.records import Expression

BETWEEN = "; "
_FIRST = (
    Column("Reference", Kind.TEXT, "What the candidate may quote. It leads to the answers and to nobody's name."),
    Column("Day", Kind.DAY, "The day on which the answers were sent or last changed."),
    Column("How far", Kind.TEXT, "How far the team has got: new, in conversation, applied, appointed or closed."),
    Column("Came from", Kind.TEXT, "The page of the site from which the form was opened."),
    Column("Form version", Kind.NUMBER, "Which version of the questions was answered."),
)


def working_rows(filters: Filters, questionnaire: Questionnaire, today: date) -> Export:
    """Return every expression of interest that fits the filters, by reference."""
    questions = [
        Column(question.short, Kind.TEXT, f"{question.label} Several answers are parted by a semicolon.")
        if question.answers == "many"
        else Column(question.short, Kind.TEXT, question.label)
        for question in questionnaire.questions
    ]
    chosen = BETWEEN.join(words for _, words in filters.words(questionnaire)) or "none"
    return Export(
        stem=f"interest-{today.isoformat()}",
        title="Expressions of interest: working rows",
        day=today,
        columns=(*_FIRST, *questions),
        rows=_rows(filters, questionnaire),
        about=(
            ("What this is", "Working rows for HR. Not to be published or passed on."),
            ("Day", today.isoformat()),
            ("Filters", chosen),
        ),
    )


def _rows(filters: Filters, questionnaire: Questionnaire) -> Iterator[tuple[Cell, ...]]:
    labels = {q.id: {option.id: option.label for option in q.options} for q in questionnaire.questions}
    for expression in pipeline.everything(filters.selection()):
        answers = (
            BETWEEN.join(label for option, label in known.items() if option in expression.choices.get(question, ()))
            for question, known in labels.items()
        )
        yield (*_kept(expression), *answers)


def _kept(expression: Expression) -> tuple[Cell, ...]:
    return (
        expression.reference,
        expression.day,
        expression.hr_stage,
        expression.started_from,
        expression.form_version,
    )
