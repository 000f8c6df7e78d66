"""Rules for the numbers by which the state, the NHS and the regulator know a person or their car."""

from __future__ import annotations

import re

from stdnum.gb import nhs

from careers.forms.personal_data.finding import Kind
from careers.forms.personal_data.rule import DIGITS, Pattern, Rule, after, before, digits, near

# National Insurance: the first letters are not checked against the issued ones, since people write QQ as an example.
_NI_WORDS = Pattern(
    r"(?<![^\W_])(?:n\.?i\.?(?:no)?|nino(?:'?s)?|nat(?:ional)?\s+ins(?:urance)?|insurance|ubezpieczenia"
    r"|tax|hmrc|payroll|pay\s?slip|pension|p45|p60)(?![^\W_])"
)
_NI_GAP = r"[\W_]{0,3}"
_NI = Pattern(
    rf"(?<![^\W_])(?P<it>[A-Za-z]{_NI_GAP}[A-Za-z](?:{_NI_GAP}\d){{6}}(?P<last>{_NI_GAP}[A-Da-d])?)(?![^\W_])",
    cased=True,
)
_NOT_LETTERS = {"IN", "ON", "AT", "OF", "TO", "BY", "IS", "NO", "OR", "MY", "AS", "IT", "UP", "SO", "TH", "ME", "BE"}


def _is_national_insurance(match: re.Match[str]) -> bool:
    letters = re.sub(r"[\W\d_]", "", match[0])
    prefix, last = letters[:2], match["last"]
    if "\n" in match[0]:
        return False
    named = near(match, _NI_WORDS)
    if last is None:
        return named and prefix.upper() not in _NOT_LETTERS | {"NI"}
    if prefix.upper() == "SW" and re.fullmatch(r"S\W*W\W*\d{5,6}[ ]a", match[0], re.I):
        return False  # a Social Work England number, and then the word "a"
    is_word = prefix.upper() in _NOT_LETTERS and not prefix.isupper() and match[0][2:3] == " "
    return named or not is_word


# NHS: ten digits, modulus 11; a wrong one still counts when it is called an NHS number.
_NHS_WORDS = Pattern(r"\b(?:nhs|patient|g\.?p|hospital|surgery|occupational\s+health|prescription|health)\b")
_NHS = Pattern(r"\d(?<![\d+£]\d)(?<!\d[.,]\d)(?<!\+\d[ ]\d)(?<!\+\d\d[ ]\d)(?:[\W_]{0,3}\d){9}(?![.,]?\d)")
_NHS_GROUPS = re.compile(r"\d{3}[\W_]{1,3}\d{3}[\W_]{1,3}\d{4}")
_SINGLES = re.compile(r"\d(?:\W{1,2}\d){9}")
_UNIFORM = re.compile(r"\d+(?:([\W_]{1,2})\d+(?:\1\d+)*)?")


def _is_nhs(match: re.Match[str]) -> bool:
    number = digits(match)
    if number[0] == "0" or "\n" in match[0]:
        return False
    if near(match, _NHS_WORDS, 50) and any(layout.fullmatch(match[0]) for layout in (_UNIFORM, _NHS_GROUPS, _SINGLES)):
        return True
    laid_out = _NHS_GROUPS.fullmatch(match[0]) or match[0].isdigit() or re.fullmatch(r"\d(?: \d){9}", match[0])
    return bool(laid_out) and bool(nhs.is_valid(number))


# Passports and residence permits: no check digit, so the word must be near.
_PASSPORT_WORDS = (
    r"(?:pass\s?ports?|passeports?|pasaportes?"
    r"|paszport(?:u|em)?|passaport[eo]|reisepass|pasaport(?:um)?|ppt|brp|travel\s+document)"
)
_DOCUMENT = r"(?<![^\W_])(?P<it>(?:[a-z]{1,3}[ ]?)?(?:[a-z\d]?\d[ \-]?){5,9}[a-z\d]{1,3})(?![^\W_])"
_SEPARATED_DOCUMENT = r"(?<![^\W_])(?P<it>(?=[a-z\d]*\d[a-z\d]*\d[a-z\d]*\d)[a-z\d]{7,10})(?![^\W_])"
_PASSPORT = Pattern(rf"\b{_PASSPORT_WORDS}\b[^\n]{{0,40}}?{_DOCUMENT}")
_PASSPORT_CODE = Pattern(rf"\b{_PASSPORT_WORDS}\b[^\n]{{0,40}}?{_SEPARATED_DOCUMENT}")
_PASSPORT_AFTER = Pattern(rf"{_SEPARATED_DOCUMENT}\W{{1,3}}[^\n]{{0,20}}?\b{_PASSPORT_WORDS}\b")

_PASSPORT_SIGNS = ("pass", "pasa", "pasz", "ppt", "brp", "travel")


def _is_document(match: re.Match[str]) -> bool:
    code = re.sub(r"[\W_]", "", match["it"])
    return 6 <= len(code) <= 11 and sum(char.isdigit() for char in code) >= 3


# Driving licences: five letters padded with 9, birth date in a fixed order, initials padded with 9, three more.
_GAP = r"[ .\-/]?"
_LICENCE = Pattern(
    rf"(?<![^\W_])[a-z](?:{_GAP}[a-z]){{1,4}}(?:{_GAP}9){{0,3}}{_GAP}\d{_GAP}[01568]{_GAP}\d{_GAP}[0-3]{_GAP}\d{_GAP}\d"
    rf"{_GAP}[a-z9]{_GAP}[a-z9]{_GAP}[a-z\d]{_GAP}[a-z]{_GAP}[a-z](?:[ ]\d\d)?(?![^\W_])"
)
_LICENCE_LOOSE = Pattern(
    r"(?<![^\W_])[a-z]{2,5}9{0,3}[ .\-]?\d{6}[ .\-]?(?=[a-z\d]{5}(?![^\W_]))[a-z9]{2}[a-z\d]{3}(?![^\W_])"
)
_LICENCE_NORTH = Pattern(r"\b(?:driv\w{1,4}\s+)?licen[cs]e\s+(?:number|no\.?|is)\W{0,4}(?:is\s)?(?P<it>\d{8})(?!\d)")


def _is_licence(match: re.Match[str]) -> bool:
    """Take a surname part of five characters, letters first, then nines only as padding."""
    code = re.sub(r"[\W_]", "", match[0])
    return re.match(r"(?=.{16})[a-za-z]{1,5}9{0,4}\d{6}", code) is not None


# Social Work England: SW and up to six digits; plain digits when the register or the number is spoken of.
_REFERENCE = Pattern(r"\b(?:ref(?:erence)?|vacancy|job|post|advert|form)\b[^.\n]{0,12}$")
_SWE = Pattern(r"(?<![^\W_])s[\W_]{0,2}w[\W_]{0,3}(?:\d[ .]?){3,6}\d(?![^\W_])|(?<![^\W_])sw\d{2,3}[ ]\d{3}(?![^\W_])")
_REGISTER = (
    r"(?:social\s+work(?:er)?s?\s+england|s\.?\s?w\.?\s?e|hcpc|sssc|reg(?:istration)?\.?\s+(?:number|no\.?|id|is)"
    r"|(?:scottish|welsh)\s+registration|sw\s+(?:number|no\.?)|rejestracji|regist(?:er|ered|ration)\b[^\n]{0,20}\b"
    r"(?:sw|swe|hcpc)\b)"
)
_REGISTERED = Pattern(
    rf"(?<![^\W_]){_REGISTER}(?![^\W_])[^\d\n]{{0,30}}(?P<it>\d(?:[ ]?\d){{4,6}})(?!\d|[.,/]\d|[ ]?%)"
)
_CROWD = Pattern(r"^\s*(?:social|people|workers|members|registrants|practitioners|staff|children|families)\b")

# Read both ways: the letters O and I may be letters or digits here.
_NI_RULE = Rule(Kind.NATIONAL_INSURANCE, _NI, _is_national_insurance, needs=DIGITS)

NUMERIC_RULES = (
    _NI_RULE,
    Rule(
        Kind.NATIONAL_INSURANCE,
        Pattern(r"\d(?<!\d\d)(?<!\d[.,/\-]\d)(?:[ .\-]?\d){5}(?!\d|[.,/\-]\d)"),
        lambda match: before(match, Pattern(r"\b(?:nat(?:ional)?\s+ins(?:urance)?|nino|ni\s+(?:no|number|is))\b"), 35),
    ),
    Rule(Kind.NHS, _NHS, _is_nhs),
    Rule(Kind.SOCIAL_WORK_ENGLAND, _SWE, lambda match: not before(match, _REFERENCE, 30) and "\n" not in match[0]),
    Rule(Kind.SOCIAL_WORK_ENGLAND, _REGISTERED, lambda match: not after(match, _CROWD, 16)),
    Rule(Kind.PASSPORT, _PASSPORT, _is_document, needs=_PASSPORT_SIGNS),
)

PLAIN_RULES = (
    _NI_RULE,
    Rule(Kind.DRIVING_LICENCE, _LICENCE, _is_licence, needs=DIGITS),
    Rule(Kind.DRIVING_LICENCE, _LICENCE_LOOSE, _is_licence, needs=DIGITS),
    Rule(Kind.DRIVING_LICENCE, _LICENCE_NORTH, needs=("licen",)),
    Rule(Kind.PASSPORT, _PASSPORT_CODE, _is_document, needs=_PASSPORT_SIGNS),
    Rule(Kind.PASSPORT, _PASSPORT_AFTER, _is_document, needs=_PASSPORT_SIGNS),
)
