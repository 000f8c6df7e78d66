"""What stands around every staff page, and where each role may go."""

from __future__ import annotations

import re

from flask import request, url_for

from careers.clock import LONDON
from careers.head import Link
from careers.staff.contexts import Around
from careers.staff.presence import ends_at, presence
from careers.storage.staff.records import Role

ROLE_NAMES = {Role.HR: "HR", Role.EDITOR: "Editor", Role.ADMIN: "Administrator"}

NAVIGATION: tuple[tuple[str, str, frozenset[Role]], ...] = (
    ("Interest", "staff.interest", frozenset({Role.HR})),
    ("Look up", "staff.look_up", frozenset({Role.HR})),
    ("Exports", "staff.exports", frozenset({Role.HR})),
    ("Feedback", "staff.feedback", frozenset({Role.HR, Role.EDITOR})),
    ("Content", "staff.health", frozenset({Role.HR, Role.EDITOR})),
    ("Accounts", "staff.accounts", frozenset({Role.ADMIN})),
    ("Audit", "staff.audit", frozenset({Role.ADMIN})),
)
"""Label, endpoint, and for whom, in the order of the navigation."""

_ONWARD = re.compile(r"/staff/(?:[A-Za-z0-9_.-]+/)*(?:\?[A-Za-z0-9_.%&=+/-]*)?")


def around() -> Around:
    """Return what stands around this page."""
    session = presence().session
    return Around(
        (session.label or session.name) if session else None,
        f"{ends_at(session).astimezone(LONDON):%H:%M}" if session else "",
        links(session.role) if session else (),
        presence().form_token,
    )


def links(role: Role) -> tuple[Link, ...]:
    """Return where a role may go; the section that one is in is marked."""
    found = [(label, url_for(endpoint)) for label, endpoint, roles in NAVIGATION if role in roles]
    return tuple(Link(label, url, request.path.startswith(url)) for label, url in found)


def way_back() -> Link:
    """Return where to go from a page that leads nowhere: the first page, or signing in."""
    if presence().session:
        return Link("Back to the first page", url_for("staff.home"))
    return Link("Back to signing in", url_for("staff.show_sign_in"))


def onward(asked: str) -> str:
    """Return where to go after sign-in: a staff page, and the first one for anything else, such as another site."""
    is_ours = _ONWARD.fullmatch(asked) and ".." not in asked and "//" not in asked
    return asked if is_ours else url_for("staff.home")
