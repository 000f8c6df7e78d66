"""Decide whether somebody may sign in. Whatever is wrong, the answer, its words and the work done are the same."""

from __future__ import annotations

from datetime import datetime, timedelta

from careers.staff import secret
from careers.staff.presence import limits
from careers.storage.staff import accounts, audit, sessions
from careers.storage.staff.records import Action, Credentials, Event

TRIES = 5
WINDOW = timedelta(minutes=15)
REFUSED = (
    "That did not work. Look at the name, the password and the code again; each code works once. "
    "After five tries, wait a quarter of an hour."
)


def tidy_name(typed: str) -> str:
    """Return a name as accounts are named."""
    return typed.strip().lower()[:60]


def sign_in(key: str, name: str, password: str, code: str, now: datetime) -> str | None:
    """Return the token of a new session, or ``None``. ``key`` is the site's own.

    A name that was tried too often is refused before anything is compared, whether an account has it or not.
    """
    name_hash = secret.keyed(key, "sign-in", name)
    tries = sessions.try_once(name_hash, now - WINDOW, now)
    if tries > TRIES:
        return None
    found = accounts.credentials(name)
    is_known = secret.is_password(password, found.password_hash if found else None)
    step, recovery = _code(key, name, found, secret.tidy_code(code), now)
    token, known_name = secret.new_token(), name if is_known else ""
    if sessions.begin(
        known_name, token, step=step, recovery_hash=recovery, name_hash=name_hash, limits=limits(now), now=now
    ):
        return token
    if found and tries == TRIES:
        audit.record(Event(name, Action.BLOCKED), now)
    return None


def confirm(key: str, name: str, password: str, now: datetime) -> bool:
    """Tell whether somebody who is signed in knows their password. Tries count like those to sign in."""
    name_hash = secret.keyed(key, "sign-in", name)
    tries = sessions.try_once(name_hash, now - WINDOW, now)
    if tries > TRIES:
        return False
    found = accounts.credentials(name)
    if secret.is_password(password, found.password_hash if found else None):
        sessions.forget_tries(name_hash)
        return True
    if tries == TRIES:
        audit.record(Event(name, Action.BLOCKED), now)
    return False


def _code(key: str, name: str, found: Credentials | None, code: str, now: datetime) -> tuple[int | None, str | None]:
    """Return the time step of an authenticator code, and else what a recovery code would be kept as."""
    shared = secret.code_secret(key, name, found.code_seed if found else "")
    step = secret.code_step(shared, code, now)
    return step, None if step is not None else secret.recovery_hash(key, name, code)
