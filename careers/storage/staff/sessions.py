"""Keep who is signed in, and count the tries of those who want to be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Session as DatabaseSession

from careers.storage.database import insert_into, reading, writing
from careers.storage.once import digest
from careers.storage.staff import accounts, audit
from careers.storage.staff.records import Action, Event, Limits, OpenSession, Role, Session, Way
from careers.storage.staff.tables import StaffAccount, StaffSession, StaffThrottle, moment, seconds

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
        who = _session_of(*found)
    if seconds(now) - seconds(who.used_at) < USED_EVERY:
        return who
    with writing() as session:
        row = session.get(StaffSession, digest(token))
        if row is not None:
            row.used_at = seconds(now)
    return replace(who, used_at=moment(seconds(now)))


def of(name: str, token: str, limits: Limits) -> tuple[OpenSession, ...]:
    """Return where an account is signed in, the session with ``token`` first, then the one that was used last."""
    with reading() as session:
        rows = session.scalars(select(StaffSession).where(StaffSession.account == name, ~_is_over(limits))).all()
        found = [
            OpenSession(_handle(r), moment(r.began_at), moment(r.used_at), r.token_hash == digest(token)) for r in rows
        ]
    return tuple(sorted(found, key=lambda one: (not one.is_this, -one.used_at.timestamp(), one.handle)))


def end_others(name: str, token: str, handles: Collection[str], now: datetime) -> int:
    """End those of an account's sessions that are named, but not the one with ``token``; return how many those were."""
    with writing() as session:
        rows = session.scalars(select(StaffSession).where(StaffSession.account == name)).all()
        ending = [row for row in rows if _handle(row) in handles and row.token_hash != digest(token)]
        for row in ending:
            session.delete(row)
        if ending:
            audit.add(session, Event(name, Action.SIGNED_OUT_ELSEWHERE, f"sessions: {len(ending)}"), now)
        return len(ending)


def forget_tries(name_hash: str) -> None:
    """Forget the tries for a name, after one that was right."""
    with writing() as session:
        session.execute(delete(StaffThrottle).where(StaffThrottle.name_hash == name_hash))


def end(token: str) -> None:
    """End a session."""
    with writing() as session:
        session.execute(delete(StaffSession).where(StaffSession.token_hash == digest(token)))


def _session_of(kept: StaffSession, row: StaffAccount) -> Session:
    way = Way.LOCAL if row.subject_hash is None else Way.COUNCIL
    moments = moment(kept.began_at), moment(kept.used_at)
    return Session(row.name, Role(row.role), *moments, way, row.display_name or row.name)


def _handle(row: StaffSession) -> str:
    return digest(row.token_hash)[:16]


def _is_over(limits: Limits) -> ColumnElement[bool]:
    return or_(StaffSession.used_at <= seconds(limits.idle), StaffSession.began_at <= seconds(limits.begun))
