"""One letter for each option, so that all that somebody chose is one short text beside the rest of their row.

The table of choices is what is true; the letters say it again for counting. With them, counting a hundred thousand
answers by every option is one pass over an index instead of a join with a million choices. Options get their letters in
the order in which they are first chosen and keep them for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from careers.storage.models import ExpressionOfInterest, OptionLetter
from careers.storage.records import Choices

FIRST = 0xE000
"""The Unicode private use area: 6,400 letters without case or meaning, which every database compares exactly."""

_TABLE = OptionLetter.__table__
_ALL = select(_TABLE.c.question, _TABLE.c.option, _TABLE.c.letter)

Letters = Mapping[tuple[str, str], str]
"""The letter of each option that was ever chosen, by question and option."""


_KNOWN = "careers.storage.letters"


def known(session: Session) -> dict[tuple[str, str], str]:
    """Return every letter that is given."""
    rows = session.connection().execute(_ALL)
    return {(question, option): letter for question, option, letter in rows}


def spell(session: Session, choices: Choices) -> str:
    """Return choices as letters, in a transaction that writes; options that have none get one.

    The letters are read once a session: once given they never change.
    """
    chosen = [(question, option) for question, options in choices.items() for option in options]
    letters: dict[tuple[str, str], str] = session.info.setdefault(_KNOWN, {})
    if not letters.keys() >= set(chosen):
        letters.update(known(session))
    if not letters.keys() >= set(chosen):
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("LOCK TABLE option_letter IN EXCLUSIVE MODE"))
            letters.update(known(session))
        for question, option in chosen:
            if (question, option) not in letters:
                letter = letters[question, option] = chr(FIRST + len(letters))
                session.add(OptionLetter(question=question, option=option, letter=letter))
        session.flush()
    return "".join(sorted(letters[pair] for pair in chosen))


def respell(session: Session, since: date) -> int:
    """Spell anew what is kept or changed from a day on without letters; return how many rows that were.

    A version of the program from before the letters writes such rows while instances are restarted one by one.
    """
    mended = 0
    for row in session.scalars(select(ExpressionOfInterest).where(ExpressionOfInterest.day >= since)):
        choices: dict[str, tuple[str, ...]] = {}
        for choice in row.choices:
            choices[choice.question] = (*choices.get(choice.question, ()), choice.option)
        right = spell(session, choices)
        if row.answers != right:
            row.answers = right
            mended += 1
    return mended
