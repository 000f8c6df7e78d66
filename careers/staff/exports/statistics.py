"""Statistics that may be published: counts of whole quarters, one question at a time, made safe by ``disclosure``.

There are no filters but the quarter, and quarters share nobody. So no two exports can be subtracted to find a few people
who are in the one and not in the other. The present quarter is not offered, because it still grows by one at a time. And a
quarter is counted once: whoever saw a number fall below a threshold the day after a withdrawal would know it exactly. A
question that is asked of some situations only is left out, because its total is a number of another table.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from careers.content.questionnaire import Question, Questionnaire
from careers.staff.exports import disclosure
from careers.staff.exports.disclosure import Counted
from careers.staff.exports.model import Column, Export, Kind
from careers.staff.selection import asked, month_name
from careers.storage import pipeline
from careers.storage.pipeline import Counts, Selection, Span
from careers.storage.records import HrStage
from careers.storage.retention import months_before
from careers.storage.snapshot import one_moment
from careers.storage.staff import statistics as published
from careers.storage.staff.statistics import Line

_QUARTER = re.compile(r"(20\d\d)-Q([1-4])", re.ASCII)
METHOD = (
    "Counts of 1 to 4 read 'fewer than 5', others are rounded to the nearest 5, and 0 is 0.",
    "Where the rest of a table would give a small count away to somebody who knows the exact total, the whole table is "
    "not shown.",
    "Only whole quarters that are over are counted, each person in one of them, and no other filter is offered, so two "
    "files cannot be subtracted. Under 10 people in a quarter, only the total is given.",
    "A quarter is counted on the day on which it is first exported and never again, so that two exports of it cannot be "
    "subtracted either.",
    "Questions that are asked of some people only are left out.",
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


def quarters(today: date, months: int) -> tuple[str, ...]:
    """Return the quarters that can be had, the newest first, such as ``2026-Q3``.

    They are those that are over and of which no answer has been deleted yet after ``months``, and those that were exported
    before.
    """
    index = today.year * 4 + (today.month - 1) // 3
    over = [f"{n // 4}-Q{n % 4 + 1}" for n in range(index - 1, index - 1 - months // 3, -1)]
    whole = {quarter for quarter in over if span_of(quarter).first > months_before(today, months)}
    return tuple(sorted(whole | set(published.kept_quarters()), reverse=True))


def span_of(quarter: str) -> Span:
    """Return the days of a quarter. Raises :class:`ValueError`."""
    match = _QUARTER.fullmatch(quarter)
    if match is None:
        raise ValueError(f"found {quarter!r}, write a quarter such as 2026-Q3")
    year, first = int(match[1]), 3 * int(match[2]) - 2
    return Span(date(year, first, 1), date(year + (first + 3) // 13, (first + 2) % 12 + 1, 1))


def in_months(quarter: str) -> str:
    """Return a quarter in words, such as "July to September 2026": the council's own year begins in April."""
    span = span_of(quarter)
    return f"{span.first:%B} to {span.end - timedelta(days=1):%B %Y}"


def statistics(quarter: str, questionnaire: Questionnaire, today: date, months: int) -> Export:
    """Return the publishable counts of a quarter. Raises :class:`ValueError` for one that is not offered."""
    offered = quarters(today, months)
    if quarter not in offered:
        raise ValueError(f"{quarter or 'nothing'} is not offered, choose one of: {', '.join(offered) or 'none yet'}")
    span = span_of(quarter)
    found = published.kept(quarter) or published.keep(quarter, today, _counted(span, questionnaire))
    rows = [(line.title, line.label, line.text) for line in found.lines]
    return Export(
        stem=f"interest-statistics-{quarter}",
        title=f"Expressions of interest, {in_months(quarter)}",
        day=span.end,
        columns=COLUMNS,
        rows=rows,
        about=(
            ("What this is", "Statistics that may be published."),
            ("Quarter", f"{in_months(quarter)}, which is {quarter} by the calendar year"),
            ("Counted on", f"{found.counted_on.isoformat()}, once and for all"),
            ("Filters", "none, by design"),
            *(("Method", text) for text in METHOD),
        ),
    )


def _counted(span: Span, questionnaire: Questionnaire) -> list[Line]:
    """Count a quarter at one moment and guard the counts."""
    questions = tuple(question for question in asked(questionnaire) if not question.only_for)
    with one_moment():
        counts = pipeline.count(Selection(spans=(span,)), tuple(question.id for question in questions))
    total, tables = disclosure.publish(counts.total, _tables(counts, questions, span))
    lines = [Line("All", "Everybody", total)]
    for table in tables:
        lines += [Line(table.title, label, text) for label, text in table.cells]
        if not table.cells:
            lines.append(Line(table.title, "The whole table", disclosure.HELD_BACK))
    return lines


def _tables(counts: Counts, questions: tuple[Question, ...], span: Span) -> list[Counted]:
    months = [date(span.first.year, span.first.month + n, 1) for n in range(3)]
    tables = [
        disclosure.parts("Month", {month_name(month): counts.by_month.get(month, 0) for month in months}),
        disclosure.parts("How far", {stage.value: counts.by_stage.get(stage.value, 0) for stage in HrStage}),
    ]
    for question in questions:
        numbers = {
            option.label: number
            for option in question.options
            if (number := counts.by_choice.get((question.id, option.id), 0)) or not option.retired
        }
        if question.answers == "one":
            silent = counts.total - sum(numbers.values())
            if silent or not question.required:
                numbers["No answer"] = silent
            tables.append(disclosure.parts(question.short, numbers))
        else:
            alone = frozenset(option.label for option in question.options if option.alone)
            tables.append(Counted(question.short, numbers, is_exhaustive=question.required, alone=alone))
    return tables
