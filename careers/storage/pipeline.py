"""Questions of the recruitment team about all expressions of interest: count, list, read out, move along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, update

from careers.storage.database import reading, writing
from careers.storage.models import Choice, ExpressionOfInterest
from careers.storage.records import Expression, HrStage
from careers.storage.staff import audit
from careers.storage.staff.records import Action, Event

Row = ExpressionOfInterest


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` up to, but not including, ``end``."""

    first: date
    end: date


@dataclass(frozen=True, slots=True)
class Selection:
    """Which expressions of interest: every kind of filter must fit, and within one kind any of its values."""

    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    pages: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are, in all and by each of what they are counted by. ``by_choice`` is keyed by question, option."""

    total: int
    by_choice: Mapping[tuple[str, str], int]
    by_month: Mapping[date, int]
    by_page: Mapping[str, int]
    by_stage: Mapping[str, int]


def count(selection: Selection, questions: tuple[str, ...]) -> Counts:
    """Count a selection by the options of ``questions``, by month (its first day), page and stage, at one moment."""
    conditions = _conditions(selection)
    with reading() as session:
        kept = select(Row.day, Row.started_from, Row.hr_stage, func.count()).where(*conditions)
        groups = session.execute(kept.group_by(Row.day, Row.started_from, Row.hr_stage)).all()
        chosen = select(Choice.question, Choice.option, func.count()).where(Choice.question.in_(questions))
        if conditions:
            chosen = chosen.where(Choice.reference.in_(select(Row.reference).where(*conditions)))
        options = session.execute(chosen.group_by(Choice.question, Choice.option)).all()
    months, pages, stages = Counter[date](), Counter[str](), Counter[str]()
    for day, page, stage, number in groups:
        months[day.replace(day=1)] += number
        pages[page] += number
        stages[stage] += number
    by_choice = {(question, option): number for question, option, number in options}
    return Counts(stages.total(), by_choice, months, pages, stages)


def known_pages() -> tuple[str, ...]:
    """Return every page that somebody came from, so that a filter can offer them."""
    with reading() as session:
        return tuple(session.scalars(select(Row.started_from).distinct().order_by(Row.started_from)))


def latest(selection: Selection, offset: int, limit: int) -> tuple[Expression, ...]:
    """Return some of a selection, the latest day first."""
    page = select(Row.reference).where(*_conditions(selection)).order_by(Row.day.desc(), Row.reference)
    with reading() as session:
        references = session.scalars(page.offset(offset).limit(limit)).all()
        found = {e.reference: e for e in _expressions(session.execute(_joined([Row.reference.in_(references)])))}
    return tuple(found[reference] for reference in references if reference in found)


def everything(selection: Selection) -> Iterator[Expression]:
    """Yield a whole selection by reference. One statement reads it, so it is as it was at one moment.

    The database is held while this runs: use it up quickly, and do not wait for a reader who is far away.
    """
    with reading() as session:
        result = session.execute(_joined(_conditions(selection)), execution_options={"yield_per": 1000})
        yield from _expressions(result)


def move(reference: str, was: HrStage, to: HrStage, *, by: str, now: datetime) -> bool:
    """Move an expression of interest along, unless it is not where the mover saw it; tell whether it was moved.

    The audit learns who moved one from where to where, and not which: a reference is the visitor's.
    """
    with writing() as session:
        statement = update(Row).where(Row.reference == reference, Row.hr_stage == was.value).values(hr_stage=to.value)
        is_moved = session.execute(statement.returning(Row.reference)).first() is not None
        if is_moved:
            audit.add(session, Event(by, Action.MOVED, f"{was.value} to {to.value}"), now)
        return is_moved


def _conditions(selection: Selection) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    for question, options in selection.choices.items():
        chosen = select(Choice.reference).where(Choice.question == question, Choice.option.in_(options))
        conditions.append(Row.reference.in_(chosen))
    if selection.spans:
        conditions.append(or_(*((Row.day >= span.first) & (Row.day < span.end) for span in selection.spans)))
    if selection.pages:
        conditions.append(Row.started_from.in_(selection.pages))
    if selection.stages:
        conditions.append(Row.hr_stage.in_(selection.stages))
    return conditions


def _joined(conditions: list[ColumnElement[bool]]) -> Select[Any]:
    """Return one line a choice, the lines of one expression together."""
    columns = (Row.reference, Row.day, Row.form_version, Row.started_from, Row.hr_stage, Choice.question, Choice.option)
    lines = select(*columns).outerjoin(Choice, Choice.reference == Row.reference).where(*conditions)
    return lines.order_by(Row.reference, Choice.question, Choice.option)


def _expressions(lines: Any) -> Iterator[Expression]:
    for (reference, day, version, page, stage), group in groupby(lines, key=lambda line: tuple(line[:5])):
        choices: dict[str, tuple[str, ...]] = {}
        for line in group:
            if line.question is not None:
                choices[line.question] = (*choices.get(line.question, ()), line.option)
        yield Expression(reference, choices, day, version, page, stage)
