"""The pipeline: who is interested in what, as charts, tables and a list."""

from __future__ import annotations

from datetime import date

from flask import render_template, request, url_for
from markupsafe import Markup

from careers.content.questionnaire import Questionnaire
from careers.staff import conversion, selection
from careers.staff.contexts import Choice, Conversion, Panel, PipelinePage, Tag
from careers.staff.frame import around
from careers.staff.paging import paged
from careers.staff.ports import Chart, services
from careers.staff.selection import Filters, month_name
from careers.staff.words import day_in_words
from careers.storage import pipeline
from careers.storage.pipeline import Counts
from careers.storage.records import Expression, HrStage

PAGE = 25
PAGES = 15
"""How many of the pages that people came from are shown, those with the most first."""
HEADER = ("Reference", "Day", "Where they are now", "Roles", "How far")
SOURCE = "Expressions of interest on this site"


def show_pipeline() -> str:
    """Show what fits the filters in the address."""
    ready = services()
    questionnaire, pages, today = ready.questionnaire(), pipeline.known_pages(), ready.clock.today()
    filters = selection.read(request.args, questionnaire, pages)
    counts = pipeline.count(filters.selection(), selection.QUESTIONS)
    where = paged(counts.total, PAGE, lambda number: _address(filters, number))
    listed = pipeline.latest(filters.selection(), (where.number - 1) * PAGE, PAGE)
    page = PipelinePage(
        heading="Interest",
        around=around(),
        total=counts.total,
        panels=tuple(_panels(filters, questionnaire, pages, today)),
        tags=tuple(
            Tag(words, url_for("staff.interest") + filters.without(pair).query)
            for pair, words in filters.words(questionnaire)
        ),
        clear=url_for("staff.interest") if filters.pairs else None,
        charts=tuple(_charts(counts, questionnaire, today)),
        conversion=_conversion(counts, today),
        header=HEADER,
        rows=tuple(_row(expression, questionnaire) for expression in listed),
        pages=where,
        export=url_for("staff.exports") + filters.query,
    )
    return render_template("staff/interest.html", page=page)


def _months(today: date) -> list[date]:
    """Return the first days of the months for which answers are kept at the usual setting, the oldest first."""
    index = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(index - 12, index + 1)]


def _panels(filters: Filters, questionnaire: Questionnaire, pages: tuple[str, ...], today: date) -> list[Panel]:
    offered = [
        (question.id, question.short, [(option.id, option.label) for option in question.options])
        for question in selection.asked(questionnaire)
    ]
    offered += [
        ("month", "Month", [(f"{month:%Y-%m}", month_name(month)) for month in reversed(_months(today))]),
        ("from", "Page they came from", [(page, page or "Not known") for page in pages]),
        ("stage", "How far", [(stage.value, stage.value.capitalize()) for stage in HrStage]),
    ]
    return [
        Panel(key, label, tuple(Choice(value, words, value in filters.values(key)) for value, words in values))
        for key, label, values in offered
        if values
    ]


def _charts(counts: Counts, questionnaire: Questionnaire, today: date) -> list[Chart]:
    """Draw how far they have got, the trend over the months, each question, and the pages."""
    if not counts.total:
        return []
    drawn = [
        ("stage", "How far", [(stage.value.capitalize(), counts.by_stage.get(stage.value, 0)) for stage in HrStage]),
        ("month", "By month", [(month_name(month), counts.by_month.get(month, 0)) for month in _months(today)]),
    ]
    for question in selection.asked(questionnaire):
        numbers = [(o.label, counts.by_choice.get((question.id, o.id), 0), o.retired) for o in question.options]
        readings = [(label, number) for label, number, is_retired in numbers if number or not is_retired]
        drawn.append((question.id, question.short, readings))
    pages = sorted(counts.by_page.items(), key=lambda item: (-item[1], item[0]))[:PAGES]
    drawn.append(("from", "Pages they came from", [(page or "Not known", number) for page, number in pages]))
    return [
        services().draw(f"chart-{key}", title, readings, source=SOURCE, as_at=day_in_words(today))
        for key, title, readings in drawn
        if readings
    ]


def _conversion(counts: Counts, today: date) -> tuple[Conversion, ...]:
    """Return how those of each month, and of each of the pages that most came from, have got on."""
    everybody = ("All of them", conversion.together(tuple(counts.months.values())))
    months = [(month_name(month), counts.months[month]) for month in _months(today) if month in counts.months]
    pages = sorted(counts.pages.items(), key=lambda item: (-item[1].total, item[0]))[:PAGES]
    return (
        Conversion("By month of their answers", ("Month", *conversion.HEADER), conversion.rows([*months, everybody])),
        Conversion(
            "By page they came from",
            ("Page", *conversion.HEADER),
            conversion.rows([(page or "Not known", progress) for page, progress in pages]),
        ),
    )


def _row(expression: Expression, questionnaire: Questionnaire) -> tuple[str | Markup, ...]:
    said = {question.id: ", ".join(labels) for question, labels in questionnaire.described(expression.choices)}
    address = url_for("staff.reference", reference=expression.reference)
    link = Markup('<a class="nowrap" href="{}">{}</a>').format(address, expression.reference)
    day = Markup('<span class="nowrap">{}</span>').format(day_in_words(expression.day))
    stage = expression.hr_stage.capitalize()
    return (link, day, said.get("situation", ""), said.get("roles", ""), stage)


def _address(filters: Filters, page: int) -> str:
    return url_for("staff.interest") + Filters((*filters.pairs, ("page", str(page)))).query
