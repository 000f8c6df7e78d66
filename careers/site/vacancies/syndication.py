"""Which adverts leave the site: in feeds, calendars, structured data and the sitemap. The only judge of it."""

from __future__ import annotations

from careers.content.document import Vacancy
from careers.content.edition import Edition


def leaves_the_site(vacancy: Vacancy, *, demonstration: bool) -> bool:
    """Tell whether an advert may be passed on at all: a sample may not, unless the site runs as a demonstration."""
    return demonstration or not vacancy.front.sample


def syndicated(edition: Edition, *, demonstration: bool) -> tuple[Vacancy, ...]:
    """Return the adverts that others may list now, the first to close first."""
    return tuple(v for v in edition.open_vacancies.values() if leaves_the_site(v, demonstration=demonstration))
