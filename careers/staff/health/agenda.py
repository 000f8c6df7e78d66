"""What time does to content, as a list: overdue, due soon, closing, ending consent, drafts, openings, samples.

Pure: a library and a moment in, lines out. The rules of ``careers.check`` that judge the same dates are told of by their
findings; this list looks ahead and at what is no mistake.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum

from careers.clock import LONDON
from careers.content.addresses import resolve
from careers.content.components import buttons
from careers.content.document import Document
from careers.content.edition import Edition
from careers.content.front_matter import FrontMatter, PageFront, StoryFront, VacancyFront

AHEAD = timedelta(days=30)
CLOSING = timedelta(days=14)
SATURDAY = 5


class Matter(StrEnum):
    """What a line is about, in the order in which editors should look."""

    OVERDUE = "Overdue"
    CONSENT = "Consent that ended or ends"
    CLOSING = "Closing roles"
    FEATURED = "Closed, and still pointed to"
    DUE = "Due in the next 30 days"
    OPENING = "Opening by themselves"
    DRAFT = "Drafts"
    SAMPLE = "Samples still live"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: its title, file, address ("" when visitors can open no such page), the day that matters and what about it."""

    matter: Matter
    title: str
    source: str
    url: str
    day: date | None
    words: str


def agenda(edition: Edition) -> tuple[Line, ...]:
    """Return every line, each matter's by day."""
    looks = (_reviews, _consents, _closing, _featured, _openings, _drafts, _samples)
    shown = {document.url for document in edition.documents()}
    found = (line for look in looks for line in look(edition))
    lines = [line if line.url in shown else replace(line, url="") for line in found]
    order = list(Matter)
    return tuple(sorted(lines, key=lambda line: (order.index(line.matter), line.day or date.max, line.source)))


def _line(matter: Matter, document: Document[FrontMatter], day: date | None, words: str) -> Line:
    url = "" if document.source.parts[0] == "figures" else document.url
    return Line(matter, document.title, f"content/{document.source}", url, day, words)


def _reviews(edition: Edition) -> Iterator[Line]:
    for document in (*edition.library.figures.values(), *edition.library.documents()):
        due = document.front.review_by
        what = "look up the newest value" if document.source.parts[0] == "figures" else "read it again"
        if due and due < edition.today:
            days = (edition.today - due).days
            yield _line(Matter.OVERDUE, document, due, f"{days} day{'' if days == 1 else 's'} over: {what}")
        elif due and due <= edition.today + AHEAD:
            yield _line(Matter.DUE, document, due, what)


def _consents(edition: Edition) -> Iterator[Line]:
    for document in edition.library.documents():
        front = document.front
        if isinstance(front, StoryFront) and front.consent_until and not front.consent_withdrawn:
            yield from _consent(edition, document, front.consent_until, "the story")
        for photo in getattr(front, "photos", ()):
            yield from _consent(edition, document, photo.consent_until, photo.src)


def _consent(edition: Edition, document: Document[FrontMatter], last: date, what: str) -> Iterator[Line]:
    if last < edition.today:
        yield _line(Matter.CONSENT, document, last, f"{what} is not shown any more: ask again, or take it out")
    elif last <= edition.today + AHEAD:
        yield _line(Matter.CONSENT, document, last, f"{what} is shown until then: ask whether it may stay")


def _closing(edition: Edition) -> Iterator[Line]:
    for vacancy in edition.open_vacancies.values():
        at, day = vacancy.front.closes_at.time(), vacancy.front.last_day
        soon, is_weekend = vacancy.front.closing - edition.now <= CLOSING, day.weekday() >= SATURDAY
        if soon or is_weekend:
            left, hour = edition.days_left(vacancy), f"{at:%H:%M}" if at != time.min else "midnight"
            words = f"closes {day:%A} at {hour}, " + ("today" if not left else f"in {left} day{'s' * (left > 1)}")
            yield _line(Matter.CLOSING, vacancy, day, words + (": nobody is there at a weekend" if is_weekend else ""))


def _featured(edition: Edition) -> Iterator[Line]:
    closed = {vacancy.url: vacancy for vacancy in edition.vacancies.values() if edition.has_closed(vacancy)}
    for place in edition.documents():
        for url in {target.partition("#")[0].partition("?")[0] for target in _targets(place)}:
            if (vacancy := closed.get(url)) and vacancy is not place:
                day = vacancy.front.closes_at.astimezone(LONDON).date()
                yield _line(Matter.FEATURED, place, day, f"points to {vacancy.title}, which has closed")


def _targets(document: Document[FrontMatter]) -> Iterator[str]:
    """Yield where a text leads, and its lists of actions and further reading. Named stories leave closed adverts out."""
    for link in document.body.links:
        yield resolve(link.target, document.source)
    for _, address in buttons(document.body):
        yield address
    if isinstance(document.front, PageFront):
        yield from (action.to for action in (*document.front.actions, *document.front.related))


def _openings(edition: Edition) -> Iterator[Line]:
    for document in edition.library.documents():
        start = document.published_from
        if start and start > edition.now and not document.front.draft:
            local = start.astimezone(LONDON)
            yield _line(Matter.OPENING, document, local.date(), f"{local:%A} at {local:%H:%M}")


def _drafts(edition: Edition) -> Iterator[Line]:
    for document in (*edition.library.documents(), *edition.library.figures.values()):
        if document.front.draft:
            yield _line(Matter.DRAFT, document, None, "seen in preview only")


def _samples(edition: Edition) -> Iterator[Line]:
    for vacancy in edition.vacancies.values():
        if isinstance(vacancy.front, VacancyFront) and vacancy.front.sample:
            yield _line(Matter.SAMPLE, vacancy, None, "invented: replace or delete it before the site goes live")
