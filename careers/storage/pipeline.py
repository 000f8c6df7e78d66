"""Questions of the recruitment team about all expressions of interest: count, list, read out, move along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, false, func, not_, or_, select, update

from careers.storage.database import reading, writing
from careers.storage.letters import Letters, known
from careers.storage.models import Choice, ExpressionOfInterest
from careers.storage.records import OPEN_STAGES, Expression, HrStage
from careers.storage.staff import audit
from careers.storage.staff.records import Action, Event

Row = ExpressionOfInterest
Key = TypeVar("Key", bound=Hashable)


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
class Progress:
    """How far a group has got: how many there are, reached each open stage or a later one, and are closed by now."""

    total: int
    reached: Mapping[str, int]
    closed: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are, in all and by each of what they are counted by. ``by_choice`` is keyed by question, option.

    ``months`` (by their first day) and ``pages`` say how far those of each have got.
    """

    total: int
    by_choice: Mapping[tuple[str, str], int]
    by_stage: Mapping[str, int]
    months: Mapping[date, Progress]
    pages: Mapping[str, Progress]

    @property
    def by_month(self) -> Mapping[date, int]:
        """Return how many there are of each month."""
        return {month: progress.total for month, progress in self.months.items()}

    @property
    def by_page(self) -> Mapping[str, int]:
        """Return how many came from each page."""
        return {page: progress.total for page, progress in self.pages.items()}


def count(selection: Selection, questions: tuple[str, ...]) -> Counts:
    """Count a selection by the options of ``questions``, by month, page and stage, at one moment.

    Two passes, each over an index that holds all it needs in the order in which it is grouped: by day, where the
    answers of each group come as one text of letters, and by page.
    """
    far = (Row.hr_stage, Row.hr_reached)
    with reading() as session:
        letters = known(session)
        conditions = _conditions(selection, letters)
        spelt = func.aggregate_strings(Row.answers, "")
        days = session.execute(
            select(Row.day, *far, func.count(), spelt).where(*conditions).group_by(Row.day, *far)
        ).all()
        pages = session.execute(
            select(Row.started_from, *far, func.count()).where(*conditions).group_by(Row.started_from, *far)
        ).all()
    stages = Counter[str]()
    for _, stage, _, number, _ in days:
        stages[stage] += number
    answers = "".join(row[4] for row in days)
    return Counts(
        total=stages.total(),
        by_choice={
            pair: number
            for pair, letter in letters.items()
            if pair[0] in questions and (number := answers.count(letter))
        },
        by_stage=stages,
        months=_progress((day.replace(day=1), stage, reached, number) for day, stage, reached, number, _ in days),
        pages=_progress(tuple(row) for row in pages),
    )


def _progress(groups: Iterable[tuple[Key, str, str, int]]) -> dict[Key, Progress]:
    """Return how far each key's have got, from its groups: key, stage, stage before closing, how many."""
    reached, closed = Counter[tuple[Key, str]](), Counter[Key]()
    for key, stage, furthest, number in groups:
        closed[key] += number if stage == HrStage.CLOSED else 0
        for passed in OPEN_STAGES[: OPEN_STAGES.index(furthest) + 1]:
            reached[key, passed] += number
    return {
        key: Progress(reached[key, HrStage.NEW], {stage: reached[key, stage] for stage in OPEN_STAGES[1:]}, shut)
        for key, shut in closed.items()
    }


def known_pages() -> tuple[str, ...]:
    """Return every page that somebody came from, so that a filter can offer them."""
    with reading() as session:
        return tuple(session.scalars(select(Row.started_from).distinct().order_by(Row.started_from)))


def latest(selection: Selection, offset: int, limit: int) -> tuple[Expression, ...]:
    """Return some of a selection, the latest day first."""
    with reading() as session:
        conditions = _conditions(selection, known(session))
        page = select(Row.reference).where(*conditions).order_by(Row.day.desc(), Row.reference)
        references = session.scalars(page.offset(offset).limit(limit)).all()
        found = {e.reference: e for e in _expressions(session.execute(_joined([Row.reference.in_(references)])))}
    return tuple(found[reference] for reference in references if reference in found)


def everything(selection: Selection) -> Iterator[Expression]:
    """Yield a whole selection by reference. One statement reads it, so it is as it was at one moment.

    The database is held while this runs: use it up quickly, and do not wait for a reader who is far away.
    """
    with reading() as session:
        conditions = _conditions(selection, known(session))
        result = session.execute(_joined(conditions), execution_options={"yield_per": 1000})
        yield from _expressions(result)


def move(reference: str, was: HrStage, to: HrStage, *, by: str, now: datetime) -> bool:
    """Move an expression of interest along, unless it is not where the mover saw it; tell whether it was moved.

    The audit learns who moved one from where to where, and not which: a reference is the visitor's.
    """
    with writing() as session:
        new = {"hr_stage": to.value} | ({} if to is HrStage.CLOSED else {"hr_reached": to.value})
        statement = update(Row).where(Row.reference == reference, Row.hr_stage == was.value).values(new)
        is_moved = session.execute(statement.returning(Row.reference)).first() is not None
        if is_moved:
            audit.add(session, Event(by, Action.MOVED, f"{was.value} to {to.value}"), now)
        return is_moved


def _conditions(selection: Selection, letters: Letters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    for question, options in selection.choices.items():
        wanted = [letters[question, option] for option in options if (question, option) in letters]
        conditions.append(or_(false(), *(Row.answers.contains(letter) for letter in wanted)))
    if selection.spans:
        conditions += _within(selection.spans)
    if selection.pages:
        conditions.append(Row.started_from.in_(selection.pages))
    if selection.stages:
        conditions.append(Row.hr_stage.in_(selection.stages))
    return conditions


def _within(spans: tuple[Span, ...]) -> list[ColumnElement[bool]]:
    """Return the days of some spans as one range less its gaps: alternatives would make SQLite leave the index."""
    ordered = sorted(spans, key=lambda span: span.first)
    conditions = [Row.day >= ordered[0].first, Row.day < max(span.end for span in ordered)]
    reached = ordered[0].end
    for span in ordered[1:]:
        if span.first > reached:
            conditions.append(not_(and_(Row.day >= reached, Row.day < span.first)))
        reached = max(reached, span.end)
    return conditions


def _joined(conditions: list[ColumnElement[bool]]) -> Select[Any]:
    """Return one line a choice, the lines of one expression together."""
    kept = (Row.reference, Row.address_hash, Row.day, Row.form_version, Row.started_from, Row.hr_stage)
    lines = (
        select(*kept, Choice.question, Choice.option)
        .outerjoin(Choice, Choice.reference == Row.reference)
        .where(*conditions)
    )
    return lines.order_by(Row.reference, Choice.question, Choice.option)


def _expressions(lines: Any) -> Iterator[Expression]:
    for (reference, handle, *kept), group in groupby(lines, key=lambda line: tuple(line[:6])):
        choices: dict[str, tuple[str, ...]] = {}
        for line in group:
            if line.question is not None:
                choices[line.question] = (*choices.get(line.question, ()), line.option)
        yield Expression(reference, handle, choices, *kept)
