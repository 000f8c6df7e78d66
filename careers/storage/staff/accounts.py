"""Keep accounts: add, invite, enrol, disable, change the password. Each change ends the sessions that it must end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from careers.storage.database import insert_into, reading, writing
from careers.storage.once import digest
from careers.storage.staff import audit
from careers.storage.staff.records import Account, Action, Credentials, Enrolment, Event, Invitation, Role
from careers.storage.staff.tables import StaffAccount, StaffRecoveryCode, StaffSession, seconds


def add(name: str, role: Role, invitation: Invitation, *, by: str, now: datetime) -> bool:
    """Add an account that waits for its enrolment link to be used; tell whether the name was free."""
    with writing() as session:
        new = insert_into(session, StaffAccount.__table__).values(
            name=name, role=role.value, is_disabled=False, **_invited(invitation)
        )
        is_new = session.execute(new.on_conflict_do_nothing().returning(StaffAccount.name)).first() is not None
        if is_new:
            audit.add(session, Event(by, Action.ADDED, f"{name}, {role.value}"), now)
        return is_new


def reset(name: str, invitation: Invitation, *, by: str, now: datetime) -> bool:
    """Take password, codes and sessions away and invite anew; tell whether there is such an account.

    An account of the council's sign-on is none such: a password would open it by a second door.
    """
    with writing() as session:
        row = session.get(StaffAccount, name, with_for_update=True)
        if row is None or row.subject_hash is not None:
            return False
        row.password_hash = row.last_step = None
        for column, value in _invited(invitation).items():
            setattr(row, column, value)
        session.execute(delete(StaffRecoveryCode).where(StaffRecoveryCode.account == name))
        end_sessions(session, name)
        audit.add(session, Event(by, Action.RESET, name), now)
        return True


def set_disabled(name: str, *, disabled: bool, by: str, now: datetime) -> bool:
    """Close an account or open it again, ending its sessions at once; tell whether there is such an account."""
    with writing() as session:
        row = session.get(StaffAccount, name, with_for_update=True)
        if row is None:
            return False
        if row.is_disabled != disabled:
            row.is_disabled = disabled
            end_sessions(session, name)
            audit.add(session, Event(by, Action.DISABLED if disabled else Action.ENABLED, name), now)
        return True


def everyone() -> tuple[Account, ...]:
    """Return every account, by name."""
    with reading() as session:
        rows = session.scalars(select(StaffAccount).order_by(StaffAccount.name))
        return tuple(
            Account(
                r.name,
                Role(r.role),
                r.password_hash is not None or r.subject_hash is not None,
                r.is_disabled,
                r.display_name,
            )
            for r in rows
        )


def credentials(name: str) -> Credentials | None:
    """Return what a sign-in is checked against; none for an account that is unknown, disabled or not yet enrolled."""
    with reading() as session:
        row = session.get(StaffAccount, name)
        if row is None or row.is_disabled or row.password_hash is None:
            return None
        return Credentials(row.name, Role(row.role), row.password_hash, row.code_seed)


def invited(token: str, now: datetime) -> Enrolment | None:
    """Return whose enrolment link has the token, as long as it can be used."""
    with reading() as session:
        row = _by_token(session, token, now)
        return Enrolment(row.name, Role(row.role), row.code_seed) if row else None


def enrol(token: str, password_hash: str, step: int, codes: Iterable[str], now: datetime) -> bool:
    """Give an account its password and the hashes of its recovery codes; the link is used up by it.

    ``step`` is the time step of the authenticator code that was shown, which cannot be used again.
    """
    with writing() as session:
        row = _by_token(session, token, now, lock=True)
        if row is None:
            return False
        row.password_hash, row.last_step = password_hash, step
        row.link_hash = row.link_until = None
        session.add_all(StaffRecoveryCode(account=row.name, code_hash=code) for code in codes)
        audit.add(session, Event(row.name, Action.ENROLLED), now)
        return True


def change_password(name: str, password_hash: str, old: str, new: str, now: datetime) -> bool:
    """Give an account another password and sign it out everywhere but here, where the token becomes another one.

    ``old`` and ``new`` are the tokens of the session in which it is done. False when that session is over or the account
    has no password: it was closed, reset or signed out in the meantime.
    """
    with writing() as session:
        row = session.get(StaffAccount, name, with_for_update=True)
        if row is None or row.is_disabled or row.password_hash is None:
            return False
        here = update(StaffSession).where(StaffSession.account == name, StaffSession.token_hash == digest(old))
        renewed = session.execute(here.values(token_hash=digest(new)).returning(StaffSession.account)).first()
        if renewed is None:
            return False
        row.password_hash = password_hash
        others = delete(StaffSession).where(StaffSession.account == name, StaffSession.token_hash != digest(new))
        session.execute(others)
        audit.add(session, Event(name, Action.PASSWORD_CHANGED), now)
        return True


def use_step(session: Session, name: str, step: int) -> bool:
    """Use up an authenticator code by its time step; false when it or a later one was used before."""
    is_unused = (StaffAccount.last_step.is_(None)) | (StaffAccount.last_step < step)
    statement = update(StaffAccount).where(StaffAccount.name == name, is_unused).values(last_step=step)
    return session.execute(statement.returning(StaffAccount.name)).first() is not None


def use_recovery_code(session: Session, name: str, code_hash: str) -> bool:
    """Use up a recovery code; false when the account has no such code any more."""
    statement = delete(StaffRecoveryCode).where(
        StaffRecoveryCode.account == name, StaffRecoveryCode.code_hash == code_hash
    )
    return session.execute(statement.returning(StaffRecoveryCode.account)).first() is not None


def _invited(invitation: Invitation) -> dict[str, str | int]:
    return {
        "code_seed": invitation.code_seed,
        "link_hash": digest(invitation.token),
        "link_until": seconds(invitation.until),
    }


def _by_token(session: Session, token: str, now: datetime, *, lock: bool = False) -> StaffAccount | None:
    query = select(StaffAccount).where(
        StaffAccount.link_hash == digest(token),
        StaffAccount.link_until > seconds(now),
        StaffAccount.is_disabled.is_(False),
    )
    return session.scalar(query.with_for_update() if lock else query)


def end_sessions(session: Session, name: str) -> None:
    """Sign an account out everywhere, in the caller's transaction."""
    session.execute(delete(StaffSession).where(StaffSession.account == name))
