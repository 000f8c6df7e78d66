"""The first page: what is new or needs somebody today, for each role its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from flask import render_template, url_for

from careers.clock import LONDON
from careers.head import Link
from careers.staff.contexts import Brief, BriefLine, HomePage
from careers.staff.feedback import views as feedback
from careers.staff.feedback.opinions import Need
from careers.staff.frame import around
from careers.staff.health.agenda import Line, Matter
from careers.staff.health.inspector import State
from careers.staff.health.views import what_is_due
from careers.staff.ports import services
from careers.staff.presence import person
from careers.staff.selection import month_name
from careers.staff.words import counted, day_in_words
from careers.storage import feedback_review, pipeline
from careers.storage.pipeline import Selection, Span
from careers.storage.records import HrStage
from careers.storage.staff import accounts, audit
from careers.storage.staff.records import Action, Role

WEEK = timedelta(days=7)
LINES = 4
"""How many lines a brief shows; its way on leads to all of them."""


def home() -> str:
    """Show what needs the one who is signed in."""
    now, frame = services().clock.now(), around()
    role = person().role
    faulty = services().shelf.problems and role is Role.EDITOR
    page = HomePage(
        heading=f"Good to see you, {frame.name}",
        around=frame,
        summary=f"{now:%A}, {day_in_words(now.date())}",
        briefs=tuple(brief() for brief in BRIEFS[role]),
        alarm="The newest files cannot be published. Visitors see the last good version." if faulty else None,
        looks_up=role is Role.HR,
    )
    return render_template("staff/home.html", page=page)


def new_this_week() -> Brief:
    """Return how many registered or changed their answers in the last seven days, beside the seven before."""
    today = services().clock.today()
    end, start = today + timedelta(days=1), today - WEEK + timedelta(days=1)
    new = pipeline.count(Selection(spans=(Span(start, end),)), ()).total
    before = pipeline.count(Selection(spans=(Span(start - WEEK, start),)), ()).total
    return Brief(
        "New this week",
        f"{new:,}",
        f"registered an interest in the last 7 days, or changed their answers; {before:,} in the 7 days before",
        way=Link("Everybody who is interested", url_for("staff.interest")),
    )


def waiting() -> Brief:
    """Return who is still new, by month, the longest first."""
    months = pipeline.count(Selection(stages=(HrStage.NEW.value,)), ()).months
    return Brief(
        "Waiting for you",
        f"{sum(progress.total for progress in months.values()):,}",
        "still new, the longest wait first",
        tuple(
            BriefLine(
                month_name(month),
                url_for("staff.interest_list", stage=HrStage.NEW.value, month=f"{month:%Y-%m}"),
                f"{months[month].total:,}",
            )
            for month in sorted(months)[:LINES]
        ),
        Link("All that are new", url_for("staff.interest_list", stage=HrStage.NEW.value)),
    )


def pages_that_need_you() -> Brief:
    """Return the pages whose readers were not helped, the worst first, and how many comments are new."""
    needing = [one for one in feedback.everything() if one.need is Need.NEEDS_YOU]
    comments = feedback_review.count_comments(since=services().clock.today() - WEEK + timedelta(days=1))
    rows = [feedback.row(one) for one in needing[:LINES]]
    return Brief(
        "Pages that need you",
        str(len(needing)),
        f"where too many readers were not helped; {counted(comments, 'new comment')} in the last 7 days",
        tuple(BriefLine(row.title, row.url, f"{row.share} helped") for row in rows),
        Link("All feedback", url_for("staff.feedback")),
    )


def overdue() -> Brief:
    """Return what is overdue, and consents that ended or end."""
    lines = [line for line in what_is_due() if line.matter in {Matter.OVERDUE, Matter.CONSENT}]
    due = sum(line.matter is Matter.DUE for line in what_is_due())
    return _of_lines(
        "Overdue", lines, f"to look at again, consents included; {due} more become due in the next 30 days", "t-overdue"
    )


def closing() -> Brief:
    """Return the roles that close soon or at a weekend."""
    lines = [line for line in what_is_due() if line.matter is Matter.CLOSING]
    return _of_lines("Closing roles", lines, "within 14 days, or at a weekend", "t-closing")


def the_check() -> Brief:
    """Return what the check says; asking begins it, so that its page has it ready."""
    inspection = services().inspector.look_at(services().shelf.library)
    way = Link("What the check says", url_for("staff.health") + "#t-check")
    if inspection.report is None:
        word, what = ("?", "it could not be made") if inspection.state is State.FAILED else ("…", "being made now")
        return Brief("The check", word, what, way=way)
    errors = len(inspection.report.errors)
    return Brief(
        "The check",
        f"{len(inspection.report.findings):,}",
        f"to look at; {errors} of them keep from publishing" if errors else "to look at; nothing keeps from publishing",
        way=way,
    )


def enrolments() -> Brief:
    """Return who has an account and has not enrolled."""
    everybody = accounts.everyone()
    waiting_for = [account for account in everybody if not account.is_enrolled and not account.is_disabled]
    is_open = sum(not account.is_disabled for account in everybody)
    return Brief(
        "Not enrolled yet",
        str(len(waiting_for)),
        f"of {counted(is_open, 'open account')}; a link works for two days, then make a new one",
        tuple(BriefLine(account.name) for account in waiting_for[:LINES]),
        Link("All accounts", url_for("staff.accounts")),
    )


def last_export() -> Brief:
    """Return who took data out last."""
    entry = audit.newest(Action.EXPORTED)
    way = Link("The audit", url_for("staff.audit"))
    if entry is None:
        return Brief("Last export", "None", "so far", way=way)
    at = entry.at.astimezone(LONDON)
    return Brief(
        "Last export",
        f"{at.day} {at:%b}",
        f"at {at:%H:%M}, by {entry.who}",
        (BriefLine(entry.detail),) if entry.detail else (),
        way,
    )


def blocked() -> Brief:
    """Return how often sign-in was blocked after wrong tries."""
    number = audit.count_since(Action.BLOCKED, services().clock.now() - WEEK)
    return Brief("Sign-in blocked", str(number), "times in the last 7 days, after wrong tries")


def _of_lines(title: str, lines: list[Line], what: str, anchor: str) -> Brief:
    shown = tuple(BriefLine(line.title, line.url, _day(line)) for line in lines[:LINES])
    return Brief(
        title, str(len(lines)), what, shown, Link(f"All dates: {title.lower()}", url_for("staff.health") + f"#{anchor}")
    )


def _day(line: Line) -> str:
    return f"{line.day.day} {line.day:%B}" if line.day else ""


BRIEFS: Mapping[Role, tuple[Callable[[], Brief], ...]] = {
    Role.HR: (new_this_week, waiting, pages_that_need_you),
    Role.EDITOR: (pages_that_need_you, overdue, closing, the_check),
    Role.ADMIN: (enrolments, last_export, blocked),
}
"""What each role sees at a glance, in this order."""
