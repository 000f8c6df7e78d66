"""Keep a form that is sent twice once: its one-time key is claimed in the transaction that keeps the rest."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from sqlalchemy.orm import Session

from careers.storage.database import insert_into
from careers.storage.models import SubmissionKey


def digest(secret: str) -> str:
    """Return the SHA-256 of a random secret; it has 128 bits or more, so a plain hash cannot be tried out."""
    return sha256(secret.encode()).hexdigest()


def claim(session: Session, key: str, day: date) -> bool:
    """Tell whether ``key`` is used for the first time, and mark it as used.

    Two at the same moment are decided by the database: the second waits for the first to commit.
    """
    statement = insert_into(session, SubmissionKey.__table__).values(key_hash=digest(key), day=day)
    result = session.execute(statement.on_conflict_do_nothing().returning(SubmissionKey.key_hash))
    return result.first() is not None
