"""The reference of an expression of interest: easy to read out, hard to guess, and forgiving when typed.

``KXTR-7M2P-9WQN``: eleven random characters out of 27 (52 bits) and a check character. No two characters look alike,
and there are no vowels before the last place, so no words appear.
"""

from __future__ import annotations

import re
import secrets

_DATA = "0123456789CDFGHJKMNPQRTVWXY"
_ALL = _DATA + "AE"  # 29 values, a prime: the check finds every wrong character and every swapped pair
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "B": "8", "U": "V"})
_LENGTH = 12


def new_reference() -> str:
    """Return a fresh random reference."""
    data = "".join(secrets.choice(_DATA) for _ in range(_LENGTH - 1))
    return _grouped(data + _check(data))


def parse_reference(typed: str) -> str | None:
    """Return the reference that someone typed or read out, or ``None`` if it cannot be one.

    Case, spaces, dashes and dots do not matter; a letter O is read as 0, I and L as 1, Z as 2, S as 5, B as 8, U as V.
    """
    text = re.sub(r"[\s.\-\u2010-\u2015_]", "", typed).upper().translate(_LOOKALIKES)
    if len(text) != _LENGTH or any(character not in _DATA for character in text[:-1]):
        return None
    return _grouped(text) if text[-1] == _check(text[:-1]) else None


def _check(data: str) -> str:
    """Return the character that makes the sum of place times value divisible by 29, as ISBN-10 does with 11."""
    total = sum(place * _ALL.index(character) for place, character in enumerate(data, start=1))
    return _ALL[-total * pow(_LENGTH, -1, len(_ALL)) % len(_ALL)]


def _grouped(text: str) -> str:
    return "-".join(text[start : start + 4] for start in range(0, _LENGTH, 4))
