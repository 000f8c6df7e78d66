"""Rules for payment cards, bank accounts and IBANs. Reads the numeric reading, IBANs the plain one."""

from __future__ import annotations

import re

from stdnum import luhn
from stdnum.iso7064 import mod_97_10

from careers.forms.personal_data.finding import Kind
from careers.forms.personal_data.rule import DIGITS, Pattern, Rule, after, before, digits, near

_CARD_WORDS = Pattern(r"\b(?:card|visa|mastercard|amex|maestro|carte|karta|kart[ea]|tarjeta|long\s+number)")
_CARD = Pattern(r"\d(?<![\d£$€]\d)(?<!\d[.,]\d)(?:[ .,\-/_]{0,3}\d){12,18}(?![.,]?\d)")
_GROUP = re.compile(r"\d+")
_CARD_LAYOUTS = ((16,), (15,), (4, 4, 4, 4), (4, 6, 5))
_YEAR = re.compile(r"(?:19|20)\d\d")
_BANKS = r"barclays|lloyds|hsbc|nat\s?west|santander|halifax|nationwide|monzo|starling|tsb|revolut|building\s+society"
_ACCOUNT_WORDS = Pattern(
    rf"\b(?:acc(?:oun)?ts?|acc|account|a/c|ac|bank|bacs|sort\s?code|sort|s/c|sc|{_BANKS}|konto|kont[ao]|kontonummer"
    r"|compte|cuenta|conta|contul)(?![a-z])"
)
_SORT_WORDS = Pattern(
    rf"\b(?:sort\s?code|s/c|sc|bacs|account|acct?|a/c|bank\s(?:details|account|acct?|no)|bank\W{{1,2}}$"
    rf"|{_BANKS}|guichet)(?![a-z])"
    r"|\bsort(?:\s(?:no|is|number))?\W{1,3}$"
)


def _is_card(match: re.Match[str]) -> bool:
    """Take a Luhn-valid number in a card's grouping, or fifteen digits or more that are called a card."""
    groups = _GROUP.findall(match[0])
    number = "".join(groups)
    sizes = {len(group) for group in groups[:-1]} or {len(number)}
    is_grouped = sizes <= {4, 5, 6} or sizes == {1} or len(groups) <= 2 or len(number) == 16
    if _are_years(groups):
        return False
    if is_grouped and len(number) >= 15 and near(match, _CARD_WORDS):
        return True
    if is_grouped and ("," not in match[0] or sizes == {1}) and _has_check_digit(number):
        return True
    # A card with its expiry date after it, or a house number before: look at the groups of a card's own layout.
    return any(
        _has_check_digit("".join(groups[start : start + length])) and not _are_years(groups[start : start + length])
        for layout in _CARD_LAYOUTS
        for length in (len(layout),)
        for start in range(len(groups) - length + 1)
        if tuple(map(len, groups[start : start + length])) == layout
    )


def _are_years(groups: list[str]) -> bool:
    return len(groups) > 1 and all(_YEAR.fullmatch(group) for group in groups)


def _has_check_digit(number: str) -> bool:
    return number[0] in "23456" and bool(luhn.is_valid(number))


def _is_account(match: re.Match[str]) -> bool:
    return before(match, _ACCOUNT_WORDS, 45) or after(match, _ACCOUNT_WORDS, 20)


def _is_sort_code(match: re.Match[str]) -> bool:
    return before(match, _SORT_WORDS, 30) or after(match, _SORT_WORDS, 30)


# The length of an IBAN is fixed by its country, so that the words after one are never taken for a part of it.
_IBAN_LENGTHS = {
    15: "no", 16: "be", 18: "dk fi fo gl nl sd", 19: "mk si", 20: "at ba ee kz lt lu mn xk", 21: "ch hr li lv",
    22: "ba bg bh cr de gb ge gg im ie je me rs", 23: "ae gi il iq om tl", 24: "ad cz es md pk ro sa se sk tn vg",
    25: "ly pt st", 26: "is tr", 27: "bi dj fr gr it mc mr sm",
    28: "al az by cy do gt hu lb ni pl sv", 29: "br eg ps qa ua",
    30: "jo kw mu", 31: "mt sc", 33: "ru",
}  # fmt: skip
_IBAN_GAP = r"[ .\-/]?"
_IBAN = Pattern(
    r"(?<![^\W_])(?P<it>(?:"
    + "|".join(
        rf"(?:{'|'.join(_IBAN_GAP.join(code) for code in codes.split())}){_IBAN_GAP}\d{_IBAN_GAP}\d"
        rf"(?:{_IBAN_GAP}[a-z\d]){{{length - 4}}}"
        for length, codes in _IBAN_LENGTHS.items()
    )
    + r"))(?![^\W_])"
)
_IBAN_WORD = Pattern(r"\biban\b")
_IBAN_LAYOUT = re.compile(r"[a-z]{2}\d\d[a-z]{0,4}\d{10,}")


def _is_iban(match: re.Match[str]) -> bool:
    """Take a number whose check digits hold; a mistyped one when it is called an IBAN or has one's layout."""
    number = re.sub(r"[\W_]", "", match["it"])
    return (
        mod_97_10.is_valid(number[4:] + number[:4])
        or (_IBAN_LAYOUT.fullmatch(number) is not None and match["it"][:4].isalnum())
        or (before(match, _IBAN_WORD) and sum(char.isdigit() for char in number) >= 10)
    )


# One with a digit too few or too many is still somebody's account.
_NEAR_IBAN = Pattern(
    rf"(?<![^\W_])(?:[a-z]{{2}}\d\d(?:{_IBAN_GAP}[a-z]{{4}})?(?:{_IBAN_GAP}\d{{4}}){{3,7}}(?:{_IBAN_GAP}\d{{1,3}})?"
    r"|[a-z][ ][a-z](?:[ ]\d){2}(?:[ ][a-z]){0,4}(?:[ ]\d){10,26})(?![^\W_])"
)

PLAIN_RULES = (
    Rule(Kind.IBAN, _IBAN, _is_iban, needs=DIGITS),
    Rule(Kind.IBAN, _NEAR_IBAN, needs=DIGITS),
)

NUMERIC_RULES = (
    Rule(Kind.CARD, _CARD, _is_card),
    # Sort code and account number side by side need no words around them.
    Rule(
        Kind.BANK,
        Pattern(
            r"\d(?<!\d\d)(?<!\d[.,/\-]\d)\d(?P<gap>[ .\-/]?)\d\d(?P=gap)\d\d(?:[ ]?[,/&;]?[ ]?)\d{8}(?!\d|[.,/\-]\d)"
        ),
        lambda match: match["gap"] != "" or _is_sort_code(match) or " " in match[0],
    ),
    Rule(
        Kind.BANK,
        Pattern(r"\d(?<!\d\d)(?<!\d[.,/\-]\d)\d(?P<gap>[ ]?[ .,\-/]?[ ]?)\d\d(?P=gap)\d\d(?!\d|[.,/\-]\d)"),
        _is_sort_code,
    ),
    Rule(
        Kind.BANK,
        Pattern(r"\d(?<![\d£]\d)(?<!\d[.,/\-]\d)(?:[ ]?\d){7}(?!\d|[.,/\-]\d|[ ]\d)|(?<!\d)\d{4}[ \-]\d{4}(?!\d)"),
        _is_account,
    ),
    Rule(
        Kind.BANK,
        Pattern(r"\broll\s+(?:number|no)\b\W{0,3}(?:is\s)?(?P<it>[a-z\d](?:[/\-]?[a-z\d]){4,17})"),
        lambda match: len(digits(match)) >= 4,
        needs=("roll",),
    ),
)
