"""Keep, find, change and withdraw expressions of interest."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from careers.storage.database import reading, writing
from careers.storage.grouped import keep
from careers.storage.letters import spell
from careers.storage.models import Choice, ExpressionOfInterest
from careers.storage.once import claim, digest
from careers.storage.records import FIRST_STAGE, Choices, Expression, NewExpression

_INSERT, _INSERT_CHOICES = insert(ExpressionOfInterest.__table__), insert(Choice.__table__)  # type: ignore[arg-type]


def record(new: NewExpression, key: str) -> Expression | None:
    """Keep an expression of interest unless ``key`` was used before, and return what is kept for its address.

    ``None`` means that it was sent before and has been withdrawn since: what was withdrawn does not come back.
    """

    def work(session: Session) -> Expression | None:
        if not claim(session, key, new.day):
            return _record_of(_by_address(session, new.address))
        handle = digest(new.address)
        kept = {
            "reference": new.reference,
            "address_hash": handle,
            "day": new.day,
            "form_version": new.form_version,
            "started_from": new.started_from,
            "answers": spell(session, new.choices),
            "hr_stage": FIRST_STAGE,
        }
        connection = session.connection()  # which makes no objects of rows, and takes half the time
        connection.execute(_INSERT, kept)
        rows = [
            {"reference": new.reference, "question": question, "option": option}
            for question, options in new.choices.items()
            for option in options
        ]
        if rows:
            connection.execute(_INSERT_CHOICES, rows)
        choices = {question: tuple(sorted(options)) for question, options in sorted(new.choices.items()) if options}
        return Expression(new.reference, handle, choices, new.day, new.form_version, new.started_from, FIRST_STAGE)

    return keep(work)


def find(reference: str) -> Expression | None:
    """Return the expression of interest with a reference."""
    with reading() as session:
        return _record_of(session.get(ExpressionOfInterest, reference))


def find_by_address(address: str) -> Expression | None:
    """Return the expression of interest whose private page is at ``address``."""
    with reading() as session:
        return _record_of(_by_address(session, address))


def find_by_handle(handle: str) -> Expression | None:
    """Return the expression of interest that a colleague opens.

    The handle is the hash of the private page's address, which opens nothing. It changes when the page moves.
    """
    with reading() as session:
        return _record_of(_by_hash(session, handle))


def change(reference: str, choices: Choices, *, form_version: int, day: date) -> Expression | None:
    """Replace the choices; the retention period starts again on ``day``. ``None``: there is none with the reference."""
    with writing() as session:
        row = session.get(ExpressionOfInterest, reference, with_for_update=True)
        if row is None:
            return None
        session.execute(delete(Choice).where(Choice.reference == reference))
        session.expire(row, ["choices"])
        session.add_all(_rows(reference, choices))
        row.form_version, row.day, row.answers = form_version, day, spell(session, choices)
        session.flush()
        session.expire(row, ["choices"])
        return _record_of(row)


def move(reference: str, address: str) -> Expression | None:
    """Give the private page a new address; the old one stops working. ``None``: there is none with the reference."""
    with writing() as session:
        row = session.get(ExpressionOfInterest, reference, with_for_update=True)
        if row is not None:
            row.address_hash = digest(address)
        return _record_of(row)


def withdraw(reference: str) -> bool:
    """Delete an expression of interest and its choices; tell whether there was one."""
    with writing() as session:
        statement = delete(ExpressionOfInterest).where(ExpressionOfInterest.reference == reference)
        return session.execute(statement.returning(ExpressionOfInterest.reference)).first() is not None


def _by_address(session: Session, address: str) -> ExpressionOfInterest | None:
    return _by_hash(session, digest(address))


def _by_hash(session: Session, address_hash: str) -> ExpressionOfInterest | None:
    return session.scalar(select(ExpressionOfInterest).where(ExpressionOfInterest.address_hash == address_hash))


def _rows(reference: str, choices: Choices) -> list[Choice]:
    return [
        Choice(reference=reference, question=question, option=option)
        for question, options in choices.items()
        for option in options
    ]


def _record_of(row: ExpressionOfInterest | None) -> Expression | None:
    if row is None:
        return None
    choices: dict[str, tuple[str, ...]] = {}
    for choice in sorted(row.choices, key=lambda choice: (choice.question, choice.option)):
        choices[choice.question] = (*choices.get(choice.question, ()), choice.option)
    return Expression(
        row.reference, row.address_hash, choices, row.day, row.form_version, row.started_from, row.hr_stage
    )
