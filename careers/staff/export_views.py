"""The page of exports, and the files."""

from __future__ import annotations

import os

from flask import Response, abort, render_template, request, send_file

from careers.clock import LONDON
from careers.staff import selection
from careers.staff.contexts import ExportsPage, Option
from careers.staff.exports import delivery
from careers.staff.exports.model import Column, Export, Kind
from careers.staff.exports.statistics import METHOD, in_months, quarters, statistics
from careers.staff.exports.working import working_rows
from careers.staff.frame import around
from careers.staff.ports import services
from careers.staff.presence import person
from careers.staff.selection import Filters
from careers.storage import pipeline
from careers.storage.staff import audit

AUDIT_COLUMNS = (
    Column("Line", Kind.NUMBER, "The line's number. None is missing."),
    Column("When", Kind.TEXT, "The day and the time in London."),
    Column("Who", Kind.TEXT, "The account."),
    Column("What", Kind.TEXT, "What was done."),
    Column("More", Kind.TEXT, "Which account, export or change. Nothing about a visitor."),
)


def show_exports() -> str:
    """Show what can be exported; the filters of the pipeline come along in the address."""
    ready, today = services(), services().clock.today()
    questionnaire = ready.questionnaire()
    filters = selection.read(request.args, questionnaire, pipeline.known_pages())
    columns = working_rows(Filters(), questionnaire, today).columns
    page = ExportsPage(
        heading="Exports",
        around=around(),
        filters=tuple(words for _, words in filters.words(questionnaire)),
        keep=filters.pairs,
        quarters=tuple(
            Option(quarter, in_months(quarter)) for quarter in quarters(today, ready.config.retention_months)
        ),
        dictionary=tuple((column.name, column.kind.value, column.what) for column in columns),
        method=METHOD,
    )
    return render_template("staff/exports.html", page=page)


def export_rows() -> Response:
    """Send working rows."""
    questionnaire = services().questionnaire()
    filters = selection.read(request.form, questionnaire, pipeline.known_pages())
    export = working_rows(filters, questionnaire, services().clock.today())
    return _sent(export, f"working rows, filters {filters.query or 'none'}")


def export_statistics() -> Response:
    """Send the statistics of a quarter."""
    quarter = request.form.get("quarter", "")
    try:
        ready = services()
        export = statistics(quarter, ready.questionnaire(), ready.clock.today(), ready.config.retention_months)
    except ValueError:
        abort(400)
    return _sent(export, f"statistics of {quarter}")


def export_audit() -> Response:
    """Send the whole audit."""
    today = services().clock.today()
    rows = (
        (e.number, f"{e.at.astimezone(LONDON):%Y-%m-%d %H:%M:%S}", e.who, e.action, e.detail)
        for e in audit.everything()
    )
    about = (("What this is", "The audit of the staff pages."), ("Day", today.isoformat()))
    return _sent(Export(f"audit-{today.isoformat()}", "Audit", today, AUDIT_COLUMNS, rows, about), "audit")


def _sent(export: Export, what: str) -> Response:
    ending, ready = request.form.get("format", ""), services()
    if ending not in delivery.ON_SCREEN:
        abort(400)
    made = delivery.written(export, ending, ready.config.instance, who=person().name, what=what, now=ready.clock.now())
    with made as file:
        kept = os.fdopen(os.dup(file.fileno()), "rb")
    response = send_file(
        kept,
        delivery.FORMATS[ending][0],
        as_attachment=True,
        download_name=f"{export.stem}.{ending}",
        conditional=False,
        etag=False,
    )
    response.content_length = os.fstat(kept.fileno()).st_size
    return response
