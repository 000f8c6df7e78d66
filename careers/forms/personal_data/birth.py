"""Rules for dates of birth: a date counts only when birth, or a birthday, is spoken of. Other dates are harmless."""

from __future__ import annotations

from careers.forms.personal_data.finding import Kind
from careers.forms.personal_data.rule import Pattern, Rule

_MONTHS = (
    r"jan\w{0,6}|feb\w{0,6}|mar\w{0,4}|apr\w{0,4}|may|jun\w{0,3}|jul\w{0,4}|aug\w{0,4}|sep\w{0,7}"
    r"|oct\w{0,5}|nov\w{0,6}|dec\w{0,6}"
    # French, Spanish, Portuguese, Italian
    r"|janvier|f[ée]vrier|avril|mai|juin|juillet|ao[uû]t|d[ée]cembre|enero|febrero|abril|mayo|junio"
    r"|julio|agosto|octubre"
    r"|diciembre|janeiro|fevereiro|mar[çc]o|maio|junho|julho|setembro|outubro|dezembro|gennaio|aprile"
    r"|maggio|giugno|luglio"
    r"|settembre|ottobre|dicembre"
    # German, Polish, Romanian, Turkish
    r"|j[aä]nner|januar|februar|m[äa]rz|juni|juli|oktober|dezember|stycznia|lutego|marca|kwietnia"
    r"|maja|czerwca|lipca|sierpnia"
    r"|wrze[sś]nia|pa[zź]dziernika|listopada|grudnia|ianuarie|februarie|martie|iunie|iulie|octombrie"
    r"|noiembrie|decembrie"
    r"|ocak|[sş]ubat|mart|nisan|may[ıi]s|haziran|temmuz|a[gğ]ustos|eyl[uü]l|ekim|kas[ıi]m|aral[ıi]k"
)
_ORDINALS = (
    r"(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth"
    r"|twentieth|first|second|third"
    r"|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth"
    r"|seventeenth|eighteenth|nineteenth"
)
_DAY = rf"(?:the[ ])?(?:[0-3]?\d(?:st|nd|rd|th|er|º|\.)?|{_ORDINALS})"
_SPOKEN_YEAR = r"(?:nineteen|two[ ]thousand|twenty)(?:[ -](?:and[ ])?[a-z]{3,9}){0,2}"
_YEAR = rf"(?:'?\d\d(?:\d\d)?|{_SPOKEN_YEAR})"
_OF = r"[ .,\-/]{0,2}(?:(?:of|de|del)[ ])?"
_DATE = (
    rf"(?P<it>(?:[12]\d{{3}}[ ]?[.\-/ ][ ]?[01]?\d[ ]?[.\-/ ][ ]?[0-3]?\d"
    rf"|[0-3]?\d[ ]?[.\-/ ,][ ]?[01]?\d[ ]?[.\-/ ,][ ]?(?:[12]\d)?\d\d"
    rf"|{_DAY}{_OF}(?:{_MONTHS})\b(?:{_OF}{_YEAR})?"
    rf"|(?:{_MONTHS})[ ]{_DAY}(?:,?[ ]{_YEAR})?))(?!\d)"
)
_BIRTH = (
    r"(?:d[ .]?o[ .]?b\.?(?:'?s)?|date[ ]of[ ]birth|birth[ ]?(?:day|date)s?|birth[ ]certificate"
    r"|born|year[ ]of[ ]birth|b\.(?=[ ]?\d)"
    r"|n[ée]e?[ ]le|date[ ]de[ ]naissance|nac[ií]|nacid[oa]|fecha[ ]de[ ]nacimiento|nat[oa]|nascid[oa]"
    r"|nasci|geboren|geburtsdatum"
    r"|urodz\w{1,10}|data[ ]urodzenia|n[ăa]scut[ăa]?|do[gğ]um[ ]tarih\w{0,3}|do[gğ]dum)"
)

_BIRTH_SIGNS = (
    "birth", "born", "b.", "dob", "d o b", "d.o", "né", "ne", "naissance",
    "nac", "nat", "nasc", "geb", "urod", "născ", "nasc", "doğ", "dog",
)  # fmt: skip

PLAIN_RULES = (
    Rule(
        Kind.BIRTH_DATE, Pattern(rf"(?<![^\W_]){_BIRTH}(?![^\W\d_])[^\n]{{0,36}}?(?<![\d£]){_DATE}"), needs=_BIRTH_SIGNS
    ),
    Rule(
        Kind.BIRTH_DATE,
        Pattern(rf"(?<![\d£]){_DATE}[^\n.]{{0,20}}?\b(?:birthday|d\.?o\.?b|date[ ]of[ ]birth)\b"),
        needs=("birth", "dob", "d.o"),
    ),
    Rule(
        Kind.BIRTH_DATE,
        Pattern(rf"\b(?:turn|turned|turning|will[ ]be|am|be)[ ]\d\d[ ](?:years[ ]old[ ])?on[ ]{_DATE}"),
        needs=("turn", "will be", "am ", "be "),
    ),
)
