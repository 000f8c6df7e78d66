"""What a list shows of one advert."""

from __future__ import annotations

from dataclasses import dataclass

from careers.content.document import Vacancy
from careers.content.edition import Edition
from careers.site.vacancies.wording import (
    contract_in_words,
    days_left_in_words,
    hours_in_words,
    moment_in_words,
    pay_of,
)


@dataclass(frozen=True, slots=True)
class VacancyCard:
    """One advert in a list.

    ``closes_iso`` is for the ``datetime`` attribute; ``days_left`` is empty when the advert is not open; ``is_new``
    marks the first three days; ``flags`` are short plain facts such as "Offers visa sponsorship".
    """

    slug: str
    url: str
    title: str
    description: str
    level: str
    team: str
    locality: str
    pay: str
    hours: str
    contract: str
    patterns: tuple[str, ...]
    flags: tuple[str, ...]
    closes: str
    closes_iso: str
    days_left: str
    is_closing_soon: bool
    is_new: bool
    is_sample: bool


def card_of(edition: Edition, vacancy: Vacancy) -> VacancyCard:
    """Return what a list shows of an advert at the moment of the edition."""
    front, library = vacancy.front, edition.library
    labels = library.vocabulary.labels
    days = edition.days_left(vacancy)
    is_open = edition.is_open(vacancy)
    pay = pay_of(front)
    flags = (
        (front.visa_sponsorship, "Offers visa sponsorship"),
        (front.asye_suitable, "Suitable for the ASYE"),
        (front.flexible.offered, "Flexible working"),
        (front.hybrid.offered, "Hybrid working"),
    )
    return VacancyCard(
        slug=vacancy.slug,
        url=vacancy.url,
        title=front.title,
        description=front.description,
        level=labels["levels"].get(front.level, front.level),
        team=labels["teams"].get(front.team, front.team),
        locality=labels["localities"].get(front.locality, front.locality),
        pay=pay.actual_words,
        hours=hours_in_words(front),
        contract=contract_in_words(front),
        patterns=tuple(labels["patterns"].get(pattern, pattern) for pattern in front.patterns),
        flags=tuple(words for offered, words in flags if offered),
        closes=moment_in_words(front.closes_at),
        closes_iso=front.closes_at.isoformat(timespec="minutes"),
        days_left=days_left_in_words(days, front.closes_at) if is_open else "",
        is_closing_soon=is_open and days <= library.settings.closing_soon_days,
        is_new=is_open and (edition.today - front.opens_at.date()).days < 3,
        is_sample=front.sample,
    )
