"""Everything the page of one advert shows, open or closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from careers.content.document import Stage, Story, Vacancy
from careers.content.edition import Edition
from careers.content.front_matter import Contact, Offer, VacancyFront
from careers.site.vacancies.card import VacancyCard, card_of
from careers.site.vacancies.likeness import alternatives_to
from careers.site.vacancies.wording import (
    ROUNDING,
    Pay,
    closing_in_words,
    contract_in_words,
    day_in_words,
    hours_in_words,
    in_a_row,
    moment_in_words,
    pay_of,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled fact; ``iso`` is the machine-readable form of a date, for a ``time`` element."""

    label: str
    value: str
    iso: str = ""


@dataclass(frozen=True, slots=True)
class AlternativeCard:
    """An open advert offered in place of a closed one, with what the two share: "Same level and same area"."""

    card: VacancyCard
    shares: str


@dataclass(frozen=True, slots=True)
class Advert:
    """One advert as its page shows it.

    ``status`` is "open", "closed" or, in preview only, "coming". ``status_words`` says it in a sentence. The facts are
    grouped as the page is: ``key`` at the top, then ``team``, ``pay_facts``, ``checks`` (safer recruitment) and
    ``dates``. ``alternatives`` is filled only for a closed advert.
    """

    card: VacancyCard
    reference: str
    status: str
    status_words: str
    key: tuple[Fact, ...]
    team: tuple[Fact, ...]
    pay: Pay
    pay_facts: tuple[Fact, ...]
    benefits: tuple[str, ...]
    checks: tuple[Fact, ...]
    dates: tuple[Fact, ...]
    contact: Contact
    apply_url: str
    calendar: str
    stages: tuple[Stage, ...]
    stories: tuple[Story, ...]
    alternatives: tuple[AlternativeCard, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether applications are taken now."""
        return self.status == "open"

    @property
    def is_closed(self) -> bool:
        """Tell whether the closing moment has passed; search engines are then asked to leave the page out."""
        return self.status == "closed"


def advert_of(edition: Edition, vacancy: Vacancy) -> Advert:
    """Return everything the page of ``vacancy`` shows at the moment of the edition."""
    front = vacancy.front
    closed = edition.has_closed(vacancy)
    status = "closed" if closed else "open" if edition.is_open(vacancy) else "coming"
    pay = pay_of(front)
    return Advert(
        card=card_of(edition, vacancy),
        reference=front.reference,
        status=status,
        status_words=_status_words(edition, vacancy, status),
        key=tuple(_key_facts(edition, front, pay)),
        team=(
            Fact("Caseload", front.caseload),
            Fact("Supervision", front.supervision),
            Fact("Team size", front.team_size),
        ),
        pay=pay,
        pay_facts=tuple(_pay_facts(front, pay)),
        benefits=front.benefits,
        checks=tuple(_checks(front)),
        dates=tuple(_dates(front)),
        contact=front.informal_contact,
        apply_url=front.apply_url,
        calendar=f"{vacancy.url}dates.ics",
        stages=edition.stages_of(vacancy),
        stories=edition.stories_of(vacancy),
        alternatives=tuple(
            AlternativeCard(card_of(edition, other.vacancy), in_a_row(other.shares).capitalize())
            for other in (alternatives_to(edition, vacancy) if closed else ())
        ),
    )


def _status_words(edition: Edition, vacancy: Vacancy, status: str) -> str:
    front = vacancy.front
    match status:
        case "open":
            return closing_in_words(edition.days_left(vacancy), front.closes_at)
        case "closed":
            return f"It closed at {moment_in_words(front.closes_at)}"
        case _:
            is_whole_day = front.opens_at.time() == time.min
            when = f"on {day_in_words(front.opens_at)}" if is_whole_day else f"at {moment_in_words(front.opens_at)}"
            return f"It opens {when}"


def _key_facts(edition: Edition, front: VacancyFront, pay: Pay) -> Iterator[Fact]:
    labels = edition.library.vocabulary.labels
    yield Fact("Pay", f"{pay.actual_words}, {front.grade}")
    yield Fact("Hours", hours_in_words(front))
    yield Fact("Contract", contract_in_words(front))
    yield Fact("Level", labels["levels"].get(front.level, front.level))
    yield Fact("Team", labels["teams"].get(front.team, front.team))
    yield Fact("Where", labels["localities"].get(front.locality, front.locality))
    yield Fact("Working pattern", ", ".join(labels["patterns"].get(pattern, pattern) for pattern in front.patterns))
    yield Fact("Flexible working", _offer(front.flexible))
    yield Fact("Hybrid working", _offer(front.hybrid))
    yield Fact("Visa sponsorship", "Yes" if front.visa_sponsorship else "No")
    yield Fact("Suitable for the ASYE", "Yes" if front.asye_suitable else "No")
    yield Fact("Car", front.car.capitalize())
    yield Fact("Reference", front.reference)


def _offer(offer: Offer) -> str:
    answer = "Yes" if offer.offered else "No"
    return f"{answer}. {offer.detail}" if offer.detail else answer


def _pay_facts(front: VacancyFront, pay: Pay) -> Iterator[Fact]:
    yield Fact("Grade", front.grade)
    if pay.is_pro_rata:
        yield Fact(f"For {front.hours:g} hours a week", f"{pay.actual_words}, {ROUNDING}")
        yield Fact(f"Full time, {front.full_time_hours:g} hours a week", pay.words)
    else:
        yield Fact(f"For {front.hours:g} hours a week", pay.words)


def _checks(front: VacancyFront) -> Iterator[Fact]:
    needed = "Required" if front.registration_required else "Not required for this role"
    yield Fact("Registration with Social Work England", needed)
    yield Fact("Criminal record check", "An enhanced check by the Disclosure and Barring Service before you start")


def _dates(front: VacancyFront) -> Iterator[Fact]:
    yield Fact("Opened", *_dated(front.opens_at.date()))
    yield Fact("Closes", f"At {moment_in_words(front.closes_at)}", front.closes_at.isoformat(timespec="minutes"))
    match front.interviews_on:
        case []:
            pass
        case [day]:
            yield Fact("Interviews", *_dated(day))
        case days:
            yield Fact("Interviews", in_a_row([day_in_words(day) for day in days]))
    yield Fact("Starts", front.starts)


def _dated(day: date) -> tuple[str, str]:
    return day_in_words(day), day.isoformat()
