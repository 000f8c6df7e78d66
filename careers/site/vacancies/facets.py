"""What an advert can be filtered by: the choices of each facet and which of them an advert has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from careers.content.document import Vacancy
from careers.content.edition import Edition
from careers.content.settings import Vocabulary
from careers.site.vacancies.wording import number_of

CLOSING_WINDOWS = (7, 14, 30)

Options = tuple[tuple[str, str], ...]
"""The value and the label of each choice, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing to filter by.

    ``key`` is its name in the address; ``noun`` is what a notice calls it. ``options`` lists its choices and
    ``values`` gives those that an advert has. A ``single`` facet takes one choice (radio buttons), others any number.
    """

    key: str
    label: str
    noun: str
    options: Callable[[Vocabulary], Options]
    values: Callable[[Edition, Vacancy], tuple[str, ...]]
    single: bool = False


def _terms(list_name: str) -> Callable[[Vocabulary], Options]:
    return lambda vocabulary: tuple(vocabulary.labels[list_name].items())


def _fixed(*options: tuple[str, str]) -> Callable[[Vocabulary], Options]:
    return lambda _: options


def _yes(*, when: bool) -> tuple[str, ...]:
    return ("yes",) if when else ()


def _windows(edition: Edition, vacancy: Vacancy) -> tuple[str, ...]:
    days = edition.days_left(vacancy)
    return tuple(str(window) for window in CLOSING_WINDOWS if days <= window)


FACETS: tuple[Facet, ...] = (
    Facet("level", "Level", "a level", _terms("levels"), lambda _, v: (v.front.level,)),
    Facet("team", "Team", "a team", _terms("teams"), lambda _, v: (v.front.team,)),
    Facet("locality", "Where", "a part of the city", _terms("localities"), lambda _, v: (v.front.locality,)),
    Facet("pattern", "Working pattern", "a working pattern", _terms("patterns"), lambda _, v: v.front.patterns),
    Facet(
        "contract",
        "Contract",
        "a contract",
        _fixed(("permanent", "Permanent"), ("fixed-term", "Fixed term")),
        lambda _, v: (v.front.contract,),
    ),
    Facet(
        "sponsorship",
        "Visa sponsorship",
        "an answer about sponsorship",
        _fixed(("yes", "Offers visa sponsorship")),
        lambda _, v: _yes(when=v.front.visa_sponsorship),
    ),
    Facet(
        "asye",
        "Newly qualified",
        "an answer about the ASYE",
        _fixed(("yes", "Suitable for the ASYE")),
        lambda _, v: _yes(when=v.front.asye_suitable),
    ),
    Facet(
        "closing",
        "Closing within",
        "a number of days to choose",
        _fixed(*((str(days), number_of(days, "day")) for days in CLOSING_WINDOWS)),
        _windows,
        single=True,
    ),
)

FACET_BY_KEY = {facet.key: facet for facet in FACETS}
