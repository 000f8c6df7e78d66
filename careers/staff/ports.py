"""What the staff pages need from the rest of the program, handed over by the application so that they import none of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from flask import current_app
from markupsafe import Markup

from careers.clock import Clock
from careers.config import Config
from careers.content.questionnaire import Questionnaire
from careers.content.shelf import Shelf
from careers.staff.feedback.known_pages import KnownPage
from careers.staff.health.inspector import Inspector

if TYPE_CHECKING:
    from careers.staff.sign_on.provider import Provider

NAME = "careers.staff"


class Chart(Protocol):
    """A drawn chart with its table; the template's macro knows the rest."""

    @property
    def title(self) -> str:
        """Return the title."""


class Drawing(Protocol):
    """A drawing without a table of its own, for a page that has the same numbers beside it."""

    @property
    def svg(self) -> Markup:
        """Return the picture."""


class Draw(Protocol):
    """Draw bars: ``readings`` are labels with counts, ``source`` and ``as_at`` are said below."""

    def __call__(self, key: str, title: str, readings: Sequence[tuple[str, int]], *, source: str, as_at: str) -> Chart:
        """Return the chart."""


class DrawMonths(Protocol):
    """Draw how a number went: ``readings`` are the first days of months that follow each other, with counts."""

    def __call__(self, key: str, title: str, readings: Sequence[tuple[date, int]]) -> Drawing:
        """Return the drawing."""


@dataclass(frozen=True, slots=True)
class Services:
    """Everything the views use.

    ``allows`` counts a try for a network address; ``is_own`` tells from the headers whether a form comes from one of
    our hosts; ``read_reference`` returns the reference that somebody typed, or none; ``sign_on`` is the council's own
    sign-on where the settings name one. ``other_pages`` are those that the program makes itself; ``feedback_reasons``
    are the words of the reasons by id; ``inspector`` looks through the content.
    """

    config: Config
    clock: Clock
    questionnaire: Callable[[], Questionnaire]
    draw: Draw
    draw_months: DrawMonths
    allows: Callable[[str | None], bool]
    is_own: Callable[[Mapping[str, str], Collection[str]], bool]
    read_reference: Callable[[str], str | None]
    shelf: Shelf
    other_pages: Callable[[], Sequence[KnownPage]]
    feedback_reasons: dict[str, str]
    inspector: Inspector
    sign_on: Provider | None = None


def services() -> Services:
    """Return the services of the current application."""
    found: Services = current_app.extensions[NAME]
    return found
