"""Counts by answer, each with its share, its bar and the way to see only those who gave it. Answers of nobody are told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from careers.content.questionnaire import Question, Questionnaire
from careers.staff.interest.contexts import Tally, TallyRow
from careers.staff.interest.conversion import LEAST
from careers.staff.selection import Filters, asked
from careers.staff.words import percent
from careers.storage.pipeline import Counts
from careers.storage.records import HrStage

UNSAID = "No answer"


def tallies(counts: Counts, questionnaire: Questionnaire, filters: Filters, path: str) -> tuple[Tally, ...]:
    """Return how far people are and what they answered. ``path`` is that of the page, whose filters the lines add to."""
    stages = [(stage.value.capitalize(), ("stage", stage.value), counts.by_stage.get(stage, 0)) for stage in HrStage]
    numbers = [("How far", _lines(stages, counts.total, filters, path))]
    numbers += [
        (
            question.short,
            _lines(_given(question, counts.by_choice), counts.total, filters, path, _unsaid(question, counts)),
        )
        for question in asked(questionnaire)
    ]
    return tuple(Tally(title, rows, nobody) for title, (rows, nobody) in numbers if rows)


Given = tuple[str, tuple[str, str], int]
"""An answer in words, the filter for it, and how many gave it."""


def _given(question: Question, by_choice: Mapping[tuple[str, str], int]) -> list[Given]:
    """Return how many gave each answer; one that is offered no more only if somebody gave it."""
    numbers = [(option, by_choice.get((question.id, option.id), 0)) for option in question.options]
    return [(o.label, (question.id, o.id), number) for o, number in numbers if number or not o.retired]


def _unsaid(question: Question, counts: Counts) -> int:
    """Return how many left a question blank; of one with several answers the counts do not tell."""
    if question.answers != "one":
        return 0
    return counts.total - sum(number for (asked_for, _), number in counts.by_choice.items() if asked_for == question.id)


def _lines(
    given: Sequence[Given], total: int, filters: Filters, path: str, unsaid: int = 0
) -> tuple[tuple[TallyRow, ...], tuple[str, ...]]:
    """Return a line for each answer that somebody gave, and the words of the others."""
    most = max((number for *_, number in given), default=0)
    rows = [
        TallyRow(
            label,
            f"{number:,}",
            _share(number, total),
            round(100 * number / most, 1),
            filters.way(pair, path),
        )
        for label, pair, number in given
        if number
    ]
    if unsaid:
        rows.append(TallyRow(UNSAID, f"{unsaid:,}", _share(unsaid, total), 0))
    return tuple(rows), tuple(label for label, _, number in given if not number)


def _share(number: int, total: int) -> str:
    """Return a share of all, if they are enough for one."""
    return percent(number / total) if total >= LEAST else ""
