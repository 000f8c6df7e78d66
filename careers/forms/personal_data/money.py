"""Rules for payment cards, bank accounts and IBANs. Reads the numeric reading, IBANs the plain one."""

from __future__ import annotations

import re

from stdnum import luhn
from stdnum.iban import is_valid as is_valid_iban

from careers.forms.personal_data.finding import Kind
from careers.forms.personal_data.rule import DIGITS, Pattern, Rule, after, before, digits, near

_CARD_WORDS = Pattern(r"\b(?:card|visa|mastercard|amex|maestro|carte|karta|kart[ea]|tarjeta|long\s+number)")
_CARD = Pattern(r"(?<![\d£$€])(?<!\d[.,])\d(?:[ ]?[ .,\-/_]?[ ]?\d){12,18}(?![.,]?\d)")
_GROUP = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BANKS = (
    r"barclays|lloyds|hsbc|nat\s?west|santander|halifax|nationwide|monzo|starling|tsb|revolut|building\s+society"
)
_ACCOUNT_WORDS = Pattern(
    rf"\b(?:acc(?:oun)?ts?|acc|account|a/c|ac|bank|bacs|sort\s?code|sort|s/c|sc|{_BANKS}|konto|kont[ao]|kontonummer"
    r"|compte|cuenta|conta|contul)(?![a-z])"
)
_SORT_WORDS = Pattern(
    rf"\b(?:sort\s?code|s/c|sc|bacs|account|acct?|a/c|bank\s(?:details|account|acct?|no)|bank\W{{1,2}}$|{_BANKS}|guichet)(?![a-z])"
    r"|\bsort(?:\sno)?\W{1,2}$"
)


def _is_card(match: re.Match[str]) -> bool:
    """Take a Luhn-valid number in a card's grouping, or any sixteen digits that are called a card."""
    groups = _GROUP.findall(match[0])
    number = "".join(groups)
    if len(groups) > 1 and all(_YEAR.fullmatch(group) for group in groups):
        return False
    sizes = {len(group) for group in groups[:-1]} or {len(number)}
    is_grouped = sizes <= {4, 6, 5} or sizes == {1} or len(groups) <= 2 or len(number) == 16
    if near(match, _CARD_WORDS) and len(number) >= 15:
        return is_grouped
    return number[0] in "23456" and is_grouped and "," not in match[0] and luhn.is_valid(number)


def _is_account(match: re.Match[str]) -> bool:
    return before(match, _ACCOUNT_WORDS, 45) or after(match, _ACCOUNT_WORDS, 20)


def _is_sort_code(match: re.Match[str]) -> bool:
    return before(match, _SORT_WORDS, 30) or after(match, _SORT_WORDS, 30)


def _is_iban(match: re.Match[str]) -> bool:
    """Take any number of the right make-up that is called an IBAN or is laid out like one, or whose check digits hold."""
    number = re.sub(r"[\W_]", "", match["it"]).upper()
    if is_valid_iban(number, check_country=False):
        return True
    return before(match, _IBAN_WORDS) and sum(char.isdigit() for char in number) >= 10


_IBAN_WORDS = Pattern(r"\b(?:iban|konto|account|compte|cuenta)\b")
_COUNTRIES = (
    "AD|AE|AL|AT|AZ|BA|BE|BG|BH|BR|BY|CH|CR|CY|CZ|DE|DK|DO|EE|EG|ES|FI|FO|FR|GB|GE|GI|GL|GR|GT|HR|HU|IE|IL|IQ|IS|IT"
    "|JO|KW|KZ|LB|LI|LT|LU|LV|LY|MC|MD|ME|MK|MR|MT|MU|NL|NO|PK|PL|PS|PT|QA|RO|RS|SA|SE|SI|SK|SM|SV|TN|TR|UA|VA|XK"
)
_SPLIT_COUNTRIES = "|".join(f"{code[0]}[ ]?{code[1]}" for code in _COUNTRIES.lower().split("|"))
_IBAN = Pattern(
    rf"(?<![^\W_])(?P<it>(?:{_SPLIT_COUNTRIES})[ .\-/]?\d[ .\-/]?\d"
    r"(?:[ .\-/]?[a-z\d]{4}){2,7}(?:[ .\-/]?[a-z\d]{1,3})?)(?![^\W_])"
)
_LOOSE_IBAN = Pattern(
    rf"(?<![^\W_])(?P<it>(?:{_SPLIT_COUNTRIES})[ .\-/]?\d[ .\-/]?\d(?:[ .\-/]?[a-z\d]){{11,30}})(?![^\W_])"
)

PLAIN_RULES = (
    Rule(Kind.IBAN, _IBAN, _is_iban, needs=DIGITS),
    Rule(Kind.IBAN, _LOOSE_IBAN, _is_iban, needs=DIGITS),
)

NUMERIC_RULES = (
    Rule(Kind.CARD, _CARD, _is_card),
    # Sort code and account number side by side need no words around them.
    Rule(
        Kind.BANK,
        Pattern(
            r"(?<!\d)(?<!\d[.,/\-])\d\d(?P<gap>[ .\-/]?)\d\d(?P=gap)\d\d(?:[ ]?[,/&;]?[ ]?)\d{8}(?!\d|[.,/\-]\d)"
        ),
        lambda match: match["gap"] != "" or _is_sort_code(match) or " " in match[0],
    ),
    Rule(
        Kind.BANK,
        Pattern(r"(?<!\d)(?<!\d[.,/\-])\d\d(?P<gap>[ ]?[ .,\-/]?[ ]?)\d\d(?P=gap)\d\d(?!\d|[.,/\-]\d)"),
        _is_sort_code,
    ),
    Rule(
        Kind.BANK,
        Pattern(r"(?<![\d£])(?<!\d[.,/\-])\d(?:[ ]?\d){7}(?!\d|[.,/\-]\d|[ ]\d)|(?<!\d)\d{4}[ \-]\d{4}(?!\d)"),
        _is_account,
    ),
    Rule(
        Kind.BANK,
        Pattern(r"\broll\s+(?:number|no)\b\W{0,3}(?:is\s)?(?P<it>[a-z\d](?:[/\-]?[a-z\d]){4,17})"),
        lambda match: len(digits(match)) >= 4,
        needs=("roll",),
    ),
)
