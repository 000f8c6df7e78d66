"""Puts the rules together: one text in, the findings out, sorted and without overlaps.

Knows the order in which kinds win where they overlap, and nothing of any rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from careers.forms.personal_data import (
    birth,
    identity,
    mail,
    money,
    names,
    online,
    phones,
    postcodes,
    streets,
    vehicles,
)
from careers.forms.personal_data.finding import Finding
from careers.forms.personal_data.reading import numeric, plain, punctuated
from careers.forms.personal_data.rule import DIGITS, Rule
from careers.forms.personal_data.vocabulary import vocabulary

_PLAIN_RULES: tuple[Rule, ...] = (
    *money.PLAIN_RULES,
    *identity.PLAIN_RULES,
    *vehicles.PLAIN_RULES,
    *online.PLAIN_RULES,
    *birth.PLAIN_RULES,
    *postcodes.PLAIN_RULES,
    *streets.PLAIN_RULES,
)
_PUNCTUATED_RULES: tuple[Rule, ...] = (*mail.PUNCTUATED_RULES, *online.PUNCTUATED_RULES)
_FEWEST_DIGITS = 4  # a registration number of Social Work England is the shortest that is only digits
_NUMERIC_RULES: tuple[Rule, ...] = (*money.NUMERIC_RULES, *identity.NUMERIC_RULES, *phones.NUMERIC_RULES)


def find(text: str, known: Collection[str] = ()) -> list[Finding]:
    """Return what looks like personal data in the text, in order, none overlapping another.

    `known` adds the site's own words and public names (teams, page titles, people in published stories) to those
    that are never taken for a private person's. Runs in time proportional to the length of the text and never raises.
    """
    return _apart(_findings(text, known))


def _findings(text: str, known: Collection[str]) -> Iterator[Finding]:
    """Yield every finding, the surest kinds first; the kinds that are only digits come last."""
    reading = plain(text)
    marks = punctuated(reading)
    for rule in _PUNCTUATED_RULES:
        yield from rule.findings(marks)
    for rule in _PLAIN_RULES:
        yield from rule.findings(reading)
    numbers = numeric(reading)
    if sum(map(numbers.text.count, DIGITS)) >= _FEWEST_DIGITS:
        for rule in _NUMERIC_RULES:
            yield from rule.findings(numbers)
    yield from names.findings(reading, vocabulary(frozenset(known)))


def _apart(findings: Iterable[Finding]) -> list[Finding]:
    """Keep the findings that were stated first, and of later ones those that overlap none kept."""
    taken = bytearray()
    kept: list[Finding] = []
    for finding in findings:
        if finding.end > len(taken):
            taken.extend(bytes(finding.end - len(taken)))
        if not any(taken[finding.start : finding.end]):
            taken[finding.start : finding.end] = b"\x01" * (finding.end - finding.start)
            kept.append(finding)
    return sorted(kept)
