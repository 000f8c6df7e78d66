"""Rules for e-mail addresses and phone numbers, plain and disguised."""

from __future__ import annotations

import re

from careers.forms.personal_data.finding import Kind
from careers.forms.personal_data.rule import Pattern, Rule, after, before

_PROVIDERS = (
    r"gmail|googlemail|hotmail|outlook|yahoo|ymail|icloud|aol|live|msn|proton|protonmail|btinternet|sky|virginmedia|talktalk"
    r"|ntlworld|nhs|tutanota|gmx|fastmail|posteo|web|wp|onet|laposte|orange|mail|me|zoho|yandex|rediffmail|hey|pm"
)
_DOT_WORD = r"(?:dot|point|punto|punkt|ponto|kropka|punct|nokta)"
_AT_WORD = r"(?:at|arobase|arroba|ma[łl]pa|ät|chiocciola|klammeraffe|kukac)"
_OPEN, _CLOSE = r"[\[({<*_\-]", r"[\])}>*_\-]"
_SPELLED_DOT = rf"(?:[ ]{_DOT_WORD}[ ]|[ ]?{_OPEN}[ ]?(?:{_DOT_WORD}|\.)[ ]?{_CLOSE}[ ]?)"
_ANY_DOT = rf"(?:{_SPELLED_DOT}|[ ]?\.[ ]?)"
_LOCAL = r"[^\W_](?:[\w.+'\-]|[ ]?(?:underscore|dash|hyphen)[ ]){0,63}"
_NAME = rf"(?P<local>{_LOCAL}(?:{_SPELLED_DOT}[\w.+'\-]{{1,40}}){{0,3}})"
_LABEL = r"[^\W_](?:[\w\-]{0,62})"
_TLD = r"(?:com|org|net|uk|co|ac|gov|edu|info|io|me|de|fr|pl|es|it|ie|eu|ro|pt|nl|ng|in|pk|us|social|example|test|invalid)"
_HANDLE = r"(?=[\w.]{0,40}[\d._])[a-z][\w.]{3,40}"


def _is_addressed(match: re.Match[str]) -> bool:
    """Tell "jo.b at proton.me" from "look at gov.uk": the part before must look like a mailbox, or the host like a mail host."""
    return re.search(r"[\d._+]", match["local"]) is not None or re.match(
        rf"(?:{_PROVIDERS})\b", match["host"], re.I
    ) is not None


_BRACKETED = tuple(mark + word for mark in "([{<*_-" for word in ("at", " at", "a)", "@", " @", "ar", "ma", "ät"))
_BRACKETED_DOT = tuple(mark + word for mark in "([{<*_-" for word in ("dot", " dot", ".", "pu", "po"))

EMAIL_RULES = (
    Rule(Kind.EMAIL, Pattern(rf"(?<![\w@])[\w.+'\-]{{1,64}}@{_LABEL}(?:\.{_LABEL}){{1,5}}"), needs=("@",)),
    Rule(Kind.EMAIL, Pattern(rf"(?<![\w@])[\w.+'\-]{{1,64}}(?:[ ]?@[ ]|@|[ ]@(?=[\w\-]{{1,62}}\.(?:com|co|org|net)\b)){_LABEL}(?:{_ANY_DOT}{_LABEL}){{0,3}}{_ANY_DOT}{_TLD}\b"), needs=("@",)),
    Rule(Kind.EMAIL, Pattern(rf"(?<![\w])[\w.+'\-]{{1,64}}[ ]?@[ ]?(?:{_PROVIDERS})\b"), needs=("@",)),
    Rule(Kind.EMAIL, Pattern(r"(?<!\w)[\w.](?:[ ][\w.+\-]){1,40}[ ]@(?:[ ][\w\-]){2,30}[ ]\.(?:[ ][\w.]){2,12}(?!\w)"), needs=("@",)),
    Rule(
        Kind.EMAIL,
        Pattern(
            rf"(?<![\w]){_NAME}[ ]?{_OPEN}[ ]?(?:{_AT_WORD}|a|@)[ ]?{_CLOSE}[ ]?{_LABEL}(?:{_ANY_DOT}{_LABEL}){{0,3}}{_ANY_DOT}[a-z]{{2,12}}\b"
        ),
        needs=_BRACKETED,
    ),
    Rule(
        Kind.EMAIL,
        Pattern(rf"(?<![\w]){_NAME}[ ]{_AT_WORD}[ ]{_LABEL}(?:{_ANY_DOT}{_LABEL}){{0,3}}{_SPELLED_DOT}{_TLD}\b"),
        needs=(" dot", " point ", " punto ", " punkt ", " ponto ", " kropka ", " punct ", " nokta ", *_BRACKETED_DOT),
    ),
    Rule(
        Kind.EMAIL,
        Pattern(rf"(?<![\w]){_NAME}[ ]{_AT_WORD}[ ](?P<host>{_LABEL})(?:\.{_LABEL}){{0,3}}\.{_TLD}\b"),
        _is_addressed,
        needs=(" at ", "ar", "ma", " ät "),
    ),
    Rule(
        Kind.EMAIL,
        Pattern(rf"\b(?:gmail|hotmail|icloud|yahoo|outlook|googlemail|proton)\b(?:[ ]?(?::|=|is|address)){{0,2}}[ ](?P<it>{_HANDLE})"),
        lambda match: not match["it"].endswith(".") or match["it"].rstrip(".").find(".") > 0,
        needs=("mail", "icloud", "yahoo", "outlook", "proton"),
    ),
    Rule(Kind.EMAIL, Pattern(rf"(?<!\w)[\w.+\-]{{3,64}}[ ](?:{_PROVIDERS})[ ](?:com|co[ ]uk|net|org|uk|de|fr)\b"), needs=(" com", " co", " net", " org")),
)

_PHONE_WORDS = Pattern(
    r"\b(?:phone|telephone|tel|t[ée]l(?:[ée]phone)?|mob|mobile|cell|call|ring|text|txt|texts|whats\s?app|landline|bell|number|num|"
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
    if "." in text and min(map(len, groups)) < 2:
        return False
    return True


def _is_local_phone(match: re.Match[str]) -> bool:
    return _is_phone(match) and (before(match, _PHONE_WORDS, 30) or after(match, _PHONE_WORDS, 15))


PHONE_RULES = (
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
        Pattern(r"(?<![\d£.,])(?<!\d[/\-])(?:\d{3}[ \-]\d{4}|\d{7}|\d{3}[ \-.]\d{3}[ \-.]\d{3,4}|\d{9,11})(?!\d|[.,/%]\d|\s?%)"),
        _is_local_phone,
    ),
)

PLAIN_RULES = EMAIL_RULES
NUMERIC_RULES = PHONE_RULES
