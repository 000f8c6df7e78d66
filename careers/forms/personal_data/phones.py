"""Rules for phone numbers, here and abroad. Reads the numeric reading."""

from __future__ import annotations

import re

from careers.forms.personal_data.finding import Kind
from careers.forms.personal_data.rule import Pattern, Rule, after, before

_PHONE_WORDS = Pattern(
    r"\b(?:phone|telephone|tel|t[ée]l(?:[ée]phone)?|mob|mobile|cell|call|ring|text|txt|texts|whats\s?app"
    r"|landline|bell|number|num|"
    r"numer|telefon\w{0,2}|handy|n[uú]m[ée]ro|appelez|ll[aá]mame|home|work|dial|fax|sms|contact)\b"
)
_GAP = r"[ .\-/()_,]{0,3}"
_MONEY = Pattern(r"[£$€]\s?$")


def _is_phone(match: re.Match[str]) -> bool:
    """Refuse lists of figures: a phone number is one number, so commas and decimals may not run through it."""
    text = match[0]
    if "\n" in text or before(match, _MONEY, 2):
        return False
    groups = re.findall(r"\d+", text)
    commas = text.count(",")
    if set(map(len, groups)) == {1}:
        return commas <= 3 or before(match, _PHONE_WORDS)
    if commas > 3 or (commas and min(map(len, groups)) < 3):
        return commas <= 3 and max(map(len, groups)) < 3 and before(match, _PHONE_WORDS)
    return not ("." in text and min(map(len, groups)) < 2)


def _is_local_phone(match: re.Match[str]) -> bool:
    return _is_phone(match) and (before(match, _PHONE_WORDS, 30) or after(match, _PHONE_WORDS, 15))


NUMERIC_RULES = (
    # United Kingdom, from the trunk nought or the country code; reserved example numbers count like any other.
    Rule(
        Kind.PHONE,
        Pattern(rf"(?<![\d£])(?<!\d[.,/\-])\(?(?:\+|00)?[ ]?44\)?{_GAP}(?:\(0\)|0)?(?:{_GAP}\d){{9,10}}(?!\d|[.,]\d)"),
        _is_phone,
    ),
    Rule(Kind.PHONE, Pattern(rf"(?<![\d£])(?<!\d[.,/\-])\(?0{_GAP}[1-9](?:{_GAP}\d){{8,9}}(?!\d|[.,]\d)"), _is_phone),
    Rule(Kind.PHONE, Pattern(r"(?<![\d£])(?<!\d[.,/\-])7\d{3}[ ]?\d{3}[ ]?\d{3}(?!\d|[.,]\d)"), _is_phone),
    # Abroad: a plus or 00 and the country code.
    Rule(Kind.PHONE, Pattern(rf"(?<![\d\w])(?:\+|00)[ ]?[1-9](?:{_GAP}\d){{7,13}}(?!\d)"), _is_phone),
    # Local and foreign numbers without a code, when a phone is spoken of.
    Rule(
        Kind.PHONE,
        Pattern(
            r"(?<![\d£.,])(?<!\d[/\-])(?:\d{3}[ \-]\d{4}|\d{7}|\d{3}[ \-.]\d{3}[ \-.]\d{3,4}|\d{9,11})(?!\d"
            r"|[.,/%]\d|\s?%)"
        ),
        _is_local_phone,
    ),
)
