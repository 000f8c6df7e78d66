"""Rules for street addresses, here and abroad."""

from __future__ import annotations

import re

from careers.forms.personal_data.finding import Kind
from careers.forms.personal_data.rule import Pattern, Rule, before

# Streets. The strong types may stand in lower case; the others are words too ("a ten minute walk").
_STRONG = r"(?:road|rd|street|st|str|lane|ln|avenue|ave|crescent|cres|terrace|grove|mews|cul-de-sac)"
_TYPES = (
    r"(?:Road|Rd|Street|St|Lane|Ln|Avenue|Ave|Av|Drive|Dr|Close|Cl|Crescent|Cres|Cr|Grove|Gr|Gve"
    r"|Terrace|Terr?|Way|Place|Pl|Court|Ct"
    r"|Gardens|Gdns|Mews|Walk|Row|Square|Sq|Hill|Park|Pk|View|Green|Rise|Bank|Fold|Croft|Brow|Parade"
    r"|Gate|Vale|Meadows?|Heights|House"
    r"|Buildings?|Point|Wharf|Quay|Mill|Mills|Towers?|Villas|Cottages?|Chase|Mount|Approach|Circus"
    r"|Yard|Crest|Dene|Nook|Parkway)"
)
_WORD = r"[A-Z][\w'\-]{0,20}\.?"
_NUMBER = r"\d{1,4}(?:[ ]?[a-zA-Z](?![^\W_]))?(?:[ ]?[\-/][ ]?\d{1,4}[a-z]?)?"
_NUMBER_WORD = (
    r"(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven"
    r"|[Tt]welve|\w{3,6}teen|"
    r"(?:[Tt]wenty|[Tt]hirty|[Ff]orty|[Ff]ifty|[Ss]ixty|[Ss]eventy|[Ee]ighty|[Nn]inety)(?:[ -][a-z]{3,5})?)"
)
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_TRANSPORT = Pattern(
    r"\b(?:bus|buses|tram|route|platform|junction|the|section|figure|page|step|stage|grade|level|part)\s*(?:no\.?\s*)?$"
)
_MEASURE = re.compile(
    r"\b(?:days?|years?|weeks?|months?|hours?|minutes?|miles?|steps?|stages?|levels?|way)\b(?! Lane)", re.I
)
_DWELLING = r"(?:[Ff]lat|[Aa]pt\.?|[Aa]partment|[Uu]nit|[Ss]uite|[Rr]oom|[Bb]edsit|FLAT)"
_PLAIN_WORDS = frozenset(
    [
        "a", "an", "and", "are", "at", "by", "days", "day", "down", "every", "for", "from", "hours", "hour",
        "in", "is", "its", "km", "metre", "metres", "mile", "miles", "min", "mins", "minute", "minutes",
        "month", "months", "more", "of", "off", "on", "or", "out", "over", "people", "per", "stage", "step",
        "steps", "that", "the", "their", "this", "times", "to", "up", "week", "weeks", "with", "year", "years",
        "one", "two", "new", "different", "other", "main", "same", "busy", "long", "way", "whole", "children",
        "families", "cases", "posts",
    ]
)  # fmt: skip


def _is_street(match: re.Match[str]) -> bool:
    """Refuse years and bus routes: `2017 Park Road` may be anything, `147 Oxford Road` after "bus" is a journey."""
    if _MEASURE.search(match[0]) or _YEAR.match(match[0]):
        return False
    return not before(match, _TRANSPORT, 14)


def _is_lower_street(match: re.Match[str]) -> bool:
    words = match["middle"].lower().split()
    return _is_street(match) and not any(word.strip(",.") in _PLAIN_WORDS for word in words)


PLAIN_RULES = (
    Rule(
        Kind.ADDRESS,
        Pattern(
            rf"(?<![\w£.,])(?:{_NUMBER}|{_NUMBER_WORD}),?[ ](?:[Tt]he[ ]|St\.?[ ])?(?:{_WORD}[ ]){{1,3}}{_TYPES}\b"
            rf"(?:[ ](?:North|South|East|West)\b)?",
            cased=True,
        ),
        _is_street,
    ),
    Rule(Kind.ADDRESS, Pattern(rf"(?<![\w£.,])\d{{1,4}}[a-zA-Z]?,?[ ](?:The[ ]){_TYPES}\b", cased=True), _is_street),
    Rule(
        Kind.ADDRESS,
        Pattern(r"(?<![\w£.,])\d{1,4}[a-zA-Z]?,?[ ](?:Kingsway|Princess|Broadway|Parkway|Deansgate)\b", cased=True),
        _is_street,
    ),
    Rule(
        Kind.ADDRESS,
        Pattern(rf"(?<![\w£.,])\d{{1,4}}[a-z]?,?[ ](?P<middle>[^\W\d_]{{2,18}}(?:[ ][^\W\d_]{{2,18}})?)[ ]{_STRONG}\b"),
        _is_lower_street,
    ),
    Rule(
        Kind.ADDRESS,
        Pattern(
            rf"\b(?:[Hh]ouse|[Dd]oor|[Ff]lat|[Hh]ome|[Nn]umber)\b[^\n\d]{{0,12}}\d{{1,4}}[a-z]?,?[ ](?:(?:on"
            rf"|in|of|at)[ ])?(?:{_WORD}[ ]){{0,2}}{_WORD}\b",
            cased=True,
        ),
        lambda match: re.search(rf"(?:{_TYPES}|way)$", match[0]) is not None,
    ),
    Rule(
        Kind.ADDRESS,
        Pattern(
            rf"\b{_DWELLING}[ ]\d{{1,3}}[a-zA-Z]?,?[ ](?:\d{{1,4}}[a-z]?[ ])?(?:{_WORD}[ ]){{1,4}}{_TYPES}\b",
            cased=True,
        ),
    ),
    Rule(Kind.ADDRESS, Pattern(r"\bflat[ ](?:no\.?[ ])?\d{1,3}[a-z]?(?=[ ]?(?:,|at|on|in|\n|$))")),
    Rule(
        Kind.ADDRESS,
        Pattern(r"\b(?:house|plot|h\.?no\.?)[ ]\d{1,4}[a-z]?,?[ ](?:road|street|block|sector|st)[ ]\w{1,4}\b"),
    ),
    Rule(Kind.ADDRESS, Pattern(r"\bp\.?[ ]?o\.?[ ]?box[ ](?:no\.?[ ])?\d{1,6}\b")),
    Rule(
        Kind.ADDRESS,
        Pattern(
            rf"\b(?:{_WORD}[ ]){{1,2}}(?:Cottage|Vicarage|House|Farm|Lodge|Rectory|Barn|Manor|Villa|Bungalow),[ ]"
            rf"(?:{_WORD}[ ]){{1,2}}{_TYPES}\b",
            cased=True,
        ),
    ),
    # Abroad
    Rule(
        Kind.ADDRESS,
        Pattern(
            r"(?<!\w)\d{1,4}(?:[ ]?(?:bis|ter))?,?[ ](?:[Rr]ue|avenue|boulevard|bd|place|all[ée]e|chemin"
            r"|impasse|quai|cours)[ ](?:[\w'\-]{1,20}[ ]){0,3}[A-ZÀ-Ý][\w'\-]+",
            cased=True,
        ),
    ),
    Rule(Kind.ADDRESS, Pattern(r"\b\w{3,20}(?:stra(?:ß|ss)e|str\.|weg|allee|gasse|platz|damm|ring)[ ]\d{1,4}[a-z]?\b")),
    Rule(
        Kind.ADDRESS,
        Pattern(
            r"(?<!\w)(?:[Cc]alle|c/|avenida|av\.|plaza|paseo|via|viale|piazza|corso|rua|strada|[Uu]l\.|ulica"
            r"|al\.|os\.|aleja|ulicy)[ ]?(?:[\w'\-]{1,20}[ ]){0,3}[A-ZÀ-ÝŁŚŻŹĆ][\w'\-]*,?[ ](?:n[º°]?\.?[ ]?"
            r"|nr\.?[ ]?)?\d{1,4}\w?(?:/\d{1,4})?",
            cased=True,
        ),
    ),
)
