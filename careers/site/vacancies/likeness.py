"""How alike adverts are. The one scoring that the alternatives to a closed advert and the matches both use.

An advert is a set of traits: ("level", "team-manager"), ("locality", "north"). Two sets are as alike as the weights of
the kinds of trait that they share. What counts for how much is explained in ``docs/decisions/matching.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from careers.content.document import Vacancy
from careers.content.edition import Edition

Trait = tuple[str, str]
"""A kind of trait and its value, both as the content names them."""

WEIGHTS: Mapping[str, int] = {
    "level": 8,
    "stage": 5,
    "team": 4,
    "locality": 3,
    "pattern": 2,
    "sponsorship": 2,
    "asye": 2,
    "contract": 1,
}
MOST_ALTERNATIVES = 3
_ENOUGH = WEIGHTS["stage"]


def traits_of(edition: Edition, vacancy: Vacancy) -> frozenset[Trait]:
    """Return the traits of an advert."""
    front = vacancy.front
    found = {("level", front.level), ("team", front.team), ("locality", front.locality), ("contract", front.contract)}
    found |= {("pattern", pattern) for pattern in front.patterns}
    found |= {("stage", stage.slug) for stage in edition.stages_of(vacancy)}
    found |= {("sponsorship", "yes")} if front.visa_sponsorship else set()
    found |= {("asye", "yes")} if front.asye_suitable else set()
    return frozenset(found)


def shared(one: Set[Trait], other: Set[Trait]) -> tuple[Trait, ...]:
    """Return the traits in both, those that count most first."""
    return tuple(sorted(one & other, key=lambda trait: (-WEIGHTS[trait[0]], trait)))


def score(traits: Iterable[Trait]) -> int:
    """Return the weight of shared traits; a kind counts once, so that many patterns don't outweigh the level."""
    return sum(WEIGHTS[kind] for kind in {kind for kind, _ in traits})


@dataclass(frozen=True, slots=True)
class Alternative:
    """An open advert that is like another one, and what they share in words: "same level"."""

    vacancy: Vacancy
    shares: tuple[str, ...]


_SHARES = {"level": "same level", "stage": "same stage of a career", "team": "same team", "locality": "same area"}


def alternatives_to(edition: Edition, vacancy: Vacancy) -> tuple[Alternative, ...]:
    """Return up to three open adverts that are most like ``vacancy``, which itself is left out.

    Adverts that share no level, stage or combination of like weight are not offered: a fostering manager is no
    alternative to a newly qualified post because both are permanent.
    """
    wanted = traits_of(edition, vacancy)
    ranked: list[tuple[int, Vacancy, tuple[Trait, ...]]] = []
    for other in edition.open_vacancies.values():
        common = shared(wanted, traits_of(edition, other))
        if other.slug != vacancy.slug and score(common) >= _ENOUGH:
            ranked.append((score(common), other, common))
    ranked.sort(key=lambda item: (-item[0], item[1].front.closing, item[1].slug))
    return tuple(
        Alternative(other, tuple(dict.fromkeys(_SHARES[kind] for kind, _ in common if kind in _SHARES)))
        for _, other, common in ranked[:MOST_ALTERNATIVES]
    )
