"""The staff tables. Moments are whole seconds since 1970 in UTC, which both databases order alike."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import BigInteger, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from careers.storage.models import IN_KEY_ORDER, Model

NAME_LIMIT = 60
DETAIL_LIMIT = 200
LABEL_LIMIT = 200


def seconds(moment: datetime) -> int:
    """Return an aware moment as it is kept."""
    return int(moment.timestamp())


def moment(kept: int) -> datetime:
    """Return a kept moment, in UTC."""
    return datetime.fromtimestamp(kept, UTC)


class StaffAccount(Model):
    """A colleague's account. Without a password it waits for its enrolment link to be used.

    One that came by the council's sign-on has ``subject_hash`` instead, and never a password.
    """

    __tablename__ = "staff_account"
    __table_args__ = (IN_KEY_ORDER,)

    name: Mapped[str] = mapped_column(String(NAME_LIMIT), primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    code_seed: Mapped[str] = mapped_column(String(64))
    last_step: Mapped[int | None] = mapped_column(BigInteger)
    is_disabled: Mapped[bool] = mapped_column(default=False)
    link_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    link_until: Mapped[int | None] = mapped_column(BigInteger)
    subject_hash: Mapped[str | None] = mapped_column(String(64), index=True, unique=True)
    display_name: Mapped[str | None] = mapped_column(String(NAME_LIMIT))


class StaffRecoveryCode(Model):
    """A recovery code that has not been used, as a keyed hash."""

    __tablename__ = "staff_recovery_code"
    __table_args__ = (IN_KEY_ORDER,)

    account: Mapped[str] = mapped_column(ForeignKey("staff_account.name", ondelete="CASCADE"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)


class StaffSession(Model):
    """Somebody signed in; the token itself is only in their cookie."""

    __tablename__ = "staff_session"
    __table_args__ = (IN_KEY_ORDER,)

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[str] = mapped_column(ForeignKey("staff_account.name", ondelete="CASCADE"), index=True)
    began_at: Mapped[int] = mapped_column(BigInteger)
    used_at: Mapped[int] = mapped_column(BigInteger)


class StaffThrottle(Model):
    """How many sign-ins were tried for one name since a moment; the name is a keyed hash, as it may be anything."""

    __tablename__ = "staff_throttle"
    __table_args__ = (IN_KEY_ORDER,)

    name_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[int] = mapped_column(BigInteger)
    tries: Mapped[int]


class StaffSignOn(Model):
    """An attempt at the council's sign-on that was used up, kept as long as its cookie could be shown again."""

    __tablename__ = "staff_sign_on"
    __table_args__ = (IN_KEY_ORDER,)

    ticket_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_at: Mapped[int] = mapped_column(BigInteger)


class StaffRefusal(Model):
    """How many sign-ins were refused on a day, and nothing of who tried."""

    __tablename__ = "staff_refusal"
    __table_args__ = (IN_KEY_ORDER,)

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    way: Mapped[str] = mapped_column(String(20), primary_key=True)
    count: Mapped[int]


class StaffStatistic(Model):
    """A line of the statistics of a quarter as they were first exported; they are never counted again."""

    __tablename__ = "staff_statistic"
    __table_args__ = (IN_KEY_ORDER,)

    quarter: Mapped[str] = mapped_column(String(7), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    counted_on: Mapped[date] = mapped_column(Date)
    title: Mapped[str] = mapped_column(String(LABEL_LIMIT))
    label: Mapped[str] = mapped_column(String(LABEL_LIMIT))
    text: Mapped[str] = mapped_column(String(40))


class StaffAudit(Model):
    """Who did what and when. The database refuses to change or delete a line."""

    __tablename__ = "staff_audit"
    __table_args__ = (IN_KEY_ORDER,)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[int] = mapped_column(BigInteger)
    who: Mapped[str] = mapped_column(String(NAME_LIMIT))
    action: Mapped[str] = mapped_column(String(40))
    detail: Mapped[str] = mapped_column(String(DETAIL_LIMIT))
