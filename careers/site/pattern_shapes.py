"""The shapes of the examples on the patterns page: field for field what views hand to the same macros.

Only for shapes whose own type needs a library of content or a request to be built.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExampleLink:
    """A link, or an action: `to` and `url` are the same address."""

    label: str
    url: str
    is_current: bool = False
    help: str = ""
    without: str = "#tags"

    @property
    def to(self) -> str:
        """Return the address under the name that content files use."""
        return self.url


@dataclass(frozen=True, slots=True)
class ExampleFact:
    """A labelled fact."""

    label: str
    value: str
    iso: str = ""


@dataclass(frozen=True, slots=True)
class ExampleSource:
    """Where a fact comes from."""

    publisher: str
    title: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class ExampleJudgement:
    """An entry of the timeline."""

    when: str
    title: str
    tone: str
    detail: str
    source: ExampleSource
    still_to_do: str | None = None


@dataclass(frozen=True, slots=True)
class ExampleAchievement:
    """Then and now."""

    title: str
    then: str
    then_as_at: str
    now: str | None = None
    now_as_at: str | None = None


@dataclass(frozen=True, slots=True)
class ExampleStep:
    """A numbered aim, or a step of a route."""

    title: str
    detail: str
    url: str | None = None

    @property
    def text(self) -> str:
        """Return the detail under the name that route steps use."""
        return self.detail


@dataclass(frozen=True, slots=True)
class ExampleVacancy:
    """An advert in a list."""

    slug: str
    title: str
    team: str
    locality: str
    pay: str
    hours: str
    contract: str
    closes: str
    closes_iso: str
    days_left: str
    is_closing_soon: bool = False
    is_new: bool = False
    is_sample: bool = False
    url: str = "#job-card"


@dataclass(frozen=True, slots=True)
class ExampleChoice:
    """A choice of a filter, with how many roles it gives."""

    value: str
    label: str
    count: int
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class ExamplePanel:
    """A group of choices of a filter."""

    key: str
    label: str
    single: bool
    choices: tuple[ExampleChoice, ...]


@dataclass(frozen=True, slots=True)
class ExamplePages:
    """A place in a list of several pages."""

    number: int
    last: int
    previous: str | None
    following: str | None


@dataclass(frozen=True, slots=True)
class ExampleFigure:
    """A figure as the page about figures shows it."""

    id: str
    value: str
    title: str
    as_at: str
    source: str
    url: str | None = None
