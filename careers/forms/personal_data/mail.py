"""Rules for e-mail addresses. Reads the punctuated reading, in which spelled-out marks are marks again."""

from __future__ import annotations

import re

from careers.forms.personal_data.finding import Kind
from careers.forms.personal_data.reading import WORD_AT, WORD_DOT
from careers.forms.personal_data.rule import Pattern, Rule

_PROVIDERS = (
    r"gmail|googlemail|hotmail|outlook|yahoo|ymail|icloud|aol|live|msn|proton|protonmail|btinternet"
    r"|sky|virginmedia|talktalk"
    r"|ntlworld|nhs|tutanota|gmx|fastmail|posteo|web|wp|onet|laposte|orange|mail|me|zoho|yandex|rediffmail|hey|pm"
)
_TLD = (
    r"(?:com|org|net|uk|co|ac|gov|edu|info|io|me|de|fr|pl|es|it|ie|eu|ro|pt|nl|ng|in|pk|us|social|example|test|invalid)"
)
_DOT = rf"[.{WORD_DOT}]"
_LOCAL = rf"(?<![\w@])(?P<local>[\w.+'\-{WORD_DOT}]{{1,64}})"
_LABEL = r"[^\W_][\w\-]{0,62}"
_HOST = rf"{_LABEL}(?:{_DOT}{_LABEL}){{0,4}}"
_HANDLE = r"(?=[\w.]{0,40}[\d._])[a-z][\w.]{3,40}"
_SIGNS = ("@", WORD_AT)


def _is_addressed(match: re.Match[str]) -> bool:
    """Tell "jo.b at proton.me" from "look at gov.uk": the mailbox must look like one, or the host be a mail provider's."""
    mailbox = re.search(rf"[\d._+{WORD_DOT}]", match["local"])
    return mailbox is not None or re.match(rf"(?:{_PROVIDERS})\b", match["host"]) is not None


PUNCTUATED_RULES = (
    Rule(Kind.EMAIL, Pattern(rf"{_LOCAL}@{_LABEL}(?:{_DOT}{_LABEL}){{1,5}}"), needs=("@",)),
    Rule(Kind.EMAIL, Pattern(rf"{_LOCAL}(?:[ ]@|@)[ ]{_HOST}{_DOT}{_TLD}\b"), needs=("@",)),
    Rule(Kind.EMAIL, Pattern(rf"{_LOCAL}[ ]@{_LABEL}{_DOT}(?:com|co|org|net)\b"), needs=("@",)),
    Rule(Kind.EMAIL, Pattern(rf"{_LOCAL}[ ]?@[ ]?(?:{_PROVIDERS})\b"), needs=("@",)),
    Rule(
        Kind.EMAIL,
        Pattern(r"(?<!\w)[\w.](?:[ ][\w.+\-]){1,40}[ ]@(?:[ ][\w\-]){2,30}[ ]?\.(?:[ ]?[\w.]){2,12}(?!\w)"),
        needs=("@",),
    ),
    # "jo at example dot com": a spelled-out dot says that an address is meant.
    Rule(Kind.EMAIL, Pattern(rf"{_LOCAL}{WORD_AT}{_HOST}{WORD_DOT}{_TLD}\b"), needs=(WORD_AT,)),
    Rule(Kind.EMAIL, Pattern(rf"{_LOCAL}{WORD_AT}(?P<host>{_HOST})\.{_TLD}\b"), _is_addressed, needs=(WORD_AT,)),
    # "my gmail is …", "jo.b gmail com"
    Rule(
        Kind.EMAIL,
        Pattern(
            rf"\b(?:gmail|hotmail|icloud|yahoo|outlook|googlemail|proton)\b(?:[ ]?(?::|=|is|address)){{0,2}}[ ]"
            rf"(?P<it>{_HANDLE})"
        ),
        lambda match: not match["it"].endswith(".") or match["it"].rstrip(".").find(".") > 0,
        needs=("mail", "icloud", "yahoo", "outlook", "proton"),
    ),
    Rule(
        Kind.EMAIL,
        Pattern(rf"(?<!\w)[\w.+\-]{{3,64}}[ ](?:{_PROVIDERS})[ ](?:com|co[ ]uk|net|org|uk|de|fr)\b"),
        needs=(" com", " co", " net", " org"),
    ),
)
