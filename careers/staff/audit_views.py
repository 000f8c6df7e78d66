"""The administrator's page of who did what."""

from __future__ import annotations

from flask import abort, render_template, request, url_for

from careers.clock import LONDON
from careers.staff.contexts import AuditPage, Pages
from careers.staff.frame import around
from careers.storage.staff import audit
from careers.storage.staff.records import Entry

HEADER = ("Line", "When", "Who", "What", "More")


def show_audit() -> str:
    """Show one page of the audit, the newest lines first."""
    asked = request.args.get("page", "1")
    last = max(1, -(-audit.count() // audit.PAGE))
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
    if not 1 <= number <= last:
        abort(404)
    page = AuditPage(
        heading="Audit",
        around=around(),
        header=HEADER,
        rows=tuple(row(entry) for entry in audit.latest((number - 1) * audit.PAGE)),
        pages=Pages(
            number,
            last,
            url_for("staff.audit", page=number - 1) if number > 1 else None,
            url_for("staff.audit", page=number + 1) if number < last else None,
        ),
    )
    return render_template("staff/audit.html", page=page)


def row(entry: Entry) -> tuple[str, ...]:
    """Return the cells of a line, with the time in London."""
    at = entry.at.astimezone(LONDON)
    return (str(entry.number), f"{at.day} {at:%B %Y, %H:%M}", entry.who, entry.action, entry.detail)
