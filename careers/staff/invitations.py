"""Add and reset accounts, and the links by which their owners enrol."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from careers.staff import secret
from careers.staff.sign_on.identity import PREFIX
from careers.storage.staff import accounts
from careers.storage.staff.records import Invitation, Role

LASTS = timedelta(hours=48)
_NAME = re.compile(r"[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*")


class BadNameError(ValueError):
    """A name that no account can have; the message says what to write instead."""


def add(name: str, role: Role, *, by: str, now: datetime) -> str:
    """Add an account and return the path of its enrolment link. Raises :class:`BadNameError`."""
    if name.startswith(PREFIX):
        raise BadNameError(f'found "{name}", write another name: {PREFIX} is for accounts of the council\'s sign-on')
    if not 2 <= len(name) <= 40 or not _NAME.fullmatch(name):
        raise BadNameError(f'found "{name}", write 2 to 40 small letters, digits, dots or dashes, such as sam.jones')
    invitation = _new(now)
    if not accounts.add(name, role, invitation, by=by, now=now):
        raise BadNameError(f"there is an account {name} already; to invite its owner again, reset it")
    return path_of(invitation)


def reset(name: str, *, by: str, now: datetime) -> str | None:
    """Make an account enrol anew and return the path of the link, or ``None`` if there is no such local account."""
    invitation = _new(now)
    return path_of(invitation) if accounts.reset(name, invitation, by=by, now=now) else None


def path_of(invitation: Invitation) -> str:
    """Return the path of an enrolment link."""
    return f"/staff/enrol/{invitation.token}/"


def _new(now: datetime) -> Invitation:
    return Invitation(secret.new_token(), secret.new_token(), now + LASTS)
