"""The pipeline: who is interested in what, as charts, tables and a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import render_template, request, url_for
from markupsafe import Markup

from careers.content.questionnaire import Questionnaire
from careers.head import Link
from careers.staff import selection
from careers.staff.contexts import Choice, Panel, Tag
from careers.staff.frame import around
from careers.staff.interest import conversion
from careers.staff.interest.contexts import CountsPage, ListPage, Look
from careers.staff.interest.origins import origin
from careers.staff.interest.tally import tallies
from careers.staff.paging import paged
from careers.staff.ports import services
from careers.staff.selection import Filters, month_name
from careers.staff.words import counted, day_in_words, short_day
from careers.storage import pipeline
from careers.storage.records import Expression, HrStage

PAGE = 25
HEADER = ("Reference", "Day", "Where they are now", "Roles", "How far")


def show_counts() -> str:
    """Count what fits the filters in the address."""
    ready, path = services(), url_for("staff.interest")
    asked = _asked(path)
    counts = pipeline.count(asked.filters.selection(), selection.QUESTIONS)
    page = CountsPage(
        heading="Interest",
        around=around(),
        look=_look(asked, counts.total),
        tallies=tallies(counts, asked.questionnaire, asked.filters, path),
        trend=ready.draw_months("trend", "Interest by month", [(m, counts.by_month.get(m, 0)) for m in asked.months]),
        months=conversion.by_month(counts, asked.months, asked.filters, path),
        origins=conversion.by_page(counts, asked.filters, path),
    )
    return render_template("staff/interest.html", page=page)


def show_list() -> str:
    """List what fits the filters in the address, the latest first."""
    path = url_for("staff.interest_list")
    asked = _asked(path)
    total = pipeline.count(asked.filters.selection(), ()).total
    where = paged(total, PAGE, lambda number: path + asked.filters.page(number))
    listed = pipeline.latest(asked.filters.selection(), (where.number - 1) * PAGE, PAGE)
    page = ListPage(
        heading="Interest",
        around=around(),
        look=_look(asked, total),
        header=HEADER,
        rows=tuple(_row(expression, asked.questionnaire) for expression in listed),
        pages=where,
    )
    return render_template("staff/interest_list.html", page=page)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the address asks for, and what it could ask for: ``months`` are those of which answers are kept."""

    path: str
    filters: Filters
    questionnaire: Questionnaire
    pages: tuple[str, ...]
    months: list[date]


def _asked(path: str) -> _Asked:
    ready = services()
    questionnaire, pages = ready.questionnaire(), pipeline.known_pages()
    months = _months(ready.clock.today(), ready.config.retention_months)
    return _Asked(path, selection.read(request.args, questionnaire, pages), questionnaire, pages, months)


def _look(asked: _Asked, total: int) -> Look:
    filters = asked.filters
    views = (("Counts", url_for("staff.interest")), ("List", url_for("staff.interest_list")))
    return Look(
        summary=_summary(total, is_filtered=bool(filters.pairs), today=services().clock.today()),
        total=total,
        path=asked.path,
        views=tuple(Link(label, path + filters.query, path == asked.path) for label, path in views),
        panels=tuple(_panels(filters, asked.questionnaire, asked.pages, asked.months)),
        tags=tuple(
            Tag(words, asked.path + filters.without(pair).query)
            for pair, words in filters.words(asked.questionnaire, lambda page: origin(page).name)
        ),
        clear=asked.path if filters.pairs else None,
        export=url_for("staff.exports") + filters.query,
    )


def _summary(total: int, *, is_filtered: bool, today: date) -> str:
    found = counted(total, "expression of interest", "expressions of interest")
    return f"{found}{' with these filters' if is_filtered else ''}, as at {day_in_words(today)}."


def _months(today: date, kept: int) -> list[date]:
    """Return the first days of the months of which answers are kept, the oldest first."""
    index = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(index - kept, index + 1)]


def _panels(filters: Filters, questionnaire: Questionnaire, pages: tuple[str, ...], months: list[date]) -> list[Panel]:
    offered = [
        (question.id, question.short, [(option.id, option.label) for option in question.options])
        for question in selection.asked(questionnaire)
    ]
    offered += [
        ("month", "Month", [(f"{month:%Y-%m}", month_name(month)) for month in reversed(months)]),
        ("from", "Page they came from", [(page, origin(page).name) for page in pages]),
        ("stage", "How far", [(stage.value, stage.value.capitalize()) for stage in HrStage]),
    ]
    return [
        Panel(key, label, tuple(Choice(value, words, value in filters.values(key)) for value, words in values))
        for key, label, values in offered
        if values
    ]


def _row(expression: Expression, questionnaire: Questionnaire) -> tuple[str | Markup, ...]:
    said = {question.id: ", ".join(labels) for question, labels in questionnaire.described(expression.choices)}
    address = url_for("staff.reference", handle=expression.handle)
    link = Markup('<a class="nowrap" href="{}">{}</a>').format(address, expression.reference)
    day = Markup('<span class="nowrap">{}</span>').format(short_day(expression.day))
    stage = Markup('<span class="nowrap">{}</span>').format(expression.hr_stage.capitalize())
    return (link, day, said.get("situation", ""), said.get("roles", ""), stage)
