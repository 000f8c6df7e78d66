"""The administrator's page of who did what."""

from __future__ import annotations

from flask import render_template, url_for

from careers.clock import LONDON
from careers.staff.contexts import AuditPage
from careers.staff.frame import around
from careers.staff.paging import paged
from careers.staff.words import day_in_words
from careers.storage.staff import audit, refusals
from careers.storage.staff.records import Entry, Way

WAYS = {Way.LOCAL: "With a password, here", Way.COUNCIL: "The council's sign-on"}
HEADER = ("Line", "When", "Who", "What", "More")


def show_audit() -> str:
    """Show one page of the audit, the newest lines first."""
    pages = paged(audit.count(), audit.PAGE, lambda number: url_for("staff.audit", page=number))
    page = AuditPage(
        heading="Audit",
        around=around(),
        header=HEADER,
        rows=tuple(row(entry) for entry in audit.latest((pages.number - 1) * audit.PAGE)),
        pages=pages,
        refusals=tuple((day_in_words(d), WAYS[Way(way)], str(times)) for d, way, times in refusals.latest()),
    )
    return render_template("staff/audit.html", page=page)


def row(entry: Entry) -> tuple[str, ...]:
    """Return the cells of a line, with the time in London."""
    at = entry.at.astimezone(LONDON)
    return (str(entry.number), f"{at.day} {at:%B %Y, %H:%M}", entry.who, entry.action, entry.detail)
