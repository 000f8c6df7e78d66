"""Rules for vehicle registrations, current and older, with or without a space."""

from __future__ import annotations

import re

from careers.forms.personal_data.finding import Kind
from careers.forms.personal_data.rule import DIGITS, Pattern, Rule, before, near

# Vehicles: the current style stands alone; the older ones need a car, a plate or a reg nearby.
_CAR_WORDS = Pattern(
    r"\b(?:car|cars|reg|regs|registration|plates?|number\s?plate|vehicle|van|parked|parking|drive"
    r"|driving|motorbike|moped|mot|"
    r"bay|permit|ticket|insur\w{2,8}|voiture|samoch[oó]d|carro|coche|auto|micra|corsa|fiesta|focus"
    r"|golf|polo|astra|yaris|clio|"
    r"civic|jazz|mini|fiat|ford|vauxhall|toyota|nissan|honda|bmw|audi|kia|skoda|seat|volvo|tesla|renault|peugeot)\b"
)
_PLATE_WORDS = Pattern(r"\b(?:reg|registration|plates?|number\s?plate|vehicle)\b")
_SEP = r"[ .\-]?"
_CURRENT = Pattern(rf"(?<![^\W_])[A-Za-z]{{2}}{_SEP}[0-9OIoi]\d{_SEP}[A-Za-z]{{3}}(?![^\W_])", cased=True)
_LETTER = r"[A-Za-z]"
_SPACED = Pattern(
    rf"(?<![^\W_])(?:{_LETTER}[ ]\d[ ]\d?[ ]?\d?[ ]?{_LETTER}[ ]{_LETTER}[ ]{_LETTER}"
    rf"|{_LETTER}[ ]{_LETTER}[ ]\d[ ]\d[ ]{_LETTER}[ ]{_LETTER}[ ]{_LETTER})(?![^\W_])",
    cased=True,
)
_OLDER = Pattern(
    rf"(?<![^\W_])(?:[A-Za-z]\d{{1,3}}{_SEP}[A-Za-z]{{3}}|[A-Za-z][ ]\d{{3}}[ ][A-Za-z]{{3}}|[A-Za-z]{{3}}{_SEP}\d{{1,3}}[A-Za-z]"
    rf"|[A-Za-z]\d[ ][A-Za-z]{{3,4}})(?![^\W_])",
    cased=True,
)
_DATELESS = Pattern(r"(?<![^\W_])[A-Za-z]{1,3}[ ]\d{3,4}(?![^\W_])", cased=True)
_SHORT_WORDS = frozenset(
    [
        "the",
        "and",
        "for",
        "you",
        "are",
        "was",
        "not",
        "but",
        "his",
        "her",
        "had",
        "has",
        "all",
        "any",
        "who",
        "can",
        "its",
        "our",
        "out",
        "now",
        "new",
        "one",
        "two",
        "may",
        "see",
        "per",
        "day",
        "way",
    ]
)


def _is_current_plate(match: re.Match[str]) -> bool:
    word = match[0][-3:]
    if word.lower() in _SHORT_WORDS:
        return False
    return match[0].isupper() or near(match, _CAR_WORDS)


def _is_older_plate(match: re.Match[str]) -> bool:
    return match[0][-3:].lower() not in _SHORT_WORDS and near(match, _CAR_WORDS, 35)


PLAIN_RULES = (
    Rule(Kind.VEHICLE, _CURRENT, _is_current_plate, needs=DIGITS),
    Rule(Kind.VEHICLE, _SPACED, _is_older_plate, needs=DIGITS),
    Rule(Kind.VEHICLE, _OLDER, _is_older_plate, needs=DIGITS),
    Rule(Kind.VEHICLE, _DATELESS, lambda match: before(match, _PLATE_WORDS, 25), needs=DIGITS),
)
