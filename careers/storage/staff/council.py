"""Keep colleagues who come by the council's sign-on: the subject is the key, and nothing is linked by name or e-mail."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from careers.storage.database import insert_into, writing
from careers.storage.staff import audit
from careers.storage.staff.accounts import end_sessions
from careers.storage.staff.records import Action, Arrival, Event, Limits, Role, Subject
from careers.storage.staff.sessions import open_session
from careers.storage.staff.tables import StaffAccount, StaffSignOn, seconds

BY = "council sign-on"


def arrive(
    subject: Subject, role: Role, token: str, *, ticket: str, lasts: timedelta, limits: Limits, now: datetime
) -> Arrival:
    """Begin a session for a colleague, adding their account or changing its role as the provider says now.

    ``ticket`` names the attempt, which is used up whatever comes of it and forgotten after ``lasts``.
    """
    with writing() as session:
        if not _claim(session, ticket, lasts, now):
            return Arrival.USED
        row = _account(session, subject, role, now)
        row.display_name = subject.display_name
        if row.role != role.value:
            audit.add(session, Event(BY, Action.ROLE_CHANGED, f"{row.name}, {row.role} to {role.value}"), now)
            row.role = role.value
        if row.is_disabled:
            return Arrival.CLOSED
        open_session(session, row.name, token, limits, now)
        audit.add(session, Event(row.name, Action.SIGNED_ON, role.value), now)
        return Arrival.IN


def lose_role(subject: Subject, now: datetime) -> None:
    """End the sessions of a colleague whom the provider gives no role any more."""
    with writing() as session:
        row = _find(session, subject)
        if row is not None:
            end_sessions(session, row.name)
            audit.add(session, Event(row.name, Action.ROLE_LOST, row.role), now)


def _claim(session: Session, ticket: str, lasts: timedelta, now: datetime) -> bool:
    session.execute(delete(StaffSignOn).where(StaffSignOn.used_at <= seconds(now - lasts)))
    new = insert_into(session, StaffSignOn.__table__).values(ticket_hash=ticket, used_at=seconds(now))
    return session.execute(new.on_conflict_do_nothing().returning(StaffSignOn.ticket_hash)).first() is not None


def _account(session: Session, subject: Subject, role: Role, now: datetime) -> StaffAccount:
    values = {
        "name": subject.account,
        "role": role.value,
        "code_seed": "",
        "is_disabled": False,
        "subject_hash": subject.subject_hash,
        "display_name": subject.display_name,
    }
    new = insert_into(session, StaffAccount.__table__).values(values).on_conflict_do_nothing()
    if session.execute(new.returning(StaffAccount.name)).first() is not None:
        audit.add(session, Event(BY, Action.ADDED, f"{subject.account}, {role.value}"), now)
    row = _find(session, subject)
    if row is None:
        raise LookupError("two subjects have the same account name")
    return row


def _find(session: Session, subject: Subject) -> StaffAccount | None:
    return session.scalar(
        select(StaffAccount).where(StaffAccount.subject_hash == subject.subject_hash).with_for_update()
    )
