"""What the forms need from the rest of the program, handed over by the application so that they import none of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from flask import current_app

from careers.clock import Clock
from careers.config import Config
from careers.content.document import Stage, Story, Vacancy
from careers.content.edition import Edition
from careers.content.questionnaire import Answers, Questionnaire
from careers.forms.limits import Limiter

NAME = "careers.forms"


class VacancyMatch(Protocol):
    """An open advert that fits, with the reason, such as "Because you chose North Manchester"."""

    @property
    def document(self) -> Vacancy:
        """Return the advert."""

    @property
    def reason(self) -> str:
        """Return the reason in words, "" where nothing was asked for."""


class StoryMatch(Protocol):
    """A story that fits, with the reason."""

    @property
    def document(self) -> Story:
        """Return the story."""

    @property
    def reason(self) -> str:
        """Return the reason in words, "" where nothing was asked for."""


class StageMatch(Protocol):
    """A stage that fits, with the reason."""

    @property
    def document(self) -> Stage:
        """Return the stage."""

    @property
    def reason(self) -> str:
        """Return the reason in words, "" where nothing was asked for."""


class Matches(Protocol):
    """What fits a set of answers, the best first."""

    @property
    def vacancies(self) -> Sequence[VacancyMatch]:
        """Return the open adverts."""

    @property
    def stories(self) -> Sequence[StoryMatch]:
        """Return the stories."""

    @property
    def stages(self) -> Sequence[StageMatch]:
        """Return the stages."""

    @property
    def without_sponsorship(self) -> int:
        """Return how many open adverts would fit if they offered the sponsorship that is needed."""


class Matcher(Protocol):
    """Find what fits answers today."""

    def __call__(self, edition: Edition, answers: Answers) -> Matches:
        """Return what fits."""


class Card(Protocol):
    """What a list shows of an advert; the template's macro knows the rest."""

    @property
    def title(self) -> str:
        """Return the title."""


CardOf = Callable[[Edition, Vacancy], Card]


class FeedWriter(Protocol):
    """Write adverts as a feed or a calendar; ``address`` is the feed's own, absolute."""

    def __call__(self, edition: Edition, vacancies: Sequence[Vacancy], *, title: str, address: str) -> bytes:
        """Return the file."""


class Finding(Protocol):
    """A piece of personal data in a text: from ``start`` up to ``end``, named by the ``words`` that a visitor sees."""

    @property
    def start(self) -> int:
        """Return the first character."""

    @property
    def end(self) -> int:
        """Return the character after the last."""

    @property
    def words(self) -> str:
        """Return words such as "a phone number"."""


Find = Callable[[str], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class PageVersion:
    """A page of the site that feedback can be about: its path, its title and the version of its content."""

    path: str
    title: str
    fingerprint: str


PageLookup = Callable[[str], PageVersion | None]


@dataclass(frozen=True, slots=True)
class Services:
    """Everything the views use. ``page_at`` knows the paths of public pages and answers ``None`` for any other."""

    config: Config
    clock: Clock
    edition: Callable[[], Edition]
    questionnaire: Callable[[], Questionnaire]
    page_at: PageLookup
    match: Matcher
    card_of: CardOf
    write_atom: FeedWriter
    write_calendar: FeedWriter
    find: Find
    limiter: Limiter


def services() -> Services:
    """Return the services of the current application."""
    found: Services = current_app.extensions[NAME]
    return found
