"""The tables.

Every primary key is random and, in SQLite, every table is ordered by it (WITHOUT ROWID), so that neither an id nor the
order of the rows tells which came first. A day is the finest time. ``definition`` says what each column is for.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, MetaData, String, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from careers.storage.records import COMMENT_LIMIT, FIRST_STAGE


class Base(DeclarativeBase):
    """The declarative base; constraints have predictable names, which migrations need."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

IN_KEY_ORDER = {"sqlite_with_rowid": False}


class ExpressionOfInterest(Model):
    """One expression of interest. ``address_hash`` is the SHA-256 of the secret in its private page's address.

    ``answers`` says the choices again in letters, see ``letters``. ``hr_reached`` is ``hr_stage``, and once that is
    closed what it was before. Each index holds all that is counted by, one in the order of days, one in that of pages.
    """

    __tablename__ = "expression_of_interest"
    __table_args__ = (
        Index("ix_expression_of_interest_by_day", "day", "hr_stage", "hr_reached", "started_from", "answers"),
        Index("ix_expression_of_interest_by_page", "started_from", "hr_stage", "hr_reached", "day", "answers"),
        IN_KEY_ORDER,
    )

    reference: Mapped[str] = mapped_column(String(14), primary_key=True)
    address_hash: Mapped[str] = mapped_column(String(64), unique=True)
    day: Mapped[date] = mapped_column(Date)
    form_version: Mapped[int]
    started_from: Mapped[str] = mapped_column(String(200))
    hr_stage: Mapped[str] = mapped_column(String(40), default=FIRST_STAGE)
    hr_reached: Mapped[str] = mapped_column(String(40), default=FIRST_STAGE)
    answers: Mapped[str] = mapped_column(String(200))
    choices: Mapped[list[Choice]] = relationship(cascade="all, delete-orphan", passive_deletes=True, lazy="selectin")


class Choice(Model):
    """One option chosen in one expression of interest, by the ids in the questionnaire."""

    __tablename__ = "choice"
    __table_args__ = (IN_KEY_ORDER,)

    reference: Mapped[str] = mapped_column(
        ForeignKey("expression_of_interest.reference", ondelete="CASCADE"), primary_key=True
    )
    question: Mapped[str] = mapped_column(String(80), primary_key=True)
    option: Mapped[str] = mapped_column(String(80), primary_key=True)


class OptionLetter(Model):
    """The letter that stands for an option, one of a question, in ``ExpressionOfInterest.answers``."""

    __tablename__ = "option_letter"
    __table_args__ = (IN_KEY_ORDER,)

    question: Mapped[str] = mapped_column(String(80), primary_key=True)
    option: Mapped[str] = mapped_column(String(80), primary_key=True)
    letter: Mapped[str] = mapped_column(String(1), unique=True)


IS_COMMENTED = text("comment IS NOT NULL")


class PageFeedback(Model):
    """One answer to "Was this page helpful?". One index holds all that is counted, one finds the comments."""

    __tablename__ = "page_feedback"
    __table_args__ = (
        CheckConstraint(f"length(comment) <= {COMMENT_LIMIT}", name="comment_fits"),
        Index("ix_page_feedback_counted", "page", "fingerprint", "helpful", "reason", "day"),
        Index(
            "ix_page_feedback_commented",
            "page",
            "fingerprint",
            "day",
            sqlite_where=IS_COMMENTED,
            postgresql_where=IS_COMMENTED,
        ),
        IN_KEY_ORDER,
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    page: Mapped[str] = mapped_column(String(200))
    fingerprint: Mapped[str] = mapped_column(String(64))
    helpful: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(String(40))
    comment: Mapped[str | None] = mapped_column(String(COMMENT_LIMIT))
    day: Mapped[date] = mapped_column(Date, index=True)


class GuardCounter(Model):
    """How many comments the personal-data guard stopped on a day; nothing of the comments."""

    __tablename__ = "guard_counter"
    __table_args__ = (IN_KEY_ORDER,)

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


class SubmissionKey(Model):
    """The SHA-256 of a form's one-time key, kept for two days so that a form sent twice is kept once."""

    __tablename__ = "submission_key"
    __table_args__ = (IN_KEY_ORDER,)

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    day: Mapped[date] = mapped_column(Date, index=True)


class Housekeeping(Model):
    """The day on which each regular job was last done, so that several processes do it once."""

    __tablename__ = "housekeeping"
    __table_args__ = (IN_KEY_ORDER,)

    job: Mapped[str] = mapped_column(String(40), primary_key=True)
    day: Mapped[date] = mapped_column(Date)
