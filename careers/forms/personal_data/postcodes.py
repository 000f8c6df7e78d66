"""Rules for postcodes: as they are printed, spaced out, and spelt in words."""

from __future__ import annotations

import re

from careers.forms.personal_data.finding import Kind
from careers.forms.personal_data.reading import digits_of
from careers.forms.personal_data.rule import Pattern, Rule

AREAS = frozenset(
    [
        "AB", "AL", "B", "BA", "BB", "BD", "BF", "BH", "BL", "BN", "BR", "BS", "BT", "BX",
        "CA", "CB", "CF", "CH", "CM", "CO", "CR", "CT", "CV", "CW",
        "DA", "DD", "DE", "DG", "DH", "DL", "DN", "DT", "DY", "E", "EC", "EH", "EN", "EX", "FK", "FY",
        "G", "GL", "GU", "GY", "HA", "HD", "HG", "HP", "HR", "HS", "HU", "HX", "IG", "IM", "IP", "IV", "JE",
        "KA", "KT", "KW", "KY", "L", "LA", "LD", "LE", "LL", "LN", "LS", "LU", "M", "ME", "MK", "ML",
        "N", "NE", "NG", "NN", "NP", "NR", "NW", "OL", "OX", "PA", "PE", "PH", "PL", "PO", "PR",
        "RG", "RH", "RM",
        "S", "SA", "SE", "SG", "SK", "SL", "SM", "SN", "SO", "SP", "SR", "SS", "ST", "SW", "SY",
        "TA", "TD", "TF", "TN", "TQ", "TR", "TS", "TW", "UB",
        "W", "WA", "WC", "WD", "WF", "WN", "WR", "WS", "WV", "YO", "ZE",
    ]
)  # fmt: skip
_INWARD = r"[\dOoIl]{gap}[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{gap}[ABD-HJLNP-UW-Zabd-hjlnp-uw-z]"
_POSTCODE = Pattern(
    r"(?<![^\W_])(?P<area>[A-Za-z]{1,2})[\W_]{0,1}(?P<district>\d[\dA-Za-z]?)[\W_]{0,3}"
    + _INWARD.format(gap="")
    + r"(?![^\W_])",
    cased=True,
)
_SPACED = Pattern(
    r"(?<![^\W_])(?P<area>[A-Za-z](?:[ .\-_][A-Za-z])?)[ .\-_](?P<district>\d(?:[ .\-_][\dA-Za-z])?)[ .\-_]{1,3}"
    + _INWARD.format(gap="[ .\\-_]")
    + r"(?![^\W_])",
    cased=True,
)
_ORDINAL = re.compile(r"(?:1st|2nd|3rd|[4-9]th)$")
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_WORDS = (
    rf"(?:{_TENS}(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five"
    rf"|six|seven|eight|nine|ten|eleven"
    r"|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
)
_SPOKEN = Pattern(
    rf"(?<![^\W_])(?P<area>[A-Za-z]{{1,2}})[ ](?P<district>{_WORDS})[ ,]{{1,2}}(?:\d|(?:one|two|three"
    rf"|four|five|six|seven|eight|nine))"
    r"[ ]?[ABD-HJLNP-UW-Z][ ]?[ABD-HJLNP-UW-Z](?![^\W_])",
    cased=True,
)


def _is_postcode(match: re.Match[str]) -> bool:
    area = re.sub(r"[\W_]", "", match["area"]).upper()
    return area in AREAS and "\n" not in match[0] and not _ORDINAL.search(match[0])


def _is_spoken_postcode(match: re.Match[str]) -> bool:
    return match["area"].upper() in AREAS and len(digits_of(match["district"])) <= 2


PLAIN_RULES = (
    Rule(Kind.POSTCODE, _POSTCODE, _is_postcode),
    Rule(Kind.POSTCODE, _SPACED, _is_postcode),
    Rule(Kind.POSTCODE, _SPOKEN, _is_spoken_postcode),
)
