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
    """An open advert that fits, with reasons such as "you chose North Manchester"."""

    @property
    def document(self) -> Vacancy:
        """Return the advert."""

    @property
    def because(self) -> tuple[str, ...]:
        """Return the reasons."""


class StoryMatch(Protocol):
    """A story that fits, with reasons."""

    @property
    def document(self) -> Story:
        """Return the story."""

    @property
    def because(self) -> tuple[str, ...]:
        """Return the reasons."""


class StageMatch(Protocol):
    """A stage that fits, with reasons."""

    @property
    def document(self) -> Stage:
        """Return the stage."""

    @property
    def because(self) -> tuple[str, ...]:
        """Return the reasons."""


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


class Matcher(Protocol):
    """Find what fits answers today."""

    def __call__(self, edition: Edition, answers: Answers) -> Matches:
        """Return what fits."""


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
    write_atom: FeedWriter
    write_calendar: FeedWriter
    find: Find
    limiter: Limiter


def services() -> Services:
    """Return the services of the current application."""
    found: Services = current_app.extensions[NAME]
    return found
