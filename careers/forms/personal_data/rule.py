"""The shape of a rule for data with a recognisable form: a pattern and, where the form is not enough, a test.

Knows no particular kind; the modules beside it state the rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from careers.forms.personal_data.finding import Finding, Kind
from careers.forms.personal_data.reading import Reading


class Pattern:
    """Hold a verbose regular expression and compile it when it is first needed, so that importing the guard is quick.

    It is written in lower case and reads lower-case text, which is twice as fast as ignoring case; one that is `cased`
    reads the text as it stands. Every repetition is bounded: reading a text takes time in proportion to its length.
    Inside a pattern a space is written `[ ]` or `\\s`.
    """

    def __init__(self, source: str, *, cased: bool = False) -> None:
        self.source = source
        self.cased = cased

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Return the compiled expression."""
        return re.compile(self.source, re.X)


DIGITS = tuple("0123456789")

Test = Callable[[re.Match[str]], bool]


def _always(_: re.Match[str]) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Rule:
    """Recognise one kind. The pattern's group `it`, where it has one, is what the visitor is shown.

    `needs` saves time: of these pieces of lower-case text at least one must occur for the pattern to be tried.
    """

    kind: Kind
    pattern: Pattern
    test: Test = _always
    needs: tuple[str, ...] = ()

    def findings(self, reading: Reading) -> Iterator[Finding]:
        """Yield a finding for each match that stands the test."""
        if not occurs(self.needs, reading.lowered):
            return
        regex = self.pattern.regex
        group: str | int = "it" if "it" in regex.groupindex else 0
        for match in regex.finditer(reading.text if self.pattern.cased else reading.lowered):
            if self.test(match):
                yield Finding(*reading.span(*match.span(group)), self.kind)


def occurs(needs: tuple[str, ...], lowered: str) -> bool:
    """Tell whether any of the pieces occurs in the text, or none is asked for."""
    return not needs or any(piece in lowered for piece in needs)


def before(match: re.Match[str], pattern: Pattern, reach: int = 40) -> bool:
    """Tell whether the pattern occurs in the characters before the match."""
    return pattern.regex.search(match.string[max(0, match.start() - reach) : match.start()].lower()) is not None


def after(match: re.Match[str], pattern: Pattern, reach: int = 30) -> bool:
    """Tell whether the pattern occurs in the characters after the match."""
    return pattern.regex.search(match.string[match.end() : match.end() + reach].lower()) is not None


def near(match: re.Match[str], pattern: Pattern, reach: int = 40) -> bool:
    """Tell whether the pattern occurs shortly before or after the match."""
    return before(match, pattern, reach) or after(match, pattern, reach)


def digits(match: re.Match[str]) -> str:
    """Return the digits of what was matched."""
    return "".join(char for char in match[0] if char.isdigit())
