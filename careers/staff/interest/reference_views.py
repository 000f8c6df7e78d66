"""One expression of interest, found by the reference that a candidate quotes, and moved along.

The reference is never in an address: whoever has it can change and withdraw, and addresses stay in histories and logs.
"""

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

LOOK_UP = "Look up a reference"
NOTHING = "Type the reference that the candidate quotes"
UNREADABLE = "This is not a reference of ours. Look at it once more: it has twelve letters and numbers"
UNKNOWN = "There are no answers with this reference. They were withdrawn, or kept long enough and deleted"
GONE = "These answers were withdrawn, or kept long enough and deleted. If the private page has moved, look the reference up."
MOVED = "Moved. This one is “{}” now."
MEANWHILE = "Somebody else has moved this one in the meantime. This is where it is now."


def show_look_up() -> str:
    """Show the box for a reference."""
    return render_template("staff/look_up.html", page=LookUpPage(heading=LOOK_UP, around=around()))


def take_reference() -> ResponseReturnValue:
    """Take a reference as it was read out, and go to its page."""
    typed = request.form.get("reference", "").strip()[:60]
    reference = services().read_reference(typed)
    found = expressions.find(reference) if reference else None
    if found:
        return redirect(url_for("staff.reference", handle=found.handle), 303)
    fault = FieldFault("reference", (UNKNOWN if reference else UNREADABLE) if typed else NOTHING)
    page = LookUpPage(heading=LOOK_UP, around=around(), errors=(fault,), typed=typed)
    return render_template("staff/look_up.html", page=page), 422


def show_reference(handle: str) -> str:
    """Show the answers behind a reference, and where to it was just moved."""
    found = _found(handle)
    return render_template("staff/reference.html", page=_page(found, is_moved=request.args.get("moved") == "yes"))


def move_reference(handle: str) -> ResponseReturnValue:
    """Move it along, unless a colleague was quicker."""
    stages = {stage.value for stage in HrStage}
    was, to = request.form.get("was", ""), request.form.get("stage", "")
    if was not in stages or to not in stages:
        abort(400)
    found = _found(handle)
    by, now = person().name, services().clock.now()
    if pipeline.move(found.reference, HrStage(was), HrStage(to), by=by, now=now):
        return redirect(url_for("staff.reference", handle=handle, moved="yes"), 303)
    return render_template("staff/reference.html", page=_page(_found(handle), MEANWHILE)), 409


def _found(handle: str) -> Expression:
    return expressions.find_by_handle(handle) or abort(404, GONE)


def _page(found: Expression, warning: str | None = None, *, is_moved: bool = False) -> ReferencePage:
    answers = services().questionnaire().described(found.choices)
    return ReferencePage(
        heading=found.reference,
        around=around(),
        notice=MOVED.format(found.hr_stage) if is_moved else None,
        handle=found.handle,
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
