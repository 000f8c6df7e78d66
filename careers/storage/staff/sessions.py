"""Keep who is signed in, and count the tries of those who want to be."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Session as DatabaseSession

from careers.storage.database import insert_into, reading, writing
from careers.storage.once import digest
from careers.storage.staff import accounts, audit
from careers.storage.staff.records import Action, Event, Limits, Role, Session, Way
from careers.storage.staff.tables import StaffAccount, StaffSession, StaffThrottle, seconds

USED_EVERY = 60
"""Seconds within which a second use of a session is not written down again."""


def try_once(name_hash: str, since: datetime, now: datetime) -> int:
    """Count one more try for a name before it is made, and return how many there were after ``since``.

    Counting first means that many tries at the same moment are all counted. Old counts go.
    """
    with writing() as session:
        session.execute(delete(StaffThrottle).where(StaffThrottle.since <= seconds(since)))
        table = StaffThrottle.__table__
        new = insert_into(session, table).values(name_hash=name_hash, since=seconds(now), tries=1)
        more = new.on_conflict_do_update(index_elements=["name_hash"], set_={"tries": StaffThrottle.tries + 1})
        return int(session.execute(more.returning(StaffThrottle.tries)).scalar_one())


def begin(
    name: str,
    token: str,
    *,
    step: int | None,
    recovery_hash: str | None,
    name_hash: str,
    limits: Limits,
    now: datetime,
) -> bool:
    """Begin a session and use up the code that was shown, forgetting the tries; false when the code was used before."""
    with writing() as session:
        row = session.get(StaffAccount, name, with_for_update=True)
        if row is None or row.is_disabled:
            return False
        if step is not None:
            is_good = accounts.use_step(session, name, step)
        else:
            is_good = recovery_hash is not None and accounts.use_recovery_code(session, name, recovery_hash)
        if not is_good:
            return False
        session.execute(delete(StaffThrottle).where(StaffThrottle.name_hash == name_hash))
        open_session(session, name, token, limits, now)
        audit.add(session, Event(name, Action.SIGNED_IN if step is not None else Action.RECOVERED), now)
        return True


def open_session(session: DatabaseSession, name: str, token: str, limits: Limits, now: datetime) -> None:
    """Add a session in the caller's transaction. Sessions that are over are cleared away here."""
    session.execute(delete(StaffSession).where(_is_over(limits)))
    at = seconds(now)
    session.add(StaffSession(token_hash=digest(token), account=name, began_at=at, used_at=at))


def current(token: str, limits: Limits, now: datetime) -> Session | None:
    """Return who is signed in with a token, and note that the session is in use."""
    with reading() as session:
        query = select(StaffSession, StaffAccount).join(StaffAccount, StaffAccount.name == StaffSession.account)
        found = session.execute(query.where(StaffSession.token_hash == digest(token), ~_is_over(limits))).first()
        if found is None or found[1].is_disabled:
            return None
        used_at, who = found[0].used_at, _session_of(found[1])
    if seconds(now) - used_at >= USED_EVERY:
        with writing() as session:
            row = session.get(StaffSession, digest(token))
            if row is not None:
                row.used_at = seconds(now)
    return who


def end(token: str) -> None:
    """End a session."""
    with writing() as session:
        session.execute(delete(StaffSession).where(StaffSession.token_hash == digest(token)))


def _session_of(row: StaffAccount) -> Session:
    way = Way.LOCAL if row.subject_hash is None else Way.COUNCIL
    return Session(row.name, Role(row.role), way, row.display_name or row.name)


def _is_over(limits: Limits) -> ColumnElement[bool]:
    return or_(StaffSession.used_at <= seconds(limits.idle), StaffSession.began_at <= seconds(limits.begun))
