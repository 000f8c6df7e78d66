"""Statistics that may be published: counts of whole quarters, one question at a time, made safe by ``disclosure``.

There are no filters but the quarter, and quarters share nobody. So no two exports can be subtracted to find a few people
who are in the one and not in the other. The present quarter is not offered, because it still grows by one at a time.
"""

from __future__ import annotations

import re
from datetime import date

from careers.content.questionnaire import Question, Questionnaire
from careers.staff.exports import disclosure
from careers.staff.exports.disclosure import Counted
from careers.staff.exports.model import Column, Export, Kind
from careers.staff.selection import asked, month_name
from careers.storage import pipeline
from careers.storage.pipeline import Counts, Selection, Span
from careers.storage.records import HrStage

_QUARTER = re.compile(r"(20\d\d)-Q([1-4])", re.ASCII)
METHOD = (
    "Counts of 1 to 4 read 'fewer than 5', others are rounded to the nearest 5, and 0 is 0.",
    "Where the rest of a table would give a small count away to somebody who knows the exact total, the whole table is "
    "not shown.",
    "Only whole quarters that are over are counted, each person in one of them, and no other filter is offered, so two "
    "files cannot be subtracted. Under 10 people in a quarter, only the total is given.",
    "Rounded counts do not add up exactly. Somebody may be in several groups where several answers were allowed.",
    "Sources: Government Statistical Service, Disclosure Control Guidance for Tables Produced from Administrative "
    "Sources (2014); Hundepool and others, Statistical Disclosure Control (2012), chapters 4 and 5.",
)
COLUMNS = (
    Column("Table", Kind.TEXT, "What is counted by."),
    Column("Group", Kind.TEXT, "Who is counted."),
    Column(
        "People", Kind.TEXT, "How many, as the method on the sheet About explains. Text, because not all are numbers."
    ),
)


def quarters(today: date) -> tuple[str, ...]:
    """Return the quarters that are over and whose answers may still be kept, the newest first, such as ``2026-Q3``."""
    index = today.year * 4 + (today.month - 1) // 3
    return tuple(f"{n // 4}-Q{n % 4 + 1}" for n in range(index - 1, index - 4, -1))


def span_of(quarter: str) -> Span:
    """Return the days of a quarter. Raises :class:`ValueError`."""
    match = _QUARTER.fullmatch(quarter)
    if match is None:
        raise ValueError(f"found {quarter!r}, write a quarter such as 2026-Q3")
    year, first = int(match[1]), 3 * int(match[2]) - 2
    return Span(date(year, first, 1), date(year + (first + 3) // 13, (first + 2) % 12 + 1, 1))


def statistics(quarter: str, questionnaire: Questionnaire, today: date) -> Export:
    """Return the publishable counts of a quarter. Raises :class:`ValueError` for one that is not over."""
    if quarter not in quarters(today):
        raise ValueError(f"{quarter} is not offered, choose one of: {', '.join(quarters(today))}")
    span = span_of(quarter)
    questions = asked(questionnaire)
    counts = pipeline.count(Selection(spans=(span,)), tuple(question.id for question in questions))
    total, tables = disclosure.publish(counts.total, _tables(counts, questions, span))
    rows = [("All", "Everybody", total)]
    for table in tables:
        rows += [(table.title, label, text) for label, text in table.cells]
        if not table.cells:
            rows.append((table.title, "The whole table", disclosure.HELD_BACK))
    return Export(
        stem=f"interest-statistics-{quarter}",
        title=f"Expressions of interest: statistics of {quarter}",
        day=span.end,
        columns=COLUMNS,
        rows=rows,
        about=(
            ("What this is", "Statistics that may be published."),
            ("Quarter", f"{quarter}: {span.first.isoformat()} up to {span.end.isoformat()}, that day not included"),
            ("Filters", "none, by design"),
            *(("Method", text) for text in METHOD),
        ),
    )


def _tables(counts: Counts, questions: tuple[Question, ...], span: Span) -> list[Counted]:
    months = [date(span.first.year, span.first.month + n, 1) for n in range(3)]
    tables = [
        Counted("Month", {month_name(month): counts.by_month.get(month, 0) for month in months}, True, True),
        Counted("How far", {stage.value: counts.by_stage.get(stage.value, 0) for stage in HrStage}, True, True),
    ]
    for question in questions:
        numbers = {
            option.label: number
            for option in question.options
            if (number := counts.by_choice.get((question.id, option.id), 0)) or not option.retired
        }
        is_one = question.answers == "one"
        if is_one and not question.required:
            numbers["No answer"] = counts.total - sum(numbers.values())
        is_whole = sum(numbers.values()) == counts.total if is_one else question.required
        tables.append(Counted(question.short, numbers, is_exhaustive=is_whole, is_exclusive=is_one))
    return tables
