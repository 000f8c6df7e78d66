"""What goes into the staff tables and comes out of them. Immutable, and free of SQLAlchemy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What an account is for. Each opens its own pages and no others."""

    HR = "hr"
    EDITOR = "editor"
    ADMIN = "admin"


class Way(StrEnum):
    """How somebody proves who they are: with a password and a code here, or at the council's sign-on."""

    LOCAL = "here"
    COUNCIL = "council sign-on"


class Arrival(StrEnum):
    """What became of a colleague who came back from the council's sign-on."""

    IN = "signed in"
    USED = "attempt used before"
    CLOSED = "account closed"


class Action(StrEnum):
    """What the audit tells of."""

    ADDED = "account added"
    ENROLLED = "account enrolled"
    DISABLED = "account disabled"
    ENABLED = "account enabled"
    RESET = "account reset"
    PASSWORD_CHANGED = "password changed"  # noqa: S105 - what was done
    SIGNED_OUT_ELSEWHERE = "signed out elsewhere"
    SIGNED_IN = "signed in"
    RECOVERED = "signed in with a recovery code"
    SIGNED_ON = "signed in by the council's sign-on"
    ROLE_CHANGED = "role changed by the council's sign-on"
    ROLE_LOST = "role lost at the council's sign-on"
    REFUSED = "page of another role refused"
    BLOCKED = "sign-in blocked after wrong tries"
    MOVED = "interest moved along"
    COMMENT_DELETED = "comment deleted"
    EXPORTED = "exported"
    RESTORED = "backup put back"


@dataclass(frozen=True, slots=True)
class Event:
    """Something to be written into the audit: who did what, in a few words that say nothing about a visitor."""

    who: str
    action: Action
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the audit; lines are numbered without gaps, so one that is missing is seen."""

    number: int
    at: datetime
    who: str
    action: str
    detail: str


@dataclass(frozen=True, slots=True)
class Account:
    """An account as the administrator sees it."""

    name: str
    role: Role
    is_enrolled: bool
    is_disabled: bool
    display_name: str | None = None

    @property
    def way(self) -> Way:
        """Return how its owner signs in: only accounts of the council's sign-on have a name from there."""
        return Way.LOCAL if self.display_name is None else Way.COUNCIL


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a sign-in is checked against. ``code_seed`` is worth nothing without the site's own key."""

    name: str
    role: Role
    password_hash: str
    code_seed: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """An enrolment that is open: what to keep for the link. ``token`` is the secret part of its address."""

    code_seed: str
    token: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Whose enrolment link it is."""

    name: str
    role: Role
    code_seed: str


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in. ``name`` is what the audit knows them by, ``label`` what a page calls them."""

    name: str
    role: Role
    began_at: datetime
    used_at: datetime
    way: Way = Way.LOCAL
    label: str = ""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One of the sessions of an account. ``handle`` names it on a page, and opens nothing."""

    handle: str
    began_at: datetime
    used_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """A colleague as the council's sign-on knows them: a keyed hash, the account's name that follows, and their own."""

    subject_hash: str
    account: str
    display_name: str


@dataclass(frozen=True, slots=True)
class Limits:
    """The moments before which a session must have been used (``idle``) and begun (``begun``) to be over."""

    idle: datetime
    begun: datetime
