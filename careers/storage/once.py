"""Keep a form that is sent twice once: its one-time key is claimed in the transaction that keeps the rest."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from sqlalchemy import Date, bindparam, text
from sqlalchemy.orm import Session

_CLAIM = text(
    "INSERT INTO submission_key (key_hash, day) VALUES (:key_hash, :day) ON CONFLICT DO NOTHING RETURNING key_hash"
).bindparams(bindparam("day", type_=Date))
"""Both databases understand it, and it is compiled once: SQLAlchemy makes its own ON CONFLICT anew each time."""


def digest(secret: str) -> str:
    """Return the SHA-256 of a random secret; it has 128 bits or more, so a plain hash cannot be tried out."""
    return sha256(secret.encode()).hexdigest()


def claim(session: Session, key: str, day: date) -> bool:
    """Tell whether ``key`` is used for the first time, and mark it as used.

    Two at the same moment are decided by the database: the second waits for the first to commit.
    """
    return session.connection().execute(_CLAIM, {"key_hash": digest(key), "day": day}).first() is not None
