"""One expression of interest, found by the reference that a candidate quotes, and moved along."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from careers.staff.contexts import Fact, FieldFault, Option
from careers.staff.frame import around
from careers.staff.interest.contexts import LookUpPage, ReferencePage
from careers.staff.interest.origins import origin
from careers.staff.ports import services
from careers.staff.presence import person
from careers.staff.words import day_in_words
from careers.storage import expressions, pipeline
from careers.storage.records import Expression, HrStage

UNREADABLE = "This is not a reference of ours. Look at it once more: it has twelve letters and numbers"
UNKNOWN = "There are no answers with this reference. They were withdrawn, or kept long enough and deleted"
MEANWHILE = "Somebody else has moved this one in the meantime. This is where it is now."


def look_up() -> ResponseReturnValue:
    """Take a reference as it was read out, and go to its page."""
    typed = request.args.get("reference", "").strip()[:60]
    if not typed:
        return render_template("staff/look_up.html", page=LookUpPage(heading="Look up a reference", around=around()))
    reference = services().read_reference(typed)
    if reference and expressions.find(reference):
        return redirect(url_for("staff.reference", reference=reference), 303)
    fault = FieldFault("reference", UNKNOWN if reference else UNREADABLE)
    page = LookUpPage(heading="Look up a reference", around=around(), errors=(fault,), typed=typed)
    return render_template("staff/look_up.html", page=page), 422


def show_reference(reference: str) -> str:
    """Show the answers behind a reference."""
    return render_template("staff/reference.html", page=_page(_found(reference)))


def move_reference(reference: str) -> ResponseReturnValue:
    """Move it along, unless a colleague was quicker."""
    stages = {stage.value for stage in HrStage}
    was, to = request.form.get("was", ""), request.form.get("stage", "")
    if was not in stages or to not in stages:
        abort(400)
    found = _found(reference)
    by, now = person().name, services().clock.now()
    if pipeline.move(found.reference, HrStage(was), HrStage(to), by=by, now=now):
        return redirect(url_for("staff.reference", reference=found.reference), 303)
    return render_template("staff/reference.html", page=_page(_found(reference), MEANWHILE)), 409


def _found(reference: str) -> Expression:
    read = services().read_reference(reference)
    return (expressions.find(read) if read else None) or abort(404, f"{UNKNOWN}.")


def _page(found: Expression, warning: str | None = None) -> ReferencePage:
    answers = services().questionnaire().described(found.choices)
    return ReferencePage(
        heading=found.reference,
        around=around(),
        reference=found.reference,
        stage=found.hr_stage,
        stages=tuple(Option(stage.value, stage.value.capitalize()) for stage in HrStage),
        answers=tuple(Fact(question.short, ", ".join(labels)) for question, labels in answers),
        facts=(
            Fact("How far", found.hr_stage.capitalize()),
            Fact("Day of the answers", day_in_words(found.day), found.day.isoformat()),
            Fact("Page they came from", origin(found.started_from).words),
        ),
        warning=warning,
    )
